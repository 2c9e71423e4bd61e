//! The SQL of calendar files: whole calendars, names of other programs, links.

use super::{EVENT, EventRecord, NO_CHANGES, SEPARATOR, changes_in};
use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query, query::Query, query_as};

/// All living events of a person with all their changes, in order of their ids.
pub async fn all(conn: &mut Conn, me: &str) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT}, {} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.deleted_at is null order by e.id",
        changes_in("1 = 1", "$2")
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(SEPARATOR.to_string())).await
}

/// A living event of a person under the name that another program gave it, or under its own id.
pub async fn by_uid(conn: &mut Conn, me: &str, uid: &str, own_id: &str) -> Result<Option<EventRecord>> {
    let sql = format!(
        "{EVENT}, {NO_CHANGES} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.deleted_at is null and (e.uid = $2 or (e.uid is null and e.id = $3))
        order by e.id limit 1"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(uid).bind(own_id)).await
}

pub async fn set_uid(tx: &mut Tx, id: &str, uid: &str) -> Result<()> {
    tx.execute(query("update events set uid = $2 where id = $1").bind(id).bind(uid)).await?;
    Ok(())
}

/// Which of a person's links is the open one, counted from one.
pub async fn feed_version(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let sql = "select version from feeds where account_id = $1";
    Ok(conn.optional(query_as::<_, (i64,)>(sql).bind(account_id)).await?.map_or(1, |row| row.0))
}

pub fn count_feed_up(account_id: &str) -> Query<'static, Any, AnyArguments> {
    let sql = "insert into feeds (account_id, version) values ($1, 2)
        on conflict (account_id) do update set version = feeds.version + 1";
    query(sql).bind(account_id.to_owned())
}
