//! What is on one day, as a list.

use super::{
    icons,
    wire::{EventRow, Kind},
};
use crate::app::{
    i18n::text,
    kit::{EventIcon, time::clock},
};
use jiff::civil::Date;
use leptos::prelude::*;

/// The events of a day; a hint when there are none.
#[component]
pub fn DayList(events: Vec<EventRow>, day: Date) -> impl IntoView {
    let t = &text().calendar;
    if events.is_empty() {
        return view! { <p class="muted">{t.nothing_body}</p> }.into_any();
    }
    let rows = events.into_iter().map(|event| view! { <li><DayRow event day /></li> }).collect_view();
    view! { <ul class="items flush">{rows}</ul> }.into_any()
}

#[component]
fn DayRow(event: EventRow, day: Date) -> impl IntoView {
    view! {
        <a
            class="item"
            href=format!("/calendar/event/{}", event.id)
            data-event=event.can_change.then(|| event.id.clone())
            data-starts=event.starts.to_string()
            data-ends=event.ends.map(|ends| ends.to_string())
        >
            <span class="tile" data-tone=icons::tone(&event.icon)>
                <EventIcon name=event.icon.clone() />
            </span>
            <div class="body">
                <b>{event.name.clone()}</b>
                <small>{line(&event, day)}</small>
            </div>
        </a>
    }
}

/// When and where, in one line: `19:30–22:00 · back courtyard · 7 people`.
pub fn line(event: &EventRow, day: Date) -> String {
    let t = &text().calendar;
    let mut parts = vec![hours(event, day)];
    if !event.address.is_empty() {
        parts.push(event.address.clone());
    }
    if event.is_private && event.kind == Kind::Single {
        parts.push(t.only_you.to_owned());
    } else if event.members > 1 {
        parts.push((t.people)(event.members as usize));
    }
    parts.join(" · ")
}

/// The hours that an event takes of a day.
fn hours(event: &EventRow, day: Date) -> String {
    let t = &text().calendar;
    let last = event.last_day();
    if event.is_all_day || (event.first_day() < day && last > day) {
        return if last > day { (t.until_day)(&(text().common.day)(last)) } else { t.all_day.to_owned() };
    }
    match event.ends {
        Some(ends) if event.first_day() == last => format!("{}–{}", clock(event.starts), clock(ends)),
        Some(ends) if last == day => (t.until)(&clock(ends)),
        Some(_) => format!("{} · {}", clock(event.starts), (t.until_day)(&(text().common.day)(last))),
        None => clock(event.starts),
    }
}
