//! The board's live connection of pages: one socket, what all are told in the same bytes.

use super::{identify, of, places::Place};
use crate::{
    app::{board::wire::BoardNews, error::Code},
    server::{
        call::{self, Caller},
        context::Ctx,
        error::Result,
    },
};
use axum::{
    Extension,
    extract::{
        Query, State,
        ws::{Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use std::time::Duration;
use tokio::{sync::broadcast::error::RecvError, time::interval};

/// Keeps proxies from closing a quiet connection, and finds out who is gone.
const PING: Duration = Duration::from_secs(25);
/// Pages have nothing to say here.
const PACKET_MAX: usize = 1024;

#[derive(Deserialize)]
pub struct Start {
    /// What somebody without an account calls themselves.
    #[serde(default)]
    name: String,
    /// Only looks on, and is not among those who are here.
    #[serde(default)]
    watch: bool,
}

/// News of the board.
#[utoipa::path(get, path = "/api/board/live", tag = "board",
    params(("name" = Option<String>, Query, description = "What somebody without an account calls themselves."),
        ("watch" = Option<bool>, Query, description = "Only look on, and be not among those who are here.")),
    responses((status = 101, description = "A WebSocket. Each text is a `BoardNews`; the first names the connection's seat.", body = BoardNews),
        (status = 400, description = "Not a WebSocket.", body = crate::app::error::ApiError),
        (status = 429, description = "Too many connections from this address.", body = crate::app::error::ApiError)))]
pub async fn live(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Query(start): Query<Start>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else { return Code::Malformed.into_response() };
    match sit(&ctx, &caller, &start).await {
        Ok(sitting) => upgrade
            .max_message_size(PACKET_MAX)
            .max_frame_size(PACKET_MAX)
            .on_upgrade(move |socket| serve(ctx, sitting, socket)),
        Err(error) => call::refuse(error).into_response(),
    }
}

/// A connection's place, and its seat unless it only watches, for as long as this is kept.
struct Sitting {
    ctx: Ctx,
    seat: Option<(u64, String)>,
    _place: Place,
}

impl Drop for Sitting {
    fn drop(&mut self) {
        if let Some((id, key)) = &self.seat {
            self.ctx.board.leave(&self.ctx, *id, Some(key));
        }
    }
}

async fn sit(ctx: &Ctx, caller: &Caller, start: &Start) -> Result<Sitting> {
    let place = ctx.board.0.places.take(ctx, &caller.address).ok_or(Code::TooFast)?;
    let mut sitting = Sitting { ctx: ctx.clone(), seat: None, _place: place };
    if start.watch {
        return Ok(sitting);
    }
    let identity = match caller.anyone(ctx).await? {
        // Who hides that they are here is named when they press something.
        Some(me) if !me.shows_presence && !me.is_guest => None,
        Some(me) => Some(of(me)),
        None if start.name.trim().is_empty() => None,
        None => Some(identify(ctx, None, &start.name).await?.0),
    };
    let id = ctx.board.sit();
    let key = ctx.rng.token();
    ctx.board.lock().seats.give_key(id, &key);
    sitting.seat = Some((id, key));
    ctx.board.moved(true);
    if let Some(identity) = identity {
        ctx.board.call(ctx, id, &identity);
    }
    Ok(sitting)
}

async fn serve(ctx: Ctx, sitting: Sitting, mut socket: WebSocket) {
    let mut news = ctx.board.0.pages.subscribe();
    // What was not told because no page was there.
    ctx.board.0.wake.notify_one();
    // What was told since the page was read is told by reading it anew.
    let hello =
        BoardNews { seat: sitting.seat.as_ref().map(|(_, key)| key.clone()), anew: true, ..BoardNews::default() };
    let hello = serde_json::to_string(&hello).unwrap_or_default();
    if socket.send(Message::text(hello)).await.is_err() {
        return;
    }
    drop(ctx);
    let mut ping = interval(PING);
    loop {
        let sent = tokio::select! {
            told = news.recv() => match told {
                // The server stops.
                Ok(told) if told.is_empty() => {
                    // Gone already is as good.
                    let _ = socket.send(Message::Close(None)).await;
                    return;
                }
                Ok(told) => socket.send(Message::Text(told)).await,
                Err(RecvError::Lagged(_)) => {
                    let anew = BoardNews { anew: true, ..BoardNews::default() };
                    socket.send(Message::text(serde_json::to_string(&anew).unwrap_or_default())).await
                }
                Err(RecvError::Closed) => return,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => Ok(()),
            },
            _ = ping.tick() => socket.send(Message::Ping(Vec::new().into())).await,
        };
        if sent.is_err() {
            return;
        }
    }
}
