//! The SQL of letters as the pages show them: the inbox, requests, and what is on its way.

use super::LetterRecord;
use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// A letter in somebody's inbox.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct InboxRecord {
    #[sqlx(flatten)]
    pub letter: LetterRecord,
    pub opened_at: Option<i64>,
    pub is_surprise: i64,
}

const INBOX: &str =
    "select id, sender_id, text, photo_id, video_id, sound_id, color, created_at, deliver_at, arrived_at,
        opened_at, is_surprise
    from letters where receiver_id = $1 and arrived_at is not null and hidden_at is null";

/// Which letters of an inbox.
pub struct Find<'a> {
    /// Those of people whom the reader does not know.
    pub requests: bool,
    /// Folded, and then only opened letters that have it in their text, or letters of these people.
    pub part: &'a str,
    pub senders: &'a [String],
}

/// A page of an inbox, newest first, after a key of time and id.
pub async fn inbox(
    conn: &mut Conn,
    account_id: &str,
    find: Find<'_>,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<InboxRecord>> {
    let found = if find.part.is_empty() {
        String::new()
    } else {
        let places = places(7, find.senders.len());
        let by = if places.is_empty() { String::new() } else { format!("or sender_id in ({places})") };
        format!("and ((opened_at is not null and search_key like $6 escape '!') {by})")
    };
    let sql = format!(
        "{INBOX} and is_request = $2 and (arrived_at < $3 or (arrived_at = $3 and id < $4)) {found}
        order by arrived_at desc, id desc limit $5"
    );
    let escaped = find.part.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let mut read = query_as(AssertSqlSafe(sql))
        .bind(account_id)
        .bind(i64::from(find.requests))
        .bind(before.0)
        .bind(before.1)
        .bind(limit);
    if !find.part.is_empty() {
        read = find.senders.iter().fold(read.bind(format!("%{escaped}%")), |read, id| read.bind(id));
    }
    conn.all(read).await
}

