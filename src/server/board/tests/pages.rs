//! The pages' operations and their live connection.

use super::{Client, Page, bearer, counts, press};
use crate::server::tests::harness::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn a_press_is_stored_counted_and_seen() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut old = Client::connect(&app.url).await;
    let mut page = Page::open(&app.url, "?watch=true", &[]).await;
    let more = [("comment", "Fourth one. No regrets."), ("style", "big highlight")];
    let pressed = press(&anna, "coffee", &more).await;
    let tally = json!({"is_event": false, "what": "coffee", "today": 1, "total": 1});
    assert_eq!(pressed.json(), json!({"tally": tally, "name": "Anna"}));
    let news = loop {
        let news = page.next().await;
        if news["presses"].is_array() {
            break news;
        }
    };
    assert_eq!(news["tallies"], json!([tally]));
    let seen = &news["presses"][0];
    assert_eq!((&seen["what"], &seen["account_id"]), (&json!("coffee"), &json!(anna.id)));
    // Others see a plain click.
    let click = old.until("click").await;
    assert_eq!((&click["user"], &click["style"]), (&json!("Anna"), &json!("big highlight")));
    assert_eq!(click.as_object().expect("a click").len(), 4);
    // And their clicks have no button.
    old.click("Ben", "").await;
    let plain = page.gather("presses", 1).await;
    assert_eq!((&plain[0]["what"], &plain[0]["name"]), (&json!(""), &json!("Ben")));
    let board = anna.get("/api/board").await.json();
    assert_eq!((&board["me"], board["feed"].as_array().expect("a feed").len()), (&json!("Anna"), 2));
    assert_eq!(board["tallies"].as_array().expect("tallies").len(), 2);
    assert_eq!(counts(&app).await, [(2, 0); 4]);
}

#[tokio::test]
async fn effects_go_to_all() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut old = Client::connect(&app.url).await;
    let mut page = Page::open(&app.url, "?watch=true", &[]).await;
    for event in ["fireworks", "rickroll"] {
        let done = anna.post_form("/api/board/event", &[("event", event)]).await;
        assert_eq!((done.status.as_u16(), &done.json()["tally"]["today"]), (200, &json!(1)));
    }
    let seen = page.gather("presses", 2).await;
    assert_eq!((&seen[0]["what"], &seen[1]["what"]), (&json!("fireworks"), &json!("rickroll")));
    old.told("rickroll").await;
    assert_eq!(old.until("event").await["name"], "fireworks");
    assert!(!old.heard.iter().any(|(event, _)| event == "event"));
}

#[tokio::test]
async fn bad_presses_are_refused() {
    let app = TestApp::start().await;
    let anyone = app.stranger();
    for (path, form) in [
        ("/api/board/press", vec![("button", "bomb")]),
        ("/api/board/press", vec![]),
        ("/api/board/press", vec![("button", "")]),
        ("/api/board/event", vec![("event", "navigate")]),
        ("/api/board/event", vec![]),
    ] {
        let refused = anyone.post_form(path, &form).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (400, "button_unknown"), "{path} {form:?}");
    }
    for path in [
        "/api/board/feed",
        "/api/board/feed?before=x",
        "/api/board/names?after=x",
        "/api/board/names?after=x.y",
        "/api/board/names?after=1.%00",
    ] {
        assert_eq!(anyone.get(path).await.status, 400, "{path}");
    }
    assert_eq!(anyone.get("/api/board/live").await.status, 400);
    assert_eq!(counts(&app).await, [(0, 0); 4]);
}

#[tokio::test]
async fn somebody_without_an_account_goes_by_what_they_type() {
    let app = TestApp::start().await;
    app.user("Anna").await;
    let anyone = app.stranger();
    for (typed, counted) in
        [("", "Gast"), ("Ben", "Ben"), (" anna", "Gast"), ("Maximiliane Mustermann", "Maximiliane Mus")]
    {
        let pressed = press(&anyone, "nap", &[("name", typed)]).await;
        assert_eq!(pressed.json()["name"], counted, "{typed}");
    }
    let mut page = Page::open(&app.url, "?name=Ben", &[]).await;
    let crowd = page.crowd(1).await;
    assert_eq!(crowd["people"], json!([{"name": "Ben", "account_id": null, "shown": "", "picture": ""}]));
    let seat = page.seat.clone().expect("a seat");
    press(&anyone, "nap", &[("name", "Benno"), ("seat", &seat)]).await;
    let said = page.gather("said", 1).await;
    assert_eq!(said[0], json!({"what": "renamed", "from": "Ben", "name": "Benno"}));
    let online = anyone.get("/api/online_users").await.json();
    assert_eq!((&online[0]["name"], &online[0]["click_count_session"]), (&json!("Benno"), &json!(1)));
    // A seat that is nobody's is no reason to refuse.
    assert_eq!(press(&anyone, "nap", &[("seat", "nobody's")]).await.status, 200);
}

