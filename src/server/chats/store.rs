//! The SQL of chats and their members.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

pub async fn insert(tx: &mut Tx, id: &str, event_id: &str, now: i64) -> Result<()> {
    let sql = "insert into chats (id, kind, event_id, created_at) values ($1, 'event', $2, $3)";
    tx.execute(query(sql).bind(id).bind(event_id).bind(now)).await?;
    Ok(())
}

pub async fn join(tx: &mut Tx, chat_id: &str, account_id: &str, now: i64) -> Result<()> {
    let sql = "insert into chat_members (chat_id, account_id, joined_at) values ($1, $2, $3)
        on conflict (account_id, chat_id) do nothing";
    tx.execute(query(sql).bind(chat_id).bind(account_id).bind(now)).await?;
    Ok(())
}

pub async fn leave(tx: &mut Tx, chat_id: &str, account_id: &str) -> Result<()> {
    let sql = "delete from chat_members where chat_id = $1 and account_id = $2";
    tx.execute(query(sql).bind(chat_id).bind(account_id)).await?;
    Ok(())
}

pub async fn hide(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    tx.execute(query("update chats set hidden_at = $2 where id = $1").bind(id).bind(now)).await?;
    Ok(())
}

pub async fn show(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update chats set hidden_at = null where id = $1").bind(id)).await?;
    Ok(())
}

pub async fn erase(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("delete from chats where id = $1").bind(id)).await?;
    Ok(())
}

pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select m.chat_id from chat_members m join chats c on c.id = m.chat_id
        where m.account_id = $1 and c.hidden_at is null order by m.joined_at, m.chat_id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
