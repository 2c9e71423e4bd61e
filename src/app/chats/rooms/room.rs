//! An open room: the conversation, and who is there beside it; or its doorway for who has not entered it.

use super::{
    api::{CloseRoom, EnterRoom, QuitRoom},
    crowd::{Beside, Crowd},
};
use crate::app::{
    calendar::Confirm,
    chats::{
        composer::Composer,
        list::{Face, address, listed},
        log::Log,
        thread::Thread,
        wire::{ChatPage, ChatRow},
    },
    friends::{Problem, follow},
    i18n::text,
    kit::Icon,
    live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Grows when the open chat has to be read anew as a whole.
#[derive(Clone, Copy)]
pub struct Reload(pub RwSignal<u32>);

#[component]
pub fn Room(page: ChatPage) -> impl IntoView {
    if page.is_member {
        view! { <Inside page /> }.into_any()
    } else {
        view! { <Doorway chat=page.chat members=page.members /> }.into_any()
    }
}

#[component]
fn Inside(page: ChatPage) -> impl IntoView {
    let t = &text().chats;
    let chat = page.chat.clone();
    let here = format!("/messages/{}?kind=room", chat.id);
    let people = page.people.clone().unwrap_or_default();
    let may_close = people.may_close;
    let crowd = Crowd::new(&chat.id, people, &page.me.id, &page.position);
    let thread = Thread::new(page);
    let query = use_query_map();
    let asks = Memo::new(move |_| query.with(|query| query.get("ask")));
    let shows_people = Memo::new(move |_| query.with(|query| query.get("view").is_some_and(|view| view == "people")));
    let quit = ServerAction::<QuitRoom>::new();
    follow(quit, true);
    let (to_people, to_close, next) = (format!("{here}&view=people"), format!("{here}&ask=close"), here.clone());
    let (id, name, back) = (chat.id.clone(), chat.title.clone(), here.clone());
    let dialog = move || {
        (may_close && asks.get().as_deref() == Some("close"))
            .then(|| view! { <Close id=id.clone() name=name.clone() back=back.clone() /> })
    };
    view! {
        <div class="talk" class:hidden-narrow=move || shows_people.get()>
            <Head chat=chat.clone() below=Signal::derive(move || crowd.here.with(|here| (t.public_room)(here.len())))>
                <a class="ib narrowly" href=to_people aria-label=t.who_is_here>
                    <Icon name="users" />
                </a>
                {may_close
                    .then(|| {
                        view! {
                            <a class="ib" href=to_close aria-label=t.close_room>
                                <Icon name="trash" />
                            </a>
                        }
                    })}
                <ActionForm action=quit>
                    <input type="hidden" name="id" value=chat.id.clone() />
                    <button class="btn sm wide">{t.quit}</button>
                    <button class="ib phone" aria-label=t.quit>
                        <Icon name="sign-out" />
                    </button>
                </ActionForm>
            </Head>
            <Problem />
            <Log thread />
            <Composer thread next />
        </div>
        <Beside crowd back=here />
        {dialog}
    }
}

/// What stands before a room: its name, and the way in.
#[component]
fn Doorway(chat: ChatRow, members: u32) -> impl IntoView {
    let t = &text().chats;
    let action = ServerAction::<EnterRoom>::new();
    follow(action, false);
    let reload: Reload = expect_context();
    let id = chat.id.clone();
    live::listen(move |notice| {
        if notice["kind"] == "chat" && notice["id"] == id.as_str() {
            reload.0.update(|count| *count += 1);
        }
    });
    view! {
        <div class="talk">
            <Head chat=chat.clone() below=Signal::stored((t.people_in)(members))>
                ""
            </Head>
            <Problem />
            <div class="empty grow">
                <p>{t.enter_hint}</p>
                <ActionForm action=action>
                    <input type="hidden" name="id" value=chat.id.clone() />
                    <button class="btn pri">{t.enter}</button>
                </ActionForm>
            </div>
        </div>
    }
}

#[component]
fn Head(chat: ChatRow, below: Signal<String>, children: Children) -> impl IntoView {
    let kind = listed();
    view! {
        <Title text=chat.title.clone() />
        <header class="convo-top">
            <a class="ib back phone" href=move || address("", &kind.get()) aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            <Face chat=chat.clone() />
            <div class="grow">
                <h2 class="clip">{chat.title.clone()}</h2>
                <p class="tiny">{below}</p>
            </div>
            {children()}
        </header>
    }
}

#[component]
fn Close(id: String, name: String, back: String) -> impl IntoView {
    let t = &text().chats;
    let action = ServerAction::<CloseRoom>::new();
    follow(action, true);
    view! {
        <Confirm title=(t.close_title)(&name) body=t.close_body back>
            <ActionForm action=action>
                <input type="hidden" name="id" value=id.clone() />
                <button class="btn danger solid">{t.close_room}</button>
            </ActionForm>
        </Confirm>
    }
}
