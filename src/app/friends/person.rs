//! One person's page, and the list of those who are blocked.

use super::{
    api,
    parts::{AnswerButtons, AskButton, BlockForm, Face, Problem, RemoveForm, Standing, UnblockButton, WriteButton},
    wire::{PeoplePage, PersonPage, Relation},
};
use crate::app::{
    calendar::{Confirm, Failed},
    error::ApiError,
    i18n::text,
    kit::{Icon, Loading, rows},
    live::use_live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

pub struct PersonRoute {
    page: ArcResource<Result<PersonPage, ApiError>>,
}

impl LazyRoute for PersonRoute {
    fn data() -> Self {
        let (params, live) = (use_params_map(), use_live());
        let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
        Self { page: ArcResource::new(move || (id.get(), live.people.get()), |(id, _)| api::read_person(id)) }
    }

    async fn view(this: Self) -> AnyView {
        let page = this.page;
        let query = use_query_map();
        let body = move || {
            let asks = query.with(|query| query.get("ask"));
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Profile page asks /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <main class="sheet people" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Profile(page: PersonPage, asks: Option<String>) -> impl IntoView {
    let t = &text().people;
    let person = page.person.clone();
    let here = format!("/people/{}", person.id);
    let relation = person.relation;
    let (to_remove, to_block) = (person.id.clone(), person.id.clone());
    let born = page.birthday.parse::<jiff::civil::Date>().ok().map(|date| (text().common.date)(date));
    let dialog = match asks.as_deref() {
        Some("remove") if relation == Relation::Friend => Some(
            view! {
                <Confirm title=(t.remove_title)(&person.name) body=t.remove_body back=here.clone()>
                    <RemoveForm id=to_remove />
                </Confirm>
            }
            .into_any(),
        ),
        Some("block") if !matches!(relation, Relation::Me | Relation::Blocked) => Some(
            view! {
                <Confirm title=(t.block_title)(&person.name) body=t.block_body back=here.clone()>
                    <BlockForm id=to_block />
                </Confirm>
            }
            .into_any(),
        ),
        _ => None,
    };
    let can_write = page.can_write && relation != Relation::Friend;
    let write = can_write.then(|| view! { <WriteButton id=person.id.clone() wide=true /> });
    let act = match (relation, page.request_id) {
        (Relation::Friend, _) => view! { <WriteButton id=person.id.clone() wide=true /> }.into_any(),
        (Relation::Asks, Some(id)) => view! { <AnswerButtons id next=here.clone() /> }.into_any(),
        (Relation::Me, _) => view! {
            <a class="btn" href="/settings">
                <Icon name="gear-six" />
                {text().settings.title}
            </a>
        }
        .into_any(),
        _ => view! { <AskButton person=person.clone() next=here.clone() /> }.into_any(),
    };
    let menu_item = |ask: &str, icon, label| {
        view! {
            <li>
                <a class="item danger" href=format!("{here}?ask={ask}")>
                    <Icon name=icon />
                    <span class="body">{label}</span>
                </a>
            </li>
        }
    };
    let letter = format!("/letters/write?to=id{}", person.id);
    view! {
        <Title text=person.name.clone() />
        <header class="top">
            <a class="ib back" href="/people" aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            <div class="ttl">
                <h1>{person.name.clone()}</h1>
                <p>{person.user_name.clone()}</p>
            </div>
            {(!matches!(relation, Relation::Me | Relation::Blocked))
                .then(|| {
                    view! {
                        <div class="acts">
                            <details class="menu">
                                <summary class="ib" aria-label=t.actions>
                                    <Icon name="dots-three-vertical" />
                                </summary>
                                <div class="pop">
                                    <ul class="items">
                                        <li>
                                            <a class="item" href=letter.clone()>
                                                <Icon name="pen-nib" />
                                                <span class="body">{text().letters.write_title}</span>
                                            </a>
                                        </li>
                                        {(relation == Relation::Friend)
                                            .then(|| menu_item("remove", "user-minus", t.remove))}
                                        {menu_item("block", "prohibit", t.block)}
                                    </ul>
                                </div>
                            </details>
                        </div>
                    }
                })}
        </header>
        <div class="page">
            <div class="narrow stack gap5">
                <Problem />
                <section class="card profile">
                    <Face person=person.clone() size="xl" />
                    <div class="grow stack gap3">
                        <p class="muted">
                            <Standing person=person.clone() />
                        </p>
                        <div class="btns">{act} {write}</div>
                    </div>
                </section>
                {(relation == Relation::Me).then(|| view! { <p class="muted">{t.about_me}</p> })}
                {(!page.email.is_empty() || born.is_some())
                    .then(|| {
                        view! {
                            <section class="kv">
                                {(!page.email.is_empty())
                                    .then(|| {
                                        view! {
                                            <Icon name="envelope-simple" />
                                            <div>
                                                <a class="link" href=format!("mailto:{}", page.email) rel="external">
                                                    {page.email.clone()}
                                                </a>
                                                <small>{t.email}</small>
                                            </div>
                                        }
                                    })}
                                {born
                                    .map(|born| {
                                        view! {
                                            <Icon name="cake" />
                                            <div>{born} <small>{t.birthday}</small></div>
                                        }
                                    })}
                            </section>
                        }
                    })}
                {(!page.mutual.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <div class="sechead">
                                    <h2>{t.in_common}</h2>
                                </div>
                                <ul class="members">
                                    {page
                                        .mutual
                                        .into_iter()
                                        .map(|friend| {
                                            let standing = friend.clone();
                                            view! {
                                                <li>
                                                    <a class="item" href=format!("/people/{}", friend.id)>
                                                        <Face person=friend.clone() />
                                                        <div class="body">
                                                            <b>{friend.name.clone()}</b>
                                                            <small>
                                                                <Standing person=standing />
                                                            </small>
                                                        </div>
                                                    </a>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </section>
                        }
                    })}
            </div>
        </div>
        {dialog}
    }
}

pub struct BlockedRoute {
    page: ArcResource<Result<PeoplePage, ApiError>>,
}

impl LazyRoute for BlockedRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let after = Memo::new(move |_| query.with(|query| query.get("after")));
        Self { page: ArcResource::new(move || (after.get(), live.people.get()), |(after, _)| api::read_blocked(after)) }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().people;
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Blocked page /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.blocked />
            <main class="sheet people" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/people" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.blocked}</h1>
                        <p>{t.blocked_lead}</p>
                    </div>
                </header>
                <div class="page">
                    <Problem />
                    <Transition fallback=Loading>{body}</Transition>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Blocked(page: PeoplePage) -> impl IntoView {
    let t = &text().people;
    view! {
        {page.people.is_empty().then(|| view! { <div class="empty"><p>{t.blocked_empty}</p></div> })}
        <ul class="cols cards">
            {rows(
                page.people,
                |person| person.id.clone(),
                |person| {
                    view! {
                        <li class="card person">
                            <Face person=person.clone() size="lg" />
                            <b class="grow clip">{person.name.clone()}</b>
                            <UnblockButton id=person.id next="/people/blocked".to_owned() />
                        </li>
                    }
                },
            )}
        </ul>
        {page
            .next
            .map(|after| {
                view! {
                    <a class="btn ghost more" href=format!("/people/blocked?after={after}")>
                        {t.more}
                    </a>
                }
            })}
    }
}
