//! Operations of accounts.

use super::wire::{Done, EntryForm, Me};
use crate::app::error::ApiError;
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::server::{account, call, rooms};

/// Who is signed in.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/me", tag = "account", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "The account.", body = Me), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "me", input = GetUrl, output = Json)]
pub async fn read_me() -> Result<Me, ApiError> {
    call::visitor(async |ctx, me| Ok(account::me(&ctx, me))).await
}

/// Signs in with user name or e-mail and password.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/sign-in", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::SignInForm), responses(
    (status = 200, description = "Signed in; the session cookie is new.", body = Done),
    (status = 401, description = "Name and password do not fit.", body = ApiError),
    (status = 429, description = "Too many wrong tries.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "sign-in", input = PostUrl, output = Json)]
pub async fn sign_in(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let typed = EntryForm { login: login.clone(), next: next.clone(), ..EntryForm::default() };
    let result =
        call::guest(async |ctx, guest, caller| account::enter(&ctx, guest, &caller, &login, password, &next).await);
    call::form(result.await, "/sign-in", typed).await
}

/// Makes an account, signs it in and sends the link that proves the e-mail address.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/sign-up", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::SignUpForm), responses(
    (status = 200, description = "The account exists and is signed in. The answer does not tell whether the address was known.", body = Done),
    (status = 400, description = "A field is wrong.", body = ApiError), (status = 409, description = "The user name is taken.", body = ApiError),
    (status = 429, description = "Too many new accounts from this address.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "sign-up", input = PostUrl, output = Json)]
pub async fn sign_up(
    #[server(default)] name: String,
    #[server(default)] user_name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] time_zone: String,
    #[server(default)] language: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let typed = EntryForm {
        name: name.clone(),
        user_name: user_name.clone(),
        email: email.clone(),
        next: next.clone(),
        ..EntryForm::default()
    };
    let new =
        account::NewAccount { name, user_name, email, password, language: account::language(&language), time_zone };
    let result = call::guest(async |ctx, guest, caller| account::join(&ctx, guest, &caller, new, &next).await);
    call::form(result.await, "/sign-up", typed).await
}

/// Lets a guest in by name alone, to rooms only, for as long as they come back within a day.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/visit", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::VisitForm), responses(
    (status = 200, description = "In; the session cookie is new.", body = Done), (status = 400, description = "No such name.", body = ApiError),
    (status = 409, description = "Somebody has an account of this name, or uses it right now.", body = ApiError), (status = 429, description = "Too many guests from this address.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "visit", input = PostUrl, output = Json)]
pub async fn visit(
    #[server(default)] name: String,
    #[server(default)] time_zone: String,
    #[server(default)] language: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let typed = EntryForm { name: name.clone(), next: next.clone(), ..EntryForm::default() };
    let look = (account::language(&language), time_zone.as_str());
    let result = call::guest(async |ctx, _, caller| rooms::pages::visit(&ctx, &caller, &name, look, &next).await);
    call::form(result.await, "/visit", typed).await
}

/// Ends this session.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/sign-out", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::NoFields), responses(
    (status = 200, description = "Signed out.", body = Done))))]
#[server(prefix = "/api/account", endpoint = "sign-out", input = PostUrl, output = Json)]
pub async fn sign_out() -> Result<Done, ApiError> {
    let result = call::guest(async |ctx, _, caller| {
        if let Some(me) = caller.anyone(&ctx).await?.filter(|me| me.is_guest) {
            rooms::pages::depart(&ctx, &me.id).await?;
        }
        account::leave(&ctx, &caller).await
    });
    call::form(result.await, "/sign-in", EntryForm::default()).await
}

/// Sends the link that proves the e-mail address again.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/proof", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::NoFields), responses(
    (status = 200, description = "Sent, if there was anything to prove.", body = Done), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 429, description = "Too many mails.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "proof", input = PostUrl, output = Json)]
pub async fn resend_proof() -> Result<Done, ApiError> {
    let result = call::member(async |ctx, me| account::resend(&ctx, me).await).await;
    call::form(result.map(|()| Done::to("/verify?sent=1")), "/verify", EntryForm::default()).await
}

/// Takes the token of the mailed link: the e-mail address is proven.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/verify", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::VerifyForm), responses(
    (status = 200, description = "Proven.", body = Done), (status = 400, description = "The link is used or too old.", body = ApiError),
    (status = 429, description = "Too many wrong tokens.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "verify", input = PostUrl, output = Json)]
pub async fn verify_email(#[server(default)] token: String) -> Result<Done, ApiError> {
    let result =
        call::guest(async |ctx, guest, caller| account::verify(&ctx, guest, &caller.address, &token).await).await;
    call::form(result.map(|()| Done::to("/verify?done=1")), "/verify", EntryForm::default()).await
}

/// Chooses language and theme, for this browser and, when signed in, the language for the account.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/look", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LookForm), responses(
    (status = 200, description = "Chosen.", body = Done))))]
#[server(prefix = "/api/account", endpoint = "look", input = PostUrl, output = Json)]
pub async fn choose_look(
    #[server(default)] language: String,
    #[server(default)] theme: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let result =
        call::guest(async |ctx, _, caller| account::choose_look(&ctx, &caller, &language, &theme, &next).await);
    call::form(result.await, "/", EntryForm::default()).await
}

/// The sign-in or sign-up form that was refused just now, for the page that shows it again. Once.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/refused", tag = "account", responses(
    (status = 200, description = "What was typed, without the password, and the code; null if there is nothing.", body = Option<EntryForm>))))]
#[server(prefix = "/api/account", endpoint = "refused", input = GetUrl, output = Json)]
pub async fn refused_entry() -> Result<Option<EntryForm>, ApiError> {
    call::refused().await
}
