//! What those who run the installation see and may do, and that nobody else does.

use crate::server::{
    account,
    tests::{Live, PASSWORD, TestApp, User},
};
use serde_json::{Value, json};

async fn admin(app: &TestApp, name: &str) -> User {
    let user = app.user(name).await;
    assert!(account::admin::set_by_login(&app.ctx, name, true).await.expect("set"));
    user
}

async fn guest(app: &TestApp, name: &str) -> User {
    let user = app.stranger();
    assert_eq!(user.post_form("/api/account/visit", &[("name", name)]).await.status, 200);
    user
}

async fn act(user: &User, id: &str, action: &str) -> (u16, String) {
    let answer = user.post_form("/api/admin/act", &[("id", id), ("action", action)]).await;
    (answer.status.as_u16(), if answer.status == 200 { String::new() } else { answer.code() })
}

async fn row(user: &User, name: &str) -> Value {
    let page = user.get(&format!("/api/admin/people?search={name}")).await.json();
    page["people"].as_array().expect("people").first().cloned().unwrap_or_default()
}

fn done() -> (u16, String) {
    (200, String::new())
}

#[tokio::test]
async fn nobody_else_sees_or_does_anything() {
    let app = TestApp::start().await;
    let (anna, ben) = (admin(&app, "Anna").await, app.user("Ben").await);
    let gast = guest(&app, "Gast").await;
    for path in ["/api/admin/rooms", "/api/admin/people", "/api/admin/codes"] {
        assert_eq!(app.stranger().get(path).await.status, 401, "{path}");
        assert_eq!(gast.get(path).await.status, 401, "{path}");
        assert_eq!(ben.get(path).await.status, 403, "{path}");
        assert_eq!(anna.get(path).await.status, 200, "{path}");
    }
    for action in ["grant", "revoke", "suspend", "readmit", "sign-out", "end"] {
        let form = [("id", ben.id.as_str()), ("action", action)];
        assert_eq!(app.stranger().post_form("/api/admin/act", &form).await.status, 401, "{action}");
        assert_eq!(act(&ben, &anna.id, action).await.0, 403, "{action}");
        assert_eq!(act(&anna, "nobody", action).await.0, 404, "{action}");
        assert_eq!(act(&anna, "a b", action).await.0, 400, "{action}");
    }
    assert_eq!(act(&anna, &ben.id, "crown").await.0, 400);
    for action in ["grant", "revoke", "suspend", "readmit"] {
        assert_eq!(act(&anna, &anna.id, action).await, (400, "own_id".into()), "nobody locks themselves out");
    }
    assert_eq!(act(&anna, &ben.id, "end").await.0, 403, "only guests visit");
    let page = ben.open("/admin").await;
    assert_eq!(page.status, 403);
    assert!(!page.text.contains("anna@example.org"));
}

#[tokio::test]
async fn people_are_found_and_read_in_pages() {
    let app = TestApp::start_with(|config| config.limits = crate::server::config::Switch::Off).await;
    let anna = admin(&app, "Anna").await;
    for index in 0..55 {
        guest(&app, &format!("Visitor {index:02}")).await;
    }
    let first = anna.get("/api/admin/people").await.json();
    let next = first["next"].as_str().expect("more");
    let rest = anna.get(&format!("/api/admin/people?after={next}")).await.json();
    let count = |page: &Value| page["people"].as_array().map_or(0, Vec::len);
    assert_eq!((count(&first), count(&rest), &rest["next"], &first["total"]), (50, 6, &json!(null), &json!(56)));
    let mine = row(&anna, "ANNA@exa").await;
    assert_eq!(mine["name"], "Anna");
    assert_eq!(
        (&mine["email"], &mine["email_verified"], &mine["is_admin"], &mine["is_me"], &mine["is_suspended"]),
        (&json!("anna@example.org"), &json!(false), &json!(true), &json!(true), &json!(false))
    );
    assert!(mine["seen_at"].is_string() && mine["until"].is_null(), "{mine}");
    let gast = row(&anna, "visitor%2007").await;
    assert_eq!((&gast["kind"], &gast["email"]), (&json!("guest"), &json!(null)));
    assert!(gast["until"].is_string(), "{gast}");
    assert_eq!(row(&anna, "100%25").await, Value::Null, "signs stand for themselves");
    let long = format!("/api/admin/people?search={}", "x".repeat(300));
    assert_eq!(anna.get(&long).await.status, 400);
    assert_eq!(anna.get("/api/admin/people?after=a%20b").await.status, 400);
}

