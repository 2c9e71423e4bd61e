//! Who may do what with chats, friends and invites: every operation of the description × everybody there can be. An
//! operation that is not in the table fails the test.

use super::event;
use crate::server::{
    calendar,
    http::openapi,
    tests::{Answer, TestApp, User, send as call},
};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A private event of the host's with its chat, and people around it.
struct World {
    app: TestApp,
    host: User,
    /// In the event, without rights.
    member: User,
    /// Was in the event.
    ex: User,
    friend: User,
    /// Was a friend, now blocked by the host.
    blocked: User,
    stranger: User,
    /// Asked to the event by the host.
    guest: User,
    ids: Ids,
}

struct Ids {
    host: String,
    guest: String,
    event: String,
    chat: String,
    /// The host's, in the chat of the event.
    message: String,
    /// The guest's invite to the event.
    invite: String,
    /// A request of somebody to the host.
    request: String,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let names = ["Host", "Member", "Former", "Friend", "Blocked", "Stranger", "Guest", "Asking"];
    let people = futures::future::join_all(names.map(|name| app.user(name))).await;
    let [host, member, ex, friend, blocked, stranger, guest, asking] =
        people.try_into().unwrap_or_else(|_| unreachable!("eight names"));
    for user in [&host, &member, &ex, &friend, &blocked, &stranger, &asking] {
        app.prove(user).await;
    }
    let (event, chat) = event(&host).await;
    for user in [&member, &ex] {
        calendar::bring(&app.ctx, &event, &user.id).await.expect("brought");
    }
    assert_eq!(ex.delete(&format!("/event/group/leave?id={event}")).await.status, 204);
    for user in [&friend, &blocked, &guest] {
        app.befriend(user, &host).await;
    }
    assert_eq!(host.post_form("/api/friends/block", &[("id", &blocked.id)]).await.status, 200);
    let message = super::send(&host, &chat, "hello").await["id"].as_str().expect("an id").to_owned();
    let asked = json!({"type": "event", "receiver_id": guest.id, "event_id": event});
    assert_eq!(host.post("/invite", &asked).await.status, 204);
    assert_eq!(asking.post("/invite", &json!({"type": "friend", "receiver_id": host.id})).await.status, 204);
    let first = async |user: &User| user.get("/invites").await.json()[0]["id"].as_str().expect("an id").to_owned();
    let ids = Ids {
        invite: first(&guest).await,
        request: first(&host).await,
        host: host.id.clone(),
        guest: guest.id.clone(),
        event,
        chat,
        message,
    };
    World { app, host, member, ex, friend, blocked, stranger, guest, ids }
}

