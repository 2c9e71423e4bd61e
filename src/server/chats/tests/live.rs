//! What reaches open connections: messages and changes to members at once, nothing to anybody else.

use super::{event, pair, send};
use crate::server::{
    calendar,
    tests::{Live, TestApp},
};
use serde_json::json;

#[tokio::test]
async fn both_sides_hear_of_messages_edits_reactions_and_reading() {
    let pair = pair().await;
    let (mut anna, mut ben) = (Live::open(&pair.anna).await, Live::open(&pair.ben).await);
    let sent = send(&pair.anna, &pair.dialog, "hi").await;
    for live in [&mut anna, &mut ben] {
        let told = live.until("message").await;
        assert_eq!((&told["chat"], &told["message"]), (&json!(pair.dialog), &sent));
        assert_eq!(told["author"]["name"], "Anna");
    }
    pair.ben.post("/api/chats/react", &json!({"id": sent["id"], "emoji": "👍", "on": true})).await;
    assert_eq!(anna.until("changed").await["message"]["reactions"][0]["by"], json!([pair.ben.id]));
    pair.anna.put("/api/chats/message", &json!({"id": sent["id"], "text": "hello"})).await;
    ben.until("changed").await;
    assert_eq!(ben.until("changed").await["message"]["text"], "hello");
    super::read(&pair.ben, &pair.dialog, 1).await;
    let read = anna.until("read").await;
    assert_eq!((&read["who"], &read["seq"]), (&json!(pair.ben.id), &json!(1)));
    pair.anna.delete(&format!("/chat/msg?id={}", sent["id"].as_str().expect("id"))).await;
    let gone = ben.until("changed").await["message"].clone();
    assert_eq!((&gone["is_deleted"], &gone["text"], &gone["reactions"]), (&json!(true), &json!(""), &json!(null)));
    pair.anna.post("/api/chats/typing", &json!({"id": pair.dialog})).await;
    assert_eq!(ben.until("typing").await["name"], "Anna");
}

#[tokio::test]
async fn who_comes_in_hears_from_then_on_and_who_leaves_hears_nothing_more() {
    let app = TestApp::start().await;
    let (anna, ben, cleo) = (app.user("Anna").await, app.user("Ben").await, app.user("Cleo").await);
    let (event, chat) = event(&anna).await;
    let (mut ben_live, mut cleo_live) = (Live::open(&ben).await, Live::open(&cleo).await);
    send(&anna, &chat, "before").await;
    calendar::bring(&app.ctx, &event, &ben.id).await.expect("brought");
    send(&anna, &chat, "during").await;
    ben_live.until("chat").await;
    assert_eq!(ben_live.until("message").await["message"]["kind"], "joined");
    assert_eq!(ben_live.until("message").await["message"]["text"], "during");
    assert_eq!(ben.delete(&format!("/event/group/leave?id={event}")).await.status, 204);
    send(&anna, &chat, "after").await;
    calendar::bring(&app.ctx, &event, &cleo.id).await.expect("brought");
    send(&anna, &chat, "later").await;
    assert_eq!(cleo_live.until("message").await["message"]["kind"], "joined", "nothing from before");
    assert_eq!(cleo_live.until("message").await["message"]["text"], "later");
    // A last word to Ben himself: nothing of the chat has come before it.
    app.befriend(&anna, &ben).await;
    let heard = ben_live.before("request").await;
    assert!(heard.iter().all(|told| told["kind"] != "message"), "{heard:?}");
    // Nor does a connection that continues from before learn what came after leaving.
    let mut again = Live::open_after(&ben, ben_live.first.as_deref()).await;
    let heard = again.before("friend").await;
    assert!(
        heard.iter().all(|told| told["message"]["text"] != "after" && told["message"]["text"] != "later"),
        "{heard:?}"
    );
}

