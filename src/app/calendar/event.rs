//! One event: when, where, with whom; edit, delete, leave.

use super::{
    api,
    confirm::{ConfirmDelete, ConfirmLeave},
    icons,
    month::Failed,
    people::{AnswerBar, Begun, Guests},
    remind::Reminder,
    repeating::described,
    wire::{EventPage, Kind},
};
use crate::app::{
    chats::{Beside, ChatCount, EventChat, Unread, chat_of, wire::ChatPage},
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{EventIcon, Icon, Loading, time::clock},
    live::{self, use_live},
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

pub struct EventRoute {
    page: ArcResource<Result<EventPage, ApiError>>,
    /// Its id, or the series': that has one chat.
    event: Memo<String>,
    chat: EventChat,
}

impl LazyRoute for EventRoute {
    fn data() -> Self {
        let params = use_params_map();
        let event = Memo::new(move |_| {
            let id = params.with(|params| params.get("id")).unwrap_or_default();
            id.split('_').next().unwrap_or_default().to_owned()
        });
        Self { page: event_resource(event), event, chat: chat_of(event) }
    }

    async fn view(this: Self) -> AnyView {
        let Self { page, event, chat } = this;
        let query = use_query_map();
        Begun::provide(event);
        let asks = Memo::new(move |_| query.with(|query| query.get("ask")));
        let shows_chat = Memo::new(move |_| query.with(|query| query.get("view").is_some_and(|view| view == "chat")));
        let unread = Unread::default();
        let top = {
            let (page, chat) = (page.clone(), chat.clone());
            move || {
                let (page, chat) = (page.clone(), chat.clone());
                Suspend::new(async move {
                    let chat = chat.await.ok().flatten();
                    page.await.ok().map(|page| view! { <Top page chat unread asks shows_chat /> })
                })
            }
        };
        let body = {
            let page = page.clone();
            move || {
                let page = page.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <EventView page /> }.into_any(),
                        Err(error) => view! { <Failed code=error.code /> }.into_any(),
                    }
                })
            }
        };
        view! {
            <main class="sheet" id="main" tabindex="-1">
                <Transition>{top}</Transition>
                <div class="split event" class:talking=move || shows_chat.get()>
                    <div class="page">
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                    <Beside chat />
                </div>
            </main>
        }
        .into_any()
    }
}

/// The event that the address names; read anew when it changes.
fn event_resource(event: Memo<String>) -> ArcResource<Result<EventPage, ApiError>> {
    let params = use_params_map();
    let live = use_live();
    let changes = RwSignal::new(0_u32);
    live::listen(move |notice| {
        if notice["kind"] == "event" && event.with_untracked(|event| notice["id"] == event.as_str()) {
            live::grow(changes);
        }
    });
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    ArcResource::new(move || (id.get(), changes.get(), live.resyncs.get()), |(id, ..)| api::read_event_page(id))
}

/// The event's head, and the question that its address asks.
#[component]
fn Top(
    page: EventPage,
    chat: Option<ChatPage>,
    unread: Unread,
    asks: Memo<Option<String>>,
    shows_chat: Memo<bool>,
) -> impl IntoView {
    let t = &text().calendar;
    let event = page.event.clone();
    let here = format!("/calendar/event/{}", event.id);
    let month = format!("/calendar/month/{}", super::head::month_path(event.first_day()));
    let is_group = event.kind == Kind::Group;
    let can_leave = is_group && page.is_member;
    let (id, back, repeats) = (event.id.clone(), here.clone(), event.repeats);
    let dialog = move || match asks.get().as_deref() {
        Some("delete") if page.can_delete => {
            Some(view! { <ConfirmDelete id=id.clone() back=back.clone() repeats /> }.into_any())
        }
        Some("leave") if can_leave => Some(view! { <ConfirmLeave id=id.clone() back=back.clone() /> }.into_any()),
        _ => None,
    };
    view! {
        <Title text=event.name.clone() />
        <header class="top">
            <a class="ib back" href=month aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            <div class="ttl">
                <h1 title=event.name.clone()>{event.name.clone()}</h1>
                {is_group.then(|| view! { <p>{(t.hosted_by)(&page.host)}</p> })}
            </div>
            <div class="acts">
                {page
                    .can_change
                    .then(|| {
                        view! {
                            <a class="btn" href=format!("{here}/edit") aria-label=t.edit>
                                <Icon name="pencil-simple" />
                                <span class="wide">{t.edit}</span>
                            </a>
                        }
                    })}
                <Actions here=here.clone() id=event.id.clone() can_delete=page.can_delete can_leave />
            </div>
        </header>
        {chat.map(|chat| view! { <Views here chat unread shows_chat /> })}
        {dialog}
    }
}

#[component]
fn EventView(page: EventPage) -> impl IntoView {
    let is_group = page.event.kind == Kind::Group;
    let id = page.event.id.clone();
    view! {
        <Problem />
        <div class="narrow stack gap5">
            <Hero page=page.clone() />
            <Facts page=page.clone() />
            {page.is_member.then(|| view! { <Reminder id before=page.remind_before /> })}
            {is_group.then(|| view! { <Guests page /> })}
        </div>
    }
}

/// On phones: the event, or its chat.
#[component]
fn Views(here: String, chat: ChatPage, unread: Unread, shows_chat: Memo<bool>) -> impl IntoView {
    let t = &text().chats;
    view! {
        <nav class="phonebar phone">
            <div class="seg block">
                <a href=here.clone() aria-current=move || (!shows_chat.get()).then_some("page")>
                    {t.details}
                </a>
                <a href=format!("{here}?view=chat") aria-current=move || shows_chat.get().then_some("page")>
                    {t.chat}
                    <ChatCount chat unread />
                </a>
            </div>
        </nav>
    }
}

