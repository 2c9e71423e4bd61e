//! The SQL of reminders.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// A member who wants to be reminded.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReminderRow {
    pub id: String,
    pub event_id: String,
    pub account_id: String,
    /// Minutes.
    pub remind_before: i64,
    /// When the planned one is due.
    pub remind_at: Option<i64>,
}

pub async fn set(tx: &mut Tx, event_id: &str, account_id: &str, before: Option<i64>) -> Result<()> {
    let sql =
        "update event_members set remind_before = $3, remind_at = case when $3 is null then null else remind_at end
        where event_id = $1 and account_id = $2";
    tx.execute(query(sql).bind(event_id).bind(account_id).bind(before)).await?;
    Ok(())
}

pub async fn of_event(conn: &mut Conn, event_id: &str) -> Result<Vec<ReminderRow>> {
    let sql = "select id, event_id, account_id, remind_before, remind_at from event_members
        where event_id = $1 and remind_before is not null";
    conn.all(query_as(sql).bind(event_id)).await
}

/// Events of whole days of which somebody will be reminded.
pub async fn of_whole_days(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select e.id from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.remind_at is not null and e.is_all_day = 1 and e.deleted_at is null order by e.id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<ReminderRow>> {
    let sql = "select id, event_id, account_id, remind_before, remind_at from event_members
        where id = $1 and remind_before is not null";
    conn.optional(query_as(sql).bind(id)).await
}

pub async fn plan(tx: &mut Tx, id: &str, remind_at: Option<i64>) -> Result<()> {
    tx.execute(query("update event_members set remind_at = $2 where id = $1").bind(id).bind(remind_at)).await?;
    Ok(())
}
