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
    rooms: ArcResource<Result<KeptRooms, ApiError>>,
    people: ArcResource<Result<(Holders, Vec<OpenCode>), ApiError>>,
    changes: ArcRwSignal<u32>,
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
            rooms: ArcResource::new(
                move || (rooms.get(), live.chats.get()),
                async |(after, _)| api::list_kept_rooms(after).await,
            ),
            people: ArcResource::new(
                move || (search.get(), after.get(), changed.get(), live.people.get()),
                async |(search, after, _, _)| {
                    let codes = api::list_codes().await?;
                    Ok((api::list_holders(search, after).await?, codes))
                },
            ),
            changes,
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().admin;
        let query = use_query_map();
        let word = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
        let Self { rooms, people, changes } = this;
        provide_context(Changes(changes));
        let closing = rooms.clone();
        let body = move || {
            let (rooms, people) = (rooms.clone(), people.clone());
            Suspend::new(async move {
                match (rooms.await, people.await) {
                    (Ok(rooms), Ok((people, codes))) => view! {
                        <Codes codes />
                        <Rooms page=rooms />
                        <People page=people search=word("search") />
                    }
                    .into_any(),
                    (Err(error), _) | (_, Err(error)) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let asked = Memo::new(move |_| query.with(|query| query.get("close")));
        let dialog = move || {
            let (rooms, asked) = (closing.clone(), asked.get());
            Suspend::new(async move {
                let found = rooms.await.ok()?.rooms.into_iter().find(|room| Some(&room.id) == asked.as_ref())?;
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
