//! The documented operations of letters. Their bodies are forms as the apps send them.

use super::wire::{FoundContact, Received, SendChoice, SignedIn};
use crate::app::{
    codec::{Empty, Plain, RawForm},
    error::ApiError,
};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

#[cfg(feature = "ssr")]
use crate::server::{
    call,
    letters::{self, contacts, entry},
    parting,
};

/// Makes an account, and mails the link that proves its address. Nobody is signed in by that.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/signup", tag = "letters",
    request_body(content_type = "*/*", content = super::wire::described::SignUpForm), responses(
    (status = 200, description = "Made."), (status = 400, description = "A field is missing or malformed.", body = ApiError),
    (status = 406, description = "The address belongs to somebody.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "signup", input = RawForm, output = Empty)]
pub async fn sign_up_by_phone(
    email: Option<String>,
    password: Option<String>,
    country_code: Option<String>,
    time_zone: Option<String>,
) -> Result<(), ApiError> {
    let new = async |ctx, _, caller| entry::sign_up(&ctx, &caller, email, password, country_code, time_zone).await;
    call::guest(new).await
}

/// Signs in by e-mail address and the digest of the password.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/login", tag = "letters",
    request_body(content_type = "*/*", content = super::wire::described::SignInForm), responses(
    (status = 200, description = "Signed in; the cookie comes with it.", body = SignedIn), (status = 400, description = "A field is missing or malformed.", body = ApiError),
    (status = 401, description = "Address and password do not fit.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "login", input = RawForm, output = Json)]
pub async fn sign_in_by_phone(
    email: Option<String>,
    password: Option<String>,
    os: Option<String>,
    reg_id: Option<String>,
    country_code: Option<String>,
) -> Result<SignedIn, ApiError> {
    // Which system it is, the push service knows by the token.
    drop(os);
    call::guest(async |ctx, guest, caller| {
        entry::sign_in(&ctx, guest, &caller, email, password, reg_id, country_code).await
    })
    .await
}

/// Claims a phone number; a code that proves it is sent there.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/define_first_phone_number", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::NumberForm), responses(
    (status = 200, description = "Claimed."), (status = 400, description = "This is no number.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 406, description = "Somebody else has the number.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "define_first_phone_number", input = RawForm, output = Empty)]
pub async fn claim_number(
    phone_number: Option<String>,
    reg_id: Option<String>,
    os: Option<String>,
) -> Result<(), ApiError> {
    drop(os);
    call::here_member(async |ctx, me, caller| entry::claim_number(&ctx, &caller, me, phone_number, reg_id).await).await
}

/// Proves a claimed number with the code that was sent there. Letters that waited for it arrive.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/confirm_phone_number", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::CodeForm), responses(
    (status = 200, description = "Proven."), (status = 400, description = "No code.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 406, description = "Not the code, or somebody else was faster.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "confirm_phone_number", input = RawForm, output = Empty)]
pub async fn confirm_number(verification_code: Option<String>) -> Result<(), ApiError> {
    call::here_member(async |ctx, me, caller| entry::confirm_number(&ctx, &caller, me, verification_code).await).await
}

/// Mails a code to set a new password. The answer is the same for everybody.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/send_reset_mail", tag = "letters", params(("email" = Option<String>, Query, description = "Address.")), responses(
    (status = 200, description = "If there is such an account, the mail is on its way."), (status = 400, description = "No address.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "send_reset_mail", input = GetUrl, output = Empty)]
pub async fn send_reset_mail(#[server(default)] email: Option<String>) -> Result<(), ApiError> {
    call::guest(async |ctx, guest, caller| entry::forget(&ctx, guest, &caller, email).await).await
}

/// Sets a new password by the code that was mailed. Everything that was signed in is out.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/define_new_password", tag = "letters",
    request_body(content_type = "*/*", content = super::wire::described::PasswordForm), responses(
    (status = 200, description = "Set."), (status = 400, description = "A field is missing or malformed.", body = ApiError),
    (status = 406, description = "Unknown address or wrong code.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "define_new_password", input = RawForm, output = Empty)]
pub async fn define_password(
    email: Option<String>,
    verification_code: Option<String>,
    new_password: Option<String>,
) -> Result<(), ApiError> {
    let define =
        async |ctx, _, caller| entry::define_password(&ctx, &caller, email, verification_code, new_password).await;
    call::guest(define).await
}

/// Sends a letter to some people, or to numbers that nobody has proven yet.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/send", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::LetterForm), responses(
    (status = 200, description = "On its way."), (status = 400, description = "A field is missing or malformed; nothing was stored.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "send", input = RawForm, output = Empty)]
pub async fn send_letter(
    photo_id: Option<String>,
    video_id: Option<String>,
    sound_id: Option<String>,
    receiver_ids: Option<String>,
    message: Option<String>,
    delivery_option: Option<String>,
) -> Result<(), ApiError> {
    let letter = letters::Documented { photo_id, video_id, sound_id, receiver_ids, message, delivery_option };
    call::member(async |ctx, me| letters::send_documented(&ctx, me, letter).await).await
}

/// What has arrived after `ts`, up to now.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/receive_all", tag = "letters", security(("session" = [])), params(
    ("ts" = Option<String>, Query, description = "Seconds since 1970, decimal or in scientific notation: the `ts` of the last answer.")), responses(
    (status = 200, description = "Letters.", body = Received), (status = 400, description = "`ts` is no number.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "receive_all", input = GetUrl, output = Json)]
pub async fn receive_all(#[server(default)] ts: Option<String>) -> Result<Received, ApiError> {
    call::member(async |ctx, me| letters::receive(&ctx, me, &ts.unwrap_or_default()).await).await
}

/// Sends a letter that was received into the future once more.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/resend", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::MessageForm), responses(
    (status = 200, description = "On its way again."), (status = 400, description = "No such letter.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "resend", input = RawForm, output = Empty)]
pub async fn resend_letter(message_id: Option<String>) -> Result<(), ApiError> {
    call::member(async |ctx, me| letters::resend(&ctx, me, &message_id.unwrap_or_default()).await).await
}

/// When a letter can arrive, besides a date.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/get_send_choices", tag = "letters", security(("session" = [])), responses(
    (status = 200, description = "Choices.", body = Vec<SendChoice>), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "get_send_choices", input = GetUrl, output = Json)]
pub async fn send_choices() -> Result<Vec<SendChoice>, ApiError> {
    call::member(async |ctx, me| letters::choices_for(&ctx, &me)).await
}

/// How many letters are on their way to the caller.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/get_number_of_future_messages", tag = "letters", security(("session" = [])), responses(
    (status = 200, description = "A number.", body = String, content_type = "text/plain"), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "get_number_of_future_messages", input = GetUrl, output = Plain)]
pub async fn count_future() -> Result<String, ApiError> {
    call::member(async |ctx, me| Ok(letters::coming(&ctx, &me).await?.to_string())).await
}

/// The caller's status, which never falls.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/get_my_status", tag = "letters", security(("session" = [])), responses(
    (status = 200, description = "`Newbie`, `Penfriend`, `Postkeeper`, `Archivist` or `Timetraveller`.", body = String, content_type = "text/plain"),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "get_my_status", input = GetUrl, output = Plain)]
pub async fn my_status() -> Result<String, ApiError> {
    call::member(async |ctx, me| Ok(letters::level(&ctx, &me.id).await?.word().to_owned())).await
}

/// Blocks people, until that is taken back. Nothing between them and the caller arrives.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/block_contacts", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::BlockForm), responses(
    (status = 200, description = "Blocked."), (status = 400, description = "The list can't be read, or somebody in it is unknown; nobody was blocked.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "block_contacts", input = RawForm, output = Empty)]
pub async fn block_contacts(contacts_to_block: Option<String>) -> Result<(), ApiError> {
    call::member(async |ctx, me| {
        let ids = contacts::to_block(&ctx, &me, contacts_to_block).await?;
        parting::block(&ctx, me, ids).await
    })
    .await
}

/// Who of these numbers is here.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/upload_contacts", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::ContactsForm), responses(
    (status = 200, description = "Those who are here and can be found by their number, in the order of the call.", body = Vec<FoundContact>),
    (status = 400, description = "The list can't be read, or is too long.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "upload_contacts", input = RawForm, output = Json)]
pub async fn upload_contacts(contacts: Option<String>) -> Result<Vec<FoundContact>, ApiError> {
    call::member(async |ctx, me| contacts::find(&ctx, &me, contacts).await).await
}

/// Takes an address book. Of it only those are kept who are here.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/upload_address_book", tag = "letters", security(("session" = [])),
    request_body(content_type = "*/*", content = super::wire::described::BookForm), responses(
    (status = 200, description = "Matched."), (status = 400, description = "The list can't be read, or is too long.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "", endpoint = "upload_address_book", input = RawForm, output = Empty)]
pub async fn upload_book(address_book: Option<String>) -> Result<(), ApiError> {
    call::member(async |ctx, me| contacts::keep(&ctx, me, address_book).await).await
}

/// Who of the caller's address book is here. Without a body if none was sent.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/get_address_book", tag = "letters", security(("session" = [])), responses(
    (status = 200, description = "People, or nothing.", body = Vec<FoundContact>), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "get_address_book", input = GetUrl, output = Plain)]
pub async fn read_book() -> Result<String, ApiError> {
    call::member(async |ctx, me| contacts::book(&ctx, &me).await).await
}

/// A sign of life.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/hello", tag = "letters", responses((status = 200, description = "`hello`", body = String, content_type = "text/plain"))))]
#[server(prefix = "", endpoint = "hello", input = GetUrl, output = Plain)]
pub async fn hello() -> Result<String, ApiError> {
    Ok("hello".to_owned())
}