#[component]
fn Actions(here: String, id: String, can_delete: bool, can_leave: bool) -> impl IntoView {
    let t = &text().calendar;
    let item = |ask: &str, icon, label| {
        view! {
            <li>
                <a class="item danger" href=format!("{here}?ask={ask}")>
                    <Icon name=icon />
                    <span class="body">{label}</span>
                </a>
            </li>
        }
    };
    {
        view! {
            <details class="menu">
                <summary class="ib" aria-label=t.actions>
                    <Icon name="dots-three-vertical" />
                </summary>
                <div class="pop">
                    <ul class="items">
                        <li>
                            <a class="item" href=format!("/calendar/new?copy={id}")>
                                <Icon name="copy" />
                                <span class="body">{t.duplicate}</span>
                            </a>
                        </li>
                        {can_leave.then(|| item("leave", "sign-out", t.leave))}
                        {can_delete.then(|| item("delete", "trash", t.delete))}
                    </ul>
                </div>
            </details>
        }
    }
}

#[component]
fn Hero(page: EventPage) -> impl IntoView {
    let t = &text().calendar;
    let whole = page.clone();
    let event = page.event;
    let (first, last) = (event.first_day(), event.last_day());
    let when = match event.is_all_day {
        true if last > first => (text().common.day_range)(first, last),
        true => (text().common.day)(first),
        false => format!("{}, {}", (text().common.day)(first), clock(event.starts)),
    };
    let until = event.ends.filter(|_| !event.is_all_day).map(|ends| {
        if last > first {
            (t.until_day)(&format!("{}, {}", (text().common.day)(ends.date()), clock(ends)))
        } else {
            (t.until)(&clock(ends))
        }
    });
    let elsewhere = (page.time_zone != page.reader_zone && !event.is_all_day).then(|| {
        let ends = page.own_ends.map(|ends| format!("–{}", clock(ends))).unwrap_or_default();
        (t.elsewhere)(&format!("{}{ends}", clock(page.own_starts)), &page.time_zone)
    });
    let whole_day = event.is_all_day.then(|| t.all_day.to_owned());
    let details: Vec<String> = [whole_day, until, elsewhere].into_iter().flatten().collect();
    let repeats = (!page.rule.is_empty()).then(|| described(&page.rule, page.own_starts.date()));
    let answers = event.kind == Kind::Group && (page.is_member || page.is_asked);
    view! {
        <section class="card tone hero" data-tone=icons::tone(&event.icon)>
            <div class="row top-al wrap">
                <span class="tile lg door">
                    <EventIcon name=event.icon.clone() />
                </span>
                <div class="grow">
                    <p class="eyebrow">{countdown(page.now, event.starts, event.ends, event.is_all_day)}</p>
                    <h2>
                        <time datetime=page.instant>{when}</time>
                    </h2>
                    <p>{details.join(" · ")}</p>
                    {repeats
                        .map(|repeats| {
                            view! {
                                <p class="row">
                                    <Icon name="repeat" />
                                    {repeats}
                                </p>
                            }
                        })}
                </div>
            </div>
            {answers.then(|| view! { <AnswerBar page=whole /> })}
        </section>
    }
}

/// "In 3 h 20 min", "In 4 days", "Now" or "Past".
fn countdown(now: DateTime, starts: DateTime, ends: Option<DateTime>, is_all_day: bool) -> String {
    let t = &text().common;
    let ends = match (is_all_day, ends) {
        (true, ends) => ends
            .unwrap_or(starts)
            .date()
            .tomorrow()
            .map_or(starts, |day| day.to_datetime(jiff::civil::Time::midnight())),
        (false, ends) => ends.unwrap_or(starts),
    };
    if ends < now {
        return t.past.to_owned();
    }
    if starts <= now {
        return t.now.to_owned();
    }
    let days = starts.date().since(now.date()).map_or(0, |span| span.get_days());
    match u64::try_from(days) {
        Ok(days) if days > 1 => (t.in_days)(days),
        _ => (t.in_minutes)(starts.since((jiff::Unit::Minute, now)).map_or(0, |span| span.get_minutes())),
    }
}

#[component]
fn Facts(page: EventPage) -> impl IntoView {
    let t = &text().calendar;
    let event = page.event;
    let map =
        format!("https://www.openstreetmap.org/search?query={}", event.address.replace(['&', '#', '+', '%'], " "));
    let (seen, hint) = match (event.is_private, event.kind) {
        (true, Kind::Single) => (t.private, t.only_you),
        (true, Kind::Group) => (t.private, t.invited_see),
        (false, _) => (t.friends_see, t.friends_see_hint),
    };
    view! {
        <section class="kv">
            {(!event.address.is_empty())
                .then(|| {
                    view! {
                        <Icon name="map-pin" />
                        <div>
                            {event.address.clone()}
                            <small>
                                <a class="link" href=map rel="noreferrer external" target="_blank">
                                    {t.open_in_maps}
                                </a>
                            </small>
                        </div>
                    }
                })}
            <Icon name=if event.is_private { "lock-simple" } else { "eye" } />
            <div>{seen} <small>{hint}</small></div>
            {(!page.description.is_empty())
                .then(|| {
                    view! {
                        <Icon name="text-align-left" />
                        <div class="lines">{page.description.clone()}</div>
                    }
                })}
        </section>
    }
}
