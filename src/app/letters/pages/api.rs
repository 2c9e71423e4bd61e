//! The operations of the pages of letters, under `/api/letters`.

use super::wire::{ContactsPage, Desk, Desktop, DraftsPage, InboxPage, LetterForm, Receiver, Saved, SentPage};
use crate::app::{account::wire::Done, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::server::{
    call,
    letters::{self, book, inbox, sent, writing},
};

/// How it stands with the caller's letters.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/desk", tag = "letters", security(("session" = [])), responses(
    (status = 200, description = "Status and counts.", body = Desk), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "desk", input = GetUrl, output = Json)]
pub async fn read_desk() -> Result<Desk, ApiError> {
    call::member(async |ctx, me| inbox::desk(&ctx, &me).await).await
}

/// Letters that have arrived, newest first, in pages. A search finds senders by name, and texts of letters that are open.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/inbox", tag = "letters", security(("session" = [])), params(
    ("requests" = Option<bool>, Query, description = "Those of people whom the caller does not know."), ("q" = Option<String>, Query, description = "Part of a text or of a name."),
    ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = InboxPage), (status = 400, description = "No position, or too long a search.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "inbox", input = GetUrl, output = Json)]
pub async fn read_inbox(
    requests: Option<bool>,
    q: Option<String>,
    after: Option<String>,
) -> Result<InboxPage, ApiError> {
    let (requests, search) = (requests.unwrap_or_default(), q.unwrap_or_default());
    call::member(async |ctx, me| inbox::page(&ctx, &me, requests, &search, after.as_deref()).await).await
}

/// Opens a letter.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/open", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Open.", body = Done), (status = 400, description = "No such letter, or it is a request.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "open", input = PostUrl, output = Json)]
pub async fn open_letter(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| inbox::open(&ctx, me, id).await).await;
    call::answered(done, "/letters", &next)
}

/// Puts a letter that has arrived away.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/delete", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Put away.", body = Done), (status = 400, description = "No such letter.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "delete", input = PostUrl, output = Json)]
pub async fn delete_letter(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| inbox::hide(&ctx, me, id, true).await).await;
    call::answered(done, "/letters", &next)
}

/// Takes a letter back that was put away.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/restore", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Back.", body = Done), (status = 400, description = "No such letter.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "restore", input = PostUrl, output = Json)]
pub async fn restore_letter(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| inbox::hide(&ctx, me, id, false).await).await;
    call::answered(done, "/letters", &next)
}

/// Sends a letter that has arrived into the future once more, for a surprise.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/again", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "On its way again.", body = Done), (status = 400, description = "No such letter.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "again", input = PostUrl, output = Json)]
pub async fn send_again(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| letters::resend(&ctx, me, &id).await).await;
    call::answered(done, "/letters", &next)
}

/// Takes letters of somebody whom the caller does not know, or puts those away that are there.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/answer", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::RequestForm), responses(
    (status = 200, description = "Answered.", body = Done), (status = 400, description = "No such request, or no action.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "answer", input = PostUrl, output = Json)]
pub async fn answer_stranger(
    #[server(default)] id: String,
    #[server(default)] action: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let answered = call::member(async |ctx, me| inbox::answer(&ctx, me, id, &action).await).await;
    let to = answered.as_ref().map_or("/letters/requests", |done| done.to.as_str()).to_owned();
    call::answered(answered.map(drop), &to, &next)
}

/// What the caller has on their way, last sealed first, or what has landed; in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/sent", tag = "letters", security(("session" = [])), params(
    ("landed" = Option<bool>, Query, description = "What has landed."), ("sealed" = Option<String>, Query, description = "Id of a draft that was sealed just now."),
    ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = SentPage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "sent", input = GetUrl, output = Json)]
pub async fn read_sent(
    landed: Option<bool>,
    sealed: Option<String>,
    after: Option<String>,
) -> Result<SentPage, ApiError> {
    let (landed, batch) = (landed.unwrap_or_default(), sealed.unwrap_or_default());
    call::member(async |ctx, me| sent::page(&ctx, &me, landed, &batch, after.as_deref()).await).await
}

/// Takes a letter off the road. One that was received and sent on comes back to the inbox.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/burn", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Gone.", body = Done), (status = 400, description = "No such letter.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 409, description = "It is nearly there.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "burn", input = PostUrl, output = Json)]
pub async fn burn_letter(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| sent::burn(&ctx, me, id).await).await;
    call::answered(done, "/letters/sent", &next)
}

/// Gives a letter that is on its way another time.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/move", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::MoveForm), responses(
    (status = 200, description = "It arrives then.", body = Done), (status = 400, description = "No such letter or time.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 409, description = "It is nearly there.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "move", input = PostUrl, output = Json)]
pub async fn move_letter(
    #[server(default)] id: String,
    #[server(default)] choice: String,
    #[server(default)] day: String,
    #[server(default)] time: String,
    #[server(default)] time_zone: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let form = LetterForm { id, choice, day, time, time_zone, ..LetterForm::default() };
    let done = call::member(async |ctx, me| writing::postpone(&ctx, me, form).await).await;
    call::answered(done, "/letters/sent", &next)
}

