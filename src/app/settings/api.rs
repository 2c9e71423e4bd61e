//! Operations of the settings, and of who forgot the password.

use super::wire::{Device, NewToken, Phone, Profile, ProfileChange, PushKey};
use crate::app::{account::wire::Done, codec::NoContent, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{DeleteUrl, GetUrl, Json, PostUrl, PutJson},
};

#[cfg(feature = "ssr")]
use crate::app::account::wire::EntryForm;
#[cfg(feature = "ssr")]
use crate::{
    app::error::Code,
    server::{
        account::{devices, phones, picture, profile, recovery},
        calendar::reminders,
        call,
        context::{Ctx, Member},
        letters::entry,
        push::{App, Target},
    },
};

/// The caller's settings.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/profile", tag = "account", security(("session" = [])), responses(
    (status = 200, description = "The settings.", body = Profile), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "profile", input = GetUrl, output = Json)]
pub async fn read_profile() -> Result<Profile, ApiError> {
    call::member(async |ctx, me| profile::read(&ctx, &me).await).await
}

/// Changes the caller's settings: absent fields stay as they are.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/api/account/profile", tag = "account", security(("session" = [])),
    request_body(content_type = "application/json", content = ProfileChange), responses(
    (status = 204, description = "Changed."), (status = 400, description = "A field is wrong.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 409, description = "The user name is taken.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "profile", input = PutJson, output = NoContent)]
pub async fn change_profile(#[server(flatten)] change: ProfileChange) -> Result<(), ApiError> {
    call::member(async |ctx, me| change_settings(&ctx, me, change).await).await
}

/// Whole days begin elsewhere in another time zone, and their reminders come then.
#[cfg(feature = "ssr")]
async fn change_settings(ctx: &Ctx, me: Member, change: ProfileChange) -> crate::server::error::Result<()> {
    let moved = change.time_zone.is_some().then(|| me.id.clone());
    profile::change(ctx, me, change).await?;
    match moved {
        Some(me) => reminders::follow(ctx, me).await,
        None => Ok(()),
    }
}

/// The same as a form, for pages without a script: empty fields stay as they are, except for the birthday.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/profile", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = ProfileChange), responses(
    (status = 200, description = "Changed.", body = Done), (status = 400, description = "A field is wrong.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 409, description = "The user name is taken.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "profile", input = PostUrl, output = Json)]
pub async fn save_profile(
    name: Option<String>,
    user_name: Option<String>,
    #[server(default)] birthday: String,
    time_zone: Option<String>,
) -> Result<Done, ApiError> {
    // An empty birthday takes it back; a form without a name has none.
    let birthday = name.is_some().then_some(birthday);
    let change = ProfileChange { name, user_name, birthday, time_zone, ..ProfileChange::default() };
    let result = call::member(async |ctx, me| change_settings(&ctx, me, change).await).await;
    call::form(result.map(|()| Done::to("/settings")), "/settings", EntryForm::default()).await
}

/// Removes the picture.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/picture/remove", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::NoFields), responses(
    (status = 200, description = "It is gone.", body = Done), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "picture/remove", input = PostUrl, output = Json)]
pub async fn remove_picture() -> Result<Done, ApiError> {
    let result = call::member(async |ctx, me| picture::remove(&ctx, me).await).await;
    call::form(result.map(|()| Done::to("/settings")), "/settings", EntryForm::default()).await
}

/// The time zones there are, by IANA name.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/zones", tag = "account", responses(
    (status = 200, description = "All of them.", body = Vec<String>))))]
#[server(prefix = "/api/account", endpoint = "zones", input = GetUrl, output = Json)]
pub async fn read_zones() -> Result<Vec<String>, ApiError> {
    call::guest(async |_, guest, _| Ok(profile::zones(guest))).await
}