/// What a call carries.
enum Body {
    None,
    Json(fn(&Ids) -> Value),
    Form(fn(&Ids) -> Vec<(&'static str, String)>),
}

/// Statuses for anonymous, member, ex-member, friend, blocked and stranger.
type Expected = [u16; 6];

/// Everybody who is signed in.
const ALL: Expected = [401, 200, 200, 200, 200, 200];
const ALL_204: Expected = [401, 204, 204, 204, 204, 204];
/// New routes: who is not in it gets what an unknown id gets.
const MEMBER: Expected = [401, 200, 404, 404, 404, 404];
const MEMBER_204: Expected = [401, 204, 404, 404, 404, 404];
/// Members see it, but it is not theirs.
const NOBODY: Expected = [401, 403, 404, 404, 404, 404];

/// Method, path, query, body, and what each gets.
type Row = (Method, &'static str, fn(&Ids) -> String, Body, Expected);

fn table() -> Vec<Row> {
    use Body::{Form, Json, None};
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    vec![
        (GET, "/chats", |_| "?count_getting=0&count=1".into(), None, ALL),
        (GET, "/chat", |ids| format!("?id={}", ids.chat), None, [401, 200, 403, 403, 403, 403]),
        (
            POST,
            "/chat/msg",
            |_| String::new(),
            Json(|ids| json!({"chat_id": ids.chat, "text": "x"})),
            [401, 204, 403, 403, 403, 403],
        ),
        (PUT, "/chat/msg", |_| String::new(), Json(|ids| json!({"id": ids.message, "text": "x"})), NOBODY),
        (DELETE, "/chat/msg", |ids| format!("?id={}", ids.message), None, NOBODY),
        (GET, "/api/chats/list", |_| String::new(), None, ALL),
        (GET, "/api/chats/chat", |ids| format!("?id={}", ids.chat), None, MEMBER),
        (GET, "/api/chats/beside", |ids| format!("?event={}", ids.event), None, ALL),
        (GET, "/api/chats/history", |ids| format!("?id={}", ids.chat), None, MEMBER),
        (POST, "/api/chats/message", |_| String::new(), Json(|ids| json!({"chat_id": ids.chat, "text": "x"})), MEMBER),
        (
            POST,
            "/api/chats/send",
            |_| String::new(),
            Form(|ids| vec![("chat_id", ids.chat.clone()), ("text", "x".into())]),
            MEMBER,
        ),
        (PUT, "/api/chats/message", |_| String::new(), Json(|ids| json!({"id": ids.message, "text": "x"})), NOBODY),
        (DELETE, "/api/chats/message", |ids| format!("?id={}", ids.message), None, NOBODY),
        (
            POST,
            "/api/chats/react",
            |_| String::new(),
            Json(|ids| json!({"id": ids.message, "emoji": "👍", "on": true})),
            MEMBER,
        ),
        (
            POST,
            "/api/chats/read",
            |_| String::new(),
            Form(|ids| vec![("id", ids.chat.clone()), ("seq", "1".into())]),
            MEMBER,
        ),
        (POST, "/api/chats/typing", |_| String::new(), Json(|ids| json!({"id": ids.chat})), MEMBER_204),
        // A dialog that exists stays; a new one needs friendship or a shared event.
        (
            POST,
            "/api/chats/dialog",
            |_| String::new(),
            Form(|ids| vec![("id", ids.host.clone())]),
            [401, 200, 403, 200, 200, 403],
        ),
        (GET, "/friends", |_| String::new(), None, [401, 204, 204, 200, 204, 204]),
        (GET, "/friend", |ids| format!("?id={}", ids.host), None, ALL),
        (DELETE, "/friend", |ids| format!("?id={}", ids.host), None, ALL_204),
        (GET, "/api/friends/list", |_| String::new(), None, ALL),
        (GET, "/api/friends/search", |_| "?text=host".into(), None, ALL),
        (GET, "/api/friends/person", |ids| format!("?id={}", ids.host), None, [401, 200, 200, 200, 404, 200]),
        (GET, "/api/friends/requests", |_| String::new(), None, ALL),
        (POST, "/api/friends/ask", |_| String::new(), Form(|ids| vec![("id", ids.host.clone())]), ALL),
        (
            POST,
            "/api/friends/answer",
            |_| String::new(),
            Form(|ids| vec![("id", ids.request.clone()), ("action", "accept".into())]),
            [401, 404, 404, 404, 404, 404],
        ),
        (
            POST,
            "/api/friends/withdraw",
            |_| String::new(),
            Form(|ids| vec![("id", ids.request.clone())]),
            [401, 404, 404, 404, 404, 404],
        ),
        (POST, "/api/friends/remove", |_| String::new(), Form(|ids| vec![("id", ids.host.clone())]), ALL),
        (POST, "/api/friends/block", |_| String::new(), Form(|ids| vec![("id", ids.host.clone())]), ALL),
        (POST, "/api/friends/unblock", |_| String::new(), Form(|ids| vec![("id", ids.host.clone())]), ALL),
        (GET, "/api/friends/blocked", |_| String::new(), None, ALL),
        (GET, "/invites", |_| String::new(), None, ALL_204),
        (
            POST,
            "/invite",
            |_| String::new(),
            Json(|ids| json!({"type": "event", "receiver_id": ids.guest, "event_id": ids.event})),
            NOBODY,
        ),
        (DELETE, "/invite", |ids| format!("?id={}&action=accept", ids.invite), None, [401, 403, 403, 403, 403, 403]),
        (GET, "/api/calendar/invites", |_| String::new(), None, ALL),
        (
            POST,
            "/api/calendar/invite",
            |_| String::new(),
            Form(|ids| vec![("id", ids.event.clone()), ("to[]", ids.guest.clone())]),
            NOBODY,
        ),
        (GET, "/api/calendar/invitable", |ids| format!("?id={}", ids.event), None, NOBODY),
        (
            POST,
            "/api/calendar/answer",
            |_| String::new(),
            Form(|ids| vec![("id", ids.event.clone()), ("answer", "maybe".into())]),
            MEMBER,
        ),
        (
            POST,
            "/api/calendar/uninvite",
            |_| String::new(),
            Form(|ids| vec![("id", ids.event.clone()), ("account_id", ids.guest.clone())]),
            NOBODY,
        ),
        (
            POST,
            "/api/calendar/rights",
            |_| String::new(),
            Form(|ids| vec![("id", ids.event.clone()), ("account_id", ids.host.clone())]),
            NOBODY,
        ),
        (
            POST,
            "/api/calendar/expel",
            |_| String::new(),
            Form(|ids| vec![("id", ids.event.clone()), ("account_id", ids.host.clone())]),
            NOBODY,
        ),
        (GET, "/api/notices/waiting", |_| String::new(), None, ALL),
    ]
}

async fn ask(user: &User, ids: &Ids, method: &Method, path: &str, query: fn(&Ids) -> String, body: &Body) -> Answer {
    let request = user.request(method.clone(), &format!("{path}{}", query(ids)));
    call(match body {
        Body::None => request,
        Body::Json(body) => request.json(&body(ids)),
        Body::Form(fields) => request.form(&fields(ids)),
    })
    .await
}

#[tokio::test]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let unharmed = world().await;
    let rows = table().into_iter().map(async |(method, path, query, body, expected)| {
        // What changes nothing can share a world.
        let own = if method == Method::GET { None } else { Some(world().await) };
        let world = own.as_ref().unwrap_or(&unharmed);
        let nobody = world.app.stranger();
        let columns = [
            ("anonymous", &nobody),
            ("member", &world.member),
            ("ex-member", &world.ex),
            ("friend", &world.friend),
            ("blocked", &world.blocked),
            ("stranger", &world.stranger),
        ];
        for ((who, user), status) in columns.into_iter().zip(expected) {
            let answer = ask(user, &world.ids, &method, path, query, &body).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {path} as {who}: {}", answer.text);
        }
    });
    for row in rows {
        row.await;
    }
    // The host's message and the guest's invite have survived all of it in the world that was only read.
    assert_eq!(unharmed.host.get(&format!("/chat?id={}", unharmed.ids.chat)).await.status, 200);
    assert_eq!(unharmed.guest.get("/invites").await.json().as_array().map(Vec::len), Some(1));
}

#[test]
fn every_operation_is_in_the_table() {
    let table: BTreeSet<(String, String)> =
        table().into_iter().map(|(method, path, ..)| (method.to_string(), path.to_owned())).collect();
    let document = serde_json::to_value(openapi::document()).expect("a document");
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            if ["chats", "friends", "invites", "notices"].contains(&tag) {
                let row = (method.to_uppercase(), path.clone());
                assert!(table.contains(&row), "{row:?} is missing in the access table");
            }
        }
    }
}

#[tokio::test]
async fn new_routes_do_not_tell_a_foreign_chat_from_an_unknown_one() {
    let world = world().await;
    for path in ["/api/chats/chat", "/api/chats/history"] {
        let foreign = world.stranger.get(&format!("{path}?id={}", world.ids.chat)).await;
        let unknown = world.stranger.get(&format!("{path}?id=unknown")).await;
        assert_eq!((foreign.status, &foreign.text), (unknown.status, &unknown.text));
    }
}
