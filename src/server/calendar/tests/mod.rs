//! The documented calendar API, row by row of its README, and the operations of the pages. Over HTTP, as named users.

mod access;
mod bin;
mod documented;
mod exceptions;
mod icons;
mod ics;
mod input;
mod invites;
mod pages;
mod reminders;
mod repeat;
mod series;
mod times;

use crate::server::tests::{TestApp, User};
use serde_json::{Value, json};

/// A valid body of `POST /event`.
fn body(kind: &str) -> Value {
    json!({
        "type": kind,
        "name": "First Event",
        "is_private": "true",
        "datetime": "23.11.2026 19:00",
        "address": "Lindenstraße 8",
        "icon": "coctail.svg",
        "description": "Bring potatoes",
    })
}

/// The body with one field changed.
fn with(kind: &str, field: &str, value: Value) -> Value {
    let mut body = body(kind);
    body[field] = value;
    body
}

/// The body with one field left out.
fn without(kind: &str, field: &str) -> Value {
    let mut body = body(kind);
    body.as_object_mut().expect("an object").remove(field);
    body
}

/// Makes an event; its id.
async fn make(user: &User, body: &Value) -> String {
    let answer = user.post("/event", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().as_str().expect("an id").to_owned()
}

/// Puts somebody into an event without rights, as accepting an invite does.
async fn bring(app: &TestApp, event: &str, user: &User) {
    app.pass(1);
    crate::server::calendar::bring(&app.ctx, event, &user.id).await.expect("brought");
}

/// Makes two people friends.
async fn befriend(app: &TestApp, one: &User, other: &User) {
    let (one, other) = (one.id.clone(), other.id.clone());
    let job = app
        .ctx
        .db
        .write(move |tx| Box::pin(async move { crate::server::friends::befriend(tx, &one, &other, 0).await }));
    job.await.expect("befriended");
}
