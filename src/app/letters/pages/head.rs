//! What the pages of letters have in common: their top bar, and beside them what is on its way, the status and contacts.

use super::{
    card::Wax,
    contacts::ContactRow,
    wire::{ContactsPage, Desk},
};
use crate::app::{
    i18n::text,
    kit::{Icon, tone},
    letters::wire::Level,
};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum View {
    Received,
    OnTheirWay,
    Contacts,
}

/// Title, summary, which letters, write.
#[component]
pub fn Head(view: View, desk: Option<Desk>) -> impl IntoView {
    let t = &text().letters;
    view! {
        <header class="top">
            <div class="ttl">
                <h1>{t.title}</h1>
                {desk.map(|desk| view! { <p>{(t.summary)(desk.sealed, desk.on_their_way)}</p> })}
            </div>
            <div class="acts">
                <Views view class="seg wide" />
                <a class="btn pri" href="/letters/write">
                    <Icon name="pen-nib" />
                    <span>{t.write}</span>
                </a>
            </div>
        </header>
    }
}

/// The switch between the lists; phones have it under the top bar.
#[component]
pub fn Views(view: View, class: &'static str) -> impl IntoView {
    let t = &text().letters;
    let link = move |to: View, href: &'static str, label: &'static str| {
        view! {
            <a href=href aria-current=(view == to).then_some("page")>
                {label}
            </a>
        }
    };
    view! {
        <nav class=class aria-label=t.views>
            {link(View::Received, "/letters", t.received)}
            {link(View::OnTheirWay, "/letters/sent", t.on_their_way)}
            {link(View::Contacts, "/letters/contacts", t.contacts)}
        </nav>
    }
}

/// How far somebody has come, and how many letters are missing to the next step.
fn next(desk: &Desk) -> Option<(Level, u32)> {
    let next = Level::ALL.into_iter().find(|level| *level > desk.level)?;
    Some((next, next.from().saturating_sub(desk.counted)))
}

/// On phones, over the list: how many are on their way.
#[component]
pub fn Way(desk: Desk) -> impl IntoView {
    let t = &text().letters;
    let next = next(&desk);
    let line = match next {
        Some((level, missing)) => (t.level_short)(desk.level, missing, level),
        None => (t.level)(desk.level).to_owned(),
    };
    let part = next.map_or(100, |(level, _)| (desk.counted * 100 / level.from().max(1)).min(100));
    view! {
        <a class="phone card tone way" data-tone="brick" href="/letters/sent">
            <div class="grow">
                <b>{(t.letters_on_their_way)(desk.on_their_way)}</b>
                <p class="tiny">{line}</p>
                <div class="meter">
                    <i style=format!("inline-size:{part}%")></i>
                </div>
            </div>
            <Icon name="caret-right" />
        </a>
    }
}

/// Beside the lists on wide screens.
#[component]
pub fn Aside(desk: Desk, contacts: Option<ContactsPage>) -> impl IntoView {
    let t = &text().letters;
    let lands = match (desk.on_their_way, desk.lands_in) {
        (0, _) => t.none_on_their_way.to_owned(),
        (_, Some(minutes)) => (t.lands_in)(minutes),
        (_, None) => t.lands_some_day.to_owned(),
    };
    let coming = (t.coming)(desk.coming);
    view! {
        <section>
            <p class="eyebrow">{t.on_their_way}</p>
            <div class="envelopes" aria-hidden="true">
                <div class="sealed" data-tone="plum"></div>
                <div class="sealed" data-tone="moss"></div>
                <div class="sealed" data-tone="brick">
                    <Wax />
                </div>
            </div>
            <p class="figure">{(t.letters)(desk.on_their_way)}</p>
            <p class="muted">{lands}</p>
            {(!coming.is_empty()).then(|| view! { <p class="muted">{coming}</p> })}
        </section>
        <Status desk />
        {contacts.map(|page| view! { <Contacts page /> })}
    }
}

/// So many contacts stand beside the letters.
const SHOWN: usize = 5;

#[component]
fn Contacts(page: ContactsPage) -> impl IntoView {
    let t = &text().letters;
    let list = if page.contacts.is_empty() {
        view! { <p class="tiny">{t.contacts_empty}</p> }.into_any()
    } else {
        let rows = page.contacts.into_iter().take(SHOWN);
        view! {
            <ul class="items flush">
                {rows.map(|contact| view! { <li><ContactRow contact is_short=true /></li> }).collect_view()}
            </ul>
        }
        .into_any()
    };
    view! {
        <section>
            <div class="row">
                <h2 class="grow h3">{t.contacts}</h2>
                <a class="ib sm" href="/letters/contacts#add" aria-label=t.add_contact>
                    <Icon name="plus" />
                </a>
            </div>
            {list}
        </section>
    }
}

#[component]
fn Status(desk: Desk) -> impl IntoView {
    let t = &text().letters;
    let next = next(&desk);
    let (from, count) = (desk.level.from(), desk.counted);
    let part = next.map_or(100, |(level, _)| {
        let step = level.from() - from;
        (count.saturating_sub(from) * 100 / step.max(1)).min(100)
    });
    let step = move |level: Level| {
        let name = (t.level)(level);
        let (class, spoken) = match level {
            level if level < desk.level => ("done", (t.level_done)(name)),
            level if level == desk.level => ("at", (t.level_here)(name)),
            _ => ("", name.to_owned()),
        };
        view! {
            <li class=class>
                <span class="sr">{spoken}</span>
            </li>
        }
    };
    view! {
        <section data-tone="brick">
            <div class="row">
                <h2 class="grow h3">{(t.level)(desk.level)}</h2>
                {next.map(|(level, _)| view! { <span class="tiny">{(t.of)(count, level.from())}</span> })}
            </div>
            <ol class="stepper" style=format!("--p:{part}%")>
                {Level::ALL.map(step)}
            </ol>
            <div class="row tiny between">
                <span>{(t.level)(Level::Newbie)}</span>
                <span>{(t.level)(Level::Timetraveller)}</span>
            </div>
            <p class="tiny">
                {next.map_or_else(|| t.highest.to_owned(), |(level, missing)| (t.to_next)(missing.max(1), level))}
            </p>
        </section>
    }
}

/// On other pages: that letters have arrived. Nothing if none has.
#[component]
pub fn Arrived(desk: Desk) -> impl IntoView {
    let t = &text().letters;
    let (title, href, line) = match (desk.sealed, desk.requests) {
        (0, 0) => return ().into_any(),
        (0, requests) => ((t.requests)(requests), "/letters/requests", String::new()),
        (sealed, _) => ((t.arrived)(sealed), "/letters", (t.letters_on_their_way)(desk.on_their_way)),
    };
    view! {
        <a class="card arrived" href=href>
            <div class="sealed" data-tone="brick" aria-hidden="true">
                <Wax />
            </div>
            <div>
                <h2>{title}</h2>
                <p class="muted">{line}</p>
            </div>
        </a>
    }
    .into_any()
}

/// The façade of somebody, or of a number.
pub fn facade(id: Option<&str>) -> &'static str {
    id.map_or("slate", tone)
}
