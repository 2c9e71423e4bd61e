//! Operations of chats: the documented ones at the site root, the others under `/api/chats`.

use super::wire::{Chat, ChatPage, ChatsPage, HistoryPage, MessageRow};
use crate::app::{account::wire::Done, codec::NoContent, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{DeleteUrl, GetUrl, Json, PostUrl, PutJson},
};

#[cfg(feature = "ssr")]
use crate::server::{call, chats};

/// The caller's chats with their newest messages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/chats", tag = "chats", security(("session" = [])),
    params(("count_getting" = i64, Query, description = "How many chats the caller has already."), ("count" = i64, Query, description = "How many more; 100 at most.")), responses(
    (status = 200, description = "Chats, the one with the newest message first, those without a message last; of each the newest 1,000 messages.", body = Vec<Chat>),
    (status = 400, description = "No numbers from 0.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "chats", input = GetUrl, output = Json)]
pub async fn read_chats(
    #[server(default)] count_getting: String,
    #[server(default)] count: String,
) -> Result<Vec<Chat>, ApiError> {
    call::member(async |ctx, me| chats::chats(&ctx, &me, &count_getting, &count).await).await
}

/// A chat with its whole history.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/chat", tag = "chats", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the chat.")), responses(
    (status = 200, description = "The chat.", body = Chat), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "The caller is not in it.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "", endpoint = "chat", input = GetUrl, output = Json)]
pub async fn read_chat(#[server(default)] id: String) -> Result<Chat, ApiError> {
    call::member(async |ctx, me| chats::chat(&ctx, &me, &id).await).await
}

/// Writes a message.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/chat/msg", tag = "chats", security(("session" = [])),
    request_body(content_type = "application/json", content = super::wire::described::PostBody), responses(
    (status = 204, description = "Sent."), (status = 400, description = "No id, or no text of 1 to 4,000 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "The caller is not in it, or one of the two has blocked the other.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "", endpoint = "chat/msg", input = Json, output = NoContent)]
pub async fn post_message(chat_id: Option<String>, text: Option<String>) -> Result<(), ApiError> {
    call::member_writer(async |ctx, me| chats::post(&ctx, me, chat_id, text).await).await
}

/// Changes one's own message.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/chat/msg", tag = "chats", security(("session" = [])),
    request_body(content_type = "application/json", content = super::wire::described::EditBody), responses(
    (status = 204, description = "Changed."), (status = 400, description = "No id, or no text of 1 to 4,000 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Somebody else's.", body = ApiError),
    (status = 404, description = "Unknown, deleted, or of a chat that the caller is not in.", body = ApiError))))]
#[server(prefix = "", endpoint = "chat/msg", input = PutJson, output = NoContent)]
pub async fn change_message(id: Option<String>, text: Option<String>) -> Result<(), ApiError> {
    call::member_writer(async |ctx, me| chats::change(&ctx, me, id, text).await).await
}

/// Deletes one's own message.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/chat/msg", tag = "chats", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the message.")), responses(
    (status = 204, description = "Deleted."), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Somebody else's.", body = ApiError),
    (status = 404, description = "Unknown, deleted, or of a chat that the caller is not in.", body = ApiError))))]
#[server(prefix = "", endpoint = "chat/msg", input = DeleteUrl, output = NoContent)]
pub async fn delete_message(#[server(default)] id: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| chats::delete(&ctx, me, id).await).await
}

/// The caller's chats in pages, the one with the newest message first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/chats/list", tag = "chats", security(("session" = []), ("guest" = [])),
    params(("kind" = Option<String>, Query, description = "`event`, `dialog` or `room`; all without."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = ChatsPage), (status = 400, description = "No kind or no position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "list", input = GetUrl, output = Json)]
pub async fn list_chats(#[server(default)] kind: String, after: Option<String>) -> Result<ChatsPage, ApiError> {
    call::visitor(async |ctx, me| chats::page(&ctx, &me, &kind, after.as_deref()).await).await
}

/// An open chat: the newest of its history, or what is around the first unread message.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/chats/chat", tag = "chats", security(("session" = []), ("guest" = [])),
    params(("id" = String, Query, description = "Id of the chat."), ("before" = Option<i64>, Query, description = "Only messages with smaller numbers.")), responses(
    (status = 200, description = "The chat.", body = ChatPage), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "chat", input = GetUrl, output = Json)]
pub async fn open_chat(#[server(default)] id: String, before: Option<i64>) -> Result<ChatPage, ApiError> {
    call::visitor(async |ctx, me| chats::chat_page(&ctx, &me, &id, before).await).await
}

/// The chat of an event, to stand beside it.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/chats/beside", tag = "chats", security(("session" = [])),
    params(("event" = String, Query, description = "Id of the event.")), responses(
    (status = 200, description = "The chat; null if there is none that the caller is in.", body = Option<ChatPage>), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "beside", input = GetUrl, output = Json)]
pub async fn open_beside(#[server(default)] event: String) -> Result<Option<ChatPage>, ApiError> {
    call::member(async |ctx, me| chats::event_chat_page(&ctx, &me, &event).await).await
}

