//! Series at their edges: clocks that change, occurrences that were moved before, rules that move along, and people who
//! may not see everything.

use super::{befriend, bring};
use crate::server::tests::{TestApp, User};
use serde_json::json;

async fn save(user: &User, fields: &[(&str, &str)]) -> (u16, String) {
    let answer = user.post_form("/api/calendar/save", fields).await;
    let to =
        if answer.status == 200 { answer.json()["to"].as_str().expect("a page").to_owned() } else { answer.code() };
    (answer.status.as_u16(), to.rsplit('/').next().expect("an id").to_owned())
}

/// Everything in a month as "day time name", by the route of the pages.
async fn month(user: &User, month: &str) -> Vec<String> {
    let page = user.get(&format!("/api/calendar/month?month={month}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let events = page.json()["events"].as_array().expect("a list").clone();
    let in_month = events.iter().filter(|event| event["starts"].as_str().is_some_and(|at| at.starts_with(month)));
    in_month
        .map(|event| {
            format!("{} {}", &event["starts"].as_str().expect("a time")[8..16], event["name"].as_str().expect("a name"))
        })
        .collect()
}

fn base(id: &str) -> &str {
    id.split('_').next().expect("an id")
}

#[tokio::test]
async fn an_hour_that_the_clocks_leave_out_breaks_nothing() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let form = [
        ("name", "Night shift"),
        ("starts_on", "2027-03-26"),
        ("starts_time", "02:30"),
        ("ends_time", "03:15"),
        ("repeat", "daily"),
        ("repeat_count", "4"),
    ];
    assert_eq!(save(&anna, &form).await.0, 200);
    let days = ["26T02:30 Night shift", "27T02:30 Night shift", "28T03:30 Night shift", "29T02:30 Night shift"];
    assert_eq!(month(&anna, "2027-03").await, days);
    assert_eq!(anna.get("/events?year=2027&month=3").await.status, 200);
    assert_eq!(anna.get("/api/calendar/agenda").await.status, 200);
}

#[tokio::test]
async fn the_first_monday_is_not_every_monday() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [
        ("name", "Rent"),
        ("starts_on", "2026-12-07"),
        ("starts_time", "09:00"),
        ("repeat", "weekday"),
        ("repeat_count", "3"),
    ];
    let (_, id) = save(&anna, &form).await;
    assert_eq!(month(&anna, "2026-12").await, ["07T09:00 Rent"]);
    assert_eq!(month(&anna, "2027-01").await, ["04T09:00 Rent"]);
    assert_eq!(month(&anna, "2027-02").await, ["01T09:00 Rent"]);
    assert!(month(&anna, "2027-03").await.is_empty());
    // Moved as a whole it becomes the second Tuesday.
    let shift = [("id", base(&id)), ("starts", "2026-12-08T10:00"), ("scope", "all")];
    assert_eq!(anna.post_form("/api/calendar/move", &shift).await.status, 200);
    assert_eq!(month(&anna, "2026-12").await, ["08T10:00 Rent"]);
    assert_eq!(month(&anna, "2027-01").await, ["12T10:00 Rent"]);
}

#[tokio::test]
async fn a_rule_that_cannot_move_along_is_refused_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [
        ("name", "Pay"),
        ("starts_on", "2026-12-01"),
        ("starts_time", "09:00"),
        ("repeat", "rule"),
        ("rule", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ];
    let (_, id) = save(&anna, &form).await;
    for scope in ["all", "following"] {
        let at = if scope == "all" { base(&id).to_owned() } else { format!("{}_20261215T0900", base(&id)) };
        let shift = [("id", at.as_str()), ("starts", "2026-12-16T09:00"), ("scope", scope)];
        assert_eq!(anna.post_form("/api/calendar/move", &shift).await.code(), "rule_invalid", "{scope}");
    }
    assert_eq!(month(&anna, "2026-12").await, ["01T09:00 Pay", "15T09:00 Pay"]);
}

#[tokio::test]
async fn saving_all_unchanged_keeps_every_exception() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [("name", "Choir"), ("starts_on", "2026-12-04"), ("starts_time", "19:00"), ("repeat", "weekly")];
    let (_, id) = save(&anna, &form).await;
    let at = |day: &str| format!("{}_202612{day}T1900", base(&id));
    assert_eq!(anna.delete(&format!("/event?id={}", at("11"))).await.status, 204);
    let end = [("id", at("25")), ("scope", "following".to_owned())];
    let end: Vec<(&str, &str)> = end.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(anna.post_form("/api/calendar/delete", &end).await.status, 200);
    assert_eq!(month(&anna, "2026-12").await, ["04T19:00 Choir", "18T19:00 Choir"]);
    let page = anna.get(&format!("/api/calendar/event?id={}", at("18"))).await.json();
    assert_eq!(page["rule"], "FREQ=WEEKLY;UNTIL=20261224T235959");
    let again = at("18");
    let form = [
        ("id", again.as_str()),
        ("scope", "all"),
        ("name", "Big choir"),
        ("starts_on", "2026-12-18"),
        ("starts_time", "19:00"),
        ("repeat", "weekly"),
        ("repeat_until", "2026-12-24"),
    ];
    assert_eq!(save(&anna, &form).await.0, 200);
    assert_eq!(month(&anna, "2026-12").await, ["04T19:00 Big choir", "18T19:00 Big choir"]);
}

