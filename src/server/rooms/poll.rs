//! `GET /api/loggedonly/poll`: one event per answer, or an empty one when nothing has happened for a while.

use super::sessions;
use crate::{
    app::error::{ApiError, Code},
    server::{
        call::{self, Caller},
        context::Ctx,
        error::Result,
    },
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// The next thing that happened in the caller's rooms.
#[utoipa::path(get, path = "/api/loggedonly/poll", tag = "rooms", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "`{\"event\",\"type\"}`: one event. Empty if nothing happened within `KITH_POLL_TIMEOUT`, or the session ended meanwhile.", body = crate::app::chats::rooms::wire::Envelope),
    (status = 401, description = "No session.", body = ApiError), (status = 429, description = "Too many polls at once.", body = ApiError)))]
pub async fn poll(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>) -> Response {
    match wait(&ctx, &caller).await {
        Ok(response) => response,
        Err(error) => call::refuse(error).into_response(),
    }
}

async fn wait(ctx: &Ctx, caller: &Caller) -> Result<Response> {
    let me = caller.anyone(ctx).await?.ok_or(Code::NotSignedIn)?;
    let live = sessions::current(ctx, caller, me).await?;
    let _place = live.parking.try_acquire().map_err(|_| Code::TooFast)?;
    let event = tokio::select! {
        biased;
        event = live.queue.next() => Some(event),
        () = live.over.cancelled() => None,
        () = tokio::time::sleep(ctx.config.poll_timeout) => None,
    };
    live.touch(ctx);
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok(match event {
        Some(event) => (json, event.into_body()).into_response(),
        None => ().into_response(),
    })
}
