//! The SQL of address books: those in them who are here.

use crate::server::{
    db::{Conn, ROWS, Tx, rows},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

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

/// Forgets what a phone sent earlier; who was added by hand stays.
pub async fn clear_uploaded(tx: &mut Tx, account_id: &str) -> Result<()> {
    tx.execute(query("delete from letter_contacts where account_id = $1 and by_hand = 0").bind(account_id)).await?;
    Ok(())
}

/// Keeps what a phone sent: account, number, name. The first of somebody counts.
pub async fn insert_uploaded(tx: &mut Tx, account_id: &str, contacts: &[(String, String, String)]) -> Result<()> {
    for contacts in contacts.chunks(ROWS) {
        let sql = format!(
            "insert into letter_contacts (account_id, other_id, number, name) values {}
             on conflict (account_id, other_id) do nothing",
            rows(contacts.len(), 4)
        );
        let mut insert = query(AssertSqlSafe(sql));
        for (other_id, number, name) in contacts {
            insert = insert.bind(account_id).bind(other_id).bind(number).bind(name);
        }
        tx.execute(insert).await?;
    }
    Ok(())
}

/// Keeps somebody whom the owner of the book has added.
pub async fn insert(tx: &mut Tx, account_id: &str, other_id: &str, number: &str, name: &str) -> Result<()> {
    let sql = "insert into letter_contacts (account_id, other_id, number, name, by_hand) values ($1, $2, $3, $4, 1)
        on conflict (account_id, other_id) do update set by_hand = 1";
    tx.execute(query(sql).bind(account_id).bind(other_id).bind(number).bind(name)).await?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, account_id: &str, other_id: &str) -> Result<()> {
    let sql = "delete from letter_contacts where account_id = $1 and other_id = $2";
    tx.execute(query(sql).bind(account_id).bind(other_id)).await?;
    Ok(())
}
