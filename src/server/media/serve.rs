//! Uploads on their way out: to whoever may see them, whole or by ranges.

use super::{store, upload::small_key};
use crate::{
    app::error::Code,
    server::{
        call::{self, Caller},
        context::Ctx,
        error::{Doing, Result},
    },
};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{ContentRange, HeaderMapExt, Range};
use object_store::{GetOptions, GetRange, ObjectStoreExt, path::Path as Key};
use std::ops::Bound;

#[derive(serde::Deserialize)]
pub struct Size {
    #[serde(default)]
    size: String,
}

/// An upload. Some everybody may see who has the id, which is 256 random bits; some only their owner and those who were
/// given them, as with a letter.
#[utoipa::path(get, path = "/media/{id}", tag = "media", params(("id" = String, Path, description = "Of an upload."),
    ("size" = Option<String>, Query, description = "`small` for a smaller picture."),
    ("Range" = Option<String>, Header, description = "One range of bytes.")), responses(
    (status = 200, description = "The bytes; they never change.", body = Vec<u8>, content_type = "image/jpeg"),
    (status = 206, description = "The bytes of the range.", body = Vec<u8>, content_type = "audio/mpeg"),
    (status = 404, description = "There is no such upload for the caller.", body = crate::app::error::ApiError),
    (status = 416, description = "There are no such bytes.", body = crate::app::error::ApiError)))]
pub async fn serve(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(Size { size }): Query<Size>,
    headers: HeaderMap,
) -> Response {
    match read(&ctx, &caller, &id, size == "small", &headers).await {
        Ok(response) => response,
        Err(error) => call::refuse(error).into_response(),
    }
}

async fn read(ctx: &Ctx, caller: &Caller, id: &str, is_small: bool, headers: &HeaderMap) -> Result<Response> {
    let is_id = id.len() <= 128 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if !is_id {
        return Err(Code::NotFound.into());
    }
    let medium = store::find(&mut ctx.db.read().await?, id).await?.ok_or(Code::NotFound)?;
    if medium.is_private == 1 {
        let me = caller.member(ctx).await?.ok_or(Code::NotFound)?;
        if medium.owner_id != me.id && !store::is_reader(&mut ctx.db.read().await?, id, &me.id).await? {
            return Err(Code::NotFound.into());
        }
    }
    let key = if is_small && medium.mime == "image/jpeg" { small_key(id) } else { Key::from(id) };
    let whole = match ctx.media.head(&key).await {
        Ok(meta) => meta.size,
        Err(object_store::Error::NotFound { .. }) => return Err(Code::NotFound.into()),
        Err(error) => return Err(error).doing("reading an upload"),
    };
    let range = wanted(headers, whole)?;
    let options = GetOptions { range: range.clone().map(GetRange::Bounded), ..GetOptions::default() };
    let found = ctx.media.get_opts(&key, options).await.doing("reading an upload")?;
    let length = range.as_ref().map_or(whole, |range| range.end - range.start);
    let mut response = Body::from_stream(found.into_stream()).into_response();
    let mime = HeaderValue::from_str(&medium.mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, mime);
    to.insert(header::CONTENT_LENGTH, length.into());
    to.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    to.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if let Some(range) = range {
        to.typed_insert(ContentRange::bytes(range, whole).map_err(|_| Code::RangeInvalid)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The bytes that are asked for, none for all of them. Of several ranges none is answered alone.
fn wanted(headers: &HeaderMap, whole: u64) -> Result<Option<std::ops::Range<u64>>, Code> {
    let Some(range) = headers.typed_get::<Range>() else { return Ok(None) };
    let text = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).unwrap_or_default();
    // The last bytes of something shorter are all of it (RFC 9110, 14.1.2).
    let last = text.strip_prefix("bytes=-").and_then(|last| last.parse::<u64>().ok());
    if last.is_some_and(|last| last >= whole && whole > 0) {
        return Ok(Some(0..whole));
    }
    let ranges: Vec<_> = range.satisfiable_ranges(whole).collect();
    let [(from, to)] = ranges.as_slice() else {
        return if ranges.is_empty() { Err(Code::RangeInvalid) } else { Ok(None) };
    };
    let start = match from {
        Bound::Included(start) => *start,
        Bound::Excluded(start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match to {
        Bound::Included(end) => end.saturating_add(1),
        Bound::Excluded(end) => *end,
        Bound::Unbounded => whole,
    };
    let end = end.min(whole);
    if start < end { Ok(Some(start..end)) } else { Err(Code::RangeInvalid) }
}