/// Claims another e-mail address: the link that is sent there makes it the account's.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/email", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::EmailForm), responses(
    (status = 200, description = "A link was sent.", body = Done), (status = 400, description = "Not an address.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Not the account's password.", body = ApiError),
    (status = 429, description = "Too many mails or wrong passwords.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "email", input = PostUrl, output = Json)]
pub async fn change_email(
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<Done, ApiError> {
    let result = call::here_member(async |ctx, me, caller| {
        profile::change_email(&ctx, me, &caller, &email, password)
            .await
            .map(|()| Done::to("/settings?done=email#security"))
    });
    call::form(result.await, "/settings?at=email", EntryForm { email: email.clone(), ..EntryForm::default() }).await
}

/// Changes the password, and signs everything else out.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/password", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PasswordForm), responses(
    (status = 200, description = "Changed.", body = Done), (status = 400, description = "Too short or too long.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Not the account's password.", body = ApiError),
    (status = 429, description = "Too many wrong passwords.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "password", input = PostUrl, output = Json)]
pub async fn change_password(
    #[server(default)] old: String,
    #[server(default)] password: String,
) -> Result<Done, ApiError> {
    let result = call::here_member(async |ctx, me, caller| {
        profile::change_password(&ctx, me, &caller, old, password)
            .await
            .map(|()| Done::to("/settings?done=password#security"))
    });
    call::form(result.await, "/settings?at=password", EntryForm::default()).await
}

/// Sends a link to set a new password to whoever this user name or e-mail means.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/forgot", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::ForgotForm), responses(
    (status = 200, description = "The same for everybody, known or not.", body = Done), (status = 429, description = "Asked too often.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "forgot", input = PostUrl, output = Json)]
pub async fn forgot_password(#[server(default)] login: String) -> Result<Done, ApiError> {
    let result = call::guest(async |ctx, guest, caller| {
        recovery::ask(&ctx, guest, &caller.address, &login, recovery::Way::Link).await
    });
    let done = result.await.map(|()| Done::to("/reset?sent=1"));
    call::form(done, "/reset", EntryForm { login: login.clone(), ..EntryForm::default() }).await
}

/// Sets a new password with the token of the mailed link; everything that was signed in is out.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/reset", tag = "account",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::ResetForm), responses(
    (status = 200, description = "Set, and signed in.", body = Done), (status = 400, description = "The link is used or too old, or the password too short.", body = ApiError),
    (status = 429, description = "Too many wrong tokens.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "reset", input = PostUrl, output = Json)]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<Done, ApiError> {
    let is_token = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let page = if is_token { format!("/reset?token={token}") } else { "/reset".to_owned() };
    let result =
        call::guest(async |ctx, guest, caller| recovery::reset(&ctx, guest, &caller, &token, password).await).await;
    call::form(result, &page, EntryForm::default()).await
}

/// Makes a token for a phone or a program, good for a year, for a session or for name and password.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/tokens", tag = "account",
    request_body(content_type = "application/json", content = super::wire::described::TokenBody), responses(
    (status = 200, description = "The token; it is not told again.", body = NewToken), (status = 400, description = "No label.", body = ApiError),
    (status = 401, description = "Neither signed in nor name and password that fit.", body = ApiError),
    (status = 403, description = "Asked for with a token.", body = ApiError),
    (status = 429, description = "Too many wrong passwords or tokens.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "tokens", input = Json, output = Json)]
pub async fn make_token(
    login: Option<String>,
    password: Option<String>,
    label: Option<String>,
) -> Result<NewToken, ApiError> {
    let login = login.map(|login| (login, password.unwrap_or_default()));
    let label = label.unwrap_or_default();
    call::guest(async |ctx, guest, caller| devices::issue(&ctx, guest, &caller, login, &label).await).await
}

/// What is signed in to the caller's account: browsers, then tokens.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/devices", tag = "account", security(("session" = [])), responses(
    (status = 200, description = "At most 200 of each kind.", body = Vec<Device>), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "devices", input = GetUrl, output = Json)]
pub async fn read_devices() -> Result<Vec<Device>, ApiError> {
    call::here_member(async |ctx, me, caller| devices::list(&ctx, &me, &caller).await).await
}

/// Signs one device out.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/api/account/devices", tag = "account", security(("session" = [])),
    params(("id" = String, Query,)), responses((status = 204, description = "It is out."),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "The caller has no such device.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "devices", input = DeleteUrl, output = NoContent)]
pub async fn end_device(#[server(default)] id: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| devices::end(&ctx, me, &id).await).await
}

/// The same as a form.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/devices/end", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::DeviceForm), responses(
    (status = 200, description = "It is out.", body = Done), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 404, description = "The caller has no such device.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "devices/end", input = PostUrl, output = Json)]
pub async fn sign_out_device(#[server(default)] id: String) -> Result<Done, ApiError> {
    let result = call::member(async |ctx, me| devices::end(&ctx, me, &id).await).await;
    call::form(result.map(|()| Done::to("/settings#devices")), "/settings", EntryForm::default()).await
}

/// Signs everything else out: every other browser and every token.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/devices/end-others", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::NoFields), responses(
    (status = 200, description = "They are out.", body = Done), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "devices/end-others", input = PostUrl, output = Json)]
pub async fn sign_out_others() -> Result<Done, ApiError> {
    let result = call::here_member(async |ctx, me, caller| devices::end_others(&ctx, me, &caller).await).await;
    call::form(result.map(|()| Done::to("/settings#devices")), "/settings", EntryForm::default()).await
}

/// The key that a browser subscribes to pushes with.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/push", tag = "account", security(("session" = [])), responses(
    (status = 200, description = "In base64url.", body = PushKey), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "push", input = GetUrl, output = Json)]
pub async fn read_push_key() -> Result<PushKey, ApiError> {
    call::here_member(async |ctx, me, caller| {
        let is_here = devices::is_reached(&ctx, &me, &caller).await?;
        Ok(PushKey { key: ctx.push.public_key(), is_here })
    })
    .await
}

/// Notes where this browser or phone is reached by push, until its session ends: a subscription of the browser, or a token
/// of Firebase Cloud Messaging.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/api/account/push", tag = "account", security(("session" = [])),
    request_body(content_type = "application/json", content = super::wire::described::PushBody), responses(
    (status = 204, description = "Noted."), (status = 400, description = "Neither a subscription nor a token.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "push", input = PutJson, output = NoContent)]
pub async fn reach_by_push(
    endpoint: Option<String>,
    p256dh: Option<String>,
    auth: Option<String>,
    token: Option<String>,
) -> Result<(), ApiError> {
    call::here_member(async |ctx, me, caller| {
        let target = match (endpoint, token) {
            (Some(endpoint), None) => {
                Target::web(&ctx.config, endpoint, p256dh.unwrap_or_default(), auth.unwrap_or_default())?
            }
            (None, Some(token)) => Target::fcm(&token, App::Kith).ok_or(Code::Malformed)?,
            _ => return Err(Code::Malformed.into()),
        };
        devices::reach(&ctx, &me, &caller, target).await
    })
    .await
}

/// No more pushes to an address of the caller's.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/api/account/push", tag = "account", security(("session" = [])), params(
    ("address" = String, Query, description = "Endpoint or token.")), responses(
    (status = 204, description = "Forgotten."), (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "push", input = DeleteUrl, output = NoContent)]
pub async fn leave_alone(#[server(default)] address: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| devices::leave_alone(&ctx, me, address).await).await
}

/// Phone numbers of the caller, newest first: proven ones, and a claim that waits for its code.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/account/phones", tag = "account", security(("session" = [])), responses(
    (status = 200, description = "Numbers.", body = Vec<Phone>), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "phones", input = GetUrl, output = Json)]