/// From whom somebody has letters, in the inbox or as requests.
pub async fn senders(conn: &mut Conn, account_id: &str, requests: bool) -> Result<Vec<String>> {
    let sql = if requests {
        "select distinct sender_id from letters where receiver_id = $1 and is_request = 1"
    } else {
        "select distinct sender_id from letters where receiver_id = $1 and arrived_at is not null and is_request = 0"
    };
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Opens a letter; false if there is none to be opened. One that is open stays as it is.
pub async fn open(tx: &mut Tx, account_id: &str, id: &str, now: i64) -> Result<bool> {
    let sql = "update letters set opened_at = coalesce(opened_at, $3)
        where id = $2 and receiver_id = $1 and arrived_at is not null and hidden_at is null and is_request = 0";
    Ok(tx.execute(query(sql).bind(account_id).bind(id).bind(now)).await? > 0)
}

/// Puts a letter out of its receiver's sight, or back.
pub async fn hide(tx: &mut Tx, account_id: &str, id: &str, at: Option<i64>) -> Result<bool> {
    let sql = "update letters set hidden_at = $3 where id = $2 and receiver_id = $1 and arrived_at is not null";
    Ok(tx.execute(query(sql).bind(account_id).bind(id).bind(at)).await? > 0)
}

/// Letters of these people are requests no more.
pub async fn accept(tx: &mut Tx, account_id: &str, senders: &[String]) -> Result<u64> {
    let places = places(2, senders.len());
    let sql = format!(
        "update letters set is_request = 0 where receiver_id = $1 and is_request = 1 and sender_id in ({places})"
    );
    tx.execute(senders.iter().fold(query(AssertSqlSafe(sql)).bind(account_id), |update, id| update.bind(id))).await
}

/// Puts everything that somebody has written as a request out of sight.
pub async fn decline(tx: &mut Tx, account_id: &str, sender_id: &str, now: i64) -> Result<u64> {
    let sql = "update letters set hidden_at = $3, is_request = 0
        where receiver_id = $1 and is_request = 1 and sender_id = $2 and arrived_at is not null";
    tx.execute(query(sql).bind(account_id).bind(sender_id).bind(now)).await
}

/// From now on letters of these people come to somebody at once.
pub async fn know(tx: &mut Tx, account_id: &str, other_id: &str) -> Result<()> {
    let sql =
        "insert into letter_known (account_id, other_id) values ($1, $2) on conflict (account_id, other_id) do nothing";
    tx.execute(query(sql).bind(account_id).bind(other_id)).await?;
    Ok(())
}

/// Which of these people take letters of which: they said so, wrote to them, or have them in their address book.
pub async fn known_among(conn: &mut Conn, people: &[String]) -> Result<Vec<(String, String)>> {
    let places = places(1, people.len());
    let sql = format!(
        "select account_id, other_id from letter_known where account_id in ({places}) and other_id in ({places})
        union select account_id, other_id from letter_contacts where account_id in ({places}) and other_id in ({places})"
    );
    conn.all(people.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await
}

/// How many letters of an inbox nobody has opened, and how many are requests.
pub async fn count_sealed(conn: &mut Conn, account_id: &str) -> Result<(i64, i64)> {
    let sql = "select count(*) filter (where is_request = 0), count(*) filter (where is_request = 1) from letters
        where receiver_id = $1 and arrived_at is not null and opened_at is null and hidden_at is null";
    conn.one(query_as(sql).bind(account_id)).await
}

/// A letter that somebody put on its way.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SentRecord {
    pub id: String,
    pub sender_id: String,
    pub receiver_id: Option<String>,
    pub number: Option<String>,
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
    pub is_surprise: i64,
    pub is_sent_on: i64,
    pub created_at: i64,
    pub deliver_at: i64,
    /// As its sender sees it.
    pub landed_at: Option<i64>,
}

const SENT: &str = "select id, sender_id, receiver_id, number, photo_id, video_id, sound_id, is_surprise, is_sent_on,
        created_at, deliver_at, landed_at from letters";

/// What somebody has on its way, what was sealed last first, after a key of time and id.
pub async fn on_their_way(
    conn: &mut Conn,
    account_id: &str,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<SentRecord>> {
    let sql = format!(
        "{SENT} where posted_by = $1 and arrived_at is null and held_at is null
            and (created_at < $2 or (created_at = $2 and id < $3))
        order by created_at desc, id desc limit $4"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id).bind(before.0).bind(before.1).bind(limit)).await
}

/// What somebody wrote that has landed, last first.
pub async fn landed(conn: &mut Conn, account_id: &str, before: (i64, &str), limit: i64) -> Result<Vec<SentRecord>> {
    let sql = format!(
        "{SENT} where sender_id = $1 and landed_at is not null and (landed_at < $2 or (landed_at = $2 and id < $3))
        order by landed_at desc, id desc limit $4"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id).bind(before.0).bind(before.1).bind(limit)).await
}

/// One that somebody put on its way.
pub async fn posted(conn: &mut Conn, account_id: &str, id: &str) -> Result<Option<SentRecord>> {
    let sql = format!("{SENT} where id = $2 and posted_by = $1 and arrived_at is null and held_at is null");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(account_id).bind(id)).await
}

/// How many letters somebody has put on their way, and when the next of them arrives whose time is no surprise.
pub async fn posted_summary(conn: &mut Conn, account_id: &str, now: i64) -> Result<(i64, Option<i64>)> {
    let sql = "select count(*), min(case when is_surprise = 0 and deliver_at > $2 then deliver_at end) from letters
        where posted_by = $1 and arrived_at is null and held_at is null";
    conn.one(query_as(sql).bind(account_id).bind(now)).await
}

/// Takes a letter off the road; false if it has arrived meanwhile.
pub async fn burn(tx: &mut Tx, id: &str) -> Result<bool> {
    Ok(tx.execute(query("delete from letters where id = $1 and arrived_at is null").bind(id)).await? > 0)
}

/// Gives a letter another time; false if it has arrived meanwhile.
pub async fn postpone(tx: &mut Tx, id: &str, deliver_at: i64, is_surprise: bool) -> Result<bool> {
    let sql = "update letters set deliver_at = $2, is_surprise = $3 where id = $1 and arrived_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(deliver_at).bind(i64::from(is_surprise))).await? > 0)
}

/// Takes letters off the road that were sealed together; those that were.
pub async fn take_batch(tx: &mut Tx, account_id: &str, batch: &str) -> Result<Vec<SentRecord>> {
    let sql = "delete from letters where posted_by = $1 and batch = $2 and arrived_at is null and held_at is null
        returning id, sender_id, receiver_id, number, photo_id, video_id, sound_id, is_surprise, is_sent_on, created_at,
            deliver_at, landed_at";
    tx.all(query_as(sql).bind(account_id).bind(batch)).await
}

/// True if letters are left that were sealed together.
pub async fn has_batch(conn: &mut Conn, account_id: &str, batch: &str) -> Result<bool> {
    let sql = "select id from letters where sender_id = $1 and batch = $2 and batch <> '' limit 1";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(account_id).bind(batch)).await?.is_some())
}

/// True if a letter or a draft of somebody has this upload.
pub async fn uses(conn: &mut Conn, account_id: &str, medium: &str) -> Result<bool> {
    let letter = "select id from letters
        where sender_id = $1 and (photo_id = $2 or video_id = $2 or sound_id = $2) limit 1";
    if conn.optional(query_as::<_, (String,)>(letter).bind(account_id).bind(medium)).await?.is_some() {
        return Ok(true);
    }
    let draft = "select id from letter_drafts where account_id = $1 and form like $2 limit 1";
    let find = query_as::<_, (String,)>(draft).bind(account_id).bind(format!("%\"{medium}\"%"));
    Ok(conn.optional(find).await?.is_some())
}

/// Between whom letters are held back.
pub async fn held_pairs(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    conn.all(query_as("select distinct receiver_id, sender_id from letters where held_at is not null")).await
}

/// What was held back between two people goes on.
pub async fn let_go(tx: &mut Tx, one: &str, other: &str) -> Result<u64> {
    let sql = "update letters set held_at = null where held_at is not null
        and ((receiver_id = $1 and sender_id = $2) or (receiver_id = $2 and sender_id = $1))";
    tx.execute(query(sql).bind(one).bind(other)).await
}
