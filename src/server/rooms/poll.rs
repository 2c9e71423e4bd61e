//! `GET /api/loggedonly/poll`: one event per answer, or an empty one when nothing has happened for a while.

use super::sessions;
use crate::{
    app::error::{ApiError, Code},
    server::{
        call::{self, Caller},
        context::Ctx,
        error::Result,
        http::Trickle,
    },
};
use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use std::convert::Infallible;

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
    let place = live.parking.clone().try_acquire_owned().map_err(|_| Code::TooFast)?;
    let ctx = ctx.clone();
    // The answer begins at once and its body waits: whoever waits holds nothing but this, and an event is taken in the
    // moment in which the connection takes it. One that closes before takes nothing.
    let body = futures::stream::once(async move {
        let event = tokio::select! {
            biased;
            event = live.queue.next() => Some(event),
            () = live.over.cancelled() => None,
            () = tokio::time::sleep(ctx.config.poll_timeout) => None,
        };
        live.touch(&ctx);
        drop(place);
        event.map(Ok::<_, Infallible>)
    });
    let body = Body::from_stream(body.filter_map(std::future::ready));
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((json, Extension(Trickle), body).into_response())
}
