//! What the README says of `/chats`, `/chat` and `/chat/msg`, status by status.

use super::{event, pair, send, texts};
use crate::server::tests::{NOON, TestApp};
use serde_json::json;

#[tokio::test]
async fn a_dialog_has_two_users_and_its_messages_in_order() {
    let pair = pair().await;
    let path = format!("/chat?id={}", pair.dialog);
    let empty = pair.anna.get(&path).await;
    assert_eq!(empty.status, 200);
    // The one who accepted is the first.
    let expected = json!({"id": pair.dialog, "msg_id_list": [], "user_id_1": pair.ben.id, "user_id_2": pair.anna.id});
    assert_eq!(empty.json(), expected);
    for (user, text) in [(&pair.anna, "new message on http request"), (&pair.ben, "second"), (&pair.anna, "third")] {
        let sent = user.post("/chat/msg", &json!({"chat_id": pair.dialog, "text": text})).await;
        assert_eq!((sent.status.as_u16(), sent.text.as_str()), (204, ""));
        pair.app.pass(1000);
    }
    let chat = pair.ben.get(&path).await.json();
    let first = &chat["msg_id_list"][0];
    let id = first["id"].as_str().expect("an id");
    let message = json!({"id": id, "chat_id": pair.dialog, "user_id": pair.anna.id, "datetime": NOON, "text": "new message on http request"});
    assert_eq!(first, &message, "a number, and no key more");
    assert_eq!(texts(&pair.ben, &pair.dialog).await, ["new message on http request", "second", "third"]);
}

#[tokio::test]
async fn the_chat_of_an_event_names_the_event_and_no_users() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let (event, chat) = event(&anna).await;
    let answer = anna.get(&format!("/chat?id={chat}")).await.json();
    assert_eq!(answer, json!({"id": chat, "msg_id_list": [], "event_id": event}));
}

#[tokio::test]
async fn reading_a_chat_says_what_is_wrong_with_the_id() {
    let pair = pair().await;
    let cleo = pair.app.user("Cleo").await;
    let codes = [
        (pair.anna.get("/chat").await, 400, "id_invalid"),
        (pair.anna.get("/chat?id=").await, 400, "id_invalid"),
        (pair.anna.get("/chat?id=not%20an%20id").await, 400, "id_invalid"),
        (pair.anna.get("/chat?id=5dd15fb705b75899b9af57b0").await, 404, "not_found"),
        (cleo.get(&format!("/chat?id={}", pair.dialog)).await, 403, "not_allowed"),
    ];
    for (answer, status, code) in codes {
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code));
    }
}

