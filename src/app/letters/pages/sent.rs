//! Letters that one has on their way, with drafts before them; and what has landed.

use super::{
    api::{self, BurnLetter, DiscardDraft, MoveLetter, UndoSeal},
    head::{Aside, Head, View, Views, facade},
    inbox::{Around, around},
    wire::{DATE, DraftRow, DraftsPage, Receiver, SentLetter, SentPage},
};
use crate::app::{
    account::wire::Done,
    calendar::Failed,
    error::ApiError,
    friends::{Problem, leading, send},
    i18n::text,
    kit::{Avatar, Icon, Loading, time, use_toasts},
    live::use_live,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};
use std::time::Duration;

type Lists = (SentPage, SentPage, DraftsPage);

pub struct SentRoute {
    lists: ArcResource<Result<Lists, ApiError>>,
    around: ArcResource<Result<Around, ApiError>>,
}

impl LazyRoute for SentRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let asked = move || {
            let word = |name: &str| query.with(|query| query.get(name)).filter(|word| !word.is_empty());
            (word("sealed"), word("after"), word("landed"), word("drafts"), live.letters.get())
        };
        let lists = ArcResource::new(asked, async |(sealed, after, landed, drafts, _)| {
            Ok((
                api::read_sent(None, sealed, after).await?,
                api::read_sent(Some(true), None, landed).await?,
                api::read_drafts(drafts).await?,
            ))
        });
        Self { lists, around: around() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().letters;
        let query = use_query_map();
        let Self { lists, around } = this;
        let head = around.clone();
        let head = move || {
            let head = head.clone();
            Suspend::new(async move {
                let desk = head.await.ok().map(|(desk, _)| desk);
                view! { <Head view=View::OnTheirWay desk /> }
            })
        };
        let body = move || {
            let lists = lists.clone();
            let sealed = query.with_untracked(|query| query.get("sealed")).unwrap_or_default();
            Suspend::new(async move {
                match lists.await {
                    Ok(lists) => view! { <Lists lists sealed /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let panel = move || {
            let around = around.clone();
            Suspend::new(async move {
                around.await.ok().map(|(desk, contacts)| view! { <Aside desk contacts=Some(contacts) /> })
            })
        };
        view! {
            <Title text=t.on_their_way />
            <main class="sheet letters" id="main" tabindex="-1">
                <Transition>{head}</Transition>
                <div class="split">
                    <div class="page">
                        <Views view=View::OnTheirWay class="seg block phone" />
                        <div class="narrow stack gap5">
                            <Problem />
                            <Transition fallback=Loading>{body}</Transition>
                        </div>
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
fn Lists(lists: Lists, sealed: String) -> impl IntoView {
    let t = &text().letters;
    let (way, landed, drafts) = lists;
    let more = |name: &'static str, after: Option<String>| {
        after.map(|after| {
            view! {
                <a class="btn ghost more" href=format!("/letters/sent?{name}={after}")>
                    {t.older}
                </a>
            }
        })
    };
    let me = way.me.clone();
    let is_empty = way.letters.is_empty() && drafts.drafts.is_empty();
    let empty = is_empty.then(|| {
        view! {
            <div class="empty" role="status">
                <span class="art" data-tone="brick">
                    <Icon name="envelope-simple-open-duotone" />
                </span>
                <h2>{t.way_empty_title}</h2>
                <p>{t.way_empty_body}</p>
            </div>
        }
    });
    let kept = (!drafts.drafts.is_empty()).then(|| {
        let (me, after_drafts) = (drafts.me.clone(), drafts.next.clone());
        view! {
            <section>
                <h2>{t.drafts}</h2>
                <ul class="items ruled">
                    <For
                        each=move || drafts.drafts.clone()
                        key=|draft| (draft.id.clone(), draft.saved_at.clone())
                        children=move |draft| view! { <li><Draft draft me=me.clone() /></li> }
                    />
                </ul>
                {more("drafts", after_drafts)}
            </section>
        }
    });
    let letters = move |page: SentPage, me: String| {
        view! {
            <ul class="items ruled">
                <For
                    each=move || page.letters.clone()
                    key=|letter| (letter.id.clone(), letter.lands_at.clone(), letter.can_change)
                    children=move |letter| view! { <li><Row letter me=me.clone() /></li> }
                />
            </ul>
        }
    };
    let (after_way, after_landed) = (way.next.clone(), landed.next.clone());
    let undo = way.undo_s.map(|seconds| view! { <Undo id=sealed seconds /> });
    let way = (!way.letters.is_empty()).then(|| {
        let rows = letters(way, me.clone());
        view! {
            <section>
                <h2>{t.on_their_way}</h2>
                {rows}
                {more("after", after_way)}
            </section>
        }
    });
    let landed = (!landed.letters.is_empty()).then(|| {
        let rows = letters(landed, me);
        view! {
            <section>
                <h2>{t.landed}</h2>
                {rows}
                {more("landed", after_landed)}
            </section>
        }
    });
    view! { {undo} {empty} {kept} {way} {landed} }
}

/// The way back for what was sealed just now, while there is one.
#[component]
fn Undo(id: String, seconds: i64) -> impl IntoView {
    let t = &text().letters;
    let is_open = RwSignal::new(true);
    Effect::new(move || {
        let left = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
        set_timeout(
            move || {
                is_open.try_set(false);
            },
            left,
        );
    });
    let told = leading::<UndoSeal>();
    view! {
        <Show when=move || is_open.get()>
            <div class="banner" data-tone="moss" role="status">
                <Icon name="seal-check" />
                <div>
                    <b>{t.sealed}</b>
                    " "
                    {t.sealed_body}
                </div>
                {
                    let told = told.clone();
                    view! {
                        <form
                            method="post"
                            action=UndoSeal::url()
                            on:submit=move |event| send(&event, told.clone())
                        >
                            <input type="hidden" name="id" value=id.clone() />
                            <button class="btn sm">{t.undo}</button>
                        </form>
                    }
                }
            </div>
        </Show>
    }
}

/// "To Lucie Moreau", "To you", "To +49 …".
fn whom(name: &str, number: &str, is_me: bool) -> String {
    let t = &text().letters;
    match () {
        () if is_me => t.to_you.to_owned(),
        () if name.is_empty() => (t.to)(number),
        () => (t.to)(name),
    }
}

#[component]
fn Row(letter: SentLetter, me: String) -> impl IntoView {
    let t = &text().letters;
    let is_me = letter.to.as_ref().is_some_and(|to| to.id == me);
    let name = whom(letter.to.as_ref().map_or("", |to| to.name.as_str()), &letter.number, is_me);
    let lands = match &letter.lands_at {
        Some(at) if letter.has_landed => (t.landed_on)(&time::moment(at)),
        Some(at) => (t.lands)(&time::moment(at)),
        None => t.surprise.to_owned(),
    };
    let mut line = vec![lands, (t.sealed_on)(&time::day(&letter.sent_at))];
    line.extend(letter.encloses.iter().map(|what| (t.encloses)(*what).to_owned()));
    if letter.is_sent_on {
        line.push(t.sent_on.to_owned());
    }
    if !letter.can_change && !letter.has_landed {
        line.push(t.locked.to_owned());
    }
    let tone = facade(letter.to.as_ref().map(|to| to.id.as_str()));
    view! {
        <div class="item">
            <span class="sealed mini" data-tone=tone aria-hidden="true"></span>
            <div class="body">
                <b>{name}</b>
                <small>{line.join(" · ")}</small>
            </div>
            {letter.can_change.then(|| view! { <Changing letter /> })}
        </div>
    }
}

/// Another time, or the fire.
#[component]
fn Changing(letter: SentLetter) -> impl IntoView {
    let t = &text().letters;
    let toasts = use_toasts();
    let failed = move |done: Result<Done, ApiError>, said: &'static str| match done {
        Ok(_) if said.is_empty() => {}
        Ok(_) => toasts.show(said.to_owned(), None),
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    let (day, clock) = letter
        .lands_at
        .as_deref()
        .and_then(|at| Some((at.get(..10)?.to_owned(), at.get(11..16)?.to_owned())))
        .unwrap_or_else(|| (String::new(), "09:00".to_owned()));
    let (burnt, id) = (letter.id.clone(), letter.id);
    let burn = move |event: leptos::ev::SubmitEvent| {
        let said = if letter.is_sent_on { "" } else { t.burnt };
        send(&event, move |_: &BurnLetter, done| failed(done, said));
    };
    let postpone = move |event: leptos::ev::SubmitEvent| {
        send(&event, move |_: &MoveLetter, done| failed(done, ""));
    };
    view! {
        <details class="menu">
            <summary class="ib" aria-label=t.actions>
                <Icon name="dots-three-vertical" />
            </summary>
            <div class="pop changing">
                <form class="stack gap2" method="post" action=MoveLetter::url() on:submit=postpone>
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="choice" value=DATE />
                    <div class="dt">
                        <div class="field">
                            <label>
                                {t.day} <span class="in">
                                    <input type="date" name="day" value=day required />
                                </span>
                            </label>
                        </div>
                        <div class="field">
                            <label>
                                {t.time} <span class="in">
                                    <input type="time" name="time" value=clock />
                                </span>
                            </label>
                        </div>
                    </div>
                    <button class="btn">{t.change_time}</button>
                </form>
                <form class="stack gap2" method="post" action=BurnLetter::url() on:submit=burn>
                    <input type="hidden" name="id" value=burnt />
                    {if letter.is_sent_on {
                        view! { <button class="btn">{t.bring_back}</button> }.into_any()
                    } else {
                        view! {
                            <p class="tiny">{t.burn_body}</p>
                            <button class="btn danger">
                                <Icon name="trash" />
                                {t.burn}
                            </button>
                        }
                            .into_any()
                    }}
                </form>
            </div>
        </details>
    }
}

#[component]
fn Draft(draft: DraftRow, me: String) -> impl IntoView {
    let t = &text().letters;
    let toasts = use_toasts();
    let live = use_live();
    let told = move |_: &DiscardDraft, done: Result<Done, ApiError>| match done {
        Ok(_) => {
            live.letters.update(|count| *count += 1);
            toasts.show(t.discarded.to_owned(), None);
        }
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    let first = draft.to.first().cloned();
    let face = first.as_ref().filter(|to| !to.name.is_empty()).map(|to| {
        let id = to.key.trim_start_matches("id").to_owned();
        view! { <Avatar id name=to.name.clone() picture=to.picture.clone() size="sm" /> }
    });
    let is_me = first.as_ref().is_some_and(|to| to.key == format!("id{me}"));
    let name = |to: &Receiver| whom(&to.name, &to.number, is_me);
    let title = first.as_ref().map_or_else(|| t.nobody_yet.to_owned(), name);
    let begins = if draft.begins.is_empty() { t.no_text.to_owned() } else { draft.begins };
    view! {
        <div class="item">
            {face}
            <div class="body">
                <b>
                    <a href=format!("/letters/write?draft={}", draft.id)>{title}</a>
                </b>
                <small class="clip">{begins}</small>
                <small>{(t.saved_on)(&time::moment(&draft.saved_at))}</small>
            </div>
            <form method="post" action=DiscardDraft::url() on:submit=move |event| send(&event, told)>
                <input type="hidden" name="id" value=draft.id />
                <button class="ib" aria-label=t.discard>
                    <Icon name="trash" />
                </button>
            </form>
        </div>
    }
}
