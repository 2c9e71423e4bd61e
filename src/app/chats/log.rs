//! The log of an open chat: messages by day and author, what happened between them, and how it scrolls.

use super::{line::Line, message::Message, scroll::Scroll, thread::Thread, wire::MessageKind};
use crate::app::{i18n::text, kit::Icon};
use leptos::{html, prelude::*};

/// The messages of a chat. Scrolls to what is new, and on as new ones come while the reader is at the end.
#[component]
pub fn Log(thread: Thread) -> impl IntoView {
    let t = &text().chats;
    let log = NodeRef::<html::Div>::new();
    let scroll = Scroll::new(thread, log);
    let made = move |_: Option<&Vec<Line>>| {
        scroll.remember();
        thread.lines()
    };
    let lines = Memo::new_with_compare(made, |_, _| true);
    scroll.follow(lines);
    let earlier = move || {
        thread.before.get().map(|seq| {
            let href = format!("/messages/{}?before={seq}", thread.id());
            view! {
                <a class="btn sm ghost more" href=href on:click=move |event| {
                    event.prevent_default();
                    scroll.load_before();
                }>
                    {t.earlier}
                </a>
            }
        })
    };
    let newest = move || {
        (!thread.is_at_end.get() || thread.after.get().is_some()).then(|| {
            let href = format!("/messages/{}?before={}", thread.id(), i64::MAX);
            view! {
                <a
                    class="ib newest"
                    href=href
                    aria-label=t.newest
                    on:click=move |event| {
                        event.prevent_default();
                        scroll.to_newest();
                    }
                >
                    <Icon name="arrow-down" />
                </a>
            }
        })
    };
    view! {
        <div class="log" node_ref=log role="log" aria-label=t.log on:scroll=move |_| scroll.moved()>
            <div class="lines">
            {earlier}
            <Show when=move || lines.with(Vec::is_empty)>
                <p class="sys">{t.no_messages}</p>
            </Show>
            <For each=move || lines.get() key=Line::key children=move |line| view! { <One thread line /> } />
            </div>
        </div>
        <div class="newest-at">{newest}</div>
        <div class="typing" aria-live="polite">
            {move || {
                let names = thread.typing();
                (!names.is_empty())
                    .then(|| {
                        view! {
                            <i>
                                <b></b>
                            </i>
                            {(t.typing)(&names)}
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn One(thread: Thread, line: Line) -> impl IntoView {
    let t = &text().chats;
    match line {
        Line::Day(day) => view! { <div class="sep">{(text().common.day)(day)}</div> }.into_any(),
        Line::New => view! {
            <div class="sep new" data-tone="brick">
                {t.new}
            </div>
        }
        .into_any(),
        Line::Happened(message) => {
            let name = thread.person(&message.author_id).name;
            let told = match message.kind {
                MessageKind::Joined => (t.joined)(&name),
                MessageKind::Left => (t.left)(&name),
                MessageKind::Going => (t.going)(&name),
                MessageKind::Maybe => (t.maybe)(&name),
                MessageKind::Cant | MessageKind::Text => (t.cant)(&name),
            };
            view! { <p class="sys">{told}</p> }.into_any()
        }
        Line::Message { message, is_first, progress } => {
            view! { <Message thread message is_first progress /> }.into_any()
        }
    }
}
