//! Operations about people: the documented list at the site root, the others under `/api/friends`.

use super::wire::{Friend, FriendProfile, PeoplePage, PersonPage, RequestsPage};
use crate::app::{
    account::wire::Done,
    codec::{ListOrNoContent, NoContent},
    error::ApiError,
};
use leptos::{
    prelude::*,
    server_fn::codec::{DeleteUrl, GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::server::{calendar, call, chats, friends, letters, parting};

/// The caller's friends.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/friends", tag = "friends", security(("session" = [])), responses(
    (status = 200, description = "Friends, oldest friendship first.", body = Vec<Friend>), (status = 204, description = "None."),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "friends", input = GetUrl, output = ListOrNoContent)]
pub async fn read_friends() -> Result<Vec<Friend>, ApiError> {
    call::member(async |ctx, me| friends::list(&ctx, &me).await).await
}

/// A person; of somebody who is no friend only name and picture.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/friend", tag = "friends", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the person.")), responses(
    (status = 200, description = "The person.", body = FriendProfile), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "", endpoint = "friend", input = GetUrl, output = Json)]
pub async fn read_friend(#[server(default)] id: String) -> Result<FriendProfile, ApiError> {
    call::member(async |ctx, me| calendar::friend(&ctx, &me, &id).await).await
}

/// Ends a friendship. The dialog stays.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/friend", tag = "friends", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the person.")), responses(
    (status = 204, description = "No friends now."), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "", endpoint = "friend", input = DeleteUrl, output = NoContent)]
pub async fn delete_friend(#[server(default)] id: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| parting::unfriend(&ctx, me, id).await).await
}

/// Friends in the order of their names, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/friends/list", tag = "friends", security(("session" = [])),
    params(("here" = Option<bool>, Query, description = "Only those who are here."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = PeoplePage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "list", input = GetUrl, output = Json)]
pub async fn list_friends(here: Option<bool>, after: Option<String>) -> Result<PeoplePage, ApiError> {
    let filter = friends::Filter { only_here: here.unwrap_or_default(), ..friends::Filter::default() };
    call::member(async |ctx, me| friends::rows(&ctx, &me, filter, after.as_deref()).await).await
}

/// People by part of their name, or by their whole e-mail address, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/friends/search", tag = "friends", security(("session" = [])),
    params(("text" = String, Query, description = "Part of a name, or an e-mail address."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = PeoplePage), (status = 400, description = "Nothing to search for, or no position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "search", input = GetUrl, output = Json)]
pub async fn search_people(#[server(default)] text: String, after: Option<String>) -> Result<PeoplePage, ApiError> {
    call::member(async |ctx, me| friends::search_page(&ctx, &me, &text, after.as_deref()).await).await
}

/// One person with what the caller has to do with them.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/friends/person", tag = "friends", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the person.")), responses(
    (status = 200, description = "The person.", body = PersonPage), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or has blocked the caller.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "person", input = GetUrl, output = Json)]
pub async fn read_person(#[server(default)] id: String) -> Result<PersonPage, ApiError> {
    call::member(async |ctx, me| chats::person_page(&ctx, &me, &id).await).await
}

/// Requests to be friends, in pages, newest first: those that wait for the caller, or those that the caller sent.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/friends/requests", tag = "friends", security(("session" = [])),
    params(("sent" = Option<bool>, Query, description = "Those that the caller sent."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = RequestsPage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "requests", input = GetUrl, output = Json)]
pub async fn read_requests(sent: Option<bool>, after: Option<String>) -> Result<RequestsPage, ApiError> {
    call::member(async |ctx, me| friends::requests_page(&ctx, &me, sent.unwrap_or_default(), after.as_deref()).await)
        .await
}

/// Asks somebody to be friends.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/ask", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Asked; if the other one had asked already, the two are friends now.", body = Done), (status = 400, description = "No id, or one's own.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "The caller's e-mail address is not proven.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError), (status = 429, description = "Too many requests.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "ask", input = PostUrl, output = Json)]
pub async fn ask_friend(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let asked = call::member(async |ctx, me| chats::ask_friend(&ctx, me, id).await).await;
    call::answered(asked, "/people", &next)
}

/// Answers a request, or takes a decline back.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/answer", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::AnswerForm), responses(
    (status = 200, description = "Answered.", body = Done), (status = 400, description = "No id or no action.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or somebody else's.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "answer", input = PostUrl, output = Json)]
pub async fn answer_request(
    #[server(default)] id: String,
    #[server(default)] action: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| chats::answer_request(&ctx, me, id, &action).await).await;
    call::answered(done, "/people", &next)
}

/// Takes back one's own request.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/withdraw", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Withdrawn.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or somebody else's.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "withdraw", input = PostUrl, output = Json)]
pub async fn withdraw_request(
    #[server(default)] id: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| friends::withdraw(&ctx, me, id).await).await;
    call::answered(done, "/people", &next)
}

/// Ends a friendship, for pages.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/remove", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "No friends now.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "remove", input = PostUrl, output = Json)]
pub async fn remove_friend(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| parting::unfriend(&ctx, me, id).await).await;
    call::answered(done, "/people", &next)
}

/// Blocks somebody: no friendship, no requests, no invites, no dialog.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/block", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Blocked.", body = Done), (status = 400, description = "No id, or one's own.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "block", input = PostUrl, output = Json)]
pub async fn block_person(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| parting::block(&ctx, me, vec![id]).await).await;
    call::answered(done, "/people", &next)
}

/// Takes a block back.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/friends/unblock", tag = "friends", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PersonForm), responses(
    (status = 200, description = "Not blocked.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "unblock", input = PostUrl, output = Json)]
pub async fn unblock_person(#[server(default)] id: String, #[server(default)] next: String) -> Result<Done, ApiError> {
    let done = call::member(async |ctx, me| letters::book::unblock(&ctx, me, id).await).await;
    call::answered(done, "/people/blocked", &next)
}

/// People whom the caller has blocked, in pages, last blocked first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/friends/blocked", tag = "friends", security(("session" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = PeoplePage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/friends", endpoint = "blocked", input = GetUrl, output = Json)]
pub async fn read_blocked(after: Option<String>) -> Result<PeoplePage, ApiError> {
    call::member(async |ctx, me| friends::blocked_page(&ctx, &me, after.as_deref()).await).await
}
