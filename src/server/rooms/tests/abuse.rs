//! What must be impossible: badges one has not, names of others, tokens of others, floods.

use super::{app, guest, join, member, say};
use crate::server::tests::{Live, PASSWORD};
use serde_json::json;

#[tokio::test]
async fn nobody_makes_themselves_an_admin_or_a_bot() {
    let app = app().await;
    let user = app.stranger();
    let body = json!({"user": "Eve", "email": "eve@example.org", "password": PASSWORD, "admin": true, "verified": true,
        "bot": true, "is_admin": 1, "kind": "bot", "email_verified_at": 1});
    assert_eq!(user.post("/api/register", &body).await.status, 200);
    assert_eq!(user.post("/api/authorize", &body).await.code(), "not_verified");
    let gast = app.stranger();
    let body = json!({"user": "Gast", "verified": true, "admin": true, "bot": true});
    assert_eq!(
        gast.post("/api/login", &body).await.json(),
        json!({"user": "Gast", "verified": false, "admin": false, "bot": false})
    );
    assert_eq!(gast.post("/api/adminonly/createChat", &json!({"chat": "Mine"})).await.status, 401);
}

#[tokio::test]
async fn nobody_writes_as_somebody_else() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    join(&anna, "Main").await;
    join(&gast, "Main").await;
    let body = json!({"chat": "Main", "text": "I am the bot", "user": "Anna", "verified": true, "admin": true, "bot": true,
        "id": 99, "time": 1});
    let posted = gast.post("/api/loggedonly/postMessage", &body).await.json();
    let expected = json!({"user": "Gast", "verified": false, "admin": false, "bot": false});
    for key in ["user", "verified", "admin", "bot"] {
        assert_eq!(posted[key], expected[key], "{key}");
    }
    assert!(posted["id"] != 99 && posted["time"] != 1);
    let last = anna.post("/api/loggedonly/getLastMessages", &json!({"chat": "Main"})).await.json();
    assert_eq!(last[0], posted, "nor does the history say so");
}

#[tokio::test]
async fn lists_of_people_hold_no_secrets() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    join(&anna, "Main").await;
    join(&gast, "Main").await;
    let users = gast.post("/api/loggedonly/getUsers", &json!({"chat": "Main"})).await.json();
    for user in users.as_array().expect("users") {
        let keys: Vec<&String> = user.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["admin", "bot", "user", "verified"], "no token, no activity");
    }
}

#[tokio::test]
async fn guests_get_at_nothing_but_rooms() {
    let app = app().await;
    let gast = guest(&app, "Gast").await;
    let anna = app.user("Anna").await;
    for path in [
        "/user",
        "/friends",
        "/events?year=2026&month=11",
        "/chats?count_getting=0&count=10",
        "/invites",
        "/api/friends/list",
        "/api/calendar/month",
        "/api/account/devices",
        "/api/friends/search?text=anna",
    ] {
        assert_eq!(gast.get(path).await.status, 401, "{path}");
    }
    let dialog = gast.post_form("/api/chats/dialog", &[("id", &anna.id)]).await;
    assert_eq!(dialog.status, 401);
    assert_eq!(gast.get("/api/chats/list").await.json()["chats"], json!([]));
    Live::open(&gast).await;
    assert_eq!(gast.get("/api/notices/waiting").await.json()["messages"], 0);
    join(&gast, "Main").await;
    let listed = gast.get("/api/chats/list").await.json();
    assert_eq!((&listed["chats"][0]["kind"], &listed["chats"][0]["title"]), (&json!("room"), &json!("Main")));
    // Nobody can look a guest up, or ask them for anything.
    let me = listed["me"].as_str().expect("an id").to_owned();
    app.prove(&anna).await;
    assert_eq!(anna.post("/invite", &json!({"type": "friend", "receiver_id": me})).await.status, 404);
    assert_eq!(anna.get("/api/friends/search?text=gast").await.json()["people"], json!([]));
    assert_eq!(
        anna.get("/chats?count_getting=0&count=10").await.json(),
        json!([]),
        "rooms are no chats of the calendar"
    );
}

