//! Durable work: rows with a due time, claimed with a lease, retried with backoff, kept when they fail for good. Knows no
//! feature: each kind of work brings its handler, and rows of a feature's own can be fed in by the time they are due.

mod store;

use super::{
    context::Ctx,
    db::Tx,
    error::{Doing, Error, Result},
};
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};
use store::Claimed;
pub use store::count;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// A claimed job is somebody else's again after this, if its worker died.
const LEASE_MS: i64 = 60_000;
/// Tries before a job is kept as failed. With the backoff below that is about a day.
const ATTEMPTS: i64 = 12;
/// What another process handles right now is looked at again after this.
const BUSY: Duration = Duration::from_millis(200);
/// A job that takes longer is given up for this time; less than its lease.
const LONGEST: Duration = Duration::from_secs(45);
/// Failed jobs are kept for so long.
const FAILED_MS: i64 = 30 * 86_400_000;
/// So many jobs run at once.
const AT_ONCE: usize = 8;
/// Old rows are removed this often.
const SWEEP: Duration = Duration::from_secs(3600);
/// The database is left alone this long after it failed.
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// The worker looks at least this often, should a clock have jumped.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// What remains to be stored when a job has succeeded; it commits together with the job's end, exactly once.
pub type Settle = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send>;

/// A kind of work. It gets its payload, does what has to happen outside the database, and returns what to store.
pub type Handler = Box<dyn Fn(Ctx, String) -> BoxFuture<'static, Result<Option<Settle>>> + Send + Sync>;

/// Rows of a feature's own that have a due time: when the next is due, and what handles some that are.
struct Feed {
    next_due: Box<dyn Fn(Ctx) -> BoxFuture<'static, Result<Option<i64>>> + Send + Sync>,
    run: Box<dyn Fn(Ctx) -> BoxFuture<'static, Result<usize>> + Send + Sync>,
}

/// The handlers of all kinds of work, put together at start.
#[derive(Default)]
pub struct Handlers {
    kinds: HashMap<&'static str, Handler>,
    feeds: Vec<Feed>,
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

