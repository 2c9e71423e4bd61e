//! The agenda: what comes, day by day. The first view on phones.

use super::{
    api,
    bin::Undo,
    day::line,
    head::{Elsewhere, NewEvent, Views},
    icons,
    month::Failed,
    wire::{AgendaPage, EventRow},
};
use crate::app::{
    error::ApiError,
    i18n::text,
    kit::{EventIcon, Icon, Loaded, Loading, time::clock},
    live::use_live,
};
use jiff::civil::{Date, DateTime};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};
use std::collections::BTreeMap;

pub struct AgendaRoute {
    page: ArcResource<Result<AgendaPage, ApiError>>,
    loaded: Loaded<Asked>,
}

/// From which day on, and after which page.
type Asked = (Option<String>, Option<String>);

impl LazyRoute for AgendaRoute {
    fn data() -> Self {
        let query = use_query_map();
        let live = use_live();
        let loaded = Loaded::default();
        let page = ArcResource::new(
            move || (query.with(|query| (query.get("from"), query.get("after"))), live.events.get()),
            move |(asked, _)| async move {
                let mut page = api::read_agenda(asked.0.clone(), asked.1.clone()).await?;
                for _ in 0..loaded.more(&asked) {
                    let Some(after) = page.next.clone() else { break };
                    // What there is is shown, with the way to try again.
                    let Ok(more) = api::read_agenda(asked.0.clone(), Some(after)).await else { break };
                    page.events.extend(more.events);
                    page.next = more.next;
                }
                Ok(page)
            },
        );
        Self { page, loaded }
    }

    async fn view(this: Self) -> AnyView {
        let Self { page, loaded } = this;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Agenda page loaded /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
                <Undo />
            </main>
        }
        .into_any()
    }
}

#[component]
fn Agenda(page: AgendaPage, loaded: Loaded<Asked>) -> impl IntoView {
    let t = &text().calendar;
    let now = page.now;
    let title = (text().common.month_year)(now.date());
    let events = RwSignal::new(page.events);
    let next = RwSignal::new(page.next);
    let days = move || {
        let days = by_day(&events.get(), now.date());
        let mut month = now.date().first_of_month();
        let rows = days.into_iter().map(|(date, events)| {
            let is_new = date.first_of_month() != month;
            month = date.first_of_month();
            let heading = is_new.then(|| view! { <h2 class="eyebrow">{(text().common.month_year)(date)}</h2> });
            view! {
                {heading}
                <AgendaDay date events now />
            }
        });
        rows.collect_view()
    };
    let asked = use_query_map().with_untracked(|query| (query.get("from"), query.get("after")));
    let kept = StoredValue::new(asked.0.as_ref().map(|from| format!("from={from}&")).unwrap_or_default());
    let is_loading = StoredValue::new(false);
    let load = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if is_loading.try_update_value(|is_loading| std::mem::replace(is_loading, true)) != Some(false) {
            return;
        }
        let (asked, after) = (asked.clone(), next.get_untracked());
        loaded.grow(asked.clone());
        spawn_local(async move {
            let more = api::read_agenda(asked.0.clone(), after).await;
            is_loading.try_set_value(false);
            match more {
                Ok(page) => {
                    events.try_update(|events| events.extend(page.events));
                    next.try_set(page.next);
                }
                // The button stays, and with it the way to try again.
                Err(_) => loaded.shrink(&asked),
            }
        });
    };
    view! {
        <Title text=t.agenda />
        <header class="top">
            <div class="ttl">
                <h1>{title}</h1>
            </div>
            <div class="acts">
                <Views current="agenda" day=None class="seg wide" />
                <NewEvent />
                <Elsewhere />
            </div>
        </header>
        <div class="page">
            <div class="phonebar phone">
                <Views current="agenda" day=None class="seg block" />
            </div>
            <Show when=move || events.with(Vec::is_empty)>
                <div class="empty">
                    <h2>{t.agenda_empty_title}</h2>
                    <p>{t.agenda_empty_body}</p>
                </div>
            </Show>
            <div class="agenda narrow">{days}</div>
            {move || {
                next.get()
                    .map(|after| {
                        view! {
                            <div class="agenda-more">
                                <a class="btn" href=format!("/calendar/agenda?{}after={after}", kept.get_value()) on:click=load.clone()>
                                    {t.show_more}
                                </a>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Events by the day under which they are listed: their first, or today for what has begun before.
fn by_day(events: &[EventRow], today: Date) -> BTreeMap<Date, Vec<EventRow>> {
    let mut days = BTreeMap::<Date, Vec<EventRow>>::new();
    for event in events {
        let is_running = event.first_day() < today && event.last_day() >= today;
        days.entry(if is_running { today } else { event.first_day() }).or_default().push(event.clone());
    }
    days
}

#[component]
fn AgendaDay(date: Date, events: Vec<EventRow>, now: DateTime) -> impl IntoView {
    let t = text();
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    let is_today = date == now.date();
    let is_past = move |event: &EventRow| !event.is_all_day && event.ends.unwrap_or(event.starts) < now;
    let before = events.iter().filter(|event| is_today && (is_past(event) || event.is_all_day)).count();
    let mut slots = events
        .iter()
        .map(|event| {
            let past = is_past(event);
            view! { <Slot event=event.clone() date past /> }.into_any()
        })
        .collect::<Vec<_>>();
    if is_today && before > 0 && before < slots.len() {
        slots.insert(before, view! { <div class="nowline">{clock(now)}</div> }.into_any());
    }
    view! {
        <section aria-label=(t.common.day)(date)>
            <div class="date" class:today=is_today aria-hidden="true">
                {t.common.weekdays_short[weekday]}
                <b>{date.day()}</b>
            </div>
            <div>{slots}</div>
        </section>
    }
}

#[component]
fn Slot(event: EventRow, date: Date, past: bool) -> impl IntoView {
    let t = &text().calendar;
    view! {
        <a class="slot" class:past=past href=format!("/calendar/event/{}", event.id)>
            <span class="tile" data-tone=icons::tone(&event.icon)>
                <EventIcon name=event.icon.clone() />
            </span>
            <div class="body">
                <b>{event.name.clone()}</b>
                <small>{line(&event, date)}</small>
            </div>
            {event
                .is_private
                .then(|| {
                    view! {
                        <span class="chip line" role="img" aria-label=t.private>
                            <Icon name="lock-simple" />
                        </span>
                    }
                })}
        </a>
    }
}
