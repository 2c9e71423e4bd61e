//! The SQL of invites, answers and rights.

use super::{EVENT, EventRecord, MemberRecord, NO_CHANGES};
use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// Ids of the invites that wait for a person's answer, oldest first.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select i.id from event_invites i join events e on e.id = i.event_id
        where i.receiver_id = $1 and i.declined_at is null and e.deleted_at is null order by i.created_at, i.id";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// An invite to an event.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invite {
    pub id: String,
    pub event_id: String,
    pub sender_id: String,
    pub receiver_id: String,
    pub created_at: i64,
    pub declined_at: Option<i64>,
    pub note: String,
    pub event_name: String,
}

const INVITE: &str = "select i.id, i.event_id, i.sender_id, i.receiver_id, i.created_at, i.declined_at, i.note,
    e.name as event_name from event_invites i join events e on e.id = i.event_id and e.deleted_at is null";

/// All invites that wait for a person's answer, oldest first.
pub async fn received(conn: &mut Conn, account_id: &str) -> Result<Vec<Invite>> {
    let sql = format!("{INVITE} where i.receiver_id = $1 and i.declined_at is null order by i.created_at, i.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id)).await
}

/// An invite that waits for an answer.
pub async fn open(conn: &mut Conn, id: &str) -> Result<Option<Invite>> {
    let sql = format!("{INVITE} where i.id = $1 and i.declined_at is null");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(id)).await
}

/// Everybody who was asked to an event and is not in it, declined or not, first asked first.
pub async fn of_event(conn: &mut Conn, event_id: &str) -> Result<Vec<Invite>> {
    let sql = format!("{INVITE} where i.event_id = $1 order by i.created_at, i.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(event_id)).await
}

/// A page of the events that a person is asked to, last asked first: the event, the invite's id, who sent it and when.
pub async fn page(
    conn: &mut Conn,
    me: &str,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<(EventRecord, String, String, i64)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        event: EventRecord,
        invite_id: String,
        sender_id: String,
        asked_at: i64,
    }
    let sql = format!(
        "{EVENT}, {NO_CHANGES}, v.id as invite_id, v.sender_id, v.created_at as asked_at
        from event_invites v join events e on e.id = v.event_id and e.deleted_at is null
        left join event_members m on m.event_id = e.id and m.account_id = $1
        where v.receiver_id = $1 and v.declined_at is null
          and (v.created_at < $2 or (v.created_at = $2 and v.id < $3))
        order by v.created_at desc, v.id desc limit $4"
    );
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(before.0).bind(before.1).bind(limit);
    let rows: Vec<Row> = conn.all(find).await?;
    Ok(rows.into_iter().map(|row| (row.event, row.invite_id, row.sender_id, row.asked_at)).collect())
}

/// How many invites wait for a person's answer.
pub async fn waiting(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let sql = "select count(*) from event_invites i join events e on e.id = i.event_id and e.deleted_at is null
        where i.receiver_id = $1 and i.declined_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(account_id)).await?.0)
}

/// Asks somebody to an event; somebody who has declined is asked anew. True if they are asked now and were not before.
pub async fn insert(tx: &mut Tx, id: &str, event_id: &str, sender: &str, receiver: &str, now: i64) -> Result<bool> {
    let sql = "insert into event_invites (id, event_id, sender_id, receiver_id, created_at) values ($1, $2, $3, $4, $5)
        on conflict (event_id, receiver_id) do update
        set id = $1, sender_id = $3, created_at = $5, declined_at = null, note = ''
        where event_invites.declined_at is not null";
    Ok(tx.execute(query(sql).bind(id).bind(event_id).bind(sender).bind(receiver).bind(now)).await? > 0)
}

/// Notes that somebody declined; false if they are not asked.
pub async fn decline(tx: &mut Tx, event_id: &str, receiver: &str, note: &str, now: i64) -> Result<bool> {
    let sql = "update event_invites set declined_at = $4, note = $3 where event_id = $1 and receiver_id = $2";
    Ok(tx.execute(query(sql).bind(event_id).bind(receiver).bind(note).bind(now)).await? > 0)
}

/// Notes that somebody has not declined; false if they had not.
pub async fn reopen(tx: &mut Tx, event_id: &str, receiver: &str) -> Result<bool> {
    let sql = "update event_invites set declined_at = null, note = ''
        where event_id = $1 and receiver_id = $2 and declined_at is not null";
    Ok(tx.execute(query(sql).bind(event_id).bind(receiver)).await? > 0)
}

/// Removes the invite of somebody; false if there is none.
pub async fn delete(tx: &mut Tx, event_id: &str, receiver: &str) -> Result<bool> {
    let sql = "delete from event_invites where event_id = $1 and receiver_id = $2";
    Ok(tx.execute(query(sql).bind(event_id).bind(receiver)).await? > 0)
}

/// Takes back the invites that a person sent to an event; who was asked.
pub async fn withdraw(tx: &mut Tx, event_id: &str, sender_id: &str) -> Result<Vec<String>> {
    let sql = "delete from event_invites where event_id = $1 and sender_id = $2 returning receiver_id";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(event_id).bind(sender_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Takes back the invites between two people, either way; to which events.
pub async fn withdraw_between(tx: &mut Tx, one: &str, other: &str) -> Result<Vec<String>> {
    let sql = "delete from event_invites where (sender_id = $1 and receiver_id = $2)
        or (sender_id = $2 and receiver_id = $1) returning event_id";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(one).bind(other)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn member(conn: &mut Conn, event_id: &str, account_id: &str) -> Result<Option<MemberRecord>> {
    let sql = format!("{} where m.event_id = $1 and m.account_id = $2", super::MEMBER);
    conn.optional(query_as(AssertSqlSafe(sql)).bind(event_id).bind(account_id)).await
}

pub async fn answer(tx: &mut Tx, member_id: &str, answer: &str, note: &str) -> Result<()> {
    let sql = "update event_members set answer = $2, note = $3 where id = $1";
    tx.execute(query(sql).bind(member_id).bind(answer).bind(note)).await?;
    Ok(())
}

/// Sets the rights to invite, remove, change and delete.
pub async fn grant(tx: &mut Tx, member_id: &str, rights: [bool; 4]) -> Result<()> {
    let sql =
        "update event_members set can_invite = $2, can_remove = $3, can_change = $4, can_delete = $5 where id = $1";
    tx.execute(rights.into_iter().fold(query(sql).bind(member_id), |set, right| set.bind(i64::from(right)))).await?;
    Ok(())
}
