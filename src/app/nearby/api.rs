//! The operations of nearby that are server functions. The documented ones with bodies of two kinds, and those with ids in
//! their paths, are routes of the server.

use super::wire::{Disrupted, HistoryPage, Location, NearbyPage, Started, Stopped, Token, Update, WatchersPage};
use crate::app::{account::wire::Done, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{
    app::error::Code,
    server::{account::facebook, call, nearby},
};

/// Another token for the caller, valid for a year.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/users/token", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "A token.", body = Token), (status = 403, description = "No valid token.", body = ApiError))))]
#[server(prefix = "/users", endpoint = "token", input = GetUrl, output = Json)]
pub async fn read_token() -> Result<Token, ApiError> {
    call::member(async |ctx, me| Ok(Token { token: facebook::issue(&ctx, &me).await? })).await
}

/// Begins an activity, and asks those who agreed to be watched for their positions.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/activity/start", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "Begun, or begun before.", body = Started), (status = 403, description = "No valid token.", body = ApiError))))]
#[server(prefix = "/activity", endpoint = "start", input = GetUrl, output = Json)]
pub async fn start_activity() -> Result<Started, ApiError> {
    call::member(async |ctx, me| nearby::start(&ctx, me).await).await?;
    Ok(Started { start: "success".into() })
}

/// The same by its other name.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/activity/create", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "Begun, or begun before.", body = Started), (status = 403, description = "No valid token.", body = ApiError))))]
#[server(prefix = "/activity", endpoint = "create", input = GetUrl, output = Json)]
pub async fn create_activity() -> Result<Started, ApiError> {
    start_activity().await
}

/// Who is nearest, who is silent, and who has GPS off.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/activity/update", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "How it stands.", body = Update), (status = 403, description = "No valid token.", body = ApiError),
    (status = 404, description = "There is no activity.", body = ApiError))))]
#[server(prefix = "/activity", endpoint = "update", input = GetUrl, output = Json)]
pub async fn read_update() -> Result<Update, ApiError> {
    call::member(async |ctx, me| nearby::update(&ctx, &me).await).await
}

/// Ends the activity because somebody is too close, and hides the caller for 30 minutes.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/activity/disrupt", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "Over.", body = Disrupted), (status = 403, description = "No valid token.", body = ApiError),
    (status = 404, description = "There is no activity.", body = ApiError))))]
#[server(prefix = "/activity", endpoint = "disrupt", input = GetUrl, output = Json)]
pub async fn disrupt_activity() -> Result<Disrupted, ApiError> {
    call::member(async |ctx, me| nearby::disrupt(&ctx, me).await).await?;
    Ok(Disrupted { disrupt: "success".into() })
}

/// Ends the activity, and the caller's sharing.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/activity/stop", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "Over.", body = Stopped), (status = 403, description = "No valid token.", body = ApiError),
    (status = 404, description = "There is no activity.", body = ApiError))))]
#[server(prefix = "/activity", endpoint = "stop", input = GetUrl, output = Json)]
pub async fn stop_activity() -> Result<Stopped, ApiError> {
    call::member(async |ctx, me| nearby::stop(&ctx, me).await).await?;
    Ok(Stopped { stop: "success".into() })
}

/// Everything that the page shows first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/nearby", tag = "nearby", security(("nearby" = [])), responses(
    (status = 200, description = "How it stands.", body = NearbyPage), (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "nearby", input = GetUrl, output = Json)]
pub async fn read_nearby() -> Result<NearbyPage, ApiError> {
    call::member(async |ctx, me| nearby::overview(&ctx, &me).await).await
}

/// Who watches the caller, or wants to; last asked first, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/nearby/watchers", tag = "nearby", security(("nearby" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = WatchersPage), (status = 400, description = "No position.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "watchers", input = GetUrl, output = Json)]
pub async fn read_watchers(after: Option<String>) -> Result<WatchersPage, ApiError> {
    call::member(async |ctx, me| nearby::watchers(&ctx, &me, after.as_deref()).await).await
}

/// Activities of the caller's that are over, newest first, in pages. Positions are not kept.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/nearby/history", tag = "nearby", security(("nearby" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = HistoryPage), (status = 400, description = "No position.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "history", input = GetUrl, output = Json)]
pub async fn read_past(after: Option<String>) -> Result<HistoryPage, ApiError> {
    call::member(async |ctx, me| nearby::history(&ctx, &me, after.as_deref()).await).await
}

