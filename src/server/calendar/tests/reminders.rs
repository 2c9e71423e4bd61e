//! Reminders arrive once, at their time, wherever the event has moved to.

use super::{bring, make, with};
use crate::server::tests::{TestApp, User};
use serde_json::json;

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

async fn reminders(app: &TestApp) -> Vec<String> {
    app.mails().await.into_iter().filter(|mail| mail.contains("/calendar/event/")).collect()
}

async fn remind(user: &User, id: &str, minutes: &str) -> u16 {
    user.post_form("/api/calendar/remind", &[("id", id), ("minutes", minutes)]).await.status.as_u16()
}

#[tokio::test]
async fn a_reminder_goes_out_once_before_the_event_where_it_is_by_then() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    app.prove(&anna).await;
    let id = make(&anna, &with("single", "datetime", json!("20.11.2026 15:00"))).await;
    assert_eq!(remind(&anna, &id, "30").await, 200);
    let page = anna.get(&format!("/api/calendar/event?id={id}")).await.json();
    assert_eq!(page["remind_before"], 30);
    app.pass(89 * MINUTE);
    assert!(reminders(&app).await.is_empty(), "not yet: it is 14:29 in Berlin");
    anna.put("/event", &json!({"id": id, "type": "single", "datetime": "20.11.2026 16:00"})).await;
    app.pass(2 * MINUTE);
    assert!(reminders(&app).await.is_empty(), "it has moved");
    app.pass(60 * MINUTE);
    let mails = reminders(&app).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: anna@example.org") && mails[0].contains("First Event"), "{}", mails[0]);
    app.pass(DAY);
    assert_eq!(reminders(&app).await.len(), 1, "once");
}

#[tokio::test]
async fn a_series_reminds_of_each_occurrence_that_is_left() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    let form = [
        ("name", "Choir"),
        ("starts_on", "2026-11-21"),
        ("starts_time", "12:00"),
        ("repeat", "daily"),
        ("repeat_count", "4"),
    ];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].as_str().expect("a page").to_owned();
    let id = to.rsplit('/').next().expect("an id").to_owned();
    assert_eq!(remind(&anna, &id, "60").await, 200);
    let base = id.split('_').next().expect("an id");
    assert_eq!(anna.delete(&format!("/event?id={base}_20261122T1200")).await.status, 204);
    let mut seen = Vec::new();
    for _ in 0..6 {
        app.pass(DAY);
        seen.push(reminders(&app).await.len());
    }
    assert_eq!(seen, [1, 1, 2, 3, 3, 3], "the second was cancelled, the fourth was the last");
}

#[tokio::test]
async fn reminders_are_ones_own_and_only_members_have_them() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    app.prove(&anna).await;
    app.prove(&bo).await;
    let id = make(&anna, &with("group", "datetime", json!("20.11.2026 15:00"))).await;
    assert_eq!(remind(&bo, &id, "10").await, 404);
    assert_eq!(remind(&app.stranger(), &id, "10").await, 401);
    bring(&app, &id, &bo).await;
    assert_eq!(remind(&bo, &id, "10").await, 200);
    assert!(anna.get(&format!("/api/calendar/event?id={id}")).await.json()["remind_before"].is_null());
    for minutes in ["-1", "40321", "soon", "1.5"] {
        assert_eq!(remind(&bo, &id, minutes).await, 400, "{minutes}");
    }
    assert_eq!(remind(&bo, &id, "").await, 200, "taken back");
    app.pass(DAY);
    assert!(reminders(&app).await.is_empty());
    let later = make(&bo, &with("single", "datetime", json!("23.11.2026 15:00"))).await;
    assert_eq!(remind(&bo, &later, "0").await, 200);
    assert_eq!(bo.delete(&format!("/event?id={later}")).await.status, 204);
    app.pass(5 * DAY);
    assert!(reminders(&app).await.is_empty(), "nothing about what was deleted");
}

#[tokio::test]
async fn a_whole_day_begins_at_midnight_where_its_reader_is() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Asia/Tokyo").await;
    app.prove(&anna).await;
    let form = [("name", "Holiday"), ("starts_on", "2026-11-21"), ("all_day", "on")];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].as_str().expect("a page").to_owned();
    assert_eq!(remind(&anna, to.rsplit('/').next().expect("an id"), "60").await, 200);
    app.pass(119 * MINUTE);
    assert!(reminders(&app).await.is_empty());
    app.pass(MINUTE);
    assert_eq!(reminders(&app).await.len(), 1, "23:00 in Tokyo is 14:00 UTC");
}

#[tokio::test]
async fn a_whole_day_follows_its_reader_to_another_time_zone() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "America/New_York").await;
    app.prove(&anna).await;
    let form = [("name", "Holiday"), ("starts_on", "2026-11-21"), ("all_day", "on")];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].as_str().expect("a page").to_owned();
    assert_eq!(remind(&anna, to.rsplit('/').next().expect("an id"), "60").await, 200);
    assert_eq!(anna.put("/api/account/profile", &json!({"time_zone": "Asia/Tokyo"})).await.status, 204);
    app.pass(121 * MINUTE);
    assert_eq!(reminders(&app).await.len(), 1, "23:00 in Tokyo, long before that in New York");
    app.pass(DAY);
    assert_eq!(reminders(&app).await.len(), 1, "once");
}

#[tokio::test]
async fn a_reminder_that_is_set_to_and_fro_goes_out_once() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    app.prove(&anna).await;
    let id = make(&anna, &with("single", "datetime", json!("20.11.2026 15:00"))).await;
    for minutes in ["30", "60", "30", "", "30"] {
        assert_eq!(remind(&anna, &id, minutes).await, 200);
    }
    app.pass(91 * MINUTE);
    assert_eq!(reminders(&app).await.len(), 1);
    app.pass(DAY);
    assert_eq!(reminders(&app).await.len(), 1);
}

#[tokio::test]
async fn a_series_whose_occurrences_overlap_reminds_of_each() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    let form = [
        ("name", "Watch"),
        ("starts_on", "2026-11-21"),
        ("starts_time", "12:00"),
        ("ends_on", "2026-11-26"),
        ("ends_time", "12:00"),
        ("repeat", "daily"),
        ("repeat_count", "12"),
    ];
    let to = anna.post_form("/api/calendar/save", &form).await.json()["to"].as_str().expect("a page").to_owned();
    assert_eq!(remind(&anna, to.rsplit('/').next().expect("an id"), "60").await, 200);
    for _ in 0..14 {
        app.pass(DAY);
        reminders(&app).await;
    }
    assert_eq!(reminders(&app).await.len(), 12);
}
