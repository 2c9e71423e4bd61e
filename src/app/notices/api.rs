//! What waits for a person, counted.

use super::wire::Waiting;
use crate::app::error::ApiError;
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

#[cfg(feature = "ssr")]
use crate::server::{calendar, call, letters::inbox, nearby};

/// How many unread messages, requests, invites, letters and watchers wait for the caller.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/notices/waiting", tag = "notices", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "The counts.", body = Waiting), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/notices", endpoint = "waiting", input = GetUrl, output = Json)]
pub async fn read_waiting() -> Result<Waiting, ApiError> {
    call::visitor(async |ctx, me| {
        let waiting = calendar::waiting(&ctx, &me).await?;
        let (letters, watchers) = (inbox::sealed(&ctx, &me).await?, nearby::asking(&ctx, &me).await?);
        Ok(Waiting { letters, watchers, ..waiting })
    })
    .await
}
