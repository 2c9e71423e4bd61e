//! Deleting is undone, searching finds, moving moves: over HTTP, as named users.

use super::{body, bring, make, with};
use crate::server::tests::{TestApp, User};
use jiff::ToSpan;
use serde_json::{Value, json};

async fn bin(user: &User) -> Vec<Value> {
    user.get("/api/calendar/bin").await.json()["events"].as_array().expect("a list").clone()
}

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn a_deleted_event_can_be_restored_with_its_chat_for_thirty_days() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    let id = make(&anna, &body("group")).await;
    bring(&app, &id, &bo).await;
    let deleted = anna.post_form("/api/calendar/delete", &[("id", &id)]).await;
    assert_eq!(deleted.json()["to"], format!("/calendar?undo={id}"));
    assert!(bo.get("/user").await.json()["chat_id_list"].as_array().expect("chats").is_empty());
    let row = bin(&anna).await.pop().expect("a row");
    assert_eq!(
        (&row["event"]["id"], &row["deleted_at"], &row["erased_at"]),
        (&json!(id), &json!("2026-11-20T12:00:00+00:00"), &json!("2026-12-20T12:00:00+00:00"))
    );
    assert!(bin(&bo).await.is_empty(), "who may not delete may not restore");
    assert_eq!(bo.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 403);
    assert_eq!(app.user("Eve").await.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 404);
    assert_eq!(app.stranger().post_form("/api/calendar/restore", &[("id", &id)]).await.status, 401);
    app.pass(30 * DAY - 1000);
    app.run_jobs().await;
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 200);
    assert_eq!(bo.get(&format!("/event?id={id}")).await.status, 200);
    assert_eq!(bo.get("/user").await.json()["chat_id_list"].as_array().expect("chats").len(), 1);
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 404, "it is there");
    app.pass(2 * DAY);
    app.run_jobs().await;
    assert_eq!(bo.get(&format!("/event?id={id}")).await.status, 200, "the old date does not erase it");
    assert_eq!(anna.delete(&format!("/event?id={id}")).await.status, 204);
    app.pass(30 * DAY + 1000);
    assert!(bin(&anna).await.is_empty());
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 404);
    app.run_jobs().await;
    let mut conn = app.ctx.db.read().await.expect("conn");
    let (left,): (i64,) = conn.one(sqlx::query_as("select count(*) from events")).await.expect("a count");
    assert_eq!(left, 0, "erased");
}

#[tokio::test]
async fn a_cancelled_occurrence_comes_back_as_it_was() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [("name", "Choir"), ("starts_on", "2026-11-20"), ("starts_time", "19:00"), ("repeat", "weekly")];
    anna.post_form("/api/calendar/save", &form).await;
    let month = anna.get("/api/calendar/month?month=2026-11").await.json();
    let id = month["events"][1]["id"].as_str().expect("an id").to_owned();
    let change = [("id", id.as_str()), ("name", "Concert"), ("starts_on", "2026-11-28"), ("starts_time", "20:00")];
    assert_eq!(anna.post_form("/api/calendar/save", &change).await.status, 200);
    assert_eq!(anna.post_form("/api/calendar/delete", &[("id", &id)]).await.status, 200);
    assert_eq!(anna.get(&format!("/event?id={id}")).await.status, 404);
    let row = bin(&anna).await.pop().expect("a row");
    assert_eq!((&row["event"]["id"], &row["event"]["name"]), (&json!(id), &json!("Concert")));
    assert_eq!(row["event"]["starts"], "2026-11-28T20:00:00");
    assert_eq!(row["deleted_at"], "2026-11-20T12:00:00+00:00");
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 200);
    assert!(bin(&anna).await.is_empty(), "it is back");
    let back = anna.get(&format!("/event?id={id}")).await.json();
    let plain = month["events"][0]["id"].as_str().expect("an id");
    assert_eq!(anna.post_form("/api/calendar/delete", &[("id", plain)]).await.status, 200);
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", plain)]).await.status, 200);
    assert_eq!(anna.get(&format!("/event?id={plain}")).await.json()["name"], "Choir", "so does an unchanged one");
    assert_eq!((&back["name"], &back["datetime"]), (&json!("Concert"), &json!("28.11.2026 20:00")));
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &id)]).await.status, 404);
    assert_eq!(anna.post_form("/api/calendar/delete", &[("id", plain)]).await.status, 200);
    app.pass(30 * DAY + 1000);
    assert!(bin(&anna).await.is_empty());
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", plain)]).await.status, 404, "too long ago");
}

