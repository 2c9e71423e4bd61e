//! A connection that counts its statements, and a transaction that remembers what to do after commit.

use crate::server::{bus::Notice, error::Result};
use sqlx::{
    Any, Executor,
    any::{AnyArguments, AnyRow},
    pool::PoolConnection,
    query::{Query, QueryAs},
};
use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A connection of either database.
pub struct Conn {
    raw: PoolConnection<Any>,
    statements: Arc<AtomicU64>,
}

type Ask<'q, T> = QueryAs<'q, Any, T, AnyArguments>;

impl Conn {
    pub(super) fn new(raw: PoolConnection<Any>, statements: Arc<AtomicU64>) -> Self {
        Self { raw, statements }
    }

    fn count(&mut self) -> &mut sqlx::AnyConnection {
        self.statements.fetch_add(1, Ordering::Relaxed);
        &mut self.raw
    }

    /// All rows.
    pub async fn all<T>(&mut self, query: Ask<'_, T>) -> Result<Vec<T>>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, AnyRow>,
    {
        Ok(query.fetch_all(self.count()).await?)
    }

    /// The first row, if any.
    pub async fn optional<T>(&mut self, query: Ask<'_, T>) -> Result<Option<T>>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, AnyRow>,
    {
        Ok(query.fetch_optional(self.count()).await?)
    }

    /// The one row of a query that always has one.
    pub async fn one<T>(&mut self, query: Ask<'_, T>) -> Result<T>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, AnyRow>,
    {
        Ok(query.fetch_one(self.count()).await?)
    }

    /// Runs a statement; how many rows it touched.
    pub async fn execute(&mut self, query: Query<'_, Any, AnyArguments>) -> Result<u64> {
        Ok(query.execute(self.count()).await?.rows_affected())
    }

    /// The connection, for so many statements in one call.
    pub(super) fn counted(&mut self, statements: usize) -> &mut sqlx::AnyConnection {
        self.statements.fetch_add(statements as u64, Ordering::Relaxed);
        &mut self.raw
    }

    /// Statements of the transaction machinery, several in one go.
    pub(super) async fn raw(&mut self, sql: &'static str) -> Result<()> {
        self.raw.execute(sqlx::raw_sql(sql)).await?;
        Ok(())
    }
}

/// A write job's transaction.
pub struct Tx {
    conn: Conn,
    notices: Vec<Notice>,
    queued: bool,
}

impl Tx {
    pub(super) fn new(conn: Conn) -> Self {
        Self { conn, notices: Vec::new(), queued: false }
    }

    /// Says something to the world once this is committed.
    pub fn publish(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Rings for the job queue once this is committed.
    pub fn work_was_queued(&mut self) {
        self.queued = true;
    }

    pub(super) fn take_effects(&mut self) -> (Vec<Notice>, bool) {
        (std::mem::take(&mut self.notices), std::mem::take(&mut self.queued))
    }

    /// What is to be said once this is committed, and the connection that it can be stored with.
    pub fn outgoing(&mut self) -> (&mut Conn, &[Notice]) {
        (&mut self.conn, &self.notices)
    }

    /// How many notices there are, so that those of a failed job can be dropped.
    pub(super) fn mark(&self) -> usize {
        self.notices.len()
    }

    pub(super) fn drop_notices_after(&mut self, mark: usize) {
        self.notices.truncate(mark);
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
