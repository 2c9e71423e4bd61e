//! The SQL of what ends by itself: activities, consent, sharing, and positions that are too old.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// So many of a kind at once, so that others get a turn.
const BATCH: i64 = 100;

/// When the next thing ends; positions are kept for so many milliseconds.
pub async fn next(conn: &mut Conn, kept: i64) -> Result<Option<i64>> {
    let sql = "select min(at) from (
            select min(until) as at from nearby_activities where ended_at is null
            union all select min(until) from nearby_watches where agreed_at is not null and until is not null
            union all select min(until) from nearby_sharing where until > 0
            union all select min(reported_at) + $1 from nearby_positions) as ends";
    Ok(conn.one(query_as::<_, (Option<i64>,)>(sql).bind(kept)).await?.0)
}

/// Ends activities whose time is over: of somebody, or of everybody; whose they were, and their ids.
pub async fn end_activities(tx: &mut Tx, id: Option<&str>, now: i64) -> Result<Vec<(String, String)>> {
    let sql = "update nearby_activities set ended_at = until where ended_at is null and id in (
            select id from nearby_activities
            where ended_at is null and until <= $1 and ($2 = '' or account_id = $2) order by id limit $3)
        returning account_id, id";
    tx.all(query_as(sql).bind(now).bind(id.unwrap_or_default()).bind(BATCH)).await
}

/// Watcher and watched of what was agreed to for a time that is over.
pub async fn consents(tx: &mut Tx, now: i64) -> Result<Vec<(String, String)>> {
    let sql = "select watcher_id, watched_id from nearby_watches
        where agreed_at is not null and until is not null and until <= $1 order by watcher_id, watched_id limit $2";
    tx.all(query_as(sql).bind(now).bind(BATCH)).await
}

/// Ends sharing whose time is over; whose it was.
pub async fn end_sharing(tx: &mut Tx, now: i64) -> Result<Vec<String>> {
    let sql = "update nearby_sharing set until = 0 where account_id in (
            select account_id from nearby_sharing where until > 0 and until <= $1 order by account_id limit $2)
        returning account_id";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(now).bind(BATCH)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Whose position is older than this.
pub async fn old_positions(tx: &mut Tx, before: i64) -> Result<Vec<String>> {
    let sql = "select account_id from nearby_positions where reported_at <= $1 order by account_id limit $2";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(before).bind(BATCH)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Forgets who was refused long ago and has not asked again since.
pub async fn delete_refused(tx: &mut Tx, before: i64) -> Result<()> {
    tx.execute(query("delete from nearby_watches where asked_at = 0 and ended_at <= $1").bind(before)).await?;
    Ok(())
}
