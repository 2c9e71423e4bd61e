//! The SQL of friendships, their requests, and blocks.

use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select friend_id from friendships where account_id = $1 order by created_at, friend_id";
    first(conn.all(query_as(sql).bind(account_id)).await?)
}

/// Which of these people are friends of this one.
pub async fn among(conn: &mut Conn, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    listed(conn, "select friend_id from friendships where account_id = $1 and friend_id", account_id, others).await
}

/// Which of these people this one has blocked.
pub async fn blocked_among(conn: &mut Conn, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    listed(conn, "select blocked_id from blocks where account_id = $1 and blocked_id", account_id, others).await
}

/// Which of these people have blocked this one.
pub async fn blocking_among(conn: &mut Conn, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    listed(conn, "select account_id from blocks where blocked_id = $1 and account_id", account_id, others).await
}

/// Which of these people have blocked which.
pub async fn blocks_among(conn: &mut Conn, people: &[String]) -> Result<Vec<(String, String)>> {
    let places = places(1, people.len());
    let sql = format!(
        "select account_id, blocked_id from blocks where account_id in ({places}) and blocked_id in ({places})"
    );
    conn.all(people.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await
}

/// Everybody who has blocked somebody.
pub async fn blockers(conn: &mut Conn, blocked: &str) -> Result<Vec<String>> {
    first(conn.all(query_as("select account_id from blocks where blocked_id = $1").bind(blocked)).await?)
}

/// Which of these people are friends of which.
pub async fn friends_among(conn: &mut Conn, people: &[String]) -> Result<Vec<(String, String)>> {
    let places = places(1, people.len());
    let sql = format!(
        "select account_id, friend_id from friendships where account_id in ({places}) and friend_id in ({places})"
    );
    conn.all(people.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await
}

async fn listed(conn: &mut Conn, select: &'static str, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{select} in ({})", places(2, others.len()));
    let find = others.iter().fold(query_as(AssertSqlSafe(sql)).bind(account_id), |find, id| find.bind(id));
    first(conn.all(find).await?)
}

/// True if one of the two has blocked the other.
pub async fn is_blocked(conn: &mut Conn, one: &str, other: &str) -> Result<bool> {
    let sql = "select count(*) from blocks
        where (account_id = $1 and blocked_id = $2) or (account_id = $2 and blocked_id = $1)";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(one).bind(other)).await?.0 > 0)
}

/// Friends of both, in the order of the first's friendships.
pub async fn mutual(conn: &mut Conn, one: &str, other: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select a.friend_id from friendships a join friendships b on b.friend_id = a.friend_id
        where a.account_id = $1 and b.account_id = $2 order by a.created_at, a.friend_id limit $3";
    first(conn.all(query_as(sql).bind(one).bind(other).bind(limit)).await?)
}

pub async fn insert(tx: &mut Tx, account_id: &str, friend_id: &str, now: i64) -> Result<()> {
    let sql = "insert into friendships (account_id, friend_id, created_at) values ($1, $2, $3)
        on conflict (account_id, friend_id) do nothing";
    tx.execute(query(sql).bind(account_id).bind(friend_id).bind(now)).await?;
    Ok(())
}

/// Ends a friendship; true if there was one.
pub async fn delete(tx: &mut Tx, one: &str, other: &str) -> Result<bool> {
    let sql = "delete from friendships
        where (account_id = $1 and friend_id = $2) or (account_id = $2 and friend_id = $1)";
    Ok(tx.execute(query(sql).bind(one).bind(other)).await? > 0)
}

/// A request that waits for an answer, or was declined.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Request {
    pub id: String,
    pub sender_id: String,
    pub receiver_id: String,
    pub created_at: i64,
    pub declined_at: Option<i64>,
    /// Friends of both.
    pub mutual: i64,
}

const REQUEST: &str = "select r.id, r.sender_id, r.receiver_id, r.created_at, r.declined_at,
    (select count(*) from friendships a join friendships b on b.friend_id = a.friend_id
     where a.account_id = r.sender_id and b.account_id = r.receiver_id) as mutual
    from friend_requests r";

pub async fn request_ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let sql = "select id from friend_requests where receiver_id = $1 and declined_at is null order by created_at, id";
    first(conn.all(query_as(sql).bind(account_id)).await?)
}