#[tokio::test]
async fn rooms_are_live_on_pages() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    let mut page = Live::open(&anna).await;
    join(&anna, "Main").await;
    page.until("room").await;
    join(&gast, "Main").await;
    let came = page.until("room").await;
    assert_eq!(
        (&came["event"], &came["who"]["name"], &came["who"]["kind"]),
        (&json!("came"), &json!("Gast"), &json!("guest"))
    );
    let sent = say(&gast, "Main", "hello pages").await;
    let told = page.until("message").await;
    assert_eq!((&told["message"]["text"], &told["author"]["kind"]), (&sent["text"], &json!("guest")));
    let chat = told["chat"].as_str().expect("an id");
    let answered = anna.post("/api/chats/message", &json!({"chat_id": chat, "text": "hello poll"})).await;
    assert_eq!(answered.status, 200);
    let heard = super::drain(&gast).await;
    assert_eq!(heard.last().expect("the message")["event"]["text"], "hello poll");
}

#[tokio::test]
async fn names_that_nobody_can_see_or_tell_apart_are_refused() {
    let app = app().await;
    for name in ["\u{3164}", "\u{115f}", "\u{ffa0}", "\u{ad}", "\u{2800}", "\u{200b}", "a\u{202e}b"] {
        let answer = app.stranger().post("/api/login", &json!({"user": name})).await;
        assert_eq!(answer.status, 400, "{name:?} {}", answer.text);
    }
    let anna = member(&app, "Anna").await;
    crate::server::account::admin::set_by_login(&app.ctx, "Anna", true).await.expect("set");
    let look_alike = json!({"chat": "\u{41c}ain"});
    assert_eq!(anna.post("/api/adminonly/createChat", &look_alike).await.code(), "room_taken", "a Cyrillic M");
}

#[tokio::test]
async fn refused_names_cost_nothing_and_polls_have_places() {
    let app = super::app_with(std::time::Duration::from_secs(3)).await;
    let anna = member(&app, "Anna").await;
    for _ in 0..40 {
        assert_eq!(app.stranger().post("/api/login", &json!({"user": "Anna"})).await.status, 409);
    }
    guest(&app, "Gast").await;
    super::poll(&anna).await;
    super::poll(&anna).await;
    let polls = (0..20).map(|_| async { anna.get("/api/loggedonly/poll").await.status.as_u16() });
    let statuses = futures::future::join_all(polls).await;
    assert_eq!((statuses.iter().filter(|status| **status == 200).count(), statuses.len()), (16, 20), "{statuses:?}");
}

#[tokio::test]
async fn a_poll_from_another_site_takes_nothing() {
    let app = app().await;
    let gast = guest(&app, "Gast").await;
    let foreign = gast.request(reqwest::Method::GET, "/api/loggedonly/poll").header("sec-fetch-site", "cross-site");
    assert_eq!(crate::server::tests::send(foreign).await.code(), "cross_origin");
    assert_eq!(super::names(&super::drain(&gast).await), ["LoginEvent Gast"]);
}

#[tokio::test]
async fn floods_are_held_back_and_keep_nobody_else_out() {
    let app = app().await;
    let mut last = 200;
    for index in 0..40 {
        let answer = app.stranger().post("/api/login", &json!({"user": format!("Flood {index}")})).await;
        last = answer.status.as_u16();
    }
    assert_eq!(last, 429, "guests from one address");
    let anna = member(&app, "Anna").await;
    join(&anna, "Main").await;
    let mut statuses = Vec::new();
    for index in 0..80 {
        let body = json!({"chat": "Main", "text": index.to_string()});
        statuses.push(anna.post("/api/loggedonly/postMessage", &body).await.status.as_u16());
    }
    assert!(statuses.contains(&429) && statuses.contains(&200), "{statuses:?}");
}
