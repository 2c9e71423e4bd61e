//! Pushes over HTTP to stand-ins of the services: what they get, and what becomes of devices.

use crate::server::tests::{TestApp, User};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use web_push_native::{
    Auth,
    jwt_simple::algorithms::RS256KeyPair,
    p256::{SecretKey, elliptic_curve::sec1::ToEncodedPoint},
};

/// What a stand-in was sent: the path, the headers, the body.
type Heard = (String, HeaderMap, Vec<u8>);

/// A stand-in, which answers with the status that is set.
#[derive(Clone, Default)]
struct Service {
    heard: Arc<Mutex<Vec<Heard>>>,
    status: Arc<Mutex<(u16, Value)>>,
}

impl Service {
    fn answer(&self, status: u16, body: Value) {
        *self.status.lock().expect("a lock") = (status, body);
    }

    fn take(&self) -> Vec<Heard> {
        std::mem::take(&mut self.heard.lock().expect("a lock"))
    }

    /// Serves; the address.
    async fn start(&self) -> String {
        async fn hear(
            State(service): State<Service>,
            Path(path): Path<String>,
            headers: HeaderMap,
            body: Bytes,
        ) -> (StatusCode, Json<Value>) {
            service.heard.lock().expect("a lock").push((path.clone(), headers, body.to_vec()));
            if path == "token" {
                return (StatusCode::OK, Json(json!({"access_token": "granted", "expires_in": 3600})));
            }
            let (status, body) = service.status.lock().expect("a lock").clone();
            (StatusCode::from_u16(status).expect("a status"), Json(body))
        }
        self.answer(201, json!({}));
        let router = Router::new().route("/{*path}", post(hear)).with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }
}

/// A letter from one to the other that is due.
async fn letter(app: &TestApp, from: &User, to: &User) {
    let receivers = json!([format!("id{}", to.id)]).to_string();
    let form = [("message", "my secret words"), ("receiver_ids", receivers.as_str())];
    assert_eq!(from.post_form("/send", &form).await.status, 200);
    app.run_jobs().await;
}

/// A browser of somebody's is reached at a stand-in from now on; its key.
async fn subscribe(user: &User, url: &str) -> SecretKey {
    let secret = SecretKey::from_slice(&[7; 32]).expect("a key");
    let p256dh = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false).as_bytes());
    let subscription =
        json!({"endpoint": format!("{url}/device"), "p256dh": p256dh, "auth": URL_SAFE_NO_PAD.encode([9; 16])});
    assert_eq!(user.put("/api/account/push", &subscription).await.status, 204);
    secret
}

/// What that browser is told.
fn read(body: &[u8], secret: &SecretKey) -> Value {
    let plain = web_push_native::decrypt(body.to_vec(), secret, &Auth::clone_from_slice(&[9; 16])).expect("for us");
    serde_json::from_slice(&plain).expect("JSON")
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_browser_gets_what_only_it_can_read_and_not_what_was_written() {
    let service = Service::default();
    let url = service.start().await;
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let key = ben.get("/api/account/push").await.json()["key"].as_str().expect("a key").to_owned();
    assert_eq!(URL_SAFE_NO_PAD.decode(&key).expect("base64url").len(), 65);
    let is_here = async || ben.get("/api/account/push").await.json()["is_here"].clone();
    assert_eq!(is_here().await, false);
    let secret = subscribe(&ben, &url).await;
    assert_eq!(is_here().await, true);
    letter(&app, &anna, &ben).await;
    let heard = service.take();
    let [(path, headers, body)] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!((path.as_str(), header(headers, "content-encoding")), ("device", "aes128gcm"));
    assert!(header(headers, "authorization").starts_with("vapid t="), "{headers:?}");
    assert!(header(headers, "authorization").ends_with(&format!("k={key}")));
    let claims = header(headers, "authorization").split('.').nth(1).expect("claims");
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).expect("base64url")).expect("JSON");
    let now = crate::server::context::Clock::System.now() / 1000;
    assert!(claims["exp"].as_i64().is_some_and(|exp| exp > now && exp - now <= 86_400), "{claims}");
    assert!(header(headers, "ttl").parse::<u32>().is_ok_and(|ttl| ttl > 0));
    assert_eq!(header(headers, "topic").len(), 32);
    assert_eq!(
        read(body, &secret),
        json!({"kind": "letter", "title": "A letter has arrived for you.", "url": "/letters", "tag": "letters"})
    );
    // One that fails is tried again, one that has gone is forgotten.
    service.answer(503, json!({}));
    letter(&app, &anna, &ben).await;
    assert_eq!(service.take().len(), 1);
    service.answer(410, json!({}));
    app.pass(60_000);
    app.run_jobs().await;
    assert_eq!(service.take().len(), 1, "tried again");
    service.answer(201, json!({}));
    letter(&app, &anna, &ben).await;
    assert_eq!(service.take().len(), 0, "forgotten");
}

