//! Durable work: rows with a due time, claimed with a lease, retried with backoff, kept when they fail for good.
//! Knows no feature: each kind of work brings its handler.

mod store;

use super::{
    context::Ctx,
    db::Tx,
    error::{Doing, Error, Result},
};
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::HashMap, sync::Arc, time::Duration};
use store::Claimed;
use tokio_util::sync::CancellationToken;

/// A claimed job is somebody else's again after this, if its worker died.
const LEASE_MS: i64 = 60_000;
/// Tries before a job is kept as failed. With the backoff below that is about a day.
const ATTEMPTS: i64 = 12;
/// The worker looks at least this often, should a clock have jumped.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// What remains to be stored when a job has succeeded; it commits together with the job's end, exactly once.
pub type Settle = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send>;

/// A kind of work. It gets its payload, does what has to happen outside the database, and returns what to store.
pub type Handler = Box<dyn Fn(Ctx, String) -> BoxFuture<'static, Result<Option<Settle>>> + Send + Sync>;

/// The handlers of all kinds of work, put together at start.
#[derive(Default)]
pub struct Handlers(HashMap<&'static str, Handler>);

impl Handlers {
    /// Adds the handler of one kind of work.
    pub fn on<P, Fut>(mut self, kind: &'static str, handler: fn(Ctx, P) -> Fut) -> Self
    where
        P: DeserializeOwned + 'static,
        Fut: Future<Output = Result<Option<Settle>>> + Send + 'static,
    {
        let boxed: Handler = Box::new(move |ctx, payload| match serde_json::from_str(&payload) {
            Ok(payload) => Box::pin(handler(ctx, payload)),
            Err(error) => Box::pin(async move { Err(Error::Broken("reading a job's payload", error.into())) }),
        });
        self.0.insert(kind, boxed);
        self
    }
}

/// Queues work in the transaction that causes it. `due_at` is in epoch milliseconds.
pub async fn enqueue(ctx: &Ctx, tx: &mut Tx, kind: &'static str, payload: &impl Serialize, due_at: i64) -> Result<()> {
    let payload = serde_json::to_string(payload).doing("writing a job's payload")?;
    store::insert(tx, &ctx.new_id(), kind, &payload, due_at, ctx.clock.now()).await?;
    tx.work_was_queued();
    Ok(())
}

/// Does everything that is due now, also what that makes due; how much it was. For tests, and the worker's heart.
pub async fn run_due(ctx: &Ctx, handlers: &Handlers) -> Result<usize> {
    let mut done = 0;
    loop {
        let now = ctx.clock.now();
        let Some(job) = ctx.db.write(move |tx| Box::pin(store::claim(tx, now, now + LEASE_MS))).await? else {
            return Ok(done);
        };
        run(ctx, handlers, job).await?;
        done += 1;
    }
}

/// Works until told to stop: sleeps until the next job is due or new work rings.
pub async fn work(ctx: Ctx, handlers: Arc<Handlers>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = run_due(&ctx, &handlers).await {
            tracing::error!(%error, "the job queue could not be read");
        }
        let pause = pause(&ctx).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = ctx.jobs.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn run(ctx: &Ctx, handlers: &Handlers, job: Claimed) -> Result<()> {
    let outcome = match handlers.0.get(job.kind.as_str()) {
        Some(handler) => handler(ctx.clone(), job.payload.clone()).await,
        None => Err(Error::Broken("looking for a job's handler", job.kind.clone().into())),
    };
    let settled = match outcome {
        Ok(settle) => settle_job(ctx, job.id.clone(), settle).await,
        Err(error) => Err(error),
    };
    let Err(error) = settled else {
        return Ok(());
    };
    let attempts = job.attempts + 1;
    tracing::warn!(job = job.id, kind = job.kind, attempts, %error, "a job failed");
    let now = ctx.clock.now();
    let (due_at, failed_at) = if attempts >= ATTEMPTS { (now, Some(now)) } else { (now + backoff(attempts), None) };
    ctx.db
        .write(move |tx| {
            Box::pin(async move { store::postpone(tx, &job.id, attempts, due_at, failed_at, &error.to_string()).await })
        })
        .await
}

async fn settle_job(ctx: &Ctx, id: String, settle: Option<Settle>) -> Result<()> {
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(settle) = settle {
                    settle(tx).await?;
                }
                store::delete(tx, &id).await
            })
        })
        .await
}

async fn pause(ctx: &Ctx) -> Duration {
    let next = async { store::next_due(&mut ctx.db.read().await?).await };
    match next.await {
        Ok(Some(due)) => Duration::from_millis(u64::try_from(due - ctx.clock.now()).unwrap_or(0)).min(LONGEST_SLEEP),
        _ => LONGEST_SLEEP,
    }
}

/// 10 s, 20 s, 40 s … up to 6 hours, in milliseconds.
fn backoff(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(12);
    (10_000_i64 << doublings).min(6 * 3_600_000)
}

#[cfg(test)]
mod tests;
