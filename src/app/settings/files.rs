//! Calendars as files: out, in, and by a link.

use super::saving::Apply;
use crate::app::{
    calendar::wire::Feed,
    error::Code,
    i18n::text,
    kit::{CopyButton, submit_on_change},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Files(feed: Feed) -> impl IntoView {
    let t = &text().settings;
    let query = use_query_map();
    let asked = move |name: &str| query.with_untracked(|query| query.get(name));
    let number = move |name: &str| asked(name).and_then(|number| number.parse::<u32>().ok());
    let done = number("imported").map(|taken| (t.imported)(taken, number("skipped").unwrap_or_default()));
    let problem = asked("import").and_then(|word| Code::ALL.iter().find(|code| code.word() == word));
    let problem = problem.map(|code| (text().error)(*code));
    let form = NodeRef::<leptos::html::Form>::new();
    let submit = submit_on_change(form);
    view! {
        <section class="card stack" id="files">
            <h2>{t.files}</h2>
            <div role="status">
                {done.map(|done| view! { <div class="banner" data-tone="moss">{done}</div> })}
            </div>
            {problem.map(|problem| view! { <p class="formerr" role="alert">{problem}</p> })}
            <div class="row wrap">
                <a class="btn" href="/api/calendar/export.ics" rel="external" download>
                    {t.export}
                </a>
                <form class="row" method="post" action="/api/calendar/import" enctype="multipart/form-data" node_ref=form>
                    <label class="btn">
                        {t.import}
                        <input class="sr" type="file" name="file" accept=".ics,text/calendar" required on:change=submit />
                    </label>
                    <Apply />
                </form>
            </div>
            <p class="muted">{t.import_hint}</p>
            <div class="field">
                <label for="feed">{t.feed}</label>
                <div class="in">
                    <input id="feed" value=feed.url.clone() readonly aria-describedby="feed-note" />
                    <CopyButton text=feed.url />
                </div>
                <small id="feed-note">{t.feed_hint}</small>
            </div>
            <form method="post" action="/api/calendar/feed/renew">
                <button class="btn sm">{t.renew}</button>
            </form>
        </section>
    }
}
