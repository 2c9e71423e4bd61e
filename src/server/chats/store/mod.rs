//! The SQL of chats and their members.

pub mod messages;
pub mod rooms;

use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
    friends::pair,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// A chat, and what the caller has to do with it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChatRecord {
    pub id: String,
    pub kind: String,
    pub event_id: Option<String>,
    pub title: String,
    pub icon: String,
    pub one_id: Option<String>,
    pub other_id: Option<String>,
    pub last_seq: i64,
    pub last_at: i64,
    /// None for who is not in it.
    pub read_seq: Option<i64>,
    /// Messages of others after that, counted up to 100 where a list asks for it.
    pub unread: i64,
}

impl ChatRecord {
    pub fn is_dialog(&self) -> bool {
        self.kind == "dialog"
    }

    pub fn is_room(&self) -> bool {
        self.kind == "room"
    }

    /// The other person of a dialog.
    pub fn other(&self, me: &str) -> Option<&str> {
        [&self.one_id, &self.other_id].into_iter().flatten().map(String::as_str).find(|id| *id != me)
    }
}

/// `$1` is always the caller.
const CHAT: &str = "select c.id, c.kind, c.event_id, c.title, c.icon, c.one_id, c.other_id, c.last_seq, c.last_at,
    m.read_seq";
const UNREAD: &str = "(select count(*) from (select 1 from messages u where u.chat_id = c.id and u.seq > m.read_seq
        and u.author_id <> $1 and u.kind = 'text' and u.deleted_at is null limit 100) as few) as unread";
const NO_UNREAD: &str = "cast(0 as bigint) as unread";

/// A chat that is not hidden, whoever is in it.
pub async fn find(conn: &mut Conn, me: &str, id: &str) -> Result<Option<ChatRecord>> {
    let sql = format!(
        "{CHAT}, {NO_UNREAD} from chats c left join chat_members m on m.chat_id = c.id and m.account_id = $1
        where c.id = $2 and c.hidden_at is null"
    );
    conn.optional(query_as(AssertSqlSafe(sql)).bind(me).bind(id)).await
}

/// Messages of others in a chat that somebody has not read yet, counted up to 100.
pub async fn unread_in(conn: &mut Conn, me: &str, id: &str) -> Result<i64> {
    let sql = format!(
        "select {UNREAD} from chat_members m join chats c on c.id = m.chat_id where m.account_id = $1 and c.id = $2"
    );
    let unread = query_as::<_, (i64,)>(AssertSqlSafe(sql)).bind(me).bind(id);
    Ok(conn.optional(unread).await?.map_or(0, |row| row.0))
}

