//! The Messages page: the list of chats and the open one beside it; on phones one or the other.

use super::{
    api,
    composer::Composer,
    log::Log,
    markdown::plain,
    thread::Thread,
    wire::{ChatKind, ChatPage, ChatRow, ChatsPage, MessageKind, MessageRow},
};
use crate::app::{
    calendar::{Failed, icons},
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Avatar, EventIcon, Icon, Loading, time::clock},
    live::{self, use_live},
};
use jiff::civil::{Date, DateTime};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

type Page<T> = ArcResource<Result<T, ApiError>>;

pub struct MessagesRoute {
    list: Page<ChatsPage>,
    chat: Page<Option<ChatPage>>,
}

impl LazyRoute for MessagesRoute {
    fn data() -> Self {
        let (params, query, live) = (use_params_map(), use_query_map(), use_live());
        let kind = Memo::new(move |_| query.with(|query| query.get("kind").unwrap_or_default()));
        let after = Memo::new(move |_| query.with(|query| query.get("after")));
        let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
        let before = Memo::new(move |_| query.with(|query| query.get("before").and_then(|seq| seq.parse().ok())));
        let asked = move || (kind.get(), after.get(), live.chats.get());
        Self {
            list: ArcResource::new(asked, |(kind, after, _)| api::list_chats(kind, after)),
            chat: ArcResource::new(
                move || (id.get(), before.get()),
                async |(id, before)| {
                    if id.is_empty() { Ok(None) } else { api::open_chat(id, before).await.map(Some) }
                },
            ),
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().chats;
        let params = use_params_map();
        let open = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
        let (list, chat) = (this.list, this.chat);
        let chats = move || {
            let list = list.clone();
            Suspend::new(async move {
                match list.await {
                    Ok(page) => view! { <List page open /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let thread = move || {
            let chat = chat.clone();
            Suspend::new(async move {
                match chat.await {
                    Ok(Some(page)) => view! { <Open page /> }.into_any(),
                    Ok(None) => view! { <div class="empty"><p>{t.choose}</p></div> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.title />
            <main class="sheet messages" class:one=move || !open.get().is_empty() id="main" tabindex="-1">
                <header class="top">
                    <div class="ttl">
                        <h1>{t.title}</h1>
                    </div>
                    <div class="acts">
                        <a class="btn pri" href="/people" aria-label=t.new_chat>
                            <Icon name="note-pencil" />
                            <span class="wide">{t.new_chat}</span>
                        </a>
                    </div>
                </header>
                <div class="split list-first">
                    <div class="lane" class:now=move || open.get().is_empty()>
                        <Kinds open />
                        <Transition fallback=Loading>{chats}</Transition>
                    </div>
                    <section class="convo" class:now=move || !open.get().is_empty()>
                        <Transition fallback=Loading>{thread}</Transition>
                    </section>
                </div>
            </main>
        }
        .into_any()
    }
}

/// The page with a chat open, or none, and some kind of chats listed.
fn address(id: &str, kind: &str) -> String {
    let path = if id.is_empty() { "/messages".to_owned() } else { format!("/messages/{id}") };
    if kind.is_empty() { path } else { format!("{path}?kind={kind}") }
}

/// The kind of chats that are listed.
fn listed() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get("kind").unwrap_or_default()))
}

/// Which chats are listed.
#[component]
fn Kinds(open: Memo<String>) -> impl IntoView {
    let t = &text().chats;
    let current = listed();
    let one = move |kind: &'static str, label| {
        view! {
            <a href=move || address(&open.get(), kind) aria-current=move || (current.get() == kind).then_some("page")>
                {label}
            </a>
        }
    };
    view! {
        <nav class="seg block kinds" aria-label=t.filter>
            {one("", t.all)}
            {one("event", t.events)}
            {one("dialog", t.people)}
        </nav>
    }
}

#[component]
fn List(page: ChatsPage, open: Memo<String>) -> impl IntoView {
    let t = &text().chats;
    let me = page.me.clone();
    let offsets = StoredValue::new(page.offsets);
    let chats = RwSignal::new(page.chats);
    let next = RwSignal::new(page.next);
    let reader = me.clone();
    let live = use_live();
    live::listen(move |notice| hear(chats, &reader, notice, live));
    let kind = listed();
    let today = page.today;
    let load = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let after = next.get_untracked();
        spawn_local(async move {
            // On failure the button stays, and with it the way to try again.
            if let Ok(page) = api::list_chats(kind.get_untracked(), after).await {
                chats.try_update(|chats| {
                    let new: Vec<ChatRow> =
                        page.chats.into_iter().filter(|chat| chats.iter().all(|known| known.id != chat.id)).collect();
                    chats.extend(new);
                });
                next.try_set(page.next);
            }
        });
    };
    let me = StoredValue::new(me);
    view! {
        <Show when=move || chats.with(Vec::is_empty)>
            <div class="empty">
                <h2>{t.empty_title}</h2>
                <p>{t.empty_body}</p>
            </div>
        </Show>
        <ul class="items">
            <For
                each=move || chats.get()
                key=|chat| (chat.id.clone(), chat.unread, chat.title.clone(), chat.last.as_ref().map(|last| (last.id.clone(), last.text.clone())))
                children=move |chat| {
                    let at = chat.last.as_ref().map(|last| offsets.with_value(|offsets| offsets.wall(last.sent_at)));
                    let at = at.map(|at| (at, today));
                    view! {
                        <li>
                            <ChatLine chat me=me.get_value() at open kind />
                        </li>
                    }
                }
            />
        </ul>
        {move || {
            next.get()
                .map(|after| {
                    view! {
                        <a class="btn ghost more" href=format!("/messages?kind={}&after={after}", kind.get_untracked()) on:click=load>
                            {t.older_chats}
                        </a>
                    }
                })
        }}
    }
}

/// Keeps the list as the notices say, without asking again for each message.
fn hear(chats: RwSignal<Vec<ChatRow>>, me: &str, notice: &serde_json::Value, live: live::Live) {
    let id = notice["chat"].as_str().unwrap_or_default();
    match notice["kind"].as_str().unwrap_or_default() {
        "message" => {
            let Ok(message) = serde_json::from_value::<MessageRow>(notice["message"].clone()) else { return };
            let is_known = chats.with_untracked(|chats| chats.iter().any(|chat| chat.id == id));
            if !is_known {
                live.chats.update(|count| *count += 1);
                return;
            }
            chats.update(|chats| {
                let Some(place) = chats.iter().position(|chat| chat.id == id) else { return };
                let mut chat = chats.remove(place);
                let is_new = chat.last.as_ref().is_none_or(|last| last.seq < message.seq);
                if is_new && message.author_id != me && message.kind == MessageKind::Text {
                    chat.unread += 1;
                }
                if is_new {
                    chat.last_author = notice["author"]["name"].as_str().unwrap_or_default().to_owned();
                    chat.last = Some(message);
                }
                let is_text = chat.last.as_ref().is_some_and(|last| last.kind == MessageKind::Text);
                chats.insert(if is_new && is_text { 0 } else { place }, chat);
            });
        }
        "changed" => {
            let Ok(message) = serde_json::from_value::<MessageRow>(notice["message"].clone()) else { return };
            chats.update(|chats| {
                for chat in chats.iter_mut().filter(|chat| chat.id == id) {
                    if chat.last.as_ref().is_some_and(|last| last.id == message.id) {
                        chat.last = Some(message.clone());
                    }
                }
            });
        }
        "read" if notice["who"] == me => chats.update(|chats| {
            let seq = notice["seq"].as_i64().unwrap_or_default();
            for chat in chats.iter_mut().filter(|chat| chat.id == id) {
                if chat.last.as_ref().is_none_or(|last| last.seq <= seq) {
                    chat.unread = 0;
                }
            }
        }),
        _ => {}
    }
}

/// A chat in a list: `at` is the time of its last message and the reader's day, `open` the id of the chat that is open,
/// `kind` what is listed.
#[component]
pub fn ChatLine(
    chat: ChatRow,
    me: String,
    at: Option<(DateTime, Date)>,
    #[prop(optional, into)] open: Signal<String>,
    #[prop(optional, into)] kind: Signal<String>,
) -> impl IntoView {
    let t = &text().chats;
    let (id, target) = (chat.id.clone(), chat.id.clone());
    let line = last_line(&chat, &me);
    let is_unread = chat.unread > 0;
    view! {
        <a
            class="item"
            href=move || address(&target, &kind.get())
            aria-current=move || (open.get() == id).then_some("page")
        >
            <Face chat=chat.clone() />
            <div class="body">
                <b>{chat.title.clone()}</b>
                <small class="clip" class:fresh=is_unread>
                    {line}
                </small>
            </div>
            <div class="end">
                {at.map(|(at, today)| view! { <time datetime=at.to_string()>{when(at, today)}</time> })}
                {is_unread
                    .then(|| {
                        view! {
                            <em class="count" aria-label=(t.unread)(chat.unread)>
                                {few(chat.unread)}
                            </em>
                        }
                    })}
            </div>
        </a>
    }
}

/// The other person of a dialog, lit while they are here, or the icon of the event.
#[component]
fn Face(chat: ChatRow) -> impl IntoView {
    match chat.kind {
        ChatKind::Dialog => {
            let (live, id, was) = (use_live(), chat.person_id.clone(), chat.is_here);
            let is_lit = Signal::derive(move || live.is_here(&id, was));
            view! { <Avatar id=chat.person_id name=chat.title picture=chat.picture is_lit /> }.into_any()
        }
        ChatKind::Event => view! {
            <span class="tile face" data-tone=icons::tone(&chat.icon)>
                <EventIcon name=chat.icon.clone() />
            </span>
        }
        .into_any(),
    }
}

fn last_line(chat: &ChatRow, me: &str) -> String {
    let t = &text().chats;
    let Some(last) = &chat.last else { return t.no_messages.to_owned() };
    let name = &chat.last_author;
    match last.kind {
        MessageKind::Joined => (t.joined)(name),
        MessageKind::Left => (t.left)(name),
        MessageKind::Going => (t.going)(name),
        MessageKind::Maybe => (t.maybe)(name),
        MessageKind::Cant => (t.cant)(name),
        MessageKind::Text if last.is_deleted => t.deleted.to_owned(),
        MessageKind::Text if last.author_id == me => (t.mine)(&plain(&last.text)),
        MessageKind::Text if chat.kind == ChatKind::Event => {
            format!("{}: {}", name.split_whitespace().next().unwrap_or_default(), plain(&last.text))
        }
        MessageKind::Text => plain(&last.text),
    }
}

/// A number that stays small.
pub fn few(n: u32) -> String {
    if n > 99 { "99+".to_owned() } else { n.to_string() }
}

/// The clock today, the weekday within a week, else the date.
fn when(at: DateTime, today: Date) -> String {
    let t = &text().common;
    let days = at.date().until(today).map_or(i32::MAX, |span| span.get_days());
    match days {
        ..1 => clock(at),
        1..7 => t.weekdays_short[at.weekday().to_monday_zero_offset().unsigned_abs() as usize].to_owned(),
        _ => (t.date)(at.date()),
    }
}

#[component]
fn Open(page: ChatPage) -> impl IntoView {
    let t = &text().chats;
    let chat = page.chat.clone();
    let next = format!("/messages/{}", chat.id);
    let (live, id, was) = (use_live(), chat.person_id.clone(), chat.is_here);
    let (read_seq, last_seq) = (page.read_seq, chat.last.as_ref().map_or(0, |last| last.seq));
    let is_dialog = chat.kind == ChatKind::Dialog;
    let thread = Thread::new(page);
    let below = move || match is_dialog {
        true if live.is_here(&id, was) => t.home_now.to_owned(),
        true => String::new(),
        false => (t.people_in)(thread.members.get()),
    };
    let (href, label) = if is_dialog {
        (format!("/people/{}", chat.person_id), t.to_person)
    } else {
        (format!("/calendar/event/{}", chat.event_id), t.to_event)
    };
    let kind = listed();
    // Written last, when the page's parts may be gone.
    let title = move || thread.chat.try_with(|chat| chat.title.clone()).unwrap_or_default();
    view! {
        <Title text=title />
        <header class="convo-top">
            <a class="ib back phone" href=move || address("", &kind.get()) aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            {move || view! { <Face chat=thread.chat.get() /> }}
            <div class="grow">
                <h2 class="clip">{title}</h2>
                <p class="tiny">{below}</p>
            </div>
            <a class="ib" href=href aria-label=label>
                <Icon name=if is_dialog { "user" } else { "calendar-blank" } />
            </a>
        </header>
        <Problem />
        {(read_seq < last_seq)
            .then(|| {
                view! {
                    <form class="no-script" method="post" action="/api/chats/read">
                        <input type="hidden" name="id" value=chat.id.clone() />
                        <input type="hidden" name="seq" value=last_seq />
                        <button class="btn sm ghost">{t.mark_read}</button>
                    </form>
                }
            })}
        <Log thread />
        <Composer thread next />
    }
}
