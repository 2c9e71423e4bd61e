//! Activities that are over: from when to when, and how they ended. Positions are not kept.

use super::{
    api,
    wire::{HistoryPage, Past},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    i18n::text,
    kit::{Icon, Loading, time},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct HistoryRoute {
    page: ArcResource<Result<HistoryPage, ApiError>>,
}

impl LazyRoute for HistoryRoute {
    fn data() -> Self {
        let query = use_query_map();
        let after = move || query.with(|query| query.get("after")).filter(|after| !after.is_empty());
        Self { page: ArcResource::new(after, api::read_past) }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().nearby;
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Activities page /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.history />
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Activities(page: HistoryPage) -> impl IntoView {
    let t = &text().nearby;
    let is_empty = page.activities.is_empty();
    let rows = page.activities.into_iter().map(|past| view! { <li>{row(past)}</li> });
    view! {
        <header class="top">
            <a class="ib back" href="/nearby" aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            <div class="ttl">
                <h1>{t.history}</h1>
                <p>{t.history_lead}</p>
            </div>
        </header>
        <div class="page">
            <div class="narrow stack">
                {is_empty
                    .then(|| {
                        view! {
                            <div class="empty" role="status">
                                <span class="tile lg door" data-tone="moss">
                                    <Icon name="compass-duotone" />
                                </span>
                                <h2>{t.history_none}</h2>
                                <p>{t.start_lead}</p>
                                <a class="btn" href="/nearby">
                                    {t.start}
                                </a>
                            </div>
                        }
                    })} <ul class="items ruled">{rows.collect_view()}</ul>
                {page
                    .next
                    .map(|after| {
                        view! {
                            <a class="btn ghost more" href=format!("/nearby/history?after={after}")>
                                {t.older}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}

fn row(past: Past) -> impl IntoView {
    let t = &text().nearby;
    let how = match past.is_disrupted {
        true => (t.was_close)(past.disrupted_by.as_ref().map(|person| person.name.as_str())),
        false => t.ended.to_owned(),
    };
    view! {
        <div class="item">
            <span class="tile" data-tone=if past.is_disrupted { "brick" } else { "moss" }>
                <Icon name=if past.is_disrupted { "hand-palm" } else { "compass-duotone" } />
            </span>
            <div class="body">
                <b>{time::day(&past.started_at)}</b>
                <small>{format!("{}–{} · {how}", time::hour(&past.started_at), time::hour(&past.ended_at))}</small>
            </div>
            <div class="end">{(t.lasted)(past.minutes)}</div>
        </div>
    }
}
