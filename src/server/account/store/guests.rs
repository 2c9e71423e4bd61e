//! The SQL of guests and the bot, and of links that prove a name.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// Makes an account that was just inserted something else than a person's.
pub async fn set_kind(tx: &mut Tx, id: &str, kind: &'static str, until: Option<i64>) -> Result<()> {
    let sql = "update accounts set kind = $2, guest_until = $3, found_by_name = 0 where id = $1";
    tx.execute(query(sql).bind(id).bind(kind).bind(until)).await?;
    Ok(())
}

/// Ends a guest, whose name is free again; false if there is no such guest any more.
pub async fn end(tx: &mut Tx, id: &str, now: i64) -> Result<bool> {
    let sql = "update accounts set ended_at = $2, guest_until = null, user_key = '~' || id
        where id = $1 and kind = 'guest' and ended_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(now)).await? > 0)
}

/// Kind of the account that has this name.
pub async fn kind_by_key(conn: &mut Conn, user_key: &str) -> Result<Option<(String, String)>> {
    conn.optional(query_as("select id, kind from accounts where user_key = $1").bind(user_key)).await
}

/// Finds the account of a name and its proof, which stays good until it is too old.
pub async fn proof(conn: &mut Conn, token_hash: &str, purpose: &'static str, now: i64) -> Result<Option<super::Proof>> {
    let sql = "select account_id, email from proofs where token_hash = $1 and purpose = $2 and expires_at > $3";
    conn.optional(query_as(sql).bind(token_hash).bind(purpose).bind(now)).await
}

pub async fn user_key(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    let find = query_as::<_, (String,)>("select user_key from accounts where id = $1").bind(id);
    Ok(conn.optional(find).await?.map(|row| row.0))
}

/// Takes the name from a guest who has it.
pub async fn give_up_name(tx: &mut Tx, user_key: &str) -> Result<()> {
    let sql = "update accounts set user_key = '~' || id where user_key = $1 and kind = 'guest'";
    tx.execute(query(sql).bind(user_key)).await?;
    Ok(())
}

pub async fn ends_with_session(conn: &mut Conn, id: &str) -> Result<bool> {
    let sql =
        "select count(*) from accounts where id = $1 and kind = 'guest' and guest_until is null and ended_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(id)).await?.0 > 0)
}
