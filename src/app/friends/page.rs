//! The People page: friends, search, and beside them what waits for an answer.

use super::{
    api,
    parts::{AskButton, Face, Problem, Request, SentRequest, Standing, WriteButton},
    wire::{PeoplePage, PersonRow, RequestsPage},
};
use crate::app::{
    calendar::{
        Failed,
        people::{EventInvite, api::list_invites},
        wire::InvitesPage,
    },
    error::ApiError,
    i18n::text,
    kit::{Icon, Loaded, Loading, field_of, rows},
    live::use_live,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

type Page<T> = ArcResource<Result<T, ApiError>>;

pub struct PeopleRoute {
    people: Page<Found>,
    loaded: Loaded<Asked>,
    waiting: Page<Waiting>,
}

/// What is searched for, who is shown, and after which page.
type Asked = (String, String, String);

/// A page of the list.
async fn read((search, show, _): Asked, after: Option<String>) -> Result<PeoplePage, ApiError> {
    match search.is_empty() {
        true => api::list_friends(Some(show == "here"), after).await,
        false => api::search_people(search, after).await,
    }
}

/// The list with what was asked for: the address may say something else by now.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Found {
    asked: Asked,
    page: PeoplePage,
    /// How many friends are here.
    here: u32,
}

#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Waiting {
    requests: RequestsPage,
    invites: InvitesPage,
    sent: RequestsPage,
}

