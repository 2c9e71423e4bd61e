//! What goes over everybody's page for a moment, and the palette that sets it off. Who wants none of it can hide it; who
//! wants less motion sees it stand still.

use super::{api::SetOffByForm, steam::Steam, wire::Effect as Event};
use crate::app::{i18n::text, kit::Icon};
use leptos::{prelude::*, server_fn::ServerFn};
use std::time::Duration;

/// So long it stays.
const STAY: Duration = Duration::from_secs(5);
/// So many at once.
const AT_ONCE: usize = 3;
/// Pieces of what flies.
const PIECES: usize = 14;

/// The picture of an effect, and how it moves.
fn picture(event: Event) -> (&'static str, &'static str) {
    match event {
        Event::Pride => ("rainbow-duotone", "sweep"),
        Event::Satan => ("fire-duotone", "rise"),
        Event::Beast => ("skull-duotone", "rise"),
        Event::Fu => ("hand-fist-duotone", "hit"),
        Event::Fuck => ("chat-circle-slash-duotone", "hit"),
        Event::Fireworks => ("sparkle-duotone", "burst"),
        Event::Einstein => ("atom-duotone", "spin"),
        Event::Belasto => ("mask-happy-duotone", "hit"),
        Event::Sas => ("triangle-duotone", "spin"),
        Event::Lemma => ("math-operations-duotone", "hit"),
        Event::Rickroll => ("music-notes-duotone", "sweep"),
        Event::Exmatrikulieren => ("door-open-duotone", "hit"),
    }
}

fn tone(event: Event) -> &'static str {
    match event {
        Event::Satan | Event::Beast | Event::Fu | Event::Fuck => "brick",
        Event::Pride | Event::Belasto | Event::Rickroll => "plum",
        Event::Fireworks => "ochre",
        Event::Einstein | Event::Sas | Event::Lemma => "fjord",
        Event::Exmatrikulieren => "slate",
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Shown {
    Effect(Event, String),
    Milestone(String),
}

/// What is shown right now.
#[derive(Clone, Copy)]
pub struct Show {
    all: RwSignal<Vec<(u64, Shown)>>,
    next: StoredValue<u64>,
    pub is_muted: RwSignal<bool>,
}

impl Default for Show {
    fn default() -> Self {
        Self { all: RwSignal::default(), next: StoredValue::new(0), is_muted: RwSignal::new(false) }
    }
}

impl Show {
    pub fn effect(self, event: Event, name: String) {
        self.add(Shown::Effect(event, name));
    }

    pub fn milestone(self, text: String) {
        self.add(Shown::Milestone(text));
    }

    fn add(self, shown: Shown) {
        if self.is_muted.get_untracked() {
            return;
        }
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.all.update(|all| {
            all.push((id, shown));
            let surplus = all.len().saturating_sub(AT_ONCE);
            all.drain(..surplus);
        });
        let end = move || _ = self.all.try_update(|all| all.retain(|(other, _)| *other != id));
        set_timeout(end, STAY);
    }
}

/// What goes over the page. It takes no clicks, and is told to the ear once.
#[component]
pub fn Overlays(show: Show) -> impl IntoView {
    let one = move |(_, shown): (u64, Shown)| match shown {
        Shown::Effect(event, name) => {
            let t = text();
            let (icon, motion) = picture(event);
            let line = format!("{name}: {}", (t.board.effect)(event));
            view! { <One icon motion tone=tone(event) line /> }.into_any()
        }
        Shown::Milestone(line) => view! { <One icon="confetti-duotone" motion="burst" tone="moss" line /> }.into_any(),
    };
    view! {
        <div class="overlays" role="status">
            <For each=move || show.all.get() key=|(id, _)| *id children=one />
        </div>
    }
}

#[component]
fn One(icon: &'static str, motion: &'static str, tone: &'static str, line: String) -> impl IntoView {
    let pieces = (0..PIECES).map(|index| {
        view! {
            <i style=format!("--n:{index}")>
                <Icon name=icon />
            </i>
        }
    });
    view! {
        <div class=format!("overlay {motion}") data-tone=tone>
            <div class="pieces" aria-hidden="true">
                {pieces.collect_view()}
            </div>
            <p class="label">
                <Icon name=icon />
                <b>{line}</b>
            </p>
        </div>
    }
}

/// Everything that can be set off, and whether one wants to see it.
#[component]
pub fn Palette(steam: Steam) -> impl IntoView {
    let t = &text().board;
    let muted = steam.show.is_muted;
    #[cfg(feature = "hydrate")]
    Effect::new(move || muted.set(memory::read(memory::MUTED).is_some()));
    let toggle = move |_| {
        muted.update(|muted| *muted = !*muted);
        #[cfg(feature = "hydrate")]
        memory::write(memory::MUTED, if muted.get_untracked() { "yes" } else { "" });
    };
    let buttons = Event::ALL.map(|event| {
        view! {
            <button class="btn sm" name="event" value=event.word() data-tone=tone(event)>
                <Icon name=picture(event).0 />
                {(t.effect)(event)}
            </button>
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        if let Some(effect) = super::presses::submitted(&event).as_deref().and_then(Event::parse) {
            event.prevent_default();
            steam.set_off(effect);
        }
    };
    view! {
        <section class="card palette">
            <header>
                <h2>{t.effects}</h2>
                <button type="button" class="btn sm ghost script" on:click=toggle>
                    {move || {
                        let (icon, label) = if muted.get() { ("eye", t.unmute) } else { ("eye-slash", t.mute) };
                        view! {
                            <Icon name=icon />
                            {label}
                        }
                    }}
                </button>
            </header>
            <p class="muted">{t.effects_lead}</p>
            <form method="post" action=SetOffByForm::url() class="row wrap" on:submit=submit>
                <input type="hidden" name="name" value=move || steam.name.get() />
                {buttons}
            </form>
        </section>
    }
}

/// What a browser remembers between visits.
#[cfg(feature = "hydrate")]
pub mod memory {
    use leptos::prelude::window;

    pub const MUTED: &str = "kith.board.muted";
    pub const NAME: &str = "kith.board.name";

    pub fn read(key: &str) -> Option<String> {
        let storage = window().local_storage().ok().flatten()?;
        storage.get_item(key).ok().flatten().filter(|value| !value.is_empty())
    }

    pub fn write(key: &str, value: &str) {
        if let Ok(Some(storage)) = window().local_storage() {
            // A browser that keeps nothing forgets it; that is all.
            let _ = storage.set_item(key, value);
        }
    }
}
