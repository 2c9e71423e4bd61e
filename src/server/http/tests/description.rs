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
        assert_eq!(
            answer.status == 401 && answer.code() == "not_signed_in",
            operation.needs_member,
            "{} {path}: {}",
            operation.method,
            answer.status
        );
        assert!(answer.status != 404 && !answer.status.is_server_error(), "{path}: {}", answer.status);
    }
}
