//! `Idempotency-Key`: a post that arrives twice is run once and answered twice alike. Keys are per person and day.

use crate::{
    app::error::Code,
    server::{
        call,
        context::{Ctx, Member, hex},
        error::Result,
    },
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use sqlx::{query, query_as};
use std::time::Duration;

const DAY_MS: i64 = 86_400_000;
/// An answer that is still missing after this will not come: its server died.
const ABANDONED_MS: i64 = 60_000;

#[derive(sqlx::FromRow)]
struct Kept {
    request_hash: String,
    status: Option<i64>,
    content_type: Option<String>,
    body: Option<String>,
}

/// Runs the request, or answers as the first with this key was answered.
pub async fn once(ctx: &Ctx, me: &Member, key: &HeaderValue, parts: Parts, body: Bytes, next: Next) -> Response {
    let Some(key) = key.to_str().ok().filter(|key| (1..=255).contains(&key.len())) else {
        return Code::Malformed.into_response();
    };
    let mut hash = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), &body] {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let hash = hex(&hash.finalize());
    match first_or_kept(ctx, me, key, &hash).await {
        Ok(None) => {
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            keep(ctx, me, key, response).await
        }
        Ok(Some(kept)) => replay(kept),
        Err(error) => call::refuse(error).into_response(),
    }
}

/// Nothing if this is the first request with the key, which it is from now on; else its answer, awaited if need be.
async fn first_or_kept(ctx: &Ctx, me: &Member, key: &str, hash: &str) -> Result<Option<Kept>> {
    loop {
        let now = ctx.clock.now();
        let claim = "insert into idempotency (account_id, key, request_hash, created_at) values ($1, $2, $3, $4)
            on conflict (account_id, key) do update set request_hash = $3, status = null, created_at = $4
            where idempotency.created_at < $5 or (idempotency.status is null and idempotency.created_at < $6)";
        let claim = query(claim).bind(me.id.clone()).bind(key.to_owned()).bind(hash.to_owned()).bind(now);
        if ctx.db.execute(claim.bind(now - DAY_MS).bind(now - ABANDONED_MS)).await? > 0 {
            return Ok(None);
        }
        let find =
            "select request_hash, status, content_type, body from idempotency where account_id = $1 and key = $2";
        let kept: Option<Kept> = ctx.db.read().await?.optional(query_as(find).bind(&me.id).bind(key)).await?;
        match kept {
            Some(kept) if kept.request_hash != hash => return Err(Code::KeyReused.into()),
            Some(kept) if kept.status.is_some() => return Ok(Some(kept)),
            // The first is still running, or has just failed and left.
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Stores the answer under the key. A failure of ours is not kept: the next try may succeed.
async fn keep(ctx: &Ctx, me: &Member, key: &str, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        return Code::Internal.into_response();
    };
    let body = body.to_bytes();
    let stored = if parts.status.is_server_error() {
        let sql = "delete from idempotency where account_id = $1 and key = $2";
        ctx.db.execute(query(sql).bind(me.id.clone()).bind(key.to_owned())).await
    } else {
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let sql = "update idempotency set status = $3, content_type = $4, body = $5 where account_id = $1 and key = $2";
        let update = query(sql).bind(me.id.clone()).bind(key.to_owned()).bind(i64::from(parts.status.as_u16()));
        ctx.db
            .execute(update.bind(content_type.map(str::to_owned)).bind(String::from_utf8_lossy(&body).into_owned()))
            .await
    };
    if let Err(error) = stored {
        tracing::error!(%error, "an answer could not be kept for its Idempotency-Key");
    }
    Response::from_parts(parts, Body::from(body))
}

fn replay(kept: Kept) -> Response {
    let status =
        kept.status.and_then(|status| u16::try_from(status).ok()).and_then(|code| StatusCode::from_u16(code).ok());
    let mut response = Response::new(Body::from(kept.body.unwrap_or_default()));
    *response.status_mut() = status.unwrap_or(StatusCode::OK);
    if let Some(content_type) = kept.content_type.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    response
}
