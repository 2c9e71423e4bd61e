//! The operations of the README one by one: bodies, shapes, statuses.

use super::{app, guest, join, member, say};
use crate::server::{
    account,
    tests::{NOON, PASSWORD, TestApp, User},
};
use reqwest::Method;
use serde_json::{Value, json};

async fn register(user: &User, name: &str) -> crate::server::tests::Answer {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    user.post("/api/register", &json!({"user": name, "email": email, "password": "secret"})).await
}

/// The link or code that was mailed to an address after some words.
async fn mailed(app: &TestApp, address: &str, part: &str) -> String {
    let mails = app.mails().await;
    let is_it = |mail: &&String| mail.contains(&format!("To: {address}")) && mail.contains(part);
    let mail = mails.iter().find(is_it).expect("a mail");
    let at = mail.find(part).expect("what follows it");
    mail[at + part.len()..].split_whitespace().next().expect("a word").to_owned()
}

#[tokio::test]
async fn register_makes_an_account_that_its_mail_activates() {
    let app = app().await;
    let user = app.stranger();
    let made = register(&user, "Jürgen Müller").await;
    assert_eq!((made.status.as_u16(), made.text.as_str()), (200, ""));
    assert!(made.headers.get("set-cookie").is_none(), "nobody is signed in by that");
    let login = json!({"user": "Jürgen Müller", "password": "secret"});
    assert_eq!(user.post("/api/authorize", &login).await.code(), "not_verified");
    let path = format!("/api/verifyEmail/{}", mailed(&app, "jürgen.müller@example.org", "/api/verifyEmail/").await);
    assert_eq!(user.get("/api/verifyEmail/Anna/nonsense").await.status, 400);
    assert_eq!(user.get(&format!("{path}x")).await.code(), "code_wrong");
    for _ in 0..2 {
        let verified = user.get(&path).await;
        assert_eq!((verified.status.as_u16(), verified.text.as_str()), (200, ""), "as often as it is opened");
    }
    let page = crate::server::tests::send(user.request(Method::GET, &path).header("accept", "text/html")).await;
    assert!(page.text.contains("<h1>Your e-mail is verified</h1>"), "{}", page.text);
    let signed_in = user.post("/api/authorize", &login).await;
    assert_eq!(signed_in.json(), json!({"user": "Jürgen Müller", "verified": true, "admin": false, "bot": false}));
    assert!(signed_in.header("set-cookie").starts_with("kith="), "{:?}", signed_in.headers);
    assert_eq!(user.get("/user").await.json()["name"], "Jürgen Müller", "one account for all areas");
}

