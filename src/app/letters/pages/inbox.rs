//! Letters that have arrived, on a line of days; and those of people whom one does not know.

use super::{
    api::{self, AnswerStranger},
    card::{Card, Opened},
    head::{Aside, Head, View, Views, Way},
    wire::{ContactsPage, Correspondent, Desk, InboxPage, Letter},
};
use crate::app::{
    calendar::{Failed, encode},
    error::ApiError,
    friends::{Problem, api::BlockPerson, follow},
    i18n::text,
    kit::{Avatar, Icon, Loading, field_of, rows, time},
    live::use_live,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

type Page<T> = ArcResource<Result<T, ApiError>>;

/// What stands around a list: the counts, and contacts beside it.
pub type Around = (Desk, ContactsPage);

/// Read anew with every letter that comes, goes or is opened.
pub fn around() -> Page<Around> {
    let live = use_live();
    ArcResource::new(
        move || (live.letters.get(), live.people.get()),
        async |_| Ok((api::read_desk().await?, api::read_contacts(None).await?)),
    )
}

pub struct LettersRoute {
    page: Page<InboxPage>,
    around: Page<Around>,
}

impl LazyRoute for LettersRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let asked = move || {
            let word = |name: &str| query.with(|query| query.get(name)).filter(|word| !word.is_empty());
            (word("q"), word("after"), live.letters.get(), live.people.get())
        };
        Self {
            page: ArcResource::new(asked, |(search, after, _, _)| api::read_inbox(None, search, after)),
            around: around(),
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().letters;
        provide_context(Opened(RwSignal::new(String::new())));
        let query = use_query_map();
        let search = move || query.with(|query| query.get("q")).unwrap_or_default();
        let field = field_of(search);
        let (page, around) = (this.page, this.around);
        let beside = around.clone();
        let head = around.clone();
        let head = move || {
            let head = head.clone();
            Suspend::new(async move {
                let desk = head.await.ok().map(|(desk, _)| desk);
                view! { <Head view=View::Received desk /> }
            })
        };
        let body = move || {
            let (page, around, search) = (page.clone(), around.clone(), untrack(search));
            Suspend::new(async move {
                let desk = around.await.ok().map(|(desk, _)| desk);
                match page.await {
                    Ok(page) => view! { <Received page search desk /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let panel = move || {
            let beside = beside.clone();
            Suspend::new(async move {
                beside.await.ok().map(|(desk, contacts)| view! { <Aside desk contacts=Some(contacts) /> })
            })
        };
        view! {
            <Title text=t.title />
            <main class="sheet letters" id="main" tabindex="-1">
                <Transition>{head}</Transition>
                <div class="split">
                    <div class="page">
                        <Views view=View::Received class="seg block phone" />
                        <Problem />
                        <form class="search" method="get" action="/letters" role="search">
                            <Icon name="magnifying-glass" />
                            <input
                                type="search"
                                name="q"
                                node_ref=field
                                value=untrack(search)
                                placeholder=t.search_hint
                                aria-label=t.search
                                maxlength="200"
                            />
                        </form>
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                    <aside class="panel wide">
                        <Transition>{panel}</Transition>
                    </aside>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Received(page: InboxPage, search: String, desk: Option<Desk>) -> impl IntoView {
    let t = &text().letters;
    let InboxPage { me, today, letters, next } = page;
    let requests = desk.as_ref().map_or(0, |desk| desk.requests);
    let is_searched = !search.is_empty();
    let way = desk.filter(|_| !is_searched).map(|desk| view! { <Way desk /> });
    let ask = (requests > 0 && !is_searched).then(|| {
        view! {
            <a class="banner asks" data-tone="brick" href="/letters/requests">
                <Icon name="envelope-simple" />
                <div>{(t.requests)(requests)}</div>
                <Icon name="caret-right" />
            </a>
        }
    });
    let body = if letters.is_empty() {
        let nothing = match is_searched {
            true => view! { <p>{(t.nothing_found)(&search)}</p> }.into_any(),
            false => view! {
                <h2>{t.empty_title}</h2>
                <p>{t.empty_body}</p>
            }
            .into_any(),
        };
        view! {
            <div class="empty" role="status">
                <span class="art" data-tone="brick">
                    <Icon name="envelope-simple-open-duotone" />
                </span>
                {nothing}
            </div>
        }
        .into_any()
    } else {
        view! { <Timeline letters today me /> }.into_any()
    };
    let older = next.map(|after| {
        let query = encode(&search);
        view! {
            <a class="btn ghost more" href=format!("/letters?q={query}&after={after}")>
                {t.older}
            </a>
        }
    });
    view! { {way} {ask} {body} {older} }
}

/// Letters by the day on which they arrived.
#[component]
fn Timeline(letters: Vec<Letter>, today: Date, me: String) -> impl IntoView {
    let mut days: Vec<(Option<Date>, Vec<Letter>)> = Vec::new();
    for letter in letters {
        let day = time::date(&letter.arrived_at);
        match days.last_mut() {
            Some((last, some)) if *last == day => some.push(letter),
            _ => days.push((day, vec![letter])),
        }
    }
    let days = days.into_iter().map(|(day, letters)| {
        let me = me.clone();
        view! {
            <h2 class="when">{day.map(|day| when(day, today))}</h2>
            <div class="cards">
                <For
                    each=move || letters.clone()
                    key=|letter| (letter.id.clone(), letter.body.is_some())
                    children=move |letter| view! { <Card letter me=me.clone() /> }
                />
            </div>
        }
    });
    view! { <div class="timeline">{days.collect_view()}</div> }
}

/// "Today, 20 Nov"; "12 November", with the year if it is another one.
fn when(day: Date, today: Date) -> AnyView {
    let t = text();
    if day == today {
        return view! {
            <b>{t.letters.today}</b>
            <span>{(t.common.short_date)(day)}</span>
        }
        .into_any();
    }
    let date = (t.common.date)(day);
    let (number, rest) = date.split_once(' ').unwrap_or((&date, ""));
    let year = format!(" {}", day.year());
    let rest = if day.year() == today.year() { rest.strip_suffix(&year).unwrap_or(rest) } else { rest };
    view! {
        <b>{number.to_owned()}</b>
        <span>{rest.to_owned()}</span>
    }
    .into_any()
}

pub struct RequestsRoute {
    page: Page<InboxPage>,
}

impl LazyRoute for RequestsRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let asked = move || (query.with(|query| query.get("after")), live.letters.get(), live.people.get());
        Self { page: ArcResource::new(asked, |(after, _, _)| api::read_inbox(Some(true), None, after)) }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().letters;
        let page = this.page;
        // Not in the rows: the list may have been told of an answer, and lost its row, before who gave it is.
        let answer = ServerAction::<AnswerStranger>::new();
        let block = ServerAction::<BlockPerson>::new();
        follow(answer, true);
        follow(block, false);
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Requests page answer block /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.requests_title />
            <main class="sheet" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/letters" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.requests_title}</h1>
                    </div>
                </header>
                <div class="page">
                    <div class="narrow stack">
                        <Problem />
                        <p class="muted">{t.requests_lead}</p>
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                </div>
            </main>
        }
        .into_any()
    }
}

/// One line for each who wrote, however much they did.
#[component]
fn Requests(page: InboxPage, answer: ServerAction<AnswerStranger>, block: ServerAction<BlockPerson>) -> impl IntoView {
    let t = &text().letters;
    let mut writers: Vec<(Correspondent, u32, String)> = Vec::new();
    for letter in page.letters {
        match writers.iter_mut().find(|(writer, ..)| writer.id == letter.from.id) {
            Some((_, count, _)) => *count += 1,
            None => writers.push((letter.from, 1, letter.arrived_at)),
        }
    }
    if writers.is_empty() {
        return view! { <div class="empty" role="status"><p>{t.requests_empty}</p></div> }.into_any();
    }
    let more = page.next.map(|after| {
        view! {
            <a class="btn ghost more" href=format!("/letters/requests?after={after}")>
                {t.older}
            </a>
        }
    });
    view! {
        <ul class="items ruled">
            {rows(
                writers,
                |(writer, ..)| writer.id.clone(),
                move |(writer, count, at)| view! { <li><Writer writer count at answer block /></li> },
            )}
        </ul>
        {more}
    }
    .into_any()
}

#[component]
fn Writer(
    writer: Correspondent,
    count: u32,
    at: String,
    answer: ServerAction<AnswerStranger>,
    block: ServerAction<BlockPerson>,
) -> impl IntoView {
    let t = &text().letters;
    let id = writer.id.clone();
    view! {
        <div class="item waits">
            <Avatar id=writer.id.clone() name=writer.name.clone() picture=writer.picture />
            <div class="body">
                <b>
                    <a href=format!("/people/{}", writer.id)>{writer.name}</a>
                </b>
                <small>{format!("{} · {}", (t.letters)(count), time::day(&at))}</small>
            </div>
            <div class="btns">
                <ActionForm action=answer attr:class="btns">
                    <input type="hidden" name="id" value=writer.id />
                    <button class="btn sm pri" name="action" value="accept">
                        {t.take}
                    </button>
                    <button class="btn sm" name="action" value="decline">
                        {t.decline}
                    </button>
                </ActionForm>
                <ActionForm action=block>
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="next" value="/letters/requests" />
                    <button class="btn sm ghost danger">{t.block}</button>
                </ActionForm>
            </div>
        </div>
    }
}
