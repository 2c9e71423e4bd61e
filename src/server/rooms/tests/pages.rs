//! Rooms on the pages: entering, leaving, opening, closing; guests who come by the door and stay.

use super::app;
use crate::server::{
    account,
    tests::{Live, PASSWORD, TestApp, User},
};
use serde_json::{Value, json};

/// A guest of the pages.
async fn visitor(app: &TestApp, name: &str) -> User {
    let user = app.stranger();
    let came = user.post_form("/api/account/visit", &[("name", name), ("language", "de")]).await;
    assert_eq!((came.status.as_u16(), &came.json()["to"]), (200, &json!("/messages?kind=room")), "{}", came.text);
    user
}

async fn room(user: &User, name: &str) -> Value {
    let page = user.get("/api/chats/rooms").await.json();
    let rooms = page["rooms"].as_array().expect("rooms").clone();
    rooms.into_iter().find(|room| room["name"] == name).unwrap_or_default()
}

async fn id(user: &User, name: &str) -> String {
    room(user, name).await["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn somebody_enters_a_room_talks_and_leaves() {
    let app = app().await;
    let (anna, gast) = (app.user("Anna").await, visitor(&app, "Gast").await);
    let main = id(&anna, "Main").await;
    let path = format!("/api/chats/chat?id={main}");
    let before = anna.get(&path).await.json();
    assert_eq!(
        (&before["is_member"], &before["can_post"], &before["history"]["messages"]),
        (&json!(false), &json!(false), &json!([]))
    );
    let post = json!({"chat_id": main, "text": "hello"});
    assert_eq!(anna.post("/api/chats/message", &post).await.status, 404, "not from outside");
    let mut live = Live::open(&anna).await;
    for user in [&anna, &gast, &gast] {
        assert_eq!(user.post_form("/api/chats/enter", &[("id", &main)]).await.status, 200, "twice is once");
    }
    assert_eq!(gast.post("/api/chats/message", &post).await.status, 200);
    let told = live.until("message").await;
    assert_eq!((&told["author"]["name"], &told["author"]["kind"]), (&json!("Gast"), &json!("guest")));
    let page = anna.get(&path).await.json();
    let names = |key: &str| {
        page["people"][key].as_array().expect("people").iter().map(|one| one["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (names("here"), names("away"), &page["people"]["away_total"]),
        (vec![json!("Anna")], vec![json!("Gast")], &json!(1))
    );
    assert_eq!(page["history"]["people"][0]["kind"], "guest");
    assert_eq!(room(&anna, "Main").await["members"], 2);
    assert_eq!(gast.post_form("/api/chats/quit", &[("id", &main)]).await.status, 200);
    assert_eq!(gast.post("/api/chats/message", &post).await.status, 404);
    assert_eq!(gast.get(&format!("/api/chats/history?id={main}")).await.status, 404, "nor read");
    for bad in ["nowhere", "a b", ""] {
        let status = if bad == "nowhere" { 404 } else { 400 };
        assert_eq!(anna.post_form("/api/chats/enter", &[("id", bad)]).await.status, status, "{bad}");
        assert_eq!(anna.post_form("/api/chats/quit", &[("id", bad)]).await.status, status, "{bad}");
    }
}

#[tokio::test]
async fn rooms_are_listed_in_pages_and_admins_change_them() {
    let app = app().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    assert_eq!(ben.post_form("/api/chats/open-room", &[("name", "Mine")]).await.status, 403);
    assert_eq!(app.stranger().post_form("/api/chats/open-room", &[("name", "Mine")]).await.status, 401);
    account::admin::set_by_login(&app.ctx, "Anna", true).await.expect("set");
    for index in 0..60 {
        let opened = anna.post_form("/api/chats/open-room", &[("name", format!("Room {index:02}").as_str())]).await;
        assert!(opened.json()["to"].as_str().is_some_and(|to| to.starts_with("/messages/")), "{}", opened.text);
    }
    assert_eq!(anna.post_form("/api/chats/open-room", &[("name", "room 07")]).await.code(), "room_taken");
    let first = ben.get("/api/chats/rooms").await.json();
    let next = first["next"].as_str().expect("more");
    let rest = ben.get(&format!("/api/chats/rooms?after={next}")).await.json();
    let count = |page: &Value| page["rooms"].as_array().map_or(0, Vec::len);
    assert_eq!((count(&first), count(&rest), &rest["next"], &first["may_open"]), (50, 11, &json!(null), &json!(false)));
    let gone = id(&anna, "Room 00").await;
    assert_eq!(ben.post_form("/api/chats/enter", &[("id", &gone)]).await.status, 200);
    assert_eq!(ben.post_form("/api/chats/close-room", &[("id", &gone)]).await.status, 403);
    let mut live = Live::open(&ben).await;
    assert_eq!(anna.post_form("/api/chats/close-room", &[("id", &gone)]).await.status, 200);
    assert_eq!(live.until("rooms").await["event"], "closed");
    assert_eq!(ben.get(&format!("/api/chats/chat?id={gone}")).await.status, 404);
    assert_eq!(anna.post_form("/api/chats/close-room", &[("id", &gone)]).await.status, 404);
}

#[tokio::test]
async fn a_guest_keeps_everything_when_they_make_an_account() {
    let app = app().await;
    let gast = visitor(&app, "Ida").await;
    let main = id(&gast, "Main").await;
    gast.post_form("/api/chats/enter", &[("id", &main)]).await;
    gast.post("/api/chats/message", &json!({"chat_id": main, "text": "from a guest"})).await;
    let me = gast.get("/api/account/me").await.json();
    assert_eq!((&me["name"], &me["is_guest"], &me["language"]), (&json!("Ida"), &json!(true), &json!("de")));
    let form = [("name", "Ida Holm"), ("email", "ida@example.org"), ("password", PASSWORD), ("language", "en")];
    let short = [("name", "Ida Holm"), ("email", "ida@example.org"), ("password", "short")];
    assert_eq!(gast.post_form("/api/account/sign-up", &short).await.code(), "password_short");
    assert_eq!(gast.post_form("/api/account/sign-up", &form).await.json()["to"], "/verify");
    let now = gast.get("/api/account/me").await.json();
    assert_eq!(
        (&now["id"], &now["name"], &now["user_name"], &now["is_guest"]),
        (&me["id"], &json!("Ida Holm"), &json!("Ida"), &json!(false))
    );
    assert_eq!(gast.get("/user").await.status, 200, "everything is open now");
    let page = gast.get(&format!("/api/chats/chat?id={main}")).await.json();
    assert_eq!((&page["history"]["messages"][0]["author_id"], &page["is_member"]), (&me["id"], &json!(true)));
    assert_eq!(app.mails().await.iter().filter(|mail| mail.contains("To: ida@example.org")).count(), 1);
    let phone = app.stranger();
    let back = phone.post_form("/api/account/sign-in", &[("login", "Ida"), ("password", PASSWORD)]).await;
    assert_eq!(back.status, 200);
}

#[tokio::test]
async fn a_guest_of_the_pages_stays_for_a_day_without_a_visit() {
    const HOUR: i64 = 3_600_000;
    let app = app().await;
    let (ida, ben) = (visitor(&app, "Ida").await, visitor(&app, "Ben").await);
    let main = id(&ida, "Main").await;
    for user in [&ida, &ben] {
        user.post_form("/api/chats/enter", &[("id", &main)]).await;
    }
    for _ in 0..5 {
        app.pass(20 * HOUR);
        assert_eq!(ida.get("/api/account/me").await.status, 200);
        app.run_jobs().await;
        super::super::pages::sweep_guests(app.ctx.clone()).await.expect("swept");
    }
    assert_eq!(ben.get("/api/account/me").await.status, 401);
    assert_eq!(room(&ida, "Main").await["members"], 1);
    visitor(&app, "Ben").await;
    let taken = app.stranger().post_form("/api/account/visit", &[("name", "ida")]).await;
    assert_eq!((taken.status.as_u16(), taken.code().as_str()), (409, "name_in_use"));
    let out = ida.post_form("/api/account/sign-out", &[]).await;
    assert_eq!(out.status, 200);
    visitor(&app, "Ida").await;
}
