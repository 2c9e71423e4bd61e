//! `GET /api/verifyEmail/{username}/{token}`: the link in the mail.

use super::pages;
use crate::{
    app::error::ApiError,
    server::{
        account::guests,
        call::{self, Caller},
        context::Ctx,
    },
};
use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};

/// Proves the e-mail address of a name, as often as the link is opened.
#[utoipa::path(get, path = "/api/verifyEmail/{user}/{token}", tag = "rooms",
    params(("user" = String, Path, description = "User name."), ("token" = String, Path, description = "From the mail.")), responses(
    (status = 200, description = "Proven; a page for browsers."), (status = 400, description = "Name and token do not fit, or the token is too old.", body = ApiError),
    (status = 429, description = "Too many.", body = ApiError)))]
pub async fn verify(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Path((user, token)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match guests::prove(&ctx, &caller.address, &user, &token).await {
        Ok(()) if call::wants_page(&headers) => pages::verified(&headers),
        Ok(()) => ().into_response(),
        Err(error) => call::refuse(error).into_response(),
    }
}