impl LazyRoute for PeopleRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let word =
            move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
        let (search, show, after) = (word("search"), word("show"), word("after"));
        let loaded = Loaded::default();
        Self {
            loaded,
            people: ArcResource::new(
                move || ((search.get(), show.get(), after.get()), live.people.get()),
                move |(asked, _)| async move {
                    let after = Some(asked.2.clone()).filter(|after| !after.is_empty());
                    let mut page = read(asked.clone(), after).await?;
                    for _ in 0..loaded.more(&asked) {
                        let Some(after) = page.next.clone() else { break };
                        // What there is is shown, with the way to try again.
                        let Ok(more) = read(asked.clone(), Some(after)).await else { break };
                        page.people.extend(more.people);
                        page.next = more.next;
                    }
                    let here = api::list_friends(Some(true), None).await?.total;
                    Ok(Found { asked, page, here })
                },
            ),
            waiting: ArcResource::new(
                move || (live.people.get(), live.events.get()),
                async |_| {
                    let (requests, invites, sent) = futures::try_join!(
                        api::read_requests(None, None),
                        list_invites(None),
                        api::read_requests(Some(true), None),
                    )?;
                    Ok(Waiting { requests, invites, sent })
                },
            ),
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().people;
        let query = use_query_map();
        let search = move || query.with(|query| query.get("search").unwrap_or_default());
        let field = field_of(search);
        let Self { people, waiting, loaded } = this;
        let summary = people.clone();
        let lead = move || {
            let summary = summary.clone();
            Suspend::new(async move {
                let found = summary.await.ok().filter(|found| found.asked.0.is_empty() && found.asked.1.is_empty());
                found.map(|found| view! { <p>{(t.summary)(found.page.total, found.here)}</p> })
            })
        };
        let body = move || {
            let people = people.clone();
            Suspend::new(async move {
                match people.await {
                    Ok(Found { asked, page, .. }) => view! { <People page asked loaded /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let panel = move || {
            let waiting = waiting.clone();
            Suspend::new(async move { waiting.await.ok().map(|waiting| view! { <Panel waiting /> }) })
        };
        view! {
            <Title text=t.title />
            <main class="sheet people" id="main" tabindex="-1">
                <header class="top">
                    <div class="ttl">
                        <h1>{t.title}</h1>
                        <Transition>{lead}</Transition>
                    </div>
                    <div class="acts">
                        <a class="ib" href="/people/blocked" aria-label=t.blocked>
                            <Icon name="prohibit" />
                        </a>
                    </div>
                </header>
                <div class="split">
                    <div class="page">
                        <Problem />
                        <form class="search" method="get" action="/people" role="search">
                            <Icon name="magnifying-glass" />
                            <input
                                type="search"
                                name="search"
                                node_ref=field
                                value=untrack(search)
                                placeholder=t.search_hint
                                aria-label=t.search
                                maxlength="254"
                            />
                            <button class="btn sm wide">{t.search}</button>
                        </form>
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                    <aside class="panel">
                        <Transition>{panel}</Transition>
                    </aside>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn People(page: PeoplePage, asked: Asked, loaded: Loaded<Asked>) -> impl IntoView {
    let t = &text().people;
    let people = RwSignal::new(page.people);
    let next = RwSignal::new(page.next);
    let only_here = asked.1 == "here";
    let search = asked.0.clone();
    let is_loading = StoredValue::new(false);
    let more = {
        let search = search.clone();
        move || {
            next.get().map(|after| {
                let href =
                    format!("/people?search={}&show={}&after={after}", crate::app::calendar::encode(&search), asked.1);
                let asked = asked.clone();
                let load = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    if is_loading.try_update_value(|is_loading| std::mem::replace(is_loading, true)) != Some(false) {
                        return;
                    }
                    let (asked, after) = (asked.clone(), next.get_untracked());
                    loaded.grow(asked.clone());
                    spawn_local(async move {
                        let more = read(asked.clone(), after).await;
                        is_loading.try_set_value(false);
                        match more {
                            Ok(page) => {
                                people.try_update(|people| people.extend(page.people));
                                next.try_set(page.next);
                            }
                            // The button stays, and with it the way to try again.
                            Err(_) => loaded.shrink(&asked),
                        }
                    });
                };
                view! {
                    <a class="btn ghost more" href=href on:click=load>
                        {t.more}
                    </a>
                }
            })
        }
    };
    let is_search = !search.is_empty();
    let nothing = if is_search {
        view! { <p class="muted">{(t.nobody_found)(&search)}</p> }.into_any()
    } else if only_here {
        view! { <p class="muted">{t.nobody_home}</p> }.into_any()
    } else {
        view! {
            <h2>{t.empty_title}</h2>
            <p>{t.empty_body}</p>
        }
        .into_any()
    };
    let seg = |is_current: bool, href: &'static str, label| {
        view! {
            <a href=href aria-current=is_current.then_some("page")>
                {label}
            </a>
        }
    };
    let here =
        if is_search { format!("/people?search={}", crate::app::calendar::encode(&search)) } else { "/people".into() };
    view! {
        {(!is_search)
            .then(|| {
                view! {
                    <div class="sechead">
                        <h2 class="grow">{t.friends}</h2>
                        <nav class="seg" aria-label=t.who>
                            {seg(!only_here, "/people", t.all)}
                            {seg(only_here, "/people?show=here", t.home_now)}
                        </nav>
                    </div>
                }
            })}
        {people.with_untracked(Vec::is_empty).then(|| view! { <div class="empty">{nothing}</div> })}
        <ul class="cols cards">
            <For
                each=move || people.get()
                key=|person| (person.id.clone(), person.relation as u8)
                children=move |person| view! { <Card person next=here.clone() /> }
            />
        </ul>
        {more}
    }
}

#[component]
fn Card(person: PersonRow, next: String) -> impl IntoView {
    let is_friend = person.relation == super::wire::Relation::Friend;
    view! {
        <li class="card person">
            <Face person=person.clone() size="lg" />
            <div class="grow">
                <a class="clip" href=format!("/people/{}", person.id)>
                    {person.name.clone()}
                </a>
                <small class="tiny">
                    <Standing person=person.clone() />
                </small>
            </div>
            {if is_friend {
                view! { <WriteButton id=person.id /> }.into_any()
            } else {
                view! { <AskButton person next /> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Panel(waiting: Waiting) -> impl IntoView {
    let t = &text().people;
    let Waiting { requests, invites, sent } = waiting;
    let count = requests.requests.len();
    let nothing = requests.requests.is_empty() && invites.invites.is_empty() && sent.requests.is_empty();
    view! {
        {nothing.then(|| view! { <p class="muted">{t.nothing_waits}</p> })}
        {(count > 0)
            .then(|| {
                view! {
                    <section>
                        <div class="sechead">
                            <h2 class="grow">{t.requests}</h2>
                            <span class="count">{count}</span>
                        </div>
                        <ul class="stack gap3">
                            {rows(
                                requests.requests,
                                |request| request.id.clone(),
                                |request| view! { <li class="card"><Request request next="/people".to_owned() /></li> },
                            )}
                        </ul>
                    </section>
                }
            })}
        {(!invites.invites.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h2>{t.invites}</h2>
                        <ul class="stack gap3">
                            {rows(
                                invites.invites,
                                |invite| invite.id.clone(),
                                |invite| view! { <li class="card"><EventInvite invite next="/people".to_owned() /></li> },
                            )}
                        </ul>
                    </section>
                }
            })}
        {(!sent.requests.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h2 class="eyebrow">{t.sent}</h2>
                        <ul>
                            {rows(
                                sent.requests,
                                |request| request.id.clone(),
                                |request| view! { <li><SentRequest request /></li> },
                            )}
                        </ul>
                    </section>
                }
            })}
    }
}
