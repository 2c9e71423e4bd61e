//! What the log says of people, at its most talkative: nothing of where they are, who they are, or what they write.

use super::{
    Server,
    letters::{PASSWORD, person},
};
use reqwest::Method;
use serde_json::Value;
use std::{fs::File, process::Stdio};

/// Calls as a phone of nearby does.
async fn call(server: &Server, method: Method, path: &str, token: &str, form: &[(&str, &str)]) -> Value {
    let request = reqwest::Client::new().request(method.clone(), server.url(path)).header("x-auth-token", token);
    let request = if method == Method::GET { request } else { request.form(form) };
    request.send().await.expect("an answer").json().await.unwrap_or_default()
}

#[tokio::test]
async fn the_log_says_nothing_of_places_people_and_texts() {
    let mut server = Server::new(None);
    let file = server.data.path().join("log.txt");
    let out = File::create(&file).expect("a file");
    // Our own parts and the layers around them; the libraries below know nothing of what they carry.
    let log = "kith=trace,tower_http=trace,tower_sessions=trace,info";
    let more = [("KITH_LOG", log), ("KITH_FACEBOOK_APP_ID", "app"), ("KITH_FACEBOOK_VERIFY", "off")];
    server.start_with(&more, Stdio::from(out)).await;
    let mut tokens = Vec::new();
    for id in ["4711001", "4711002"] {
        let form = [("token_id", "of-facebook"), ("facebook_id", id), ("name", "Somebody"), ("gcm", "phone-number-1")];
        let made = call(&server, Method::POST, "/users/create", "", &form).await;
        tokens.push(made["token"].as_str().expect("a token").to_owned());
    }
    call(&server, Method::PUT, "/users/monitor/4711002", &tokens[0], &[]).await;
    call(&server, Method::PUT, "/api/nearby/watchers/4711001", &tokens[1], &[]).await;
    call(&server, Method::GET, "/activity/start", &tokens[0], &[]).await;
    for token in &tokens {
        for latitude in ["52.123456", "no place"] {
            let form = [("latitude", latitude), ("longitude", "13.654321")];
            call(&server, Method::PUT, "/users/location", token, &form).await;
        }
    }
    let update = call(&server, Method::GET, "/activity/update", &tokens[0], &[]).await;
    assert_eq!(update["user"], "4711002", "it works: {update}");
    call(&server, Method::GET, "/activity/disrupt", &tokens[0], &[]).await;
    let (anna, id) = person(&server, "anna").await;
    let to = format!("[\"id{id}\", \"num0033612345678\"]");
    let letter = [("message", "a secret message"), ("receiver_ids", &to)];
    let sent = anna.post(server.url("/send")).form(&letter).send().await.expect("sent");
    assert_eq!(sent.status(), 200, "it works: {}", sent.text().await.unwrap_or_default());
    call(&server, Method::GET, "/api/calendar/feed/somebody/the-secret-of-a-link", "", &[]).await;
    // A program that calls itself with a session that is not there makes the library warn within the request.
    let stale =
        reqwest::Client::new().get(server.url("/user?q=in-the-query")).header("cookie", "kith=AAAAAAAAAAAAAAAAAAAAAA");
    stale.send().await.expect("an answer");
    server.kill();
    let log = std::fs::read_to_string(file).expect("a log");
    assert!(log.contains("/users/monitor/{id}"), "requests were logged: {log}");
    let secrets = [
        "52.12",
        "13.65",
        "4711001",
        "4711002",
        "phone-number",
        "of-facebook",
        "Somebody",
        "a secret message",
        "anna@example.org",
        PASSWORD,
        "the-secret-of-a-link",
        "33612345678",
        "in-the-query",
    ];
    for secret in secrets.into_iter().chain(tokens.iter().map(String::as_str)) {
        assert!(!log.contains(secret), "the log has {secret}: {log}");
    }
}
