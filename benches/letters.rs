//! What letters cost, each as a ratio in one run: how late they arrive when a thousand fall due each second, and how fast
//! a hundred thousand that are due together are through, both against a bare timer loop with the same transaction; and
//! what a million that are on their way cost while none is due.

use kith::{
    app::i18n::Language,
    server::{
        self,
        account::{self, NewAccount},
        config::{Config, Switch},
        context::{Clock, Ctx},
        jobs, letters, open,
    },
};
use sqlx::{AssertSqlSafe, query, query_as};
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

const SECONDS: i64 = 5;
const EACH_SECOND: i64 = 1_000;
const TOGETHER: i64 = 100_000;
const PENDING: i64 = 1_000_000;
const IDLE: Duration = Duration::from_secs(5);
const PROBES: u32 = 2_000;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), limits: Switch::Off, ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    let (anna, ben) = (person(&ctx, "anna").await, person(&ctx, "ben").await);
    let people = (anna.as_str(), ben.as_str());
    lateness(&ctx, people).await;
    draining(&ctx, people).await;
    idling(&ctx, people).await;
    ctx.db.close().await;
}

async fn person(ctx: &Ctx, name: &str) -> String {
    let new = NewAccount {
        name: name.to_owned(),
        user_name: name.to_owned(),
        email: format!("{name}@example.org"),
        password: "three words suffice".to_owned(),
        language: Language::En,
        time_zone: "UTC".to_owned(),
    };
    account::found(ctx, new).await.expect("an account")
}

/// Stores letters that are due from a time on, so many milliseconds apart.
async fn store(ctx: &Ctx, (from, to): (&str, &str), count: i64, first_due: i64, apart: &str) {
    let sql = format!(
        "insert into letters (id, sender_id, receiver_id, text, photo_id, video_id, sound_id, color, is_surprise, created_at, deliver_at)
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {count})
        select 'l' || {first_due} || '-' || i, $1, $2, 'Dear you', '', '', '', 'ffdc1a', 0, 1, {first_due} + {apart} from n"
    );
    ctx.db.execute(query(AssertSqlSafe(sql)).bind(from.to_owned()).bind(to.to_owned())).await.expect("stored");
}

async fn clear(ctx: &Ctx) {
    ctx.db.execute(query("delete from letters")).await.expect("cleared");
}

/// Until nothing is due any more.
async fn until_done(ctx: &Ctx) {
    let left = "select count(*) from letters where arrived_at is null";
    loop {
        let (left,): (i64,) = ctx.db.read().await.expect("a connection").one(query_as(left)).await.expect("a count");
        if left == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The worker as it runs in a server.
fn worker(ctx: &Ctx) -> (tokio::task::JoinHandle<()>, CancellationToken) {
    let stop = CancellationToken::new();
    (tokio::spawn(jobs::work(ctx.clone(), Arc::new(server::handlers()), stop.clone())), stop)
}

/// A timer that knows the next time by heart, and the same transaction.
async fn bare(ctx: &Ctx, times: Vec<i64>) {
    let mut left = times.as_slice();
    while let Some(due) = left.first() {
        let pause = u64::try_from(due - Clock::System.now()).unwrap_or(0);
        if pause > 0 {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            continue;
        }
        let done = letters::deliver(ctx).await.expect("delivered");
        left = &left[done.min(left.len())..];
    }
}

async fn percentile(ctx: &Ctx) -> i64 {
    let sql = "select arrived_at - deliver_at from letters order by 1";
    let rows: Vec<(i64,)> = ctx.db.read().await.expect("a connection").all(query_as(sql)).await.expect("rows");
    rows[rows.len() * 99 / 100].0
}

async fn lateness(ctx: &Ctx, people: (&str, &str)) {
    let count = SECONDS * EACH_SECOND;
    let mut ratios = Vec::new();
    let (mut of_ours, mut of_bare) = (0, 0);
    for _ in 0..3 {
        let apart = 1000 / EACH_SECOND;
        let first = Clock::System.now() + 1500;
        store(ctx, people, count, first, &format!("i * {apart}")).await;
        bare(ctx, (0..count).map(|index| first + index * apart).collect()).await;
        let late_bare = percentile(ctx).await;
        clear(ctx).await;
        let first = Clock::System.now() + 1500;
        store(ctx, people, count, first, &format!("i * {apart}")).await;
        let (running, stop) = worker(ctx);
        until_done(ctx).await;
        stop.cancel();
        running.await.expect("stopped");
        let late = percentile(ctx).await;
        clear(ctx).await;
        // The clock counts whole milliseconds: what took less than one counts as one.
        ratios.push(as_f64(late.max(1)) / as_f64(late_bare.max(1)));
        (of_ours, of_bare) = (late, late_bare);
    }
    println!(
        "lateness: with {EACH_SECOND} letters due each second, 99 of 100 arrive within {:.2} times what a bare timer loop takes (last: {of_ours} and {of_bare} ms)",
        median(ratios)
    );
}

async fn draining(ctx: &Ctx, people: (&str, &str)) {
    let mut ratios = Vec::new();
    let (mut of_ours, mut of_bare) = (0.0, 0.0);
    for _ in 0..3 {
        store(ctx, people, TOGETHER, 1000, "0").await;
        let begun = Clock::System.now();
        while letters::deliver(ctx).await.expect("delivered") > 0 {}
        let took_bare = Clock::System.now() - begun;
        clear(ctx).await;
        store(ctx, people, TOGETHER, 1000, "0").await;
        let begun = Clock::System.now();
        let (running, stop) = worker(ctx);
        until_done(ctx).await;
        let took = Clock::System.now() - begun;
        stop.cancel();
        running.await.expect("stopped");
        clear(ctx).await;
        ratios.push(as_f64(took_bare) / as_f64(took));
        let a_second = |millis: i64| as_f64(TOGETHER) * 1000.0 / as_f64(millis);
        (of_ours, of_bare) = (a_second(took), a_second(took_bare));
    }
    println!(
        "draining: {TOGETHER} letters due at once arrive {:.2} times as fast as in a bare loop of the same transaction (last: {of_ours:.0} and {of_bare:.0} a second)",
        median(ratios)
    );
}

async fn idling(ctx: &Ctx, people: (&str, &str)) {
    let far = Clock::System.now() + 86_400_000;
    let probe = async || {
        let begun = Clock::System.now();
        for _ in 0..PROBES {
            letters::next_due(ctx.clone()).await.expect("read");
        }
        as_f64(Clock::System.now() - begun)
    };
    store(ctx, people, 1_000, far, "i").await;
    probe().await;
    let few = probe().await;
    clear(ctx).await;
    store(ctx, people, PENDING, far, "i").await;
    let many = probe().await;
    let (running, stop) = worker(ctx);
    // What starting costs is over by then.
    tokio::time::sleep(IDLE).await;
    let before = ctx.db.statements();
    tokio::time::sleep(IDLE).await;
    let statements = ctx.db.statements() - before;
    stop.cancel();
    running.await.expect("stopped");
    println!(
        "idling: to find out when the next of {PENDING} letters is due takes {:.2} times as long as of 1,000; in {} s with none due the worker ran {statements} statements",
        many / few,
        IDLE.as_secs()
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "counts of a benchmark")]
fn as_f64(number: i64) -> f64 {
    number as f64
}