#[tokio::test]
async fn register_says_what_is_wrong() {
    let app = app().await;
    let user = app.stranger();
    assert_eq!(register(&user, "Anna").await.status, 200);
    let body = |name: &str, email: &str, password: &str| json!({"user": name, "email": email, "password": password});
    let cases = [
        (body("Ben", "ben@example.org", ""), 422, "password_empty"),
        (json!({"user": "Ben", "email": "ben@example.org"}), 422, "password_empty"),
        (body("Ben", "ben@example.org", "12345"), 400, "password_short"),
        (body("Ben", "ben@example.org", &"x".repeat(129)), 400, "password_long"),
        (body("", "ben@example.org", "secret"), 400, "name_empty"),
        (body("  ", "ben@example.org", "secret"), 400, "name_empty"),
        (body(&"x".repeat(51), "ben@example.org", "secret"), 400, "name_too_long"),
        (body("a/b", "ben@example.org", "secret"), 400, "name_invalid"),
        (body("a\u{7}b", "ben@example.org", "secret"), 400, "name_invalid"),
        (body("Ben", "user@example", "secret"), 400, "email_invalid"),
        (body("Ben", "", "secret"), 400, "email_invalid"),
        (body("anna", "other@example.org", "secret"), 409, "name_taken"),
        (body("Bot", "bot@example.org", "secret"), 409, "name_taken"),
        (json!({"user": 7, "email": "x@example.org", "password": "secret"}), 400, "malformed"),
    ];
    for (body, status, code) in cases {
        let answer = user.post("/api/register", &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
    }
    let anna = app.user("Clara").await;
    app.prove(&anna).await;
    let taken = user.post("/api/register", &body("Ben", "clara@example.org", "secret")).await;
    assert_eq!((taken.status.as_u16(), taken.code().as_str()), (409, "email_taken"), "the README asks for it");
}

#[tokio::test]
async fn bodies_are_json_whatever_they_are_called_and_keys_of_any_case() {
    let app = app().await;
    let user = app.stranger();
    let send = |body: &'static str, kind: &'static str| {
        let request = user.request(Method::POST, "/api/login").header("content-type", kind).body(body);
        crate::server::tests::send(request)
    };
    assert_eq!(send(r#"{"USER": "Anna", "extra": [1]}"#, "text/plain").await.status, 200);
    for broken in ["", "{", "[]", "7", r#"{"user": ["x"]}"#] {
        assert_eq!(send(broken, "application/json").await.code(), "malformed", "{broken}");
    }
    assert_eq!(send(r#"{"user": null}"#, "").await.code(), "name_empty", "null is nothing");
    assert_eq!(user.get("/api/login").await.status, 405);
    assert_eq!(user.put("/api/register", &json!({})).await.status, 405);
}

#[tokio::test]
async fn a_password_is_set_by_the_mailed_code_once() {
    let app = app().await;
    let anna = member(&app, "Anna").await;
    let user = app.stranger();
    for name in ["Anna", "nobody"] {
        let asked = user.post("/api/requestResetPassword", &json!({"user": name})).await;
        assert_eq!((asked.status.as_u16(), asked.text.as_str()), (200, ""), "the same for everybody");
    }
    assert_eq!(user.post("/api/requestResetPassword", &json!({})).await.status, 400);
    let code = mailed(&app, "anna@example.org", "choose a new one:\r\n\r\n").await;
    let body = |name: &str, code: &str, password: &str| json!({"user": name, "passwordResetToken": code, "password": password});
    for bad in [body("", &code, "secret"), body("Anna", "", "secret"), body("Anna", &code, "")] {
        assert_eq!(user.post("/api/resetPassword", &bad).await.status, 400, "{bad}");
    }
    assert_eq!(user.post("/api/resetPassword", &body("Ben", &code, "secret")).await.code(), "code_wrong");
    assert_eq!(user.post("/api/resetPassword", &body("Anna", "x", "secret")).await.code(), "code_wrong");
    assert_eq!(user.post("/api/resetPassword", &body("Anna", &code, "12345")).await.code(), "password_short");
    let set = user.post("/api/resetPassword", &body("Anna", &code, "secret")).await;
    assert_eq!((set.status.as_u16(), set.text.as_str()), (200, ""));
    assert_eq!(user.post("/api/resetPassword", &body("Anna", &code, "secret")).await.code(), "code_wrong", "once");
    assert_eq!(anna.get("/api/loggedonly/getChats").await.status, 401, "what was signed in is out");
    assert_eq!(user.post("/api/authorize", &json!({"user": "Anna", "password": PASSWORD})).await.status, 401);
    assert_eq!(user.post("/api/authorize", &json!({"user": "anna", "password": "secret"})).await.status, 200);
}

#[tokio::test]
async fn authorize_tells_nobody_who_has_an_account() {
    let app = app().await;
    app.user("Anna").await;
    let user = app.stranger();
    let try_in = async |name: &str, password: &str| {
        let answer = user.post("/api/authorize", &json!({"user": name, "password": password})).await;
        (answer.status.as_u16(), answer.text)
    };
    let wrong = try_in("Anna", "wrong").await;
    assert_eq!(wrong.0, 401);
    assert_eq!(try_in("Nobody", "wrong").await, wrong);
    assert_eq!(try_in("", "").await, wrong);
    assert_eq!(try_in("Anna", PASSWORD).await.0, 403, "only who knows the password hears that the address is open");
}

#[tokio::test]
async fn a_guest_has_a_name_that_nobody_else_has() {
    let app = app().await;
    app.user("Anna").await;
    guest(&app, "Gast").await;
    let user = app.stranger();
    for (name, code) in [
        ("Anna", "name_taken"),
        ("ANNA", "name_taken"),
        ("gast", "name_in_use"),
        ("Bot", "name_taken"),
        ("B\u{43e}t", "name_taken"),
        ("", "name_empty"),
        ("a/b", "name_invalid"),
    ] {
        let answer = user.post("/api/login", &json!({"user": name})).await;
        let status = if code.starts_with("name_t") || code == "name_in_use" { 409 } else { 400 };
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{name:?}");
    }
    assert_eq!(user.get("/user").await.status, 401);
    assert_eq!(user.get("/api/loggedonly/getChats").await.status, 401);
}

#[tokio::test]
async fn rooms_are_reported_with_messages_and_people_to_who_is_in_them() {
    let app = TestApp::start_with(|config| config.rooms = "Main, Kitchen table".into()).await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    let report =
        |user: &str, chat: &str| json!({"user": user, "chat": chat, "joined": false, "messages": [], "users": []});
    assert_eq!(
        gast.get("/api/loggedonly/getChats").await.json(),
        json!([report("Gast", "Kitchen table"), report("Gast", "Main")])
    );
    let user = |name: &str, verified: bool| json!({"user": name, "verified": verified, "admin": false, "bot": false});
    let joined = join(&anna, "Main").await;
    let expected =
        json!({"user": "Anna", "chat": "Main", "joined": true, "messages": [], "users": [user("Anna", true)]});
    assert_eq!(joined, expected);
    let message = say(&anna, "Main", "Hello").await;
    let expected = json!({"user": "Anna", "verified": true, "admin": false, "bot": false, "chat": "Main", "id": 1,
        "text": "Hello", "time": NOON / 1000});
    assert_eq!(message, expected);
    app.pass(1000);
    let joined = join(&gast, "Main").await;
    assert_eq!(
        (&joined["messages"], &joined["users"]),
        (&json!([expected]), &json!([user("Anna", true), user("Gast", false)]))
    );
    let own = say(&gast, "Main", "Hi").await;
    assert_eq!((&own["id"], &own["verified"]), (&json!(2), &json!(false)));
    let last = gast.post("/api/loggedonly/getLastMessages", &json!({"chat": "Main"})).await.json();
    assert_eq!(last, json!([message, own]));
    let users = gast.post("/api/loggedonly/getUsers", &json!({"chat": "Main"})).await.json();
    assert_eq!(users, json!([user("Anna", true), user("Gast", false)]));
    let left = gast.post("/api/loggedonly/leaveChat", &json!({"chat": "Main"})).await;
    assert_eq!((left.status.as_u16(), left.text.as_str()), (200, ""));
    assert_eq!(gast.get("/api/loggedonly/getChats").await.json()[1], report("Gast", "Main"));
    for index in 0..55 {
        say(&anna, "Main", &format!("message {index}")).await;
    }
    let last = anna.post("/api/loggedonly/getLastMessages", &json!({"chat": "Main"})).await.json();
    let texts: Vec<&str> =
        last.as_array().expect("messages").iter().filter_map(|message| message["text"].as_str()).collect();
    assert_eq!((texts.len(), texts.first(), texts.last()), (50, Some(&"message 5"), Some(&"message 54")));
}

#[tokio::test]
async fn rooms_refuse_what_makes_no_sense() {
    let app = app().await;
    let gast = guest(&app, "Gast").await;
    let post = async |path: &str, body: Value| gast.post(&format!("/api/loggedonly/{path}"), &body).await.code();
    for body in [json!({"chat": "Nowhere"}), json!({"chat": ""}), json!({}), json!({"chat": "main"})] {
        assert_eq!(post("joinChat", body.clone()).await, "room_unknown", "{body}");
        assert_eq!(post("leaveChat", body.clone()).await, "room_unknown", "{body}");
        assert_eq!(post("getUsers", body.clone()).await, "room_not_entered", "{body}");
        assert_eq!(post("getLastMessages", body.clone()).await, "room_not_entered", "{body}");
        assert_eq!(post("postMessage", json!({"chat": body["chat"], "text": "x"})).await, "room_not_entered", "{body}");
    }
    assert_eq!(post("leaveChat", json!({"chat": "Main"})).await, "room_not_entered");
    join(&gast, "Main").await;
    assert_eq!(post("joinChat", json!({"chat": "Main"})).await, "room_entered");
    assert_eq!(post("joinChat", json!([])).await, "malformed");
    for body in [json!({"chat": "Main"}), json!({"chat": "Main", "text": ""}), json!({"chat": "Main", "text": "  "})] {
        assert_eq!(post("postMessage", body.clone()).await, "text_empty", "{body}");
    }
    assert_eq!(post("postMessage", json!({"chat": "Main", "text": "x".repeat(4001)})).await, "text_too_long");
    assert_eq!(post("postMessage", json!({"chat": "Main", "text": "x", "id": "7"})).await, "malformed");
    assert_eq!(post("postMessage", json!({"chat": "Main", "text": "x", "time": 1.5})).await, "malformed");
    let stranger = app.stranger();
    let paths = ["login", "logout", "joinChat", "leaveChat", "getLastMessages", "getUsers", "postMessage"];
    for path in paths {
        assert_eq!(
            stranger.post(&format!("/api/loggedonly/{path}"), &json!({"chat": "Main"})).await.status,
            401,
            "{path}"
        );
    }
    assert_eq!(stranger.put("/api/loggedonly/keepalive", &json!({})).await.status, 401);
    assert_eq!(stranger.get("/api/loggedonly/poll").await.status, 401);
    assert_eq!(stranger.get("/api/loggedonly/getChats").await.status, 401);
}

#[tokio::test]
async fn admins_open_and_close_rooms() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    let body = json!({"chat": "Cellar"});
    for path in ["/api/adminonly/createChat", "/api/adminonly/removeChat"] {
        assert_eq!(app.stranger().post(path, &body).await.status, 401);
        assert_eq!(gast.post(path, &body).await.status, 401, "guests are nobody here");
        assert_eq!(anna.post(path, &body).await.status, 403);
    }
    assert!(account::admin::set_by_login(&app.ctx, "Anna", true).await.expect("set"));
    let made = anna.post("/api/adminonly/createChat", &body).await;
    assert_eq!((made.status.as_u16(), made.text.as_str()), (200, ""));
    for (name, code) in
        [("Cellar", "room_taken"), ("CELLAR", "room_taken"), ("", "name_empty"), ("a\u{200b}b", "name_invalid")]
    {
        assert_eq!(anna.post("/api/adminonly/createChat", &json!({"chat": name})).await.code(), code, "{name}");
    }
    assert_eq!(join(&gast, "Cellar").await["joined"], true, "the opener is not in it, others enter");
    say(&gast, "Cellar", "Anybody?").await;
    assert_eq!(anna.post("/api/adminonly/removeChat", &body).await.status, 200);
    assert_eq!(anna.post("/api/adminonly/removeChat", &body).await.code(), "room_unknown");
    assert_eq!(gast.get("/api/loggedonly/getChats").await.json().as_array().map(Vec::len), Some(1));
    assert_eq!(anna.post("/api/adminonly/createChat", &body).await.status, 200);
    assert_eq!(join(&gast, "Cellar").await["messages"], json!([]), "a new room of the old name is empty");
}
