//! The page of those who run the installation: rooms, and people with a search.

use super::{
    api,
    people::People,
    rooms::{CloseRoom, Rooms},
    wire::{Holders, KeptRooms, OpenCode},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Icon, Loading},
    live::use_live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct AdminRoute {
    parts: ArcResource<Result<Parts, ApiError>>,
    changes: ArcRwSignal<u32>,
}

/// What the page is made of. It comes together, so that the page is drawn once.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Parts {
    codes: Vec<OpenCode>,
    rooms: KeptRooms,
    people: Holders,
    /// The people were searched for by this.
    search: String,
}

/// Grows when somebody's account was changed from this page.
#[derive(Clone)]
pub struct Changes(pub ArcRwSignal<u32>);

impl LazyRoute for AdminRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let word = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)));
        let (search, after, rooms) = (word("search"), word("after"), word("rooms"));
        let changes = ArcRwSignal::new(0);
        let changed = changes.clone();
        Self {
            parts: ArcResource::new(
                move || (rooms.get(), search.get(), after.get(), (changed.get(), live.chats.get(), live.people.get())),
                async |(rooms, search, after, _)| {
                    let (codes, rooms, people) = futures::try_join!(
                        api::list_codes(),
                        api::list_kept_rooms(rooms),
                        api::list_holders(search.clone(), after),
                    )?;
                    Ok(Parts { codes, rooms, people, search: search.unwrap_or_default() })
                },
            ),
            changes,
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().admin;
        let query = use_query_map();
        let Self { parts, changes } = this;
        provide_context(Changes(changes));
        let closing = parts.clone();
        let body = move || {
            let parts = parts.clone();
            Suspend::new(async move {
                match parts.await {
                    Ok(Parts { codes, rooms, people, search }) => view! {
                        <Codes codes />
                        <Rooms page=rooms />
                        <People page=people search />
                    }
                    .into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let asked = Memo::new(move |_| query.with(|query| query.get("close")));
        let dialog = move || {
            let (parts, asked) = (closing.clone(), asked.get());
            Suspend::new(async move {
                let found = parts.await.ok()?.rooms.rooms.into_iter().find(|room| Some(&room.id) == asked.as_ref())?;
                Some(view! { <CloseRoom room=found /> })
            })
        };
        view! {
            <Title text=t.title />
            <main class="sheet admin" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/settings" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.title}</h1>
                        <p>{t.lead}</p>
                    </div>
                </header>
                <div class="page">
                    <div class="stack gap5">
                        <Problem />
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                </div>
                <Transition>{dialog}</Transition>
            </main>
        }
        .into_any()
    }
}

/// Codes that somebody waits for, where no text can be sent.
#[component]
fn Codes(codes: Vec<OpenCode>) -> impl IntoView {
    let t = &text().admin;
    (!codes.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{t.codes}</h2>
                <p class="muted">{t.codes_hint}</p>
                <div class="tbl">
                    <table>
                        <thead>
                            <tr>
                                <th>{t.person}</th>
                                <th>{t.number}</th>
                                <th>{t.code}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {codes
                                .into_iter()
                                .map(|open| {
                                    view! {
                                        <tr>
                                            <td>
                                                <b>{open.user_name}</b>
                                            </td>
                                            <td data-l=t.number>{open.number}</td>
                                            <td data-l=t.code>
                                                <code>{open.code}</code>
                                            </td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        }
    })
}
