//! The SQL of letters that are being written.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

/// A letter that is being written; its form as JSON.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DraftRecord {
    pub id: String,
    pub form: String,
    pub saved_at: i64,
}

/// Keeps a draft as it is now; false if there is another one with this id that was sealed or is somebody else's.
pub async fn save(tx: &mut Tx, id: &str, account_id: &str, form: &str, now: i64) -> Result<bool> {
    let sql = "insert into letter_drafts (id, account_id, form, saved_at) values ($1, $2, $3, $4)
        on conflict (id) do update set form = $3, saved_at = $4
        where letter_drafts.account_id = $2 and letter_drafts.sealed_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(account_id).bind(form).bind(now)).await? > 0)
}

/// Drafts, newest first, after a key of time and id.
pub async fn page(conn: &mut Conn, account_id: &str, before: (i64, &str), limit: i64) -> Result<Vec<DraftRecord>> {
    let sql = "select id, form, saved_at from letter_drafts
        where account_id = $1 and sealed_at is null and (saved_at < $2 or (saved_at = $2 and id < $3))
        order by saved_at desc, id desc limit $4";
    conn.all(query_as(sql).bind(account_id).bind(before.0).bind(before.1).bind(limit)).await
}

pub async fn count(conn: &mut Conn, account_id: &str) -> Result<i64> {
    let sql = "select count(*) from letter_drafts where account_id = $1 and sealed_at is null";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(account_id)).await?.0)
}

/// One that can be written on.
pub async fn one(conn: &mut Conn, account_id: &str, id: &str) -> Result<Option<DraftRecord>> {
    let sql = "select id, form, saved_at from letter_drafts where id = $1 and account_id = $2 and sealed_at is null";
    conn.optional(query_as(sql).bind(id).bind(account_id)).await
}

pub async fn delete(tx: &mut Tx, account_id: &str, id: &str) -> Result<bool> {
    let sql = "delete from letter_drafts where id = $1 and account_id = $2 and sealed_at is null";
    Ok(tx.execute(query(sql).bind(id).bind(account_id)).await? > 0)
}

pub async fn seal(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    tx.execute(query("update letter_drafts set sealed_at = $2 where id = $1").bind(id).bind(now)).await?;
    Ok(())
}

/// What was sealed, and when; its form, or the digest of that.
pub async fn sealed(conn: &mut Conn, account_id: &str, id: &str) -> Result<Option<(String, i64)>> {
    let sql = "select form, sealed_at from letter_drafts where id = $1 and account_id = $2 and sealed_at is not null";
    conn.optional(query_as(sql).bind(id).bind(account_id)).await
}

pub async fn unseal(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update letter_drafts set sealed_at = null where id = $1").bind(id)).await?;
    Ok(())
}

/// What was sealed before a time and is more than a digest: id, owner and form.
pub async fn stale(conn: &mut Conn, before: i64) -> Result<Vec<(String, String, String)>> {
    let sql = "select id, account_id, form from letter_drafts where sealed_at < $1 and form like '{%' limit 500";
    conn.all(query_as(sql).bind(before)).await
}

/// Keeps only the digest of what was sealed.
pub async fn digest(tx: &mut Tx, id: &str, digest: &str) -> Result<()> {
    tx.execute(query("update letter_drafts set form = $2 where id = $1").bind(id).bind(digest)).await?;
    Ok(())
}

/// Forgets what was sealed before a time.
pub async fn forget(tx: &mut Tx, before: i64) -> Result<()> {
    tx.execute(query("delete from letter_drafts where sealed_at < $1").bind(before)).await?;
    Ok(())
}