/// Everything that writing a letter begins with: a draft or a new one, times of delivery, whom to write to.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/desktop", tag = "letters", security(("session" = [])), params(
    ("draft" = Option<String>, Query, description = "Id of a draft."), ("to" = Option<String>, Query, description = "Whom a new letter is for, as in a form's `to`."),
    ("refused" = Option<bool>, Query, description = "The form that was refused just now.")), responses(
    (status = 200, description = "A form.", body = Desktop), (status = 400, description = "No such draft.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "desktop", input = GetUrl, output = Json)]
pub async fn read_desktop(
    draft: Option<String>,
    to: Option<String>,
    refused: Option<bool>,
) -> Result<Desktop, ApiError> {
    let refused = if refused.unwrap_or_default() { call::refused::<LetterForm>().await? } else { None };
    let (draft, to) = (draft.unwrap_or_default(), to.unwrap_or_default());
    call::member(async |ctx, me| writing::desktop(&ctx, &me, &draft, &to, refused).await).await
}

/// Whom the caller can write to, by part of a name or by a phone number.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/receivers", tag = "letters", security(("session" = [])),
    params(("text" = Option<String>, Query, description = "What was typed.")), responses(
    (status = 200, description = "The best fits.", body = Vec<Receiver>), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "receivers", input = GetUrl, output = Json)]
pub async fn find_receivers(text: Option<String>) -> Result<Vec<Receiver>, ApiError> {
    call::member(async |ctx, me| writing::receivers(&ctx, &me, &text.unwrap_or_default()).await).await
}

/// Keeps a letter as it was typed so far.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/draft", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = LetterForm), responses(
    (status = 200, description = "Kept.", body = Saved), (status = 400, description = "A field is too long, or a medium is not the caller's.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 409, description = "Too many drafts.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "draft", input = PostUrl, output = Json)]
pub async fn save_draft(#[server(flatten)] form: LetterForm) -> Result<Saved, ApiError> {
    call::here_member(async |ctx, me, caller| writing::save(&ctx, me, &caller.address, form).await).await
}

/// Drafts, newest first, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/drafts", tag = "letters", security(("session" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = DraftsPage), (status = 400, description = "No position.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "drafts", input = GetUrl, output = Json)]
pub async fn read_drafts(after: Option<String>) -> Result<DraftsPage, ApiError> {
    call::member(async |ctx, me| writing::drafts(&ctx, &me, after.as_deref()).await).await
}

/// Throws a draft away.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/discard", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Gone.", body = Done), (status = 400, description = "No such draft.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "discard", input = PostUrl, output = Json)]
pub async fn discard_draft(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| writing::discard(&ctx, me, id).await).await;
    call::answered(done, "/letters/sent", &next)
}

/// Seals a letter and sends it, one to each receiver. The same id twice is one letter. With `keep` it is only kept as a draft.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/seal", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = LetterForm), responses(
    (status = 200, description = "On its way; `to` lists it.", body = Done), (status = 400, description = "A field is wrong; nothing was sent.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "seal", input = PostUrl, output = Json)]
pub async fn seal_letter(
    #[server(flatten)] form: LetterForm,
    #[server(default)] keep: String,
) -> Result<Done, ApiError> {
    let result = call::here_member(async |ctx, me, caller| match keep.as_str() {
        "" => writing::seal(&ctx, me, &form).await,
        _ => writing::save(&ctx, me, &caller.address, form.clone()).await.map(|_| Done::to("/letters/sent")),
    })
    .await;
    call::form(result, "/letters/write", form).await
}

/// Takes letters back that were sealed less than 30 seconds ago; they are a draft again.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/undo", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "A draft again; `to` is its page.", body = Done), (status = 400, description = "Nothing was sealed by this id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 409, description = "Too late.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "undo", input = PostUrl, output = Json)]
pub async fn undo_seal(#[server(default)] id: String) -> Result<Done, ApiError> {
    let undone = call::member(async |ctx, me| writing::undo(&ctx, me, id).await).await;
    let to = undone.as_ref().map_or("/letters/sent", |done| done.to.as_str()).to_owned();
    call::answered(undone.map(drop), &to, "")
}

/// People whom the caller knows by phone number, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/letters/contacts", tag = "letters", security(("session" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = ContactsPage), (status = 400, description = "No position.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "contacts", input = GetUrl, output = Json)]
pub async fn read_contacts(after: Option<String>) -> Result<ContactsPage, ApiError> {
    call::member(async |ctx, me| book::page(&ctx, &me, after.as_deref()).await).await
}

/// Adds whoever has proven a number to the contacts.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/contacts/add", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::ContactForm), responses(
    (status = 200, description = "Added.", body = Done), (status = 400, description = "No number, nobody has it, or they do not want to be found by it.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "contacts/add", input = PostUrl, output = Json)]
pub async fn add_contact(
    #[server(default)] number: String,
    #[server(default)] name: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| book::add(&ctx, me, &number, &name).await).await;
    call::answered(done, "/letters/contacts", &next)
}

/// Takes somebody out of the contacts.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/letters/contacts/remove", tag = "letters", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::LetterIdForm), responses(
    (status = 200, description = "Removed.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/letters", endpoint = "contacts/remove", input = PostUrl, output = Json)]
pub async fn remove_contact(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| book::remove(&ctx, me, id).await).await;
    call::answered(done, "/letters/contacts", &next)
}
