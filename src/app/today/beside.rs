//! Beside what comes up: the street of friends, what waits for an answer, what was not read yet.

use crate::app::{
    board::{Pulse, api::current_stats, wire::Stats},
    calendar::{
        people::{EventInvite, api::list_invites},
        wire::InvitesPage,
    },
    chats::{ChatLine, api::list_chats, wire::ChatsPage},
    error::ApiError,
    friends::{
        Request,
        api::{list_friends, read_requests},
        wire::{PeoplePage, PersonRow, RequestsPage},
    },
    i18n::text,
    kit::{rows, tone},
    letters::pages::{Arrived, api::read_desk, wire::Desk},
    live::use_live,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// So many friends have a house on the street.
const HOUSES: usize = 12;
/// So many unread chats are listed.
const CHATS: usize = 4;

/// What this page shows besides events.
#[derive(Clone, Serialize, Deserialize)]
pub struct Beside {
    friends: PeoplePage,
    requests: RequestsPage,
    invites: InvitesPage,
    chats: ChatsPage,
    desk: Desk,
    steam: Stats,
}

impl Beside {
    pub async fn read() -> Result<Self, ApiError> {
        let (friends, requests, invites, chats, desk, steam) = futures::try_join!(
            list_friends(None, None),
            read_requests(None, None),
            list_invites(None),
            list_chats(String::new(), None),
            read_desk(),
            current_stats(),
        )?;
        Ok(Self { friends, requests, invites, chats, desk, steam })
    }
}

/// The same for a page that shows nothing else.
pub fn resource() -> ArcResource<Result<Beside, ApiError>> {
    ArcResource::new(changes(), |_| Beside::read())
}

/// Everything that changes it but messages, which count themselves in the navigation.
pub fn changes() -> impl Fn() -> [u32; 4] + Send + Sync + 'static {
    let live = use_live();
    move || [live.people.get(), live.events.get(), live.chats.get(), live.letters.get()]
}

/// Friends as houses, those who are home first.
#[component]
pub fn Street(beside: Beside) -> impl IntoView {
    let mut friends = beside.friends.people;
    friends.sort_by_key(|friend| !friend.is_here);
    friends.truncate(HOUSES);
    (!friends.is_empty()).then(|| {
        view! {
            <ul class="street" aria-label=text().people.street>
                {friends.into_iter().map(|friend| view! { <House friend /> }).collect_view()}
            </ul>
        }
    })
}

#[component]
fn House(friend: PersonRow) -> impl IntoView {
    let (live, id, was) = (use_live(), friend.id.clone(), friend.is_here);
    let is_lit = Signal::derive(move || live.is_here(&id, was));
    // Every house has its own height, always the same.
    let seed = friend.id.bytes().fold(7_u32, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let size = format!("--h:{}px;--g:{}px", 84 + seed % 49, 22 + seed / 49 % 23);
    let first = friend.name.split_whitespace().next().unwrap_or_default().to_owned();
    view! {
        <li>
            <a href=format!("/people/{}", friend.id)>
                <span class="house" class:lit=is_lit data-tone=tone(&friend.id) style=size></span>
                <span>{first} <small>{move || is_lit.get().then_some(text().people.home_now)}</small></span>
            </a>
        </li>
    }
}

/// Requests, invites and unread chats; nothing where there are none.
#[component]
pub fn Waiting(beside: Beside) -> impl IntoView {
    let t = &text().people;
    let count = beside.requests.requests.len() + beside.invites.invites.len();
    let me = beside.chats.me.clone();
    let (offsets, today) = (beside.chats.offsets, beside.chats.today);
    let unread: Vec<_> = beside.chats.chats.into_iter().filter(|chat| chat.unread > 0).take(CHATS).collect();
    let asks = (count > 0).then(|| {
        view! {
            <section class="card pad0">
                <header>
                    <h2>{t.waiting_for_you}</h2>
                    <span class="count">{count}</span>
                </header>
                <ul class="items ruled">
                    {rows(
                        beside.invites.invites,
                        |invite| invite.id.clone(),
                        |invite| view! { <li><EventInvite invite next="/".to_owned() /></li> },
                    )}
                    {rows(
                        beside.requests.requests,
                        |request| request.id.clone(),
                        |request| view! { <li><Request request next="/".to_owned() /></li> },
                    )}
                </ul>
            </section>
        }
    });
    let chats = (!unread.is_empty()).then(|| {
        view! {
            <section class="card pad0">
                <header>
                    <h2>{t.unread}</h2>
                    <a class="more" href="/messages">
                        {t.all_messages}
                    </a>
                </header>
                <ul class="items">
                    {unread
                        .into_iter()
                        .map(|chat| {
                            let at = chat.last.as_ref().map(|last| (offsets.wall(last.sent_at), today));
                            view! {
                                <li>
                                    <ChatLine chat me=me.clone() at />
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    });
    view! {
        <Arrived desk=beside.desk />
        {asks}
        {chats}
        <Pulse stats=beside.steam />
    }
}

/// True if nothing waits.
pub fn is_quiet(beside: &Beside) -> bool {
    beside.requests.requests.is_empty()
        && beside.invites.invites.is_empty()
        && beside.chats.chats.iter().all(|chat| chat.unread == 0)
        && beside.desk.sealed + beside.desk.requests == 0
}