    /// Adds rows of a feature's own, many of which fall due together: `next_due` tells when, `run` handles some of those
    /// that are; how many. `Tx::work_was_queued` says that there are new ones.
    pub fn feeding<Next, Run>(mut self, next_due: fn(Ctx) -> Next, run: fn(Ctx) -> Run) -> Self
    where
        Next: Future<Output = Result<Option<i64>>> + Send + 'static,
        Run: Future<Output = Result<usize>> + Send + 'static,
    {
        let next_due = Box::new(move |ctx| -> BoxFuture<'static, _> { Box::pin(next_due(ctx)) });
        let run = Box::new(move |ctx| -> BoxFuture<'static, _> { Box::pin(run(ctx)) });
        self.feeds.push(Feed { next_due, run });
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

/// Removes jobs that failed long ago.
pub async fn forget_failed(ctx: Ctx) -> Result<()> {
    let before = ctx.clock.now() - FAILED_MS;
    ctx.db.write(move |tx| Box::pin(async move { store::forget_failed(tx, before).await })).await
}

/// Queues work in the transaction that causes it. `due_at` is in epoch milliseconds.
pub async fn enqueue(ctx: &Ctx, tx: &mut Tx, kind: &'static str, payload: &impl Serialize, due_at: i64) -> Result<()> {
    let payload = serde_json::to_string(payload).doing("writing a job's payload")?;
    store::insert(tx, &ctx.new_id(), kind, &payload, due_at, ctx.clock.now()).await?;
    tx.work_was_queued();
    Ok(())
}

/// Queues work under a name of its own; while such work waits, none is added.
pub async fn enqueue_once(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &str,
    kind: &'static str,
    payload: &impl Serialize,
    due_at: i64,
) -> Result<()> {
    enqueue_all_once(ctx, tx, kind, &BTreeMap::from([(id.to_owned(), payload)]), due_at).await
}

/// The same for many, by their ids.
pub async fn enqueue_all_once(
    ctx: &Ctx,
    tx: &mut Tx,
    kind: &'static str,
    payloads: &BTreeMap<String, impl Serialize>,
    due_at: i64,
) -> Result<()> {
    if payloads.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(payloads.len());
    for (id, payload) in payloads {
        rows.push((id.as_str(), serde_json::to_string(payload).doing("writing a job's payload")?));
    }
    store::insert_once(tx, kind, &rows, due_at, ctx.clock.now()).await?;
    tx.work_was_queued();
    Ok(())
}

/// Takes work back; what has begun goes on, but is not tried again.
pub async fn cancel(tx: &mut Tx, id: &str) -> Result<()> {
    store::cancel(tx, id).await
}

/// Does everything that is due now, also what that makes due; how much it was. For tests.
pub async fn run_due(ctx: &Ctx, handlers: &Handlers) -> Result<usize> {
    let mut done = 0;
    loop {
        let mut is_done = true;
        for feed in &handlers.feeds {
            while (feed.next_due)(ctx.clone()).await?.is_some_and(|due| due <= ctx.clock.now()) {
                is_done = (feed.run)(ctx.clone()).await? == 0;
                if is_done {
                    break;
                }
            }
        }
        while let Some(job) = claim(ctx).await? {
            run(ctx, handlers, job).await?;
            (done, is_done) = (done + 1, false);
        }
        if is_done {
            return Ok(done);
        }
    }
}

async fn claim(ctx: &Ctx) -> Result<Option<Claimed>> {
    let now = ctx.clock.now();
    ctx.db.write(move |tx| Box::pin(store::claim(tx, now, now + LEASE_MS))).await
}

/// Works until told to stop, then finishes what was begun.
pub async fn work(ctx: Ctx, handlers: Arc<Handlers>, stop: CancellationToken) {
    let feeds = (0..handlers.feeds.len()).map(|index| drain(&ctx, &handlers.feeds[index], &stop));
    let sweeps = async {
        loop {
            sweep(&ctx, &handlers).await;
            tokio::time::sleep(SWEEP).await;
        }
    };
    tokio::join!(
        futures::future::join_all(feeds),
        drain_jobs(&ctx, &handlers, &stop),
        stop.run_until_cancelled(sweeps)
    );
}

/// Handles the rows of a feature when they are due.
async fn drain(ctx: &Ctx, feed: &Feed, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        // Heard from here on, so that nothing falls between the look and the sleep.
        let mut news = std::pin::pin!(ctx.jobs.notified());
        news.as_mut().enable();
        let pause = match (feed.next_due)(ctx.clone()).await {
            Ok(Some(due)) if due <= ctx.clock.now() => match (feed.run)(ctx.clone()).await {
                // Another process is at it.
                Ok(0) => BUSY,
                Ok(_) => continue,
                Err(error) => complain(&error),
            },
            Ok(due) => until(ctx, due),
            Err(error) => complain(&error),
        };
        rest(stop, news, pause).await;
    }
}

/// Runs jobs when they are due, some at once: one that waits for a server elsewhere does not hold up the others.
async fn drain_jobs(ctx: &Ctx, handlers: &Arc<Handlers>, stop: &CancellationToken) {
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        let mut news = std::pin::pin!(ctx.jobs.notified());
        news.as_mut().enable();
        while let Some(ended) = running.try_join_next() {
            if let Err(error) = ended {
                tracing::error!(%error, "a job broke");
            }
        }
        if running.len() >= AT_ONCE {
            running.join_next().await;
        }
        let pause = match claim(ctx).await {
            Ok(Some(job)) => {
                let (ctx, handlers) = (ctx.clone(), handlers.clone());
                running.spawn(async move {
                    if let Err(error) = run(&ctx, &handlers, job).await {
                        complain(&error);
                    }
                });
                continue;
            }
            Ok(None) => match store::next_due(ctx).await {
                Ok(due) => until(ctx, due),
                Err(error) => complain(&error),
            },
            Err(error) => complain(&error),
        };
        rest(stop, news, pause).await;
    }
    while running.join_next().await.is_some() {}
}

async fn rest(stop: &CancellationToken, news: impl Future<Output = ()>, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = news => {}
        () = tokio::time::sleep(pause) => {}
    }
}

fn complain(error: &Error) -> Duration {
    tracing::error!(%error, "work that is due could not be read");
    AFTER_ERROR
}

fn until(ctx: &Ctx, due: Option<i64>) -> Duration {
    let pause = due.map(|due| Duration::from_millis(u64::try_from(due - ctx.clock.now()).unwrap_or(0)));
    pause.map_or(LONGEST_SLEEP, |pause| pause.min(LONGEST_SLEEP))
}

async fn run(ctx: &Ctx, handlers: &Handlers, job: Claimed) -> Result<()> {
    let outcome = match handlers.kinds.get(job.kind.as_str()) {
        // One that never came to its end has used up its tries too.
        _ if job.attempts > ATTEMPTS => Err(Error::Broken("running a job", "it never ended".into())),
        Some(handler) => match tokio::time::timeout(LONGEST, handler(ctx.clone(), job.payload.clone())).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::Broken("running a job", "it took too long".into())),
        },
        None => Err(Error::Broken("looking for a job's handler", job.kind.clone().into())),
    };
    let settled = match outcome {
        Ok(settle) => settle_job(ctx, job.id.clone(), job.lease_until, settle).await,
        Err(error) => Err(error),
    };
    let Err(error) = settled else {
        return Ok(());
    };
    let attempts = job.attempts;
    // The cause may name people; it stands in the row, the log says only what was being done.
    tracing::warn!(job = job.id, kind = job.kind, attempts, doing = error.doing(), "a job failed");
    let now = ctx.clock.now();
    let (due_at, failed_at) = if attempts >= ATTEMPTS { (now, Some(now)) } else { (now + backoff(attempts), None) };
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::postpone(tx, &job, due_at, failed_at, &error.to_string()).await?;
                tx.work_was_queued();
                Ok(())
            })
        })
        .await
}

/// Ends a job and stores its effect, unless its lease ran out, it was taken back, or it is to be done once more.
async fn settle_job(ctx: &Ctx, id: String, lease_until: i64, settle: Option<Settle>) -> Result<()> {
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let is_ours = store::delete(tx, &id, lease_until).await?;
                match settle {
                    Some(settle) if is_ours => settle(tx).await,
                    _ => Ok(()),
                }
            })
        })
        .await
}

/// 10 s, 20 s, 40 s … up to 6 hours, in milliseconds.
fn backoff(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(12);
    (10_000_i64 << doublings).min(6 * 3_600_000)
}

#[cfg(test)]
mod tests;