#[tokio::test]
async fn the_bin_pages_from_the_last_deleted_on() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for index in 0..60 {
        let id = make(&anna, &with("single", "name", json!(format!("e{index:02}")))).await;
        app.pass(i64::from(index % 3 == 0));
        assert_eq!(anna.delete(&format!("/event?id={id}")).await.status, 204);
    }
    let form = [("name", "Choir"), ("starts_on", "2026-11-21"), ("starts_time", "19:00"), ("repeat", "daily")];
    anna.post_form("/api/calendar/save", &form).await;
    let month = anna.get("/api/calendar/month?month=2026-11").await.json();
    let choir = month["events"].as_array().expect("a list").iter().filter(|event| event["name"] == "Choir");
    let series = choir.map(|event| event["id"].as_str().expect("an id")).next().expect("one");
    let series = series.split('_').next().expect("an id");
    let first = jiff::civil::date(2026, 11, 21);
    // At one instant, so that pages end between occurrences of one series.
    for day in 0..60_i64 {
        let id = format!("{series}_{}T1900", first.checked_add(day.days()).expect("a day").strftime("%Y%m%d"));
        assert_eq!(anna.post_form("/api/calendar/delete", &[("id", &id)]).await.status, 200, "{id}");
    }
    let (mut pages, mut path) = (Vec::new(), "/api/calendar/bin".to_owned());
    loop {
        let page = anna.get(&path).await.json();
        pages.extend(page["events"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/calendar/bin?after={next}");
    }
    let mut ids: Vec<&str> = pages.iter().map(|row| row["event"]["id"].as_str().expect("an id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), pages.len()), (120, 120), "events and occurrences");
    assert_eq!(anna.get("/api/calendar/bin?after=x").await.code(), "malformed");
}

#[tokio::test]
async fn search_finds_ones_own_events_by_part_of_what_they_say() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    for (name, address) in [("День рождения Нины", "Hof"), ("100% Übung", "Straße"), ("Raclette", "Lindenstraße 8")]
    {
        let mut event = with("single", "name", json!(name));
        event["address"] = json!(address);
        make(&anna, &event).await;
    }
    let find = async |user: &User, text: &str| -> Vec<String> {
        let page = user.get(&format!("/api/calendar/search?q={text}")).await.json();
        let events = page["events"].as_array().expect("a list").clone();
        events.iter().map(|event| event["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(find(&anna, "%D0%9D%D0%98%D0%9D").await, ["День рождения Нины"]);
    assert_eq!(find(&anna, "%25").await, ["100% Übung"], "no wildcard");
    assert_eq!(find(&anna, "STRASSE").await.len(), 2, "in the address too, whatever the case");
    assert_eq!(find(&anna, "potatoes").await.len(), 3, "and in the description");
    assert!(find(&anna, "_").await.is_empty() && find(&anna, "nothing").await.is_empty());
    assert!(find(&bo, "Raclette").await.is_empty(), "outsiders find nothing");
    assert_eq!(anna.get("/api/calendar/search?q=").await.code(), "query_empty");
    assert_eq!(anna.get("/api/calendar/search?q=%00").await.code(), "malformed");
    assert_eq!(app.stranger().get("/api/calendar/search?q=x").await.status, 401);
}

#[tokio::test]
async fn a_week_shows_what_touches_its_days() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    make(&anna, &body("single")).await;
    let week = anna.get("/api/calendar/week?day=2026-11-29").await.json();
    assert_eq!((&week["from"], week["events"].as_array().map(Vec::len)), (&json!("2026-11-23"), Some(1)));
    assert_eq!(week["now"], "2026-11-20T13:00:00");
    assert!(anna.get("/api/calendar/week").await.json()["events"].as_array().expect("a list").is_empty());
    for day in ["x", "2026-02-30", "0001-01-01", "9999-01-01"] {
        assert_eq!(anna.get(&format!("/api/calendar/week?day={day}")).await.code(), "time_invalid", "{day}");
    }
}

#[tokio::test]
async fn an_event_moves_on_its_readers_clock_and_keeps_its_length() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Asia/Tokyo").await;
    let form = [
        ("name", "Call"),
        ("starts_on", "2026-11-20"),
        ("starts_time", "10:00"),
        ("ends_time", "11:30"),
        ("time_zone", "Europe/Berlin"),
    ];
    let id = anna.post_form("/api/calendar/save", &form).await.json()["to"].as_str().expect("it")[16..].to_owned();
    let times = async || {
        let page = anna.get(&format!("/api/calendar/event?id={id}")).await.json();
        let text = |value: &Value| value.as_str().expect("a time").to_owned();
        [text(&page["event"]["starts"]), text(&page["own_starts"]), text(&page["own_ends"])]
    };
    assert_eq!(times().await, ["2026-11-20T18:00:00", "2026-11-20T10:00:00", "2026-11-20T11:30:00"]);
    assert_eq!(anna.post_form("/api/calendar/move", &[("id", &id), ("starts", "2026-11-22T18:15")]).await.status, 200);
    assert_eq!(times().await, ["2026-11-22T18:15:00", "2026-11-22T10:15:00", "2026-11-22T11:45:00"]);
    let longer = [("id", id.as_str()), ("starts", "2026-11-22T18:15"), ("ends", "2026-11-22T21:00")];
    assert_eq!(anna.post_form("/api/calendar/move", &longer).await.status, 200);
    assert_eq!(times().await, ["2026-11-22T18:15:00", "2026-11-22T10:15:00", "2026-11-22T13:00:00"]);
    for (starts, ends, code) in [
        ("2026-11-22", "", "time_invalid"),
        ("2026-02-30T10:00", "", "time_invalid"),
        ("2026-11-22T10:00", "2026-11-22T09:00", "end_before_start"),
        ("2026-11-22T10:00", "2028-11-22T09:00", "event_too_long"),
        ("1800-11-22T10:00", "", "time_invalid"),
    ] {
        let form = [("id", id.as_str()), ("starts", starts), ("ends", ends)];
        assert_eq!(anna.post_form("/api/calendar/move", &form).await.code(), code, "{starts} {ends}");
    }
    let bo = app.user("Bo").await;
    assert_eq!(bo.post_form("/api/calendar/move", &[("id", &id), ("starts", "2026-11-22T18:15")]).await.status, 404);
}
