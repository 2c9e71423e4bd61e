//! The layers around the operations: origins, idempotency, live, description, health.

mod description;

use crate::server::tests::{Answer, PASSWORD, TestApp, User, send};
use reqwest::Method;
use serde_json::{Value, json};

fn event(name: &str) -> Value {
    json!({"type": "single", "name": name, "is_private": "false", "datetime": "23.11.2026 19:00", "address": "here"})
}

async fn post_with(user: &User, headers: &[(&str, &str)], body: &Value) -> Answer {
    let request = user.request(Method::POST, "/event").json(body);
    send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn calls_from_other_origins_change_nothing() {
    let app = TestApp::start_with(|config| config.cors_origins = vec!["https://friend.example".into()]).await;
    let anna = app.user("Anna").await;
    let own = app.url.as_str();
    let refused: [&[(&str, &str)]; 5] = [
        &[("origin", "https://evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("origin", "null")],
    ];
    for headers in refused {
        assert_eq!(post_with(&anna, headers, &event("x")).await.code(), "cross_origin", "{headers:?}");
        let out = headers
            .iter()
            .fold(anna.request(Method::GET, "/logout"), |request, (name, value)| request.header(*name, *value));
        assert_eq!(send(out).await.status, 403, "{headers:?}");
    }
    assert_eq!(anna.get("/user").await.json()["event_id_list"], json!([]));
    let allowed: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", own)],
        &[("sec-fetch-site", "same-origin"), ("origin", own)],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://friend.example")],
    ];
    for headers in allowed {
        assert_eq!(post_with(&anna, headers, &event("x")).await.status, 200, "{headers:?}");
    }
    let preflight = anna
        .request(Method::OPTIONS, "/event")
        .header("origin", "https://friend.example")
        .header("access-control-request-method", "PUT");
    let preflight = send(preflight).await;
    assert_eq!(preflight.header("access-control-allow-origin"), "https://friend.example");
    assert_eq!(preflight.header("access-control-allow-credentials"), "true");
    let stranger = send(
        anna.request(Method::OPTIONS, "/event")
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "PUT"),
    )
    .await;
    assert_eq!(stranger.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_post_that_arrives_twice_happens_once() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let key = [("idempotency-key", "k1")];
    let (one, other) = (event("x"), event("x"));
    let (first, second) = tokio::join!(post_with(&anna, &key, &one), post_with(&anna, &key, &other));
    assert_eq!((first.status, &first.text), (second.status, &second.text));
    assert_eq!(post_with(&anna, &key, &one).await.text, first.text);
    assert_eq!(anna.get("/user").await.json()["event_id_list"].as_array().map(Vec::len), Some(1));
    assert_eq!(post_with(&anna, &key, &event("other")).await.code(), "key_reused");
    assert_ne!(post_with(&ben, &key, &one).await.text, first.text, "keys are a person's own");
    let bad = event("");
    let refused = [
        post_with(&anna, &[("idempotency-key", "k2")], &bad).await,
        post_with(&anna, &[("idempotency-key", "k2")], &bad).await,
    ];
    assert!(refused.iter().all(|answer| answer.code() == "name_empty"));
    app.pass(86_400_001);
    assert_ne!(post_with(&anna, &key, &one).await.text, first.text, "kept for a day");
    assert_eq!(post_with(&anna, &[("idempotency-key", "")], &one).await.status, 400);
}

#[tokio::test]
async fn a_change_reaches_live_connections_and_a_break_loses_nothing() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let mut live = anna.request(Method::GET, "/api/live").send().await.expect("a stream");
    let mut foreign = ben.request(Method::GET, "/api/live").send().await.expect("a stream");
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    assert!(read_until(&mut live, "hello").await.contains("\"assets\":\"/assets/"), "which build this is");
    let id = anna.post("/event", &event("x")).await.json();
    let told = read_until(&mut live, "\"kind\"").await;
    assert!(told.contains(&format!("\"id\":{id}")), "{told}");
    let position = told.lines().find_map(|line| line.strip_prefix("id: ")).expect("a position").to_owned();
    drop(live);
    anna.put("/event", &json!({"id": id, "type": "single", "name": "y"})).await;
    anna.delete(&format!("/event?id={}", id.as_str().expect("an id"))).await;
    let resumed = anna.request(Method::GET, "/api/live").header("last-event-id", &position).send().await;
    let mut resumed = resumed.expect("a stream");
    let (epoch, number) = position.split_once('-').expect("a position");
    let last: u64 = number.parse::<u64>().expect("a number") + 2;
    let told = read_until(&mut resumed, &format!("{epoch}-{last}\ndata")).await;
    assert_eq!(told.matches("\"kind\":\"event\"").count(), 2, "{told}");
    let mut anew = anna.request(Method::GET, "/api/live?last=other-1").send().await.expect("a stream");
    assert!(read_until(&mut anew, "resync").await.contains("event: resync"));
    app.ctx.bus.shut_down();
    assert!(read_until(&mut resumed, "goodbye").await.contains("event: goodbye"));
    let told = read_until(&mut foreign, "goodbye").await;
    assert!(!told.contains("\"kind\":\"event\""), "nobody else's: {told}");
}

async fn read_until(live: &mut reqwest::Response, what: &str) -> String {
    let mut told = String::new();
    while !told.contains(what) {
        match live.chunk().await.expect("a part") {
            Some(part) => told.push_str(&String::from_utf8_lossy(&part)),
            None => panic!("ended before {what}: {told}"),
        }
    }
    told
}

#[tokio::test]
async fn health_is_told_without_signing_in() {
    let app = TestApp::start().await;
    assert_eq!(app.stranger().get("/healthz").await.text, "ok");
    assert_eq!(app.stranger().get("/readyz").await.text, "ready");
    app.ctx.db.close().await;
    assert_eq!(app.stranger().get("/readyz").await.status, 503);
}

#[tokio::test]
async fn pages_carry_a_policy_with_a_fresh_nonce_and_no_inline_anything() {
    let app = TestApp::start().await;
    let page = app.stranger().open("/sign-in").await;
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(page.text.contains(&format!("nonce=\"{nonce}\"")));
    assert!(
        policy.contains("script-src 'self' 'nonce-")
            && policy.contains("style-src 'self';")
            && !policy.contains("script-src 'unsafe")
    );
    assert!(!app.stranger().open("/sign-in").await.header("content-security-policy").contains(nonce));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(!page.header("x-request-id").is_empty());
    let missing = app.stranger().open("/nobody/here").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("Nobody lives at this address"));
}