#[tokio::test]
async fn who_is_suspended_is_out_everywhere_until_readmitted() {
    let app = TestApp::start().await;
    let (anna, ben) = (admin(&app, "Anna").await, app.user("Ben").await);
    app.prove(&ben).await;
    let phone = app.stranger();
    let login = json!({"login": "Ben", "password": PASSWORD, "label": "phone"});
    let token = phone.post("/api/account/tokens", &login).await.json()["token"].as_str().expect("a token").to_owned();
    let by_token = async || {
        let request = phone.request(reqwest::Method::GET, "/user").bearer_auth(&token);
        crate::server::tests::send(request).await.status.as_u16()
    };
    assert_eq!(by_token().await, 200);
    let feed = ben.get("/api/calendar/feed").await.json()["url"].as_str().expect("a link").to_owned();
    let feed = feed.strip_prefix(&app.url).expect("ours").to_owned();
    assert_eq!(phone.get(&feed).await.status, 200);
    let mut live = Live::open(&ben).await;
    assert_eq!(act(&anna, &ben.id, "suspend").await, done());
    live.until("session-ended").await;
    assert_eq!(act(&anna, &ben.id, "suspend").await, done(), "twice is once");
    assert_eq!(row(&anna, "ben").await["is_suspended"], true);
    assert_eq!((ben.get("/user").await.status.as_u16(), by_token().await), (401, 401));
    assert_eq!(phone.get(&feed).await.status, 404);
    let again = app.stranger();
    let form = [("login", "Ben"), ("password", PASSWORD)];
    let refused = again.post_form("/api/account/sign-in", &form).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "suspended"));
    let wrong = again.post_form("/api/account/sign-in", &[("login", "Ben"), ("password", "something else")]).await;
    assert_eq!(wrong.code(), "wrong_password", "who does not know the password learns nothing");
    assert_eq!(again.post("/api/authorize", &json!({"user": "Ben", "password": PASSWORD})).await.status, 403);
    assert_eq!(again.post("/api/account/tokens", &login).await.status, 403);
    let found = anna.get("/api/friends/search?text=ben").await;
    assert!(!found.text.contains("Ben"), "{}", found.text);
    assert_eq!(act(&anna, &ben.id, "readmit").await, done());
    assert_eq!(again.post_form("/api/account/sign-in", &form).await.status, 200);
    assert_eq!(by_token().await, 401, "what was signed in before stays out");
}

#[tokio::test]
async fn keys_are_given_and_taken_back() {
    let app = TestApp::start().await;
    let (anna, ben) = (admin(&app, "Anna").await, app.user("Ben").await);
    assert_eq!(act(&anna, &ben.id, "grant").await, done());
    assert_eq!(row(&ben, "ben").await["is_admin"], true);
    assert_eq!(act(&ben, &anna.id, "revoke").await, done());
    assert_eq!(anna.get("/api/admin/people").await.status, 403);
    assert_eq!(act(&anna, &ben.id, "revoke").await.0, 403);
    assert_eq!(act(&ben, &anna.id, "sign-out").await, done());
    assert_eq!(anna.get("/user").await.status, 401);
    assert_eq!(act(&ben, &ben.id, "sign-out").await, done(), "also oneself");
    assert_eq!(ben.get("/user").await.status, 401);
}

#[tokio::test]
async fn of_two_who_take_each_others_keys_at_once_one_keeps_theirs() {
    let app = TestApp::start().await;
    let (anna, ben) = (admin(&app, "Anna").await, admin(&app, "Ben").await);
    let both = tokio::join!(act(&anna, &ben.id, "revoke"), act(&ben, &anna.id, "revoke"));
    let done = [both.0.0, both.1.0].iter().filter(|status| **status == 200).count();
    assert_eq!(done, 1, "{both:?}");
}

