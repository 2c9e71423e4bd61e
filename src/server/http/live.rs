//! The browser's end of the bus: server-sent events, resumed by `Last-Event-ID` after any break.

use super::assets;
use crate::{
    app::error::Code,
    server::{
        bus::{Audience, Delivery, Position, Published, Subscription},
        call::{self, Caller},
        chats,
        context::{Ctx, Member},
        error::Result,
        friends,
    },
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use std::{convert::Infallible, fmt::Write, time::Duration};

/// A comment this often keeps proxies from closing a quiet connection.
const KEEP_ALIVE: Duration = Duration::from_secs(25);
const QUIET: &str = ":\n\n";

#[derive(Deserialize)]
pub struct Start {
    /// Position of the page when it was rendered.
    last: Option<String>,
}

/// All notices of the signed-in person.
#[utoipa::path(get, path = "/api/live", tag = "live", security(("session" = []), ("guest" = [])),
    params(("last" = Option<String>, Query, description = "Continue after this position, as `Last-Event-ID` does.")),
    responses(
        (status = 200, description = "Server-sent events. `id` is the position, `data` the notice as JSON; without an id it is for this moment only. `hello`: first, with the path of the build's files. `resync`: too much was missed, read anew. `goodbye`: the server restarts. `session-ended`: signed out.", content_type = "text/event-stream", body = String),
        (status = 401, description = "Not signed in.", body = crate::app::error::ApiError)))]
pub async fn live(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Query(start): Query<Start>,
    headers: HeaderMap,
) -> Response {
    let me = match caller.anyone(&ctx).await {
        Ok(Some(me)) => me,
        Ok(None) => return Code::NotSignedIn.into_response(),
        Err(error) => return call::refuse(error).into_response(),
    };
    let resumed = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let last = resumed.or(start.last).as_deref().and_then(Position::parse);
    let mut subscription = match subscribe(&ctx, me, last).await {
        Ok(subscription) => subscription,
        Err(error) => return call::refuse(error).into_response(),
    };
    // The end of this very session or token, as the notice spells it.
    let end = caller.public_hash().map(|hash| format!("\"session\":\"{hash}\""));
    let open = Open::new(&ctx);
    let stay = ctx.presence.enter(&ctx.bus, &me.id, !me.shows_presence);
    let events = async_stream::stream! {
        let _here = (open, stay);
        yield Ok::<_, Infallible>(Bytes::from(hello()));
        loop {
            let delivery = match tokio::time::timeout(KEEP_ALIVE, subscription.deliveries.recv()).await {
                Ok(Some(delivery)) => delivery,
                Ok(None) => return,
                Err(_) => {
                    yield Ok(Bytes::from_static(QUIET.as_bytes()));
                    continue;
                }
            };
            match delivery {
                Delivery::Notice(notice) if ends(&notice, end.as_deref()) => {
                    yield Ok(special("session-ended", Some(&notice.position)));
                    return;
                }
                Delivery::Notice(notice) => yield Ok(notice.encoded(encode)),
                Delivery::Whisper(body) => yield Ok(Bytes::from(format!("data: {body}\n\n"))),
                Delivery::Resync(position) => yield Ok(special("resync", Some(&position))),
                Delivery::Goodbye => {
                    yield Ok(special("goodbye", None));
                    return;
                }
            }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, Body::from_stream(events)).into_response()
}

/// How a stream begins: when to come back after a break, and which build this is.
fn hello() -> String {
    format!("retry: 1000\nevent: hello\ndata: {{\"assets\":\"/{}\"}}\n\n", assets::base())
}

/// Everything that concerns somebody: themselves, their chats, and whether their friends are here. Where the bus was is
/// asked before what they are in is read; what changes meanwhile changes the subscription.
async fn subscribe(ctx: &Ctx, me: &Member, last: Option<Position>) -> Result<Subscription> {
    let mut since = ctx.bus.position();
    if last.as_ref().is_some_and(|last| last.epoch == since.epoch && last.number > since.number) {
        ctx.bus.refresh(&ctx.db).await?;
        since = ctx.bus.position();
    }
    let last = last.unwrap_or_else(|| since.clone());
    let mut conn = ctx.db.read().await?;
    let friends = friends::ids(&mut conn, &me.id).await?;
    let mut audiences = chats::audiences(&mut conn, &me.id).await?;
    audiences.extend([Audience::Person(me.id.clone()), Audience::Everyone]);
    audiences.extend(friends.into_iter().map(Audience::Circle));
    Ok(ctx.bus.resume(audiences, Some(last), since))
}

fn ends(notice: &Published, end: Option<&str>) -> bool {
    matches!(notice.notice.audience, Audience::Person(_)) && end.is_some_and(|end| notice.notice.body.contains(end))
}

/// JSON holds no line breaks, so a notice is one line of data.
fn encode(notice: &Published) -> Bytes {
    Bytes::from(format!("id: {}\ndata: {}\n\n", notice.position, notice.notice.body))
}

fn special(event: &str, position: Option<&Position>) -> Bytes {
    let mut text = String::new();
    if let Some(position) = position {
        let _ = writeln!(text, "id: {position}");
    }
    Bytes::from(text + &format!("event: {event}\ndata: {{}}\n\n"))
}

/// Counts a stream for as long as it is open.
struct Open(prometheus::IntGauge);

impl Open {
    fn new(ctx: &Ctx) -> Self {
        ctx.metrics.live_connections.inc();
        Self(ctx.metrics.live_connections.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