/// A page of somebody's chats of these kinds, the one with the newest message first.
pub async fn page(
    conn: &mut Conn,
    me: &str,
    kinds: &[&str],
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<ChatRecord>> {
    let places = places(5, kinds.len());
    let sql = format!(
        "{CHAT}, {UNREAD} from chat_members m join chats c on c.id = m.chat_id
        where m.account_id = $1 and c.hidden_at is null and c.kind in ({places})
          and (c.last_at < $2 or (c.last_at = $2 and c.id < $3))
        order by c.last_at desc, c.id desc limit $4"
    );
    let find = query_as(AssertSqlSafe(sql)).bind(me).bind(before.0).bind(before.1).bind(limit);
    conn.all(kinds.iter().fold(find, |find, kind| find.bind(*kind))).await
}

/// Somebody's chats from an offset on, newest message first, those without a message last.
pub async fn documented_page(conn: &mut Conn, me: &str, offset: i64, limit: i64) -> Result<Vec<ChatRecord>> {
    let sql = format!(
        "{CHAT}, {NO_UNREAD} from chat_members m join chats c on c.id = m.chat_id
        where m.account_id = $1 and c.hidden_at is null and c.kind <> 'room'
        order by case when c.last_text_at = 0 then 1 else 0 end, c.last_text_at desc, c.last_at desc, c.id desc limit $3 offset $2"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(me).bind(offset).bind(limit)).await
}

/// How many messages of others wait in all chats, counted up to 100 in each.
pub async fn unread(conn: &mut Conn, me: &str) -> Result<i64> {
    let sql = format!(
        "select cast(coalesce(sum(t.unread), 0) as bigint) from (
            select {UNREAD} from chat_members m join chats c on c.id = m.chat_id
            where m.account_id = $1 and c.hidden_at is null and c.last_seq > m.read_seq) as t"
    );
    Ok(conn.one(query_as::<_, (i64,)>(AssertSqlSafe(sql)).bind(me)).await?.0)
}

pub async fn insert_for_event(tx: &mut Tx, id: &str, event: (&str, &str, &str), now: i64) -> Result<()> {
    let sql = "insert into chats (id, kind, event_id, title, icon, created_at, last_at)
        values ($1, 'event', $2, $3, $4, $5, $5)";
    tx.execute(query(sql).bind(id).bind(event.0).bind(event.1).bind(event.2).bind(now)).await?;
    Ok(())
}

/// The dialog of two people, made if they have none; its id. Two who make it at once meet in one row.
pub async fn dialog(tx: &mut Tx, new_id: &str, one: &str, other: &str, now: i64) -> Result<String> {
    let key = pair(one, other);
    let sql = "insert into chats (id, kind, one_id, other_id, dialog_key, created_at, last_at)
        values ($1, 'dialog', $2, $3, $4, $5, $5) on conflict (dialog_key) do nothing";
    tx.execute(query(sql).bind(new_id).bind(one).bind(other).bind(&key).bind(now)).await?;
    let (id,): (String,) = tx.one(query_as("select id from chats where dialog_key = $1").bind(key)).await?;
    Ok(id)
}

/// The chat of an event, if it has one.
pub async fn of_event(conn: &mut Conn, event_id: &str) -> Result<Option<String>> {
    let find = query_as::<_, (String,)>("select id from chats where event_id = $1").bind(event_id);
    Ok(conn.optional(find).await?.map(|row| row.0))
}

/// The dialog of two people, if they have one.
pub async fn dialog_between(conn: &mut Conn, one: &str, other: &str) -> Result<Option<String>> {
    let find = query_as::<_, (String,)>("select id from chats where dialog_key = $1").bind(pair(one, other));
    Ok(conn.optional(find).await?.map(|row| row.0))
}

pub async fn describe(tx: &mut Tx, id: &str, title: &str, icon: &str) -> Result<()> {
    tx.execute(query("update chats set title = $2, icon = $3 where id = $1").bind(id).bind(title).bind(icon)).await?;
    Ok(())
}

/// Lets somebody in, who has read everything so far; false if they were in it.
pub async fn join(tx: &mut Tx, chat_id: &str, account_id: &str, now: i64) -> Result<bool> {
    let sql = "insert into chat_members (chat_id, account_id, joined_at, read_seq)
        select $1, $2, $3, c.last_seq from chats c where c.id = $1
        on conflict (account_id, chat_id) do nothing";
    Ok(tx.execute(query(sql).bind(chat_id).bind(account_id).bind(now)).await? > 0)
}

pub async fn leave(tx: &mut Tx, chat_id: &str, account_id: &str) -> Result<bool> {
    // First the chat, then its members: in the same order as who writes, so that neither waits for the other for ever.
    tx.execute(query("update chats set last_at = last_at where id = $1").bind(chat_id)).await?;
    let sql = "delete from chat_members where chat_id = $1 and account_id = $2";
    Ok(tx.execute(query(sql).bind(chat_id).bind(account_id)).await? > 0)
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

/// Ids and kinds of the chats that somebody is in, oldest first.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<(String, String)>> {
    let sql = "select m.chat_id, c.kind from chat_members m join chats c on c.id = m.chat_id
        where m.account_id = $1 and c.hidden_at is null order by m.joined_at, m.chat_id";
    conn.all(query_as(sql).bind(account_id)).await
}

/// Makes who changes a chat wait for one another; false if it is not there.
pub async fn touch(tx: &mut Tx, id: &str) -> Result<bool> {
    let sql = "update chats set last_at = last_at where id = $1 and hidden_at is null";
    Ok(tx.execute(query(sql).bind(id)).await? > 0)
}

pub async fn members(conn: &mut Conn, chat_id: &str) -> Result<i64> {
    let sql = "select count(*) from chat_members where chat_id = $1";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(chat_id)).await?.0)
}

pub async fn member_ids(conn: &mut Conn, chat_id: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        conn.all(query_as("select account_id from chat_members where chat_id = $1").bind(chat_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// How far somebody has read.
pub async fn read_seq(conn: &mut Conn, chat_id: &str, account_id: &str) -> Result<Option<i64>> {
    let sql = "select read_seq from chat_members where chat_id = $1 and account_id = $2";
    Ok(conn.optional(query_as::<_, (i64,)>(sql).bind(chat_id).bind(account_id)).await?.map(|row| row.0))
}

/// Moves the last-read pointer forward, not beyond the last message; where it is if it moved.
pub async fn read(tx: &mut Tx, chat_id: &str, account_id: &str, seq: i64) -> Result<Option<i64>> {
    let sql = "update chat_members set read_seq = (select case when c.last_seq < $3 then c.last_seq else $3 end
            from chats c where c.id = $1)
        where chat_id = $1 and account_id = $2 and read_seq < $3
          and read_seq < (select c.last_seq from chats c where c.id = $1) returning read_seq";
    let moved = query_as::<_, (i64,)>(sql).bind(chat_id).bind(account_id).bind(seq);
    Ok(tx.optional(moved).await?.map(|row| row.0))
}

/// True if two people are in the chat of one event.
pub async fn share_event(conn: &mut Conn, one: &str, other: &str) -> Result<bool> {
    let sql = "select count(*) from (select 1 from chat_members a
        join chat_members b on b.chat_id = a.chat_id and b.account_id = $2
        join chats c on c.id = a.chat_id and c.kind = 'event' and c.hidden_at is null
        where a.account_id = $1 limit 1) as found";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(one).bind(other)).await?.0 > 0)
}
