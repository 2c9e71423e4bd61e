//! `POST /media`: a picture, a sound or a video for something that is written later. What it is is read from its bytes,
//! not from its name or what it says it is.

use super::{picture, store};
use crate::{
    app::error::{ApiError, Code},
    server::{
        call::{self, Caller},
        context::{Ctx, Member},
        error::{Doing, Result},
        limits,
    },
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{
        Multipart, State,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use object_store::{ObjectStoreExt, WriteMultipart, path::Path as Key};
use std::time::Duration;

/// Largest sound or video, in bytes.
const RECORDING_MAX: usize = 50 * 1024 * 1024;
/// Largest body of an upload, in bytes: the recording, and what stands around it.
pub const UPLOAD_MAX: usize = RECORDING_MAX + 64 * 1024;
/// No account keeps more, in bytes.
const QUOTA: i64 = 5 * 1024 * 1024 * 1024;
/// What something is stands in its first bytes.
const HEAD: usize = 8192;
/// An upload that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(600);
/// Sounds and videos that browsers and phones record and play, as they are recognised and as they are served.
const RECORDINGS: [(&str, &str); 12] = [
    ("audio/mpeg", "audio/mpeg"),
    ("audio/m4a", "audio/mp4"),
    ("audio/aac", "audio/aac"),
    ("audio/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/x-wav", "audio/wav"),
    ("audio/x-flac", "audio/flac"),
    ("audio/amr", "audio/amr"),
    ("video/mp4", "video/mp4"),
    ("video/x-m4v", "video/mp4"),
    ("video/quicktime", "video/quicktime"),
    ("video/webm", "video/webm"),
];

/// Body of the upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes a body")]
pub struct MediumForm {
    /// A JPEG, PNG, WebP or GIF picture up to 10 MiB; an MP3, M4A, AAC, Ogg, WAV, FLAC or AMR sound or an MP4, QuickTime or
    /// WebM video up to 50 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// An upload that waits to be used.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct Medium {
    /// What letters name it by.
    pub id: String,
    /// Where it is, for those who may see it. With `?size=small` a picture comes smaller.
    pub url: String,
}

/// Keeps an upload for a day, and for as long as something uses it.
#[utoipa::path(post, path = "/media", tag = "media", security(("session" = [])),
    request_body(content_type = "multipart/form-data", content = MediumForm), responses(
    (status = 200, description = "Kept.", body = Medium), (status = 400, description = "Not a picture, sound or video that is known, or too many pixels.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 413, description = "Too large.", body = ApiError),
    (status = 429, description = "Too many.", body = ApiError)))]
pub async fn upload(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    body: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let taken = tokio::time::timeout(PATIENCE, take(&ctx, &caller, body)).await;
    match taken.unwrap_or_else(|_| Err(Code::Malformed.into())).map_err(call::refuse) {
        Ok(medium) => Json(medium).into_response(),
        Err(error) => error.into_response(),
    }
}

async fn take(ctx: &Ctx, caller: &Caller, body: std::result::Result<Multipart, MultipartRejection>) -> Result<Medium> {
    let me = caller.member(ctx).await?.cloned().ok_or(Code::NotSignedIn)?;
    limits::spend(ctx, [(limits::UPLOADS_PER_ACCOUNT, me.id.as_str())]).await?;
    if store::used(&mut ctx.db.read().await?, &me.id).await? > QUOTA {
        return Err(Code::TooLarge.into());
    }
    let mut body = body.map_err(|_| Code::Malformed)?;
    while let Some(field) = body.next_field().await.map_err(stopped)? {
        if field.name() == Some("file") {
            let id = keep(ctx, &me, field).await?;
            return Ok(Medium { url: format!("{}{}", ctx.config.base_url, super::address(&id)), id });
        }
    }
    Err(Code::MediumUnknown.into())
}

/// Keeps an upload; its id.
async fn keep(ctx: &Ctx, me: &Member, mut field: Field<'_>) -> Result<String> {
    let mut begun: Vec<u8> = Vec::new();
    while begun.len() < HEAD {
        match next(&mut field).await? {
            Some(chunk) => begun.extend_from_slice(&chunk),
            None => break,
        }
    }
    if image::guess_format(&begun).is_ok() {
        return keep_picture(ctx, me, field, begun).await;
    }
    let known = infer::get(&begun).map(|kind| kind.mime_type()).unwrap_or_default();
    let mime = RECORDINGS.iter().find(|(name, _)| *name == known).map(|(_, mime)| *mime).ok_or(Code::MediumUnknown)?;
    keep_recording(ctx, me, field, begun, mime).await
}

async fn keep_picture(ctx: &Ctx, me: &Member, mut field: Field<'_>, mut bytes: Vec<u8>) -> Result<String> {
    while let Some(chunk) = next(&mut field).await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > super::PICTURE_MAX {
            return Err(Code::TooLarge.into());
        }
    }
    let turn = ctx.decoding.clone().acquire_owned().await.doing("waiting for a turn")?;
    let made = tokio::task::spawn_blocking(move || {
        let made = picture::whole(&bytes);
        drop(turn);
        made
    });
    let (large, small) = made.await.doing("making a picture")??;
    let id = super::reserve(ctx, &me.id, "image/jpeg", large.len()).await?;
    ctx.media.put(&Key::from(id.as_str()), large.into()).await.doing("keeping a picture")?;
    ctx.media.put(&small_key(&id), small.into()).await.doing("keeping a picture")?;
    Ok(id)
}

/// Where the small form of a picture lies.
pub fn small_key(id: &str) -> Key {
    Key::from(format!("{id}.small"))
}

/// Kept as it comes, piece by piece.
async fn keep_recording(
    ctx: &Ctx,
    me: &Member,
    mut field: Field<'_>,
    begun: Vec<u8>,
    mime: &'static str,
) -> Result<String> {
    let id = super::reserve(ctx, &me.id, mime, 0).await?;
    let upload = ctx.media.put_multipart(&Key::from(id.as_str())).await.doing("keeping a recording")?;
    let mut out = WriteMultipart::new(upload);
    let mut size = begun.len();
    out.write(&begun);
    loop {
        match next(&mut field).await {
            Ok(Some(chunk)) if size + chunk.len() <= RECORDING_MAX => {
                size += chunk.len();
                out.wait_for_capacity(2).await.doing("keeping a recording")?;
                out.put(chunk);
            }
            Ok(None) => break,
            stopped => {
                out.abort().await.doing("giving up an upload")?;
                return Err(stopped.err().unwrap_or_else(|| Code::TooLarge.into()));
            }
        }
    }
    out.finish().await.doing("keeping a recording")?;
    ctx.db.execute(store::measured(&id, i64::try_from(size).unwrap_or(i64::MAX))).await?;
    Ok(id)
}

async fn next(field: &mut Field<'_>) -> Result<Option<Bytes>> {
    Ok(field.chunk().await.map_err(stopped)?)
}

/// Why a body could not be read on.
fn stopped(error: MultipartError) -> Code {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Code::TooLarge } else { Code::Malformed }
}
