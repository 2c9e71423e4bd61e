//! The picture of an account.

use super::{profile::changed, store};
use crate::{
    app::error::{ApiError, Code},
    server::{
        call::{self, Caller},
        context::{Ctx, Member},
        error::Result,
        limits, media,
    },
};
use axum::{
    Extension, Json,
    extract::{Multipart, State, multipart::MultipartRejection},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};

/// Body of the upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes a body")]
pub struct PictureForm {
    /// JPEG, PNG, WebP or GIF, up to 10 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Where the picture is now.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct Picture {
    /// A path of this site.
    pub picture: String,
}

/// Takes a picture for the caller's account.
#[utoipa::path(post, path = "/api/account/picture", tag = "account", security(("session" = [])),
    request_body(content_type = "multipart/form-data", content = PictureForm), responses(
    (status = 200, description = "Kept as a square JPEG.", body = Picture), (status = 400, description = "Not a picture, or too many pixels.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 413, description = "More than 10 MiB.", body = ApiError),
    (status = 429, description = "Too many pictures.", body = ApiError)))]
pub async fn upload(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let is_page = call::wants_page(&headers);
    match (take(&ctx, &caller, body).await.map_err(call::refuse), is_page) {
        (Ok(_), true) => Redirect::to("/settings").into_response(),
        (Err(error), true) => Redirect::to(&format!("/settings?picture={}", error.code.word())).into_response(),
        (Ok(picture), false) => Json(Picture { picture }).into_response(),
        (Err(error), false) => error.into_response(),
    }
}

async fn take(ctx: &Ctx, caller: &Caller, body: std::result::Result<Multipart, MultipartRejection>) -> Result<String> {
    let me = caller.member(ctx).await?.cloned().ok_or(Code::NotSignedIn)?;
    limits::spend(ctx, [(limits::PICTURES_PER_ACCOUNT, me.id.as_str())]).await?;
    let mut body = body.map_err(|_| Code::Malformed)?;
    while let Some(field) = body.next_field().await.map_err(|_| Code::Malformed)? {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.map_err(|_| Code::Malformed)?;
            if bytes.len() > media::PICTURE_MAX {
                return Err(Code::TooLarge.into());
            }
            let id = media::keep_picture(ctx, &me.id, bytes.to_vec()).await?;
            let address = media::address(&id);
            replace(ctx, me, address.clone(), Some(id)).await?;
            return Ok(address);
        }
    }
    Err(Code::PictureInvalid.into())
}

/// Goes back to the initials.
pub async fn remove(ctx: &Ctx, me: Member) -> Result<()> {
    replace(ctx, me, String::new(), None).await
}

async fn replace(ctx: &Ctx, me: Member, address: String, new: Option<String>) -> Result<()> {
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let before = store::picture(tx, &me.id).await?;
                media::release(&job_ctx, tx, &me.id, &before).await?;
                if let Some(id) = &new {
                    media::claim(tx, id).await?;
                }
                store::update_picture(tx, &me.id, &address).await?;
                tx.publish(changed(&me.id));
                Ok(())
            })
        })
        .await
}

/// A picture's address for clients elsewhere: absolute, empty without one.
pub fn absolute(ctx: &Ctx, picture: &str) -> String {
    if picture.starts_with('/') { format!("{}{picture}", ctx.config.base_url) } else { picture.to_owned() }
}
