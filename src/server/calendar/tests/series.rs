//! Events that repeat: where they stand, and what becomes of them when one, the following or all are changed.

use super::{bring, make};
use crate::server::tests::{Answer, TestApp, User};
use serde_json::{Value, json};

/// Makes a series with the form of the pages; its id.
async fn repeat(user: &User, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("name", "Choir"),
        ("kind", "group"),
        ("starts_on", "2026-11-20"),
        ("starts_time", "19:00"),
        ("ends_on", "2026-11-20"),
        ("ends_time", "21:00"),
        ("time_zone", "Europe/Berlin"),
        ("address", "School"),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    let answer = user.post_form("/api/calendar/save", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["to"].as_str().expect("a page").rsplit('/').next().expect("an id").to_owned()
}

/// Days of a month on which something stands, with its time and name, by the documented route.
async fn month(user: &User, year: i32, month: i32) -> Vec<String> {
    let days = user.get(&format!("/events?year={year}&month={month}")).await.json();
    let mut lines: Vec<String> = days
        .as_object()
        .expect("days")
        .values()
        .flat_map(|day| day.as_array().expect("a list").clone())
        .map(|event| {
            format!("{} {}", event["datetime"].as_str().expect("a time"), event["name"].as_str().expect("a name"))
        })
        .collect();
    lines.sort();
    lines
}

async fn occurrence(user: &User, path: &str, at: &str) -> String {
    let days = user.get(path).await.json();
    let events = days.as_object().expect("days").values().flat_map(|day| day.as_array().expect("a list").clone());
    let event = events.into_iter().find(|event| event["datetime"] == at).expect("an occurrence");
    event["id"].as_str().expect("an id").to_owned()
}

async fn save(user: &User, id: &str, scope: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("id", id),
        ("scope", scope),
        ("name", "Choir"),
        ("starts_on", "2026-12-04"),
        ("starts_time", "19:00"),
        ("ends_on", "2026-12-04"),
        ("ends_time", "21:00"),
        ("time_zone", "Europe/Berlin"),
        ("address", "School"),
        ("repeat", "weekly"),
        ("private", "on"),
    ];
    for (name, value) in more {
        fields.retain(|(key, _)| key != name);
        fields.push((name, value));
    }
    user.post_form("/api/calendar/save", &fields).await
}

const NOVEMBER: &str = "/events?year=2026&month=11";
const DECEMBER: &str = "/events?year=2026&month=12";

#[tokio::test]
async fn each_occurrence_stands_on_its_day_through_summer_and_winter_time() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    repeat(&anna, &[("repeat", "weekly"), ("every", "2")]).await;
    assert_eq!(month(&anna, 2026, 11).await, ["20.11.2026 19:00 Choir"]);
    assert_eq!(month(&anna, 2026, 12).await, ["04.12.2026 19:00 Choir", "18.12.2026 19:00 Choir"]);
    assert_eq!(month(&anna, 2056, 7).await, ["07.07.2056 19:00 Choir", "21.07.2056 19:00 Choir"], "after 30 years");
    assert!(month(&anna, 2026, 10).await.is_empty());
    let id = occurrence(&anna, DECEMBER, "18.12.2026 19:00").await;
    let event = anna.get(&format!("/event?id={id}")).await.json();
    assert_eq!((&event["id"], &event["datetime"]), (&json!(id), &json!("18.12.2026 19:00")));
    assert_eq!(event["member_id_list"].as_array().expect("members").len(), 1);
    let ids = anna.get("/user").await.json()["event_id_list"].clone();
    assert_eq!(ids.as_array().expect("a list").len(), 1, "one series");
    let there_is_none = id.replace("20261218", "20261219");
    assert_eq!(anna.get(&format!("/event?id={there_is_none}")).await.status, 404);
    let bo = app.user("Bo").await;
    assert_eq!(bo.get(&format!("/event?id={id}")).await.status, 403, "outsiders get nothing");
    assert!(month(&bo, 2026, 12).await.is_empty());
    bring(&app, id.split('_').next().expect("a series"), &bo).await;
    assert_eq!(month(&bo, 2026, 12).await, ["04.12.2026 18:00 Choir", "18.12.2026 18:00 Choir"], "in their zone");
}

