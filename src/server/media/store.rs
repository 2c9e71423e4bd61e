//! The SQL of uploads.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{query, query_as};

pub async fn insert(tx: &mut Tx, id: &str, owner_id: &str, mime: &str, bytes: i64, now: i64) -> Result<()> {
    let sql = "insert into media (id, owner_id, mime, bytes, created_at) values ($1, $2, $3, $4, $5)";
    tx.execute(query(sql).bind(id).bind(owner_id).bind(mime).bind(bytes).bind(now)).await?;
    Ok(())
}

/// An upload.
#[derive(sqlx::FromRow)]
pub struct MediumRecord {
    pub owner_id: String,
    pub mime: String,
    pub is_private: i64,
}

pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<MediumRecord>> {
    conn.optional(query_as("select owner_id, mime, is_private from media where id = $1").bind(id)).await
}

/// How many bytes somebody keeps.
pub async fn used(conn: &mut Conn, owner_id: &str) -> Result<i64> {
    let sql = "select cast(coalesce(sum(bytes), 0) as bigint) from media where owner_id = $1";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(owner_id)).await?.0)
}

/// An upload that was just made is for its owner, and nothing uses it yet.
pub async fn set_aside(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update media set is_private = 1, is_used = 0 where id = $1").bind(id)).await?;
    Ok(())
}

pub async fn is_reader(conn: &mut Conn, id: &str, account_id: &str) -> Result<bool> {
    let sql = "select count(*) from media_readers where media_id = $1 and account_id = $2";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(id).bind(account_id)).await?.0 > 0)
}

/// Takes away what nothing has used since a time; the ids.
pub async fn take_unused(tx: &mut Tx, before: i64) -> Result<Vec<String>> {
    let sql = "delete from media where is_used = 0 and id in
        (select id from media where is_used = 0 and created_at < $1 order by created_at limit 500) returning id";
    let rows: Vec<(String,)> = tx.all(query_as(sql).bind(before)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// False if this owner has no such upload.
pub async fn delete(tx: &mut Tx, id: &str, owner_id: &str) -> Result<bool> {
    Ok(tx.execute(query("delete from media where id = $1 and owner_id = $2").bind(id).bind(owner_id)).await? > 0)
}

/// Whose an upload is, and whether it is only for those who were given it.
pub async fn owner(conn: &mut Conn, id: &str) -> Result<Option<(String, bool)>> {
    let find = query_as::<_, (String, i64)>("select owner_id, is_private from media where id = $1").bind(id);
    Ok(conn.optional(find).await?.map(|(owner, is_private)| (owner, is_private != 0)))
}

/// Uploads are used: they stay.
pub async fn attach(tx: &mut Tx, ids: &[String]) -> Result<()> {
    for id in ids {
        tx.execute(query("update media set is_used = 1 where id = $1").bind(id)).await?;
    }
    Ok(())
}

/// Lets people see uploads, where there are such.
pub async fn grant(tx: &mut Tx, grants: &[(String, String)]) -> Result<()> {
    for (id, account_id) in grants {
        let sql = "insert into media_readers (media_id, account_id) select id, $2 from media where id = $1
            on conflict (media_id, account_id) do nothing";
        tx.execute(query(sql).bind(id).bind(account_id)).await?;
    }
    Ok(())
}
