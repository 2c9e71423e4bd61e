//! The rooms of the installation in a table.

use super::wire::{KeptRoom, KeptRooms};
use crate::app::{
    calendar::Confirm,
    chats::rooms::{NewRoom, api},
    friends::follow,
    i18n::text,
    kit::{Icon, time::day, tone},
};
use leptos::prelude::*;

#[component]
pub fn Rooms(page: KeptRooms) -> impl IntoView {
    let t = &text().admin;
    let is_empty = page.rooms.is_empty();
    view! {
        <section class="card">
            <header>
                <h2>{text().chats.rooms}</h2>
                <NewRoom />
            </header>
            {is_empty.then(|| view! { <p class="muted">{t.no_rooms}</p> })}
            {(!is_empty)
                .then(|| {
                    view! {
                        <div class="tbl">
                            <table>
                                <thead>
                                    <tr>
                                        <th>{t.room}</th>
                                        <th>{t.members}</th>
                                        <th>{t.here}</th>
                                        <th>{t.messages}</th>
                                        <th>{t.last_written}</th>
                                        <th>
                                            <span class="sr">{t.actions}</span>
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>{page.rooms.into_iter().map(|room| view! { <Row room /> }).collect_view()}</tbody>
                            </table>
                        </div>
                    }
                })}
            {page
                .next
                .map(|after| {
                    view! {
                        <a class="btn ghost more" href=format!("/admin?rooms={after}")>
                            {text().chats.more_rooms}
                        </a>
                    }
                })}
        </section>
    }
}

#[component]
fn Row(room: KeptRoom) -> impl IntoView {
    let t = &text().admin;
    view! {
        <tr>
            <td>
                <a class="row who" href=format!("/messages/{}?kind=room", room.id)>
                    <span class="tile sm" data-tone=tone(&room.id)>
                        <Icon name="chats" />
                    </span>
                    <b>{room.name.clone()}</b>
                </a>
            </td>
            <td data-l=t.members>{room.members}</td>
            <td data-l=t.here>{room.here}</td>
            <td data-l=t.messages>{room.messages}</td>
            <td data-l=t.last_written>{day(&room.last_at)}</td>
            <td>
                <a
                    class="btn sm"
                    href=format!("/admin?close={}", room.id)
                    aria-label=format!("{}: {}", text().chats.close_room, room.name)
                >
                    {text().common.close}
                </a>
            </td>
        </tr>
    }
}

/// Whether a room shall really be closed.
#[component]
pub fn CloseRoom(room: KeptRoom) -> impl IntoView {
    let t = &text().chats;
    let action = ServerAction::<api::CloseRoom>::new();
    follow(action, true);
    view! {
        <Confirm title=(t.close_title)(&room.name) body=t.close_body back="/admin".to_owned()>
            <ActionForm action=action>
                <input type="hidden" name="id" value=room.id.clone() />
                <input type="hidden" name="next" value="/admin" />
                <button class="btn danger solid">{t.close_room}</button>
            </ActionForm>
        </Confirm>
    }
}
