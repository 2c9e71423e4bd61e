//! Chats row by row of the documented API, the operations of the pages, and that nothing is lost. Over HTTP, as named
//! users.

mod access;
mod cuts;
mod documented;
mod live;
mod pages;
mod writing;

use crate::server::tests::{TestApp, User};
use serde_json::{Value, json};

/// Two friends and their dialog.
struct Pair {
    app: TestApp,
    anna: User,
    ben: User,
    dialog: String,
}

async fn pair() -> Pair {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    let dialog = anna.get("/user").await.json()["chat_id_list"][0].as_str().expect("a dialog").to_owned();
    Pair { app, anna, ben, dialog }
}

/// Writes a message; it.
async fn send(user: &User, chat: &str, text: &str) -> Value {
    let sent = user.post("/api/chats/message", &json!({"chat_id": chat, "text": text})).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    sent.json()
}

/// Moves the last-read pointer; the status.
async fn read(user: &User, chat: &str, seq: i64) -> u16 {
    let form = [("id", chat), ("seq", &seq.to_string())];
    user.post_form("/api/chats/read", &form).await.status.as_u16()
}

/// Texts of a chat as a documented client reads them.
async fn texts(user: &User, chat: &str) -> Vec<String> {
    let chat = user.get(&format!("/chat?id={chat}")).await.json();
    let messages = chat["msg_id_list"].as_array().expect("messages");
    messages.iter().map(|message| message["text"].as_str().expect("a text").to_owned()).collect()
}

/// A group event of somebody's with its chat: both ids.
async fn event(host: &User) -> (String, String) {
    let body = json!({"type": "group", "name": "Raclette", "is_private": "true", "datetime": "23.11.2026 19:00", "address": "Here"});
    let id = host.post("/event", &body).await.json().as_str().expect("an id").to_owned();
    let chat = host.get(&format!("/event?id={id}")).await.json()["chat_id"].as_str().expect("a chat").to_owned();
    (id, chat)
}
