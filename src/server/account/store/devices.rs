//! The SQL of what an account is signed in with: sessions of browsers, tokens of phones and programs.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{Any, any::AnyArguments, query, query::Query, query_as};

/// A browser's session; the id is the hash under which it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    pub id: String,
    pub agent: String,
    pub created_at: i64,
    pub seen_at: i64,
}

/// Sessions that are not over, last used first.
pub async fn sessions(conn: &mut Conn, account_id: &str, now: i64) -> Result<Vec<SessionRow>> {
    let sql = "select id_hash as id, agent, created_at, seen_at from sessions
        where account_id = $1 and expires_at > $2 order by seen_at desc, id_hash limit 200";
    conn.all(query_as(sql).bind(account_id).bind(now)).await
}

/// Ends one session of an account; false if it has no such session.
pub async fn delete_session(tx: &mut Tx, account_id: &str, id: &str) -> Result<bool> {
    let sql = "delete from sessions where id_hash = $1 and account_id = $2";
    Ok(tx.execute(query(sql).bind(id).bind(account_id)).await? > 0)
}

/// Ends all sessions of an account but the one that is kept; their ids.
pub async fn delete_sessions(tx: &mut Tx, account_id: &str, kept: &str) -> Result<Vec<String>> {
    let sql = "delete from sessions where account_id = $1 and id_hash <> $2 returning id_hash";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(account_id).bind(kept)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TokenRow {
    pub id: String,
    pub label: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
}

/// Tokens that are not over, newest first.
pub async fn tokens(conn: &mut Conn, account_id: &str, now: i64) -> Result<Vec<TokenRow>> {
    let sql = "select id, label, created_at, seen_at, expires_at from tokens
        where account_id = $1 and expires_at > $2 order by created_at desc, id limit 200";
    conn.all(query_as(sql).bind(account_id).bind(now)).await
}

pub async fn count_tokens(conn: &mut Conn, account_id: &str, now: i64) -> Result<i64> {
    let sql = "select count(*) from tokens where account_id = $1 and expires_at > $2";
    let (count,): (i64,) = conn.one(query_as(sql).bind(account_id).bind(now)).await?;
    Ok(count)
}

pub async fn insert_token(tx: &mut Tx, account_id: &str, row: TokenRow, token_hash: &str) -> Result<()> {
    let sql = "insert into tokens (id, account_id, label, token_hash, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let insert = query(sql)
        .bind(row.id)
        .bind(account_id)
        .bind(row.label)
        .bind(token_hash)
        .bind(row.created_at)
        .bind(row.seen_at)
        .bind(row.expires_at);
    tx.execute(insert).await?;
    Ok(())
}

/// The account that a token opens, with the token's id and its last use.
pub async fn by_token(conn: &mut Conn, token_hash: &str, now: i64) -> Result<Option<(String, String, i64)>> {
    let sql = "select account_id, id, seen_at from tokens where token_hash = $1 and expires_at > $2";
    conn.optional(query_as(sql).bind(token_hash).bind(now)).await
}

pub fn touch_token(id: &str, now: i64) -> Query<'static, Any, AnyArguments> {
    query("update tokens set seen_at = $2 where id = $1").bind(id.to_owned()).bind(now)
}

/// Ends one token of an account; its hash, none if the account has no such token.
pub async fn delete_token(tx: &mut Tx, account_id: &str, id: &str) -> Result<Option<String>> {
    let sql = "delete from tokens where id = $1 and account_id = $2 returning token_hash";
    Ok(tx.optional(query_as::<_, (String,)>(sql).bind(id).bind(account_id)).await?.map(|row| row.0))
}

/// Ends all tokens of an account; their hashes.
pub async fn delete_tokens(tx: &mut Tx, account_id: &str) -> Result<Vec<String>> {
    let sql = "delete from tokens where account_id = $1 returning token_hash";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(account_id)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Ends all tokens of a label but those that were used last; the hashes of those that ended.
pub async fn trim_tokens(tx: &mut Tx, account_id: &str, label: &str, kept: i64) -> Result<Vec<String>> {
    let sql = "delete from tokens where id in (select id from tokens where account_id = $1 and label = $2
            order by seen_at desc, created_at desc, id desc limit 1000 offset $3) returning token_hash";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(account_id).bind(label).bind(kept)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Ends the token of an account that has this hash.
pub async fn delete_own_token(tx: &mut Tx, account_id: &str, hash: &str) -> Result<()> {
    let sql = "delete from tokens where account_id = $1 and token_hash = $2";
    tx.execute(query(sql).bind(account_id).bind(hash)).await?;
    Ok(())
}

/// Ends tokens that are over, some of them; their hashes.
pub async fn delete_old_tokens(tx: &mut Tx, now: i64) -> Result<Vec<String>> {
    let sql =
        "delete from tokens where id in (select id from tokens where expires_at <= $1 limit 500) returning token_hash";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(now)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Ends sessions that are over, some of them; their hashes.
pub async fn delete_old_sessions(tx: &mut Tx, now: i64) -> Result<Vec<String>> {
    let sql = "delete from sessions where id_hash in (select id_hash from sessions where expires_at <= $1 limit 500) returning id_hash";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(now)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
