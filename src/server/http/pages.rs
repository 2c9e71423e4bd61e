//! Answers that are pages but not the application's: the security headers of all, and the page after a crash.

use crate::{
    app::{error::Code, i18n::Language},
    server::call,
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::any::Any;

/// Headers that every answer carries. The page's own policy, with its nonce, is set where the page is rendered.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    let strict = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(strict);
    response
}

/// The answer after a panic, without a word about it. It is logged by the panic hook.
pub fn crashed(_: Box<dyn Any + Send + 'static>) -> Response {
    Code::Internal.into_response()
}

/// Turns the error body of a failed page into a page, for callers who came for one.
pub async fn friendly(request: Request, next: Next) -> Response {
    let wants_page = call::wants_page(request.headers());
    let languages = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|languages| languages.to_str().ok());
    let language = Language::negotiate(languages.unwrap_or_default());
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if !wants_page || is_api || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let text = &language.text().common;
    small(language, StatusCode::INTERNAL_SERVER_ERROR, ("500", text.broken_title, text.broken_body))
}

/// The page behind a link that has proven an address.
pub fn verified(headers: &HeaderMap) -> Response {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|languages| languages.to_str().ok());
    let language = Language::negotiate(languages.unwrap_or_default());
    let text = &language.text().account;
    small(language, StatusCode::OK, ("✓", text.confirmed_title, text.confirmed_lead))
}

/// A page that needs nothing of the application: a mark, a title, a line, and the way home.
fn small(language: Language, status: StatusCode, (mark, title, body): (&str, &str, &str)) -> Response {
    let page = format!(
        "<!DOCTYPE html><html lang=\"{code}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/{}/kith.css\"><title>{title} · Kith</title><body><main class=\"empty page-error\">\
         <p class=\"code\">{mark}</p><h1>{title}</h1><p>{body}</p><a class=\"btn\" href=\"/\">{home}</a></main>",
        super::assets::base(),
        code = language.code(),
        home = language.text().common.go_home,
    );
    let policy =
        HeaderValue::from_static("default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'");
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