#[tokio::test]
async fn an_occurrence_that_was_moved_before_can_lead_the_rest_or_all() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [
        ("name", "Choir"),
        ("starts_on", "2026-12-04"),
        ("starts_time", "19:00"),
        ("repeat", "weekly"),
        ("repeat_count", "4"),
    ];
    let (_, id) = save(&anna, &form).await;
    let at = |day: &str| format!("{}_202612{day}T1900", base(&id));
    let moved = at("11");
    let one = [("id", moved.as_str()), ("name", "Concert"), ("starts_on", "2026-12-12"), ("starts_time", "20:00")];
    assert_eq!(save(&anna, &one).await.0, 200);
    assert_eq!(anna.delete(&format!("/event?id={}", at("18"))).await.status, 204);
    let all = [
        ("id", moved.as_str()),
        ("scope", "all"),
        ("name", "Singers"),
        ("starts_on", "2026-12-12"),
        ("starts_time", "20:00"),
        ("repeat", "weekly"),
        ("repeat_count", "4"),
    ];
    assert_eq!(save(&anna, &all).await.0, 200);
    assert_eq!(month(&anna, "2026-12").await, ["04T19:00 Singers", "12T20:00 Singers", "25T19:00 Singers"]);
    let mut following = all;
    following[1].1 = "following";
    assert_eq!(save(&anna, &following).await.0, 200);
    assert_eq!(
        month(&anna, "2026-12").await,
        ["04T19:00 Singers", "12T20:00 Singers", "26T20:00 Singers"],
        "the rest moves along, and what was taken out stays out"
    );
}

#[tokio::test]
async fn friends_do_not_see_an_occurrence_that_was_made_private() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    befriend(&app, &anna, &bo).await;
    let form = [
        ("name", "Choir"),
        ("kind", "group"),
        ("starts_on", "2026-11-27"),
        ("starts_time", "19:00"),
        ("repeat", "weekly"),
        ("repeat_count", "2"),
    ];
    let (_, id) = save(&anna, &form).await;
    let first = format!("{}_20261127T1900", base(&id));
    let secret = [
        ("id", first.as_str()),
        ("name", "Doctor"),
        ("starts_on", "2026-11-27"),
        ("starts_time", "19:00"),
        ("private", "on"),
    ];
    assert_eq!(save(&anna, &secret).await.0, 200);
    assert_eq!(bo.get(&format!("/event?id={first}")).await.status, 403);
    assert_eq!(bo.get(&format!("/api/calendar/event?id={first}")).await.status, 404);
    let page = bo.get(&format!("/api/calendar/event?id={}", base(&id))).await.json();
    assert_eq!((&page["event"]["name"], &page["event"]["starts"]), (&json!("Choir"), &json!("2026-12-04T19:00:00")));
    let own = anna.get(&format!("/api/calendar/event?id={}", base(&id))).await.json();
    assert_eq!(own["event"]["name"], "Doctor");
}

#[tokio::test]
async fn who_has_left_is_not_in_the_chat_of_a_series_that_was_split() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    let form = [
        ("name", "Choir"),
        ("kind", "group"),
        ("starts_on", "2026-12-04"),
        ("starts_time", "19:00"),
        ("repeat", "weekly"),
    ];
    let (_, id) = save(&anna, &form).await;
    bring(&app, base(&id), &bo).await;
    assert_eq!(anna.delete(&format!("/event/group/leave?id={}", base(&id))).await.status, 204);
    let at = format!("{}_20261211T1900", base(&id));
    let split = [
        ("id", at.as_str()),
        ("scope", "following"),
        ("name", "Ours"),
        ("starts_on", "2026-12-11"),
        ("starts_time", "19:00"),
        ("repeat", "weekly"),
    ];
    assert_eq!(save(&bo, &split).await.0, 200);
    assert_eq!(bo.get("/user").await.json()["chat_id_list"].as_array().map(Vec::len), Some(2));
    assert_eq!(anna.get("/user").await.json()["chat_id_list"], json!([]));
}

#[tokio::test]
async fn odd_rules_and_positions_are_refused() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [
        ("name", "x"),
        ("starts_on", "2026-12-04"),
        ("starts_time", "19:00"),
        ("repeat", "rule"),
        ("rule", "FREQ=WEEKLY;BYDAY=éA"),
    ];
    assert_eq!(save(&anna, &form).await, (400, "rule_invalid".to_owned()));
    for after in ["9223372036854775807_x", "-9223372036854775808_x", "7415884800000_x"] {
        assert_eq!(anna.get(&format!("/api/calendar/agenda?after={after}")).await.code(), "malformed", "{after}");
    }
}