#[tokio::test]
async fn requests_invites_messages_and_reminders_are_told_without_what_is_in_them() {
    let service = Service::default();
    let url = service.start().await;
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let secret = subscribe(&ben, &url).await;
    // Who does something is not told of it.
    let own = Service::default();
    subscribe(&anna, &own.start().await).await;
    let told = async || {
        app.run_jobs().await;
        assert_eq!(own.take().len(), 0);
        let heard = service.take();
        heard.iter().map(|(_, _, body)| read(body, &secret)).collect::<Vec<Value>>()
    };
    let news =
        |kind: &str, title: &str, url: &str, tag: &str| json!({"kind": kind, "title": title, "url": url, "tag": tag});
    app.befriend(&anna, &ben).await;
    let request = news("request", "Somebody would like to be friends with you.", "/people", "requests");
    assert_eq!(told().await, [request]);
    let dialog = anna.get("/user").await.json()["chat_id_list"][0].as_str().expect("a dialog").to_owned();
    for text in ["my secret words", "and more"] {
        let sent = anna.post("/api/chats/message", &json!({"chat_id": dialog, "text": text})).await;
        assert_eq!(sent.status, 200);
    }
    let (page, tag) = (format!("/messages/{dialog}"), format!("chat-{dialog}"));
    let message = news("message", "A message has arrived for you.", &page, &tag);
    assert_eq!(told().await, [message], "of two that wait one is told");
    let event = json!({"type": "group", "name": "Secret party", "is_private": "true", "datetime": "23.11.2026 19:00", "address": "Here"});
    let id = anna.post("/event", &event).await.json().as_str().expect("an id").to_owned();
    let asked = json!({"type": "event", "receiver_id": ben.id, "event_id": id});
    assert_eq!(anna.post("/invite", &asked).await.status, 204);
    let page = format!("/calendar/event/{id}");
    assert_eq!(told().await, [news("invite", "You’re invited to an event.", &page, &format!("invite-{id}"))]);
    assert_eq!(anna.post("/invite", &asked).await.status, 204);
    assert_eq!(told().await, [] as [Value; 0], "asked already");
    assert_eq!(
        ben.get(&format!("/api/calendar/event?id={id}")).await.status,
        200,
        "the page is there for who was asked"
    );
    let answer = ben.post_form("/api/calendar/answer", &[("id", id.as_str()), ("answer", "going"), ("note", "")]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(ben.post_form("/api/calendar/remind", &[("id", id.as_str()), ("minutes", "60")]).await.status, 200);
    assert_eq!(told().await, [] as [Value; 0], "what one does oneself is no news");
    app.pass(3 * 86_400_000 + 6 * 3_600_000);
    let reminder = news("reminder", "An event of yours is coming up.", &page, &format!("event-{id}"));
    assert_eq!(told().await, [reminder], "also without a proven address");
    assert_eq!(ben.post_form("/api/friends/block", &[("id", anna.id.as_str())]).await.status, 200);
    let sent = anna.post("/api/chats/message", &json!({"chat_id": dialog, "text": "and?"})).await;
    assert_eq!(sent.status, 403);
    assert_eq!(told().await, [] as [Value; 0], "who is blocked is not heard");
}

#[tokio::test]
async fn who_asks_again_and_again_is_heard_once() {
    let service = Service::default();
    let url = service.start().await;
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    subscribe(&ben, &url).await;
    app.prove(&anna).await;
    for _ in 0..3 {
        let asked = anna.post("/invite", &json!({"type": "friend", "receiver_id": ben.id})).await;
        assert_eq!(asked.status, 204, "{}", asked.text);
        app.run_jobs().await;
        let id = ben.get("/invites").await.json()[0]["id"].as_str().expect("a request").to_owned();
        assert_eq!(anna.post_form("/api/friends/withdraw", &[("id", &id)]).await.status, 200);
    }
    assert_eq!(service.take().len(), 1);
}

#[tokio::test]
async fn a_reminder_is_not_told_when_the_event_is_over() {
    let service = Service::default();
    let url = service.start().await;
    let app = TestApp::start().await;
    let ben = app.user("Ben").await;
    subscribe(&ben, &url).await;
    let event = json!({"type": "single", "name": "Bread", "is_private": "true", "datetime": "20.11.2026 14:00", "address": "Here"});
    let id = ben.post("/event", &event).await.json().as_str().expect("an id").to_owned();
    assert_eq!(ben.post_form("/api/calendar/remind", &[("id", id.as_str()), ("minutes", "60")]).await.status, 200);
    service.answer(503, json!({}));
    app.pass(3_600_000);
    app.run_jobs().await;
    let heard = service.take();
    assert_eq!(heard.len(), 1);
    assert!(header(&heard[0].1, "ttl").parse::<u32>().is_ok_and(|ttl| ttl <= 2 * 3600), "{:?}", heard[0].1);
    service.answer(201, json!({}));
    app.pass(3 * 3_600_000);
    app.run_jobs().await;
    assert_eq!(service.take().len(), 0);
}

#[tokio::test]
async fn a_phone_is_reached_by_its_token_until_it_signs_out() {
    let service = Service::default();
    let url = service.start().await;
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("fcm.json");
    let account = json!({
        "project_id": "kith-test", "client_email": "kith@test", "token_uri": format!("{url}/token"),
        "private_key": RS256KeyPair::generate(2048).expect("a key").to_pem().expect("PEM"),
    });
    std::fs::write(&file, account.to_string()).expect("written");
    let app = TestApp::start_with(|config| {
        config.fcm_credentials = Some(file);
        config.fcm_url = Some(url.clone());
    })
    .await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let phone = app.stranger();
    let digest = crate::server::context::sha256(crate::server::tests::PASSWORD);
    let login = [
        ("email", "ben@example.org"),
        ("password", digest.as_str()),
        ("os", "android"),
        ("reg_id", "token-of-bens-phone"),
    ];
    assert_eq!(phone.post_form("/login", &login).await.status, 200);
    letter(&app, &anna, &ben).await;
    letter(&app, &anna, &ben).await;
    let heard = service.take();
    let paths: Vec<&str> = heard.iter().map(|(path, ..)| path.as_str()).collect();
    let send = "v1/projects/kith-test/messages:send";
    assert_eq!(paths, ["token", send, send], "one token serves many");
    let (_, headers, body) = &heard[1];
    assert_eq!(header(headers, "authorization"), "Bearer granted");
    let message: Value = serde_json::from_slice(body).expect("JSON");
    // An app that takes every push for a letter is told of letters only; one that knows more hears more.
    app.befriend(&anna, &ben).await;
    app.run_jobs().await;
    assert_eq!(service.take().len(), 0);
    let own = json!({"token": "token-of-bens-own-app"});
    assert_eq!(ben.put("/api/account/push", &own).await.status, 204);
    let dialog = anna.get("/user").await.json()["chat_id_list"][0].as_str().expect("a dialog").to_owned();
    anna.post("/api/chats/message", &json!({"chat_id": dialog, "text": "my secret words"})).await;
    app.run_jobs().await;
    let told: Vec<Value> =
        service.take().iter().map(|(_, _, body)| serde_json::from_slice(body).expect("JSON")).collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(told["message"]["token"], "token-of-bens-own-app");
    assert_eq!(told["message"]["data"]["kind"], "message");
    assert!(told["message"]["data"]["receiver_reg_id"].is_null() && !told.to_string().contains("secret"), "{told}");
    assert_eq!(ben.delete("/api/account/push?address=token-of-bens-own-app").await.status, 204);
    assert_eq!(message["message"]["token"], "token-of-bens-phone");
    assert_eq!(message["message"]["data"]["receiver_reg_id"], "token-of-bens-phone");
    assert_eq!(message["message"]["data"]["kind"], "letter");
    assert!(!message.to_string().contains("secret words"), "{message}");
    assert_eq!(phone.post_form("/api/account/sign-out", &[]).await.status, 200);
    letter(&app, &anna, &ben).await;
    assert_eq!(service.take().len(), 0, "signed out");
    assert_eq!(phone.post_form("/login", &login).await.status, 200);
    let gone = json!({"error": {"status": "NOT_FOUND", "details": [{"errorCode": "UNREGISTERED"}]}});
    service.answer(404, gone);
    letter(&app, &anna, &ben).await;
    letter(&app, &anna, &ben).await;
    assert_eq!(service.take().len(), 1, "a dead token is forgotten");
}

#[tokio::test]
async fn only_what_can_be_reached_is_noted() {
    let app = TestApp::start_with(|config| config.base_url = "https://kith.example.org".into()).await;
    let anna = app.user("Anna").await;
    let key = URL_SAFE_NO_PAD
        .encode(SecretKey::from_slice(&[7; 32]).expect("a key").public_key().to_encoded_point(false).as_bytes());
    let auth = URL_SAFE_NO_PAD.encode([9; 16]);
    let web = |endpoint: &str, p256dh: &str, auth: &str| json!({"endpoint": endpoint, "p256dh": p256dh, "auth": auth});
    assert_eq!(anna.put("/api/account/push", &web("https://push.example.org/x", &key, &auth)).await.status, 204);
    for bad in [
        web("http://push.example.org/x", &key, &auth),
        web("https://127.0.0.1/x", &key, &auth),
        web("https://[::1]/x", &key, &auth),
        web("https://localhost/x", &key, &auth),
        web("https://intranet/x", &key, &auth),
        web("https://push.example.org:8443/x", &key, &auth),
        web("https://u:p@push.example.org/x", &key, &auth),
        web("file:///etc/passwd", &key, &auth),
        web("https://push.example.org/x", "AAAA", &auth),
        web("https://push.example.org/x", &key, "AAAA"),
        json!({"token": "short"}),
        json!({"token": "with space and more"}),
        json!({}),
        json!({"token": "token-of-a-phone", "endpoint": "https://push.example.org/x"}),
    ] {
        assert_eq!(anna.put("/api/account/push", &bad).await.status, 400, "{bad}");
    }
    assert_eq!(app.stranger().get("/api/account/push").await.status, 401);
    let address = "https%3A%2F%2Fpush.example.org%2Fx";
    assert_eq!(app.user("Ben").await.delete(&format!("/api/account/push?address={address}")).await.status, 404);
    assert_eq!(anna.delete(&format!("/api/account/push?address={address}")).await.status, 204);
    assert_eq!(anna.delete(&format!("/api/account/push?address={address}")).await.status, 404);
}
