//! The SQL of friendships and their requests.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select friend_id from friendships where account_id = $1 order by created_at, friend_id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn request_ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select id from friend_requests where receiver_id = $1 order by created_at, id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn among(conn: &mut Conn, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..others.len() + 2).map(|place| format!("${place}")).collect();
    let sql =
        format!("select friend_id from friendships where account_id = $1 and friend_id in ({})", places.join(", "));
    let find = others.iter().fold(query_as(AssertSqlSafe(sql)).bind(account_id), |find, id| find.bind(id));
    let rows: Vec<(String,)> = conn.all(find).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn insert(tx: &mut Tx, account_id: &str, friend_id: &str, now: i64) -> Result<()> {
    let sql = "insert into friendships (account_id, friend_id, created_at) values ($1, $2, $3)
        on conflict (account_id, friend_id) do nothing";
    tx.execute(query(sql).bind(account_id).bind(friend_id).bind(now)).await?;
    Ok(())
}
