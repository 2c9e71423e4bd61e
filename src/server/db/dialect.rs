//! The few things that differ between SQLite and PostgreSQL.

use crate::server::error::{Error, Result};
use sqlx::{Executor, any::AnyPoolOptions};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// WAL lets readers and the writer work at once; FULL makes a commit survive a power cut.
const SQLITE_SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
    pragma busy_timeout = 5000; pragma cache_size = -16000; pragma temp_store = memory";

impl Engine {
    pub fn of(url: &str) -> Result<Self> {
        match url.split(':').next() {
            Some("sqlite") => Ok(Engine::Sqlite),
            Some("postgres" | "postgresql") => Ok(Engine::Postgres),
            _ => Err(Error::Broken("reading KITH_DATABASE_URL", "it must begin with sqlite: or postgres://".into())),
        }
    }

    /// What one database has and the other has not.
    pub(super) fn own_schema(self) -> &'static [&'static str] {
        match self {
            Engine::Sqlite => &[],
            // Puts the outbox in order, also across transactions that wait for one another.
            Engine::Postgres => &["create sequence if not exists outbox_order"],
        }
    }

    /// Ends a query whose rows nobody else shall take meanwhile. On SQLite nobody can.
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => " for update skip locked",
        }
    }

    pub(super) fn pool(self, options: AnyPoolOptions) -> AnyPoolOptions {
        let options = options.acquire_timeout(Duration::from_secs(10));
        match self {
            Engine::Sqlite => {
                options.max_connections(8).min_connections(1).test_before_acquire(false).after_connect(|conn, _| {
                    Box::pin(async move {
                        conn.execute(sqlx::raw_sql(SQLITE_SETTINGS)).await?;
                        Ok(())
                    })
                })
            }
            Engine::Postgres => options.max_connections(16),
        }
    }
}
