//! The SQL of address books: those in them who are here.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// Somebody in an address book.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ContactRecord {
    pub other_id: String,
    /// As it was sent.
    pub number: String,
    pub name: String,
}

pub async fn of(conn: &mut Conn, account_id: &str) -> Result<Vec<ContactRecord>> {
    let sql = "select other_id, number, name from letter_contacts where account_id = $1 order by name, other_id";
    conn.all(query_as(sql).bind(account_id)).await
}

pub async fn clear(tx: &mut Tx, account_id: &str) -> Result<()> {
    tx.execute(query("delete from letter_contacts where account_id = $1").bind(account_id)).await?;
    Ok(())
}

pub async fn insert(tx: &mut Tx, account_id: &str, other_id: &str, number: &str, name: &str) -> Result<()> {
    let sql = "insert into letter_contacts (account_id, other_id, number, name) values ($1, $2, $3, $4)
        on conflict (account_id, other_id) do nothing";
    tx.execute(query(sql).bind(account_id).bind(other_id).bind(number).bind(name)).await?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, account_id: &str, other_id: &str) -> Result<()> {
    let sql = "delete from letter_contacts where account_id = $1 and other_id = $2";
    tx.execute(query(sql).bind(account_id).bind(other_id)).await?;
    Ok(())
}
