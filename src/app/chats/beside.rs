//! The chat of an event, beside it on its page.

use super::{api, composer::Composer, log::Log, thread::Thread, wire::ChatPage};
use crate::app::{error::ApiError, friends::Problem, i18n::text, kit::Icon};
use leptos::prelude::*;

/// The chat's panel, if the event has a chat and the reader is in it. It does not hang on the event's own resource: what
/// is being written here stays while the event changes.
#[component]
pub fn Beside(event: Memo<String>) -> impl IntoView {
    let t = &text().chats;
    let chat: ArcResource<Result<Option<ChatPage>, ApiError>> = ArcResource::new(move || event.get(), api::open_beside);
    let body = move || {
        let chat = chat.clone();
        Suspend::new(async move {
            chat.await.ok().flatten().map(|page| {
                let (members, id) = (page.members, page.chat.id.clone());
                let next = format!("/calendar/event/{}?view=chat", page.chat.event_id);
                let thread = Thread::new(page);
                view! {
                    <aside class="convo beside" id="chat" aria-label=t.chat>
                        <header class="convo-top">
                            <div class="grow">
                                <h2>{t.chat}</h2>
                                <p class="tiny">{(t.people_in)(members)}</p>
                            </div>
                            <a class="ib" href=format!("/messages/{id}") aria-label=t.title>
                                <Icon name="arrows-out-simple" />
                            </a>
                        </header>
                        <Problem />
                        <Log thread />
                        <Composer thread next />
                    </aside>
                }
            })
        })
    };
    view! { <Transition>{body}</Transition> }
}