pub async fn read_phones() -> Result<Vec<Phone>, ApiError> {
    call::member(async |ctx, me| phones::list(&ctx, &me).await).await
}

/// Claims a phone number, for pages; a code that proves it is sent there.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/phone", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PhoneForm), responses(
    (status = 200, description = "Claimed.", body = Done), (status = 400, description = "This is no number.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 406, description = "Somebody else has the number.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "phone", input = PostUrl, output = Json)]
pub async fn claim_phone(#[server(default)] number: String) -> Result<Done, ApiError> {
    let typed = EntryForm { login: number.clone(), ..EntryForm::default() };
    let claim = async |ctx, me, caller| entry::claim_number(&ctx, &caller, me, Some(number), None).await;
    let claimed = call::here_member(claim).await;
    call::form(claimed.map(|()| Done::to("/settings#phone")), "/settings?at=phone", typed).await
}

/// Proves a claimed number with its code, for pages. Letters that waited for it arrive.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/phone/confirm", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PhoneCodeForm), responses(
    (status = 200, description = "Proven.", body = Done), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 406, description = "Not the code, or somebody else was faster.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "phone/confirm", input = PostUrl, output = Json)]
pub async fn confirm_phone(#[server(default)] code: String) -> Result<Done, ApiError> {
    let confirm = async |ctx, me, caller| entry::confirm_number(&ctx, &caller, me, Some(code)).await;
    let confirmed = call::here_member(confirm).await;
    call::form(confirmed.map(|()| Done::to("/settings#phone")), "/settings?at=phone", EntryForm::default()).await
}

/// Gives a phone number up.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/account/phone/remove", tag = "account", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PhoneForm), responses(
    (status = 200, description = "It is the caller's no more.", body = Done), (status = 400, description = "Not a number of the caller's.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/account", endpoint = "phone/remove", input = PostUrl, output = Json)]
pub async fn remove_phone(#[server(default)] number: String) -> Result<Done, ApiError> {
    let removed = call::member(async |ctx, me| phones::give_up(&ctx, me, &number).await).await;
    call::form(removed.map(|()| Done::to("/settings#phone")), "/settings?at=phone", EntryForm::default()).await
}
