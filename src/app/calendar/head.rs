//! The top of the calendar's pages, and which of them comes first.

use super::wire::YEARS;
use crate::app::{i18n::text, kit::Icon};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect, hooks::use_location};

/// The agenda on phones, the month elsewhere.
#[component]
pub fn CalendarHome() -> impl IntoView {
    let search = use_location().search.get_untracked();
    let search = if search.is_empty() { search } else { format!("?{}", search.trim_start_matches('?')) };
    let path = format!("{}{search}", if is_phone() { "/calendar/agenda" } else { "/calendar/month" });
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

/// The choice between the views, at the day that is shown.
#[component]
pub fn Views(current: &'static str, day: Option<Date>, class: &'static str) -> impl IntoView {
    let t = &text().calendar;
    let month = day.map_or("/calendar/month".to_owned(), |day| format!("/calendar/month/{}", month_path(day)));
    let week = day.map_or("/calendar/week".to_owned(), |day| format!("/calendar/week/{day}"));
    let views =
        [("month", month, t.month), ("week", week, t.week_view), ("agenda", "/calendar/agenda".to_owned(), t.agenda)];
    view! {
        <nav class=class aria-label=t.view>
            {views
                .map(|(view, href, label)| {
                    view! {
                        <a href=href aria-current=(view == current).then_some("page")>
                            {label}
                        </a>
                    }
                })}
        </nav>
    }
}

/// An arrow to what is before or after; `key` does the same.
#[component]
pub fn Step(href: Option<String>, label: &'static str, icon: &'static str, key: &'static str) -> impl IntoView {
    href.map(|href| {
        view! {
            <a class="ib line" href=href aria-label=label data-key=key>
                <Icon name=icon />
            </a>
        }
    })
}

/// The ways to what is not on the page: search and what was deleted.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let t = &text().calendar;
    view! {
        <details class="menu">
            <summary class="ib" aria-label=t.actions>
                <Icon name="dots-three-vertical" />
            </summary>
            <div class="pop">
                <ul class="items">
                    <li>
                        <a class="item" href="/calendar/search">
                            <Icon name="magnifying-glass" />
                            <span class="body">{t.search}</span>
                        </a>
                    </li>
                    <li>
                        <a class="item" href="/calendar/bin">
                            <Icon name="trash" />
                            <span class="body">{t.bin}</span>
                        </a>
                    </li>
                </ul>
            </div>
        </details>
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
