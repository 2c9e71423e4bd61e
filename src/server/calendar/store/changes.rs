//! The SQL of occurrences that differ from their series.

use super::SEPARATOR;
use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// The changes of one series, from an instant on.
pub async fn changes(conn: &mut Conn, event_id: &str, from: i64) -> Result<Vec<ChangeRow>> {
    let sql = "select occurrence, is_cancelled, cancelled_at, change, low_at, high_at from event_changes
        where event_id = $1 and high_at >= $2 order by occurrence";
    conn.all(query_as(sql).bind(event_id).bind(from)).await
}

/// Changes in one text, as they come along with events.
pub fn joined(rows: &[ChangeRow]) -> String {
    let text =
        |row: &ChangeRow| format!("{} {} {}", row.occurrence, row.is_cancelled, row.change.as_deref().unwrap_or(""));
    rows.iter().map(text).collect::<Vec<_>>().join(&SEPARATOR.to_string())
}

/// An occurrence that differs from its series.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChangeRow {
    pub occurrence: String,
    pub is_cancelled: i64,
    /// When somebody cancelled it; none for what was imported so.
    pub cancelled_at: Option<i64>,
    pub change: Option<String>,
    pub low_at: i64,
    pub high_at: i64,
}

pub async fn change(conn: &mut Conn, event_id: &str, occurrence: &str) -> Result<Option<ChangeRow>> {
    let sql = "select occurrence, is_cancelled, cancelled_at, change, low_at, high_at from event_changes
        where event_id = $1 and occurrence = $2";
    conn.optional(query_as(sql).bind(event_id).bind(occurrence)).await
}

pub async fn put_change(tx: &mut Tx, event_id: &str, row: &ChangeRow) -> Result<()> {
    let sql = "insert into event_changes (event_id, occurrence, is_cancelled, change, low_at, high_at, cancelled_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (event_id, occurrence) do update set is_cancelled = excluded.is_cancelled,
            cancelled_at = excluded.cancelled_at, change = excluded.change, low_at = excluded.low_at, high_at = excluded.high_at";
    let put = query(sql)
        .bind(event_id)
        .bind(&row.occurrence)
        .bind(row.is_cancelled)
        .bind(row.change.as_deref())
        .bind(row.low_at)
        .bind(row.high_at)
        .bind(row.cancelled_at);
    tx.execute(put).await?;
    Ok(())
}

/// Forgets the changes of a series, all or those from an occurrence on.
pub async fn delete_changes(tx: &mut Tx, event_id: &str, from: &str) -> Result<()> {
    let sql = "delete from event_changes where event_id = $1 and occurrence >= $2";
    tx.execute(query(sql).bind(event_id).bind(from)).await?;
    Ok(())
}

/// Forgets one change: the occurrence is as the rule says.
pub async fn delete_change(tx: &mut Tx, event_id: &str, occurrence: &str) -> Result<()> {
    let sql = "delete from event_changes where event_id = $1 and occurrence = $2";
    tx.execute(query(sql).bind(event_id).bind(occurrence)).await?;
    Ok(())
}

/// Lets the members of a series know from when to when it reaches, its changed occurrences included.
pub async fn update_reach(tx: &mut Tx, event_id: &str, starts_at: i64, until_at: Option<i64>) -> Result<()> {
    let sql = "select min(low_at), max(high_at) from event_changes where event_id = $1 and is_cancelled = 0";
    let (low, high): (Option<i64>, Option<i64>) = tx.one(query_as(sql).bind(event_id)).await?;
    let starts_at = if until_at.is_some() { starts_at.min(low.unwrap_or(starts_at)) } else { starts_at };
    let until_at = until_at.map(|until_at| until_at.max(high.unwrap_or(until_at)));
    let sql = "update event_members set starts_at = $2, until_at = $3 where event_id = $1";
    tx.execute(query(sql).bind(event_id).bind(starts_at).bind(until_at)).await?;
    Ok(())
}