/// A stretch of 50 messages before or after a number, oldest first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/chats/history", tag = "chats", security(("session" = []), ("guest" = [])),
    params(("id" = String, Query, description = "Id of the chat."), ("before" = Option<i64>, Query, description = "Messages with smaller numbers."),
        ("after" = Option<i64>, Query, description = "Messages with greater numbers.")), responses(
    (status = 200, description = "The stretch; the newest without a number.", body = HistoryPage), (status = 400, description = "No id, or both numbers.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "history", input = GetUrl, output = Json)]
pub async fn read_history(
    #[server(default)] id: String,
    before: Option<i64>,
    after: Option<i64>,
) -> Result<HistoryPage, ApiError> {
    call::visitor(async |ctx, me| chats::history(&ctx, &me, &id, before, after).await).await
}

/// Writes a message; sent twice with one `client_id` it is stored once.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/message", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/json", content = super::wire::described::SendBody), responses(
    (status = 200, description = "The message.", body = MessageRow), (status = 400, description = "No id, or no text of 1 to 4,000 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "One of the two has blocked the other.", body = ApiError),
    (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "message", input = Json, output = Json)]
pub async fn send_message(
    #[server(default)] chat_id: String,
    #[server(default)] text: String,
    client_id: Option<String>,
    reply_to: Option<String>,
) -> Result<MessageRow, ApiError> {
    let draft = chats::Draft { chat_id, text, client_id, reply_to };
    call::writer(async |ctx, me, _| chats::send(&ctx, me, draft).await).await
}

/// The same as a plain form, which leads back to the chat.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/send", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::SendForm), responses(
    (status = 200, description = "Sent.", body = Done), (status = 400, description = "No id, or no text of 1 to 4,000 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "One of the two has blocked the other.", body = ApiError),
    (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "send", input = PostUrl, output = Json)]
pub async fn send_form(
    #[server(default)] chat_id: String,
    #[server(default)] text: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let page = format!("/messages/{chat_id}");
    let draft = chats::Draft { chat_id, text, client_id: None, reply_to: None };
    let sent = call::writer(async |ctx, me, _| chats::send(&ctx, me, draft).await.map(|_| ())).await;
    call::answered(sent, &page, &next)
}

/// Changes one's own message.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/api/chats/message", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/json", content = super::wire::described::EditBody), responses(
    (status = 200, description = "The message as it is now.", body = MessageRow), (status = 400, description = "No id, or no text of 1 to 4,000 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Somebody else's.", body = ApiError),
    (status = 404, description = "Unknown, deleted, or of a chat that the caller is not in.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "message", input = PutJson, output = Json)]
pub async fn edit_message(
    #[server(default)] id: String,
    #[server(default)] text: String,
) -> Result<MessageRow, ApiError> {
    call::writer(async |ctx, me, _| chats::edit(&ctx, me, id, &text).await).await
}

/// Deletes one's own message; its place stays.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/api/chats/message", tag = "chats", security(("session" = []), ("guest" = [])),
    params(("id" = String, Query, description = "Id of the message.")), responses(
    (status = 204, description = "Deleted."), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Somebody else's.", body = ApiError),
    (status = 404, description = "Unknown, deleted, or of a chat that the caller is not in.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "message", input = DeleteUrl, output = NoContent)]
pub async fn erase_message(#[server(default)] id: String) -> Result<(), ApiError> {
    call::visitor(async |ctx, me| chats::erase_text(&ctx, me, id).await).await
}

/// Puts an emoji under a message, or takes it away.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/react", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/json", content = super::wire::described::ReactBody), responses(
    (status = 200, description = "The message as it is now.", body = MessageRow), (status = 400, description = "No id or no emoji.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "One of the two has blocked the other.", body = ApiError),
    (status = 404, description = "Unknown, deleted, or of a chat that the caller is not in.", body = ApiError), (status = 409, description = "Enough different emojis.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "react", input = Json, output = Json)]
pub async fn react(
    #[server(default)] id: String,
    #[server(default)] emoji: String,
    #[server(default)] on: bool,
) -> Result<MessageRow, ApiError> {
    call::writer(async |ctx, me, _| chats::react(&ctx, me, id, emoji, on).await).await
}

/// Notes how far the caller has read a chat. It never goes back.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/read", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::ReadForm), responses(
    (status = 200, description = "Noted.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "read", input = PostUrl, output = Json)]
pub async fn mark_read(#[server(default)] id: String, #[server(default)] seq: i64) -> Result<Done, ApiError> {
    let page = format!("/messages/{id}");
    call::answered(call::visitor(async |ctx, me| chats::read(&ctx, me, id, seq).await).await, &page, "")
}

/// Tells who is in a chat that the caller types. Good for some seconds.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/typing", tag = "chats", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/json", content = super::wire::described::TypingBody), responses(
    (status = 204, description = "Told."), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "One of the two has blocked the other.", body = ApiError),
    (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "typing", input = Json, output = NoContent)]
pub async fn tell_typing(#[server(default)] id: String) -> Result<(), ApiError> {
    call::writer(async |ctx, me, _| chats::typing(&ctx, me, &id).await).await
}

/// Opens the dialog with a friend, or with somebody who is in one event with the caller.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/dialog", tag = "chats", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::DialogForm), responses(
    (status = 200, description = "`to` is its page.", body = Done), (status = 400, description = "No id, or one's own.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Neither a friend nor in one event with the caller, or blocked.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "dialog", input = PostUrl, output = Json)]
pub async fn open_dialog(#[server(default)] id: String) -> Result<Done, ApiError> {
    let page = format!("/people/{id}");
    match call::member(async |ctx, me| chats::dialog(&ctx, me, id).await).await {
        Ok(done) => call::answered(Ok(()), &page, &done.to),
        Err(error) => call::answered(Err(error), &page, ""),
    }
}
