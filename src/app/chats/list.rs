//! The list of chats, and a chat as it stands in lists.

use super::{
    api,
    markdown::plain,
    wire::{ChatKind, ChatRow, ChatsPage, MessageKind, MessageRow},
};
use crate::app::{
    calendar::icons,
    i18n::text,
    kit::{Avatar, EventIcon, Icon, Latest, time::clock, tone},
    live::{self, use_live},
};
use jiff::civil::{Date, DateTime};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use std::collections::HashSet;

/// So often the list is read anew while it changes meanwhile.
const TRIES: u32 = 3;

/// The page with a chat open, or none, and some kind of chats listed.
pub fn address(id: &str, kind: &str) -> String {
    let path = if id.is_empty() { "/messages".to_owned() } else { format!("/messages/{id}") };
    if kind.is_empty() { path } else { format!("{path}?kind={kind}") }
}

/// The kind of chats that are listed.
pub fn listed() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get("kind").unwrap_or_default()))
}

/// Chats, kept as the notices say.
#[component]
pub fn List(page: ChatsPage, open: Memo<String>) -> impl IntoView {
    let t = &text().chats;
    let me = page.me.clone();
    let offsets = StoredValue::new(page.offsets);
    let chats = RwSignal::new(page.chats);
    let next = RwSignal::new(page.next);
    let today = RwSignal::new(page.today);
    // What the reader has loaded below the first page.
    let older = StoredValue::new(HashSet::new());
    let reader = me.clone();
    let live = use_live();
    let kind = listed();
    let reads = Latest::default();
    let notices = StoredValue::new(0_u32);
    live::listen(move |notice| {
        notices.update_value(|notices| *notices += 1);
        hear(chats, &reader, &kind.get_untracked(), notice, live);
    });
    Effect::new(move |earlier: Option<u32>| {
        let count = live.chats.get();
        if earlier.is_some_and(|earlier| earlier != count) {
            let kind = kind.get_untracked();
            spawn_local(async move {
                let mut tries = 0;
                let (mine, page) = loop {
                    let (Some(mine), Some(heard)) = (reads.ask(), notices.try_get_value()) else { return };
                    // On failure the next notice tries again.
                    let Ok(page) = api::list_chats(kind.clone(), None).await else { return };
                    tries += 1;
                    // What was heard meanwhile may not be in it.
                    if tries == TRIES || notices.try_get_value() == Some(heard) {
                        break (mine, page);
                    }
                };
                if !reads.take(mine) {
                    return;
                }
                if older
                    .try_update_value(|older| {
                        if page.next.is_none() {
                            older.clear()
                        }
                    })
                    .is_none()
                {
                    return;
                }
                if older.with_value(HashSet::is_empty) {
                    next.set(page.next);
                }
                today.set(page.today);
                chats.update(|chats| {
                    let is_kept = |chat: &ChatRow| {
                        let is_older = older.with_value(|older| older.contains(&chat.id));
                        is_older && page.chats.iter().all(|new| new.id != chat.id)
                    };
                    let below = std::mem::take(chats).into_iter().filter(is_kept);
                    *chats = page.chats.iter().cloned().chain(below).collect();
                });
            });
        }
        count
    });
    let load = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let (kind, after) = (kind.get_untracked(), next.get_untracked());
        spawn_local(async move {
            // On failure the button stays, and with it the way to try again.
            if let Ok(page) = api::list_chats(kind, after).await {
                chats.try_update(|chats| {
                    let new: Vec<ChatRow> =
                        page.chats.into_iter().filter(|chat| chats.iter().all(|known| known.id != chat.id)).collect();
                    older.update_value(|older| older.extend(new.iter().map(|chat| chat.id.clone())));
                    chats.extend(new);
                });
                next.try_set(page.next);
            }
        });
    };
    let me = StoredValue::new(me);
    view! {
        <Show when=move || chats.with(Vec::is_empty) && kind.get() != "room">
            <div class="empty">
                <h2>{t.empty_title}</h2>
                <p>{t.empty_body}</p>
            </div>
        </Show>
        <ul class="items">
            <For
                each=move || chats.get()
                key=|chat| chat.id.clone()
                children=move |chat| {
                    let now = move || {
                        let found = chats.with(|chats| chats.iter().find(|now| now.id == chat.id).cloned());
                        found.unwrap_or_else(|| chat.clone())
                    };
                    let chat = Memo::new(move |_| now());
                    let at = Signal::derive(move || {
                        let sent_at = chat.with(|chat| chat.last.as_ref().map(|last| last.sent_at))?;
                        Some((offsets.with_value(|offsets| offsets.wall(sent_at)), today.get()))
                    });
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
fn hear(chats: RwSignal<Vec<ChatRow>>, me: &str, listed: &str, notice: &serde_json::Value, live: live::Live) {
    let id = notice["chat"].as_str().unwrap_or_default();
    match notice["kind"].as_str().unwrap_or_default() {
        "message" => {
            let Ok(message) = serde_json::from_value::<MessageRow>(notice["message"].clone()) else { return };
            let is_known = chats.with_untracked(|chats| chats.iter().any(|chat| chat.id == id));
            if !is_known {
                if listed.is_empty() || notice["of"] == listed {
                    live.chats.update(|count| *count += 1);
                }
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
    #[prop(into)] chat: Signal<ChatRow>,
    me: String,
    #[prop(into)] at: Signal<Option<(DateTime, Date)>>,
    #[prop(optional, into)] open: Signal<String>,
    #[prop(optional, into)] kind: Signal<String>,
) -> impl IntoView {
    let t = &text().chats;
    let id = chat.with_untracked(|chat| chat.id.clone());
    let target = id.clone();
    let unread = Memo::new(move |_| chat.with(|chat| chat.unread));
    view! {
        <a
            class="item"
            href=move || address(&target, &kind.get())
            aria-current=move || (open.get() == id).then_some("page")
        >
            {move || view! { <Face chat=chat.get() /> }}
            <div class="body">
                <b>{move || chat.with(|chat| chat.title.clone())}</b>
                <small class="clip" class:fresh=move || unread.get() != 0>
                    {move || chat.with(|chat| last_line(chat, &me))}
                </small>
            </div>
            <div class="end">
                {move || at.get().map(|(at, today)| view! { <time datetime=at.to_string()>{when(at, today)}</time> })}
                {move || {
                    let unread = unread.get();
                    (unread > 0)
                        .then(|| {
                            view! {
                                <em class="count" aria-label=(t.unread)(unread)>
                                    {few(unread)}
                                </em>
                            }
                        })
                }}
            </div>
        </a>
    }
}

/// The other person of a dialog, lit while they are here, or the icon of the event.
#[component]
pub fn Face(chat: ChatRow) -> impl IntoView {
    match chat.kind {
        ChatKind::Dialog => {
            let (live, id, was) = (use_live(), chat.person_id.clone(), chat.is_here);
            let is_lit = Signal::derive(move || live.is_here(&id, was));
            view! { <Avatar id=chat.person_id name=chat.title picture=chat.picture is_lit /> }.into_any()
        }
        ChatKind::Room => view! {
            <span class="tile face" data-tone=tone(&chat.id)>
                <Icon name="chats" />
            </span>
        }
        .into_any(),
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
        MessageKind::Text if chat.kind != ChatKind::Dialog => {
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
