//! What waits for a person, counted.

use super::wire::Waiting;
use crate::app::error::ApiError;
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

#[cfg(feature = "ssr")]
use crate::server::{calendar, call};

/// How many unread messages, requests and invites wait for the caller.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/notices/waiting", tag = "notices", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "The counts.", body = Waiting), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/notices", endpoint = "waiting", input = GetUrl, output = Json)]
pub async fn read_waiting() -> Result<Waiting, ApiError> {
    call::visitor(async |ctx, me| calendar::waiting(&ctx, &me).await).await
}