#[tokio::test]
async fn posting_says_first_what_is_wrong_with_the_chat_and_then_with_the_text() {
    let pair = pair().await;
    let cleo = pair.app.user("Cleo").await;
    let long = "x".repeat(4001);
    let cases = [
        (&pair.anna, json!({"text": "x"}), 400, "id_invalid"),
        (&pair.anna, json!({"chat_id": null, "text": "x"}), 400, "id_invalid"),
        (&pair.anna, json!({"chat_id": "a b"}), 400, "id_invalid"),
        (&pair.anna, json!({"chat_id": "unknown"}), 404, "not_found"),
        (&cleo, json!({"chat_id": pair.dialog}), 403, "not_allowed"),
        (&pair.anna, json!({"chat_id": pair.dialog}), 400, "text_empty"),
        (&pair.anna, json!({"chat_id": pair.dialog, "text": " \n "}), 400, "text_empty"),
        (&pair.anna, json!({"chat_id": pair.dialog, "text": long}), 400, "text_too_long"),
        (&pair.anna, json!({"chat_id": pair.dialog, "text": "a\u{0}b"}), 400, "text_invalid"),
        (&pair.anna, json!({"chat_id": pair.dialog, "text": 7}), 400, "malformed"),
        (&pair.anna, json!([]), 400, "malformed"),
    ];
    for (user, body, status, code) in cases {
        let answer = user.post("/chat/msg", &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
    }
    assert!(texts(&pair.ben, &pair.dialog).await.is_empty());
    let edge = "ы".repeat(4000);
    assert_eq!(pair.anna.post("/chat/msg", &json!({"chat_id": pair.dialog, "text": edge})).await.status, 204);
    assert_eq!(texts(&pair.ben, &pair.dialog).await, [edge]);
}

#[tokio::test]
async fn messages_are_changed_and_deleted_by_their_author_only() {
    let pair = pair().await;
    let cleo = pair.app.user("Cleo").await;
    let id = send(&pair.anna, &pair.dialog, "one").await["id"].as_str().expect("an id").to_owned();
    let other = send(&pair.anna, &pair.dialog, "two").await["id"].as_str().expect("an id").to_owned();
    let path = format!("/chat/msg?id={id}");
    let edit = |id: &str, text: &str| json!({"id": id, "text": text});
    assert_eq!(pair.ben.put("/chat/msg", &edit(&id, "mine")).await.code(), "not_allowed");
    assert_eq!(pair.ben.delete(&path).await.status, 403);
    assert_eq!(cleo.put("/chat/msg", &edit(&id, "mine")).await.code(), "not_found");
    assert_eq!(cleo.delete(&path).await.status, 404);
    for (body, status) in [
        (json!({"text": "x"}), 400),
        (json!({"id": "a b", "text": "x"}), 400),
        (json!({"id": id}), 400),
        (edit(&id, " "), 400),
        (edit(&id, &"x".repeat(4001)), 400),
        (edit("unknown", "x"), 404),
    ] {
        assert_eq!(pair.anna.put("/chat/msg", &body).await.status.as_u16(), status, "{body}");
    }
    let changed = pair.anna.put("/chat/msg", &edit(&id, "changed")).await;
    assert_eq!((changed.status.as_u16(), changed.text.as_str()), (204, ""));
    assert_eq!(texts(&pair.ben, &pair.dialog).await, ["changed", "two"]);
    assert_eq!(pair.anna.delete("/chat/msg").await.status, 400);
    assert_eq!(pair.anna.delete("/chat/msg?id=unknown").await.status, 404);
    let deleted = pair.anna.delete(&format!("/chat/msg?id={other}")).await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    assert_eq!(pair.anna.delete(&format!("/chat/msg?id={other}")).await.status, 404, "gone already");
    assert_eq!(pair.anna.put("/chat/msg", &edit(&other, "back")).await.status, 404);
    assert_eq!(texts(&pair.ben, &pair.dialog).await, ["changed"], "deleted ones are absent");
}

#[tokio::test]
async fn chats_come_by_newest_message_in_pages_by_offset() {
    let pair = pair().await;
    let (_, one) = event(&pair.anna).await;
    let (_, two) = event(&pair.anna).await;
    pair.app.pass(1000);
    send(&pair.anna, &one, "first").await;
    pair.app.pass(1000);
    send(&pair.ben, &pair.dialog, "second").await;
    let ids = |answer: &crate::server::tests::Answer| {
        let chats = answer.json();
        chats
            .as_array()
            .expect("chats")
            .iter()
            .map(|chat| chat["id"].as_str().expect("id").to_owned())
            .collect::<Vec<_>>()
    };
    let all = pair.anna.get("/chats?count_getting=0&count=10").await;
    assert_eq!(all.status, 200);
    assert_eq!(ids(&all), [&pair.dialog, &one, &two].map(Clone::clone), "without a message last");
    assert_eq!(all.json()[0]["msg_id_list"][0]["text"], "second");
    assert_eq!(ids(&pair.anna.get("/chats?count_getting=1&count=1").await), [one]);
    let end = pair.anna.get("/chats?count_getting=3&count=10").await;
    assert_eq!((end.status.as_u16(), end.text.as_str()), (200, "[]"));
    assert_eq!(ids(&pair.anna.get("/chats?count_getting=0&count=0").await).len(), 0);
    let deleted = pair.anna.get(&format!("/chat?id={}", pair.dialog)).await.json();
    let id = deleted["msg_id_list"][0]["id"].as_str().expect("id").to_owned();
    assert_eq!(pair.ben.delete(&format!("/chat/msg?id={id}")).await.status, 204);
    assert_eq!(pair.anna.get("/chats?count_getting=0&count=10").await.status, 200, "the newest one was deleted");
    for bad in [
        "",
        "?count=1",
        "?count_getting=0",
        "?count_getting=-1&count=1",
        "?count_getting=a&count=1",
        "?count_getting=0&count=1.5",
        "?count_getting=99999999999999999999&count=1",
    ] {
        let answer = pair.anna.get(&format!("/chats{bad}")).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "count_invalid"), "{bad}");
    }
    let huge = pair.anna.get("/chats?count_getting=9223372036854775807&count=9223372036854775807").await;
    assert_eq!((huge.status.as_u16(), huge.text.as_str()), (200, "[]"));
}
