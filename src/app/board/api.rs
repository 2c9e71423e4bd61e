//! The operations of the board: the documented ones, and those of its pages under `/api/board`.

use super::wire::{
    BoardEvent, BoardPage, BoardUser, Click, FeedPage, Hour, NamesPage, OnlineUser, Pressed, Statistics, Stats, Version,
};
use crate::app::{account::wire::Done, error::ApiError};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json, PostUrl},
};

#[cfg(feature = "ssr")]
use crate::server::{
    board::{
        documented,
        pages::{self, Hand},
    },
    call,
};

/// The version of the board's API.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api", tag = "board", responses((status = 200, description = "The version.", body = Version))))]
#[server(prefix = "", endpoint = "api", input = GetUrl, output = Json)]
pub async fn read_version() -> Result<Version, ApiError> {
    call::guest(async |_, guest, _| Ok(documented::version(guest))).await
}

/// Clicks since 00:00 UTC, newest first, at most 10,000.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/latest_clicks", tag = "board", responses((status = 200, description = "Clicks.", body = [Click]), (status = 429, description = "Too often.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "latest_clicks", input = GetUrl, output = Json)]
pub async fn latest_clicks() -> Result<Vec<Click>, ApiError> {
    call::guest(async |ctx, _, caller| documented::clicks(&ctx, &caller).await).await
}

/// Events since 00:00 UTC, newest first, at most 10,000.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/latest_events", tag = "board", responses((status = 200, description = "Events.", body = [BoardEvent]), (status = 429, description = "Too often.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "latest_events", input = GetUrl, output = Json)]
pub async fn latest_events() -> Result<Vec<BoardEvent>, ApiError> {
    call::guest(async |ctx, _, caller| documented::events(&ctx, &caller).await).await
}

/// Every hour since 00:00 UTC six days ago, oldest first; the last is the running one.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/latest_hours", tag = "board", responses((status = 200, description = "Hours.", body = [Hour]))))]
#[server(prefix = "/api", endpoint = "latest_hours", input = GetUrl, output = Json)]
pub async fn latest_hours() -> Result<Vec<Hour>, ApiError> {
    call::guest(async |ctx, guest, _| documented::hours(&ctx, guest).await).await
}

/// Every name that ever pressed something, most clicks first, at most 10,000.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/users", tag = "board", responses((status = 200, description = "Names.", body = [BoardUser]), (status = 429, description = "Too often.", body = ApiError))))]
#[server(prefix = "/api", endpoint = "users", input = GetUrl, output = Json)]
pub async fn board_users() -> Result<Vec<BoardUser>, ApiError> {
    call::guest(async |ctx, _, caller| documented::users(&ctx, &caller).await).await
}

/// Every connection to the board.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/online_users", tag = "board", responses((status = 200, description = "Connections.", body = [OnlineUser]))))]
#[server(prefix = "/api", endpoint = "online_users", input = GetUrl, output = Json)]
pub async fn online_users() -> Result<Vec<OnlineUser>, ApiError> {
    call::guest(async |ctx, guest, _| Ok(documented::online(&ctx, guest))).await
}

/// How often anything was pressed: ever, today and in the running hour of UTC.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/current_stats", tag = "board", responses((status = 200, description = "Counts.", body = Stats))))]
#[server(prefix = "/api", endpoint = "current_stats", input = GetUrl, output = Json)]
pub async fn current_stats() -> Result<Stats, ApiError> {
    call::guest(async |ctx, guest, _| documented::stats(&ctx, guest).await).await
}

/// Everything that the board's page shows first.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/board", tag = "board", responses((status = 200, description = "Counts, the newest presses, who is here.", body = BoardPage))))]
#[server(prefix = "/api", endpoint = "board", input = GetUrl, output = Json)]
pub async fn read_board() -> Result<BoardPage, ApiError> {
    call::guest(async |ctx, _, caller| pages::overview(&ctx, &caller).await).await
}

