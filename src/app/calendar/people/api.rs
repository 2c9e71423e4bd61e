//! Invites and answers: the documented operations at the site root, the others under `/api/calendar`.

use crate::app::{
    account::wire::Done,
    calendar::wire::{Invited, InvitesPage},
    codec::{ListOrNoContent, NoContent},
    error::ApiError,
    friends::wire::PeoplePage,
};
use leptos::{
    prelude::*,
    server_fn::codec::{DeleteUrl, GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::{
    app::calendar::wire::Rights,
    server::{calendar, call},
};

/// Requests to be friends and invites to events that wait for the caller's answer.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/invites", tag = "invites", security(("session" = [])), responses(
    (status = 200, description = "Requests and invites, oldest first.", body = Vec<Invited>), (status = 204, description = "None."),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "invites", input = GetUrl, output = ListOrNoContent)]
pub async fn read_invites() -> Result<Vec<Invited>, ApiError> {
    call::member(async |ctx, me| calendar::invites(&ctx, &me).await).await
}

/// Asks somebody to be friends, or a friend to an event.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/invite", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/json", content = described::InviteBody), responses(
    (status = 204, description = "Asked, or there was nothing to ask."), (status = 400, description = "No type, no id, or one's own.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No right to invite, no friend, or one's e-mail address is not proven.", body = ApiError),
    (status = 404, description = "Nobody of this id, or the caller is not in such an event.", body = ApiError), (status = 429, description = "Too many invites.", body = ApiError))))]
