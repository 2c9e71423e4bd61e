//! The SQL of events, their members and their invites.

use super::times::Span;
use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// An event, and what the caller has to do with it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EventRecord {
    pub id: String,
    pub kind: String,
    pub author_id: String,
    pub name: String,
    pub icon: String,
    pub is_private: i64,
    pub is_all_day: i64,
    pub starts: String,
    pub ends: Option<String>,
    pub time_zone: String,
    pub starts_at: i64,
    pub ends_at: i64,
    pub address: String,
    pub description: String,
    pub chat_id: Option<String>,
    pub members: i64,
    pub is_invited: i64,
    pub member_id: Option<String>,
    pub can_change: Option<i64>,
    pub can_delete: Option<i64>,
}

/// `$1` is always the caller.
const EVENT: &str = "select e.id, e.kind, e.author_id, e.name, e.icon, e.is_private, e.is_all_day, e.starts, e.ends,
    e.time_zone, e.starts_at, e.ends_at, e.address, e.description, e.chat_id,
    (select count(*) from event_members n where n.event_id = e.id) as members,
    (select count(*) from event_invites i where i.event_id = e.id and i.receiver_id = $1) as is_invited,
    m.id as member_id, m.can_change, m.can_delete";

pub async fn find(conn: &mut Conn, me: &str, id: &str) -> Result<Option<EventRecord>> {
    let sql = format!(
        "{EVENT} from events e left join event_members m on m.event_id = e.id and m.account_id = $1
        where e.id = $2 and e.deleted_at is null"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(id)).await
}

/// A person's events that touch a window of instants, in order. `earliest` bounds how long before it they may start.
pub async fn window(conn: &mut Conn, me: &str, earliest: i64, from: i64, until: i64) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.starts_at >= $2 and m.starts_at < $4 and e.ends_at >= $3 and e.deleted_at is null
        order by m.starts_at, e.id"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(earliest).bind(from).bind(until)).await
}

/// A page of a person's events after a key of instant and id, that do not end before `from`.
pub async fn page(conn: &mut Conn, me: &str, after: (i64, &str), from: i64, limit: i64) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and (m.starts_at > $2 or (m.starts_at = $2 and m.event_id > $3))
          and e.ends_at >= $4 and e.deleted_at is null
        order by m.starts_at, m.event_id limit $5"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(after.0).bind(after.1).bind(from).bind(limit)).await
}

/// Ids of all events that a person is in, by start.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select m.event_id from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.deleted_at is null order by m.starts_at, m.event_id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Ids of the invites that wait for a person's answer, oldest first.
pub async fn invite_ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select i.id from event_invites i join events e on e.id = i.event_id
        where i.receiver_id = $1 and e.deleted_at is null order by i.created_at, i.id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MemberRecord {
    pub id: String,
    pub event_id: String,
    pub account_id: String,
    pub can_invite: i64,
    pub can_remove: i64,
    pub can_change: i64,
    pub can_delete: i64,
}

const MEMBER: &str = "select m.id, m.event_id, m.account_id, m.can_invite, m.can_remove, m.can_change, m.can_delete
    from event_members m";

