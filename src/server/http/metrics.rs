//! What Prometheus reads, and the layer that counts.

use crate::{
    app::error::Code,
    server::{
        call::{self, Caller},
        context::Ctx,
        jobs,
    },
};
use axum::{
    Extension,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::net::SocketAddr;

/// Counts an answer under its route's pattern.
pub async fn measure(State(ctx): State<Ctx>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other".to_owned(), |path| path.as_str().to_owned());
    let began = ctx.clock.now();
    let response = next.run(request).await;
    let millis = u32::try_from(ctx.clock.now() - began).unwrap_or(0);
    // Only the methods that there are: anybody can make up others, and each would be a series of its own.
    let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    let method = known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other");
    ctx.metrics.answered(method, &route, response.status().as_u16(), f64::from(millis) / 1000.0);
    response
}

/// Counters in the text format of Prometheus: for admins, and for programs on this machine that no proxy forwards.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses(
    (status = 200, description = "The counters.", body = String, content_type = "text/plain"),
    (status = 403, description = "Neither an admin nor a program on this machine.", body = crate::app::error::ApiError)))]
pub async fn serve(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let is_local = peer.ip().to_canonical().is_loopback() && !headers.contains_key("x-forwarded-for");
    let answer = async {
        let is_admin = caller.member(&ctx).await?.is_some_and(|me| me.is_admin);
        if !is_local && !is_admin {
            return Err(Code::NotAllowed.into());
        }
        let jobs = jobs::count(&mut ctx.db.read().await?).await?;
        Ok(ctx.metrics.text(ctx.db.statements(), jobs))
    };
    match answer.await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        Err(error) => call::refuse(error).into_response(),
    }
}
