//! The SQL of the sessions of rooms clients.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// A session: whose it is, and which process has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRecord {
    pub account_id: String,
    pub id: String,
    pub node: String,
}

/// Starts the session of an account, whose row is locked; the id of the one that it ends, if there was one.
pub async fn start(tx: &mut Tx, account_id: &str, id: &str, node: &str, now: i64) -> Result<Option<String>> {
    let earlier = end(tx, account_id, None).await?;
    let sql = "insert into room_sessions (account_id, id, node, started_at) values ($1, $2, $3, $4)";
    tx.execute(query(sql).bind(account_id).bind(id).bind(node).bind(now)).await?;
    Ok(earlier)
}

/// Takes a session over from the process that had it; false if it is not the account's any more.
pub async fn adopt(tx: &mut Tx, account_id: &str, id: &str, node: &str, now: i64) -> Result<bool> {
    let sql = "update room_sessions set node = $3, started_at = $4 where account_id = $1 and id = $2";
    Ok(tx.execute(query(sql).bind(account_id).bind(id).bind(node).bind(now)).await? > 0)
}

/// Ends the session of an account, whichever it is if no id is given; its id.
pub async fn end(tx: &mut Tx, account_id: &str, id: Option<&str>) -> Result<Option<String>> {
    let sql = "delete from room_sessions where account_id = $1 and (id = $2 or $2 = '') returning id";
    let ended = query_as::<_, (String,)>(sql).bind(account_id).bind(id.unwrap_or_default());
    Ok(tx.optional(ended).await?.map(|row| row.0))
}

pub async fn has(conn: &mut Conn, account_id: &str) -> Result<bool> {
    let sql = "select count(*) from room_sessions where account_id = $1";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(account_id)).await?.0 > 0)
}

/// Sessions that began before a time.
pub async fn older(conn: &mut Conn, before: i64) -> Result<Vec<SessionRecord>> {
    let sql = "select account_id, id, node from room_sessions where started_at < $1";
    conn.all(query_as(sql).bind(before)).await
}
