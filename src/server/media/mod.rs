//! What people upload: looked at, made anew, kept in the object store. Knows no feature.

mod picture;
pub mod place;
mod serve;
mod store;
mod upload;

use super::{
    context::Ctx,
    db::Tx,
    error::{Doing, Result},
    jobs::{self, Settle},
};
use crate::app::error::Code;
use object_store::{ObjectStoreExt, path::Path as Key};
pub use picture::PICTURE_MAX;
pub use serve::{__path_serve, serve};
pub use upload::{__path_upload, UPLOAD_MAX, upload};

/// The job kind that removes the bytes of what is not used any more.
pub const ERASE_JOB: &str = "media.erase";

/// What nothing uses is kept for a day.
const UNUSED_MS: i64 = 86_400_000;

/// Where uploads are served.
pub fn address(id: &str) -> String {
    format!("/media/{id}")
}

/// Keeps a picture as a square JPEG without anything that came along with it; its id. It stays once it is claimed.
pub async fn keep_picture(ctx: &Ctx, owner_id: &str, upload: Vec<u8>) -> Result<String> {
    let turn = ctx.decoding.clone().acquire_owned().await.doing("waiting for a turn")?;
    let made = tokio::task::spawn_blocking(move || {
        let made = picture::square(&upload);
        drop(turn);
        made
    });
    let jpeg = made.await.doing("making a picture")??;
    let id = reserve(ctx, owner_id, "image/jpeg", jpeg.len()).await?;
    ctx.media.put(&Key::from(id.as_str()), jpeg.into()).await.doing("keeping a picture")?;
    Ok(id)
}

/// Notes an upload before its bytes are stored, so that none are ever left behind: its owner's only, and removed after a
/// day if nothing uses it by then. Its id.
async fn reserve(ctx: &Ctx, owner_id: &str, mime: &'static str, bytes: usize) -> Result<String> {
    let id = ctx.rng.token();
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    ctx.db.execute(store::insert(&id, owner_id, mime, bytes, ctx.clock.now())).await?;
    Ok(id)
}

/// An upload is used from now on, where everybody may see it.
pub async fn claim(tx: &mut Tx, id: &str) -> Result<()> {
    store::publish(tx, id).await
}

/// Uploads that somebody uses: those that are known here must be theirs, and made for that. Ids of other places are kept as they are.
pub async fn attach(tx: &mut Tx, owner_id: &str, ids: &[String]) -> Result<()> {
    for id in ids {
        let is_id = (1..=128).contains(&id.len())
            && !id.starts_with('.')
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        if !is_id || store::owner(tx, id).await?.is_some_and(|(owner, is_private)| owner != owner_id || !is_private) {
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
    for key in [Key::from(id.as_str()), upload::small_key(&id)] {
        match ctx.media.delete(&key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error).doing("removing an upload"),
        }
    }
    Ok(None)
}

/// Removes uploads of which nothing was made within a day.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let before = ctx.clock.now() - UNUSED_MS;
    let job_ctx = ctx.clone();
    loop {
        let job_ctx = job_ctx.clone();
        let taken = ctx.db.write(move |tx| {
            Box::pin(async move {
                let ids = store::take_unused(tx, before).await?;
                for id in &ids {
                    jobs::enqueue(&job_ctx, tx, ERASE_JOB, id, job_ctx.clock.now()).await?;
                }
                Ok(ids.len())
            })
        });
        if taken.await? == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests;
