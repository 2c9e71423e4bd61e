//! The program as people run it: killed at random moments, and what its log says. On SQLite with one process; where
//! `TEST_POSTGRES_URL` names a server, on PostgreSQL with two that are killed in turn.
#![cfg(feature = "ssr")]

mod board;
mod letters;
mod log;

use kith::server::context::{Rng, sha256};
use sqlx::Connection;
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A server as people run it.
struct Server {
    child: Option<Child>,
    port: u16,
    data: tempfile::TempDir,
    database: Option<String>,
}

impl Server {
    fn new(database: Option<String>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        Self { child: None, port, data: tempfile::tempdir().expect("a directory"), database }
    }

    /// One process, or two on a shared database.
    async fn start_all() -> Vec<Self> {
        let database = database().await;
        let mut servers = vec![Server::new(database.clone())];
        if database.is_some() {
            servers.push(Server::new(database));
        }
        for server in &mut servers {
            server.start().await;
        }
        servers
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    async fn start(&mut self) {
        self.start_with(&[], Stdio::inherit()).await;
    }

    /// The same with more of a configuration; its log goes where `out` leads.
    async fn start_with(&mut self, more: &[(&str, &str)], out: Stdio) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.env("KITH_LISTEN", format!("127.0.0.1:{}", self.port)).env("KITH_BASE_URL", self.url(""));
        command.env("KITH_DATA_DIR", self.data.path()).env("KITH_LIMITS", "off").env("KITH_LOG", "off");
        command.env("KITH_SECRET_KEY", "the same for all of them").current_dir(self.data.path());
        if let Some(database) = &self.database {
            command.env("KITH_DATABASE_URL", database);
        }
        command.envs(more.iter().copied());
        let child = command.stdout(Stdio::null()).stderr(out).spawn().expect("started");
        self.child = Some(child);
        let client = reqwest::Client::new();
        for _ in 0..600 {
            if client.get(self.url("/readyz")).send().await.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server did not start");
    }

    /// SIGKILL: nothing is finished, nothing is told.
    fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("killed");
            child.wait().expect("gone");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A fresh database on the PostgreSQL server of this run, if there is one.
#[expect(clippy::disallowed_methods, reason = "the test run says where its server is")]
async fn database() -> Option<String> {
    let server = std::env::var("TEST_POSTGRES_URL").ok()?;
    let name = format!("crash_{}", sha256(&Rng.token()).split_at(16).0);
    sqlx::any::install_default_drivers();
    let mut admin = sqlx::AnyConnection::connect(&format!("{server}/postgres")).await.expect("the server");
    let create = sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")));
    create.execute(&mut admin).await.expect("a database");
    Some(format!("{server}/{name}"))
}
