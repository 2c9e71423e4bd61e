//! Sessions and tokens, over HTTP.

use crate::server::tests::{Answer, PASSWORD, TestApp, User, send};
use reqwest::Method;
use serde_json::{Value, json};

async fn with_token(app: &TestApp, method: Method, path: &str, token: &str) -> Answer {
    send(app.stranger().request(method, path).header("authorization", format!("bearer {token}"))).await
}

async fn devices(user: &User) -> Vec<Value> {
    user.get("/api/account/devices").await.json().as_array().expect("a list").clone()
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let other = app.stranger();
    let sign_in = other
        .request(Method::POST, "/api/account/sign-in")
        .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
        .form(&[("login", "Anna"), ("password", PASSWORD)]);
    assert_eq!(send(sign_in).await.status, 200);
    app.pass(2 * 3_600_000);
    assert_eq!(other.get("/user").await.status, 200);
    let list = devices(&anna).await;
    assert_eq!(list.len(), 2);
    assert_eq!((&list[0]["is_here"], &list[0]["kind"]), (&json!(true), &json!("browser")));
    assert_eq!(list[1]["name"], "Firefox, Linux");
    assert_eq!(list[1]["created_at"], "2026-11-20T13:00:00+01:00");
    assert_eq!(list[1]["seen_at"], "2026-11-20T15:00:00+01:00", "used two hours later");
    let bo = app.user("Bo").await;
    let id = list[1]["id"].as_str().expect("an id");
    assert_eq!(bo.delete(&format!("/api/account/devices?id={id}")).await.status, 404, "somebody else's");
    assert_eq!(other.get("/user").await.status, 200);
    assert_eq!(anna.delete(&format!("/api/account/devices?id={id}")).await.status, 204);
    assert_eq!(other.get("/user").await.status, 401);
    assert_eq!(anna.delete(&format!("/api/account/devices?id={id}")).await.code(), "not_found");
    assert_eq!(anna.delete("/api/account/devices").await.status, 404);
    assert_eq!(devices(&anna).await.len(), 1);
    assert_eq!(app.stranger().get("/api/account/devices").await.status, 401);
}

#[tokio::test]
async fn everything_else_can_be_signed_out_at_once() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let other = app.stranger();
    other.post_form("/api/account/sign-in", &[("login", "Anna"), ("password", PASSWORD)]).await;
    let bo = app.user("Bo").await;
    let token = anna.post("/api/account/tokens", &json!({"label": "phone"})).await.json();
    let done = anna.submit("/api/account/devices/end-others", &[]).await;
    assert_eq!((done.status.as_u16(), done.header("location")), (302, "/settings#devices"));
    assert_eq!(other.get("/user").await.status, 401);
    assert_eq!(with_token(&app, Method::GET, "/user", token["token"].as_str().expect("it")).await.status, 401);
    assert_eq!((anna.get("/user").await.status.as_u16(), bo.get("/user").await.status.as_u16()), (200, 200));
}

#[tokio::test]
async fn tokens_open_every_operation_for_a_year() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let phone = app.stranger();
    let body = json!({"login": "anna@example.org", "password": PASSWORD, "label": "My phone"});
    let answer = phone.post("/api/account/tokens", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let made = answer.json();
    assert_eq!(made["expires_at"], "2027-11-20T12:00:00+00:00");
    let token = made["token"].as_str().expect("a token").to_owned();
    assert_eq!(phone.get("/user").await.status, 401, "no cookie came with it");
    for path in
        ["/user", "/events?year=2026&month=11", "/api/calendar/month", "/api/account/profile", "/api/account/me"]
    {
        assert_eq!(with_token(&app, Method::GET, path, &token).await.status, 200, "{path}");
    }
    let create = app.stranger().request(Method::POST, "/event").header("authorization", format!("Bearer {token}"));
    let event =
        json!({"type": "single", "name": "x", "is_private": "false", "datetime": "1.12.2026 9:00", "address": "home"});
    assert_eq!(send(create.json(&event)).await.status, 200);
    let listed = devices(&anna).await;
    assert_eq!((&listed[1]["kind"], &listed[1]["name"]), (&json!("token"), &json!("My phone")));
    let raw: Vec<(String,)> = {
        let mut conn = app.ctx.db.read().await.expect("conn");
        conn.all(sqlx::query_as("select token_hash from tokens")).await.expect("rows")
    };
    assert!(raw.len() == 1 && !raw[0].0.contains(&token), "hashed at rest");
    app.pass(365 * 86_400_000 + 1);
    assert_eq!(with_token(&app, Method::GET, "/user", &token).await.status, 401, "a year is over");
}

