//! A voice in a letter: play, pause, how far it is. The bars are decoration, always the same for the same recording.

use crate::app::{i18n::text, kit::Icon};
use leptos::{html, prelude::*};

const BARS: usize = 36;

#[component]
pub fn Player(src: String) -> impl IntoView {
    let t = &text().letters;
    let sound = NodeRef::<html::Audio>::new();
    let (is_playing, at, length) = (RwSignal::new(false), RwSignal::new(0.0), RwSignal::new(0.0));
    let toggle = move |_| {
        if let Some(sound) = sound.try_get_untracked().flatten() {
            if sound.paused() {
                // What can't be played stays silent; the button shows it.
                let _ = sound.play();
            } else {
                let _ = sound.pause();
            }
        }
    };
    let moved = move |_| {
        if let Some(sound) = sound.try_get_untracked().flatten() {
            at.set(sound.current_time());
            length.set(sound.duration());
        }
    };
    // A recording of a browser does not say how long it is.
    let has_length = move || length.get().is_finite() && length.get() > 0.0;
    let played = move || if has_length() { at.get() / length.get() } else { 0.0 };
    let shown = move || clock(if has_length() && !is_playing.get() { length.get() } else { at.get() });
    let seed = src.bytes().fold(7_u32, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let bar = move |index: usize| {
        let height = 18 + (seed >> (index % 24)).wrapping_mul(2_654_435_761) % 70;
        #[expect(clippy::cast_precision_loss, reason = "a few bars")]
        let place = index as f64 / BARS as f64;
        let is_played = move || played() > place;
        view! { <i class:p=is_played style=format!("--v:{height}")></i> }
    };
    view! {
        <div class="player row script">
            <button
                type="button"
                class="ib pri"
                aria-label=move || if is_playing.get() { t.pause } else { t.play }
                on:click=toggle
            >
                {move || {
                    let name = if is_playing.get() { "pause-fill" } else { "play-fill" };
                    view! { <Icon name /> }
                }}
            </button>
            <span class="wave" aria-hidden="true">
                {(0..BARS).map(bar).collect_view()}
            </span>
            <span class="tiny">{shown}</span>
        </div>
        <audio
            class="no-script"
            controls
            preload="metadata"
            src=src
            node_ref=sound
            on:play=move |_| is_playing.set(true)
            on:pause=move |_| is_playing.set(false)
            on:ended=move |_| is_playing.set(false)
            on:timeupdate=moved
            on:loadedmetadata=moved
        ></audio>
    }
}

/// `1:12`.
pub fn clock(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let seconds = seconds.clamp(0.0, 86_400.0) as u32;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
