//! The SQL of uploads.

use crate::server::{
    db::{Conn, ROWS, Tx, places, rows},
    error::Result,
};
use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query, query::Query, query_as};

type Write = Query<'static, Any, AnyArguments>;

/// An upload that is just made: for its owner only, and nothing uses it yet.
pub fn insert(id: &str, owner_id: &str, mime: &'static str, bytes: i64, now: i64) -> Write {
    let sql = "insert into media (id, owner_id, mime, bytes, created_at, is_private, is_used) values ($1, $2, $3, $4, $5, 1, 0)";
    query(sql).bind(id.to_owned()).bind(owner_id.to_owned()).bind(mime).bind(bytes).bind(now)
}

/// How long an upload has become, which is known at its end.
pub fn measured(id: &str, bytes: i64) -> Write {
    query("update media set bytes = $2 where id = $1").bind(id.to_owned()).bind(bytes)
}

/// An upload is used, and open to all.
pub async fn publish(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update media set is_private = 0, is_used = 1 where id = $1").bind(id)).await?;
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
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!("update media set is_used = 1 where id in ({})", places(1, ids.len()));
    tx.execute(ids.iter().fold(query(AssertSqlSafe(sql)), |attach, id| attach.bind(id))).await?;
    Ok(())
}

/// Lets people see uploads, where there are such.
pub async fn grant(tx: &mut Tx, grants: &[(String, String)]) -> Result<()> {
    for grants in grants.chunks(ROWS) {
        // Both databases call the columns of `values` so.
        let sql = format!(
            "insert into media_readers (media_id, account_id)
             select m.id, g.column2 from (values {}) as g join media m on m.id = g.column1 where 1 = 1
             on conflict (media_id, account_id) do nothing",
            rows(grants.len(), 2)
        );
        let grant = query(AssertSqlSafe(sql));
        tx.execute(grants.iter().fold(grant, |grant, (id, account_id)| grant.bind(id).bind(account_id))).await?;
    }
    Ok(())
}