#[tokio::test]
async fn rooms_tell_who_is_there_and_guests_can_be_shown_out() {
    let app = TestApp::start().await;
    let anna = admin(&app, "Anna").await;
    let gast = guest(&app, "Gast").await;
    let rooms = gast.get("/api/chats/rooms").await.json();
    let main = rooms["rooms"][0]["id"].as_str().expect("a room").to_owned();
    gast.post_form("/api/chats/enter", &[("id", &main)]).await;
    gast.post("/api/chats/message", &json!({"chat_id": main, "text": "hello"})).await;
    let mut live = Live::open(&gast).await;
    let room = anna.get("/api/admin/rooms").await.json()["rooms"][0].clone();
    assert_eq!(
        (&room["name"], &room["members"], &room["here"], &room["messages"]),
        (&json!("Main"), &json!(1), &json!(1), &json!(1)),
        "{room}"
    );
    assert!(room["last_at"].as_str().is_some_and(|at| at.starts_with("2026-11-20T12:00")), "{room}");
    let me = gast.get("/api/account/me").await.json();
    let id = me["id"].as_str().expect("an id");
    for action in ["grant", "suspend", "sign-out"] {
        assert_eq!(act(&anna, id, action).await, (403, "not_allowed".into()), "{action}");
    }
    assert_eq!(act(&anna, id, "end").await, done());
    live.until("session-ended").await;
    assert_eq!(gast.get("/api/account/me").await.status, 401);
    assert_eq!(row(&anna, "gast").await, Value::Null);
    let room = anna.get("/api/admin/rooms").await.json()["rooms"][0].clone();
    assert_eq!((&room["members"], &room["here"]), (&json!(0), &json!(0)), "{room}");
    guest(&app, "Gast").await;
}

#[tokio::test]
async fn codes_are_passed_on_where_no_text_is_sent() {
    let app = TestApp::start().await;
    let (anna, ben) = (admin(&app, "Anna").await, app.user("Ben").await);
    assert_eq!(anna.get("/api/admin/codes").await.json(), json!([]));
    ben.post_form("/define_first_phone_number", &[("phone_number", "0033612345678")]).await;
    let codes = anna.get("/api/admin/codes").await.json();
    assert_eq!((&codes[0]["user_name"], &codes[0]["number"]), (&json!("Ben"), &json!("+33612345678")));
    let code = codes[0]["code"].as_str().expect("a code");
    assert_eq!(ben.post_form("/confirm_phone_number", &[("verification_code", code)]).await.status, 200);
    assert_eq!(anna.get("/api/admin/codes").await.json(), json!([]));
}

#[tokio::test]
async fn codes_go_out_by_text_where_that_is_possible() {
    type Heard = std::sync::Arc<std::sync::Mutex<Vec<Value>>>;
    let heard = Heard::default();
    let hear = async |axum::extract::State(heard): axum::extract::State<Heard>, axum::Json(body): axum::Json<Value>| {
        heard.lock().expect("a lock").push(body);
    };
    let router = axum::Router::new().route("/", axum::routing::post(hear)).with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let app = TestApp::start_with(|config| config.sms_url = Some(url.into())).await;
    let (anna, ben) = (admin(&app, "Anna").await, app.user("Ben").await);
    ben.post_form("/define_first_phone_number", &[("phone_number", "0033612345678")]).await;
    app.run_jobs().await;
    let sent = heard.lock().expect("a lock").clone();
    assert_eq!((sent.len(), &sent[0]["to"]), (1, &json!("+33612345678")));
    let code = sent[0]["text"].as_str().and_then(|text| text.strip_prefix("Kith: ")).expect("a code");
    assert_eq!(anna.get("/api/admin/codes").await.json(), json!([]), "nobody has to pass it on");
    assert_eq!(ben.post_form("/confirm_phone_number", &[("verification_code", code)]).await.status, 200);
}
