//! What waits for a person: unread messages, requests, invites. Counted in the navigation and in the title of the tab.

pub mod api;
pub mod wire;

use super::{
    chats::few,
    error::ApiError,
    i18n::text,
    live::{self, use_live},
};
use leptos::{prelude::*, task::spawn_local};
use wire::Waiting;

/// The counts of a tab: read with the page, then kept by what is heard.
#[derive(Clone, Copy)]
pub struct Waits {
    now: RwSignal<Waiting>,
}

impl Waits {
    pub fn provide() -> Self {
        let waits = Self { now: RwSignal::new(Waiting::default()) };
        provide_context(waits);
        waits
    }

    /// For the title of the tab, which is written last, when the page's parts may be gone.
    pub fn unread_messages(self) -> u32 {
        self.now.try_with(|now| now.messages).unwrap_or_default()
    }

    /// Reads the counts anew.
    fn read(self) {
        spawn_local(async move {
            // What can't be read now is read with the next notice.
            if let Ok(now) = api::read_waiting().await {
                self.now.set(now);
            }
        });
    }
}

/// The resource that a page's frame reads once, and what keeps it: a message of somebody else counts one up, one's own
/// reading and everything about requests is asked for.
pub fn counting(me: Signal<Option<String>>) -> Resource<Result<Waiting, ApiError>> {
    let waits: Waits = expect_context();
    live::listen(move |notice| match notice["kind"].as_str().unwrap_or_default() {
        "message" => {
            let is_mine = me.get_untracked().is_some_and(|me| notice["message"]["author_id"] == me.as_str());
            if !is_mine && notice["message"]["kind"] == "text" {
                waits.now.update(|now| now.messages += 1);
            }
        }
        "read" if me.get_untracked().is_some_and(|me| notice["who"] == me.as_str()) => waits.read(),
        _ => {}
    });
    let live = use_live();
    Effect::new(move |earlier: Option<u32>| {
        let count = live.people.get() + live.chats.get();
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

#[component]
fn Count(counts: Resource<Result<Waiting, ApiError>>, of: fn(&Waiting) -> u32) -> impl IntoView {
    let waits: Waits = expect_context();
    let number = move || {
        Suspend::new(async move {
            if let Ok(read) = counts.await {
                waits.now.set(read);
            }
            move || {
                let n = waits.now.with(of);
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
