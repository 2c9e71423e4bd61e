//! Moves what was committed from SQLite's log into the database file, beside the writer. The writer only moves the few
//! pages that came meanwhile: then the log begins anew instead of growing, and flushing it stays cheap.

use super::Conn;
use crate::server::error::Result;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::mpsc::Receiver;

/// The writer rings after so many commits.
pub const EVERY: usize = 256;

/// Works until the writer is gone; `moved` tells it to finish what was moved.
pub async fn work(mut conn: Conn, mut bell: Receiver<()>, moved: Arc<AtomicBool>) {
    while bell.recv().await.is_some() {
        match run(&mut conn).await {
            Ok(()) => moved.store(true, Ordering::Release),
            Err(error) => tracing::warn!(%error, "the log could not be moved into the database"),
        }
    }
}

/// Moves what can be moved without waiting (<https://sqlite.org/pragma.html#pragma_wal_checkpoint>).
pub async fn run(conn: &mut Conn) -> Result<()> {
    conn.raw("pragma wal_checkpoint(passive)").await
}