#[tokio::test]
async fn a_deleted_event_takes_its_chat_and_invites_along_live() {
    let app = TestApp::start().await;
    let (anna, ben, cleo) = (app.user("Anna").await, app.user("Ben").await, app.user("Cleo").await);
    app.befriend(&anna, &cleo).await;
    let (event, chat) = event(&anna).await;
    calendar::bring(&app.ctx, &event, &ben.id).await.expect("brought");
    let asked = json!({"type": "event", "receiver_id": cleo.id, "event_id": event});
    assert_eq!(anna.post("/invite", &asked).await.status, 204);
    let (mut ben_live, mut cleo_live) = (Live::open(&ben).await, Live::open(&cleo).await);
    assert_eq!(anna.delete(&format!("/event?id={event}")).await.status, 204);
    ben_live.until("chat").await;
    cleo_live.until("request").await;
    assert_eq!(ben.get(&format!("/chat?id={chat}")).await.status, 404);
    assert_eq!(ben.post("/chat/msg", &json!({"chat_id": chat, "text": "x"})).await.status, 404);
    assert_eq!(cleo.get("/invites").await.status, 204);
    assert_eq!(anna.post_form("/api/calendar/restore", &[("id", &event)]).await.status, 200);
    ben_live.until("chat").await;
    assert_eq!(cleo.get("/invites").await.json()[0]["event_id"], event);
    send(&anna, &chat, "back").await;
    assert_eq!(ben_live.until("message").await["message"]["text"], "back");
}

#[tokio::test]
async fn friends_see_who_is_here_unless_that_is_hidden() {
    let pair = pair().await;
    let cleo = pair.app.user("Cleo").await;
    let mut anna = Live::open(&pair.anna).await;
    let mut foreign = Live::open(&cleo).await;
    let before = pair.app.ctx.db.statements();
    let ben = Live::open(&pair.ben).await;
    assert_eq!(anna.until("presence").await, json!({"kind": "presence", "id": pair.ben.id, "here": true}));
    let here = async || pair.anna.get("/api/friends/list?here=true").await.json()["total"].as_i64();
    assert_eq!(here().await, Some(1));
    assert!(pair.app.ctx.db.statements() - before < 15);
    drop(ben);
    assert_eq!(anna.until("presence").await["here"], false);
    assert_eq!(here().await, Some(0));
    let _ben = Live::open(&pair.ben).await;
    anna.until("presence").await;
    let hide = |shows: bool| json!({"shows_presence": shows});
    assert_eq!(pair.ben.put("/api/account/profile", &hide(false)).await.status, 204);
    assert_eq!(anna.until("presence").await["here"], false);
    assert_eq!(pair.anna.get("/api/chats/list").await.json()["chats"][0]["is_here"], false);
    assert_eq!(pair.ben.put("/api/account/profile", &hide(true)).await.status, 204);
    assert_eq!(anna.until("presence").await["here"], true);
    assert_eq!(pair.ben.delete(&format!("/friend?id={}", pair.anna.id)).await.status, 204);
    anna.until("friend").await;
    assert_eq!(here().await, Some(0), "no friends now");
    pair.app.befriend(&pair.anna, &cleo).await;
    let heard = foreign.before("friend").await;
    assert!(heard.iter().all(|told| told["kind"] != "presence"), "strangers hear nothing: {heard:?}");
}

#[tokio::test]
async fn two_servers_on_one_database_are_one() {
    let pair = pair().await;
    let Some(other) = pair.app.twin().await else { return };
    let mut anna = Live::open(&pair.anna).await;
    let ben = pair.ben.at(&other.url);
    let mut ben_live = Live::open(&ben).await;
    assert_eq!(anna.until("presence").await["here"], true, "across servers");
    send(&pair.anna, &pair.dialog, "from one").await;
    assert_eq!(ben_live.until("message").await["message"]["text"], "from one");
    send(&ben, &pair.dialog, "from the other").await;
    anna.until("message").await;
    assert_eq!(anna.until("message").await["message"]["text"], "from the other");
    ben.post("/api/chats/typing", &json!({"id": pair.dialog})).await;
    assert_eq!(anna.until("typing").await["name"], "Ben");
    assert_eq!(pair.anna.get("/api/chats/list").await.json()["chats"][0]["is_here"], true);
    // A client that is sent to the other server continues where it was.
    let last = anna.last.clone();
    drop(anna);
    send(&ben, &pair.dialog, "meanwhile").await;
    let mut moved = Live::open_after(&pair.anna.at(&other.url), last.as_deref()).await;
    assert_eq!(moved.until("message").await["message"]["text"], "meanwhile");
    // A server that starts later knows what was said shortly before.
    let late = pair.app.twin().await.expect("another one");
    let mut moved = Live::open_after(&pair.anna.at(&late.url), last.as_deref()).await;
    assert_eq!(moved.until("message").await["message"]["text"], "meanwhile");
}
