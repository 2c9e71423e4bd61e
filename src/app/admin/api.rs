//! Operations of those who run the installation.

use super::wire::{Holders, KeptRooms, OpenCode};
use crate::app::{account::wire::Done, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::server::{admin, call, context::Admin};

/// Rooms in pages of 50, in the order of their names.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/admin/rooms", tag = "admin", security(("session" = [])), params(
    ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "Rooms.", body = KeptRooms), (status = 400, description = "`after` is malformed.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/admin", endpoint = "rooms", input = GetUrl, output = Json)]
pub async fn list_kept_rooms(#[server(default)] after: Option<String>) -> Result<KeptRooms, ApiError> {
    call::member(async |ctx, me| admin::rooms(&ctx, &Admin::try_from(me)?, after.as_deref()).await).await
}

/// People in pages of 50, in the order of their names: all, or those with this part in a name or an e-mail address.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/admin/people", tag = "admin", security(("session" = [])), params(
    ("search" = Option<String>, Query, description = "Part of a name or an address."),
    ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "People and guests.", body = Holders), (status = 400, description = "A parameter is malformed.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/admin", endpoint = "people", input = GetUrl, output = Json)]
pub async fn list_holders(
    #[server(default)] search: Option<String>,
    #[server(default)] after: Option<String>,
) -> Result<Holders, ApiError> {
    let search = search.unwrap_or_default();
    call::member(async |ctx, me| admin::people(&ctx, &Admin::try_from(me)?, &search, after.as_deref()).await).await
}

/// Codes of phone numbers that wait to be proven, newest first, to be passed on where no text is sent. None where one is.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/admin/codes", tag = "admin", security(("session" = [])), responses(
    (status = 200, description = "Up to 200 codes of the last day.", body = Vec<OpenCode>), (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/admin", endpoint = "codes", input = GetUrl, output = Json)]
pub async fn list_codes() -> Result<Vec<OpenCode>, ApiError> {
    call::member(async |ctx, me| admin::codes(&ctx, &Admin::try_from(me)?).await).await
}

/// Does something to somebody's account.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/admin/act", tag = "admin", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::ActForm), responses(
    (status = 200, description = "Done.", body = Done), (status = 400, description = "No such action, a malformed id, or the caller's own.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin, or this can't be done to a guest.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/admin", endpoint = "act", input = PostUrl, output = Json)]
pub async fn act_on(
    #[server(default)] id: String,
    #[server(default)] action: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let acted = call::member(async |ctx, me| admin::act(&ctx, &Admin::try_from(me)?, &id, &action).await).await;
    call::answered(acted, "/admin", &next)
}
