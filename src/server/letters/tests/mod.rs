//! Letters as their README has them, over HTTP: row by row; and how they arrive.

mod contacts;
mod delivery;
mod documented;
mod pages;
mod quiet;

use crate::server::tests::{Answer, TestApp, User, send};
use reqwest::Method;
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

/// The digest that the apps send.
fn digest(password: &str) -> String {
    crate::server::context::sha256(password)
}

/// As the Android app posts a form.
async fn post(user: &User, path: &str, fields: &[(&str, &str)]) -> Answer {
    user.post_form(path, fields).await
}

/// As the iPhone app does: nothing is encoded, and no content type.
async fn post_raw(user: &User, path: &str, body: &str) -> Answer {
    send(user.request(Method::POST, path).body(body.to_owned())).await
}

/// Sends a letter and checks that it went.
async fn write(user: &User, to: &[String], text: &str, option: &Value) {
    let answer = try_write(user, to, text, option).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
}

async fn try_write(user: &User, to: &[String], text: &str, option: &Value) -> Answer {
    let (to, option) = (json!(to).to_string(), option.to_string());
    post(user, "/send", &[("message", text), ("receiver_ids", &to), ("delivery_option", &option)]).await
}

/// What has arrived since a time: the answer's `ts`, and the letters.
async fn receive(user: &User, ts: &str) -> (f64, Vec<Value>) {
    let answer = user.get(&format!("/receive_all?ts={ts}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let body = answer.json();
    (body["ts"].as_f64().expect("a time"), body["new_messages"].as_array().expect("letters").clone())
}

/// Somebody signs in again, after a long time.
async fn back(user: &User, name: &str) {
    let form = [("login", name), ("password", crate::server::tests::PASSWORD)];
    assert_eq!(user.post_form("/api/account/sign-in", &form).await.status, 200);
}

fn texts(letters: &[Value]) -> Vec<&str> {
    letters.iter().map(|letter| letter["message"].as_str().expect("a text")).collect()
}

fn id(user: &User) -> String {
    format!("id{}", user.id)
}

/// Gives somebody a proven number.
async fn number(app: &TestApp, user: &User, number: &str) {
    let claimed =
        post(user, "/define_first_phone_number", &[("phone_number", number), ("os", "ios"), ("reg_id", "")]).await;
    assert_eq!((claimed.status.as_u16(), claimed.text.as_str()), (200, ""), "{}", claimed.text);
    let code = code(app, number).await;
    let proven = post(user, "/confirm_phone_number", &[("verification_code", &code)]).await;
    assert_eq!((proven.status.as_u16(), proven.text.as_str()), (200, ""), "{}", proven.text);
}

/// The code of the newest claim of a number, as those see it who run the installation.
async fn code(app: &TestApp, number: &str) -> String {
    let digits = crate::server::account::phones::normalise(number, "us").expect("a number");
    let claims = crate::server::account::phones::open_claims(&app.ctx).await.expect("claims");
    claims.into_iter().find(|claim| claim.number == digits).expect("a claim").code
}