#[tokio::test]
async fn revoked_wrong_and_foreign_tokens_open_nothing() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let made = anna.post("/api/account/tokens", &json!({"label": "phone"})).await.json();
    let (id, token) = (made["id"].as_str().expect("an id"), made["token"].as_str().expect("a token"));
    let bo = app.user("Bo").await;
    assert_eq!(bo.delete(&format!("/api/account/devices?id={id}")).await.status, 404);
    assert_eq!(with_token(&app, Method::GET, "/user", token).await.json()["id"], anna.id.as_str());
    let again =
        app.stranger().request(Method::POST, "/api/account/tokens").header("authorization", format!("Bearer {token}"));
    assert_eq!(send(again.json(&json!({"label": "second"}))).await.code(), "not_allowed", "a token makes no tokens");
    assert_eq!(anna.delete(&format!("/api/account/devices?id={id}")).await.status, 204);
    for token in [token, "", "x", "kith"] {
        assert_eq!(with_token(&app, Method::GET, "/user", token).await.status, 401);
    }
    let both = anna.request(Method::GET, "/user").header("authorization", format!("Bearer {token}"));
    assert_eq!(send(both).await.status, 401, "a bad token is not saved by a cookie");
    for (body, status, code) in [
        (json!({}), 400, "name_empty"),
        (json!({"label": ""}), 400, "name_empty"),
        (json!({"label": "x"}), 401, "not_signed_in"),
        (json!({"label": "x", "login": "Anna", "password": "wrong one"}), 401, "wrong_password"),
        (json!({"label": "x", "login": "Nobody", "password": "wrong one"}), 401, "wrong_password"),
        (json!({"label": 7}), 400, "malformed"),
    ] {
        let answer = app.stranger().post("/api/account/tokens", &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
    }
}

#[tokio::test]
async fn who_signs_out_with_a_token_ends_the_token() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let made = anna.post("/api/account/tokens", &json!({"label": "phone"})).await.json();
    let token = made["token"].as_str().expect("it");
    assert_eq!(with_token(&app, Method::GET, "/user", token).await.status, 200);
    assert_eq!(with_token(&app, Method::GET, "/logout", token).await.status, 302);
    assert_eq!(with_token(&app, Method::GET, "/user", token).await.status, 401);
    assert_eq!(anna.get("/user").await.status, 200, "the session goes on");
}

#[tokio::test]
async fn what_is_over_takes_its_devices_along() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let made = anna.post("/api/account/tokens", &json!({"label": "phone"})).await.json();
    let token = made["token"].as_str().expect("it");
    let number = app
        .stranger()
        .request(Method::POST, "/define_first_phone_number")
        .header("authorization", format!("bearer {token}"));
    let number = number.form(&[("phone_number", "0033612345678"), ("os", "android"), ("reg_id", "phone-number-1")]);
    assert_eq!(send(number).await.status, 200);
    let count = async || {
        let mut conn = app.ctx.db.read().await.expect("a connection");
        conn.one(sqlx::query_as::<_, (i64,)>("select count(*) from push_devices")).await.expect("a count").0
    };
    assert_eq!(count().await, 1);
    app.pass(366 * 86_400_000);
    crate::server::account::sweep(app.ctx.clone()).await.expect("swept");
    assert_eq!(count().await, 0);
}