#[tokio::test]
async fn the_form_says_rules_of_all_kinds() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    for (fields, expected) in [
        (vec![("repeat", "daily"), ("repeat_count", "3")], vec![20, 21, 22]),
        (vec![("repeat", "daily"), ("every", "3"), ("repeat_until", "2026-11-26")], vec![20, 23, 26]),
        (vec![("repeat", "weekly"), ("days", "MO,FR")], vec![20, 23, 27, 30]),
        (vec![("repeat", "weekly"), ("days", "MO"), ("repeat_count", "1")], vec![23]),
        (vec![("repeat", "monthly")], vec![20]),
        (vec![("repeat", "weekday")], vec![20]),
        (vec![("repeat", "rule"), ("rule", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1")], vec![27]),
    ] {
        let id = repeat(&anna, &fields).await;
        let days = anna.get(NOVEMBER).await.json();
        let mut found: Vec<i64> =
            days.as_object().expect("days").keys().map(|day| day.parse().expect("a day")).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{fields:?}");
        assert_eq!(anna.delete(&format!("/event?id={id}")).await.status, 204);
    }
    for fields in [
        vec![("repeat", "hourly")],
        vec![("repeat", "rule"), ("rule", "FREQ=SECONDLY")],
        vec![("repeat", "rule"), ("rule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")],
        vec![("repeat", "daily"), ("every", "0")],
        vec![("repeat", "daily"), ("every", "many")],
        vec![("repeat", "daily"), ("repeat_count", "1000000")],
        vec![("repeat", "daily"), ("repeat_until", "2026-11-01")],
        vec![("repeat", "weekly"), ("days", "MO,XX")],
    ] {
        let mut form = vec![("name", "x"), ("starts_on", "2026-11-20"), ("starts_time", "19:00")];
        form.extend(&fields);
        let answer = anna.post_form("/api/calendar/save", &form).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "rule_invalid"), "{fields:?}");
    }
    assert!(month(&anna, 2026, 11).await.is_empty());
}

#[tokio::test]
async fn one_occurrence_can_be_changed_moved_and_taken_out() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    repeat(&anna, &[("repeat", "weekly")]).await;
    let second = occurrence(&anna, DECEMBER, "04.12.2026 19:00").await;
    let answer =
        save(&anna, &second, "one", &[("name", "Concert"), ("starts_on", "2026-12-05"), ("ends_on", "2026-12-05")])
            .await;
    assert_eq!(answer.json()["to"], format!("/calendar/event/{second}"), "it keeps its id");
    let third = occurrence(&anna, DECEMBER, "11.12.2026 19:00").await;
    assert_eq!(anna.delete(&format!("/event?id={third}")).await.status, 204);
    assert_eq!(
        month(&anna, 2026, 12).await,
        ["05.12.2026 19:00 Concert", "18.12.2026 19:00 Choir", "25.12.2026 19:00 Choir"]
    );
    assert_eq!(anna.get(&format!("/event?id={second}")).await.json()["name"], "Concert");
    assert_eq!(anna.get(&format!("/event?id={third}")).await.status, 404);
    assert_eq!(anna.delete(&format!("/event?id={third}")).await.status, 404, "gone is gone");
    // A documented client writes to an occurrence and means just that one.
    let fourth = occurrence(&anna, DECEMBER, "18.12.2026 19:00").await;
    let patch = json!({"id": fourth, "type": "group", "datetime": "31.12.2026 23:00", "address": "Roof"});
    assert_eq!(anna.put("/event", &patch).await.status, 204);
    assert_eq!(
        month(&anna, 2026, 12).await,
        ["05.12.2026 19:00 Concert", "25.12.2026 19:00 Choir", "31.12.2026 23:00 Choir"]
    );
    // Far out of the series' way it is found as well.
    let patch = json!({"id": fourth, "type": "group", "datetime": "03.03.2025 10:00"});
    assert_eq!(anna.put("/event", &patch).await.status, 204);
    assert_eq!(month(&anna, 2025, 3).await, ["03.03.2025 10:00 Choir"]);
    let bo = app.user("Bo").await;
    assert_eq!(save(&bo, &second, "one", &[]).await.status, 404);
    assert_eq!(bo.put("/event", &json!({"id": second, "type": "group", "name": "Mine"})).await.status, 403);
    assert_eq!(bo.delete(&format!("/event?id={second}")).await.status, 404);
}

