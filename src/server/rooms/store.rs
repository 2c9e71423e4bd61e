//! The SQL of the sessions of rooms clients.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// Starts the session of an account; the id of the one that it ends, if there was one.
pub async fn start(tx: &mut Tx, account_id: &str, id: &str, node: &str, now: i64) -> Result<Option<String>> {
    // Two sign-ins at once wait for each other here.
    let sql = "update room_sessions set started_at = started_at where account_id = $1 returning id";
    let earlier = tx.optional(query_as::<_, (String,)>(sql).bind(account_id)).await?;
    let sql = "insert into room_sessions (account_id, id, node, started_at) values ($1, $2, $3, $4)
        on conflict (account_id) do update set id = $2, node = $3, started_at = $4";
    tx.execute(query(sql).bind(account_id).bind(id).bind(node).bind(now)).await?;
    Ok(earlier.map(|row| row.0))
}

/// Takes a session over from a process that had it; false if it is not the account's any more.
pub async fn adopt(tx: &mut Tx, account_id: &str, id: &str, node: &str) -> Result<bool> {
    let sql = "update room_sessions set node = $3 where account_id = $1 and id = $2";
    Ok(tx.execute(query(sql).bind(account_id).bind(id).bind(node)).await? > 0)
}

/// Ends a session that a process has; false if it has not.
pub async fn end(tx: &mut Tx, account_id: &str, id: &str, node: &str) -> Result<bool> {
    let sql = "delete from room_sessions where account_id = $1 and id = $2 and node = $3";
    Ok(tx.execute(query(sql).bind(account_id).bind(id).bind(node)).await? > 0)
}

/// Sessions that other processes have: account, id and process.
pub async fn elsewhere(conn: &mut Conn, node: &str) -> Result<Vec<(String, String, String)>> {
    conn.all(query_as("select account_id, id, node from room_sessions where node <> $1").bind(node)).await
}
