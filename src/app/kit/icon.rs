//! Icons from the sprite, the brand mark, and people as windows.

use crate::app::{i18n::text, session::Look};
use leptos::prelude::*;

/// A Phosphor icon. Decoration: whatever it stands on has its own name.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let href = format!("{}#i-{name}", sprite());
    view! {
        <svg class="i" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}

/// The picture of an event.
#[component]
pub fn EventIcon(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let sprite = sprite();
    view! {
        <svg class="i" aria-hidden="true">
            <use href=move || format!("{sprite}#e-{}", name.get())></use>
        </svg>
    }
}

/// Two houses, one lit.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 40 40" aria-hidden="true">
            <path class="near" d="M3 36V17.5a2 2 0 0 1 .6-1.4l9-9a2 2 0 0 1 2.8 0l9 9a2 2 0 0 1 .6 1.4V36z" />
            <path class="lit" d="M15 36V22.5a2 2 0 0 1 .6-1.4l9-9a2 2 0 0 1 2.8 0l9 9a2 2 0 0 1 .6 1.4V36z" />
            <path class="both" d="M15 36V22.5a2 2 0 0 1 .6-1.4L25 11.7V36z" />
            <path class="entry" d="M22.5 36v-6.5a3.5 3.5 0 0 1 7 0V36z" />
        </svg>
    }
}

/// A person's picture in a window; without one the initials, in the façade colour that their id always gets.
#[component]
pub fn Avatar(
    id: String,
    name: String,
    #[prop(optional, into)] picture: String,
    #[prop(default = "")] size: &'static str,
    /// The window is lit: they are here.
    #[prop(optional, into)]
    is_lit: Signal<bool>,
    /// What that means, for who does not see it; nothing if the words beside it say so.
    #[prop(default = text().people.home_now)]
    lit: &'static str,
) -> impl IntoView {
    let spoken = name.clone();
    let label = move || match is_lit.get() {
        true if !lit.is_empty() => format!("{spoken}, {lit}"),
        _ => spoken.clone(),
    };
    // Pages load nothing from elsewhere.
    let inside = if !picture.starts_with('/') {
        initials(&name).into_any()
    } else {
        view! { <img src=picture alt="" loading="lazy" /> }.into_any()
    };
    view! {
        <span class=format!("av {size}") class:lit=is_lit data-tone=tone(&id) role="img" aria-label=label>
            {inside}
        </span>
    }
}

/// The first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// FNV-1a over the id, so that a person has the same colour everywhere and always.
pub fn tone(id: &str) -> &'static str {
    const TONES: [&str; 8] = ["spruce", "fjord", "brick", "ochre", "plum", "moss", "slate", "rose"];
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    TONES[hash as usize % TONES.len()]
}

fn sprite() -> String {
    let assets = use_context::<Look>().map(|look| look.assets).unwrap_or_default();
    format!("{assets}/icons.svg")
}
