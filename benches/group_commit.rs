//! How much group commit is worth: commits per second of 64 concurrent writers against one writer, on SQLite with
//! `synchronous=FULL`, in one run. Prints the ratio; nothing here is timed against a clock's absolute value.

use kith::server::{
    bus::Bus,
    db::{AfterCommit, Db, Engine},
};
use sqlx::query;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Notify;

const WRITERS: usize = 64;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(700);

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("bench.db").display());
    let after = AfterCommit { bus: Bus::new(Engine::Sqlite, "bench".into()), jobs: Arc::new(Notify::new()) };
    let db = Db::open(&url, after).await.expect("a database");
    db.migrate().await.expect("a schema");
    write(&db, WRITERS).await;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let one = write(&db, 1).await;
        let many = write(&db, WRITERS).await;
        println!("round {round}: one writer {one:.0}/s, {WRITERS} writers {many:.0}/s, ratio {:.1}", many / one);
        ratios.push(many / one);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "group commit: {WRITERS} writers reach {:.1} times the commits per second of one (median)",
        ratios[ROUNDS / 2]
    );
    db.close().await;
}

/// Commits per second of so many writers, each waiting for its own commit before the next.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn write(db: &Db, writers: usize) -> f64 {
    let start = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut commits = 0_u32;
                while start.elapsed() < ROUND {
                    let sql = "insert into limits (key, used, until) values ($1, 1, 0)
                        on conflict (key) do update set used = limits.used + 1";
                    db.execute(query(sql).bind(format!("writer {writer}"))).await.expect("a commit");
                    commits += 1;
                }
                commits
            })
        })
        .collect();
    let mut commits = 0;
    for task in tasks {
        commits += task.await.expect("a writer");
    }
    f64::from(commits) / start.elapsed().as_secs_f64()
}
