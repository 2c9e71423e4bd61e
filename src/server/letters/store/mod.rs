//! The SQL of letters.

pub mod contacts;
pub mod drafts;
pub mod pages;

use crate::server::{
    db::{Conn, Engine, Tx, places},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// A letter to be stored.
#[derive(Clone, Debug)]
pub struct NewLetter {
    pub id: String,
    pub sender_id: String,
    /// Whose it is, and the number that it was sent to; one of the two is there.
    pub receiver_id: Option<String>,
    pub number: Option<String>,
    pub text: String,
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
    pub color: &'static str,
    pub is_surprise: bool,
    /// Letters that were sealed together.
    pub batch: String,
    /// The text as search compares it.
    pub search_key: String,
    pub created_at: i64,
    pub deliver_at: i64,
}

pub async fn insert(tx: &mut Tx, letter: &NewLetter) -> Result<()> {
    let sql = "insert into letters (id, sender_id, receiver_id, number, text, photo_id, video_id, sound_id, color,
            is_surprise, created_at, deliver_at, posted_by, batch, search_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $2, $13, $14)";
    let insert = query(sql)
        .bind(&letter.id)
        .bind(&letter.sender_id)
        .bind(&letter.receiver_id)
        .bind(&letter.number)
        .bind(&letter.text)
        .bind(&letter.photo_id)
        .bind(&letter.video_id)
        .bind(&letter.sound_id)
        .bind(letter.color)
        .bind(i64::from(letter.is_surprise))
        .bind(letter.created_at)
        .bind(letter.deliver_at)
        .bind(&letter.batch)
        .bind(&letter.search_key);
    tx.execute(insert).await?;
    Ok(())
}

/// A letter on its way that is due.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueRecord {
    pub id: String,
    pub sender_id: String,
    pub receiver_id: String,
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
    /// Its receiver has had it before, and sent it on.
    pub is_sent_on: i64,
}

/// Letters that are due, longest first, locked against other processes; of one receiver only if one is given.
pub async fn due(tx: &mut Tx, engine: Engine, now: i64, receiver: &str, limit: i64) -> Result<Vec<DueRecord>> {
    let of_one = if receiver.is_empty() { "" } else { "and receiver_id = $3" };
    let sql = format!(
        "select id, sender_id, receiver_id, photo_id, video_id, sound_id, is_sent_on from letters
        where arrived_at is null and receiver_id is not null and held_at is null and deliver_at <= $1 {of_one}
        order by deliver_at, id limit $2{}",
        engine.skip_locked()
    );
    let find = query_as(AssertSqlSafe(sql)).bind(now).bind(limit);
    tx.all(if receiver.is_empty() { find } else { find.bind(receiver) }).await
}

/// When the next letter is due.
pub async fn next_due(conn: &mut Conn) -> Result<Option<i64>> {
    let sql = "select deliver_at from letters
        where arrived_at is null and receiver_id is not null and held_at is null order by deliver_at limit 1";
    Ok(conn.optional(query_as::<_, (i64,)>(sql)).await?.map(|row| row.0))
}

/// Up to when each of these people has read, held so that nothing comes before that any more.
pub async fn hold_boxes(tx: &mut Tx, accounts: &[String]) -> Result<Vec<(String, i64)>> {
    let rows: Vec<String> = (1..=accounts.len()).map(|place| format!("(${place}, 0)")).collect();
    let sql = format!(
        "insert into letter_boxes (account_id, read_at) values {}
        on conflict (account_id) do update set read_at = letter_boxes.read_at returning account_id, read_at",
        rows.join(", ")
    );
    tx.all(accounts.iter().fold(query_as(AssertSqlSafe(sql)), |hold, id| hold.bind(id))).await
}

/// Somebody has read everything up to a time.
pub async fn note_read(tx: &mut Tx, account_id: &str, at: i64) -> Result<()> {
    tx.execute(query("update letter_boxes set read_at = $2 where account_id = $1").bind(account_id).bind(at)).await?;
    Ok(())
}

/// Puts letters into the inbox, or with the requests of people whom the receiver does not know.
pub async fn arrive(tx: &mut Tx, ids: &[&str], at: i64, is_request: bool) -> Result<()> {
    let places = places(3, ids.len());
    let sql = format!(
        "update letters set arrived_at = $1, landed_at = coalesce(landed_at, $1), is_request = $2 where id in ({places})"
    );
    let update = query(AssertSqlSafe(sql)).bind(at).bind(i64::from(is_request));
    tx.execute(ids.iter().fold(update, |update, id| update.bind(*id))).await?;
    Ok(())
}

/// Letters that do not arrive, because one of the two has blocked the other.
pub async fn hold_back(tx: &mut Tx, ids: &[&str], at: i64) -> Result<()> {
    let places = places(2, ids.len());
    let sql = format!("update letters set held_at = $1, landed_at = coalesce(landed_at, $1) where id in ({places})");
    tx.execute(ids.iter().fold(query(AssertSqlSafe(sql)).bind(at), |update, id| update.bind(*id))).await?;
    Ok(())
}

