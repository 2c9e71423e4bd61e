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
pub use store::count;
use tokio_util::sync::CancellationToken;

/// A claimed job is somebody else's again after this, if its worker died.
const LEASE_MS: i64 = 60_000;
/// Tries before a job is kept as failed. With the backoff below that is about a day.
const ATTEMPTS: i64 = 12;
/// Old rows are removed this often.
const SWEEP_MS: i64 = 3_600_000;
/// The database is left alone this long after it failed.
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// The worker looks at least this often, should a clock have jumped.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// What remains to be stored when a job has succeeded; it commits together with the job's end, exactly once.
pub type Settle = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send>;

/// A kind of work. It gets its payload, does what has to happen outside the database, and returns what to store.
pub type Handler = Box<dyn Fn(Ctx, String) -> BoxFuture<'static, Result<Option<Settle>>> + Send + Sync>;

/// The handlers of all kinds of work, put together at start.
#[derive(Default)]
pub struct Handlers {
    kinds: HashMap<&'static str, Handler>,
    sweeps: Vec<Sweep>,
}

/// Removes rows that nobody needs any more.
type Sweep = Box<dyn Fn(Ctx) -> BoxFuture<'static, Result<()>> + Send + Sync>;

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
        self.kinds.insert(kind, boxed);
        self
    }

    /// Adds a sweep; all of them run at start and every hour.
    pub fn sweeping<Fut>(mut self, sweep: fn(Ctx) -> Fut) -> Self
    where
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.sweeps.push(Box::new(move |ctx| Box::pin(sweep(ctx))));
        self
    }
}

/// Runs all sweeps once.
pub async fn sweep(ctx: &Ctx, handlers: &Handlers) {
    for sweep in &handlers.sweeps {
        if let Err(error) = sweep(ctx.clone()).await {
            tracing::error!(%error, "a sweep failed");
        }
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
    while run_one(ctx, handlers).await? {
        done += 1;
    }
    Ok(done)
}

/// Does one job that is due; false if there is none.
async fn run_one(ctx: &Ctx, handlers: &Handlers) -> Result<bool> {
    let now = ctx.clock.now();
    let Some(job) = ctx.db.write(move |tx| Box::pin(store::claim(tx, now, now + LEASE_MS))).await? else {
        return Ok(false);
    };
    run(ctx, handlers, job).await?;
    Ok(true)
}

/// Works until told to stop: sleeps until the next job is due or new work rings.
pub async fn work(ctx: Ctx, handlers: Arc<Handlers>, stop: CancellationToken) {
    let mut next_sweep = 0;
    while !stop.is_cancelled() {
        if ctx.clock.now() >= next_sweep {
            sweep(&ctx, &handlers).await;
            next_sweep = ctx.clock.now() + SWEEP_MS;
        }
        let pause = match run_one(&ctx, &handlers).await {
            Ok(true) => continue,
            Ok(false) => pause(&ctx).await,
            Err(error) => {
                tracing::error!(%error, "the job queue could not be read");
                AFTER_ERROR
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = ctx.jobs.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn run(ctx: &Ctx, handlers: &Handlers, job: Claimed) -> Result<()> {
    let outcome = match handlers.kinds.get(job.kind.as_str()) {
        Some(handler) => handler(ctx.clone(), job.payload.clone()).await,
        None => Err(Error::Broken("looking for a job's handler", job.kind.clone().into())),
    };
    let settled = match outcome {
        Ok(settle) => settle_job(ctx, job.id.clone(), job.lease_until, settle).await,
        Err(error) => Err(error),
    };
    let Err(error) = settled else {
        return Ok(());
    };
    let attempts = job.attempts + 1;
    // The cause may name people; it stands in the row, the log says only what was being done.
    tracing::warn!(job = job.id, kind = job.kind, attempts, doing = error.doing(), "a job failed");
    let now = ctx.clock.now();
    let (due_at, failed_at) = if attempts >= ATTEMPTS { (now, Some(now)) } else { (now + backoff(attempts), None) };
    ctx.db
        .write(move |tx| {
            Box::pin(async move { store::postpone(tx, &job, attempts, due_at, failed_at, &error.to_string()).await })
        })
        .await
}

/// Ends a job and stores its effect, unless its lease ran out and it is somebody else's by now.
async fn settle_job(ctx: &Ctx, id: String, lease_until: i64, settle: Option<Settle>) -> Result<()> {
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::delete(tx, &id, lease_until).await? {
                    return Err(Error::Broken("ending a job", "its lease ran out".into()));
                }
                match settle {
                    Some(settle) => settle(tx).await,
                    None => Ok(()),
                }
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
