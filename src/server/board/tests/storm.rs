//! Many presses at once, and several servers.

use super::{Client, Page, counts, press};
use crate::server::{
    board::{Asked, identify, writer::Waiting},
    config::Switch,
    tests::harness::TestApp,
};
use serde_json::json;
use std::time::Duration;

/// Clicks of a storm.
const CLICKS: usize = 10_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_ends_in_the_exact_count_everywhere() {
    let app = TestApp::start_with(|config| config.limits = Switch::Off).await;
    let mut watcher = Client::connect(&app.url).await;
    let mut page = Page::open(&app.url, "?watch=true", &[]).await;
    let begun = tokio::time::Instant::now();
    let storms = (0..10).map(|index| {
        let url = app.url.clone();
        tokio::spawn(async move {
            let mut client = Client::connect(&url).await;
            for _ in 0..CLICKS / 10 {
                client.click(&format!("Storm {index}"), "").await;
            }
            // Those who press count what they hear as well.
            counted(&mut client).await
        })
    });
    let storms: Vec<_> = storms.collect();
    let (heard, told) = counted(&mut watcher).await;
    let seconds = usize::try_from(begun.elapsed().as_secs()).expect("seconds") + 2;
    assert!(heard <= 100 * seconds && told > 0, "{heard} clicks in {seconds} s, {told} stats");
    for storm in storms {
        storm.await.expect("counted");
    }
    let total = i64::try_from(CLICKS).expect("a number");
    assert_eq!(counts(&app).await, [(total, 0); 4]);
    loop {
        let news = page.next().await;
        assert!(news["presses"].as_array().is_none_or(|presses| presses.len() <= 20));
        if news["tallies"][0]["total"] == total {
            break;
        }
    }
}

/// Counts as the documented client does, until it has all: clicks that were heard, and stats.
async fn counted(client: &mut Client) -> (usize, usize) {
    let (mut count, mut heard, mut told) = (0, 0, 0);
    while count < CLICKS {
        let (event, data) = client.next().await.expect("an open connection");
        match event.as_str() {
            "click" => (count, heard) = (count + 1, heard + 1),
            "stats" => {
                count = usize::try_from(data["click_count_total"].as_u64().expect("a number")).expect("small");
                told += 1;
            }
            _ => {}
        }
    }
    assert_eq!(count, CLICKS);
    (heard, told)
}

#[tokio::test]
async fn what_waits_is_stored_when_the_server_stops() {
    let app = TestApp::start().await;
    press(&app.stranger(), "nap", &[("name", "Ben")]).await;
    let board = &app.ctx.board;
    for _ in 0..30 {
        let asked = Asked { is_event: false, what: "nap".into(), comment: None, style: None };
        let (identity, _) = identify(&app.ctx, None, "Anna").await.expect("somebody");
        let waiting = Waiting { press: asked.by(identity), seat: None, done: None };
        board.0.presses.send(waiting).await.expect("taken");
    }
    app.stop();
    tokio::time::timeout(Duration::from_secs(5), board.finish()).await.expect("in time");
    let mut conn = app.ctx.db.read().await.expect("conn");
    let count = sqlx::query_as::<_, (i64,)>("select count(*) from board_presses");
    assert_eq!(conn.one(count).await.expect("a count"), (31,));
}

#[tokio::test]
async fn two_servers_share_one_board() {
    let app = TestApp::start().await;
    let Some(twin) = app.twin().await else { return };
    let mut here = Client::connect(&app.url).await;
    let mut there = Client::connect_as(&twin.url, 3, &[]).await;
    here.until_such("status", |status| status["user_count"] == 2).await;
    there.until_such("status", |status| status["user_count"] == 2).await;
    let mut page = Page::open(&twin.url, "?watch=true", &[]).await;
    here.emit("auth", json!("Anna")).await;
    there.told("Anna ist da").await;
    here.click("Anna", "hello over there").await;
    assert_eq!(there.until("click").await["comment"], "hello over there");
    assert_eq!(page.gather("presses", 1).await[0]["name"], "Anna");
    let stranger = app.stranger().at(&twin.url);
    press(&stranger, "nap", &[("name", "Ben")]).await;
    here.until_such("click", |click| click["user"] == "Ben").await;
    let names = async || {
        let online = stranger.get("/api/online_users").await.json();
        online
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["name"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    while names().await != ["Anna"] {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(here);
    there.told("Anna ist gegangen").await;
    there.until_such("status", |status| status["user_count"] == 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_count_a_storm_exactly() {
    let app = TestApp::start_with(|config| config.limits = Switch::Off).await;
    let Some(twin) = app.twin().await else { return };
    let storms = [app.url.clone(), twin.url.clone()].map(|url| {
        tokio::spawn(async move {
            let mut client = Client::connect(&url).await;
            for _ in 0..CLICKS / 2 {
                client.click("Storm", "").await;
            }
            counted(&mut client).await
        })
    });
    for storm in storms {
        storm.await.expect("counted");
    }
    let total = i64::try_from(CLICKS).expect("a number");
    assert_eq!(counts(&app).await, [(total, 0); 4]);
}

#[tokio::test]
async fn counts_outlive_the_server() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    press(&anna, "coffee", &[]).await;
    let again = crate::server::board::Board::default();
    crate::server::board::hub::read(&app.ctx, &again).await.expect("read");
    assert_eq!(again.lock().known.click_count_total, 1);
    assert_eq!(again.lock().known, app.ctx.board.lock().stats());
}
