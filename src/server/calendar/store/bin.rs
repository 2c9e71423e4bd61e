//! The SQL of deleted events, and of search.

use super::{ChangeRow, EVENT, EventRecord, NO_CHANGES, SEPARATOR, changes_in};
use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// Events deleted after an instant that the caller may restore, last deleted first, after a key of instant and id.
pub async fn deleted(
    conn: &mut Conn,
    me: &str,
    since: i64,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<(EventRecord, i64)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        event: EventRecord,
        deleted_at: i64,
    }
    let sql = format!(
        "{EVENT}, {NO_CHANGES}, e.deleted_at from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.can_delete = 1 and e.deleted_at > $2
          and (e.deleted_at < $3 or (e.deleted_at = $3 and e.id < $4))
        order by e.deleted_at desc, e.id desc limit $5"
    );
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(since).bind(before.0).bind(before.1).bind(limit);
    let rows: Vec<Row> = conn.all(find).await?;
    Ok(rows.into_iter().map(|row| (row.event, row.deleted_at)).collect())
}

/// Occurrences that were taken out of series that the caller may change so, with what had been changed of them before; as
/// `deleted`, with keys of the series' id and the occurrence.
pub async fn cancelled(
    conn: &mut Conn,
    me: &str,
    since: i64,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<(EventRecord, ChangeRow)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        event: EventRecord,
        #[sqlx(flatten)]
        change: ChangeRow,
    }
    let sql = format!(
        "{EVENT}, {NO_CHANGES}, c.occurrence, c.is_cancelled, c.cancelled_at, c.change, c.low_at, c.high_at
        from event_members m join events e on e.id = m.event_id join event_changes c on c.event_id = e.id
        where m.account_id = $1 and m.can_delete = 1 and e.deleted_at is null and c.cancelled_at > $2
          and (c.cancelled_at < $3 or (c.cancelled_at = $3 and e.id || '_' || replace(c.occurrence, ':', '') < $4))
        order by c.cancelled_at desc, e.id || '_' || replace(c.occurrence, ':', '') desc limit $5"
    );
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(since).bind(before.0).bind(before.1).bind(limit);
    let rows: Vec<Row> = conn.all(find).await?;
    Ok(rows.into_iter().map(|row| (row.event, row.change)).collect())
}

/// A deleted event, as far as the caller has to do with it.
pub async fn find_deleted(conn: &mut Conn, me: &str, id: &str, since: i64) -> Result<Option<EventRecord>> {
    let sql = format!(
        "{EVENT}, {NO_CHANGES} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.id = $2 and e.deleted_at > $3"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(id).bind(since)).await
}

pub async fn mark_deleted(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    tx.execute(query("update events set deleted_at = $2 where id = $1").bind(id).bind(now)).await?;
    Ok(())
}

pub async fn unmark_deleted(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update events set deleted_at = null where id = $1").bind(id)).await?;
    Ok(())
}

/// Removes an event that was deleted at or before `deleted_by`; its chat's id if it had one.
pub async fn erase(tx: &mut Tx, id: &str, deleted_by: i64) -> Result<Option<String>> {
    let sql = "delete from events where id = $1 and deleted_at <= $2 returning chat_id";
    let row: Option<(Option<String>,)> = tx.optional(query_as(sql).bind(id).bind(deleted_by)).await?;
    Ok(row.and_then(|row| row.0))
}

/// The caller's events that have a text in them, latest first, after a key of instant and id; series with their
/// changes from now on.
pub async fn search(
    conn: &mut Conn,
    me: &str,
    part: &str,
    before: (i64, &str),
    limit: i64,
    now: i64,
) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT}, {} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.deleted_at is null and e.search_key like $2 escape '!'
          and (e.starts_at < $3 or (e.starts_at = $3 and e.id < $4))
        order by e.starts_at desc, e.id desc limit $5",
        changes_in("c.high_at >= $6", "$7")
    );
    let escaped = part.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(format!("%{escaped}%"));
    conn.all(find.bind(before.0).bind(before.1).bind(limit).bind(now).bind(SEPARATOR.to_string())).await
}