#[tokio::test]
async fn people_and_guests_have_their_names() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let guest = app.stranger();
    let visit = guest.post_form("/api/account/visit", &[("name", "Gerda"), ("time_zone", "UTC")]).await;
    assert_eq!(visit.status, 200, "{}", visit.text);
    // What they type does not count.
    assert_eq!(press(&anna, "win", &[("name", "Somebody")]).await.json()["name"], "Anna");
    assert_eq!(press(&guest, "win", &[("name", "Anna")]).await.json()["name"], "Gerda");
    let mut page = Page::open(&app.url, "", &[bearer(&anna).await]).await;
    let crowd = page.crowd(1).await;
    assert_eq!(crowd["people"][0]["account_id"], anna.id);
    let mut watcher = Page::open(&app.url, "?watch=true", &[]).await;
    assert!(watcher.seat.is_none());
    drop(page);
    watcher.crowd(0).await;
    let board = guest.get("/api/board").await.json();
    assert_eq!((&board["me"], &board["feed"][1]["account_id"]), (&json!("Gerda"), &json!(anna.id)));
    assert_eq!(board["feed"][0]["account_id"], Value::Null);
}

#[tokio::test]
async fn who_hides_is_named_by_their_first_press_only() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let profile = anna.put("/api/account/profile", &json!({"shows_presence": false})).await;
    assert_eq!(profile.status, 204, "{}", profile.text);
    let mut page = Page::open(&app.url, "", &[bearer(&anna).await]).await;
    let crowd = page.crowd(1).await;
    assert_eq!(crowd["people"], json!([]));
    let seat = page.seat.clone().expect("a seat");
    press(&anna, "win", &[("seat", &seat)]).await;
    assert_eq!(page.gather("said", 1).await[0], json!({"what": "joined", "name": "Anna"}));
}

#[tokio::test]
async fn names_that_were_typed_once_do_not_fill_the_database() {
    let app = TestApp::start().await;
    let rows = (0..10_050).map(|index| format!("('Name {index:05}', {}, 0)", if index < 60 { 1 } else { 2 }));
    let sql = format!("insert into board_names (name, clicks, events) values {}", rows.collect::<Vec<_>>().join(", "));
    app.ctx.db.execute(sqlx::query(sqlx::AssertSqlSafe(sql))).await.expect("inserted");
    for _ in 0..2 {
        crate::server::board::sweep(app.ctx.clone()).await.expect("swept");
        let users = app.stranger().get("/api/users").await.json();
        let users = users.as_array().expect("users");
        let sum: i64 = users.iter().map(|user| user["click_count"].as_i64().expect("a number")).sum();
        assert_eq!(sum, 60 + 9_990 * 2);
        assert_eq!(users[0], json!({"name": "Gast", "click_count": 51, "event_count": 0}));
        assert_eq!(users.len(), 10_000);
    }
}

#[tokio::test]
async fn fast_hands_are_slowed() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut refused = 0;
    // All at once, so that it does not matter how fast this machine is.
    for pressed in futures::future::join_all((0..45).map(|_| press(&anna, "scream", &[]))).await {
        if pressed.status != 200 {
            assert_eq!((pressed.status.as_u16(), pressed.code().as_str()), (429, "too_fast"));
            refused += 1;
        }
    }
    assert!(refused > 0);
    assert_eq!(counts(&app).await[0].0, 45 - refused);
}

