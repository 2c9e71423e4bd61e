//! The one writer of SQLite: jobs that wait together are committed together, so that one flush to disk serves many.

use super::{
    AfterCommit, Conn, Tx,
    batch::{self, Statement},
    checkpoint,
};
use crate::server::error::{Error, Result};
use futures::{
    FutureExt,
    future::{BoxFuture, poll_fn},
};
use sqlx::{Any, any::AnyArguments, query::Query};
use std::{
    future::Future,
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};
use tokio::sync::{mpsc, oneshot};

/// At most so many jobs share a commit; more would make the first of them wait too long.
const GROUP: usize = 64;

#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Job(Box<dyn Job>),
    Stop(oneshot::Sender<()>),
}

/// A job waits in the queue, runs inside the group's transaction, and answers when the group is on disk.
trait Job: Send {
    /// The statement, if it is one only: it fails or succeeds as a whole without a savepoint.
    fn single(&self) -> Option<&Statement>;
    /// Takes the rows that its statement touched, run in a batch with others.
    fn done(&mut self, touched: u64);
    /// Runs; `Ok(false)` if it failed and must leave nothing behind, `Err` if the whole group is lost with it.
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, Result<bool>>;
    /// Sends the answer. `committed` is false if the group's commit failed.
    fn answer(self: Box<Self>, committed: bool);
}

impl Writer {
    /// Starts on the one connection that writes; the other one checkpoints.
    pub fn start(conn: Conn, beside: Conn, after: AfterCommit) -> Self {
        let (queue, waiting) = mpsc::channel(1024);
        let (bell, rung) = mpsc::channel(1);
        let moved = Arc::new(AtomicBool::new(false));
        tokio::spawn(work(Tx::new(conn), waiting, after, (bell, moved.clone())));
        tokio::spawn(checkpoint::work(beside, rung, moved));
        Self { queue }
    }

    pub async fn write<T, F>(&self, job: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Box::new(Closure { job: Some(job), result: None, reply }), answer).await
    }

    pub async fn execute(&self, query: Query<'static, Any, AnyArguments>) -> Result<u64> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Box::new(Single { statement: Statement::new(query)?, result: None, reply }), answer).await
    }

    /// Returns when everything that was queued before is answered.
    pub async fn stop(&self) {
        let (done, stopped) = oneshot::channel();
        if self.queue.send(Message::Stop(done)).await.is_ok() {
            let _ = stopped.await;
        }
    }

    async fn enqueue<T>(&self, job: Box<dyn Job>, answer: oneshot::Receiver<Result<T>>) -> Result<T> {
        self.queue.send(Message::Job(job)).await.map_err(|_| Error::Database(sqlx::Error::PoolClosed))?;
        answer.await.map_err(|_| Error::Database(sqlx::Error::PoolClosed))?
    }
}

async fn work(
    mut tx: Tx,
    mut waiting: mpsc::Receiver<Message>,
    after: AfterCommit,
    (bell, moved): (mpsc::Sender<()>, Arc<AtomicBool>),
) {
    let mut commits = 0_usize;
    while let Some(message) = waiting.recv().await {
        let mut group = Vec::new();
        let mut stop = None;
        match message {
            Message::Job(job) => group.push(job),
            Message::Stop(done) => stop = Some(done),
        }
        let committed = group.is_empty() || commit(&mut tx, &mut group, &mut waiting, &mut stop).await;
        if committed {
            after.run(&mut tx);
        } else {
            tx.take_effects();
        }
        for job in group {
            job.answer(committed);
        }
        commits += 1;
        if commits.is_multiple_of(checkpoint::EVERY) {
            // A bell that still rings is enough.
            let _ = bell.try_send(());
        }
        if moved.swap(false, Ordering::Acquire)
            && let Err(error) = checkpoint::run(&mut tx).await
        {
            tracing::warn!(%error, "the log could not be begun anew");
        }
        if let Some(done) = stop {
            let _ = done.send(());
            return;
        }
    }
}

