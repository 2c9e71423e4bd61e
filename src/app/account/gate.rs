//! The street in front of the door, and the language of it.

use crate::app::{
    i18n::{Language, text},
    kit::{Brand, Icon, submit_on_change},
    session::Look,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The split page of sign-in: the street, and what stands in the door.
#[component]
pub fn Gate(children: Children) -> impl IntoView {
    let t = &text().account;
    let look = expect_context::<Look>();
    view! {
        <div class="gate">
            <div class="view">
                <span class="brandmark">
                    <Brand />
                    "Kith"
                </span>
                <div class="words">
                    <p class="say">{t.slogan}</p>
                    <p class="sub">{t.slogan_more}</p>
                </div>
                <svg class="skyline" viewBox="0 0 1000 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
                    <use href=format!("{}/icons.svg#skyline", look.assets) width="1000" height="400"></use>
                </svg>
            </div>
            <main class="door" id="main" tabindex="-1">
                <div class="row">
                    <span class="push"></span>
                    <LanguagePicker />
                </div>
                {children()}
                <div class="foot">
                    <span>{t.no_trackers}</span>
                </div>
            </main>
        </div>
    }
}

/// A plain page with a card in the middle.
#[component]
pub fn Entry(children: Children) -> impl IntoView {
    view! {
        <div class="account">
            <header>
                <a class="brandmark" href="/">
                    <Brand />
                    "Kith"
                </a>
                <span class="push"></span>
                <LanguagePicker />
            </header>
            <main class="stack gap5" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

/// Chooses the language of the pages: at once where scripts run, with a button where not.
#[component]
pub fn LanguagePicker() -> impl IntoView {
    let t = &text().common;
    let current = expect_context::<Look>().language;
    let location = use_location();
    let form = NodeRef::<leptos::html::Form>::new();
    let submit = submit_on_change(form);
    view! {
        <form class="row" method="post" action="/api/account/look" node_ref=form>
            <input type="hidden" name="next" value=move || format!("{}{}", location.pathname.get(), query(&location.search.get())) />
            <label class="lang">
                <Icon name="globe-simple" />
                <span class="sr">{t.language}</span>
                <select name="language" on:change=submit>
                    <Languages current />
                </select>
            </label>
            <noscript>
                <button class="btn sm">{t.apply}</button>
            </noscript>
        </form>
    }
}

/// The same choice as a field of the settings.
#[component]
pub fn LanguageField() -> impl IntoView {
    let t = &text().common;
    let current = expect_context::<Look>().language;
    let form = NodeRef::<leptos::html::Form>::new();
    let submit = submit_on_change(form);
    view! {
        <form class="stack gap2" method="post" action="/api/account/look" node_ref=form>
            <input type="hidden" name="next" value="/settings" />
            <div class="field">
                <label for="language">{t.language}</label>
                <div class="in">
                    <select id="language" name="language" on:change=submit>
                        <Languages current />
                    </select>
                </div>
            </div>
            <noscript>
                <button class="btn">{t.apply}</button>
            </noscript>
        </form>
    }
}

#[component]
fn Languages(current: Language) -> impl IntoView {
    Language::ALL.map(|language| {
        view! {
            <option value=language.code() selected=language == current lang=language.code()>
                {language.name()}
            </option>
        }
    })
}

/// A query string with its question mark, without the mark of a refused form, which is shown once.
fn query(search: &str) -> String {
    let kept: Vec<&str> =
        search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty() && *pair != "refused=1").collect();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}
