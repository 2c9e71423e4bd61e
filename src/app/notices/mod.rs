//! What waits for a person: unread messages, requests, invites, letters, watchers. Counted in the navigation and in the title of the tab.

pub mod api;
pub mod wire;

use super::{
    chats::few,
    error::ApiError,
    i18n::text,
    kit::Latest,
    live::{self, use_live},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wire::Waiting;

/// The counts of a tab: read with the page, then kept by what is heard.
#[derive(Clone)]
pub struct Waits {
    /// Not in the arena: the title of the tab is written when that is gone.
    now: ArcRwSignal<Waiting>,
    is_due: ArcRwSignal<bool>,
    reads: Latest,
}

impl Waits {
    pub fn provide() -> Self {
        let waits = Self {
            now: ArcRwSignal::new(Waiting::default()),
            is_due: ArcRwSignal::new(false),
            reads: Latest::default(),
        };
        provide_context(waits.clone());
        waits
    }

    /// For the title of the tab, which is written last, when the page's parts may be gone.
    pub fn unread_messages(&self) -> u32 {
        self.now.try_with(|now| now.messages).unwrap_or_default()
    }

    /// Reads the counts anew in a moment, once for everything that is heard meanwhile.
    fn read(&self) {
        if self.is_due.get_untracked() {
            return;
        }
        self.is_due.set(true);
        let waits = self.clone();
        let read = move || {
            waits.is_due.set(false);
            let Some(mine) = waits.reads.ask() else { return };
            spawn_local(async move {
                // What can't be read now is read with the next notice.
                if let Ok(now) = api::read_waiting().await
                    && waits.reads.take(mine)
                {
                    waits.now.set(now);
                }
            });
        };
        set_timeout(read, Duration::from_millis(500));
    }
}

/// The resource that a page's frame reads once, and what keeps it: whatever is heard that may change it.
pub fn counting() -> Resource<Result<Waiting, ApiError>> {
    let waits: Waits = expect_context();
    let heard = waits.clone();
    live::listen(move |notice| {
        if matches!(notice["kind"].as_str(), Some("message" | "changed" | "read")) {
            heard.read();
        }
    });
    let live = use_live();
    Effect::new(move |earlier: Option<u32>| {
        let count = live.people.get() + live.chats.get() + live.letters.get() + live.nearby.get();
        if earlier.is_some_and(|earlier| earlier != count) {
            waits.read();
        }
        count
    });
    Resource::new(|| (), |()| api::read_waiting())
}

/// How many messages wait, beside the word for them.
#[component]
pub fn MessageCount(counts: Resource<Result<Waiting, ApiError>>) -> impl IntoView {
    view! { <Count counts of=|waiting| waiting.messages /> }
}

/// How many requests and invites wait.
#[component]
pub fn PeopleCount(counts: Resource<Result<Waiting, ApiError>>) -> impl IntoView {
    view! { <Count counts of=|waiting| waiting.requests + waiting.invites /> }
}

/// How many letters have arrived and are sealed.
#[component]
pub fn LetterCount(counts: Resource<Result<Waiting, ApiError>>) -> impl IntoView {
    view! { <Count counts of=|waiting| waiting.letters /> }
}

/// How many people ask to see when the reader is near.
#[component]
pub fn NearbyCount(counts: Resource<Result<Waiting, ApiError>>) -> impl IntoView {
    view! { <Count counts of=|waiting| waiting.watchers /> }
}

/// The same inside a part that waits for something itself: it comes once the page is alive.
#[component]
pub fn Badge(of: fn(&Waiting) -> u32) -> impl IntoView {
    let waits: Waits = expect_context();
    let is_alive = RwSignal::new(false);
    Effect::new(move || is_alive.set(true));
    move || {
        let n = waits.now.try_with(of).unwrap_or_default();
        (is_alive.get() && n > 0).then(|| {
            view! {
                <em class="count" aria-label=(text().chats.unread)(n)>
                    {few(n)}
                </em>
            }
        })
    }
}

#[component]
fn Count(counts: Resource<Result<Waiting, ApiError>>, of: fn(&Waiting) -> u32) -> impl IntoView {
    let waits: Waits = expect_context();
    let number = move || {
        let waits = waits.clone();
        Suspend::new(async move {
            let read = counts.await.ok();
            if let Some(read) = &read {
                waits.now.set(read.clone());
            }
            move || {
                let n = waits.now.try_with(of).or(read.as_ref().map(of)).unwrap_or_default();
                (n > 0).then(|| {
                    view! {
                        <em class="count" aria-label=(text().chats.unread)(n)>
                            {few(n)}
                        </em>
                    }
                })
            }
        })
    };
    view! { <Transition>{number}</Transition> }
}
