//! The layer around every operation and page: who calls, from where, with what kind of body. What an operation asks of
//! its callers is read from its description, so that the description can't be wrong about it.

use super::{
    assets, idempotency,
    openapi::{self, Needs},
    origin,
};
use crate::{
    app::{error::Code, i18n::Language, session::Look},
    server::{
        call::{self, Caller},
        context::{Ctx, Member},
        media,
    },
};
use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tower_sessions::Session;

/// Longest body of a JSON or form call, in bytes.
const BODY_MAX: usize = 64 * 1024;
/// Longest form with somebody's contacts, in bytes.
const CONTACTS_MAX: usize = 2 * 1024 * 1024;
/// What does something although it is only read: to be called from here, and by no other site.
const TELLING: [&str; 10] = [
    "/api/loggedonly/poll",
    "/send_reset_mail",
    "/api/socket.io/",
    "/api/board/live",
    "/users/token",
    "/activity/start",
    "/activity/create",
    "/activity/update",
    "/activity/disrupt",
    "/activity/stop",
];
/// Longest form of an event, in bytes: its description may be as long when each letter is nine signs.
const EVENT_FORM_MAX: usize = 256 * 1024;
/// Operations that take a form with contacts.
const CONTACTS: [&str; 2] = ["/upload_contacts", "/upload_address_book"];
/// Longest upload with what is around it, in bytes.
const UPLOAD_MAX: usize = media::PICTURE_MAX + 64 * 1024;
/// A body that takes longer to arrive is not waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What an operation asks of its callers.
#[derive(Clone, Copy, Debug, Default)]
struct Rule {
    needs: Needs,
    needs_json: bool,
    is_form: bool,
    is_upload: bool,
}

/// The rules of all operations by path and method.
pub struct Rules(HashMap<(String, Method), Rule>);

impl Rules {
    pub fn read() -> Arc<Self> {
        let rules = openapi::operations().into_iter().map(|operation| {
            let rule = Rule {
                needs: operation.needs,
                needs_json: operation.body.as_deref() == Some("application/json"),
                is_form: operation.body.as_deref() == Some("application/x-www-form-urlencoded"),
                is_upload: operation.body.as_deref() == Some("multipart/form-data"),
            };
            ((operation.path, operation.method), rule)
        });
        Arc::new(Self(rules.collect()))
    }

    fn of(&self, path: &str, method: &Method) -> Option<Rule> {
        self.0.get(&(path.to_owned(), method.clone())).copied()
    }
}

pub async fn guard(
    State((ctx, rules)): State<(Ctx, Arc<Rules>)>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let rule = rules.of(&path, request.method());
    if request.method() == Method::HEAD && rules.of(&path, &Method::GET).is_some() {
        // Who asks for the head only does not want anything to happen.
        if TELLING.contains(&path.as_str()) || path == "/logout" || path.starts_with("/login") {
            return Code::Method.into_response();
        }
        *request.method_mut() = Method::GET;
    }
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || path == "/logout";
    // A poll takes what it tells, a mail is sent, at the board somebody sits down, and activities begin and end.
    let is_telling = is_change || TELLING.contains(&path.as_str());
    let is_foreign = is_telling && !origin::may_change(&ctx.config, request.headers());
    let caller = Caller::new(session, address(&ctx, &request), request.headers());
    let visitor = match caller.anyone(&ctx).await {
        Ok(visitor) => visitor.cloned(),
        Err(error) => return call::refuse(error).into_response(),
    };
    let member = visitor.clone().filter(|visitor| !visitor.is_guest);
    let rule = rule.or_else(|| rules.of(&path, request.method()));
    let mut response = match check(rule, visitor.as_ref(), request.headers()) {
        _ if is_foreign => Code::CrossOrigin.into_response(),
        Some(code) => code.into_response(),
        None => {
            if rule.is_some_and(|rule| !rule.is_form && !rule.is_upload) {
                // A browser's address bar asks for HTML; documented operations answer JSON to everybody.
                request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
            }
            let look = look(&ctx, visitor.as_ref(), request.headers());
            request.extensions_mut().insert(look);
            request.extensions_mut().insert(caller);
            let limit = match rule {
                _ if !is_change => None,
                // Read as it comes, and measured there.
                _ if path == "/media" => None,
                Some(rule) if rule.is_upload => Some(UPLOAD_MAX),
                _ if CONTACTS.contains(&path.as_str()) => Some(CONTACTS_MAX),
                _ if path == "/api/calendar/save" => Some(EVENT_FORM_MAX),
                _ => Some(BODY_MAX),
            };
            run(&ctx, visitor.as_ref(), limit, request, next).await
        }
    };
    response = tidy(response);
    let signed_in = if member.is_some() { "True" } else { "False" };
    response.headers_mut().insert("auth", HeaderValue::from_static(signed_in));
    let kept = if is_fleeting(&path) { "no-store" } else { "private, no-cache" };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(kept));
    response
}

