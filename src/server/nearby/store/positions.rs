//! The SQL of last positions.

use super::super::geo::Point;
use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, FromRow, query, query_as};

/// A position, or that GPS is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub point: Option<Point>,
    /// Metres, as the device says.
    pub accuracy: Option<i64>,
    pub reported_at: i64,
    /// A page reported it for its owner; others see it only while its owner shares.
    pub is_own: bool,
}

#[derive(FromRow)]
struct Row {
    latitude: Option<i64>,
    longitude: Option<i64>,
    accuracy: Option<i64>,
    reported_at: i64,
    is_own: i64,
}

pub async fn position(conn: &mut Conn, id: &str) -> Result<Option<Fix>> {
    let sql = "select latitude, longitude, accuracy, reported_at, is_own from nearby_positions where account_id = $1";
    let row: Option<Row> = conn.optional(query_as(sql).bind(id)).await?;
    Ok(row.map(|row| Fix {
        point: point(row.latitude, row.longitude),
        accuracy: row.accuracy,
        reported_at: row.reported_at,
        is_own: row.is_own != 0,
    }))
}

pub fn point(latitude: Option<i64>, longitude: Option<i64>) -> Option<Point> {
    latitude.zip(longitude).map(|(latitude, longitude)| Point { latitude, longitude })
}

const NEWER: &str = "latitude = $2, longitude = $3, accuracy = $4, reported_at = $5, is_own = $6";

/// Keeps the first position of somebody, or a newer one.
pub async fn insert(tx: &mut Tx, id: &str, fix: Fix) -> Result<()> {
    let sql = format!(
        "insert into nearby_positions (account_id, latitude, longitude, accuracy, reported_at, is_own)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (account_id) do update set {NEWER} where nearby_positions.reported_at < $5"
    );
    tx.execute(bind(query(AssertSqlSafe(sql)), id, fix)).await?;
    Ok(())
}

/// Keeps a newer position of somebody who has one; false if theirs was erased, or is newer already.
pub async fn update(tx: &mut Tx, id: &str, fix: Fix) -> Result<bool> {
    let sql = format!("update nearby_positions set {NEWER} where account_id = $1 and reported_at <= $5");
    Ok(tx.execute(bind(query(AssertSqlSafe(sql)), id, fix)).await? > 0)
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

fn bind<'a>(query: Query<'a>, id: &'a str, fix: Fix) -> Query<'a> {
    let (latitude, longitude) = (fix.point.map(|point| point.latitude), fix.point.map(|point| point.longitude));
    let query = query.bind(id).bind(latitude).bind(longitude).bind(fix.accuracy);
    query.bind(fix.reported_at).bind(i64::from(fix.is_own))
}

/// Erases the positions of those of these people who neither share nor have an activity, and are watched by nobody who has
/// one; whose they were.
pub async fn erase_unused(tx: &mut Tx, ids: &[String], now: i64) -> Result<Vec<String>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(2, ids.len());
    let sql = format!(
        "select account_id from nearby_positions where account_id in ({places})
            and not exists (select 1 from nearby_sharing s where s.account_id = nearby_positions.account_id and s.until > $1)
            and not exists (select 1 from nearby_activities a
                where a.account_id = nearby_positions.account_id and a.ended_at is null and a.until > $1)
            and not exists (select 1 from nearby_watches w join nearby_activities a on a.account_id = w.watcher_id
                where w.watched_id = nearby_positions.account_id and w.agreed_at is not null
                    and (w.until is null or w.until > $1) and a.ended_at is null and a.until > $1)
         order by account_id"
    );
    let unused = query_as::<_, (String,)>(AssertSqlSafe(sql)).bind(now);
    let unused = tx.all(ids.iter().fold(unused, |unused, id| unused.bind(id))).await?;
    erase(tx, unused.into_iter().map(|row| row.0).collect()).await
}

/// Erases positions; whose they were. One after the other in the order of ids, as they are written, so that nobody waits
/// in a circle.
pub async fn erase(tx: &mut Tx, ids: Vec<String>) -> Result<Vec<String>> {
    for id in &ids {
        tx.execute(query("delete from nearby_positions where account_id = $1").bind(id)).await?;
    }
    Ok(ids)
}
