//! What age costs a series: reading a month of a series that began thirty years ago against one that began a month ago,
//! in turns, in one run. Prints the ratio.

use kith::{
    app::i18n::Language,
    server::{
        account::{self, NewAccount, sessions},
        calendar,
        config::Config,
        context::{Clock, Ctx, Member},
        open,
    },
};
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
const ROUND: Duration = Duration::from_millis(400);
const RULES: [&str; 5] = [
    "FREQ=DAILY;INTERVAL=2",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=2TH",
];

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    let young = person(&ctx, "young", "2026-10-01").await;
    let old = person(&ctx, "old", "1996-10-01").await;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let new = reads(&ctx, &young).await;
        let aged = reads(&ctx, &old).await;
        println!(
            "round {round}: new {new:.0} months/s, 30 years old {aged:.0} months/s, costs {:.2} times",
            new / aged
        );
        ratios.push(new / aged);
    }
    ratios.sort_by(f64::total_cmp);
    println!("series: one that began 30 years ago costs {:.2} times a new one (median)", ratios[ROUNDS / 2]);
    ctx.db.close().await;
}

/// Somebody with a series of each rule that began on this day.
async fn person(ctx: &Ctx, name: &str, day: &str) -> Member {
    let account = NewAccount {
        name: name.into(),
        user_name: name.into(),
        email: format!("{name}@example.org"),
        password: "three words suffice".into(),
        language: Language::En,
        time_zone: "Europe/Berlin".into(),
    };
    let id = account::found(ctx, account).await.expect("an account");
    let me = sessions::by_id(&mut ctx.db.read().await.expect("a connection"), &id).await.expect("a row").expect("it");
    for rule in RULES {
        let form = kith::app::calendar::wire::EventForm {
            name: "Choir".into(),
            starts_on: day.into(),
            starts_time: "19:00".into(),
            repeat: "rule".into(),
            rule: rule.into(),
            ..Default::default()
        };
        calendar::save_form(ctx, me.clone(), &form).await.expect("a series");
    }
    me
}

/// Months read per second.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn reads(ctx: &Ctx, me: &Member) -> f64 {
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < ROUND {
        let page = calendar::month_page(ctx, me, Some("2026-11")).await.expect("a month");
        assert!(page.events.len() > 25, "the occurrences are there");
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}