/// Answers of nearby are good for one moment, and its apps keep what they may.
fn is_fleeting(path: &str) -> bool {
    ["/users/", "/activity/", "/api/nearby", "/nearby"].iter().any(|begin| path.starts_with(begin))
}

/// The first rule that the call breaks. Who is not signed in hears that before anything about the rest.
fn check(rule: Option<Rule>, visitor: Option<&Member>, headers: &HeaderMap) -> Option<Code> {
    let rule = rule?;
    let may = match rule.needs {
        Needs::Nobody => true,
        Needs::Visitor => visitor.is_some(),
        Needs::Member | Needs::Token => visitor.is_some_and(|visitor| !visitor.is_guest),
    };
    if !may {
        return Some(if rule.needs == Needs::Token { Code::TokenInvalid } else { Code::NotSignedIn });
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mime = content_type.split(';').next().unwrap_or_default().trim();
    (rule.needs_json && !mime.eq_ignore_ascii_case("application/json")).then_some(Code::ContentType)
}

async fn run(ctx: &Ctx, member: Option<&Member>, limit: Option<usize>, request: Request, next: Next) -> Response {
    let Some(limit) = limit else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let body = match read(body, limit).await {
        Ok(body) => body,
        Err(code) => return code.into_response(),
    };
    // Answers with secrets are never kept.
    let is_secret = ["/api/account/tokens", "/api/account/password", "/api/account/email", "/users/create"]
        .contains(&parts.uri.path());
    match (member, parts.headers.get("idempotency-key").cloned()) {
        (Some(member), Some(key)) if !is_secret => idempotency::once(ctx, member, &key, parts, body, next).await,
        _ => next.run(Request::from_parts(parts, Body::from(body))).await,
    }
}

async fn read(body: Body, limit: usize) -> Result<Bytes, Code> {
    match tokio::time::timeout(PATIENCE, Limited::new(body, limit).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => Err(Code::TooLarge),
        _ => Err(Code::Malformed),
    }
}

/// Gives answers that the framework made without a body the shape of all errors.
fn tidy(response: Response) -> Response {
    let is_text =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if response.status() == StatusCode::BAD_REQUEST && is_text {
        return Code::Malformed.into_response();
    }
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut tidy = Code::Method.into_response();
    if let Some(allow) = allow {
        tidy.headers_mut().insert(header::ALLOW, allow);
    }
    tidy
}

/// The peer's address, or what a trusted proxy says it is.
fn address(ctx: &Ctx, request: &Request) -> String {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else {
        return String::new();
    };
    let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|list| list.split(',')).map(str::trim).collect();
    let mut address = peer.ip().to_canonical();
    for hop in hops.iter().rev() {
        if !ctx.config.trusted_proxies.contains(&address) {
            break;
        }
        let Ok(before) = hop.parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    match address {
        IpAddr::V4(address) => address.to_string(),
        // Whoever has one address of a /64 has all of them.
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

fn look(ctx: &Ctx, member: Option<&Member>, headers: &HeaderMap) -> Look {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cookies = text(header::COOKIE);
    let cookie =
        |name: &str| cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name);
    let chosen = cookie("kith_language").and_then(|(_, code)| Language::parse(code));
    let language = match (member, chosen) {
        (Some(member), _) => member.language,
        (None, Some(language)) => language,
        (None, None) => Language::negotiate(text(header::ACCEPT_LANGUAGE)),
    };
    let theme = match (member, cookie("kith_theme")) {
        (Some(member), _) => member.theme,
        (None, Some((_, "light"))) => Some("light"),
        (None, Some((_, "dark"))) => Some("dark"),
        _ => None,
    };
    Look {
        language,
        theme,
        position: ctx.bus.position().to_string(),
        assets: format!("/{}", assets::base()),
        has_openid: ctx.config.google_client_id.is_some(),
        is_google: ctx.config.oidc_issuer.trim_end_matches('/') == "https://accounts.google.com",
        single_keys: member.is_none_or(|member| member.single_keys),
        is_guest: member.is_some_and(|member| member.is_guest),
        is_nobody: member.is_none(),
    }
}