/// Members of an event, longest-standing first.
pub async fn members(conn: &mut Conn, event_id: &str) -> Result<Vec<MemberRecord>> {
    let sql = format!("{MEMBER} where m.event_id = $1 order by m.joined_at, m.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(event_id)).await
}

/// A member of a group event that the caller is in too.
pub async fn shared_member(conn: &mut Conn, me: &str, id: &str) -> Result<Option<MemberRecord>> {
    let sql = format!(
        "{MEMBER} join events e on e.id = m.event_id and e.deleted_at is null and e.kind = 'group'
        join event_members mine on mine.event_id = m.event_id and mine.account_id = $1
        where m.id = $2"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(id)).await
}

/// Everybody who should hear of a change: members and invitees.
pub async fn audience(conn: &mut Conn, event_id: &str) -> Result<Vec<String>> {
    let sql = "select account_id from event_members where event_id = $1
        union select receiver_id from event_invites where event_id = $1";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(event_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub struct NewRow<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub author_id: &'a str,
    pub name: &'a str,
    pub icon: &'a str,
    pub is_private: bool,
    pub span: &'a Span,
    pub address: &'a str,
    pub description: &'a str,
    pub chat_id: Option<&'a str>,
    pub now: i64,
}

pub async fn insert(tx: &mut Tx, row: NewRow<'_>) -> Result<()> {
    let sql = "insert into events (id, kind, author_id, name, icon, is_private, is_all_day, starts, ends, time_zone,
            starts_at, ends_at, address, description, chat_id, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)";
    let insert = query(sql)
        .bind(row.id)
        .bind(row.kind)
        .bind(row.author_id)
        .bind(row.name)
        .bind(row.icon)
        .bind(i64::from(row.is_private))
        .bind(i64::from(row.span.is_all_day))
        .bind(row.span.starts.to_string())
        .bind(row.span.ends.map(|ends| ends.to_string()))
        .bind(&row.span.time_zone)
        .bind(row.span.starts_at)
        .bind(row.span.ends_at)
        .bind(row.address)
        .bind(row.description)
        .bind(row.chat_id)
        .bind(row.now);
    tx.execute(insert).await?;
    Ok(())
}

/// Stores what a change left of an event.
pub async fn update(tx: &mut Tx, event: &EventRecord, span: &Span, now: i64) -> Result<()> {
    let sql = "update events set name = $2, icon = $3, is_private = $4, is_all_day = $5, starts = $6, ends = $7,
            time_zone = $8, starts_at = $9, ends_at = $10, address = $11, description = $12, changed_at = $13
        where id = $1";
    let update = query(sql)
        .bind(&event.id)
        .bind(&event.name)
        .bind(&event.icon)
        .bind(event.is_private)
        .bind(i64::from(span.is_all_day))
        .bind(span.starts.to_string())
        .bind(span.ends.map(|ends| ends.to_string()))
        .bind(&span.time_zone)
        .bind(span.starts_at)
        .bind(span.ends_at)
        .bind(&event.address)
        .bind(&event.description)
        .bind(now);
    tx.execute(update).await?;
    if span.starts_at != event.starts_at {
        let sql = "update event_members set starts_at = $2 where event_id = $1";
        tx.execute(query(sql).bind(&event.id).bind(span.starts_at)).await?;
    }
    Ok(())
}

/// Lets one change of an event follow another: on PostgreSQL the second waits here.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update events set changed_at = changed_at where id = $1").bind(id)).await?;
    Ok(())
}

/// A new member with all rights, or with none.
pub async fn insert_member(
    tx: &mut Tx,
    id: &str,
    event: (&str, i64),
    account_id: &str,
    all_rights: bool,
    now: i64,
) -> Result<()> {
    let sql = "insert into event_members (id, event_id, account_id, starts_at, can_invite, can_remove, can_change,
            can_delete, joined_at)
        values ($1, $2, $3, $4, $5, $5, $5, $5, $6) on conflict (event_id, account_id) do nothing";
    let insert = query(sql).bind(id).bind(event.0).bind(account_id).bind(event.1).bind(i64::from(all_rights)).bind(now);
    tx.execute(insert).await?;
    Ok(())
}

pub async fn delete_member(tx: &mut Tx, event_id: &str, account_id: &str) -> Result<()> {
    let sql = "delete from event_members where event_id = $1 and account_id = $2";
    tx.execute(query(sql).bind(event_id).bind(account_id)).await?;
    Ok(())
}

pub async fn grant_all(tx: &mut Tx, member_id: &str) -> Result<()> {
    let sql = "update event_members set can_invite = 1, can_remove = 1, can_change = 1, can_delete = 1 where id = $1";
    tx.execute(query(sql).bind(member_id)).await?;
    Ok(())
}

/// Takes back the invites that a person sent to an event.
pub async fn withdraw_invites(tx: &mut Tx, event_id: &str, sender_id: &str) -> Result<()> {
    let sql = "delete from event_invites where event_id = $1 and sender_id = $2";
    tx.execute(query(sql).bind(event_id).bind(sender_id)).await?;
    Ok(())
}

pub async fn mark_deleted(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    tx.execute(query("update events set deleted_at = $2 where id = $1").bind(id).bind(now)).await?;
    Ok(())
}

/// Removes an event that was deleted at or before `deleted_by`; its chat's id if it had one.
pub async fn erase(tx: &mut Tx, id: &str, deleted_by: i64) -> Result<Option<String>> {
    let sql = "delete from events where id = $1 and deleted_at <= $2 returning chat_id";
    let row: Option<(Option<String>,)> = tx.optional(query_as(sql).bind(id).bind(deleted_by)).await?;
    Ok(row.and_then(|row| row.0))
}
