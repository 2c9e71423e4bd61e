//! What people upload: looked at, made anew, kept in the object store. Knows no feature.

mod picture;
mod store;

use super::{
    context::Ctx,
    db::Tx,
    error::{Doing, Result},
    jobs::{self, Settle},
};
use crate::app::error::Code;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use object_store::{ObjectStoreExt, path::Path as Key};
pub use picture::PICTURE_MAX;

/// The job kind that removes the bytes of what is not used any more.
pub const ERASE_JOB: &str = "media.erase";

/// Where uploads are served.
pub fn address(id: &str) -> String {
    format!("/media/{id}")
}

/// Keeps a picture as a square JPEG without anything that came along with it; its id. It counts once `claim` is stored.
pub async fn keep_picture(ctx: &Ctx, upload: Vec<u8>) -> Result<Kept> {
    let turn = ctx.decoding.clone().acquire_owned().await.doing("waiting for a turn")?;
    let made = tokio::task::spawn_blocking(move || {
        let made = picture::square(&upload);
        drop(turn);
        made
    });
    let jpeg = made.await.doing("making a picture")??;
    let id = ctx.rng.token();
    let bytes = i64::try_from(jpeg.len()).unwrap_or(i64::MAX);
    ctx.media.put(&Key::from(id.as_str()), jpeg.into()).await.doing("keeping a picture")?;
    Ok(Kept { id, mime: "image/jpeg", bytes })
}

/// Bytes that lie in the store and belong to nobody yet.
pub struct Kept {
    pub id: String,
    mime: &'static str,
    bytes: i64,
}

/// Notes whose it is.
pub async fn claim(ctx: &Ctx, tx: &mut Tx, kept: &Kept, owner_id: &str) -> Result<()> {
    store::insert(tx, &kept.id, owner_id, kept.mime, kept.bytes, ctx.clock.now()).await
}

/// Uploads that somebody uses: those that are known here must be theirs. Ids of other places are kept as they are.
pub async fn attach(tx: &mut Tx, owner_id: &str, ids: &[String]) -> Result<()> {
    for id in ids {
        let is_id = (1..=128).contains(&id.len())
            && !id.starts_with('.')
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        if !is_id || store::owner(tx, id).await?.is_some_and(|owner| owner != owner_id) {
            return Err(Code::MediumInvalid.into());
        }
    }
    store::attach(tx, ids).await
}

/// Lets people see uploads: id and account.
pub async fn grant(tx: &mut Tx, grants: &[(String, String)]) -> Result<()> {
    store::grant(tx, grants).await
}

/// Lets go of an upload of this owner by its address; the bytes go with a job. Other addresses are none of ours.
pub async fn release(ctx: &Ctx, tx: &mut Tx, owner_id: &str, address: &str) -> Result<()> {
    let Some(id) = address.strip_prefix("/media/") else { return Ok(()) };
    if store::delete(tx, id, owner_id).await? {
        jobs::enqueue(ctx, tx, ERASE_JOB, &id, ctx.clock.now()).await?;
    }
    Ok(())
}

/// The job's handler.
pub async fn erase(ctx: Ctx, id: String) -> Result<Option<Settle>> {
    match ctx.media.delete(&Key::from(id)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error).doing("removing an upload"),
    }
}

/// An upload. Whoever has its id may see it: ids are 256 random bits.
#[utoipa::path(get, path = "/media/{id}", tag = "media", params(("id" = String, Path, description = "Of an upload.")), responses(
    (status = 200, description = "The bytes; they never change.", body = Vec<u8>, content_type = "image/jpeg"),
    (status = 404, description = "There is no such upload.", body = crate::app::error::ApiError)))]
pub async fn serve(State(ctx): State<Ctx>, Path(id): Path<String>) -> Response {
    match read(&ctx, &id).await {
        Ok((mime, bytes)) => {
            let mime = HeaderValue::from_str(&mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let headers = [
                (header::CONTENT_TYPE, mime),
                (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable")),
                (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => super::call::refuse(error).into_response(),
    }
}

async fn read(ctx: &Ctx, id: &str) -> Result<(String, axum::body::Bytes)> {
    let mime = store::mime(&mut ctx.db.read().await?, id).await?.ok_or(Code::NotFound)?;
    match ctx.media.get(&Key::from(id)).await {
        Ok(found) => Ok((mime, found.bytes().await.doing("reading an upload")?)),
        Err(object_store::Error::NotFound { .. }) => Err(Code::NotFound.into()),
        Err(error) => Err(error).doing("reading an upload"),
    }
}

#[cfg(test)]
mod tests;
