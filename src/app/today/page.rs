//! Today: the next thing, and what comes after it.

use super::beside::{self, Beside, Street, Waiting};
use crate::app::{
    account::wire::Me,
    calendar::{
        Failed, NewEvent, api, icons,
        wire::{AgendaPage, EventRow, Face},
    },
    error::ApiError,
    i18n::text,
    kit::{Avatar, EventIcon, Icon, Loading, time::clock},
    session::use_visitor,
};
use jiff::{Unit, civil::DateTime};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::LazyRoute;

/// The next event stands out if it begins within so many minutes.
const SOON: i64 = 24 * 60;
/// So many more are listed.
const LISTED: usize = 8;

pub struct TodayRoute {
    parts: ArcResource<Result<Parts, ApiError>>,
}

/// What comes, and what stands beside it; that can be missing, the day itself can't. They come together, so that the page
/// is drawn once.
type Parts = (AgendaPage, Option<Beside>);

impl LazyRoute for TodayRoute {
    fn data() -> Self {
        Self {
            parts: ArcResource::new(beside::changes(), async |_| {
                let (page, beside) = futures::join!(api::read_agenda(None, None), Beside::read());
                Ok((page?, beside.ok()))
            }),
        }
    }

    async fn view(this: Self) -> AnyView {
        let parts = this.parts;
        let visitor = use_visitor().0;
        let body = move || {
            let parts = parts.clone();
            Suspend::new(async move {
                match (parts.await, visitor.await) {
                    (Ok((page, beside)), Ok(me)) => view! { <Today page beside me /> }.into_any(),
                    (Err(error), _) | (_, Err(error)) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().today.title />
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Today(page: AgendaPage, beside: Option<Beside>, me: Me) -> impl IntoView {
    let t = text();
    let now = page.now;
    let is_ahead = move |event: &EventRow| {
        event.ends.unwrap_or(event.starts) >= now || event.last_day() >= now.date() && event.is_all_day
    };
    let mut events: Vec<EventRow> = page.events.into_iter().filter(is_ahead).collect();
    let minutes =
        move |event: &EventRow| event.starts.since((Unit::Minute, now)).map_or(i64::MAX, |span| span.get_minutes());
    let faces = page.faces;
    let of = move |event: &EventRow| {
        let known = faces.iter().find(|faces| faces.event_id == event.base_id());
        known.map(|faces| faces.people.clone()).unwrap_or_default()
    };
    let next =
        events.iter().position(|event| !event.is_all_day && minutes(event) < SOON).map(|index| events.remove(index));
    let hero = next.map(|event| {
        let soon = minutes(&event);
        let people = of(&event);
        view! { <Hero event people now soon /> }
    });
    let has_hero = hero.is_some();
    let first_name = me.name.split_whitespace().next().unwrap_or_default().to_owned();
    events.truncate(LISTED);
    view! {
        <header class="top">
            <div class="ttl">
                <h1>{(t.today.greeting)(now.hour(), &first_name)}</h1>
                <p>{(t.common.day)(now.date())}</p>
            </div>
            <div class="acts">
                <a class="ib" href="/notices" aria-label=t.people.waiting_for_you>
                    <Icon name="bell" />
                </a>
                <a class="ib" href="/calendar/search" aria-label=t.calendar.search>
                    <Icon name="magnifying-glass" />
                </a>
                <NewEvent />
            </div>
        </header>
        {(me.email.is_some() && !me.email_verified).then(|| view! { <Verify /> })}
        <div class="page">
            {beside.clone().map(|beside| view! { <Street beside /> })}
            <div class="today-page">
            <div class="stack">
                {hero}
                {if events.is_empty() && !has_hero {
                    view! {
                        <div class="empty">
                            <h2>{t.today.empty_title}</h2>
                            <p>{t.today.empty_body}</p>
                        </div>
                    }
                        .into_any()
                } else if events.is_empty() {
                    ().into_any()
                } else {
                    view! {
                        <section class="card pad0">
                            <header>
                                <h2>{t.today.coming_up}</h2>
                                <a class="more" href="/calendar/agenda">
                                    {t.calendar.agenda}
                                </a>
                            </header>
                            <ul class="items">
                                {events
                                    .into_iter()
                                    .map(|event| {
                                        let people = of(&event);
                                        view! {
                                            <li>
                                                <Coming event people now />
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                        .into_any()
                }}
            </div>
            {beside
                .map(|beside| {
                    view! {
                        <div class="stack">
                            <Waiting beside />
                        </div>
                    }
                })}
            </div>
        </div>
    }
}

/// An address that is not proven yet is asked for, since much hangs on it.
#[component]
fn Verify() -> impl IntoView {
    let t = &text().common;
    view! {
        <div class="banner" data-tone="ochre">
            <Icon name="lock-simple-open" />
            <div>
                <b>{t.verify_title}</b>
                " "
                {t.verify_body}
            </div>
            <a class="btn sm" href="/verify">
                {text().account.verify_title}
            </a>
        </div>
    }
}

#[component]
fn Hero(event: EventRow, people: Vec<Face>, now: DateTime, soon: i64) -> impl IntoView {
    let t = text();
    // What began on an earlier day and is going on is today's.
    let part = match (event.first_day() <= now.date(), event.starts.hour()) {
        (true, 17..) if event.first_day() == now.date() => t.today.tonight,
        (true, _) => t.today.today,
        (false, _) => t.today.tomorrow,
    };
    let until = small(if soon <= 0 { t.common.now.to_owned() } else { (t.common.in_minutes)(soon) });
    let place = if event.address.is_empty() { String::new() } else { format!(" · {}", event.address) };
    let shown = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let rest = event.members.saturating_sub(shown);
    view! {
        <a class="card tone hero" data-tone=icons::tone(&event.icon) href=format!("/calendar/event/{}", event.id)>
            <div class="row top-al">
                <span class="tile lg door full">
                    <EventIcon name=event.icon.clone() />
                </span>
                <div class="grow">
                    <p class="eyebrow">{format!("{part}, {until}")}</p>
                    <h2>{event.name.clone()}</h2>
                    <p>{format!("{}{place}", clock(event.starts))}</p>
                    <Pile people>{(rest > 0).then(|| view! { <small>{(t.people.more_coming)(rest)}</small> })}</Pile>
                </div>
            </div>
        </a>
    }
}

#[component]
fn Coming(event: EventRow, people: Vec<Face>, now: DateTime) -> impl IntoView {
    let t = text();
    let today = now.date();
    let first = event.first_day().max(today);
    let day = match first.since(today).map_or(-1, |span| span.get_days()) {
        0 => t.today.today.to_owned(),
        1 => t.today.tomorrow.to_owned(),
        _ => (t.common.day)(first),
    };
    let time = if event.is_all_day { t.calendar.all_day.to_owned() } else { clock(event.starts) };
    let line = [format!("{day}, {time}"), event.address.clone()];
    let line: Vec<String> = line.into_iter().filter(|part| !part.is_empty()).collect();
    view! {
        <a class="item" href=format!("/calendar/event/{}", event.id)>
            <span class="tile" data-tone=icons::tone(&event.icon)>
                <EventIcon name=event.icon.clone() />
            </span>
            <div class="body">
                <b>{event.name.clone()}</b>
                <small class="clip">{line.join(" · ")}</small>
            </div>
            <Pile people />
            {event
                .is_private
                .then(|| {
                    view! {
                        <span class="chip line">
                            <Icon name="lock-simple" />
                            {t.calendar.private}
                        </span>
                    }
                })}
        </a>
    }
}

/// The first few who come.
#[component]
fn Pile(people: Vec<Face>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        let faces = people.into_iter().map(|face| {
            view! { <Avatar id=face.id name=face.name picture=face.picture size="sm" /> }
        });
        view! { <span class="pile">{faces.collect_view()} {children.map(|children| children())}</span> }
    })
}

/// The text as it stands inside a sentence.
fn small(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
