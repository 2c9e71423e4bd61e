//! What goes with a letter besides its text: a photo, a voice, a video. It takes a script.

use super::{
    player::{Player, clock},
    record::{Kept, Running, record, take},
    wire::{LetterForm, TEXT_MAX},
};
use crate::app::{error::Code, i18n::text, kit::Icon};
use leptos::prelude::*;

/// Ids of uploads, and what is going on.
#[derive(Clone, Copy)]
pub struct Enclosures {
    photo: RwSignal<String>,
    sound: RwSignal<String>,
    video: RwSignal<String>,
    running: RwSignal<Option<Running>>,
    /// So many are recorded or on their way to the server: the letter waits for them.
    pub pending: RwSignal<u32>,
    pub problem: RwSignal<Option<&'static str>>,
    /// Grows when something was added or taken away.
    pub changes: RwSignal<u32>,
}

impl Enclosures {
    pub fn of(form: &LetterForm) -> Self {
        Self {
            photo: RwSignal::new(form.photo_id.clone()),
            sound: RwSignal::new(form.sound_id.clone()),
            video: RwSignal::new(form.video_id.clone()),
            running: RwSignal::new(None),
            pending: RwSignal::new(0),
            problem: RwSignal::new(None),
            changes: RwSignal::new(0),
        }
    }

    /// True while something is recorded or on its way to the server. A recording ends with the asking.
    pub fn finish(self) -> bool {
        self.running.set(None);
        self.pending.get_untracked() > 0
    }

    /// Where the id of an upload goes.
    fn kept(self, id: RwSignal<String>) -> Kept {
        Callback::new(move |kept: Result<String, Code>| match kept {
            Ok(kept) => self.set(id, kept),
            Err(code) => self.problem.set(Some((text().error)(code))),
        })
    }

    fn set(self, id: RwSignal<String>, value: String) {
        self.problem.set(None);
        id.set(value);
        self.changes.update(|count| *count += 1);
    }
}

/// The buttons, how long the text is, and what was added.
#[component]
pub fn Enclose(enclosures: Enclosures, length: Signal<usize>) -> impl IntoView {
    let t = &text().letters;
    let Enclosures { photo, sound, video, running, pending, problem, .. } = enclosures;
    let is_busy = move || pending.get() > 0;
    let file = move |id: RwSignal<String>, label: &'static str, icon: &'static str, accept: &'static str| {
        view! {
            <label class="btn script" aria-disabled=move || is_busy().to_string()>
                <Icon name=icon />
                {label}
                <input
                    class="sr"
                    type="file"
                    accept=accept
                    disabled=is_busy
                    on:change=move |event| take(&event, pending, enclosures.kept(id))
                />
            </label>
        }
    };
    let refused = Callback::new(move |()| problem.set(Some(t.no_microphone)));
    let voice = move |_| {
        problem.set(None);
        record(running, pending, refused, enclosures.kept(sound));
    };
    view! {
        <input type="hidden" name="photo_id" prop:value=photo value=photo.get_untracked() />
        <input type="hidden" name="sound_id" prop:value=sound value=sound.get_untracked() />
        <input type="hidden" name="video_id" prop:value=video value=video.get_untracked() />
        <div class="row wrap enclose">
            {file(photo, t.photo, "image", "image/jpeg,image/png,image/webp,image/gif")}
            <button
                type="button"
                class="btn script"
                disabled=is_busy
                on:click=voice
            >
                <Icon name="microphone" />
                {t.voice}
            </button>
            {move || {
                (problem.get() == Some(t.no_microphone)).then(|| file(sound, t.sound_file, "file-audio", "audio/*"))
            }}
            {file(video, t.video, "video-camera", "video/*")}
            <span class="push tiny">{move || (t.characters)(length.get(), TEXT_MAX)}</span>
        </div>
        <div role="status">
            {move || (is_busy() && running.with(Option::is_none)).then(|| view! { <p class="tiny">{t.uploading}</p> })}
            {move || problem.get().map(|problem| view! { <p class="formerr">{problem}</p> })}
        </div>
        {move || {
            running
                .with(Option::is_some)
                .then(|| view! { <Recording running /> })
        }}
        {move || {
            shown(photo)
                .map(|id| {
                    let src = format!("/media/{id}?size=small");
                    view! {
                        <div class="card flat row enclosed" data-tone="brick">
                            <img src=src alt=t.photo />
                            <span class="grow"></span>
                            <Remove label=t.remove_photo id=photo enclosures />
                        </div>
                    }
                })
        }}
        {move || {
            shown(sound)
                .map(|id| {
                    view! {
                        <div class="card flat row enclosed" data-tone="brick">
                            <div class="grow">
                                <Player src=format!("/media/{id}") />
                            </div>
                            <Remove label=t.remove_voice id=sound enclosures />
                        </div>
                    }
                })
        }}
        {move || {
            shown(video)
                .map(|id| {
                    view! {
                        <div class="card flat row enclosed" data-tone="brick">
                            <video controls preload="metadata" src=format!("/media/{id}") aria-label=t.video></video>
                            <span class="grow"></span>
                            <Remove label=t.remove_video id=video enclosures />
                        </div>
                    }
                })
        }}
    }
}

fn shown(id: RwSignal<String>) -> Option<String> {
    Some(id.get()).filter(|id| !id.is_empty())
}

#[component]
fn Remove(label: &'static str, id: RwSignal<String>, enclosures: Enclosures) -> impl IntoView {
    view! {
        <button type="button" class="ib script" aria-label=label on:click=move |_| enclosures.set(id, String::new())>
            <Icon name="trash" />
        </button>
    }
}

/// A recording that runs: how loud, how long still, and the way to stop it.
#[component]
fn Recording(running: RwSignal<Option<Running>>) -> impl IntoView {
    let t = &text().letters;
    let level = move || running.get().map_or(0, |running| running.level);
    let left = move || (t.time_left)(&clock(running.get().map_or(0.0, |running| running.left)));
    view! {
        <div class="card flat row enclosed" data-tone="brick">
            <button type="button" class="btn danger solid" on:click=move |_| running.set(None)>
                <Icon name="stop-fill" />
                {t.stop}
            </button>
            <div class="meter grow" aria-hidden="true">
                <i style=move || format!("inline-size:{}%", level())></i>
            </div>
            <span class="tiny">{left}</span>
        </div>
    }
}
