//! The description of the API is complete, and what it says of sign-in is true.

use super::super::openapi;
use crate::server::tests::{TestApp, send};
use reqwest::Method;
use std::collections::BTreeSet;

#[tokio::test]
async fn every_server_function_is_described() {
    // The router registers them.
    let app = TestApp::start().await;
    let described: BTreeSet<(String, String)> =
        openapi::operations().into_iter().map(|operation| (operation.method.to_string(), operation.path)).collect();
    let served: BTreeSet<(String, String)> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, method)| (method.to_string(), path.to_owned()))
        .collect();
    assert!(served.len() > 20, "{served:?}");
    let missing: Vec<_> = served.difference(&described).collect();
    assert!(missing.is_empty(), "not described: {missing:?}");
    let answer = app.stranger().get("/api/openapi.json").await.json();
    assert_eq!(
        answer["paths"].as_object().map(serde_json::Map::len),
        Some(described.iter().map(|(_, path)| path).collect::<BTreeSet<_>>().len())
    );
}

#[tokio::test]
async fn every_described_operation_is_served_and_asks_for_a_session_where_it_says_so() {
    let app = TestApp::start().await;
    for operation in openapi::operations() {
        let path = operation.path.replace("{name}", "bell.svg");
        let method = Method::from_bytes(operation.method.as_str().as_bytes()).expect("a method");
        let answer = send(app.stranger().request(method, &path)).await;
        assert_ne!(answer.status, 405, "{path}");
        let refused = match operation.needs {
            openapi::Needs::Token => answer.status == 403 && answer.code() == "token_invalid",
            _ => answer.status == 401 && answer.code() == "not_signed_in",
        };
        assert_eq!(
            refused,
            operation.needs != openapi::Needs::Nobody,
            "{} {path}: {}",
            operation.method,
            answer.status
        );
        // Of what has an id in its path there is none yet.
        let is_there = answer.status != 404 || path.contains('{') && answer.code() == "not_found";
        assert!(is_there && !answer.status.is_server_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn the_description_is_a_page_without_anything_from_elsewhere() {
    let app = TestApp::start().await;
    let page = app.stranger().open("/api/docs").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    for shown in ["/api/account/tokens", "/event/group/leave", "EventPage", "Needs a session or a token."] {
        assert!(page.text.contains(shown), "{shown}");
    }
    let links = page.text.split(['"', '\'']).filter(|part| part.contains("://"));
    assert_eq!(links.count(), 0, "no address of another site");
    assert!(!page.text.contains("<script"));
}

#[tokio::test]
async fn metrics_are_for_admins_and_programs_on_this_machine() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    anna.get("/event?id=unknown").await;
    let made_up = Method::from_bytes(b"AAA1").expect("a method");
    send(app.stranger().request(made_up, "/healthz")).await;
    let metrics = app.stranger().get("/metrics").await;
    assert_eq!(metrics.header("content-type"), "text/plain; version=0.0.4");
    for line in [
        "kith_http_requests_total{method=\"GET\",route=\"/event\",status=\"404\"} 1",
        "kith_http_requests_total{method=\"POST\",route=\"/api/account/sign-up\",status=\"200\"} 1",
        "kith_jobs_waiting 1",
        "kith_jobs_failed 0",
        "kith_live_connections 0",
    ] {
        assert!(metrics.text.contains(line), "{line} in\n{}", metrics.text);
    }
    assert!(!metrics.text.contains("unknown") && !metrics.text.contains("AAA1"), "nothing that somebody typed");
    let forwarded = |user: &crate::server::tests::User| {
        send(user.request(reqwest::Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.7"))
    };
    assert_eq!(forwarded(&anna).await.status, 403);
    crate::server::account::admin::set_by_login(&app.ctx, "Anna", true).await.expect("granted");
    assert_eq!(forwarded(&anna).await.status, 200);
}
