//! The browser's end of the bus: server-sent events, resumed by `Last-Event-ID` after any break.

use crate::{
    app::error::Code,
    server::{
        bus::{Audience, Delivery, Position},
        call::{self, Caller},
        context::Ctx,
    },
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use serde::Deserialize;
use std::{convert::Infallible, time::Duration};

/// Browsers come back this long after a break.
const RETRY: Duration = Duration::from_secs(1);
/// A comment this often keeps proxies from closing a quiet connection.
const KEEP_ALIVE: Duration = Duration::from_secs(25);

#[derive(Deserialize)]
pub struct Start {
    /// Position of the page when it was rendered.
    last: Option<String>,
}

/// All notices of the signed-in person.
#[utoipa::path(get, path = "/api/live", tag = "live", security(("session" = [])),
    params(("last" = Option<String>, Query, description = "Continue after this position, as `Last-Event-ID` does.")),
    responses(
        (status = 200, description = "Server-sent events. `id` is the position, `data` the notice as JSON. `resync`: too much was missed, read anew. `goodbye`: the server restarts. `session-ended`: signed out.", content_type = "text/event-stream", body = String),
        (status = 401, description = "Not signed in.", body = crate::app::error::ApiError)))]
pub async fn live(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Query(start): Query<Start>,
    headers: HeaderMap,
) -> Response {
    let me = match caller.member(&ctx).await {
        Ok(Some(me)) => me,
        Ok(None) => return Code::NotSignedIn.into_response(),
        Err(error) => return call::refuse(error).into_response(),
    };
    let resumed = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let last = resumed.or(start.last).as_deref().and_then(Position::parse);
    let mut subscription = ctx.bus.subscribe(vec![Audience::Person(me.id.clone()), Audience::Everyone], last);
    // The end of this very session or token, as the notice spells it.
    let end = caller.public_hash().map(|hash| format!("\"session\":\"{hash}\""));
    let open = Open::new(&ctx);
    let events = async_stream::stream! {
        let _open = open;
        yield Ok::<_, Infallible>(Event::default().retry(RETRY).comment("hello"));
        while let Some(delivery) = subscription.deliveries.recv().await {
            match delivery {
                Delivery::Notice(position, body) if end.as_ref().is_some_and(|end| body.contains(end.as_str())) => {
                    yield Ok(Event::default().id(position.to_string()).event("session-ended").data("{}"));
                    return;
                }
                Delivery::Notice(position, body) => yield Ok(Event::default().id(position.to_string()).data(body)),
                Delivery::Resync(position) => yield Ok(Event::default().id(position.to_string()).event("resync").data("{}")),
                Delivery::Goodbye => {
                    yield Ok(Event::default().event("goodbye").data("{}"));
                    return;
                }
            }
        }
    };
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    ([unbuffered], Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response()
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