/// A letter that has arrived.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LetterRecord {
    pub id: String,
    pub sender_id: String,
    pub text: String,
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
    pub color: String,
    pub created_at: i64,
    pub deliver_at: i64,
    pub arrived_at: Option<i64>,
}

const ARRIVED: &str =
    "select id, sender_id, text, photo_id, video_id, sound_id, color, created_at, deliver_at, arrived_at
    from letters where receiver_id = $1 and arrived_at is not null and hidden_at is null";

/// What arrived after a time and up to another one, newest first.
pub async fn arrived(conn: &mut Conn, account_id: &str, after: i64, until: i64) -> Result<Vec<LetterRecord>> {
    let sql = format!("{ARRIVED} and arrived_at > $2 and arrived_at <= $3 order by arrived_at desc, id desc");
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id).bind(after).bind(until)).await
}

/// When the newest letter of somebody arrived; 0 without one.
pub async fn newest_arrival(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let sql = "select cast(coalesce(max(arrived_at), 0) as bigint) from letters
        where receiver_id = $1 and arrived_at is not null and hidden_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(account_id)).await?.0)
}

/// One that has arrived.
pub async fn received(conn: &mut Conn, account_id: &str, id: &str) -> Result<Option<LetterRecord>> {
    conn.optional(query_as(AssertSqlSafe(format!("{ARRIVED} and id = $2"))).bind(account_id).bind(id)).await
}

/// Up to when somebody has read.
pub async fn read_at(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let find = query_as::<_, (i64,)>("select read_at from letter_boxes where account_id = $1").bind(account_id);
    Ok(conn.optional(find).await?.map_or(0, |row| row.0))
}

/// Puts a letter that has arrived on its way again; false if it is on its way already.
pub async fn send_on(tx: &mut Tx, id: &str, deliver_at: i64, color: &str) -> Result<bool> {
    let sql = "update letters set deliver_at = $2, color = $3, is_surprise = 1, arrived_at = null, opened_at = null,
            posted_by = receiver_id, is_sent_on = 1
        where id = $1 and arrived_at is not null and hidden_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(deliver_at).bind(color)).await? > 0)
}

/// From whom how many letters are on their way to somebody, without those that were to arrive at once.
pub async fn coming_from(conn: &mut Conn, account_id: &str) -> Result<Vec<(String, i64)>> {
    let sql = "select sender_id, count(*) from letters
        where receiver_id = $1 and arrived_at is null and held_at is null and deliver_at / 1000 > created_at / 1000
        group by sender_id";
    conn.all(query_as(sql).bind(account_id)).await
}

pub async fn count_coming(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let sql = "select count(*) from letters where receiver_id = $1 and arrived_at is null and held_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(account_id)).await?.0)
}

/// How many letters of somebody are on their way, without those that were to arrive at once, and those that can still be
/// taken back because they were sealed after a time: all, as the documented status counts, and those that nobody has had
/// before.
pub async fn count_sent(conn: &mut Conn, account_id: &str, sealed_before: i64) -> Result<(i64, i64)> {
    let sql = "select count(*), count(*) filter (where is_sent_on = 0 and held_at is null) from letters
        where sender_id = $1 and arrived_at is null and deliver_at > created_at and (batch = '' or created_at < $2)";
    conn.one(query_as(sql).bind(account_id).bind(sealed_before)).await
}

/// The highest status that these people have had, for those who have had one.
pub async fn levels(conn: &mut Conn, accounts: &[String]) -> Result<Vec<(String, i64)>> {
    let mut found = Vec::new();
    for some in accounts.chunks(400) {
        let places = places(1, some.len());
        let sql = format!("select account_id, level from letter_boxes where account_id in ({places})");
        let rows: Vec<(String, i64)> =
            conn.all(some.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await?;
        found.extend(rows);
    }
    Ok(found)
}

pub async fn raise_level(tx: &mut Tx, account_id: &str, level: i64) -> Result<()> {
    let sql = "insert into letter_boxes (account_id, read_at, level) values ($1, 0, $2)
        on conflict (account_id) do update set level = case when letter_boxes.level < $2 then $2 else letter_boxes.level end";
    tx.execute(query(sql).bind(account_id).bind(level)).await?;
    Ok(())
}

/// Numbers that letters wait for.
pub async fn parked_numbers(conn: &mut Conn) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn
        .all(query_as("select distinct number from letters where receiver_id is null and number is not null"))
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Letters that waited for a number find their receiver; how many.
pub async fn release(tx: &mut Tx, account_id: &str, number: &str) -> Result<u64> {
    let sql = "update letters set receiver_id = $1 where number = $2 and receiver_id is null";
    tx.execute(query(sql).bind(account_id).bind(number)).await
}
