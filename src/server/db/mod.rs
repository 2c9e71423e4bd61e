//! The database: SQLite by default, PostgreSQL by URL, one SQL text for both. Knows no feature's tables.
//!
//! Reads take a connection of the pool. Writes are jobs: on SQLite one writer commits them in groups, on PostgreSQL
//! each is a transaction. Either way a job's answer, its notices and the bell for its queued work come after commit.

mod batch;
mod checkpoint;
mod conn;
mod dialect;
mod places;
mod writer;

pub use conn::{Conn, Tx};
pub use dialect::Engine;
pub use places::{ROWS, places, rows};

use super::{
    bus::Bus,
    error::{Doing, Result},
};
use futures::future::BoxFuture;
use sqlx::{
    Any, AnyPool,
    any::{AnyArguments, AnyPoolOptions},
    query::Query,
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Notify;
use writer::Writer;

/// Migrations of all features, in order, for both databases.
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("src/server/db/migrations");

#[derive(Clone)]
pub struct Db {
    engine: Engine,
    pool: AnyPool,
    writer: Option<Writer>,
    after: AfterCommit,
    statements: Arc<AtomicU64>,
}

/// Who hears of a commit: the bus gets the notices, the job queue its bell.
#[derive(Clone)]
pub struct AfterCommit {
    pub bus: Bus,
    pub jobs: Arc<Notify>,
}

impl AfterCommit {
    fn run(&self, tx: &mut Tx) {
        let (notices, queued) = tx.take_effects();
        self.bus.committed(notices);
        if queued {
            self.jobs.notify_waiters();
        }
    }
}

impl Db {
    /// Opens the database of this URL without touching its schema.
    pub async fn open(url: &str, after: AfterCommit) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url)?;
        let statements = Arc::new(AtomicU64::new(0));
        let pool = engine.pool(AnyPoolOptions::new()).connect(url).await.doing("opening the database")?;
        let writer = match engine {
            Engine::Sqlite => {
                let own = engine.pool(AnyPoolOptions::new()).max_connections(2).connect(url).await;
                let own = own.doing("opening the database")?;
                let conn = async || Ok::<_, sqlx::Error>(Conn::new(own.acquire().await?, statements.clone()));
                let mut writing = conn().await.doing("opening the database")?;
                writing.raw("pragma wal_autocheckpoint = 0").await?;
                let beside = conn().await.doing("opening the database")?;
                Some(Writer::start(writing, beside, after.clone()))
            }
            Engine::Postgres => None,
        };
        Ok(Self { engine, pool, writer, after, statements })
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATIONS.run(&self.pool).await.doing("migrating the database")?;
        let mut conn = self.read().await?;
        for sql in self.engine.own_schema() {
            // Two processes that start at once may both try to make it.
            conn.raw(sql).await.or_else(|error| if error.is_duplicate() { Ok(()) } else { Err(error) })?;
        }
        Ok(())
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn::new(self.pool.acquire().await?, self.statements.clone()))
    }

    /// Runs a job that writes. If it fails nothing of it stays; if it succeeds it is on disk before the answer.
    /// The job goes on if the caller goes away.
    pub async fn write<T, F>(&self, job: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(job).await,
            None => {
                let mut tx = Tx::new(Conn::new(self.pool.acquire().await?, self.statements.clone()));
                let after = self.after.clone();
                let run = async move {
                    tx.raw("begin").await?;
                    let ran = match writer::caught(job(&mut tx)).await {
                        Ok(answer) => after.bus.store(&mut tx).await.map(|()| answer),
                        Err(error) => Err(error),
                    };
                    match ran {
                        Ok(answer) => {
                            tx.raw("commit").await?;
                            after.run(&mut tx);
                            Ok(answer)
                        }
                        Err(error) => {
                            tx.raw("rollback").await?;
                            Err(error)
                        }
                    }
                };
                tokio::spawn(run).await.doing("writing")?
            }
        }
    }

    /// Runs one statement as a job. A statement is atomic by itself, so it needs no savepoint and is the cheapest write.
    pub async fn execute(&self, query: Query<'static, Any, AnyArguments>) -> Result<u64> {
        match &self.writer {
            Some(writer) => writer.execute(query).await,
            None => self.read().await?.execute(query).await,
        }
    }

    /// The same database with a count of its own, for what runs beside the requests.
    pub fn apart(&self) -> Self {
        Self { statements: Arc::default(), ..self.clone() }
    }

    /// Statements run so far, for tests that hold a page to its budget.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Waits for the jobs that were accepted and closes every connection.
    pub async fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.stop().await;
        }
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests;
