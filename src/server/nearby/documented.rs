//! The documented routes that are no server functions: bodies that are forms or JSON, and ids in paths.

use super::{Agreed, Report, Until, facebook, positions, store};
use crate::{
    app::{
        account::wire::check_email,
        error::{ApiError, Code},
        nearby::wire::{Agreement, Created, Location, Monitor, Precision, Relation, Subscribed, Unmonitor},
    },
    server::{
        account,
        call::{self, Caller},
        context::{Ctx, Member},
        error::Result,
        limits, push,
    },
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::collections::HashMap;

/// Fields of a form or of a JSON object, as texts. A JSON null is an absent field, but in a position, where it says that
/// GPS is off.
fn fields(headers: &HeaderMap, body: &Bytes) -> Result<HashMap<String, String>> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.to_ascii_lowercase().contains("json") {
        return Ok(form_urlencoded::parse(body).into_owned().collect());
    }
    let Ok(Value::Object(object)) = serde_json::from_slice(body) else { return Err(Code::Malformed.into()) };
    let mut fields = HashMap::new();
    for (key, value) in object {
        let text = match value {
            Value::Null if ["latitude", "longitude"].contains(&key.as_str()) => String::new(),
            Value::Null => continue,
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => return Err(Code::Malformed.into()),
        };
        fields.insert(key, text);
    }
    Ok(fields)
}

/// The id in a path; what can't be read is nobody's.
type Id = Result<Path<String>, PathRejection>;

fn id(path: Id) -> Result<String> {
    path.map(|Path(id)| id).map_err(|_| Code::NotFound.into())
}

async fn member(ctx: &Ctx, caller: &Caller) -> Result<Member> {
    Ok(caller.member(ctx).await?.cloned().ok_or(Code::TokenInvalid)?)
}

fn answer<T: serde::Serialize>(done: Result<T>) -> Response {
    done.map(Json).map_err(call::refuse).into_response()
}

/// Makes an account of a Facebook identity, or knows it again; a fresh token either way.
#[utoipa::path(post, path = "/users/create", tag = "nearby",
    request_body(content_type = "*/*", content = crate::app::nearby::wire::described::CreateForm), responses(
    (status = 200, description = "Made, or known already.", body = Created), (status = 400, description = "A field is missing.", body = ApiError),
    (status = 403, description = "The token is not this person's, or for another program.", body = ApiError),
    (status = 429, description = "Too many.", body = ApiError), (status = 503, description = "Facebook does not answer.", body = ApiError)))]
pub async fn create_user(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(create(&ctx, &caller, &headers, &body).await)
}

async fn create(ctx: &Ctx, caller: &Caller, headers: &HeaderMap, body: &Bytes) -> Result<Created> {
    let fields = fields(headers, body)?;
    let field = |key: &str| fields.get(key).map(String::as_str).ok_or(Code::Malformed);
    let (facebook_id, gcm) = (field("facebook_id")?, field("gcm")?);
    let token = field("token_id")?;
    // Digits only: ids of accounts are never that, so that nobody can be taken for somebody else.
    let is_id = (1..=32).contains(&facebook_id.len()) && facebook_id.bytes().all(|byte| byte.is_ascii_digit());
    if !is_id {
        return Err(Code::IdInvalid.into());
    }
    limits::spend(ctx, [(limits::TOKENS_PER_ADDRESS, &caller.address)]).await?;
    let known = facebook::verify(ctx, token, facebook_id).await?;
    let typed = fields.get("name").map(String::as_str);
    let name = if known.is_empty() { typed } else { typed.map(|_| known.as_str()) };
    let token =
        account::facebook::enter(ctx, &caller.address, facebook_id, name, push::Target::fcm(gcm, push::App::Nearby))
            .await?;
    Ok(Created { creation: "success".into(), token })
}

/// Where the caller is.
#[utoipa::path(put, path = "/users/location", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "*/*", content = crate::app::nearby::wire::described::LocationForm), responses(
    (status = 200, description = "Noted.", body = Location), (status = 400, description = "A field is missing, or no place on earth.", body = ApiError),
    (status = 403, description = "No valid token.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError)))]
pub async fn report_location(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let report = async {
        let me = member(&ctx, &caller).await?;
        let fields = fields(&headers, &body)?;
        let field = |key: &str| fields.get(key).map(String::as_str).ok_or(Code::Malformed);
        let accuracy = fields.get("accuracy").map(String::as_str).unwrap_or_default();
        let (latitude, longitude) = (field("latitude")?, field("longitude")?);
        limits::write(&ctx, &me, &caller.address)?;
        positions::report(&ctx, &me, Report { latitude, longitude, accuracy, is_own: false }).await?;
        Ok(Location { location: "update".into() })
    };
    answer(report.await)
}

/// The caller wants to be warned of somebody.
#[utoipa::path(put, path = "/users/monitor/{id}", tag = "nearby", security(("nearby" = [])),
    params(("id" = String, Path, description = "Facebook id, or the account's.")), responses(
    (status = 200, description = "Asked for, or so already.", body = Monitor), (status = 403, description = "No valid token.", body = ApiError),
    (status = 404, description = "Nobody by this id.", body = ApiError)))]
