//! Operations of the calendar: the documented ones at the site root, those of the pages under `/api/calendar`.

use super::wire::{
    AgendaPage, BinPage, Event, EventForm, EventPage, EventsByDay, Feed, Flag, FoundPage, Member, MonthPage, User,
    WeekPage,
};
use crate::app::{
    account::wire::Done,
    codec::{ListOrNoContent, NoContent},
    error::ApiError,
};
use leptos::{
    prelude::*,
    server_fn::codec::{DeleteUrl, GetUrl, Json, PostUrl, PutJson},
};

#[cfg(feature = "ssr")]
use super::wire::Scope;
#[cfg(feature = "ssr")]
use crate::app::error::Code;
#[cfg(feature = "ssr")]
use crate::server::{calendar, call};

/// The signed-in person with all their lists.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/user", tag = "calendar", security(("session" = [])), responses(
    (status = 200, description = "The person.", body = User), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "user", input = GetUrl, output = Json)]
pub async fn read_user() -> Result<User, ApiError> {
    call::member(async |ctx, me| calendar::user(&ctx, &me).await).await
}

/// People by part of their name, or by their whole e-mail address if they allow that.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/search/users", tag = "calendar", security(("session" = [])),
    params(("filtered_str" = String, Query, description = "Part of a name, or an e-mail address.")), responses(
    (status = 200, description = "Who was found; strangers with name and picture only.", body = Vec<User>), (status = 204, description = "Nobody was found."),
    (status = 400, description = "Nothing to search for.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "search/users", input = GetUrl, output = ListOrNoContent)]
pub async fn search_users(#[server(default)] filtered_str: String) -> Result<Vec<User>, ApiError> {
    call::member(async |ctx, me| calendar::search(&ctx, &me, &filtered_str).await).await
}

/// The events of a month by day.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/events", tag = "calendar", security(("session" = [])),
    params(("year" = String, Query, description = "1900 to 2200."), ("month" = String, Query, description = "1 to 12.")), responses(
    (status = 200, description = "Events by day of the month; days without events are absent.", body = EventsByDay),
    (status = 400, description = "Not a month.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "events", input = GetUrl, output = Json)]
pub async fn read_events(
    #[server(default)] year: String,
    #[server(default)] month: String,
) -> Result<EventsByDay, ApiError> {
    call::member(async |ctx, me| calendar::events(&ctx, &me, &year, &month).await).await
}

/// One event.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/event", tag = "calendar", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the event.")), responses(
    (status = 200, description = "The event; a group event with members and chat.", body = Event), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "Not the caller's to see.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "", endpoint = "event", input = GetUrl, output = Json)]
pub async fn read_event(#[server(default)] id: String) -> Result<Event, ApiError> {
    call::member(async |ctx, me| calendar::find(&ctx, &me, &id).await).await
}

/// Makes an event; a group event gets a chat and the caller as its first member.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/event", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/json", content = super::wire::described::EventBody), responses(
    (status = 200, description = "The id of the new event.", body = String), (status = 400, description = "A field is wrong or missing.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "", endpoint = "event", input = Json, output = Json)]
pub async fn create_event(
    r#type: Option<String>,
    name: Option<String>,
    is_private: Option<Flag>,
    datetime: Option<String>,
    address: Option<String>,
    icon: Option<String>,
    description: Option<String>,
) -> Result<String, ApiError> {
    let new = calendar::NewEvent { kind: r#type, name, is_private, datetime, address, icon, description };
    call::member(async |ctx, me| calendar::create(&ctx, me, new).await).await
}

/// Changes an event: absent fields stay as they are.
#[cfg_attr(feature = "ssr", utoipa::path(put, path = "/event", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/json", content = super::wire::described::EventBody), responses(
    (status = 204, description = "Changed."), (status = 400, description = "A field is wrong.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No right to change it.", body = ApiError),
    (status = 404, description = "Unknown, or of the other type.", body = ApiError))))]
#[server(prefix = "", endpoint = "event", input = PutJson, output = NoContent)]
pub async fn change_event(
    id: Option<String>,
    r#type: Option<String>,
    name: Option<String>,
    is_private: Option<Flag>,
    datetime: Option<String>,
    address: Option<String>,
    icon: Option<String>,
    description: Option<String>,
) -> Result<(), ApiError> {
    let patch = calendar::Patch { kind: r#type, name, is_private, datetime, address, icon, description };
    call::member(async |ctx, me| calendar::patch(&ctx, me, id, patch).await).await
}

/// Deletes an event with its chat, members and invites.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/event", tag = "calendar", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the event.")), responses(
    (status = 204, description = "Deleted."), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to delete it.", body = ApiError), (status = 404, description = "Unknown, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "", endpoint = "event", input = DeleteUrl, output = NoContent)]
pub async fn delete_event(#[server(default)] id: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| calendar::delete(&ctx, me, id, Scope::One).await).await
}

/// Leaves a group event; the last one takes it along.
#[cfg_attr(feature = "ssr", utoipa::path(delete, path = "/event/group/leave", tag = "calendar", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the event.")), responses(
    (status = 204, description = "Left."), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 404, description = "Unknown, no group event, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "", endpoint = "event/group/leave", input = DeleteUrl, output = NoContent)]
pub async fn leave_event(#[server(default)] id: String) -> Result<(), ApiError> {
    call::member(async |ctx, me| calendar::leave(&ctx, me, id).await).await
}

/// Somebody in a group event that the caller is in as well.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/member", tag = "calendar", security(("session" = [])),
    params(("id" = String, Query, description = "An id of `member_id_list`.")), responses(
    (status = 200, description = "The member and their rights.", body = Member), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or of an event of others.", body = ApiError))))]
#[server(prefix = "", endpoint = "member", input = GetUrl, output = Json)]
pub async fn read_member(#[server(default)] id: String) -> Result<Member, ApiError> {
    call::member(async |ctx, me| calendar::member(&ctx, &me, &id).await).await
}

/// A month as its page shows it: all weeks that it touches.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/month", tag = "calendar", security(("session" = [])),
    params(("month" = Option<String>, Query, description = "`YYYY-MM`; the current one without.")), responses(
    (status = 200, description = "The month.", body = MonthPage), (status = 400, description = "Not a month.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "month", input = GetUrl, output = Json)]
pub async fn read_month(month: Option<String>) -> Result<MonthPage, ApiError> {
    call::member(async |ctx, me| calendar::month_page(&ctx, &me, month.as_deref()).await).await
}

/// Events from a day on, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/agenda", tag = "calendar", security(("session" = [])),
    params(("from" = Option<String>, Query, description = "First day, `YYYY-MM-DD`; today without."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = AgendaPage), (status = 400, description = "Not a day or no position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "agenda", input = GetUrl, output = Json)]
pub async fn read_agenda(from: Option<String>, after: Option<String>) -> Result<AgendaPage, ApiError> {
    call::member(async |ctx, me| calendar::agenda_page(&ctx, &me, from.as_deref(), after.as_deref()).await).await
}

/// One event with everything its page shows.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/event", tag = "calendar", security(("session" = [])),
    params(("id" = String, Query, description = "Id of the event.")), responses(
    (status = 200, description = "The event.", body = EventPage), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "Unknown, or not the caller's to see.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "event", input = GetUrl, output = Json)]
pub async fn read_event_page(#[server(default)] id: String) -> Result<EventPage, ApiError> {
    call::member(async |ctx, me| calendar::event_page(&ctx, &me, &id).await).await
}

/// Makes an event, or changes the one whose id the form carries.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/save", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = EventForm), responses(
    (status = 200, description = "Saved; `to` is its page.", body = Done), (status = 400, description = "A field is wrong.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No right to change it.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "save", input = PostUrl, output = Json)]
pub async fn save_event(#[server(flatten)] form: EventForm) -> Result<Done, ApiError> {
    let page =
        if form.id.is_empty() { "/calendar/new".to_owned() } else { format!("/calendar/event/{}/edit", form.id) };
    let result = call::member(async |ctx, me| calendar::save_form(&ctx, me, &form).await).await;
    call::form(result, &page, form).await
}

/// Deletes an event, for pages.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/delete", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::DeleteForm), responses(
    (status = 200, description = "Deleted.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 403, description = "No right to delete it.", body = ApiError), (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "delete", input = PostUrl, output = Json)]
pub async fn remove_event(#[server(default)] id: String, #[server(default)] scope: String) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let undo = if scope == "following" { String::new() } else { format!("?undo={id}") };
    let result = call::member(async |ctx, me| calendar::remove(&ctx, me, id, Scope::parse(&scope)?).await).await;
    call::led(result.map(|()| Done::to(format!("/calendar{undo}"))), &page)
}

/// Leaves a group event, for pages.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/leave", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::IdForm), responses(
    (status = 200, description = "Left.", body = Done), (status = 400, description = "No id.", body = ApiError), (status = 401, description = "Not signed in.", body = ApiError),
    (status = 404, description = "Unknown, no group event, or the caller is not in it.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "leave", input = PostUrl, output = Json)]
pub async fn quit_event(#[server(default)] id: String) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let result = call::member(async |ctx, me| calendar::leave(&ctx, me, id).await).await;
    call::led(result.map(|()| Done::to("/calendar")), &page)
}

/// A week as its page shows it.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/week", tag = "calendar", security(("session" = [])),
    params(("day" = Option<String>, Query, description = "A day of it, `YYYY-MM-DD`; today without.")), responses(
    (status = 200, description = "The week.", body = WeekPage), (status = 400, description = "Not a day.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "week", input = GetUrl, output = Json)]
pub async fn read_week(day: Option<String>) -> Result<WeekPage, ApiError> {
    call::member(async |ctx, me| calendar::week_page(&ctx, &me, day.as_deref()).await).await
}

/// The caller's events with a text in name, address or description, latest first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/search", tag = "calendar", security(("session" = [])),
    params(("q" = String, Query, description = "What to look for."), ("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page; a series once, at its next occurrence.", body = FoundPage), (status = 400, description = "Nothing to look for.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "search", input = GetUrl, output = Json)]
pub async fn search_events(#[server(default)] q: String, after: Option<String>) -> Result<FoundPage, ApiError> {
    call::member(async |ctx, me| calendar::search_events(&ctx, &me, &q, after.as_deref()).await).await
}

/// What was deleted in the last 30 days and the caller may restore, last deleted first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/bin", tag = "calendar", security(("session" = [])),
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = BinPage), (status = 400, description = "No position.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "bin", input = GetUrl, output = Json)]
pub async fn read_bin(after: Option<String>) -> Result<BinPage, ApiError> {
    call::member(async |ctx, me| calendar::bin_page(&ctx, &me, after.as_deref()).await).await
}

/// Restores a deleted event, or a cancelled occurrence of a series.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/restore", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::IdForm), responses(
    (status = 200, description = "It is back.", body = Done), (status = 400, description = "No id.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No right to restore it.", body = ApiError),
    (status = 404, description = "Nothing deleted of the caller's, or too long ago.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "restore", input = PostUrl, output = Json)]
pub async fn restore_event(#[server(default)] id: String) -> Result<Done, ApiError> {
    let to = Done::to(format!("/calendar/event/{id}"));
    let result = call::member(async |ctx, me| calendar::restore(&ctx, me, id).await).await;
    call::led(result.map(|()| to), "/calendar/bin")
}

/// Lets the caller be reminded of an event by mail and push, of a series each time.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/remind", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::RemindForm), responses(
    (status = 200, description = "Planned.", body = Done), (status = 400, description = "Not a number of minutes up to four weeks.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 404, description = "The caller is in no such event.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "remind", input = PostUrl, output = Json)]
pub async fn set_reminder(#[server(default)] id: String, #[server(default)] minutes: String) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let result = call::member(async |ctx, me| {
        let before = match minutes.trim() {
            "" => None,
            minutes => Some(minutes.parse().map_err(|_| Code::TimeInvalid)?),
        };
        calendar::reminders::set(&ctx, me, &id, before).await
    });
    call::led(result.await.map(|()| Done::to(&page)), &page)
}

/// The secret link under which other programs can subscribe to the caller's calendar.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/feed", tag = "calendar", security(("session" = [])), responses(
    (status = 200, description = "The link.", body = Feed), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "feed", input = GetUrl, output = Json)]
pub async fn read_feed() -> Result<Feed, ApiError> {
    call::member(async |ctx, me| calendar::ics::link(&ctx, &me).await).await
}

/// Renews the secret link: the old one leads nowhere from now on.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/feed/renew", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = crate::app::account::wire::described::NoFields), responses(
    (status = 200, description = "Renewed.", body = Done), (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "feed/renew", input = PostUrl, output = Json)]
pub async fn renew_feed() -> Result<Done, ApiError> {
    let result = call::member(async |ctx, me| calendar::ics::renew(&ctx, me).await).await;
    call::led(result.map(|()| Done::to("/settings#files")), "/settings#files")
}

/// Moves an event to another time, or lets it end at another; of a series as much as the scope says.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/calendar/move", tag = "calendar", security(("session" = [])),
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::MoveForm), responses(
    (status = 200, description = "Moved; `to` is its page.", body = Done), (status = 400, description = "A time is wrong.", body = ApiError),
    (status = 401, description = "Not signed in.", body = ApiError), (status = 403, description = "No right to change it.", body = ApiError),
    (status = 404, description = "Unknown.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "move", input = PostUrl, output = Json)]
pub async fn move_event(
    #[server(default)] id: String,
    #[server(default)] starts: String,
    #[server(default)] ends: String,
    #[server(default)] scope: String,
) -> Result<Done, ApiError> {
    let page = format!("/calendar/event/{id}");
    let result =
        call::member(async |ctx, me| calendar::shift(&ctx, me, &id, (&starts, &ends), Scope::parse(&scope)?).await);
    call::led(result.await.map(|id| Done::to(format!("/calendar/event/{id}"))), &page)
}

/// The event form that was refused just now, for the page that shows it again. Once.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/calendar/refused", tag = "calendar", security(("session" = [])), responses(
    (status = 200, description = "What was typed and the code; null if there is nothing.", body = Option<EventForm>),
    (status = 401, description = "Not signed in.", body = ApiError))))]
#[server(prefix = "/api/calendar", endpoint = "refused", input = GetUrl, output = Json)]
pub async fn refused_event() -> Result<Option<EventForm>, ApiError> {
    call::refused().await
}
