//! The SQL of events, their members and their invites.

pub mod bin;
mod changes;
pub mod ics;
pub mod invites;
pub mod reminders;

pub use changes::*;

use super::{occurrences::Series, times::Span};
use crate::server::{
    account,
    db::{Conn, ROWS, Tx, places, rows},
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
    /// 1: the caller's answer is missing; 2: the caller has declined.
    pub invited: i64,
    pub member_id: Option<String>,
    pub can_invite: Option<i64>,
    pub can_remove: Option<i64>,
    pub can_change: Option<i64>,
    pub can_delete: Option<i64>,
    /// The caller's, as a member.
    pub answer: Option<String>,
    pub rule: Option<String>,
    pub last: Option<String>,
    /// What other programs call it.
    pub uid: Option<String>,
    pub changed_at: i64,
    /// Minutes before it at which the caller is reminded.
    pub remind_before: Option<i64>,
    /// What was changed of occurrences in the window asked for.
    pub changes: Option<String>,
    /// Which occurrence of a series this is.
    #[sqlx(skip)]
    pub occurrence: Option<jiff::civil::DateTime>,
}

/// Stands between the rows of `changes`; JSON never holds it as it is.
pub const SEPARATOR: char = '\u{1e}';

/// `$1` is always the caller.
const EVENT: &str = "select e.id, e.kind, e.author_id, e.name, e.icon, e.is_private, e.is_all_day, e.starts, e.ends,
    e.time_zone, e.starts_at, e.ends_at, e.address, e.description, e.chat_id,
    (select count(*) from event_members n where n.event_id = e.id and n.answer <> 'cant') as members,
    coalesce((select case when i.declined_at is null then 1 else 2 end from event_invites i
        where i.event_id = e.id and i.receiver_id = $1), 0) as invited,
    m.id as member_id, m.can_invite, m.can_remove, m.can_change, m.can_delete, m.answer, e.rule, e.last,
    e.uid, e.changed_at, m.remind_before";

/// For events alone.
const NO_CHANGES: &str = "cast(null as text) as changes";

pub async fn find(conn: &mut Conn, me: &str, id: &str) -> Result<Option<EventRecord>> {
    let sql = format!(
        "{EVENT}, {NO_CHANGES} from events e left join event_members m on m.event_id = e.id and m.account_id = $1
        where e.id = $2 and e.deleted_at is null"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(id)).await
}

/// A person's events that touch a window of instants, and the series that may. `earliest` bounds how long before it the
/// events may start.
pub async fn window(conn: &mut Conn, me: &str, earliest: i64, from: i64, until: i64) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT}, {NO_CHANGES} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.until_at is null and m.starts_at >= $2 and m.starts_at < $4 and e.ends_at >= $3
          and e.deleted_at is null
        union all
        {EVENT}, {} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.until_at >= $3 and m.starts_at < $4 and e.deleted_at is null",
        changes_in("c.high_at >= $3 and c.low_at < $4", "$5")
    );
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(earliest).bind(from).bind(until);
    conn.all(find.bind(SEPARATOR.to_string())).await
}

/// The changes of a series that fit a condition, in one text.
fn changes_in(condition: &str, separator: &str) -> String {
    format!(
        "(select string_agg(c.occurrence || ' ' || cast(c.is_cancelled as text) || ' ' || coalesce(c.change, ''), {separator})
            from event_changes c where c.event_id = e.id and {condition}) as changes"
    )
}

/// A page of a person's events that do not repeat, after a key of instant and id, that do not end before `from`.
pub async fn page(conn: &mut Conn, me: &str, after: (i64, &str), from: i64, limit: i64) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT}, {NO_CHANGES} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and (m.starts_at > $2 or (m.starts_at = $2 and m.event_id > $3))
          and m.until_at is null and e.ends_at >= $4 and e.deleted_at is null
        order by m.starts_at, m.event_id limit $5"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(after.0).bind(after.1).bind(from).bind(limit)).await
}

/// A person's series that are not over before `from`, with their changes from then on.
pub async fn series(conn: &mut Conn, me: &str, from: i64) -> Result<Vec<EventRecord>> {
    let sql = format!(
        "{EVENT}, {} from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and m.until_at >= $2 and e.deleted_at is null",
        changes_in("c.high_at >= $2", "$3")
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(from).bind(SEPARATOR.to_string())).await
}

/// Ids of all events that a person is in, by start.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select m.event_id from event_members m join events e on e.id = m.event_id
        where m.account_id = $1 and e.deleted_at is null order by m.starts_at, m.event_id";
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
    pub answer: String,
    pub note: String,
    pub joined_at: i64,
    pub remind_before: Option<i64>,
}