/// Older presses, newest first, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/board/feed", tag = "board",
    params(("before" = String, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = FeedPage), (status = 400, description = "No position.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "feed", input = GetUrl, output = Json)]
pub async fn read_feed(#[server(default)] before: String) -> Result<FeedPage, ApiError> {
    call::guest(async |ctx, guest, _| pages::feed(&ctx, guest, &before).await).await
}

/// The figures behind the charts.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/board/statistics", tag = "board", responses((status = 200, description = "Seven days by hour, names, buttons and events.", body = Statistics))))]
#[server(prefix = "/api/board", endpoint = "statistics", input = GetUrl, output = Json)]
pub async fn read_statistics() -> Result<Statistics, ApiError> {
    call::guest(async |ctx, guest, caller| pages::statistics(&ctx, guest, &caller).await).await
}

/// Names by clicks, most first, in pages.
#[cfg_attr(feature = "ssr", utoipa::path(get, path = "/api/board/names", tag = "board",
    params(("after" = Option<String>, Query, description = "`next` of the page before.")), responses(
    (status = 200, description = "A page.", body = NamesPage), (status = 400, description = "No position.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "names", input = GetUrl, output = Json)]
pub async fn read_names(after: Option<String>) -> Result<NamesPage, ApiError> {
    call::guest(async |ctx, guest, _| pages::names(&ctx, guest, after.as_deref()).await).await
}

/// Presses a button. Nobody has to be signed in; a registered person's name counts for that person only.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/board/press", tag = "board",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PressForm), responses(
    (status = 200, description = "Stored, and what the button has come to.", body = Pressed), (status = 400, description = "No such button.", body = ApiError),
    (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "press", input = PostUrl, output = Json)]
pub async fn press_button(
    #[server(default)] button: String,
    comment: Option<String>,
    style: Option<String>,
    name: Option<String>,
    seat: Option<String>,
) -> Result<Pressed, ApiError> {
    call::guest(async |ctx, _, caller| pages::press(&ctx, &caller, Hand { name, seat }, &button, comment, style).await)
        .await
}

/// The page of somebody who calls themselves so, and need not say it again.
#[cfg(feature = "ssr")]
fn page_of(name: Option<&str>) -> String {
    match name.and_then(|name| super::wire::cut(name, super::wire::NAME_MAX)) {
        Some(name) => format!("/board?name={}", crate::app::calendar::encode(&name)),
        None => "/board".to_owned(),
    }
}

/// The same by the form of the page, which leads back to it.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/board/press/form", tag = "board",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::PressForm), responses(
    (status = 200, description = "Stored.", body = Done), (status = 400, description = "No such button.", body = ApiError),
    (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "press/form", input = PostUrl, output = Json)]
pub async fn press_by_form(
    #[server(default)] button: String,
    comment: Option<String>,
    style: Option<String>,
    name: Option<String>,
) -> Result<Done, ApiError> {
    let page = page_of(name.as_deref());
    let pressed = press_button(button, comment, style, name, None).await;
    call::answered(pressed.map(drop), &page, "")
}

/// Sets off an effect on everybody's page.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/board/event", tag = "board",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::EventForm), responses(
    (status = 200, description = "Stored.", body = Pressed), (status = 400, description = "No such event.", body = ApiError),
    (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "event", input = PostUrl, output = Json)]
pub async fn set_off(
    #[server(default)] event: String,
    name: Option<String>,
    seat: Option<String>,
) -> Result<Pressed, ApiError> {
    call::guest(async |ctx, _, caller| pages::set_off(&ctx, &caller, Hand { name, seat }, &event).await).await
}

/// The same by the form of the page, which leads back to it.
#[cfg_attr(feature = "ssr", utoipa::path(post, path = "/api/board/event/form", tag = "board",
    request_body(content_type = "application/x-www-form-urlencoded", content = super::wire::described::EventForm), responses(
    (status = 200, description = "Stored.", body = Done), (status = 400, description = "No such event.", body = ApiError),
    (status = 429, description = "Too fast.", body = ApiError))))]
#[server(prefix = "/api/board", endpoint = "event/form", input = PostUrl, output = Json)]
pub async fn set_off_by_form(#[server(default)] event: String, name: Option<String>) -> Result<Done, ApiError> {
    let page = page_of(name.as_deref());
    let set_off = set_off(event, name, None).await;
    call::answered(set_off.map(drop), &page, "")
}
