//! The operations behind the pages, and the pages themselves as HTML.

use super::{body, bring, make, with};
use crate::server::tests::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_month_has_all_weeks_it_touches_and_events_that_reach_into_them() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let save = async |name: &str, from: &str, to: &str| {
        let form = [("name", name), ("starts_on", from), ("ends_on", to), ("all_day", "on")];
        assert_eq!(anna.post_form("/api/calendar/save", &form).await.status, 200);
    };
    save("over the whole month", "2026-10-01", "2026-12-31").await;
    save("ends on the first shown day", "2026-10-20", "2026-10-26").await;
    save("ends before", "2026-10-20", "2026-10-25").await;
    save("begins after", "2026-12-07", "2026-12-07").await;
    let page = anna.get("/api/calendar/month?month=2026-11").await.json();
    assert_eq!((&page["from"], &page["until"]), (&json!("2026-10-26"), &json!("2026-12-07")));
    let names: Vec<_> = page["events"].as_array().expect("events").iter().map(|event| event["name"].clone()).collect();
    assert_eq!(names, ["over the whole month", "ends on the first shown day"]);
    assert_eq!(anna.get("/api/calendar/month").await.json()["month"], "2026-11-01", "without one, the current");
    for month in ["2026", "2026-13", "2026-1", "x", "1899-12", "2201-01", "2026-11-01"] {
        assert_eq!(anna.get(&format!("/api/calendar/month?month={month}")).await.code(), "time_invalid", "{month}");
    }
    for edge in ["1900-01", "2200-12"] {
        assert_eq!(anna.get(&format!("/api/calendar/month?month={edge}")).await.status, 200, "{edge}");
    }
}

#[tokio::test]
async fn a_month_of_300_events_takes_three_statements() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    for day in 0..300 {
        let id = make(&anna, &with("group", "datetime", json!(format!("{}.11.2026 12:00", day % 30 + 1)))).await;
        if day % 10 == 0 {
            bring(&app, &id, &ben).await;
        }
    }
    for path in ["/api/calendar/month?month=2026-11", "/events?year=2026&month=11"] {
        let before = app.ctx.db.statements();
        assert_eq!(anna.get(path).await.status, 200);
        assert!(app.ctx.db.statements() - before <= 3, "{path}: {}", app.ctx.db.statements() - before);
    }
    let before = app.ctx.db.statements();
    let page = anna.open("/calendar/month/2026-11").await;
    assert_eq!(page.text.matches("class=\"ev priv\"").count(), 30 * 3, "three chips a day, the rest behind a number");
    // The session, the account, the events; in the frame what waits (messages, requests, invites, letters, watchers) and
    // friends who are here.
    assert!(app.ctx.db.statements() - before <= 9, "{}", app.ctx.db.statements() - before);
}