#[tokio::test]
async fn what_breaks_on_our_side_is_a_page_without_a_word_about_it() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.ctx.db.close().await;
    let page = send(
        anna.request(Method::GET, "/calendar/month").header("accept", "text/html").header("accept-language", "de"),
    )
    .await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (500, "text/html; charset=utf-8"));
    assert!(page.text.contains("lang=\"de\"") && page.text.contains("<h1>"), "{}", page.text);
    for word in ["sql", "pool", "panic", "closed", "src/"] {
        assert!(!page.text.to_lowercase().contains(word), "{word} in {}", page.text);
    }
    let call = anna.get("/events?year=2026&month=11").await;
    assert_eq!((call.status.as_u16(), call.code().as_str()), (500, "internal"));
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let second = crate::server::http::router(&app.ctx).into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, second).await });
    let login = anna.post_form("/api/account/sign-in", &[("login", "Anna"), ("password", PASSWORD)]).await;
    let cookie = login.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let moved = User { url, client: reqwest::Client::new(), ..anna };
    assert_eq!(send(moved.request(Method::GET, "/user").header("cookie", cookie)).await.status, 200);
}

#[tokio::test]
async fn stopping_finishes_requests_and_sends_live_clients_away() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let stop = tokio_util::sync::CancellationToken::new();
    let server = tokio::spawn(crate::server::serve(app.ctx.clone(), listener, stop.clone()));
    let login = anna.post_form("/api/account/sign-in", &[("login", "Anna"), ("password", PASSWORD)]).await;
    let cookie = login.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let moved = User { url, client: reqwest::Client::new(), ..anna };
    let mut live = moved.request(Method::GET, "/api/live").header("cookie", &cookie).send().await.expect("a stream");
    read_until(&mut live, "hello").await;
    // A password takes its time; the signal comes meanwhile.
    let slow =
        send(moved.request(Method::POST, "/api/account/sign-in").form(&[("login", "Anna"), ("password", PASSWORD)]));
    let slow = tokio::spawn(slow);
    tokio::task::yield_now().await;
    read_until_sent(&app).await;
    stop.cancel();
    assert!(read_until(&mut live, "goodbye").await.contains("event: goodbye"));
    assert_eq!(slow.await.expect("an answer").status, 200);
    server.await.expect("ended").expect("well");
    assert!(moved.request(Method::GET, "/healthz").send().await.is_err(), "nobody listens any more");
}

/// Waits until the hash of a sign-in is under way.
async fn read_until_sent(app: &TestApp) {
    let all = std::thread::available_parallelism().map_or(2, usize::from);
    while app.ctx.hashing.available_permits() == all {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_proxy_is_believed_only_if_it_is_trusted() {
    for (proxies, trusted) in [(vec!["127.0.0.1".parse().expect("an address")], true), (vec![], false)] {
        let app = TestApp::start_with(|config| config.trusted_proxies = proxies).await;
        let from = async |address: &str| {
            let request =
                app.stranger().request(Method::POST, "/api/account/sign-up").header("x-forwarded-for", address);
            let form = [("name", "x"), ("email", "x@example.org"), ("password", PASSWORD)];
            send(request.form(&form)).await.status.as_u16()
        };
        let mut last = 0;
        for _ in 0..6 {
            last = from("203.0.113.7").await;
        }
        assert_eq!(last, 429, "the mailbox is what is limited here");
        let limits = "select count(*) from limits";
        let (counters,): (i64,) =
            app.ctx.db.read().await.expect("conn").one(sqlx::query_as(limits)).await.expect("a count");
        from("203.0.113.8").await;
        from("2001:db8::1").await;
        from("2001:db8::2").await;
        let (after,): (i64,) =
            app.ctx.db.read().await.expect("conn").one(sqlx::query_as(limits)).await.expect("a count");
        assert_eq!(after - counters, if trusted { 2 } else { 0 }, "one more address, and one /64");
    }
}

#[tokio::test]
async fn who_does_not_end_a_request_is_let_go() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = TestApp::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let patience = std::time::Duration::from_millis(300);
    let router = crate::server::http::router(&app.ctx);
    tokio::spawn(crate::server::http::serve(listener, router, patience, std::future::pending()));
    let mut whole = tokio::net::TcpStream::connect(address).await.expect("connected");
    whole.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await.expect("sent");
    let mut begun = [0; 12];
    whole.read_exact(&mut begun).await.expect("an answer");
    assert_eq!(&begun, b"HTTP/1.1 200");
    let mut slow = tokio::net::TcpStream::connect(address).await.expect("connected");
    slow.write_all(b"GET /healthz HT").await.expect("sent");
    // Both end by themselves: the one that stops in the middle, and the one that asks for nothing more.
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.expect("an end");
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "{rest:?}");
    whole.read_to_end(&mut rest).await.expect("an end");
}