#[server(prefix = "", endpoint = "invite", input = Json, output = NoContent)]
pub async fn send_invite(
    r#type: Option<String>,
    receiver_id: Option<String>,
    event_id: Option<String>,
) -> Result<(), ApiError> {
    let new = calendar::NewInvite { kind: r#type, receiver_id, event_id };
    call::member(async |ctx, me| calendar::invite(&ctx, me, new).await).await
}

/// Accepts or declines a request to be friends, or an invite to an event.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/invite", tag = "invites", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the invite."), ("action" = String, Query, description = "`accept` or `decline`.")), responses(
    (status = 204, description = "Answered."), (status = 400, description = "No id or no action.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "Somebody else's.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "", endpoint = "invite", input = DeleteUrl, output = NoContent)]
pub async fn answer_invite(#[server(default)] id: String, #[server(default)] action: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| calendar::answer_invite(&ctx, me, id, &action).await).await
}

/// Events that the caller is asked to, in pages, last asked first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/invites", tag = "invites", security(("session" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = InvitesPage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "invites", input = GetUrl, output = Json)]
pub async fn list_invites(after: Option<String>) -> Result<InvitesPage, ApiError> {
    call::member(async |ctx, me| calendar::invites_page(&ctx, &me, after.as_deref()).await).await
}

/// Asks friends to an event: all of them or, if one can't be asked, none.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/invite", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = described::InviteForm), responses(
    (status = 200, description = "Asked.", body = Done), (status = 400, description = "No ids, or more than 100.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to invite, no friend, or one's e-mail address is not proven.", body = ApiError),
    (status = 404, description = "Nobody of this id, or the caller is not in such an event.", body = ApiError), (status = 429, description = "Too many invites.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "invite", input = PostUrl, output = Json)]
pub async fn invite_friends(
    #[server(default)] id: String,
    #[server(default)] to: Vec<String>,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let done = call::member(async |ctx, me| calendar::ask(&ctx, me, id, to).await).await;
    call::answered(done, &page, &next)
}

/// Friends of the caller who are neither in a group event nor asked, in the order of their names, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/invitable", tag = "invites", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the event."), ("text" = Option<String>, Query, description = "Part of a name."),
        ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = PeoplePage), (status = 400, description = "No id, or no position.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to invite.", body = ApiError), (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "invitable", input = GetUrl, output = Json)]
pub async fn list_invitable(
    #[server(default)] id: String,
    #[server(default)] text: String,
    after: Option<String>,
) -> Result<PeoplePage, ApiError> {
    call::member(async |ctx, me| calendar::invitable(&ctx, &me, &id, &text, after.as_deref()).await).await
}

/// Says whether the caller comes to a group event, with a note for the others; or takes back that they declined.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/answer", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = described::AnswerForm), responses(
    (status = 200, description = "Noted.", body = Done), (status = 400, description = "No id or no answer, or a note of more than 140 characters.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or the caller is neither in it nor asked, or has not declined what they want to take back.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "answer", input = PostUrl, output = Json)]
pub async fn answer_event(
    #[server(default)] id: String,
    #[server(default)] answer: String,
    #[server(default)] note: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let done = call::member(async |ctx, me| calendar::answer(&ctx, me, id, &answer, &note).await).await;
    call::answered(done, &page, &next)
}

/// Takes back somebody's invite to an event.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/uninvite", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = described::GuestForm), responses(
    (status = 200, description = "Taken back.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "Sent by somebody else, and no right to change the event.", body = ApiError),
    (status = 404, description = "Unknown, not asked, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "uninvite", input = PostUrl, output = Json)]
pub async fn uninvite(#[server(default)] id: String, #[server(default)] account_id: String) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let done = call::member(async |ctx, me| calendar::uninvite(&ctx, me, id, account_id).await).await;
    call::answered(done, &page, "")
}

/// Sets what another member may do. Absent rights are taken away; nobody gives or takes one that they do not have.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/rights", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = described::RightsForm), responses(
    (status = 200, description = "Set.", body = Done), (status = 400, description = "No id, or one's own.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to change the event, a right that the caller lacks, or the author.", body = ApiError),
    (status = 404, description = "Unknown, no member, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "rights", input = PostUrl, output = Json)]
pub async fn grant_rights(
    #[server(default)] id: String,
    #[server(default)] account_id: String,
    #[server(default)] invite: String,
    #[server(default)] remove: String,
    #[server(default)] change: String,
    #[server(default)] delete: String,
) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let is_on = |field: &str| field == "on";
    let rights =
        Rights { invite: is_on(&invite), remove: is_on(&remove), change: is_on(&change), delete: is_on(&delete) };
    let done = call::member(async |ctx, me| calendar::grant(&ctx, me, id, account_id, rights).await).await;
    call::answered(done, &page, "")
}

/// Takes another member out of a group event.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/expel", tag = "invites", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = described::GuestForm), responses(
    (status = 200, description = "Out.", body = Done), (status = 400, description = "No id, or one's own.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to remove people, or the author.", body = ApiError),
    (status = 404, description = "Unknown, no member, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "expel", input = PostUrl, output = Json)]
pub async fn expel_member(
    #[server(default)] id: String,
    #[server(default)] account_id: String,
) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let done = call::member(async |ctx, me| calendar::expel(&ctx, me, id, account_id).await).await;
    call::answered(done, &page, "")
}

/// Bodies, for the description of the API.
#[cfg(feature = "ssr")]
mod described {
    /// The body of `POST /invite`.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct InviteBody {
        /// `friend` or `event`.
        r#type: String,
        receiver_id: String,
        /// Not for a friend.
        event_id: Option<String>,
    }

    /// The event and the friends.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct InviteForm {
        id: String,
        /// Written `to[]=…&to[]=…`.
        to: Vec<String>,
    }

    /// The event and `going`, `maybe` or `cant`; `none` lets a declined invite wait again.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct AnswerForm {
        id: String,
        answer: String,
        note: Option<String>,
    }

    /// The event and somebody who is in it or asked.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct GuestForm {
        id: String,
        account_id: String,
    }

    /// The event, a member, and `on` for each right.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct RightsForm {
        id: String,
        account_id: String,
        invite: Option<String>,
        remove: Option<String>,
        change: Option<String>,
        delete: Option<String>,
    }
}
