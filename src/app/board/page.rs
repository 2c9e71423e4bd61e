//! The board: buttons, words, effects, the week, who is here, and what they say.

use super::{
    api,
    crowd::Crowd,
    effects::{Overlays, Palette},
    feed::{Feed, Line},
    heat::Heat,
    link::{self, Link},
    presses::Presses,
    steam::Steam,
    wire::{BoardPage, FEED, FeedPage},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Icon, Loading},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};
use std::time::Duration;

/// Times are told anew, and the ear hears a summary, this often.
const TICK: Duration = Duration::from_secs(20);

pub struct BoardRoute {
    page: ArcResource<Result<BoardPage, ApiError>>,
    older: ArcResource<Result<Option<FeedPage>, ApiError>>,
}

impl LazyRoute for BoardRoute {
    fn data() -> Self {
        let query = use_query_map();
        let before = move || query.with(|query| query.get("before")).filter(|before| !before.is_empty());
        Self {
            page: ArcResource::new(|| (), |()| api::read_board()),
            older: ArcResource::new(before, async |before| match before {
                Some(before) => api::read_feed(before).await.map(Some),
                None => Ok(None),
            }),
        }
    }

    async fn view(this: Self) -> AnyView {
        let Self { page, older } = this;
        let body = move || {
            let (page, older) = (page.clone(), older.clone());
            Suspend::new(async move {
                match (older.await, page.await) {
                    (Ok(Some(older)), _) => view! { <Older page=older /> }.into_any(),
                    (Ok(None), Ok(page)) => view! { <Inside page /> }.into_any(),
                    (Err(error), _) | (_, Err(error)) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().board.title />
            <main class="sheet board" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

/// Connects a page's knowledge for as long as the page is there.
pub fn keep(steam: Steam, watches: bool) {
    Effect::new(move || {
        // Without a name first, then by the one that was typed.
        let name = if steam.me.with_value(Option::is_none) { steam.name.get() } else { String::new() };
        let link = Link { watches, name };
        // The one before can't say any more that it is back.
        steam.is_down.set(false);
        link::connect(link, move |news| steam.hear(news), move |is_down| _ = steam.is_down.try_set(is_down));
    });
    Effect::new(move || {
        if let Ok(every) = set_interval_with_handle(move || steam.tick(), TICK) {
            on_cleanup(move || every.clear());
        }
    });
}

#[component]
fn Inside(page: BoardPage) -> impl IntoView {
    let t = &text().board;
    let next = page.next.clone();
    let steam = Steam::new(page);
    keep(steam, false);
    // What has fallen out of the list is behind its last line.
    let last = move || steam.feed.with(|feed| feed.last().filter(|_| feed.len() >= FEED).map(|press| press.id.clone()));
    let older = move || last().or_else(|| next.clone());
    let summary = move || (t.summary)(steam.clicks_today(), steam.crowd.with(|crowd| crowd.count));
    let fill = move |_| fill_screen();
    view! {
        <header class="top">
            <div class="ttl">
                <h1>{t.title}</h1>
                <p>{summary}</p>
            </div>
            <div class="acts">
                <Down steam />
                <a class="btn" href="/board/statistics" aria-label=t.statistics>
                    <Icon name="chart-bar" />
                    <span class="wide">{t.statistics}</span>
                </a>
                <a class="btn" href="/board/display" aria-label=t.display on:click=fill>
                    <Icon name="monitor" />
                    <span class="wide">{t.display}</span>
                </a>
            </div>
        </header>
        <div class="split">
            <div class="page">
                <div class="stack gap5">
                    <Problem />
                    <Presses steam />
                    <Heat week=steam.week />
                    <Palette steam />
                </div>
            </div>
            <aside class="panel">
                <section>
                    <div class="row">
                        <h2 class="grow h3">{t.here_now}</h2>
                        <span class="tiny">{move || steam.crowd.with(|crowd| crowd.count)}</span>
                    </div>
                    <Crowd steam />
                </section>
                <section>
                    <h2 class="h3">{t.feed}</h2>
                    <Show when=move || steam.feed.with(Vec::is_empty)>
                        <p class="muted">{t.feed_empty}</p>
                    </Show>
                    <Feed steam />
                    {move || {
                        older()
                            .map(|before| {
                                view! {
                                    <a class="btn ghost more" href=format!("/board?before={before}")>
                                        {t.older}
                                    </a>
                                }
                            })
                    }}
                </section>
            </aside>
        </div>
        <p class="sr" role="status">
            {move || steam.spoken.get()}
        </p>
        <Overlays show=steam.show />
    }
}

/// Says that the connection is down.
#[component]
pub fn Down(steam: Steam) -> impl IntoView {
    view! {
        <Show when=move || steam.is_down.get()>
            <span class="chip warn" role="status">
                <Icon name="wifi-slash" />
                {text().board.reconnecting}
            </span>
        </Show>
    }
}

/// Older lines of the feed.
#[component]
fn Older(page: FeedPage) -> impl IntoView {
    let t = &text().board;
    let now = Signal::stored(page.now);
    view! {
        <header class="top">
            <a class="ib back" href="/board" aria-label=t.to_board>
                <Icon name="arrow-left" />
            </a>
            <div class="ttl">
                <h1>{t.feed}</h1>
            </div>
        </header>
        <div class="page">
            <div class="narrow stack">
                <ul class="feed">{page.feed.into_iter().map(|press| view! { <Line press now /> }).collect_view()}</ul>
                <div class="row">
                    <a class="btn ghost" href="/board">
                        {t.newest}
                    </a>
                    {page
                        .next
                        .map(|before| {
                            view! {
                                <a class="btn ghost" href=format!("/board?before={before}")>
                                    {t.older}
                                </a>
                            }
                        })}
                </div>
            </div>
        </div>
    }
}

/// A browser fills the screen only when somebody has just pressed something.
fn fill_screen() {
    #[cfg(feature = "hydrate")]
    if let Some(root) = document().document_element() {
        // Where it can't, the page is as large as its window.
        let _ = root.request_fullscreen();
    }
}
