//! Zones, gaps, folds and whole days on the documented wall clock.

use super::{body, bring, make, with};
use crate::server::tests::{TestApp, User};
use serde_json::json;

async fn datetime(user: &User, id: &str) -> String {
    user.get(&format!("/event?id={id}")).await.json()["datetime"].as_str().expect("a time").to_owned()
}

#[tokio::test]
async fn every_reader_sees_a_shared_event_in_their_own_zone_and_on_their_day() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let ben = app.user_in("Ben", "Pacific/Auckland").await;
    let id = make(&anna, &with("group", "datetime", json!("30.11.2026 19:00"))).await;
    bring(&app, &id, &ben).await;
    assert_eq!(datetime(&anna, &id).await, "30.11.2026 19:00");
    assert_eq!(datetime(&ben, &id).await, "01.12.2026 07:00");
    assert_eq!(ben.get("/events?year=2026&month=11").await.json(), json!({}));
    assert_eq!(ben.get("/events?year=2026&month=12").await.json()["1"][0]["id"], json!(id));
}

#[tokio::test]
async fn a_time_in_a_gap_moves_forward_and_one_in_a_fold_is_the_first() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let gap = make(&anna, &with("single", "datetime", json!("29.03.2026 02:30"))).await;
    assert_eq!(datetime(&anna, &gap).await, "29.03.2026 03:30");
    let fold = make(&anna, &with("single", "datetime", json!("25.10.2026 02:30"))).await;
    assert_eq!(datetime(&anna, &fold).await, "25.10.2026 02:30");
    let page = anna.get(&format!("/api/calendar/event?id={fold}")).await.json();
    assert_eq!(page["instant"], "2026-10-25T02:30:00+02:00");
}

#[tokio::test]
async fn writing_back_what_was_read_changes_nothing() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "America/New_York").await;
    let form = [
        ("name", "Days off"),
        ("starts_on", "2026-11-23"),
        ("ends_on", "2026-11-25"),
        ("all_day", "on"),
        ("kind", "single"),
        ("address", "here"),
    ];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].clone();
    let id = to.as_str().and_then(|to| to.rsplit('/').next()).expect("an id").to_owned();
    let before = anna.get(&format!("/api/calendar/event?id={id}")).await.text;
    let mut event = anna.get(&format!("/event?id={id}")).await.json();
    assert_eq!(event["datetime"], "23.11.2026 00:00", "a whole day is midnight in every zone");
    event["is_private"] = json!("false");
    assert_eq!(anna.put("/event", &event).await.status, 204);
    assert_eq!(anna.get(&format!("/api/calendar/event?id={id}")).await.text, before);

    let moved = json!({"id": id, "type": "single", "datetime": "30.11.2026 00:00"});
    assert_eq!(anna.put("/event", &moved).await.status, 204);
    let page = anna.get(&format!("/api/calendar/event?id={id}")).await.json();
    assert_eq!(page["event"]["starts"], "2026-11-30T00:00:00");
    assert_eq!(page["event"]["ends"], "2026-12-02T00:00:00", "it keeps its length");
    assert_eq!(page["event"]["is_all_day"], true);
}

#[tokio::test]
async fn a_change_from_another_zone_keeps_the_instant_and_the_length() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let form = [
        ("name", "Call"),
        ("starts_on", "2026-11-23"),
        ("starts_time", "19:00"),
        ("ends_time", "20:30"),
        ("kind", "group"),
        ("time_zone", "Asia/Tokyo"),
    ];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].clone();
    let id = to.as_str().and_then(|to| to.rsplit('/').next()).expect("an id").to_owned();
    assert_eq!(datetime(&anna, &id).await, "23.11.2026 11:00");
    assert_eq!(
        anna.put("/event", &json!({"id": id, "type": "group", "datetime": "23.11.2026 12:00"})).await.status,
        204
    );
    let page = anna.get(&format!("/api/calendar/event?id={id}")).await.json();
    assert_eq!(
        (&page["own_starts"], &page["own_ends"]),
        (&json!("2026-11-23T20:00:00"), &json!("2026-11-23T21:30:00"))
    );
    assert_eq!(page["time_zone"], "Asia/Tokyo");
    assert_eq!(page["instant"], "2026-11-23T20:00:00+09:00");
}

#[tokio::test]
async fn an_account_without_a_known_zone_is_in_utc() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Mars/Olympus").await;
    assert_eq!(anna.get("/user").await.json()["time_zone"], "UTC");
    let id = make(&anna, &body("single")).await;
    assert_eq!(datetime(&anna, &id).await, "23.11.2026 19:00");
}