/// Where the caller's page is. Others see it only while the caller shares.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/position", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LocationForm), responses(
    (status = 200, description = "Noted.", body = Location), (status = 400, description = "A field is missing, or no place on earth.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "position", input = PostUrl, output = Json)]
pub async fn report_position(
    latitude: String,
    longitude: String,
    #[server(default)] accuracy: String,
) -> Result<Location, ApiError> {
    call::member_writer(async |ctx, me| {
        let (latitude, longitude, accuracy) = (&latitude, &longitude, &accuracy);
        nearby::report(&ctx, &me, nearby::Report { latitude, longitude, accuracy, is_own: true }).await
    })
    .await?;
    Ok(Location { location: "update".into() })
}

/// Begins an activity, and shares the own position if that is wanted.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/start", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::StartForm), responses(
    (status = 200, description = "Begun, or begun before.", body = Done), (status = 400, description = "No such time.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "start", input = PostUrl, output = Json)]
pub async fn start_by_form(hours: Option<i64>, share: Option<i64>) -> Result<Done, ApiError> {
    let (hours, minutes) = (hours.unwrap_or(8), share.unwrap_or(0));
    let begin = call::member(async |ctx, me| nearby::start_for(&ctx, me, hours, minutes).await);
    call::answered(begin.await, "/nearby", "")
}

/// Ends the activity, and the caller's sharing.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/stop", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::NoFields), responses(
    (status = 200, description = "Over.", body = Done), (status = 403, description = "Not signed in.", body = ApiError),
    (status = 404, description = "There is no activity.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "stop", input = PostUrl, output = Json)]
pub async fn stop_by_form() -> Result<Done, ApiError> {
    call::answered(call::member(async |ctx, me| nearby::stop(&ctx, me).await).await, "/nearby", "")
}

/// Ends the activity because somebody is too close, and hides the caller for 30 minutes.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/disrupt", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::NoFields), responses(
    (status = 200, description = "Over.", body = Done), (status = 403, description = "Not signed in.", body = ApiError),
    (status = 404, description = "There is no activity.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "disrupt", input = PostUrl, output = Json)]
pub async fn disrupt_by_form() -> Result<Done, ApiError> {
    call::answered(call::member(async |ctx, me| nearby::disrupt(&ctx, me).await).await, "/nearby", "")
}

/// Shares what the caller's pages report for some minutes.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/share", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::MinutesForm), responses(
    (status = 200, description = "Done.", body = Done), (status = 400, description = "No such time.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "share", input = PostUrl, output = Json)]
pub async fn share_position(minutes: i64) -> Result<Done, ApiError> {
    call::answered(call::member(async |ctx, me| nearby::share(&ctx, me, minutes).await).await, "/nearby", "")
}

/// Hides the caller from everybody for some minutes.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/hide", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::MinutesForm), responses(
    (status = 200, description = "Done.", body = Done), (status = 400, description = "No such time.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "hide", input = PostUrl, output = Json)]
pub async fn hide_myself(minutes: i64) -> Result<Done, ApiError> {
    call::answered(call::member(async |ctx, me| nearby::hide(&ctx, me, minutes).await).await, "/nearby", "")
}

/// The caller wants to be warned of somebody.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/watch", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Asked, or asked before.", body = Done), (status = 403, description = "Not signed in.", body = ApiError),
    (status = 404, description = "Nobody by this id.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "watch", input = PostUrl, output = Json)]
pub async fn watch_person(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| nearby::watch(&ctx, me, &id).await).await;
    call::answered(done.map(drop), "/nearby", &next)
}

/// The caller does not want to be warned of somebody any more.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/unwatch", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Not any more.", body = Done), (status = 403, description = "Not signed in.", body = ApiError),
    (status = 404, description = "Nobody by this id.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "unwatch", input = PostUrl, output = Json)]
pub async fn unwatch_person(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| nearby::unwatch(&ctx, me, &id).await).await;
    call::answered(done, "/nearby", &next)
}

/// Agrees to be watched by somebody, or refuses it, also what was agreed before.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/nearby/answer", tag = "nearby", security(("nearby" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::AnswerForm), responses(
    (status = 200, description = "Done.", body = Done), (status = 400, description = "No such action or precision.", body = ApiError),
    (status = 403, description = "Not signed in.", body = ApiError), (status = 404, description = "They did not ask.", body = ApiError))))]
#[server(prefix = "/api/nearby", endpoint = "answer", input = PostUrl, output = Json)]
pub async fn answer_watcher(
    #[server(default)] id: String,
    #[server(default)] action: String,
    precision: Option<String>,
    #[server(default)] hours: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| match action.as_str() {
        "agree" => {
            let agreed = nearby::Agreed::read(&ctx, precision.as_deref(), &hours)?;
            nearby::agree(&ctx, me, &id, agreed).await
        }
        "refuse" => nearby::refuse(&ctx, me, &id).await,
        _ => Err(Code::Malformed.into()),
    });
    call::answered(done.await, "/nearby", &next)
}
