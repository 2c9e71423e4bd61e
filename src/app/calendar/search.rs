//! Search in one's own events. A plain form, so that its address can be kept and sent.

use super::{
    api,
    day::line,
    icons,
    month::Failed,
    wire::{EventRow, FoundPage},
};
use crate::app::{
    error::ApiError,
    i18n::text,
    kit::{EventIcon, Icon, Loading, field_of},
    live::use_live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct SearchRoute {
    page: ArcResource<Option<Result<FoundPage, ApiError>>>,
}

impl LazyRoute for SearchRoute {
    fn data() -> Self {
        let query = use_query_map();
        let live = use_live();
        let asked = move || {
            let text = query.with(|query| query.get("q")).unwrap_or_default();
            (text, query.with(|query| query.get("after")), live.events.get())
        };
        let read = async |(text, after, _): (String, Option<String>, u32)| {
            if text.trim().is_empty() { None } else { Some(api::search_events(text, after).await) }
        };
        Self { page: ArcResource::new(asked, read) }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().calendar;
        let query = use_query_map();
        let asked = move || query.with(|query| query.get("q")).unwrap_or_default();
        let field = field_of(asked);
        let page = this.page;
        let body = move || {
            let (page, asked) = (page.clone(), untrack(asked));
            Suspend::new(async move {
                match page.await {
                    None => ().into_any(),
                    Some(Ok(page)) => view! { <Found page asked /> }.into_any(),
                    Some(Err(error)) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.search />
            <main class="sheet" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/calendar" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.search}</h1>
                    </div>
                </header>
                <div class="page">
                    <div class="narrow stack">
                        <form method="get" action="/calendar/search" role="search">
                            <div class="field">
                                <div class="in">
                                    <Icon name="magnifying-glass" />
                                    <input
                                        type="search"
                                        name="q"
                                        node_ref=field
                                        value=untrack(asked)
                                        maxlength="200"
                                        autofocus
                                        aria-label=t.search
                                        placeholder=t.search_hint
                                    />
                                </div>
                            </div>
                        </form>
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Found(page: FoundPage, asked: String) -> impl IntoView {
    let t = &text().calendar;
    if page.events.is_empty() {
        return view! {
            <div class="empty" role="status">
                <p>{(t.nothing_found)(&asked)}</p>
            </div>
        }
        .into_any();
    }
    let query = super::quick::encode(&asked);
    let more = page.next.map(|after| {
        view! {
            <a class="btn" href=format!("/calendar/search?q={query}&after={after}")>
                {t.show_more}
            </a>
        }
    });
    view! {
        <ul class="items">
            {page.events.into_iter().map(|event| view! { <li><FoundRow event /></li> }).collect_view()}
        </ul>
        {more}
    }
    .into_any()
}

#[component]
fn FoundRow(event: EventRow) -> impl IntoView {
    let day = event.first_day();
    view! {
        <a class="item" href=format!("/calendar/event/{}", event.id)>
            <span class="tile" data-tone=icons::tone(&event.icon)>
                <EventIcon name=event.icon.clone() />
            </span>
            <div class="body">
                <b>{event.name.clone()}</b>
                <small>{format!("{} · {}", (text().common.date)(day), line(&event, day))}</small>
            </div>
        </a>
    }
}
