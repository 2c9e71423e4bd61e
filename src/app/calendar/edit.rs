//! The pages of the event form: a new event, and a change of one.

use super::{
    api,
    form::EventEditor,
    month::Failed,
    quick,
    wire::{EventForm, EventPage, Kind},
};
use crate::app::{
    account::api::read_me,
    error::{ApiError, Code},
    i18n::text,
    kit::{Loading, time::clock},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

/// The form as it was typed, when the address says that it comes back refused.
fn refused() -> ArcResource<Option<EventForm>> {
    let query = use_query_map();
    let is_refused = move || query.with(|query| query.get_str("refused").is_some());
    ArcResource::new(
        is_refused,
        async |is_refused| if is_refused { api::refused_event().await.ok().flatten() } else { None },
    )
}

pub struct NewRoute {
    refused: ArcResource<Option<EventForm>>,
    /// The form of the event that is to be duplicated.
    copied: ArcResource<Option<EventForm>>,
}

impl LazyRoute for NewRoute {
    fn data() -> Self {
        let query = use_query_map();
        let copied = ArcResource::new(
            move || query.with(|query| query.get("copy")),
            async |id| Some(copy(&api::read_event_page(id?).await.ok()?)),
        );
        Self { refused: refused(), copied }
    }

    async fn view(this: Self) -> AnyView {
        let query = use_query_map();
        let visitor = ArcResource::new(|| (), |()| read_me());
        let Self { refused, copied } = this;
        let body = move || {
            let day = query.with(|query| query.get("day")).unwrap_or_default();
            let line = query.with(|query| query.get("line")).unwrap_or_default();
            let (copied, visitor) = (copied.clone(), visitor.clone());
            let refused = refused.clone();
            Suspend::new(async move {
                let form = match (refused.await.or(copied.await), visitor.await) {
                    (Some(form), _) => form,
                    (None, Ok(me)) => {
                        blank(if day.is_empty() { me.today.to_string() } else { day }, &line, me.time_zone)
                    }
                    (None, Err(error)) => return view! { <Failed code=error.code /> }.into_any(),
                };
                view! { <EventEditor form back="/calendar".to_owned() /> }.into_any()
            })
        };
        view! {
            <main class="sheet" id="main" tabindex="-1">
                <Title text=text().calendar.new_event />
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

fn blank(day: String, line: &str, time_zone: String) -> EventForm {
    let read = quick::read(line);
    let starts_time = if read.starts_time.is_empty() { "19:00".to_owned() } else { read.starts_time };
    EventForm {
        starts_on: day,
        starts_time,
        name: read.name,
        ends_time: read.ends_time,
        time_zone,
        kind: "group".into(),
        ..EventForm::default()
    }
}

pub struct EditRoute {
    page: ArcResource<Result<EventPage, ApiError>>,
    refused: ArcResource<Option<EventForm>>,
}

impl LazyRoute for EditRoute {
    fn data() -> Self {
        // Read once: what others change meanwhile must not take the form from under somebody's hands.
        let params = use_params_map();
        let asked = move || params.with(|params| params.get("id")).unwrap_or_default();
        Self { page: ArcResource::new(asked, api::read_event_page), refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let Self { page, refused } = this;
        let body = move || {
            let (page, refused) = (page.clone(), refused.clone());
            Suspend::new(async move {
                match (page.await, refused.await) {
                    (Ok(page), _) if !page.can_change => view! { <Failed code=Code::NotFound /> }.into_any(),
                    (Ok(page), typed) => {
                        let back = format!("/calendar/event/{}", page.event.id);
                        view! { <EventEditor form=typed.unwrap_or_else(|| filled(&page)) back /> }.into_any()
                    }
                    (Err(error), _) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <main class="sheet" id="main" tabindex="-1">
                <Title text=text().calendar.edit_title />
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

/// The form for an event as it is, on the clocks of its own zone.
fn filled(page: &EventPage) -> EventForm {
    let on = |is: bool| if is { "on".to_owned() } else { String::new() };
    let event = &page.event;
    let mut form = EventForm {
        id: event.id.clone(),
        kind: if event.kind == Kind::Group { "group".into() } else { "single".into() },
        name: event.name.clone(),
        icon: event.icon.clone(),
        starts_on: page.own_starts.date().to_string(),
        starts_time: clock(page.own_starts),
        ends_on: page.own_ends.map(|ends| ends.date().to_string()).unwrap_or_default(),
        ends_time: page.own_ends.filter(|_| !event.is_all_day).map(clock).unwrap_or_default(),
        time_zone: page.time_zone.clone(),
        all_day: on(event.is_all_day),
        private: on(event.is_private),
        address: event.address.clone(),
        description: page.description.clone(),
        ..EventForm::default()
    };
    super::repeat::fill(&mut form, &page.rule, page.own_starts.date());
    form
}

/// The form for another event like this one: alone, without the series.
fn copy(page: &EventPage) -> EventForm {
    EventForm {
        id: String::new(),
        repeat: String::new(),
        rule: String::new(),
        days: String::new(),
        repeat_until: String::new(),
        repeat_count: String::new(),
        every: String::new(),
        ..filled(page)
    }
}
