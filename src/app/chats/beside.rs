//! The chat of an event, beside it on its page.

use super::{api, composer::Composer, log::Log, thread::Thread, wire::ChatPage};
use crate::app::{
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Icon, Loading},
};
use leptos::prelude::*;

/// The chat's panel. What can't be read is left out: the event's page stands for itself.
#[component]
pub fn Beside(id: String, next: String) -> impl IntoView {
    let t = &text().chats;
    let chat: ArcResource<Result<ChatPage, ApiError>> =
        ArcResource::new(move || id.clone(), async |id| api::open_chat(id, None).await);
    let body = move || {
        let (chat, next) = (chat.clone(), next.clone());
        Suspend::new(async move {
            chat.await.ok().map(|page| {
                let (members, id) = (page.members, page.chat.id.clone());
                let thread = Thread::new(page);
                view! {
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
                }
            })
        })
    };
    view! {
        <aside class="convo beside" id="chat" aria-label=t.chat>
            <Transition fallback=Loading>{body}</Transition>
        </aside>
    }
}
