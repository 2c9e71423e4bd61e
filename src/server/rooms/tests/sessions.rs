//! Sessions: one per name, ended by a newer one, by silence or by signing out, and what of a person outlives them.

use super::{app, authorize, drain, guest, join, member, names, poll, say};
use crate::app::i18n::Language;
use crate::server::{
    account, rooms,
    tests::{Live, User},
};
use serde_json::{Value, json};

async fn users(user: &User, room: &str) -> Vec<String> {
    let users = user.post("/api/loggedonly/getUsers", &json!({"chat": room})).await.json();
    users.as_array().expect("users").iter().filter_map(|user| user["user"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_newer_session_ends_the_older_one_in_the_documented_order() {
    let app = app().await;
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    drain(&ben).await;
    let phone = app.stranger();
    authorize(&phone, "Anna").await;
    let expected = [
        "LogoutEvent Anna",
        "ChatLeaveEvent Anna Main",
        "SystemMessageChatLeaveEvent Anna Main",
        "LoginEvent Anna",
        "ChatJoinEvent Anna Main",
        "SystemMessageChatJoinEvent Anna Main",
    ];
    assert_eq!(names(&drain(&ben).await), expected);
    assert_eq!(names(&drain(&phone).await), ["LoginEvent Anna"], "nothing from before, nothing of itself");
    assert_eq!(anna.get("/api/loggedonly/poll").await.status, 401);
    assert_eq!(anna.get("/user").await.status, 200, "pages and phones stay signed in");
    let chats = phone.get("/api/loggedonly/getChats").await.json();
    assert_eq!(chats[0]["joined"], true, "membership stays");
    // The older one can come back the same way.
    assert_eq!(anna.post("/api/loggedonly/login", &json!({})).await.status, 200);
    assert_eq!(phone.get("/api/loggedonly/poll").await.status, 401);
}

#[tokio::test]
async fn silence_ends_a_session_and_a_sign_of_life_keeps_it() {
    let app = app().await;
    let (anna, ben, gast) = (member(&app, "Anna").await, guest(&app, "Ben").await, guest(&app, "Gast").await);
    for user in [&anna, &ben, &gast] {
        join(user, "Main").await;
    }
    app.pass(50_000);
    assert_eq!(ben.put("/api/loggedonly/keepalive", &json!({})).await.text, "");
    drain(&ben).await;
    app.pass(20_000);
    rooms::sessions::sweep(&app.ctx).await;
    let heard = names(&drain(&ben).await);
    assert!(
        heard.contains(&"LogoutEvent Anna".to_owned()) && heard.contains(&"LogoutEvent Gast".to_owned()),
        "{heard:?}"
    );
    let left = heard.iter().position(|event| event == "ChatLeaveEvent Anna Main").expect("left");
    assert_eq!(heard[left + 1], "SystemMessageChatLeaveEvent Anna Main");
    assert!(heard.iter().position(|event| event == "LogoutEvent Anna").expect("out") < left);
    assert_eq!(users(&ben, "Main").await, ["Ben"]);
    assert_eq!(anna.get("/api/loggedonly/getChats").await.status, 401);
    assert_eq!(gast.post("/api/loggedonly/login", &json!({})).await.status, 401, "a guest is over");
    guest(&app, "Gast").await;
    // A member comes back into the rooms they were in.
    drain(&ben).await;
    authorize(&anna, "Anna").await;
    assert_eq!(
        names(&drain(&ben).await),
        ["LoginEvent Anna", "ChatJoinEvent Anna Main", "SystemMessageChatJoinEvent Anna Main"]
    );
    assert_eq!(users(&ben, "Main").await.len(), 2);
}

#[tokio::test]
async fn signing_out_ends_a_guest_and_leaves_a_member_their_rooms() {
    let app = app().await;
    let (anna, gast, ben) = (member(&app, "Anna").await, guest(&app, "Gast").await, guest(&app, "Ben").await);
    for user in [&anna, &gast, &ben] {
        join(user, "Main").await;
    }
    say(&gast, "Main", "farewell").await;
    for user in [&anna, &gast] {
        let out = user.post("/api/loggedonly/logout", &json!({})).await;
        assert_eq!((out.status.as_u16(), out.text.as_str()), (200, ""));
        assert_eq!(user.get("/api/loggedonly/poll").await.status, 401);
    }
    assert_eq!(users(&ben, "Main").await, ["Ben"]);
    let last = ben.post("/api/loggedonly/getLastMessages", &json!({"chat": "Main"})).await.json();
    assert_eq!(last[0]["user"], "Gast", "what a guest wrote stays theirs");
    let other = guest(&app, "Gast").await;
    let chats = other.get("/api/loggedonly/getChats").await.json();
    assert_eq!(chats[0]["joined"], false, "who has the name now is somebody else");
    assert_eq!(anna.post("/api/loggedonly/login", &json!({})).await.status, 200);
    assert_eq!(anna.get("/api/loggedonly/getChats").await.json()[0]["joined"], true);
}

#[tokio::test]
async fn an_open_page_counts_as_being_there() {
    let app = app().await;
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    for user in [&anna, &ben] {
        join(user, "Main").await;
    }
    let page = Live::open(&anna).await;
    drain(&ben).await;
    anna.post("/api/loggedonly/logout", &json!({})).await;
    assert_eq!(names(&drain(&ben).await), ["LogoutEvent Anna"], "signed out, and still there");
    assert_eq!(users(&ben, "Main").await.len(), 2);
    drop(page);
    let gone = async {
        loop {
            if let Some(event) = Some(poll(&ben).await).filter(|event| *event != Value::Null) {
                return event;
            }
        }
    };
    let gone = tokio::time::timeout(std::time::Duration::from_secs(20), gone).await.expect("in a moment");
    assert_eq!(names(&[gone]), ["ChatLeaveEvent Anna Main"]);
}

#[tokio::test]
async fn a_name_may_be_registered_while_a_guest_uses_it() {
    let app = app().await;
    let gast = guest(&app, "Anna").await;
    join(&gast, "Main").await;
    let body = json!({"user": "Anna", "email": "anna@example.org", "password": "secret"});
    assert_eq!(app.stranger().post("/api/register", &body).await.status, 200);
    assert_eq!(say(&gast, "Main", "still here").await["user"], "Anna", "the guest is not disturbed");
    assert_eq!(app.stranger().post("/api/login", &json!({"user": "Anna"})).await.code(), "name_taken");
    let sql = "update accounts set email_verified_at = 1 where email = 'anna@example.org'";
    app.ctx.db.execute(sqlx::query(sql)).await.expect("proven");
    let anna = app.stranger();
    let login = json!({"user": "Anna", "password": "secret"});
    assert_eq!(anna.post("/api/authorize", &login).await.status, 200);
    assert_eq!(gast.get("/api/loggedonly/poll").await.status, 401, "one person of a name: now it is the owner");
}

#[tokio::test]
async fn what_no_process_has_is_swept() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    join(&gast, "Main").await;
    // As after a crash: the rows are there, and nobody has the sessions.
    let sql = "update room_sessions set node = 'gone'";
    app.ctx.db.execute(sqlx::query(sql)).await.expect("moved");
    app.pass(61_000);
    rooms::sessions::sweep_lost(&app.ctx).await.expect("swept");
    assert_eq!(anna.get("/api/loggedonly/getChats").await.status, 401);
    let other = guest(&app, "Gast").await;
    assert_eq!(other.get("/api/loggedonly/getChats").await.json()[0]["joined"], false);
    // A guest who never got a session is over soon.
    let halfway =
        account::guests::arrive(&app.ctx, "1.2.3.4", "Half", (Language::En, "UTC"), account::guests::Stay::Session);
    halfway.await.expect("arrived");
    assert_eq!(app.stranger().post("/api/login", &json!({"user": "Half"})).await.code(), "name_in_use");
    app.pass(61_000);
    rooms::pages::sweep_guests(app.ctx.clone()).await.expect("swept");
    guest(&app, "Half").await;
}

#[tokio::test]
async fn a_session_goes_on_after_a_restart_and_at_another_process() {
    let app = app().await;
    let Some(twin) = app.twin().await else {
        // One process: a restart is another one on the same database, which SQLite's test harness has no way to show.
        return;
    };
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    for user in [&anna, &ben] {
        join(user, "Main").await;
    }
    let there = ben.at(&twin.url);
    assert_eq!(there.put("/api/loggedonly/keepalive", &json!({})).await.status, 200, "adopted");
    say(&anna, "Main", "across").await;
    let heard = drain(&there).await;
    assert_eq!(heard.last().map(|event| event["event"]["text"].clone()), Some(json!("across")));
    assert_eq!(users(&there, "Main").await.len(), 2, "who is where is known everywhere");
    let cleo = app.stranger().at(&twin.url);
    assert_eq!(cleo.post("/api/login", &json!({"user": "Ben"})).await.code(), "name_in_use");
    assert_eq!(cleo.post("/api/login", &json!({"user": "Cleo"})).await.status, 200);
    join(&cleo, "Main").await;
    let heard = names(&drain(&anna).await);
    assert!(heard.contains(&"ChatJoinEvent Cleo Main".to_owned()), "{heard:?}");
    let phone = app.stranger().at(&twin.url);
    authorize(&phone, "Anna").await;
    let out = async { while anna.get("/api/loggedonly/getChats").await.status != 401 {} };
    tokio::time::timeout(std::time::Duration::from_secs(20), out)
        .await
        .expect("a newer session ends the older one anywhere");
}

#[tokio::test]
async fn tokens_work_as_cookies_do() {
    let app = app().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    let token = anna.post("/api/account/tokens", &json!({"label": "bot"})).await.json()["token"].clone();
    let token = format!("Bearer {}", token.as_str().expect("a token"));
    let call = |method: reqwest::Method, path: &str| {
        let request = app.stranger().request(method, &format!("/api/loggedonly/{path}"));
        crate::server::tests::send(request.header("authorization", &token).json(&json!({"chat": "Main"})))
    };
    assert_eq!(call(reqwest::Method::GET, "poll").await.status, 401, "not started");
    assert_eq!(call(reqwest::Method::POST, "login").await.status, 200);
    assert_eq!(call(reqwest::Method::POST, "joinChat").await.status, 200);
    assert_eq!(call(reqwest::Method::GET, "poll").await.json()["type"], "LoginEvent");
    // A program that signs in again has one session, and hears of its sign-in first.
    assert_eq!(call(reqwest::Method::POST, "login").await.status, 200);
    let ben = guest(&app, "Ben").await;
    join(&ben, "Main").await;
    let mut heard = Vec::new();
    while heard.last().is_none_or(|last: &String| last != "SystemMessageChatJoinEvent Ben Main") {
        heard.extend(names(&[call(reqwest::Method::GET, "poll").await.json()]));
    }
    assert_eq!(
        heard,
        ["LoginEvent Anna", "LoginEvent Ben", "ChatJoinEvent Ben Main", "SystemMessageChatJoinEvent Ben Main"]
    );
}

#[tokio::test]
async fn who_hides_that_they_are_here_comes_and_goes_unheard() {
    let app = app().await;
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    drain(&ben).await;
    assert_eq!(anna.put("/api/account/profile", &json!({"shows_presence": false})).await.status, 204);
    let away = ["ChatLeaveEvent Anna Main", "SystemMessageChatLeaveEvent Anna Main"];
    assert_eq!(names(&drain(&ben).await), away);
    assert_eq!(users(&ben, "Main").await, ["Ben"]);
    assert_eq!(users(&anna, "Main").await, ["Anna", "Ben"], "to themselves they are there");
    let phone = app.stranger();
    authorize(&phone, "Anna").await;
    assert_eq!(names(&drain(&phone).await), ["LoginEvent Anna"]);
    say(&phone, "Main", "here all the same").await;
    assert_eq!(phone.post("/api/loggedonly/logout", &json!({})).await.status, 200);
    assert_eq!(names(&drain(&ben).await), ["MessageEvent Anna Main"]);
    authorize(&phone, "Anna").await;
    assert_eq!(phone.put("/api/account/profile", &json!({"shows_presence": true})).await.status, 204);
    let back = ["ChatJoinEvent Anna Main", "SystemMessageChatJoinEvent Anna Main"];
    assert_eq!(names(&drain(&ben).await), back);
}

#[tokio::test]
async fn a_guest_whose_new_name_is_refused_stays_who_they_are() {
    let app = app().await;
    member(&app, "Anna").await;
    let ben = guest(&app, "Ben").await;
    join(&ben, "Main").await;
    for (name, status) in [("", 400), ("Anna", 409), ("Ben", 409)] {
        assert_eq!(ben.post("/api/login", &json!({"user": name})).await.status, status, "{name}");
    }
    say(&ben, "Main", "still here").await;
    let other = guest(&app, "Carla").await;
    assert_eq!(other.post("/api/login", &json!({"user": "Ben"})).await.status, 409, "the name is not free");
    // With a name that can be had they are somebody else, and the old name is free.
    assert_eq!(ben.post("/api/login", &json!({"user": "Benno"})).await.status, 200);
    assert_eq!(other.post("/api/login", &json!({"user": "Ben"})).await.status, 200);
}

#[tokio::test]
async fn leaving_twice_at_once_is_told_once() {
    let app = app().await;
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    drain(&anna).await;
    let leave = async || ben.post("/api/loggedonly/leaveChat", &json!({"chat": "Main"})).await;
    let (one, other) = tokio::join!(leave(), leave());
    let mut both = [one.status.as_u16(), other.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 400]);
    assert_eq!(names(&drain(&anna).await), ["ChatLeaveEvent Ben Main", "SystemMessageChatLeaveEvent Ben Main"]);
}