/// Runs the first job and all that arrive meanwhile, up to `GROUP`, and commits. False if none of it was stored.
async fn commit(
    tx: &mut Tx,
    group: &mut Vec<Box<dyn Job>>,
    waiting: &mut mpsc::Receiver<Message>,
    stop: &mut Option<oneshot::Sender<()>>,
) -> bool {
    let stored = async {
        tx.raw("begin immediate").await?;
        let mut next = 0;
        while next < group.len() {
            next += match equal_singles(&group[next..]) {
                0 | 1 if next == 0 => run(tx, group[next].as_mut()).await?,
                0 | 1 => hot(run(tx, group[next].as_mut())).await?,
                equal => hot(run_batch(tx, &mut group[next..next + batch::size(equal)])).await?,
            };
            while stop.is_none() && group.len() < GROUP {
                match waiting.try_recv() {
                    Ok(Message::Job(job)) => group.push(job),
                    Ok(Message::Stop(done)) => *stop = Some(done),
                    Err(_) => break,
                }
            }
        }
        tx.raw("commit").await
    };
    match stored.await {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(%error, jobs = group.len(), "a group of writes could not be committed");
            if let Err(error) = tx.raw("rollback").await {
                tracing::debug!(%error, "nothing to roll back");
            }
            false
        }
    }
}

/// Runs one job; how many that are.
async fn run(tx: &mut Tx, job: &mut dyn Job) -> Result<usize> {
    let mark = tx.mark();
    if job.single().is_some() {
        job.run(tx).await?;
        return Ok(1);
    }
    tx.raw("savepoint job").await?;
    if job.run(tx).await? {
        tx.raw("release job").await?;
    } else {
        tx.drop_notices_after(mark);
        tx.raw("rollback to job; release job").await?;
    }
    Ok(1)
}

/// How many jobs at the head are one statement of the same text.
fn equal_singles(jobs: &[Box<dyn Job>]) -> usize {
    let Some(first) = jobs.first().and_then(|job| job.single()) else { return 0 };
    let singles = jobs.iter().take(batch::BATCH).map_while(|job| job.single());
    singles.take_while(|other| other.sql() == first.sql()).count()
}

/// Runs equal statements together, or one by one if one of them fails; how many jobs that are.
async fn run_batch(tx: &mut Tx, jobs: &mut [Box<dyn Job>]) -> Result<usize> {
    let statements: Vec<&Statement> = jobs.iter().filter_map(|job| job.single()).collect();
    match batch::run(tx, &statements).await? {
        Some(touched) => {
            for (job, touched) in jobs.iter_mut().zip(touched) {
                job.done(touched);
            }
        }
        None => {
            for job in jobs.iter_mut() {
                run(tx, job.as_mut()).await?;
            }
        }
    }
    Ok(jobs.len())
}

/// Polls again at once instead of sleeping until woken: between two statements of a group the answer is microseconds
/// away, and waking a sleeping thread takes longer than that. Other tasks of the thread still get their turn.
async fn hot<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Pending => {
            context.waker().wake_by_ref();
            Poll::Pending
        }
        ready => ready,
    })
    .await
}

struct Closure<T, F> {
    job: Option<F>,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Closure<T, F>
where
    T: Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
{
    fn single(&self) -> Option<&Statement> {
        None
    }

    fn done(&mut self, _: u64) {}

    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let Some(job) = self.job.take() else { return Ok(false) };
            let result = caught(job(tx)).await;
            let succeeded = result.is_ok();
            self.result = Some(result);
            Ok(succeeded)
        })
    }

    fn answer(self: Box<Self>, committed: bool) {
        send(self.reply, self.result, committed);
    }
}

struct Single {
    statement: Statement,
    result: Option<Result<u64>>,
    reply: oneshot::Sender<Result<u64>>,
}

impl Job for Single {
    fn single(&self) -> Option<&Statement> {
        Some(&self.statement)
    }

    fn done(&mut self, touched: u64) {
        self.result = Some(Ok(touched));
    }

    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let result = self.statement.run(tx).await;
            let outcome = match &result {
                Err(error) if !error.is_constraint() => {
                    // A full disk, for one, ends the transaction of all.
                    Err(Error::Broken("writing", error.to_string().into()))
                }
                result => Ok(result.is_ok()),
            };
            self.result = Some(result);
            outcome
        })
    }

    fn answer(self: Box<Self>, committed: bool) {
        send(self.reply, self.result, committed);
    }
}

/// A job that panics fails like any other, and takes neither the writer nor the others along.
pub(super) async fn caught<T>(job: BoxFuture<'_, Result<T>>) -> Result<T> {
    let panicked = |_| Err(Error::Broken("writing", "the job panicked".into()));
    AssertUnwindSafe(job).catch_unwind().await.unwrap_or_else(panicked)
}

fn send<T>(reply: oneshot::Sender<Result<T>>, result: Option<Result<T>>, committed: bool) {
    let answer = match result {
        Some(Err(error)) => Err(error),
        Some(Ok(answer)) if committed => Ok(answer),
        _ => Err(Error::Broken("writing", "the commit failed".into())),
    };
    // A caller that went away does not want the answer.
    let _ = reply.send(answer);
}
