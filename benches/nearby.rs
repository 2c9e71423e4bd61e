//! What nearby costs while a hundred thousand people move: reports and searches for the nearest in memory, each as a ratio to
//! a bare loop over the same grid; and the whole operations with what they ask of the database.

use jiff::tz::TimeZone;
use kith::{
    app::{i18n::Language, nearby::wire::Precision},
    server::{
        config::{Config, Switch},
        context::{Clock, Ctx, Member},
        nearby::{self, Fix, Point, Positions, Report, Taken},
        open,
    },
};
use sqlx::{AssertSqlSafe, query};
use std::{collections::HashMap, hint::black_box};
use tokio::time::Instant;

const PEOPLE: usize = 100_000;
const ROUNDS: usize = 10;
const WATCHED: usize = 50;
const SEARCHES: usize = 20_000;
/// Whole operations.
const CALLS: usize = 2_000;

#[tokio::main]
async fn main() {
    reports();
    searches();
    operations().await;
}

fn id(number: usize) -> String {
    format!("{number:032x}")
}

/// Everybody has a place in a town of 50 by 50 km, and goes on a few metres with every round.
fn place(number: usize, round: usize) -> Point {
    let spread = number * 2_654_435_761;
    let (north, east) = (spread % 450_000, spread / 450_000 % 700_000);
    let step = round * (1 + number % 40);
    Point {
        latitude: 52_300_000 + i64::try_from(north + step).expect("small"),
        longitude: 13_000_000 + i64::try_from(east + step).expect("small"),
    }
}

fn fix(number: usize, round: usize) -> Fix {
    let reported_at = i64::try_from(round).expect("small") * 30_000;
    Fix { point: Some(place(number, round)), accuracy: Some(10), reported_at, is_own: false }
}

/// Nanoseconds per piece of work.
fn each(pieces: usize, work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_nanos() as f64 / pieces as f64
}

fn reports() {
    let ids: Vec<String> = (0..PEOPLE).map(id).collect();
    let positions = Positions::default();
    let mut bare: HashMap<String, Point> = HashMap::new();
    for (number, id) in ids.iter().enumerate() {
        assert_eq!(positions.take(id, fix(number, 0)), Taken::First);
        bare.insert(id.clone(), place(number, 0));
    }
    let ours = each(PEOPLE * ROUNDS, || {
        for round in 1..=ROUNDS {
            for (number, id) in ids.iter().enumerate() {
                assert_eq!(positions.take(id, fix(number, round)), Taken::Newer);
            }
        }
    });
    let theirs = each(PEOPLE * ROUNDS, || {
        for round in 1..=ROUNDS {
            for (number, id) in ids.iter().enumerate() {
                let kept = bare.get_mut(id).expect("known");
                let to = place(number, round);
                assert!(black_box(kept.metres_to(to)) < 10_000.0);
                *kept = to;
            }
        }
    });
    println!(
        "reports: {:.2} times as many a second as a bare loop takes ({ours:.0} and {theirs:.0} ns each)",
        theirs / ours
    );
}

fn searches() {
    let ids: Vec<String> = (0..PEOPLE).map(id).collect();
    let positions = Positions::default();
    let mut bare: HashMap<String, Point> = HashMap::new();
    for (number, id) in ids.iter().enumerate() {
        positions.take(id, fix(number, 1));
        bare.insert(id.clone(), place(number, 1));
    }
    let watched = |search: usize| (0..WATCHED).map(move |other| (search * 7_919 + other * 104_729) % PEOPLE);
    let mut found = Vec::with_capacity(SEARCHES);
    let ours = each(SEARCHES, || {
        for search in 0..SEARCHES {
            // What the database has is older.
            let mut fixes: Vec<(usize, Fix)> = watched(search).map(|other| (other, fix(other, 0))).collect();
            positions.overlay(fixes.iter_mut().map(|(other, fix)| (ids[*other].as_str(), fix)));
            let own = place(search, 1).snap(Precision::Near);
            let cells =
                fixes.iter().enumerate().filter_map(|(at, (_, fix))| Some((at, fix.point?.snap(Precision::Near))));
            found.push(nearby::nearest(own, cells).map(|(at, metres)| (fixes[at].0, metres)));
        }
    });
    let mut same = Vec::with_capacity(SEARCHES);
    let theirs = each(SEARCHES, || {
        for search in 0..SEARCHES {
            let own = place(search, 1).snap(Precision::Near);
            let mut best: Option<(usize, f64)> = None;
            for other in watched(search) {
                let metres = own.metres_to(bare[&ids[other]].snap(Precision::Near));
                if metres < best.map_or(10_000.0, |(_, least)| least) {
                    best = Some((other, metres));
                }
            }
            same.push(best);
        }
    });
    assert_eq!(found, same, "both find the same");
    println!(
        "searches among {WATCHED}: {:.2} times as many a second as in a bare loop ({:.1} and {:.1} µs each)",
        theirs / ours,
        ours / 1000.0,
        theirs / 1000.0
    );
}

