//! Rooms that one can enter, below one's own; admins open new ones here.

use super::{
    api::{EnterRoom, OpenRoom, list_rooms},
    wire::{RoomRow, RoomsPage},
};
use crate::app::{
    account::wire::NAME_MAX,
    calendar::Failed,
    chats::list::listed,
    error::ApiError,
    friends::{leading, send},
    i18n::text,
    kit::{Icon, rows, tone},
    live::use_live,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// Shown where rooms are listed.
#[component]
pub fn OtherRooms() -> impl IntoView {
    let (kind, query, live) = (listed(), use_query_map(), use_live());
    let after = Memo::new(move |_| query.with(|query| query.get("rooms")));
    let asked = move || (kind.get() == "room", after.get(), live.chats.get());
    let rooms: ArcResource<Result<Option<RoomsPage>, ApiError>> = ArcResource::new(
        asked,
        async |(is_asked, after, _)| {
            if is_asked { list_rooms(after).await.map(Some) } else { Ok(None) }
        },
    );
    let body = move || {
        let rooms = rooms.clone();
        Suspend::new(async move {
            match rooms.await {
                Ok(page) => page.map(|page| view! { <Others page /> }).into_any(),
                Err(error) => view! { <Failed code=error.code /> }.into_any(),
            }
        })
    };
    view! { <Transition>{body}</Transition> }
}

#[component]
fn Others(page: RoomsPage) -> impl IntoView {
    let t = &text().chats;
    let others: Vec<RoomRow> = page.rooms.into_iter().filter(|room| !room.is_in).collect();
    let is_empty = others.is_empty();
    view! {
        <section class="rooms">
            <h2 class="eyebrow">{t.other_rooms}</h2>
            {is_empty.then(|| view! { <p class="muted">{t.no_rooms}</p> })}
            <ul class="items">
                {rows(others, |room| room.id.clone(), |room| view! { <li><Other room /></li> })}
            </ul>
            {page
                .next
                .map(|after| {
                    view! {
                        <a class="btn sm ghost" href=format!("/messages?kind=room&rooms={after}")>
                            {t.more_rooms}
                        </a>
                    }
                })}
            {page.may_open.then(|| view! { <NewRoom /> })}
        </section>
    }
}

#[component]
fn Other(room: RoomRow) -> impl IntoView {
    let t = &text().chats;
    let told = leading::<EnterRoom>();
    view! {
        <div class="item">
            <span class="tile face" data-tone=tone(&room.id)>
                <Icon name="chats" />
            </span>
            <div class="body">
                <b>
                    <a href=format!("/messages/{}?kind=room", room.id)>{room.name.clone()}</a>
                </b>
                <small>{(t.people_in)(room.members)}</small>
            </div>
            <form method="post" action=EnterRoom::url() on:submit=move |event| send(&event, told.clone())>
                <input type="hidden" name="id" value=room.id />
                <button class="btn sm" aria-label=format!("{}: {}", t.enter, room.name)>
                    {t.enter}
                </button>
            </form>
        </div>
    }
}

/// The form that opens a room and leads to it.
#[component]
pub fn NewRoom() -> impl IntoView {
    let t = &text().chats;
    let told = leading::<OpenRoom>();
    view! {
        <form method="post" action=OpenRoom::url() class="row new-room" on:submit=move |event| send(&event, told.clone())>
            <div class="in sm grow">
                <input name="name" required maxlength=NAME_MAX.to_string() placeholder=t.new_room aria-label=t.room_name />
            </div>
            <button class="btn sm">{t.open_room}</button>
        </form>
    }
}
