//! Writing as the pages do it: once however often it is sent, with quotes, reactions, marks of editing and reading.

use super::{event, pair, send};
use crate::server::tests::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_sent_twice_is_stored_once() {
    let pair = pair().await;
    let body = json!({"chat_id": pair.dialog, "text": "once", "client_id": "tab-1"});
    let both = futures::future::join_all((0..8).map(|_| pair.anna.post("/api/chats/message", &body))).await;
    let ids: Vec<Value> = both.iter().map(|sent| sent.json()["id"].clone()).collect();
    assert!(ids.iter().all(|id| id.is_string() && *id == ids[0]), "{ids:?}");
    assert_eq!(both[0].json()["client_id"], "tab-1");
    let again = json!({"chat_id": pair.dialog, "text": "another text", "client_id": "tab-1"});
    assert_eq!(pair.anna.post("/api/chats/message", &again).await.json()["text"], "once", "the first one counts");
    assert_eq!(
        pair.ben.post("/api/chats/message", &body).await.json()["author_id"],
        pair.ben.id,
        "names are one's own"
    );
    let history = pair.anna.get(&format!("/api/chats/history?id={}", pair.dialog)).await.json();
    let seqs: Vec<i64> = history["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .filter_map(|message| message["seq"].as_i64())
        .collect();
    assert_eq!(seqs, [1, 2], "numbered without gaps");
    let (_, other) = event(&pair.anna).await;
    let moved = json!({"chat_id": other, "text": "x", "client_id": "tab-1"});
    assert_eq!(pair.anna.post("/api/chats/message", &moved).await.code(), "id_invalid");
    for bad in ["", "with space", &"x".repeat(65), "ü"] {
        let body = json!({"chat_id": pair.dialog, "text": "x", "client_id": bad});
        assert_eq!(pair.anna.post("/api/chats/message", &body).await.code(), "id_invalid", "{bad}");
    }
}

#[tokio::test]
async fn an_answer_quotes_what_it_answers_as_it_is_now() {
    let pair = pair().await;
    let first = send(&pair.anna, &pair.dialog, &"long ".repeat(100)).await;
    let body = json!({"chat_id": pair.dialog, "text": "yes", "reply_to": first["id"]});
    let sent = pair.ben.post("/api/chats/message", &body).await.json();
    assert_eq!((&sent["quote"]["id"], &sent["quote"]["author_id"]), (&first["id"], &json!(pair.anna.id)));
    assert_eq!(sent["quote"]["text"].as_str().map(|text| text.chars().count()), Some(140));
    let (_, chat) = event(&pair.ben).await;
    let foreign = json!({"chat_id": chat, "text": "yes", "reply_to": first["id"]});
    assert_eq!(pair.ben.post("/api/chats/message", &foreign).await.status, 404, "of another chat");
    pair.anna.delete(&format!("/api/chats/message?id={}", first["id"].as_str().expect("id"))).await;
    assert_eq!(pair.ben.post("/api/chats/message", &body).await.status, 404, "it is gone");
    let history = pair.ben.get(&format!("/api/chats/history?id={}", pair.dialog)).await.json();
    assert_eq!(history["messages"][0]["is_deleted"], true);
    assert_eq!(history["messages"][0]["text"], "");
    assert_eq!(history["messages"][1]["quote"]["text"], "", "nor does the quote tell it");
}

#[tokio::test]
async fn reactions_are_one_of_each_kind_and_person() {
    let pair = pair().await;
    let id = send(&pair.anna, &pair.dialog, "hi").await["id"].clone();
    let react = |emoji: &str, on: bool| json!({"id": id, "emoji": emoji, "on": on});
    for user in [&pair.ben, &pair.ben, &pair.anna] {
        assert_eq!(user.post("/api/chats/react", &react("👍", true)).await.status, 200);
        pair.app.pass(1);
    }
    let message = pair.ben.post("/api/chats/react", &react("🧀", true)).await.json();
    let expected = json!([{"emoji": "👍", "by": [pair.ben.id, pair.anna.id]}, {"emoji": "🧀", "by": [pair.ben.id]}]);
    assert_eq!(message["reactions"], expected);
    let less = pair.ben.post("/api/chats/react", &react("👍", false)).await.json();
    assert_eq!(less["reactions"], json!([{"emoji": "👍", "by": [pair.anna.id]}, {"emoji": "🧀", "by": [pair.ben.id]}]));
    for bad in ["", "x", "👍👍", "<b>", "👍 "] {
        assert_eq!(pair.ben.post("/api/chats/react", &react(bad, true)).await.code(), "emoji_unknown", "{bad}");
    }
    let cleo = pair.app.user("Cleo").await;
    assert_eq!(cleo.post("/api/chats/react", &react("👍", true)).await.status, 404);
    let some: Vec<&str> = emojis::iter().take(25).map(emojis::Emoji::as_str).collect();
    let mut last = 200;
    for emoji in some {
        last = pair.ben.post("/api/chats/react", &react(emoji, true)).await.status.as_u16();
    }
    assert_eq!(last, 409, "enough");
    pair.anna.delete(&format!("/chat/msg?id={}", id.as_str().expect("id"))).await;
    assert_eq!(pair.ben.post("/api/chats/react", &react("👍", true)).await.status, 404);
}

#[tokio::test]
async fn edited_messages_say_so_and_stay_where_they_are() {
    let pair = pair().await;
    let sent = send(&pair.anna, &pair.dialog, "one").await;
    assert_eq!(sent["is_edited"], false);
    send(&pair.anna, &pair.dialog, "two").await;
    let same = pair.anna.put("/api/chats/message", &json!({"id": sent["id"], "text": "one"})).await.json();
    assert_eq!(same["is_edited"], false, "nothing changed");
    let edited = pair.anna.put("/api/chats/message", &json!({"id": sent["id"], "text": "uno"})).await.json();
    assert_eq!((&edited["is_edited"], &edited["seq"], &edited["text"]), (&json!(true), &json!(1), &json!("uno")));
}

#[tokio::test]
async fn unread_counts_what_others_wrote_since_one_last_read() {
    let pair = pair().await;
    let unread = async |user: &crate::server::tests::User| {
        let list = user.get("/api/chats/list").await.json();
        (list["chats"][0]["unread"].as_i64(), user.get("/api/notices/waiting").await.json()["messages"].as_i64())
    };
    for text in ["one", "two", "three"] {
        send(&pair.anna, &pair.dialog, text).await;
    }
    assert_eq!(unread(&pair.ben).await, (Some(3), Some(3)));
    assert_eq!(unread(&pair.anna).await, (Some(0), Some(0)), "one's own count for nothing");
    assert_eq!(super::read(&pair.ben, &pair.dialog, 2).await, 200);
    assert_eq!(unread(&pair.ben).await, (Some(1), Some(1)));
    assert_eq!(super::read(&pair.ben, &pair.dialog, 1).await, 200);
    assert_eq!(unread(&pair.ben).await, (Some(1), Some(1)), "never back");
    assert_eq!(pair.anna.get(&format!("/api/chats/chat?id={}", pair.dialog)).await.json()["other_read_seq"], 2);
    assert_eq!(super::read(&pair.ben, &pair.dialog, i64::MAX).await, 200);
    send(&pair.anna, &pair.dialog, "four").await;
    assert_eq!(unread(&pair.ben).await, (Some(1), Some(1)), "what is to come can't be read ahead");
    let last = send(&pair.anna, &pair.dialog, "five").await;
    pair.anna.delete(&format!("/chat/msg?id={}", last["id"].as_str().expect("id"))).await;
    assert_eq!(unread(&pair.ben).await, (Some(1), Some(1)), "a deleted one does not wait");
    send(&pair.ben, &pair.dialog, "mine").await;
    assert_eq!(unread(&pair.ben).await, (Some(0), Some(0)), "who writes has read");
}

#[tokio::test]
async fn a_flood_is_slowed_down() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let (_, chat) = event(&anna).await;
    let mut refused = None;
    for index in 0..200 {
        let answer = anna.post("/chat/msg", &json!({"chat_id": chat, "text": index.to_string()})).await;
        if answer.status != 204 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("it was too fast");
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_fast"));
    assert_eq!(refused.header("retry-after"), "5");
}
