//! One event: when, where, with whom; edit, delete, leave.

use super::{
    api::{self, QuitEvent, RemoveEvent},
    icons,
    month::Failed,
    people::{AnswerBar, Guests},
    remind::Reminder,
    repeating::{ScopePicker, described},
    wire::{EventPage, Kind},
};
use crate::app::{
    chats::Beside,
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{EventIcon, FormError, Icon, Loading, time::clock},
    live::use_live,
};
use jiff::civil::DateTime;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_navigate, use_params_map, use_query_map},
};

pub struct EventRoute {
    page: ArcResource<Result<EventPage, ApiError>>,
}

impl LazyRoute for EventRoute {
    fn data() -> Self {
        Self { page: event_resource() }
    }

    async fn view(this: Self) -> AnyView {
        let page = this.page;
        let query = use_query_map();
        let params = use_params_map();
        // Of a series there is one chat.
        let event = Memo::new(move |_| {
            let id = params.with(|params| params.get("id")).unwrap_or_default();
            id.split('_').next().unwrap_or_default().to_owned()
        });
        let asks = Memo::new(move |_| query.with(|query| query.get("ask")));
        let shows_chat = Memo::new(move |_| query.with(|query| query.get("view").is_some_and(|view| view == "chat")));
        let top = {
            let page = page.clone();
            move || {
                let page = page.clone();
                Suspend::new(async move { page.await.ok().map(|page| view! { <Top page asks shows_chat /> }) })
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
                    <Beside event />
                </div>
            </main>
        }
        .into_any()
    }
}

/// The event that the address names; read anew when it changes.
fn event_resource() -> ArcResource<Result<EventPage, ApiError>> {
    let params = use_params_map();
    let live = use_live();
    let asked = move || (params.with(|params| params.get("id")).unwrap_or_default(), live.events.get());
    ArcResource::new(asked, |(id, _)| api::read_event_page(id))
}

/// The event's head, and the question that its address asks.
#[component]
fn Top(page: EventPage, asks: Memo<Option<String>>, shows_chat: Memo<bool>) -> impl IntoView {
    let t = &text().calendar;
    let event = page.event.clone();
    let here = format!("/calendar/event/{}", event.id);
    let month = format!("/calendar/month/{}", super::head::month_path(event.first_day()));
    let is_group = event.kind == Kind::Group;
    let can_leave = is_group && page.is_member;
    let has_chat = page.chat_id.is_some();
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
        {has_chat.then(|| view! { <Views here shows_chat /> })}
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
fn Views(here: String, shows_chat: Memo<bool>) -> impl IntoView {
    let t = &text().chats;
    view! {
        <nav class="phonebar phone">
            <div class="seg block">
                <a href=here.clone() aria-current=move || (!shows_chat.get()).then_some("page")>
                    {t.details}
                </a>
                <a href=format!("{here}?view=chat") aria-current=move || shows_chat.get().then_some("page")>
                    {t.chat}
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
        let day = if last > first { format!("{}, ", (text().common.day)(ends.date())) } else { String::new() };
        (t.until)(&format!("{day}{}", clock(ends)))
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

#[component]
fn ConfirmDelete(id: String, back: String, repeats: bool) -> impl IntoView {
    let t = &text().calendar;
    let action = ServerAction::<RemoveEvent>::new();
    let problem = leave_when_done(move || action.value().get());
    view! {
        <Confirm title=t.delete_title body=t.delete_body back>
            <FormError message=problem />
            <ActionForm action=action>
                <input type="hidden" name="id" value=id.clone() />
                {repeats.then(|| view! { <ScopePicker /> })}
                <button class="btn danger solid">{t.delete}</button>
            </ActionForm>
        </Confirm>
    }
}

#[component]
fn ConfirmLeave(id: String, back: String) -> impl IntoView {
    let t = &text().calendar;
    let action = ServerAction::<QuitEvent>::new();
    let problem = leave_when_done(move || action.value().get());
    view! {
        <Confirm title=t.leave_title body=t.leave_body back>
            <FormError message=problem />
            <ActionForm action=action>
                <input type="hidden" name="id" value=id.clone() />
                <button class="btn danger solid">{t.leave}</button>
            </ActionForm>
        </Confirm>
    }
}

/// Goes where a taken form says; what is wrong with a refused one.
pub fn leave_when_done(
    value: impl Fn() -> Option<Result<crate::app::account::wire::Done, ApiError>> + Copy + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(done)) = value() {
            navigate(&done.to, leptos_router::NavigateOptions::default());
        }
    });
    Signal::derive(move || value().and_then(Result::err).map(|error| (text().error)(error.code).to_owned()))
}

/// A question with a way back. It opens as a modal where scripts run, and stands open in the page where not.
#[component]
pub fn Confirm(#[prop(into)] title: String, body: &'static str, back: String, children: Children) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
            let _ = dialog.show_modal();
        }
    });
    let navigate = use_navigate();
    let away = back.clone();
    view! {
        <dialog class="card" node_ref=dialog open aria-labelledby="confirm" on:cancel=move |_: leptos::ev::Event| navigate(&away, leptos_router::NavigateOptions { replace: true, ..Default::default() })>
            <h2 id="confirm" tabindex="-1" autofocus>
                {title}
            </h2>
            <p class="muted">{body}</p>
            <div class="row end mt2">
                <a class="btn" href=back>
                    {text().common.cancel}
                </a>
                {children()}
            </div>
        </dialog>
    }
}
