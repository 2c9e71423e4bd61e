//! Where messages are written: a plain form that works by itself; with a script what is sent is shown at once.

use super::{
    api,
    markdown::plain,
    outbox::{Outbox, use_outbox},
    thread::{Mode, Thread},
    wire::{TEXT_MAX, check_message},
};
use crate::app::{
    i18n::text,
    kit::{Icon, on_single_key, typed_before, use_toasts},
};
use leptos::{ev, html, prelude::*, task::spawn_local};

/// The chat that the address names, on a page that opens one after the other: it can be another than the one that is still
/// shown.
#[derive(Clone, Copy)]
pub struct Opening(pub Memo<String>);

/// The foot of a chat, where one writes. `next` is where that leads without a script.
#[component]
pub fn Composer(thread: Thread, next: String) -> impl IntoView {
    let t = &text().chats;
    // In a dialog one of the two has blocked the other; elsewhere the reader is not in it any more.
    let blocked = move || view! { <p class="composer-note">{if thread.is_dialog() { t.blocked } else { t.gone }}</p> };
    view! {
        <Show when=move || thread.can_post.get() fallback=blocked>
            <Form thread next=next.clone() />
        </Show>
    }
}

#[component]
fn Form(thread: Thread, next: String) -> impl IntoView {
    let t = &text().chats;
    let field = NodeRef::<html::Textarea>::new();
    let words = RwSignal::new(typed_before(".composer textarea").unwrap_or_default());
    let draft = StoredValue::new(String::new());
    let toasts = use_toasts();
    let outbox = use_outbox();
    let opening = use_context::<Opening>().map(|Opening(open)| (open, StoredValue::new(open.get_untracked())));
    let label = move || {
        if thread.is_dialog() {
            thread.chat.with(|chat| (t.write_to)(&chat.title))
        } else {
            (t.write_to_many)(thread.members.get())
        }
    };
    // Editing begins with what is there.
    Effect::new(move |earlier: Option<Mode>| {
        let mode = thread.mode.get();
        if earlier.as_ref().is_some_and(|earlier| *earlier != mode) {
            match (&mode, earlier) {
                (Mode::Edit(message), earlier) => {
                    if !matches!(earlier, Some(Mode::Edit(_))) {
                        draft.set_value(words.get_untracked());
                    }
                    words.set(message.text.clone());
                }
                (_, Some(Mode::Edit(_))) => words.set(draft.get_value()),
                _ => {}
            }
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
        }
        mode
    });
    let send = move || {
        let Ok(said) = check_message(&words.get_untracked()) else { return };
        if opening.is_some_and(|(open, here)| open.get_untracked() != here.get_value()) {
            // Another chat is on its way: this is not meant for the old one.
            return;
        }
        match thread.mode.get_untracked() {
            Mode::Edit(message) => spawn_local(async move {
                let heard = thread.heard();
                match api::edit_message(message.id.clone(), said.clone()).await {
                    Ok(edited) => {
                        let Some(mode) = thread.mode.try_get_untracked() else { return };
                        thread.put_answer(edited, heard);
                        // Something else may have been begun meanwhile.
                        let now = words.try_get_untracked().and_then(|now| check_message(&now).ok());
                        let is_same = mode == Mode::Edit(message) && now == Some(said);
                        if is_same {
                            thread.mode.set(Mode::Write);
                        }
                    }
                    Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
                }
            }),
            mode => {
                let reply_to = if let Mode::Reply(message) = mode { Some(message.id.clone()) } else { None };
                push(outbox, thread, said, reply_to);
                show_end(thread);
                thread.mode.set(Mode::Write);
                words.set(String::new());
            }
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() && has_keyboard() => {
            event.prevent_default();
            send();
        }
        "ArrowUp" if !event.alt_key() && words.with_untracked(String::is_empty) => {
            if let Some(message) = thread.last_own() {
                event.prevent_default();
                thread.mode.set(Mode::Edit(message));
            }
        }
        "Escape" => thread.mode.set(Mode::Write),
        _ => {}
    };
    on_single_key("r", move || {
        if let Some(message) = thread.last() {
            thread.mode.set(Mode::Reply(message));
        }
    });
    let told_at = StoredValue::new(0.0);
    let on_input = move |_| {
        if thread.mode.with_untracked(|mode| !matches!(mode, Mode::Edit(_))) {
            tell_typing(thread, told_at);
        }
    };
    let about = move || {
        let (label, quote) = match thread.mode.get() {
            Mode::Write => return None,
            Mode::Edit(message) => (t.editing.to_owned(), plain(&message.text)),
            Mode::Reply(message) => ((t.replying)(&thread.person(&message.author_id).name), plain(&message.text)),
        };
        Some(view! {
            <div class="about">
                <div class="quote clip">
                    <b>{label}</b>
                    " "
                    {quote}
                </div>
                <button type="button" class="ib sm" aria-label=t.stop on:click=move |_| thread.mode.set(Mode::Write)>
                    <Icon name="x" />
                </button>
            </div>
        })
    };
    let form = view! {
        <form
            class="composer"
            class:gone=move || thread.is_gone.get()
            method="post"
            action="/api/chats/send"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            {about}
            <input type="hidden" name="chat_id" value=thread.id() />
            <input type="hidden" name="next" value=next />
            <textarea
                name="text"
                rows="1"
                node_ref=field
                maxlength=TEXT_MAX.to_string()
                placeholder=label
                aria-label=label
                required
                bind:value=words
                on:keydown=on_key
                on:input=on_input
            ></textarea>
            <button class="ib pri" aria-label=t.send>
                <Icon name="paper-plane-tilt-fill" />
            </button>
        </form>
    };
    let gone = move || {
        thread.is_gone.get().then(|| {
            view! {
                <p class="composer-note" role="alert">
                    {text().common.not_found_body}
                </p>
            }
        })
    };
    view! { {gone} {form} }
}

#[cfg(feature = "hydrate")]
fn push(outbox: Outbox, thread: Thread, text: String, reply_to: Option<String>) {
    use super::outbox::{Progress, Unsent};
    // Enough to tell one message of one author from another.
    let chance = || (js_sys::Math::random() * 4_294_967_296.0).floor();
    outbox.push(Unsent {
        author_id: thread.my_id(),
        chat_id: thread.id(),
        client_id: format!("{}-{}-{}", js_sys::Date::now(), chance(), chance()),
        text,
        reply_to,
        written_at: js_sys::Date::now() as i64,
        progress: Progress::Sending,
    });
}

#[cfg(not(feature = "hydrate"))]
fn push(_: Outbox, _: Thread, _: String, _: Option<String>) {}

/// Who writes sees what they wrote: at the end.
fn show_end(thread: Thread) {
    thread.is_at_end.set(true);
    #[cfg(feature = "hydrate")]
    if thread.after.get_untracked().is_some() {
        thread.jump_to_newest();
    }
}

/// Tells the others, every few seconds at most. Nobody misses anything if it is lost.
#[cfg(feature = "hydrate")]
fn tell_typing(thread: Thread, told_at: StoredValue<f64>) {
    const EVERY_MS: f64 = 3_000.0;
    let now = js_sys::Date::now();
    if now - told_at.get_value() > EVERY_MS {
        told_at.set_value(now);
        let id = thread.id();
        spawn_local(async move { drop(api::tell_typing(id).await) });
    }
}

#[cfg(not(feature = "hydrate"))]
fn tell_typing(_: Thread, _: StoredValue<f64>) {}

/// On a phone Enter makes a new line; the button sends.
fn has_keyboard() -> bool {
    #[cfg(feature = "hydrate")]
    return window().match_media("(pointer: coarse)").ok().flatten().is_none_or(|query| !query.matches());
    #[cfg(not(feature = "hydrate"))]
    true
}
