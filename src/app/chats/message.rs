//! A message as a bubble: its quote, text, reactions, how far it has come, and what can be done with it.

use super::{
    api,
    markdown::{Rich, plain},
    outbox::{Progress, use_outbox},
    thread::{Mode, Thread},
    wire::{MessageRow, TalkerKind},
};
use crate::app::{
    error::Code,
    i18n::text,
    kit::{Avatar, Icon, Toasts, time::clock, tone, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// What is offered at once; any emoji can be put under a message.
const PALETTE: [&str; 8] = ["👍", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥"];

#[component]
pub fn Message(thread: Thread, message: Arc<MessageRow>, is_first: bool, progress: Option<Progress>) -> impl IntoView {
    let t = &text().chats;
    let author = thread.person(&message.author_id);
    let is_mine = message.author_id == thread.my_id();
    let is_gone = message.is_deleted;
    let badge = match author.kind {
        TalkerKind::Person => None,
        TalkerKind::Guest => Some(t.guest),
        TalkerKind::Bot => Some(t.bot),
    };
    let shows_author = is_first && !is_mine && !thread.is_dialog();
    let face = (!is_mine).then(|| {
        if is_first {
            view! { <Avatar id=author.id.clone() name=author.name.clone() picture=author.picture.clone() size="sm" /> }
                .into_any()
        } else {
            view! { <span></span> }.into_any()
        }
    });
    let quote = message.quote.clone().map(|quote| {
        let of = thread.person(&quote.author_id).name;
        let words = if quote.text.is_empty() { t.deleted.to_owned() } else { plain(&quote.text) };
        view! {
            <span class="quote" data-tone=tone(&quote.author_id)>
                <b>{of}</b>
                " "
                {words}
            </span>
        }
    });
    let body = if is_gone {
        view! { <p>{t.deleted}</p> }.into_any()
    } else {
        let lines = message.text.lines().map(|line| view! { <p><Rich text=line.to_owned() /></p> });
        lines.collect_view().into_any()
    };
    let written = thread.wall(message.sent_at);
    let spoken = if is_mine { t.you.to_owned() } else { author.name.clone() };
    let spoken = format!("{spoken}, {}", clock(written));
    let stamp = if message.is_edited { format!("{} · {}", clock(written), t.edited) } else { clock(written) };
    let seq = message.seq;
    let is_open = RwSignal::new(false);
    let is_real = !is_gone && progress.is_none();
    let reactions = message.clone();
    let acts = message.clone();
    view! {
        <article
            class="msg"
            class:me=is_mine
            class:cont=!is_first
            class:open=move || is_open.get()
            data-tone=tone(&message.author_id)
            id=format!("m-{}", message.id)
            tabindex="0"
            aria-label=spoken
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    is_open.set(false);
                }
            }
        >
            {face}
            {shows_author
                .then(|| {
                    view! {
                        <div class="who">{author.name.clone()} {badge.map(|badge| view! { <small>{badge}</small> })}</div>
                    }
                })}
            <div
                class="bub"
                class:gone=is_gone
                on:click=move |event| {
                    if !is_link(&event) {
                        is_open.update(|open| *open = !*open);
                    }
                }
            >
                {quote}
                {body}
                <span class="meta">
                    <time datetime=message.sent_at.to_string()>{stamp}</time>
                    {(is_mine && is_real && thread.is_dialog()).then(|| view! { <Tick thread seq /> })}
                    {matches!(progress, Some(Progress::Sending)).then(|| view! { " …" <span class="sr">{t.sending}</span> })}
                </span>
            </div>
            <Reactions thread message=reactions />
            {move || {
                let message = acts.clone();
                (is_real && thread.can_post.get()).then(|| view! { <Tools thread message is_mine is_open /> })
            }}
            {progress.map(|progress| view! { <Held client_id=message.id.clone() progress /> })}
        </article>
    }
}

/// A press on an address follows it and does nothing else.
fn is_link(event: &leptos::ev::MouseEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        return target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_))));
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// One tick: the server has it. Two: the other one has read it.
#[component]
fn Tick(thread: Thread, seq: i64) -> impl IntoView {
    let t = &text().chats;
    move || {
        let is_seen = thread.other_read_seq.get() >= seq;
        view! {
            <span aria-hidden="true">{if is_seen { " ✓✓" } else { " ✓" }}</span>
            <span class="sr">{if is_seen { t.seen } else { t.sent }}</span>
        }
    }
}

/// Why a message is not out yet, and what can be done.
#[component]
fn Held(client_id: String, progress: Progress) -> impl IntoView {
    let t = &text().chats;
    let outbox = use_outbox();
    match progress {
        Progress::Sending => ().into_any(),
        Progress::Waiting => view! { <p class="held">{t.waits}</p> }.into_any(),
        Progress::Refused(code) => {
            let (again, away) = (client_id.clone(), client_id);
            view! {
                <p class="held bad" role="alert">
                    {format!("{}. {}", t.not_sent, (text().error)(code))}
                    <button type="button" class="btn sm" on:click=move |_| act::retry(outbox, &again)>
                        {t.send_again}
                    </button>
                    <button type="button" class="btn sm ghost" on:click=move |_| act::discard(outbox, &away)>
                        {t.discard}
                    </button>
                </p>
            }
            .into_any()
        }
    }
}

