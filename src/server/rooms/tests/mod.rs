//! Rooms as their README has them, over HTTP: row by row, event by event, and what nobody may do.

mod abuse;
mod documented;
mod events;
mod pages;
mod sessions;

use crate::server::tests::{PASSWORD, TestApp, User};
use serde_json::{Value, json};
use std::time::Duration;

/// An application whose polls come back soon.
async fn app() -> TestApp {
    app_with(Duration::from_millis(400)).await
}

async fn app_with(poll_timeout: Duration) -> TestApp {
    TestApp::start_with(|config| config.poll_timeout = poll_timeout).await
}

/// A guest with a session.
async fn guest(app: &TestApp, name: &str) -> User {
    let user = app.stranger();
    let answer = user.post("/api/login", &json!({"user": name})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json(), json!({"user": name, "verified": false, "admin": false, "bot": false}));
    user
}

/// Somebody with an account, signed in to rooms.
async fn member(app: &TestApp, name: &str) -> User {
    let user = app.user(name).await;
    app.prove(&user).await;
    authorize(&user, name).await;
    user
}

async fn authorize(user: &User, name: &str) {
    let answer = user.post("/api/authorize", &json!({"user": name, "password": PASSWORD})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json(), json!({"user": name, "verified": true, "admin": false, "bot": false}));
}

/// One poll: an event, or null for an empty answer.
async fn poll(user: &User) -> Value {
    let answer = user.get("/api/loggedonly/poll").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    if answer.text.is_empty() { Value::Null } else { answer.json() }
}

/// Everything that waits, until a poll comes back empty.
async fn drain(user: &User) -> Vec<Value> {
    let mut events = Vec::new();
    loop {
        match poll(user).await {
            Value::Null => return events,
            event => events.push(event),
        }
    }
}

/// Types of events, with who and where.
fn names(events: &[Value]) -> Vec<String> {
    let word = |event: &Value, key: &str| event["event"][key].as_str().unwrap_or_default().to_owned();
    let name = |event: &Value| {
        format!("{} {} {}", event["type"].as_str().unwrap_or_default(), word(event, "user"), word(event, "chat"))
    };
    events.iter().map(|event| name(event).trim().to_owned()).collect()
}

async fn join(user: &User, room: &str) -> Value {
    let answer = user.post("/api/loggedonly/joinChat", &json!({"chat": room})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn say(user: &User, room: &str, text: &str) -> Value {
    let answer = user.post("/api/loggedonly/postMessage", &json!({"chat": room, "text": text})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}
