//! The top of the calendar's pages, and which of them comes first.

use super::wire::YEARS;
use crate::app::{i18n::text, kit::Icon};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect};

/// The agenda on phones, the month elsewhere.
#[component]
pub fn CalendarHome() -> impl IntoView {
    let path = if is_phone() { "/calendar/agenda" } else { "/calendar/month" };
    view! { <Redirect path options=NavigateOptions { replace: true, ..Default::default() } /> }
}

#[cfg(feature = "ssr")]
fn is_phone() -> bool {
    let agent =
        use_context::<http::request::Parts>().and_then(|parts| parts.headers.get(http::header::USER_AGENT).cloned());
    agent.is_some_and(|agent| agent.to_str().is_ok_and(|agent| agent.contains("Mobi")))
}

#[cfg(not(feature = "ssr"))]
fn is_phone() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width < 720.0)
}

/// The choice between the views.
#[component]
pub fn Views(is_month: bool, month: Option<Date>, class: &'static str) -> impl IntoView {
    let t = &text().calendar;
    let month = month.map_or("/calendar/month".to_owned(), |month| format!("/calendar/month/{}", month_path(month)));
    view! {
        <nav class=class aria-label=t.view>
            <a href=month aria-current=is_month.then_some("page")>
                {t.month}
            </a>
            <a href="/calendar/agenda" aria-current=(!is_month).then_some("page")>
                {t.agenda}
            </a>
        </nav>
    }
}

/// The button that every view has.
#[component]
pub fn NewEvent(#[prop(optional_no_strip)] day: Option<Date>) -> impl IntoView {
    let t = &text().calendar;
    let href = day.map_or("/calendar/new".to_owned(), |day| format!("/calendar/new?day={day}"));
    view! {
        <a class="btn pri" href=href aria-label=t.new_event>
            <Icon name="plus" />
            <span class="wide">{t.new_event}</span>
        </a>
    }
}

/// `2026-11`, as addresses have it.
pub fn month_path(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// The first of the month so many months on, within the years that calendars show.
pub fn month_after(month: Date, months: i32) -> Option<Date> {
    let moved = month.first_of_month().checked_add(jiff::Span::new().months(months)).ok()?;
    YEARS.contains(&moved.year()).then_some(moved)
}