const MEMBER: &str = "select m.id, m.event_id, m.account_id, m.can_invite, m.can_remove, m.can_change, m.can_delete,
    m.answer, m.note, m.joined_at, m.remind_before from event_members m";

/// Members of an event, longest-standing first.
pub async fn members(conn: &mut Conn, event_id: &str) -> Result<Vec<MemberRecord>> {
    let sql = format!("{MEMBER} where m.event_id = $1 order by m.joined_at, m.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(event_id)).await
}

/// Event and account of those who come, of each event the first few.
pub async fn first_members(conn: &mut Conn, event_ids: &[String], each: i64) -> Result<Vec<(String, String)>> {
    if event_ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(2, event_ids.len());
    let sql = format!(
        "select event_id, account_id from (
            select event_id, account_id, row_number() over (partition by event_id order by joined_at, id) as place
            from event_members where answer <> 'cant' and event_id in ({places})) as m
        where place <= $1 order by event_id, place"
    );
    conn.all(event_ids.iter().fold(query_as(AssertSqlSafe(sql)).bind(each), |find, id| find.bind(id))).await
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
    pub series: &'a Series,
    pub address: &'a str,
    pub description: &'a str,
    pub chat_id: Option<&'a str>,
    pub now: i64,
}

pub async fn insert(tx: &mut Tx, row: NewRow<'_>) -> Result<()> {
    let sql = "insert into events (id, kind, author_id, name, icon, is_private, is_all_day, starts, ends, time_zone,
            starts_at, ends_at, address, description, chat_id, created_at, changed_at, rule, last,
            search_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18, $19)";
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
        .bind(row.now)
        .bind(row.series.rule.as_deref())
        .bind(row.series.last.as_deref())
        .bind(search_key(row.name, row.address, row.description));
    tx.execute(insert).await?;
    Ok(())
}

/// What search compares.
fn search_key(name: &str, address: &str, description: &str) -> String {
    account::fold(&format!("{name} {address} {description}"))
}

/// Stores what a change left of an event.
pub async fn update(tx: &mut Tx, event: &EventRecord, span: &Span, series: &Series, now: i64) -> Result<()> {
    let sql = "update events set name = $2, icon = $3, is_private = $4, is_all_day = $5, starts = $6, ends = $7,
            time_zone = $8, starts_at = $9, ends_at = $10, address = $11, description = $12, changed_at = $13,
            rule = $14, last = $15, search_key = $16
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
        .bind(now)
        .bind(series.rule.as_deref())
        .bind(series.last.as_deref())
        .bind(search_key(&event.name, &event.address, &event.description));
    tx.execute(update).await?;
    update_reach(tx, &event.id, span.starts_at, series.until_at).await
}

/// Lets one change of an event follow another: on PostgreSQL the second waits here.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update events set changed_at = changed_at where id = $1").bind(id)).await?;
    Ok(())
}

/// A new member with all rights, or with none. `event` is its id, start, and the end of the series if it is one.
pub async fn insert_member(
    tx: &mut Tx,
    id: &str,
    event: (&str, i64, Option<i64>),
    account_id: &str,
    all_rights: bool,
    now: i64,
) -> Result<()> {
    let sql = "insert into event_members (id, event_id, account_id, starts_at, until_at, can_invite, can_remove,
            can_change, can_delete, joined_at)
        values ($1, $2, $3, $4, $5, $6, $6, $6, $6, $7) on conflict (event_id, account_id) do nothing";
    let insert = query(sql).bind(id).bind(event.0).bind(account_id).bind(event.1).bind(event.2);
    let insert = insert.bind(i64::from(all_rights)).bind(now);
    tx.execute(insert).await?;
    Ok(())
}

/// Gives an event, with its reach, the members of another, with their rights and since when they are members.
pub async fn copy_members(
    tx: &mut Tx,
    from: &str,
    to: (&str, i64, Option<i64>),
    new_id: impl Fn() -> String,
) -> Result<()> {
    for members in members(tx, from).await?.chunks(ROWS) {
        let sql = format!(
            "insert into event_members (id, event_id, account_id, starts_at, until_at, can_invite, can_remove, can_change,
                can_delete, answer, note, joined_at, remind_before) values {}",
            rows(members.len(), 13)
        );
        let mut insert = query(AssertSqlSafe(sql));
        for member in members {
            insert = insert.bind(new_id()).bind(to.0).bind(&member.account_id).bind(to.1).bind(to.2);
            insert = insert.bind(member.can_invite).bind(member.can_remove).bind(member.can_change);
            insert = insert.bind(member.can_delete).bind(&member.answer).bind(&member.note);
            insert = insert.bind(member.joined_at).bind(member.remind_before);
        }
        tx.execute(insert).await?;
    }
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