/// All requests that wait for this person's answer, oldest first.
pub async fn received(conn: &mut Conn, account_id: &str) -> Result<Vec<Request>> {
    let sql = format!("{REQUEST} where r.receiver_id = $1 and r.declined_at is null order by r.created_at, r.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id)).await
}

/// A page of requests, newest first: those that wait for this person's answer, or those that they sent. A declined one
/// looks to its sender as if it still waited.
pub async fn requests(
    conn: &mut Conn,
    account_id: &str,
    sent: bool,
    before: (i64, &str),
    limit: i64,
) -> Result<Vec<Request>> {
    let whose = if sent { "r.sender_id = $1" } else { "r.receiver_id = $1 and r.declined_at is null" };
    let sql = format!(
        "{REQUEST} where {whose} and (r.created_at < $2 or (r.created_at = $2 and r.id < $3))
        order by r.created_at desc, r.id desc limit $4"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id).bind(before.0).bind(before.1).bind(limit)).await
}

pub async fn request(conn: &mut Conn, id: &str) -> Result<Option<Request>> {
    let sql = format!("{REQUEST} where r.id = $1");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(id)).await
}

pub async fn request_between(conn: &mut Conn, one: &str, other: &str) -> Result<Option<Request>> {
    let sql = format!("{REQUEST} where r.pair = $1");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(pair(one, other))).await
}

/// Requests between this person and these, either way.
pub async fn requests_with(conn: &mut Conn, me: &str, others: &[String]) -> Result<Vec<Request>> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{REQUEST} where r.pair in ({})", places(1, others.len()));
    let find = others.iter().fold(query_as(AssertSqlSafe(sql)), |find, other| find.bind(pair(me, other)));
    conn.all(find).await
}

/// Stores a request unless the pair has one that waits; a declined one makes room. True if this one waits now. Two who
/// ask each other at once meet here: the second waits for the first's commit.
pub async fn insert_request(tx: &mut Tx, id: &str, sender: &str, receiver: &str, now: i64) -> Result<bool> {
    let sql = "insert into friend_requests (id, sender_id, receiver_id, created_at, pair) values ($1, $2, $3, $4, $5)
        on conflict (pair) do update set id = $1, sender_id = $2, receiver_id = $3, created_at = $4, declined_at = null
        where friend_requests.declined_at is not null";
    let insert = query(sql).bind(id).bind(sender).bind(receiver).bind(now).bind(pair(sender, receiver));
    Ok(tx.execute(insert).await? > 0)
}

/// Marks a request as declined, or as waiting again; true if it was the other.
pub async fn decline(tx: &mut Tx, id: &str, at: Option<i64>) -> Result<bool> {
    let sql = "update friend_requests set declined_at = $2
        where id = $1 and (case when declined_at is null then 0 else 1 end) <> $3";
    Ok(tx.execute(query(sql).bind(id).bind(at).bind(i64::from(at.is_some()))).await? > 0)
}

/// Removes the request between two people; true if there was one.
pub async fn delete_request(tx: &mut Tx, one: &str, other: &str) -> Result<bool> {
    Ok(tx.execute(query("delete from friend_requests where pair = $1").bind(pair(one, other))).await? > 0)
}

pub async fn block(tx: &mut Tx, account_id: &str, blocked_id: &str, now: i64) -> Result<()> {
    let sql = "insert into blocks (account_id, blocked_id, created_at) values ($1, $2, $3)
        on conflict (account_id, blocked_id) do nothing";
    tx.execute(query(sql).bind(account_id).bind(blocked_id).bind(now)).await?;
    Ok(())
}

pub async fn unblock(tx: &mut Tx, account_id: &str, blocked_id: &str) -> Result<()> {
    let sql = "delete from blocks where account_id = $1 and blocked_id = $2";
    tx.execute(query(sql).bind(account_id).bind(blocked_id)).await?;
    Ok(())
}

/// A page of the people whom this one has blocked, last blocked first, with when that was.
pub async fn blocked(conn: &mut Conn, account_id: &str, before: (i64, &str), limit: i64) -> Result<Vec<(String, i64)>> {
    let sql = "select blocked_id, created_at from blocks
        where account_id = $1 and (created_at < $2 or (created_at = $2 and blocked_id < $3))
        order by created_at desc, blocked_id desc limit $4";
    conn.all(query_as(sql).bind(account_id).bind(before.0).bind(before.1).bind(limit)).await
}

/// Removes requests that were declined before this instant.
pub async fn delete_declined(tx: &mut Tx, before: i64) -> Result<()> {
    tx.execute(query("delete from friend_requests where declined_at < $1").bind(before)).await?;
    Ok(())
}

/// What two people have together, whoever is named first.
pub fn pair(one: &str, other: &str) -> String {
    if one < other { format!("{one} {other}") } else { format!("{other} {one}") }
}

fn first(rows: Vec<(String,)>) -> Result<Vec<String>> {
    Ok(rows.into_iter().map(|row| row.0).collect())
}
