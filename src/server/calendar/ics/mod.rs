//! Calendars as files (iCalendar, RFC 5545): export, subscription by a secret link, import.

pub mod feed;
pub mod import;
mod read;
mod write;
mod zones;

pub use feed::{feed, link, renew};
pub use import::upload;

use super::store;
use crate::server::{
    context::{Ctx, Member},
    error::Result,
};
use axum::{
    Extension,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

/// An event as calendar files have it.
#[derive(Clone, Debug)]
pub struct Item {
    pub uid: String,
    pub is_group: bool,
    pub fields: Fields,
    /// RRULE value with UNTIL as a wall time; empty for none.
    pub rule: String,
    /// Occurrences that are taken out, as wall times of the event's zone.
    pub cancelled: Vec<jiff::civil::DateTime>,
    /// Occurrences that differ or are added, by the wall time at which the rule would put them.
    pub changed: Vec<(jiff::civil::DateTime, Fields)>,
    /// Epoch milliseconds.
    pub changed_at: i64,
}

/// What an event says, apart from its series.
#[derive(Clone, Debug)]
pub struct Fields {
    pub name: String,
    pub icon: String,
    pub is_private: bool,
    pub is_all_day: bool,
    pub starts: jiff::civil::DateTime,
    /// The last day itself for an all-day event.
    pub ends: Option<jiff::civil::DateTime>,
    /// IANA name.
    pub time_zone: String,
    pub address: String,
    pub description: String,
}

/// All events of the caller as a calendar file.
#[utoipa::path(get, path = "/api/calendar/export.ics", tag = "calendar", security(("session" = [])), responses(
    (status = 200, description = "iCalendar.", body = String, content_type = "text/calendar"),
    (status = 401, description = "Not signed in.", body = crate::app::error::ApiError)))]
pub async fn export(State(ctx): State<Ctx>, Extension(caller): Extension<crate::server::call::Caller>) -> Response {
    let text = async {
        let me = caller.member(&ctx).await?.ok_or(crate::app::error::Code::NotSignedIn)?;
        whole(&ctx, me).await
    };
    match text.await {
        Ok(text) => answer(text, true),
        Err(error) => crate::server::call::refuse(error).into_response(),
    }
}

/// The calendar of a person as a file.
pub async fn whole(ctx: &Ctx, me: &Member) -> Result<String> {
    let rows = store::ics::all(&mut ctx.db.read().await?, &me.id).await?;
    let host = host(ctx);
    let items: Vec<Item> = rows.iter().map(|row| write::item(row, host)).collect::<Result<_>>()?;
    Ok(write::calendar(&me.name, &items))
}

/// What stands behind the `@` in the UIDs of our own events.
fn host(ctx: &Ctx) -> &str {
    ctx.config.base_url.split("://").nth(1).unwrap_or("kith").split([':', '/']).next().unwrap_or("kith")
}

fn answer(text: String, is_download: bool) -> Response {
    let disposition = if is_download { "attachment; filename=\"kith.ics\"" } else { "inline; filename=\"kith.ics\"" };
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-cache"),
    ];
    (headers, text).into_response()
}
