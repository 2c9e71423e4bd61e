//! The chat of an event, beside it on its page.

use super::{
    api,
    composer::Composer,
    list::few,
    log::Log,
    thread::Thread,
    wire::{ChatPage, MessageKind},
};
use crate::app::{calendar::Failed, error::ApiError, friends::Problem, i18n::text, kit::Icon, live};
use leptos::prelude::*;

/// The chat of an event, if it has one and the reader is in it.
pub type EventChat = ArcResource<Result<Option<ChatPage>, ApiError>>;

/// Reads the chat of an event. It does not hang on the event's own resource: what is being written stays while the event
/// changes.
pub fn chat_of(event: Memo<String>) -> EventChat {
    ArcResource::new(move || event.get(), api::open_beside)
}

/// How many messages of the chat of this id wait to be read, as far as was heard. It outlives the part of the page that shows
/// it, which is drawn anew with every change of the event.
pub type Unread = RwSignal<Option<(String, u32)>>;

/// How many messages of it wait to be read.
#[component]
pub fn ChatCount(chat: ChatPage, unread: Unread) -> impl IntoView {
    let (id, me) = (chat.chat.id, chat.me.id);
    let heard = unread.with_untracked(|unread| unread.as_ref().is_some_and(|(of, _)| *of == id));
    if !heard {
        unread.set(Some((id.clone(), chat.chat.unread)));
    }
    live::listen(move |notice| {
        if notice["chat"] != id.as_str() {
            return;
        }
        let is_new = notice["kind"] == "message" && notice["message"]["kind"] == MessageKind::Text.word();
        if is_new && notice["message"]["author_id"] != me.as_str() {
            unread.update(|unread| unread.iter_mut().for_each(|(_, count)| *count += 1));
        } else if notice["kind"] == "read" && notice["who"] == me.as_str() {
            unread.update(|unread| unread.iter_mut().for_each(|(_, count)| *count = 0));
        }
    });
    move || {
        let n = unread.with(|unread| unread.as_ref().map_or(0, |(_, count)| *count));
        (n > 0).then(|| {
            view! {
                <em class="count" aria-label=(text().chats.unread)(n)>
                    {few(n)}
                </em>
            }
        })
    }
}

/// The chat's panel.
#[component]
pub fn Beside(chat: EventChat) -> impl IntoView {
    let t = &text().chats;
    let body = move || {
        let chat = chat.clone();
        Suspend::new(async move {
            let page = match chat.await {
                Ok(page) => page,
                Err(error) => return view! { <Failed code=error.code /> }.into_any(),
            };
            let panel = page.map(|page| {
                let id = page.chat.id.clone();
                let next = format!("/calendar/event/{}?view=chat", page.chat.event_id);
                let thread = Thread::new(page);
                view! {
                    <aside class="convo beside" id="chat" aria-label=t.chat>
                        <header class="convo-top">
                            <div class="grow">
                                <h2>{t.chat}</h2>
                                <p class="tiny">{move || (t.people_in)(thread.members.get())}</p>
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
            });
            panel.into_any()
        })
    };
    view! { <Transition>{body}</Transition> }
}
