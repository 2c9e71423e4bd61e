//! The Messages page: the list of chats and the open one beside it; on phones one or the other.

use super::{
    api,
    composer::{Composer, Opening},
    list::{Face, List, address, listed},
    log::Log,
    rooms::{OtherRooms, Reload, Room},
    thread::Thread,
    wire::{ChatKind, ChatPage, ChatsPage},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Icon, Loading},
    live::use_live,
    session::Look,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

type Page<T> = ArcResource<Result<T, ApiError>>;

pub struct MessagesRoute {
    list: Page<ChatsPage>,
    chat: Page<Option<ChatPage>>,
    reload: Reload,
}

impl LazyRoute for MessagesRoute {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let kind = Memo::new(move |_| query.with(|query| query.get("kind").unwrap_or_default()));
        let after = Memo::new(move |_| query.with(|query| query.get("after")));
        let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
        let before = Memo::new(move |_| query.with(|query| query.get("before").and_then(|seq| seq.parse().ok())));
        let asked = move || (kind.get(), after.get());
        let reload = Reload(RwSignal::new(0));
        Self {
            reload,
            list: ArcResource::new(asked, |(kind, after)| api::list_chats(kind, after)),
            chat: ArcResource::new(
                move || (id.get(), before.get(), reload.0.get()),
                async |(id, before, _)| {
                    if id.is_empty() { Ok(None) } else { api::open_chat(id, before).await.map(Some) }
                },
            ),
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().chats;
        let params = use_params_map();
        let is_guest = expect_context::<Look>().is_guest;
        let open = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
        let (list, chat) = (this.list, this.chat);
        provide_context(this.reload);
        provide_context(Opening(open));
        let chats = move || {
            let list = list.clone();
            Suspend::new(async move {
                match list.await {
                    Ok(page) => view! { <List page open /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let thread = move || {
            let chat = chat.clone();
            Suspend::new(async move {
                match chat.await {
                    Ok(Some(page)) if page.chat.kind == ChatKind::Room => view! { <Room page /> }.into_any(),
                    Ok(Some(page)) => view! { <Open page /> }.into_any(),
                    Ok(None) => view! { <div class="empty"><p>{t.choose}</p></div> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.title />
            <main class="sheet messages" class:one=move || !open.get().is_empty() id="main" tabindex="-1">
                <header class="top">
                    <div class="ttl">
                        <h1>{t.title}</h1>
                    </div>
                    <div class="acts">
                        {(!is_guest)
                            .then(|| {
                                view! {
                                    <a class="btn pri" href="/people" aria-label=t.new_chat>
                                        <Icon name="note-pencil" />
                                        <span class="wide">{t.new_chat}</span>
                                    </a>
                                }
                            })}
                    </div>
                </header>
                <div class="split list-first">
                    <div class="lane" class:now=move || open.get().is_empty()>
                        <Kinds open />
                        <Transition fallback=Loading>{chats}</Transition>
                        <OtherRooms />
                    </div>
                    <section class="convo" class:now=move || !open.get().is_empty()>
                        <Transition fallback=Loading>{thread}</Transition>
                    </section>
                </div>
            </main>
        }
        .into_any()
    }
}

/// Which chats are listed.
#[component]
fn Kinds(open: Memo<String>) -> impl IntoView {
    let t = &text().chats;
    let current = listed();
    let is_guest = expect_context::<Look>().is_guest;
    let one = move |kind: &'static str, label| {
        view! {
            <a href=move || address(&open.get(), kind) aria-current=move || (current.get() == kind).then_some("page")>
                {label}
            </a>
        }
    };
    view! {
        <nav class="seg block kinds" aria-label=t.filter>
            {one("", t.all)}
            {(!is_guest)
                .then(|| view! { {one("event", t.events)} {one("dialog", t.people)} })}
            {one("room", t.rooms)}
        </nav>
    }
}

#[component]
fn Open(page: ChatPage) -> impl IntoView {
    let t = &text().chats;
    let chat = page.chat.clone();
    let next = format!("/messages/{}", chat.id);
    let (live, id, was) = (use_live(), chat.person_id.clone(), chat.is_here);
    let (read_seq, last_seq) = (page.read_seq, chat.last.as_ref().map_or(0, |last| last.seq));
    let is_dialog = chat.kind == ChatKind::Dialog;
    let thread = Thread::new(page);
    let below = move || match is_dialog {
        true if live.is_here(&id, was) => t.home_now.to_owned(),
        true => String::new(),
        false => (t.people_in)(thread.members.get()),
    };
    let (href, label) = if is_dialog {
        (format!("/people/{}", chat.person_id), t.to_person)
    } else {
        (format!("/calendar/event/{}", chat.event_id), t.to_event)
    };
    let kind = listed();
    // Written last, when the page's parts may be gone.
    let title = move || thread.chat.try_with(|chat| chat.title.clone()).unwrap_or_default();
    view! {
        <Title text=title />
        <header class="convo-top">
            <a class="ib back phone" href=move || address("", &kind.get()) aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            {move || view! { <Face chat=thread.chat.get() /> }}
            <div class="grow">
                <h2 class="clip">{title}</h2>
                <p class="tiny">{below}</p>
            </div>
            <a class="ib" href=href aria-label=label>
                <Icon name=if is_dialog { "user" } else { "calendar-blank" } />
            </a>
        </header>
        <Problem />
        {(read_seq < last_seq)
            .then(|| {
                view! {
                    <form class="no-script" method="post" action="/api/chats/read">
                        <input type="hidden" name="id" value=chat.id.clone() />
                        <input type="hidden" name="seq" value=last_seq />
                        <button class="btn sm ghost">{t.mark_read}</button>
                    </form>
                }
            })}
        <Log thread />
        <Composer thread next />
    }
}