#[component]
fn Reactions(thread: Thread, message: Arc<MessageRow>) -> impl IntoView {
    let t = &text().chats;
    let me = thread.my_id();
    let toasts = use_toasts();
    let all = message.reactions.iter().map(|reaction| {
        let is_mine = reaction.by.contains(&me);
        let (id, emoji) = (message.id.clone(), reaction.emoji.clone());
        let names: Vec<String> =
            reaction.by.iter().map(|id| thread.person(id).name).filter(|name| !name.is_empty()).collect();
        view! {
            <button
                type="button"
                aria-pressed=is_mine.to_string()
                aria-label=(t.reaction)(&reaction.emoji, reaction.by.len())
                title=names.join(", ")
                on:click=move |_| react(thread, id.clone(), emoji.clone(), !is_mine, toasts)
            >
                {format!("{} {}", reaction.emoji, reaction.by.len())}
            </button>
        }
    });
    (!message.reactions.is_empty()).then(|| view! { <div class="reacts">{all.collect_view()}</div> })
}

/// What can be done with a message; shown while it is pointed at, focused, or was tapped.
#[component]
fn Tools(thread: Thread, message: Arc<MessageRow>, is_mine: bool, is_open: RwSignal<bool>) -> impl IntoView {
    let t = &text().chats;
    let toasts = use_toasts();
    let is_picking = RwSignal::new(false);
    let is_sure = RwSignal::new(false);
    let (reply, edit, delete, pick) = (message.clone(), message.clone(), message.clone(), message.id.clone());
    let palette = move || {
        let id = pick.clone();
        PALETTE.map(|emoji| {
            let id = id.clone();
            view! {
                <button
                    type="button"
                    class="ib"
                    aria-label=emoji
                    on:click=move |_| {
                        is_picking.set(false);
                        is_open.set(false);
                        react(thread, id.clone(), emoji.to_owned(), true, toasts);
                    }
                >
                    {emoji}
                </button>
            }
        })
    };
    let compose = move |mode: Mode| {
        is_open.set(false);
        thread.mode.set(mode);
    };
    view! {
        <div class="tools script" role="toolbar" aria-label=t.actions>
            <Show when=move || is_picking.get()>{palette.clone()}</Show>
            <button
                type="button"
                class="ib"
                aria-label=t.react
                aria-expanded=move || is_picking.get().to_string()
                on:click=move |_| is_picking.update(|is| *is = !*is)
            >
                <Icon name="smiley" />
            </button>
            <button type="button" class="ib" aria-label=t.reply on:click=move |_| compose(Mode::Reply(reply.clone()))>
                <Icon name="arrow-bend-up-left" />
            </button>
            {is_mine
                .then(|| {
                    view! {
                        <button type="button" class="ib" aria-label=t.edit on:click=move |_| compose(Mode::Edit(edit.clone()))>
                            <Icon name="pencil-simple" />
                        </button>
                        <button
                            type="button"
                            class="ib"
                            class:sure=move || is_sure.get()
                            aria-label=move || if is_sure.get() { t.delete_sure } else { t.delete }
                            on:click=move |_| {
                                if is_sure.get_untracked() {
                                    erase(thread, delete.clone(), toasts);
                                } else {
                                    is_sure.set(true);
                                }
                            }
                            on:blur=move |_| is_sure.set(false)
                        >
                            <Icon name="trash" />
                            {move || is_sure.get().then_some(t.delete_sure)}
                        </button>
                    }
                })}
        </div>
    }
}

/// Deletes a message; its place has the focus then.
fn erase(thread: Thread, message: Arc<MessageRow>, toasts: Toasts) {
    spawn_local(async move {
        match api::erase_message(message.id.clone()).await {
            Ok(()) if thread.after.try_get_untracked().is_some() => {
                let message = MessageRow::clone(&message);
                let place = format!("m-{}", message.id);
                thread.put(MessageRow {
                    text: String::new(),
                    is_edited: false,
                    is_deleted: true,
                    quote: None,
                    reactions: Vec::new(),
                    ..message
                });
                focus(place);
            }
            Ok(()) => {}
            Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
        }
    });
}

/// Gives the focus to an element once it stands in the page.
fn focus(id: String) {
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let element =
            document().get_element_by_id(&id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = element {
            let _ = element.focus();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(id);
}

fn react(thread: Thread, id: String, emoji: String, on: bool, toasts: Toasts) {
    let heard = thread.heard();
    spawn_local(async move {
        match api::react(id, emoji, on).await {
            Ok(message) => thread.put_answer(message, heard),
            // Gone meanwhile: the notice of that says so.
            Err(error) if error.code == Code::NotFound => {}
            Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
        }
    });
}

/// Pressing buttons of messages that are not out; nothing on the server.
mod act {
    use crate::app::chats::outbox::Outbox;

    pub fn retry(outbox: Outbox, client_id: &str) {
        #[cfg(feature = "hydrate")]
        outbox.retry(client_id);
        let _ = (outbox, client_id);
    }

    pub fn discard(outbox: Outbox, client_id: &str) {
        #[cfg(feature = "hydrate")]
        outbox.discard(client_id);
        let _ = (outbox, client_id);
    }
}