#[tokio::test]
async fn this_and_the_following_become_a_series_of_their_own() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let series = repeat(&anna, &[("repeat", "weekly"), ("repeat_count", "6")]).await;
    let bo = app.user_in("Bo", "Europe/Berlin").await;
    bring(&app, &series, &bo).await;
    let third = occurrence(&anna, DECEMBER, "04.12.2026 19:00").await;
    let fourth = occurrence(&anna, DECEMBER, "11.12.2026 19:00").await;
    assert_eq!(anna.delete(&format!("/event?id={fourth}")).await.status, 204);
    let fields = [("name", "Orchestra"), ("starts_on", "2026-12-05"), ("ends_on", "2026-12-05"), ("repeat_count", "6")];
    let answer = save(&anna, &third, "following", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let to = answer.json()["to"].as_str().expect("a page").to_owned();
    assert!(!to.contains(&series), "another series: {to}");
    for user in [&anna, &bo] {
        assert_eq!(month(user, 2026, 11).await, ["20.11.2026 19:00 Choir", "27.11.2026 19:00 Choir"]);
        assert_eq!(
            month(user, 2026, 12).await,
            ["05.12.2026 19:00 Orchestra", "19.12.2026 19:00 Orchestra", "26.12.2026 19:00 Orchestra"],
            "four are left of six, one of them taken out before"
        );
        assert!(month(user, 2027, 1).await.is_empty());
        assert_eq!(user.get("/user").await.json()["chat_id_list"].as_array().expect("chats").len(), 2);
    }
    let page = bo.get(&format!("/api/calendar/event?id={}", to.rsplit('/').next().expect("an id"))).await.json();
    assert_eq!(
        (&page["can_change"], &page["guests"].as_array().map(Vec::len)),
        (&json!(false), &Some(2)),
        "rights go along"
    );
    let last = occurrence(&anna, DECEMBER, "19.12.2026 19:00").await;
    let answer = anna.post_form("/api/calendar/delete", &[("id", &last), ("scope", "following")]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(month(&bo, 2026, 12).await, ["05.12.2026 19:00 Orchestra"]);
}

#[tokio::test]
async fn all_of_a_series_move_with_what_was_changed() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    repeat(&anna, &[("repeat", "weekly"), ("days", "MO,FR"), ("repeat_until", "2026-12-14")]).await;
    let changed = occurrence(&anna, DECEMBER, "07.12.2026 19:00").await;
    let fields = [("name", "Concert"), ("starts_on", "2026-12-07"), ("ends_on", "2026-12-07"), ("days", "MO,FR")];
    let other = save(&anna, &changed, "one", &fields).await;
    assert_eq!((other.status.as_u16(), other.code().as_str()), (400, "rule_of_one"), "it would repeat without an end");
    let fields = [&fields[..], &[("repeat_until", "2026-12-14")]].concat();
    assert_eq!(save(&anna, &changed, "one", &fields).await.status, 200);
    let gone = occurrence(&anna, DECEMBER, "11.12.2026 19:00").await;
    assert_eq!(anna.delete(&format!("/event?id={gone}")).await.status, 204);
    let shown = occurrence(&anna, DECEMBER, "04.12.2026 19:00").await;
    let page = anna.get(&format!("/api/calendar/event?id={shown}")).await.json();
    assert_eq!(page["rule"], "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20261214T235959");
    let fields = [
        ("starts_on", "2026-12-05"),
        ("starts_time", "20:00"),
        ("ends_on", "2026-12-05"),
        ("ends_time", "22:00"),
        ("days", "MO,FR"),
        ("repeat_until", "2026-12-14"),
    ];
    let answer = save(&anna, &shown, "all", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(
        month(&anna, 2026, 11).await,
        ["21.11.2026 20:00 Choir", "24.11.2026 20:00 Choir", "28.11.2026 20:00 Choir"]
    );
    assert_eq!(
        month(&anna, 2026, 12).await,
        ["01.12.2026 20:00 Choir", "05.12.2026 20:00 Choir", "07.12.2026 19:00 Concert", "15.12.2026 20:00 Choir"],
        "the changed one stays, the cancelled one stays away, the end moves along"
    );
    let series = anna.get("/user").await.json()["event_id_list"][0].as_str().expect("an id").to_owned();
    let answer =
        save(&anna, &series, "all", &[("repeat", ""), ("starts_on", "2026-11-21"), ("ends_on", "2026-11-21")]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(month(&anna, 2026, 11).await, ["21.11.2026 19:00 Choir"], "no repetition any more");
    assert!(month(&anna, 2026, 12).await.is_empty());
}

#[tokio::test]
async fn the_agenda_pages_through_series_without_end() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    repeat(&anna, &[("repeat", "daily"), ("time_zone", "UTC")]).await;
    repeat(&anna, &[("repeat", "weekly"), ("name", "Weekly"), ("time_zone", "UTC")]).await;
    let mut after = String::new();
    let mut seen: Vec<(String, String)> = Vec::new();
    for _ in 0..4 {
        let page = anna.get(&format!("/api/calendar/agenda?after={after}")).await.json();
        let events = page["events"].as_array().expect("a list").clone();
        assert_eq!(events.len(), 50);
        let key = |event: &Value| {
            (event["starts"].as_str().expect("a time").to_owned(), event["id"].as_str().expect("an id").to_owned())
        };
        seen.extend(events.iter().map(key));
        after = page["next"].as_str().expect("there is more").to_owned();
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), 200, "nothing twice");
    let days: std::collections::BTreeSet<&str> = seen.iter().map(|(at, _)| &at[..10]).collect();
    assert_eq!(days.len(), 175, "200 events are 175 days of which every seventh has two");
}

#[tokio::test]
async fn a_month_of_series_takes_as_few_statements_as_one_of_events() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for _ in 0..5 {
        repeat(&anna, &[("repeat", "daily")]).await;
    }
    let changed = occurrence(&anna, DECEMBER, "04.12.2026 18:00").await;
    assert_eq!(save(&anna, &changed, "one", &[("name", "Concert"), ("repeat", "daily")]).await.status, 200);
    let before = app.ctx.db.statements();
    let page = anna.get("/api/calendar/month?month=2026-12").await.json();
    assert_eq!(app.ctx.db.statements() - before, 3);
    assert!(page["events"].as_array().expect("a list").len() > 150);
}

#[tokio::test]
async fn a_documented_event_is_still_alone() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let id = make(&anna, &super::body("single")).await;
    assert!(!id.contains('_'));
    assert_eq!(anna.get(&format!("/event?id={id}_20261123T1900")).await.status, 404, "it has no occurrences");
}
