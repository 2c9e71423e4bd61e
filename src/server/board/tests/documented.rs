//! The documented reads, row by row of the contract.

use super::{Client, counts, press};
use crate::server::tests::harness::{NOON, TestApp};
use serde_json::{Value, json};

const HOUR_MS: i64 = 3_600_000;
const HOUR_S: i64 = 3_600;

#[tokio::test]
async fn an_empty_board_has_its_shapes() {
    let app = TestApp::start().await;
    let anyone = app.stranger();
    let version = anyone.get("/api").await;
    assert_eq!((version.status.as_u16(), version.json()), (200, json!({"version": "1.0"})));
    assert!(version.header("content-type").starts_with("application/json"));
    for path in ["/api/latest_clicks", "/api/latest_events", "/api/users", "/api/online_users"] {
        let answer = anyone.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!([])), "{path}");
    }
    let stats = anyone.get("/api/current_stats").await.json();
    let zero = json!({"click_count_total": 0, "click_count_today": 0, "click_count_hour": 0,
        "event_count_total": 0, "event_count_today": 0, "event_count_hour": 0});
    assert_eq!(stats, zero);
    // From 00:00 six days ago to the running hour, which began at noon.
    let hours = anyone.get("/api/latest_hours").await.json();
    let hours = hours.as_array().expect("hours");
    assert_eq!(hours.len(), 6 * 24 + 13);
    let first = json!({"timestamp": NOON / 1000 - 12 * HOUR_S - 6 * 86_400, "click_count": 0, "event_count": 0,
        "click_count_total": 0, "event_count_total": 0});
    assert_eq!(hours[0], first);
    assert_eq!(hours.last().expect("an hour")["timestamp"], NOON / 1000);
}

#[tokio::test]
async fn reads_take_get_only_and_their_exact_path() {
    let app = TestApp::start().await;
    let anyone = app.stranger();
    for path in ["/api", "/api/latest_clicks", "/api/latest_hours", "/api/users", "/api/current_stats"] {
        assert_eq!(anyone.post(path, &json!({})).await.status, 405, "{path}");
        assert_eq!(anyone.get(&format!("{path}/")).await.status, 404, "{path}/");
        assert_eq!(anyone.get(&path.to_uppercase()).await.status, 404, "{path}");
    }
    assert_eq!(anyone.get("/api/latest_days").await.status, 404);
}

#[tokio::test]
async fn clicks_and_events_are_listed_newest_first() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    client.click("Anna", "first").await;
    client.until("click").await;
    app.pass(5_000);
    client.emit("click", json!({"user": "Ben", "comment": "second", "style": "dotted blue"})).await;
    client.until("click").await;
    client.emit("event", json!({"user": "Ben", "name": "fireworks"})).await;
    client.until("event").await;
    client.emit("event", json!({"user": "Anna", "name": "lemma 6.7"})).await;
    client.until("event").await;
    let anyone = app.stranger();
    let at = NOON / 1000;
    let clicks = json!([{"user": "Ben", "comment": "second", "style": "dotted blue", "timestamp": at + 5},
        {"user": "Anna", "comment": "first", "style": null, "timestamp": at}]);
    assert_eq!(anyone.get("/api/latest_clicks").await.json(), clicks);
    let events = json!([{"user": "Anna", "name": "lemma 6.7", "timestamp": at + 5},
        {"user": "Ben", "name": "fireworks", "timestamp": at + 5}]);
    assert_eq!(anyone.get("/api/latest_events").await.json(), events);
    let mut users = anyone.get("/api/users").await.json();
    users.as_array_mut().expect("users").sort_by_key(|user| user["name"].to_string());
    let all = json!([{"name": "Anna", "click_count": 1, "event_count": 1}, {"name": "Ben", "click_count": 1, "event_count": 1}]);
    assert_eq!(users, all);
    assert_eq!(counts(&app).await, [(2, 2); 4]);

    // The day ends at midnight of UTC, and with it the lists, not what was counted.
    app.pass(12 * HOUR_MS);
    assert_eq!(anyone.get("/api/latest_clicks").await.json(), json!([]));
    assert_eq!(anyone.get("/api/latest_events").await.json(), json!([]));
    let stats = anyone.get("/api/current_stats").await.json();
    assert_eq!((&stats["click_count_total"], &stats["click_count_today"]), (&json!(2), &json!(0)));
}

#[tokio::test]
async fn hours_add_up_and_quiet_ones_are_there() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for (presses, hours) in [(3, 5), (1, 30), (2, 0)] {
        for _ in 0..presses {
            assert_eq!(press(&anna, "coffee", &[]).await.status, 200);
        }
        app.pass(hours * HOUR_MS);
    }
    let hours = anna.get("/api/latest_hours").await.json();
    let hours = hours.as_array().expect("hours");
    assert!(hours.windows(2).all(|pair| number(&pair[1], "timestamp") - number(&pair[0], "timestamp") == HOUR_S));
    let at = |hour: i64| hours.iter().find(|one| number(one, "timestamp") == NOON / 1000 + hour * HOUR_S).expect("it");
    let of = |hour: i64| (number(at(hour), "click_count"), number(at(hour), "click_count_total"));
    assert_eq!([of(-1), of(0), of(1), of(5), of(6), of(35)], [(0, 0), (3, 3), (0, 3), (1, 4), (0, 4), (2, 6)]);
    let stats = anna.get("/api/current_stats").await.json();
    assert_eq!((number(&stats, "click_count_hour"), number(&stats, "click_count_today")), (2, 2));

    // What is older than seven days is in the totals only.
    app.pass(7 * 24 * HOUR_MS);
    let hours = anna.get("/api/latest_hours").await.json();
    let first = &hours.as_array().expect("hours")[0];
    assert_eq!((number(first, "click_count"), number(first, "click_count_total")), (0, 6));
}

fn number(of: &Value, key: &str) -> i64 {
    of[key].as_i64().expect("a number")
}

#[tokio::test]
async fn who_is_online_is_listed_by_connection() {
    let app = TestApp::start().await;
    let mut anna = Client::connect(&app.url).await;
    anna.until("status").await;
    let mut nameless = Client::connect(&app.url).await;
    nameless.until("status").await;
    anna.emit("auth", json!("Anna")).await;
    anna.told("Anna").await;
    anna.click("Anna", "").await;
    anna.until("click").await;
    anna.emit("event", json!({"user": "Anna", "name": "pride"})).await;
    anna.until("event").await;
    let online = app.stranger().get("/api/online_users").await.json();
    let expected = json!([
        {"name": "Anna", "click_count": 1, "event_count": 1, "click_count_session": 1, "event_count_session": 1},
        {"name": null, "click_count": 0, "event_count": 0, "click_count_session": 0, "event_count_session": 0}]);
    assert_eq!(online, expected);
}

#[tokio::test]
async fn nothing_typed_can_become_a_tag() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    client.click("<b>x</b>", "<img src=x> I <3 you <").await;
    let click = client.until("click").await;
    assert_eq!((&click["user"], &click["comment"]), (&json!("‹b>x‹/b>"), &json!("‹img src=x> I <3 you ‹")));
    let anyone = app.stranger();
    assert_eq!(anyone.get("/api/latest_clicks").await.json()[0], click);
    assert_eq!(anyone.get("/api/users").await.json()[0]["name"], "‹b>x‹/b>");
    assert_eq!(anyone.get("/api/online_users").await.json()[0]["name"], "‹b>x‹/b>");
    // Pages put texts in as texts.
    assert_eq!(anyone.get("/api/board").await.json()["feed"][0]["name"], "<b>x</b>");
}