fn member(number: usize) -> Member {
    Member {
        id: id(number),
        name: "Somebody".into(),
        user_name: format!("somebody {number}"),
        email: None,
        language: Language::En,
        time_zone: "UTC".into(),
        email_verified: true,
        is_admin: false,
        picture: String::new(),
        theme: None,
        single_keys: true,
        shows_presence: true,
        is_guest: false,
    }
}

/// Everybody in a database, of whom some have an activity and watch `WATCHED` others each.
async fn settle(ctx: &Ctx) {
    let numbers =
        |count: usize| format!("with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {count})");
    let now = ctx.clock.now();
    let sql = [
        format!(
            "insert into accounts (id, display_name, user_name, user_key, picture, language, time_zone, created_at, search_key)
            {} select printf('%032x', i), 'Somebody', 's' || i, 's' || i, '', 'en', 'UTC', 1, 's' || i from n",
            numbers(PEOPLE)
        ),
        format!(
            "insert into nearby_activities (id, account_id, started_at, until, is_disrupted)
            {} select 'a' || i, printf('%032x', i), {now}, {now} + 3600000, 0 from n",
            numbers(CALLS)
        ),
        format!(
            "insert into nearby_watches (watcher_id, watched_id, asked_at, agreed_at, precision, as_friends, looked_at)
            {} select printf('%032x', i / {WATCHED}), printf('%032x', (i / {WATCHED} * 7919 + i % {WATCHED} * 104729 + 1) % {PEOPLE}),
                1, 1, 'near', 0, {now} from n where true on conflict do nothing",
            numbers(CALLS * WATCHED)
        ),
    ];
    for sql in sql {
        ctx.db.execute(query(AssertSqlSafe(sql))).await.expect("stored");
    }
}

async fn operations() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), limits: Switch::Off, ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    settle(&ctx).await;
    assert_eq!(member(0).zone(), TimeZone::UTC);
    let say = async |number: usize, round: usize| {
        let point = place(number, round);
        let text = |micro: i64| format!("{:.6}", micro as f64 / 1e6);
        let (latitude, longitude) = (text(point.latitude), text(point.longitude));
        let report = Report { latitude: &latitude, longitude: &longitude, accuracy: "10", is_own: false };
        nearby::report(&ctx, &member(number), report).await.expect("taken");
    };
    let begun = Instant::now();
    for number in 0..PEOPLE {
        say(number, 0).await;
    }
    println!(
        "first reports, which are stored at once: {:.0} µs each",
        begun.elapsed().as_micros() as f64 / PEOPLE as f64
    );
    let (begun, before) = (Instant::now(), ctx.db.statements());
    for number in 0..PEOPLE {
        say(number, 1).await;
    }
    let taken = begun.elapsed().as_micros() as f64 / PEOPLE as f64;
    println!("later reports: {taken:.1} µs and {} statements each", (ctx.db.statements() - before) / PEOPLE as u64);
    let (begun, before) = (Instant::now(), ctx.db.statements());
    nearby::write_positions(&ctx).await.expect("written");
    let statements = (ctx.db.statements() - before) as f64 / PEOPLE as f64;
    println!("storing them, every 30 seconds: {:.1} s, {statements:.2} statements each", begun.elapsed().as_secs_f64());
    let (begun, before) = (Instant::now(), ctx.db.statements());
    for number in 0..CALLS {
        black_box(nearby::update(&ctx, &member(number)).await.expect("an answer"));
    }
    println!(
        "`/activity/update` with {WATCHED} watched: {:.0} µs and {} statements each",
        begun.elapsed().as_micros() as f64 / CALLS as f64,
        (ctx.db.statements() - before) / CALLS as u64
    );
    ctx.db.close().await;
}