#[tokio::test]
async fn the_feed_and_the_names_come_in_pages() {
    let app = TestApp::start_with(|config| config.limits = crate::server::config::Switch::Off).await;
    let anyone = app.stranger();
    for index in 0..120 {
        let name = format!("Name {index}");
        press(&anyone, "printer", &[("name", &name), ("comment", &name)]).await;
    }
    press(&anyone, "printer", &[("name", "Name 7")]).await;
    let board = anyone.get("/api/board").await.json();
    let mut seen: Vec<Value> = board["feed"].as_array().expect("a feed").clone();
    let mut next = board["next"].as_str().map(str::to_owned);
    while let Some(before) = next {
        let page = anyone.get(&format!("/api/board/feed?before={before}")).await.json();
        seen.extend(page["feed"].as_array().expect("a feed").clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen.len(), 121);
    assert!(seen.windows(2).all(|pair| pair[0]["id"].as_str() > pair[1]["id"].as_str()));
    let mut names = Vec::new();
    let mut path = "/api/board/names".to_owned();
    loop {
        let page = anyone.get(&path).await.json();
        names.extend(page["names"].as_array().expect("names").clone());
        let Some(after) = page["next"].as_str() else { break };
        path = format!("/api/board/names?after={}", after.replace(' ', "%20"));
    }
    assert_eq!((names.len(), &names[0]), (120, &json!({"name": "Name 7", "click_count": 2, "event_count": 0})));
    let statistics = anyone.get("/api/board/statistics").await.json();
    let hours = anyone.get("/api/latest_hours").await.json();
    let clicks: Vec<&Value> = hours.as_array().expect("hours").iter().map(|hour| &hour["click_count"]).collect();
    assert_eq!(statistics["week"], json!({"first": "2026-11-14", "clicks": clicks}));
    assert_eq!(statistics["stats"], anyone.get("/api/current_stats").await.json());
}

#[tokio::test]
async fn a_week_is_the_readers() {
    let app = TestApp::start().await;
    // 13:00 in Berlin, whose week began an hour before that of UTC; half an hour off in Kolkata.
    for (name, zone, hours) in [("Anna", "Europe/Berlin", 6 * 24 + 14), ("Ben", "Asia/Kolkata", 6 * 24 + 19)] {
        let reader = app.user_in(name, zone).await;
        let week = reader.get("/api/board").await.json()["week"].clone();
        assert_eq!((&week["first"], week["clicks"].as_array().expect("clicks").len()), (&json!("2026-11-14"), hours));
    }
}

#[tokio::test]
async fn a_week_has_no_eighth_day() {
    let app = TestApp::start().await;
    // 23:45 in Kolkata, a quarter of an hour before the day ends in the middle of an hour of UTC.
    app.pass((6 * 60 + 15) * 60_000);
    let ben = app.user_in("Ben", "Asia/Kolkata").await;
    press(&ben, "nap", &[]).await;
    let week = ben.get("/api/board").await.json()["week"].clone();
    let clicks = week["clicks"].as_array().expect("clicks");
    assert_eq!((&week["first"], clicks.len(), clicks.last()), (&json!("2026-11-14"), 7 * 24, Some(&json!(1))));
}

#[tokio::test]
async fn a_week_keeps_its_hours_when_clocks_change() {
    let app = TestApp::start().await;
    // To 30 March 2027, 14:00 in Berlin: on the 28th clocks went from two to three.
    app.pass(130 * 86_400_000);
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    press(&anna, "nap", &[]).await;
    let week = anna.get("/api/board").await.json()["week"].clone();
    let clicks = week["clicks"].as_array().expect("clicks");
    assert_eq!((&week["first"], clicks.len()), (&json!("2027-03-24"), 6 * 24 + 15));
    assert_eq!(clicks[6 * 24 + 14], 1);
    // To 2 November 2027, 13:00: on 31 October they went from three to two.
    app.pass(217 * 86_400_000);
    let ben = app.user_in("Ben", "Europe/Berlin").await;
    let week = ben.get("/api/board").await.json()["week"].clone();
    assert_eq!(week["clicks"].as_array().expect("clicks").len(), 6 * 24 + 14);
}

#[tokio::test]
async fn a_form_leads_back_to_its_page() {
    let app = TestApp::start().await;
    let anyone = app.stranger();
    let pressed = anyone.submit("/api/board/press/form", &[("button", "win"), ("name", "Ben"), ("comment", "")]).await;
    assert_eq!((pressed.status.as_u16(), pressed.header("location")), (302, "/board?name=Ben"));
    let refused = anyone.submit("/api/board/event/form", &[("event", "none")]).await;
    assert_eq!(refused.header("location"), "/board?problem=button_unknown");
}
