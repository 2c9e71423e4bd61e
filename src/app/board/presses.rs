//! The six buttons, and the words that go with the next click.

use super::{
    api::PressByForm,
    steam::Steam,
    wire::{Button, COMMENT_MAX, NAME_MAX, Voice},
};
use crate::app::{
    i18n::text,
    kit::{Icon, on_single_key, typed_before},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Which button a form was sent by.
pub fn submitted(event: &leptos::ev::SubmitEvent) -> Option<String> {
    event.submitter()?.get_attribute("value")
}

/// The form: it works without a script, and with one nothing is loaded anew.
#[component]
pub fn Presses(steam: Steam) -> impl IntoView {
    let t = &text().board;
    let keys = ["1", "2", "3", "4", "5", "6"];
    for (key, button) in keys.into_iter().zip(Button::ALL) {
        on_single_key(key, move || steam.press(button));
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        if let Some(button) = submitted(&event).as_deref().and_then(Button::parse) {
            event.prevent_default();
            steam.press(button);
        }
    };
    let is_nobody = steam.me.with_value(Option::is_none);
    if let Some(comment) = typed_before(".words [name=comment]") {
        steam.comment.set(comment);
    }
    let voice = move |voice: Voice| {
        let (class, label) = match voice {
            Voice::Plain => ("", t.plain),
            Voice::Loud => ("loud", t.loud),
            Voice::Whisper => ("whisper", t.whisper),
        };
        view! {
            <label class=class>
                <input
                    class="sr"
                    type="radio"
                    name="style"
                    value=voice.style()
                    checked=voice == Voice::Plain
                    prop:checked=move || steam.voice.get() == voice
                    on:change=move |_| steam.voice.set(voice)
                />
                {label}
            </label>
        }
    };
    view! {
        <form method="post" action=PressByForm::url() class="stack gap5" on:submit=submit>
            // Enter in a field presses nothing: the first button of a form would be meant.
            <button class="sr" disabled=true tabindex="-1" aria-hidden="true"></button>
            <div class="presses">{Button::ALL.map(|button| view! { <Press steam button /> })}</div>
            <div class="card flat words">
                {is_nobody.then(|| view! { <Name steam /> })}
                <div class="in sm grow">
                    <Icon name="chat-circle-dots" />
                    <input
                        name="comment"
                        maxlength=COMMENT_MAX.to_string()
                        placeholder=t.words_hint
                        aria-label=t.words
                        autocomplete="off"
                        prop:value=move || steam.comment.get()
                        on:input=move |event| steam.comment.set(event_target_value(&event))
                    />
                </div>
                <div class="seg" role="radiogroup" aria-label=t.style>
                    {Voice::ALL.map(voice)}
                </div>
            </div>
        </form>
    }
}

/// What somebody without an account calls themselves.
#[component]
fn Name(steam: Steam) -> impl IntoView {
    let t = &text().board;
    #[cfg(feature = "hydrate")]
    {
        use super::effects::memory;
        let typed = typed_before(".words [name=name]").filter(|name| !name.is_empty());
        let typed = typed.filter(|name| *name != steam.name.get_untracked());
        Effect::new(move || {
            if let Some(name) = &typed {
                memory::write(memory::NAME, name);
            }
            if let Some(name) = typed.clone().or_else(|| memory::read(memory::NAME)) {
                steam.name.set(name);
            }
        });
    }
    let rename = move |event| {
        let name: String = event_target_value(&event);
        #[cfg(feature = "hydrate")]
        super::effects::memory::write(super::effects::memory::NAME, &name);
        steam.name.set(name);
    };
    view! {
        <div class="in sm name">
            <Icon name="user" />
            <input
                name="name"
                maxlength=NAME_MAX.to_string()
                placeholder=t.name_hint
                aria-label=t.name
                autocomplete="nickname"
                value=steam.name.get_untracked()
                prop:value=move || steam.name.get()
                on:change=rename
            />
        </div>
    }
}

#[component]
fn Press(steam: Steam, button: Button) -> impl IntoView {
    view! {
        <button
            class="press"
            class:down=move || steam.down.get() == Some(button)
            data-tone=button.tone()
            name="button"
            value=button.word()
        >
            <Tile steam button />
        </button>
    }
}

/// What stands on a button, here and on the projector.
#[component]
pub fn Tile(steam: Steam, button: Button) -> impl IntoView {
    let t = &text().board;
    let figures = Memo::new(move |_| steam.figures(false, button.word()));
    view! {
        <span class="hd">
            <span>{(t.button)(button)}</span>
            <Icon name=button.icon() />
        </span>
        <span class="fig">
            <b>{move || (t.number)(figures.get().0)}</b>
            <small>{t.today} <br /> {move || (t.in_all)(figures.get().1)}</small>
        </span>
    }
}
