//! Operations of rooms: the documented ones, whose bodies are JSON whatever their content type says, and those of the
//! pages under `/api/chats`.

use super::wire::{ChatReport, RoomMessage, RoomUser, RoomsPage};
use crate::app::{
    account::wire::Done,
    codec::{Empty, Ignored, IgnoredPut, Loose},
    error::ApiError,
};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{
    app::{error::Code, session::look},
    server::{
        account::{NewAccount, guests, recovery},
        call,
        context::Admin,
        rooms,
    },
};

/// Makes an account and mails the link that proves its address.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/register", tag = "rooms", 
    request_body(content_type = "*/*", content = super::wire::described::RegisterBody), responses(
    (status = 200, description = "Made; the mail is on its way."), (status = 400, description = "No JSON, no such name, address or password.", body = ApiError), 
    (status = 409, description = "Name or address are taken.", body = ApiError), (status = 422, description = "No password.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "register", input = Loose, output = Empty)]
pub async fn register(
    user: Option<String>,
    email: Option<String>,
    password: Option<String>,
    time_zone: Option<String>,
) -> Result<(), ApiError> {
    let user_name = user.unwrap_or_default();
    let new = NewAccount {
        name: user_name.clone(),
        user_name,
        email: email.unwrap_or_default(),
        password: password.unwrap_or_default(),
        language: look().language,
        time_zone: time_zone.unwrap_or_default(),
    };
    call::guest(async |ctx, _, caller| guests::register(&ctx, &caller.address, new).await).await
}

/// Mails a code to set a new password. The answer is the same for everybody.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/requestResetPassword", tag = "rooms", 
    request_body(content_type = "*/*", content = super::wire::described::UserBody), responses(
    (status = 200, description = "If there is such an account, the mail is on its way."), (status = 400, description = "No JSON or no name.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "requestResetPassword", input = Loose, output = Empty)]
pub async fn request_reset(user: Option<String>) -> Result<(), ApiError> {
    let user = user.unwrap_or_default();
    call::guest(async |ctx, _, caller| rooms::forget(&ctx, &caller, &user).await).await
}

/// Sets a new password by the code that was mailed. Everything that was signed in is out.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/resetPassword", tag = "rooms", 
    request_body(content_type = "*/*", content = super::wire::described::ResetBody), responses(
    (status = 200, description = "Set."), (status = 400, description = "No JSON, an empty field, a wrong code, or no such password.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "resetPassword", input = Loose, output = Empty)]
pub async fn reset(
    user: Option<String>,
    passwordresettoken: Option<String>,
    password: Option<String>,
) -> Result<(), ApiError> {
    let (user, code) = (user.unwrap_or_default(), passwordresettoken.unwrap_or_default());
    let password = password.unwrap_or_default();
    let reset = call::guest(async |ctx, _, caller| {
        if user.is_empty() || code.is_empty() || password.is_empty() {
            return Err(Code::CodeWrong.into());
        }
        recovery::reset_by_code(&ctx, &caller.address, &user, &code, password).await
    });
    reset.await
}

/// Signs in by name and password, and starts a session that ends an older one.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/authorize", tag = "rooms", 
    request_body(content_type = "*/*", content = super::wire::described::PasswordBody), responses(
    (status = 200, description = "Signed in; the cookie comes with it.", body = RoomUser), (status = 400, description = "No JSON.", body = ApiError), 
    (status = 401, description = "Name and password do not fit.", body = ApiError), (status = 403, description = "The e-mail address is not proven.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "authorize", input = Loose, output = Json)]
pub async fn authorize(user: Option<String>, password: Option<String>) -> Result<RoomUser, ApiError> {
    let (user, password) = (user.unwrap_or_default(), password.unwrap_or_default());
    call::guest(async |ctx, _, caller| rooms::authorize(&ctx, &caller, &user, password).await).await
}

/// Signs in a guest by name alone.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/login", tag = "rooms", 
    request_body(content_type = "*/*", content = super::wire::described::UserBody), responses(
    (status = 200, description = "Signed in; the cookie comes with it.", body = RoomUser), (status = 400, description = "No JSON or no such name.", body = ApiError), 
    (status = 409, description = "Somebody has an account of this name, or uses it right now.", body = ApiError), (status = 429, description = "Too many.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "login", input = Loose, output = Json)]
pub async fn visit(user: Option<String>) -> Result<RoomUser, ApiError> {
    let user = user.unwrap_or_default();
    call::guest(async |ctx, _, caller| rooms::visit(&ctx, &caller, &user, look().language).await).await
}

/// Starts a session for who is signed in. An older one of the same name ends.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/login", tag = "rooms", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "Started.", body = RoomUser), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "login", input = Ignored, output = Json)]
pub async fn login() -> Result<RoomUser, ApiError> {
    call::here_visitor(async |ctx, me, caller| rooms::login(&ctx, &caller, &me).await).await
}

/// Ends the session. A guest ends with it.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/logout", tag = "rooms", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "Ended."), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "logout", input = Ignored, output = Empty)]
pub async fn logout() -> Result<(), ApiError> {
    call::here_visitor(async |ctx, me, caller| rooms::logout(&ctx, &caller, &me).await).await
}

/// A sign of life.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/api/loggedonly/keepalive", tag = "rooms", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "Noted."), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "keepalive", input = IgnoredPut, output = Empty)]
pub async fn keep_alive() -> Result<(), ApiError> {
    call::here_visitor(async |ctx, me, caller| rooms::keep_alive(&ctx, &caller, &me).await).await
}

/// Enters a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/joinChat", tag = "rooms", security(("session" = []), ("guest" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "The room.", body = ChatReport), (status = 400, description = "No such room, or in it already.", body = ApiError), (status = 401, description = "No session.", body = ApiError), (status = 429, description = "Too often.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "joinChat", input = Loose, output = Json)]
pub async fn join_chat(chat: Option<String>) -> Result<ChatReport, ApiError> {
    call::here_visitor(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::join(&ctx, &me, &chat.unwrap_or_default()).await
    })
    .await
}

/// Leaves a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/leaveChat", tag = "rooms", security(("session" = []), ("guest" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "Left."), (status = 400, description = "No such room, or not in it.", body = ApiError), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "leaveChat", input = Loose, output = Empty)]
pub async fn leave_chat(chat: Option<String>) -> Result<(), ApiError> {
    call::here_visitor(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::leave(&ctx, &me, &chat.unwrap_or_default()).await
    })
    .await
}

/// All rooms, with messages and people of those that the caller is in.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/loggedonly/getChats", tag = "rooms", security(("session" = []), ("guest" = [])), responses(
    (status = 200, description = "The rooms by name.", body = Vec<ChatReport>), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "getChats", input = GetUrl, output = Json)]
pub async fn get_chats() -> Result<Vec<ChatReport>, ApiError> {
    call::here_visitor(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::reports(&ctx, &me).await
    })
    .await
}

/// The newest 50 messages of a room, oldest first.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/getLastMessages", tag = "rooms", security(("session" = []), ("guest" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "The messages.", body = Vec<RoomMessage>), (status = 400, description = "Not in such a room.", body = ApiError), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "getLastMessages", input = Loose, output = Json)]
pub async fn last_messages(chat: Option<String>) -> Result<Vec<RoomMessage>, ApiError> {
    call::here_visitor(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::last_messages(&ctx, &me, &chat.unwrap_or_default()).await
    })
    .await
}

/// Who is in a room right now.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/getUsers", tag = "rooms", security(("session" = []), ("guest" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "The people.", body = Vec<RoomUser>), (status = 400, description = "Not in such a room.", body = ApiError), (status = 401, description = "No session.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "getUsers", input = Loose, output = Json)]
pub async fn get_users(chat: Option<String>) -> Result<Vec<RoomUser>, ApiError> {
    call::here_visitor(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::users(&ctx, &me, &chat.unwrap_or_default()).await
    })
    .await
}

/// Writes a message. Who wrote it and when is not taken from the body.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/loggedonly/postMessage", tag = "rooms", security(("session" = []), ("guest" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::MessageBody), responses(
    (status = 200, description = "As it is stored.", body = RoomMessage), (status = 400, description = "No text, not in such a room, or `id` or `time` are no integers.", body = ApiError), (status = 401, description = "No session.", body = ApiError), (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/loggedonly", endpoint = "postMessage", input = Loose, output = Json)]
pub async fn post_room_message(
    chat: Option<String>,
    text: Option<String>,
    id: Option<i64>,
    time: Option<i64>,
) -> Result<RoomMessage, ApiError> {
    let _ = (id, time);
    call::writer(async |ctx, me, caller| {
        rooms::keep_alive(&ctx, &caller, &me).await?;
        rooms::post(&ctx, &me, &chat.unwrap_or_default(), text.unwrap_or_default()).await
    })
    .await
}

/// Opens a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/adminonly/createChat", tag = "rooms", security(("session" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "Opened."), (status = 400, description = "No such name, or there is a room of it.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/adminonly", endpoint = "createChat", input = Loose, output = Empty)]
pub async fn create_chat(chat: Option<String>) -> Result<(), ApiError> {
    let chat = chat.unwrap_or_default();
    call::member(async |ctx, me| rooms::create(&ctx, &Admin::try_from(me)?, &chat).await).await
}

/// Closes a room for everybody.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/adminonly/removeChat", tag = "rooms", security(("session" = [])), 
    request_body(content_type = "*/*", content = super::wire::described::ChatBody), responses(
    (status = 200, description = "Closed."), (status = 400, description = "No such room.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/adminonly", endpoint = "removeChat", input = Loose, output = Empty)]
pub async fn remove_chat(chat: Option<String>) -> Result<(), ApiError> {
    let chat = chat.unwrap_or_default();
    call::member(async |ctx, me| rooms::remove(&ctx, &Admin::try_from(me)?, &chat).await).await
}

/// Rooms in the order of their names, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/chats/rooms", tag = "rooms", security(("session" = []), ("guest" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = RoomsPage), (status = 400, description = "No position.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "rooms", input = GetUrl, output = Json)]
pub async fn list_rooms(after: Option<String>) -> Result<RoomsPage, ApiError> {
    call::visitor(async |ctx, me| rooms::pages::list(&ctx, &me, after.as_deref()).await).await
}

/// Enters a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/enter", tag = "rooms", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::RoomForm), responses(
    (status = 200, description = "In it.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError), (status = 429, description = "Too often.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "enter", input = PostUrl, output = Json)]
pub async fn enter_room(#[server(default)] id: String) -> Result<Done, ApiError> {
    let page = format!("/messages/{id}?kind=room");
    call::answered(call::visitor(async |ctx, me| rooms::pages::enter(&ctx, me, &id).await).await, &page, "")
}

/// Leaves a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/quit", tag = "rooms", security(("session" = []), ("guest" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::RoomForm), responses(
    (status = 200, description = "Not in it any more.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "quit", input = PostUrl, output = Json)]
pub async fn quit_room(#[server(default)] id: String) -> Result<Done, ApiError> {
    let left = call::visitor(async |ctx, me| rooms::pages::quit(&ctx, me, &id).await).await;
    call::answered(left, "/messages?kind=room", "")
}

/// Opens a room.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/open-room", tag = "rooms", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::NewRoomForm), responses(
    (status = 200, description = "`to` is its page.", body = Done), (status = 400, description = "No such name, or there is a room of it.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No admin.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "open-room", input = PostUrl, output = Json)]
pub async fn open_room(#[server(default)] name: String) -> Result<Done, ApiError> {
    match call::member(async |ctx, me| rooms::pages::open(&ctx, &Admin::try_from(me)?, &name).await).await {
        Ok(done) => call::answered(Ok(()), "/messages?kind=room", &done.to),
        Err(error) => call::answered(Err(error), "/messages?kind=room", ""),
    }
}

/// Closes a room for everybody.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/chats/close-room", tag = "rooms", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::RoomForm), responses(
    (status = 200, description = "Closed.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No admin.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/chats", endpoint = "close-room", input = PostUrl, output = Json)]
pub async fn close_room(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let closed = call::member(async |ctx, me| rooms::pages::close(&ctx, &Admin::try_from(me)?, &id).await).await;
    call::answered(closed, "/messages?kind=room", &next)
}
