//! The SQL of the job queue.

use crate::server::{
    context::Ctx,
    db::{Conn, ROWS, Tx, rows},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

#[derive(sqlx::FromRow)]
pub struct Claimed {
    pub id: String,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
    pub lease_until: i64,
}

pub async fn insert(tx: &mut Tx, id: &str, kind: &str, payload: &str, due_at: i64, now: i64) -> Result<()> {
    let sql = "insert into jobs (id, kind, payload, due_at, created_at) values ($1, $2, $3, $4, $5)";
    tx.execute(query(sql).bind(id).bind(kind).bind(payload).bind(due_at).bind(now)).await?;
    Ok(())
}

/// Stores a job under this id, unless it waits already. One that failed for good begins anew, and so does one that is worked
/// on: whoever does so can't end it any more.
pub async fn insert_once(tx: &mut Tx, kind: &str, jobs: &[(&str, String)], due_at: i64, now: i64) -> Result<()> {
    for jobs in jobs.chunks(ROWS) {
        let sql = format!(
            "insert into jobs (id, kind, payload, due_at, created_at) values {}
            on conflict (id) do update set payload = excluded.payload, due_at = excluded.due_at, attempts = 0,
                failed_at = null, lease_until = 0
            where jobs.failed_at is not null or jobs.lease_until > 0",
            rows(jobs.len(), 5)
        );
        let insert = jobs.iter().fold(query(AssertSqlSafe(sql)), |insert, (id, payload)| {
            insert.bind(id).bind(kind).bind(payload).bind(due_at).bind(now)
        });
        tx.execute(insert).await?;
    }
    Ok(())
}

/// Takes a job back; one that is worked on is not tried again.
pub async fn cancel(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("delete from jobs where id = $1").bind(id)).await?;
    Ok(())
}

pub async fn forget_failed(tx: &mut Tx, before: i64) -> Result<()> {
    tx.execute(query("delete from jobs where failed_at < $1").bind(before)).await?;
    Ok(())
}

/// Takes the longest-due job that nobody works on. On PostgreSQL two workers may pick the same row; the condition on
/// the lease, evaluated again under the row lock, gives it to one of them.
pub async fn claim(tx: &mut Tx, now: i64, lease_until: i64) -> Result<Option<Claimed>> {
    let sql = "update jobs set lease_until = $2, attempts = attempts + 1
        where id = (select id from jobs where failed_at is null and due_at <= $1 and lease_until <= $1 order by due_at, id limit 1)
          and lease_until <= $1
        returning id, kind, payload, attempts, lease_until";
    tx.optional(query_as(sql).bind(now).bind(lease_until)).await
}

/// Puts a failed job off, if it is still the caller's.
pub async fn postpone(tx: &mut Tx, job: &Claimed, due_at: i64, failed_at: Option<i64>, error: &str) -> Result<()> {
    let sql = "update jobs set lease_until = 0, due_at = $3, failed_at = $4, error = $5
        where id = $1 and lease_until = $2";
    let update = query(sql).bind(&job.id).bind(job.lease_until).bind(due_at).bind(failed_at).bind(error);
    tx.execute(update).await?;
    Ok(())
}

/// Ends a job; false if it is not the caller's any more.
pub async fn delete(tx: &mut Tx, id: &str, lease_until: i64) -> Result<bool> {
    let sql = "delete from jobs where id = $1 and lease_until = $2";
    Ok(tx.execute(query(sql).bind(id).bind(lease_until)).await? > 0)
}

/// When the next job is due, or the next lease runs out.
pub async fn next_due(ctx: &Ctx) -> Result<Option<i64>> {
    let free = "select due_at from jobs where failed_at is null and lease_until <= $1 order by due_at, id limit 1";
    let leased =
        "select lease_until from jobs where lease_until > $1 and failed_at is null order by lease_until limit 1";
    let (mut conn, now) = (ctx.db.read().await?, ctx.clock.now());
    let free: Option<(i64,)> = conn.optional(query_as(free).bind(now)).await?;
    let leased: Option<(i64,)> = conn.optional(query_as(leased).bind(now)).await?;
    Ok(free.into_iter().chain(leased).map(|row| row.0).min())
}

/// How many wait, due or not, and how many failed for good.
pub async fn count(conn: &mut Conn) -> Result<(i64, i64)> {
    let sql = "select count(*) - count(failed_at), count(failed_at) from jobs";
    conn.one(query_as(sql)).await
}