#[tokio::test]
async fn the_agenda_pages_through_everything_once() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for index in 0..120 {
        make(&anna, &with("single", "datetime", json!(format!("{}.12.2026 {}:00", index % 28 + 1, index % 3)))).await;
    }
    make(&anna, &with("single", "datetime", json!("01.11.2026 12:00"))).await;
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = anna.get(&format!("/api/calendar/agenda?after={after}")).await.json();
        seen.extend(page["events"].as_array().expect("events").iter().map(|event| event["id"].to_string()));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => break,
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (120, 120), "nothing twice, nothing of the past");
    for query in ["from=x", "from=1800-01-01", "after=x", "after=1_ä", "after=x_y"] {
        assert_eq!(anna.get(&format!("/api/calendar/agenda?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn forms_keep_what_was_typed_when_they_are_refused() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [
        ("name", "Half a form"),
        ("starts_on", "2026-02-30"),
        ("starts_time", "19:00"),
        ("description", "long text"),
        ("private", "on"),
    ];
    let refused = anna.submit("/api/calendar/save", &form).await;
    assert_eq!((refused.status.as_u16(), refused.header("location")), (302, "/calendar/new?refused=1"));
    let page = anna.open("/calendar/new?refused=1").await;
    assert_eq!(page.status, 200);
    for typed in ["Half a form", "2026-02-30", "19:00", "long text", "That date or time doesn"] {
        assert!(page.text.contains(typed), "{typed}");
    }
    assert!(!anna.open("/calendar/new?refused=1").await.text.contains("Half a form"), "once");
    assert_eq!(anna.get("/user").await.json()["event_id_list"], json!([]));
    let code = anna.post_form("/api/calendar/save", &form).await.code();
    assert_eq!(code, "time_invalid", "a program gets the error itself");
}

#[tokio::test]
async fn form_fields_are_checked() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let good = [("name", "x"), ("starts_on", "2026-11-23"), ("starts_time", "19:00")];
    let long_name = "x".repeat(201);
    let bad: [(&str, &str, &str); 12] = [
        ("name", " ", "name_empty"),
        ("name", &long_name, "name_too_long"),
        ("kind", "both", "kind_invalid"),
        ("icon", "nothing", "icon_unknown"),
        ("starts_on", "", "time_invalid"),
        ("starts_on", "1899-12-31", "time_invalid"),
        ("starts_time", "25:00", "time_invalid"),
        ("starts_time", "", "time_invalid"),
        ("ends_on", "2026-11-22", "end_before_start"),
        ("ends_on", "2028-01-01", "event_too_long"),
        ("time_zone", "Mars/Olympus", "zone_unknown"),
        ("id", "unknown", "not_found"),
    ];
    for (field, value, code) in bad {
        let mut form: Vec<(&str, &str)> = good.into_iter().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        if field == "ends_on" {
            form.push(("ends_time", "20:00"));
        }
        assert_eq!(anna.post_form("/api/calendar/save", &form).await.code(), code, "{field}: {value}");
    }
    assert_eq!(anna.get("/user").await.json()["event_id_list"], json!([]));
    assert_eq!(anna.post_form("/api/calendar/save", &good).await.status, 200);
    assert_eq!(
        anna.post_form("/api/calendar/save", &[("line", "Party 22:30-02:00"), ("starts_on", "2026-11-26")])
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn pages_are_whole_without_scripts() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let id = make(&anna, &body("group")).await;
    let month = anna.open("/calendar/month/2026-11").await;
    assert_eq!(month.status, 200);
    assert!(month.text.contains("First Event") && month.text.contains("November 2026"), "{}", month.text);
    let event = anna.open(&format!("/calendar/event/{id}")).await;
    for shown in ["First Event", "Monday 23 November, 19:00", "Lindenstraße 8", "Bring potatoes", "Hosted by Anna"] {
        assert!(event.text.contains(shown), "{shown}");
    }
    let asks = anna.open(&format!("/calendar/event/{id}?ask=delete")).await;
    assert!(asks.text.contains("Delete this event?"));
    let edit = anna.open(&format!("/calendar/event/{id}/edit")).await;
    assert!(edit.text.contains("value=\"2026-11-23\"") && edit.text.contains("value=\"19:00\""), "{}", edit.text);
    assert_eq!(anna.open("/calendar/event/unknown").await.status, 404);
    assert_eq!(anna.open("/calendar/month/nonsense").await.status, 400);
    let home = anna.open("/calendar").await;
    assert_eq!((home.status.as_u16(), home.header("location")), (302, "/calendar/month"));
    let door = app.stranger().open("/calendar/month/2026-11?day=2026-11-20").await;
    assert_eq!(
        (door.status.as_u16(), door.header("location")),
        (302, "/sign-in?next=/calendar/month/2026-11%3Fday=2026-11-20")
    );
}

#[tokio::test]
async fn what_people_write_is_text_wherever_it_stands() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut event = body("single");
    event["name"] = json!("</title><script>alert(1)</script>");
    event["description"] = json!("</textarea><form action=/api/account/sign-out> & &amp;");
    event["address"] = json!("\"><img src=x onerror=alert(1)>");
    let id = make(&anna, &event).await;
    for path in [
        format!("/calendar/event/{id}"),
        format!("/calendar/event/{id}/edit"),
        format!("/calendar/new?copy={id}"),
        "/calendar/month/2026-11".into(),
        "/calendar/week/2026-11-23".into(),
        "/calendar/agenda".into(),
        "/calendar/search?q=script".into(),
        "/".into(),
    ] {
        let page = anna.open(&path).await.text;
        for bad in ["<script>alert", "</textarea><form", "<img src=x"] {
            assert!(!page.contains(bad), "{bad} in {path}");
        }
    }
    let edit = anna.open(&format!("/calendar/event/{id}/edit")).await.text;
    assert!(edit.contains("&lt;/textarea&gt;&lt;form action=/api/account/sign-out&gt; &amp; &amp;amp;"), "{edit}");
}