pub async fn monitor(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>, path: Id) -> Response {
    let watch = async {
        let me = member(&ctx, &caller).await?;
        super::watch(&ctx, me, &id(path)?).await
    };
    match watch.await {
        Ok(true) => Json(Monitor { monitor: "success".into() }).into_response(),
        Ok(false) => Json(Relation { relation: "already in relation".into() }).into_response(),
        Err(error) => call::refuse(error).into_response(),
    }
}

/// The caller does not want to be warned of somebody any more.
#[utoipa::path(delete, path = "/users/monitor/{id}", tag = "nearby", security(("nearby" = [])),
    params(("id" = String, Path, description = "Facebook id, or the account's.")), responses(
    (status = 200, description = "Not any more.", body = Unmonitor), (status = 403, description = "No valid token.", body = ApiError),
    (status = 404, description = "Nobody by this id.", body = ApiError)))]
pub async fn unmonitor(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>, path: Id) -> Response {
    let unwatch = async {
        let me = member(&ctx, &caller).await?;
        super::unwatch(&ctx, me, &id(path)?).await?;
        Ok(Unmonitor { unmonitor: "success".into() })
    };
    answer(unwatch.await)
}

/// Somebody wants to hear of the program.
#[utoipa::path(post, path = "/subscription/add", tag = "nearby",
    request_body(content_type = "*/*", content = crate::app::nearby::wire::described::SubscriptionForm), responses(
    (status = 200, description = "Noted.", body = Subscribed), (status = 400, description = "No address.", body = ApiError),
    (status = 409, description = "Noted already.", body = ApiError), (status = 429, description = "Too many.", body = ApiError)))]
pub async fn add_subscription(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let add = async {
        let fields = fields(&headers, &body)?;
        subscribe(&ctx, &caller, fields.get("email").map(String::as_str).ok_or(Code::Malformed)?).await?;
        Ok(Subscribed { subscription: "success".into() })
    };
    answer(add.await)
}

/// Notes an address, once.
pub async fn subscribe(ctx: &Ctx, caller: &Caller, email: &str) -> Result<()> {
    let (email, now) = (check_email(email)?, ctx.clock.now());
    limits::spend(ctx, [(limits::TOKENS_PER_ADDRESS, &caller.address)]).await?;
    let key = account::email_key(&email);
    let write = ctx.db.write(move |tx| Box::pin(async move { store::subscribe(tx, &email, &key, now).await }));
    if write.await? { Ok(()) } else { Err(Code::EmailTaken.into()) }
}

/// Agrees to be watched by somebody who asked, or changes how.
#[utoipa::path(put, path = "/api/nearby/watchers/{id}", tag = "nearby", security(("nearby" = [])),
    params(("id" = String, Path, description = "Facebook id, or the account's.")),
    request_body(content_type = "*/*", content = crate::app::nearby::wire::described::ConsentBody), responses(
    (status = 200, description = "Agreed.", body = Agreement), (status = 400, description = "No such precision or time.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError), (status = 404, description = "They did not ask.", body = ApiError)))]
pub async fn agree_to(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    path: Id,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let agree = async {
        let me = member(&ctx, &caller).await?;
        let fields = if body.is_empty() { HashMap::new() } else { fields(&headers, &body)? };
        let field = |key: &str| fields.get(key).map(String::as_str).filter(|text| !text.is_empty());
        let precision = field("precision").map(|word| Precision::parse(word).ok_or(Code::Malformed)).transpose()?;
        let until = field("until").map(|text| text.parse::<jiff::Timestamp>()).transpose();
        let until = until.map_err(|_| Code::TimeInvalid)?.map(jiff::Timestamp::as_millisecond);
        let until = until.map_or(Until::Same, Until::At);
        super::agree(&ctx, me, &id(path)?, Agreed { precision, until }).await?;
        Ok(Agreement { may: true })
    };
    answer(agree.await)
}

/// Refuses to be watched by somebody, or ends it at once.
#[utoipa::path(delete, path = "/api/nearby/watchers/{id}", tag = "nearby", security(("nearby" = [])),
    params(("id" = String, Path, description = "Facebook id, or the account's.")), responses(
    (status = 200, description = "Refused or over.", body = Agreement), (status = 403, description = "Not signed in.", body = ApiError),
    (status = 404, description = "They did not ask.", body = ApiError)))]
pub async fn end_consent(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>, path: Id) -> Response {
    let end = async {
        let me = member(&ctx, &caller).await?;
        super::refuse(&ctx, me, &id(path)?).await?;
        Ok(Agreement { may: false })
    };
    answer(end.await)
}
