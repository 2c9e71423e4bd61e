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
    // Keyed, because a body can hold a password, and a plain hash of it could be guessed.
    let hash = ctx.keyed_hash("idempotency", &hex(&hash.finalize()));
    match first_or_kept(ctx, me, key, &hash).await {
        Ok(First::Claimed(at)) => {
            let (ctx, me, key) = (ctx.clone(), me.id.clone(), key.to_owned());
            // A phone that goes away must find the answer when it comes back: this runs to its end without it.
            let run = async move {
                let response = next.run(Request::from_parts(parts, Body::from(body))).await;
                keep(&ctx, me, key, at, response).await
            };
            tokio::spawn(run).await.unwrap_or_else(|_| Code::Internal.into_response())
        }
        Ok(First::Answered(kept)) => replay(kept),
        Err(error) => call::refuse(error).into_response(),
    }
}

/// Whether a request is the first with its key.
enum First {
    /// It is, and claimed the key at this time.
    Claimed(i64),
    Answered(Kept),
}

/// Claims the key, or finds the first's answer, awaited if need be.
async fn first_or_kept(ctx: &Ctx, me: &Member, key: &str, hash: &str) -> Result<First> {
    loop {
        let now = ctx.clock.now();
        let claim = "insert into idempotency (account_id, key, request_hash, created_at) values ($1, $2, $3, $4)
            on conflict (account_id, key) do update set request_hash = $3, status = null, created_at = $4
            where idempotency.created_at < $5 or (idempotency.status is null and idempotency.created_at < $6)";
        let claim = query(claim).bind(me.id.clone()).bind(key.to_owned()).bind(hash.to_owned()).bind(now);
        if ctx.db.execute(claim.bind(now - DAY_MS).bind(now - ABANDONED_MS)).await? > 0 {
            return Ok(First::Claimed(now));
        }
        let find =
            "select request_hash, status, content_type, body from idempotency where account_id = $1 and key = $2";
        let kept: Option<Kept> = ctx.db.read().await?.optional(query_as(find).bind(&me.id).bind(key)).await?;
        match kept {
            Some(kept) if kept.request_hash != hash => return Err(Code::KeyReused.into()),
            Some(kept) if kept.status.is_some() => return Ok(First::Answered(kept)),
            // The first is still running, or has just failed and left.
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Stores the answer under the key, if it is still this request's. What may go well the next time is not kept.
async fn keep(ctx: &Ctx, me: String, key: String, claimed_at: i64, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        return Code::Internal.into_response();
    };
    let body = body.to_bytes();
    let is_passing = matches!(parts.status, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS);
    let stored = if parts.status.is_server_error() || is_passing {
        let sql = "delete from idempotency where account_id = $1 and key = $2 and created_at = $3";
        ctx.db.execute(query(sql).bind(me).bind(key).bind(claimed_at)).await
    } else {
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let sql = "update idempotency set status = $4, content_type = $5, body = $6
            where account_id = $1 and key = $2 and created_at = $3";
        let update = query(sql).bind(me).bind(key).bind(claimed_at).bind(i64::from(parts.status.as_u16()));
        ctx.db
            .execute(update.bind(content_type.map(str::to_owned)).bind(String::from_utf8_lossy(&body).into_owned()))
            .await
    };
    if let Err(error) = stored {
        tracing::error!(%error, "an answer could not be kept for its Idempotency-Key");
    }
    Response::from_parts(parts, Body::from(body))
}

/// Removes answers that are older than a day.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let old = query("delete from idempotency where created_at < $1").bind(ctx.clock.now() - DAY_MS);
    ctx.db.execute(old).await?;
    Ok(())
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
