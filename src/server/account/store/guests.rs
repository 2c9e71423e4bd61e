//! The SQL of guests and the bot, and of links that prove a name.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{Any, any::AnyArguments, query, query::Query, query_as};

/// Makes an account that was just inserted something else than a person's.
pub async fn set_kind(tx: &mut Tx, id: &str, kind: &'static str, until: Option<i64>, is_brief: bool) -> Result<()> {
    let sql = "update accounts set kind = $2, guest_until = $3, is_brief = $4, found_by_name = 0 where id = $1";
    tx.execute(query(sql).bind(id).bind(kind).bind(until).bind(i64::from(is_brief))).await?;
    Ok(())
}

/// Ends a guest, whose name is free again; false if there is no such guest any more.
pub async fn end(tx: &mut Tx, id: &str, now: i64) -> Result<bool> {
    let sql = "update accounts set ended_at = $2, guest_until = null, user_key = '/' || id
        where id = $1 and kind = 'guest' and ended_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(now)).await? > 0)
}

/// Kind of the account that has this name.
pub async fn kind_by_key(conn: &mut Conn, user_key: &str) -> Result<Option<(String, String)>> {
    conn.optional(query_as("select id, kind from accounts where user_key = $1").bind(user_key)).await
}

/// Finds the account of a name and its proof, which stays good until it is too old.
pub async fn proof(conn: &mut Conn, token_hash: &str, purpose: &'static str, now: i64) -> Result<Option<super::Proof>> {
    let sql = "select account_id, email from proofs where token_hash = $1 and purpose = $2 and expires_at > $3";
    conn.optional(query_as(sql).bind(token_hash).bind(purpose).bind(now)).await
}

pub async fn user_key(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    let find = query_as::<_, (String,)>("select user_key from accounts where id = $1").bind(id);
    Ok(conn.optional(find).await?.map(|row| row.0))
}

/// Takes the name from a guest who has it.
pub async fn give_up_name(tx: &mut Tx, user_key: &str) -> Result<()> {
    let sql = "update accounts set user_key = user_key || '/' || id where user_key = $1 and kind = 'guest'";
    tx.execute(query(sql).bind(user_key)).await?;
    Ok(())
}

pub async fn ends_with_session(conn: &mut Conn, id: &str) -> Result<bool> {
    let sql = "select count(*) from accounts where id = $1 and kind = 'guest' and is_brief = 1 and ended_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(id)).await?.0 > 0)
}

pub async fn expired(conn: &mut Conn, now: i64) -> Result<Vec<String>> {
    let sql = "select id from accounts where guest_until <= $1 and ended_at is null order by guest_until limit 100";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(now)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A guest of the pages was seen.
pub fn stay(id: &str, until: i64) -> Query<'static, Any, AnyArguments> {
    query("update accounts set guest_until = $2 where id = $1 and is_brief = 0 and guest_until is not null")
        .bind(id.to_owned())
        .bind(until)
}

/// What a guest becomes.
pub struct Settled {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub user_key: String,
    pub search_key: String,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub time_zone: String,
    pub language: &'static str,
}

/// Makes a guest a person; false if they were none any more.
pub async fn settle(tx: &mut Tx, new: &Settled) -> Result<bool> {
    let sql = "update accounts set kind = 'person', guest_until = null, found_by_name = 1, display_name = $2,
            user_name = $3, user_key = $4, search_key = $5, email = $6, email_key = $7, password_hash = $8, time_zone = $9,
            language = $10
        where id = $1 and kind = 'guest' and ended_at is null";
    let settle = query(sql).bind(&new.id).bind(&new.display_name).bind(&new.user_name).bind(&new.user_key);
    let settle = settle.bind(&new.search_key).bind(&new.email).bind(&new.email_key).bind(&new.password_hash);
    Ok(tx.execute(settle.bind(&new.time_zone).bind(new.language)).await? > 0)
}

/// A guest of a rooms client stays for as long as the session.
pub async fn hold(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update accounts set guest_until = null where id = $1 and is_brief = 1").bind(id)).await?;
    Ok(())
}

/// Guests who had to give this name up.
pub async fn namesakes(conn: &mut Conn, user_key: &str) -> Result<Vec<String>> {
    let sql = "select id from accounts where user_key >= $1 and user_key < $2 and kind = 'guest' and ended_at is null";
    let find = query_as::<_, (String,)>(sql).bind(format!("{user_key}/")).bind(format!("{user_key}/\u{10ffff}"));
    Ok(conn.all(find).await?.into_iter().map(|row| row.0).collect())
}

pub async fn is_expired(conn: &mut Conn, id: &str, now: i64) -> Result<bool> {
    let sql = "select count(*) from accounts where id = $1 and guest_until <= $2 and ended_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(id).bind(now)).await?.0 > 0)
}
