//! Whom one watches, as lists; and who could be asked.

use super::{
    api::{UnwatchPerson, WatchPerson},
    page::moves,
    radar::distance_text,
    scene::Scene,
    wire::{Face, Sight, State},
};
use crate::app::{
    friends::{WriteButton, follow, wire::PeoplePage},
    i18n::text,
    kit::{Avatar, Icon},
};
use leptos::prelude::*;
use std::collections::HashSet;

/// Those of one state, in their order.
fn of(scene: Scene, state: State) -> Memo<Vec<Sight>> {
    Memo::new(move |_| {
        scene.page.with(|page| page.sights.iter().filter(|sight| sight.state == state).cloned().collect())
    })
}

#[component]
fn Portrait(person: Face, #[prop(optional)] is_lit: bool, #[prop(default = "")] size: &'static str) -> impl IntoView {
    view! {
        <Avatar id=person.id name=person.name picture=person.picture size is_lit=Signal::derive(move || is_lit) lit="" />
    }
}

/// While an activity runs: who is seen, who is quiet, who is off.
#[component]
pub fn Sights(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let (here, quiet, off) = (of(scene, State::Here), of(scene, State::Quiet), of(scene, State::Off));
    let list = move |sights: Memo<Vec<Sight>>, is_lit: bool| {
        view! {
            <ul class="items flush">
                <For each=move || sights.get() key=|sight| sight.person.id.clone() let:sight>
                    <li>
                        <Seen scene sight is_lit />
                    </li>
                </For>
            </ul>
        }
    };
    view! {
        <Show when=move || here.with(|here| !here.is_empty())>
            <section>
                <h2>{t.seen_now}</h2>
                {list(here, true)}
            </section>
        </Show>
        <Show when=move || quiet.with(|quiet| !quiet.is_empty())>
            <section>
                <h2 class="eyebrow">{t.quiet}</h2>
                {list(quiet, false)}
            </section>
        </Show>
        <Show when=move || off.with(|off| !off.is_empty())>
            <section>
                <h2 class="eyebrow">{t.off}</h2>
                <ul class="items flush">
                    <For each=move || off.get() key=|sight| sight.person.id.clone() let:sight>
                        <li>
                            <div class="item">
                                <Portrait person=sight.person.clone() />
                                <div class="body">
                                    <b>{sight.person.name}</b>
                                    <small>{t.off_line}</small>
                                </div>
                                <WriteButton id=sight.person.id />
                            </div>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// One of them, with what changes from moment to moment.
#[component]
fn Seen(scene: Scene, sight: Sight, is_lit: bool) -> impl IntoView {
    let t = &text().nearby;
    let id = StoredValue::new(sight.person.id.clone());
    let now = Memo::new(move |_| {
        id.with_value(|id| scene.page.with(|page| page.sights.iter().find(|one| one.person.id == *id).cloned()))
    });
    let line = move || {
        let age = now.get().and_then(|sight| sight.age).map(|age| (t.ago)(scene.age(age)));
        let trend = id.with_value(|id| scene.trends.with(|trends| trends.get(id).copied()));
        let parts = [age, trend.filter(|_| is_lit).map(|trend| moves(trend).to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let metres = move || now.get().and_then(|sight| sight.distance).map(distance_text);
    // As exact as the device says, and as its owner lets it be seen.
    let exact = move || now.get().map(|sight| (t.exact)(sight.accuracy.unwrap_or(0).max(sight.precision.metres())));
    let href = format!("/people/{}", sight.person.id);
    view! {
        <a class="item" href=href>
            <Portrait person=sight.person.clone() is_lit />
            <div class="body">
                <b>{sight.person.name}</b>
                <small>{line}</small>
            </div>
            <div class="end far">
                <b>{metres}</b>
                <span>{exact}</span>
            </div>
        </a>
    }
}

/// Those who were asked, and without an activity those who agreed.
#[component]
pub fn Others(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let (asked, agreed) = (of(scene, State::Asked), of(scene, State::Agreed));
    let is_empty = Memo::new(move |_| scene.page.with(|page| page.sights.is_empty()));
    let part = move |title: &'static str, line: &'static str, sights: Memo<Vec<Sight>>| {
        view! {
            <Show when=move || sights.with(|sights| !sights.is_empty())>
                <section>
                    <h2>{title}</h2>
                    <ul class="items flush">
                        <For each=move || sights.get() key=|sight| sight.person.id.clone() let:sight>
                            <li>
                                <div class="item">
                                    <Portrait person=sight.person.clone() />
                                    <div class="body">
                                        <b>{sight.person.name}</b>
                                        <small>{line}</small>
                                    </div>
                                    <Forget id=sight.person.id />
                                </div>
                            </li>
                        </For>
                    </ul>
                </section>
            </Show>
        }
    };
    view! {
        {part(t.agreed, t.agreed_line, agreed)}
        {part(t.asked, t.asked_line, asked)}
        <Show when=move || is_empty.get()>
            <section>
                <h2>{t.empty}</h2>
                <p class="tiny">{t.empty_lead}</p>
            </section>
        </Show>
    }
}

#[component]
fn Forget(id: String) -> impl IntoView {
    let forget = ServerAction::<UnwatchPerson>::new();
    follow(forget, false);
    view! {
        <ActionForm action=forget>
            <input type="hidden" name="id" value=id />
            <button class="btn sm ghost">{text().nearby.forget}</button>
        </ActionForm>
    }
}

/// Friends who could be asked.
#[component]
pub fn Pick(scene: Scene, page: PeoplePage, is_open: bool) -> impl IntoView {
    let t = &text().nearby;
    let watched = Memo::new(move |_| {
        scene.page.with(|page| page.sights.iter().map(|sight| sight.person.id.clone()).collect::<HashSet<_>>())
    });
    view! {
        <section>
            <details class="asking" open=is_open>
                <summary class="btn block">
                    <Icon name="user-plus" />
                    {t.pick}
                </summary>
                <p class="tiny">{t.pick_lead}</p>
                <Friends page watched />
            </details>
        </section>
    }
}

#[component]
fn Friends(page: PeoplePage, watched: Memo<HashSet<String>>) -> impl IntoView {
    let t = &text().nearby;
    let ids: Vec<String> = page.people.iter().map(|person| person.id.clone()).collect();
    let (has_none, has_more) = (ids.is_empty(), page.next.is_some());
    let is_done = move || !has_none && !has_more && watched.with(|watched| ids.iter().all(|id| watched.contains(id)));
    let rows = page.people.into_iter().map(|person| {
        let id = person.id.clone();
        let is_watched = move || watched.with(|watched| watched.contains(&id));
        view! {
            <li hidden=is_watched>
                <div class="item">
                    <Avatar id=person.id.clone() name=person.name.clone() picture=person.picture size="sm" />
                    <div class="body">
                        <b>{person.name}</b>
                    </div>
                    <Ask id=person.id />
                </div>
            </li>
        }
    });
    view! {
        <ul class="items flush">{rows.collect_view()}</ul>
        <Show when=is_done>
            <p class="tiny">{t.pick_none}</p>
        </Show>
        {has_none
            .then(|| {
                view! {
                    <p class="tiny">{text().people.empty_title}</p>
                    <a class="btn sm" href="/people">
                        {text().people.title}
                    </a>
                }
            })}
        {page
            .next
            .map(|after| {
                view! {
                    <a class="btn ghost more" href=format!("/nearby?friends={after}")>
                        {text().people.more}
                    </a>
                }
            })}
    }
}

#[component]
fn Ask(id: String) -> impl IntoView {
    let ask = ServerAction::<WatchPerson>::new();
    follow(ask, false);
    view! {
        <ActionForm action=ask>
            <input type="hidden" name="id" value=id />
            <button class="btn sm">{text().nearby.ask}</button>
        </ActionForm>
    }
}
