//! The board on a projector: always dark, to be read from far, without anything to press. It comes back by itself.

use super::{
    api,
    crowd::Crowd,
    effects::Overlays,
    feed::Feed,
    heat::{share, weekday},
    page::{Down, keep},
    presses::Tile,
    steam::Steam,
    wire::{BoardPage, Button, Week},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    i18n::text,
    kit::{Brand, Loading, stay_awake, time},
};
use jiff::{ToSpan, tz::Offset};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::LazyRoute;

/// Hours of a day.
const HOURS: usize = 24;

pub struct DisplayRoute {
    page: ArcResource<Result<BoardPage, ApiError>>,
}

impl LazyRoute for DisplayRoute {
    fn data() -> Self {
        Self { page: ArcResource::new(|| (), |()| api::read_board()) }
    }

    async fn view(this: Self) -> AnyView {
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Wall page /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().board.display />
            <main class="display" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Wall(page: BoardPage) -> impl IntoView {
    let t = &text().board;
    let steam = Steam::new(page);
    keep(steam, true);
    stay(steam);
    let clock = move || {
        let at = jiff::Timestamp::from_millisecond(steam.now.get()).unwrap_or_default();
        let offset = Offset::from_seconds(steam.offset.get()).unwrap_or(Offset::UTC);
        time::clock(offset.to_datetime(at))
    };
    let tile = move |button: Button| {
        let is_hot = move || steam.hot.with(|hot| hot.as_ref().is_some_and(|(what, _)| what == button.word()));
        view! {
            <div class="press" class:hot=is_hot data-tone=button.tone()>
                <Tile steam button />
            </div>
        }
    };
    let host = steam.address.get_value().split(['/', ':']).next().unwrap_or_default().to_owned();
    view! {
        <header>
            <span class="brandmark">
                <Brand />
            </span>
            <h1>{(t.lets_off)(&host)}</h1>
            <span class="grow"></span>
            <Down steam />
            <Crowd steam size="" />
            <time>{clock}</time>
            <a class="sr leave" href="/board">
                {t.leave}
            </a>
        </header>
        <div class="wall">
            <div class="tiles">{Button::ALL.map(tile)}</div>
            <section class="live">
                <h2>{t.just_now}</h2>
                <Feed steam />
            </section>
        </div>
        <footer>
            <Bars week=steam.week />
            <p>
                <b>{move || (t.n_today)(steam.clicks_today())}</b>
                <span>{steam.address.get_value()}</span>
            </p>
        </footer>
        <Overlays show=steam.show />
    }
}

/// Every hour of the week as a bar.
#[component]
fn Bars(week: RwSignal<Week>) -> impl IntoView {
    let bars = move || {
        week.with(|week| {
            let most = week.clicks.iter().copied().max().unwrap_or(0);
            let last = week.clicks.len().saturating_sub(1);
            let bar = |index: usize| {
                let clicks = week.clicks.get(index).copied().unwrap_or(0);
                let style = format!("--v:{}", share(clicks, most));
                let (begins, is_last) = (index > 0 && index.is_multiple_of(HOURS), index == last);
                view! { <i class:d=begins class:now=is_last style=style></i> }
            };
            (0..7 * HOURS).map(bar).collect_view()
        })
    };
    let names = move || {
        let first = week.with(|week| week.first);
        (0..7_i64).map(|day| view! { <span>{weekday(first.saturating_add(day.days()))}</span> }).collect_view()
    };
    view! {
        <div>
            <div class="bars" role="img" aria-label=text().board.week>
                {bars}
            </div>
            <div class="days">{names}</div>
        </div>
    }
}

/// Keeps the screen awake, hides the pointer, and leaves with Escape.
fn stay(steam: Steam) {
    stay_awake(|| true);
    #[cfg(feature = "hydrate")]
    {
        use leptos_router::{NavigateOptions, hooks::use_navigate};
        Effect::new(move || {
            if steam.me.with_value(Option::is_none) {
                // Minutes behind UTC, as browsers have it.
                let behind = js_sys::Date::new_0().get_timezone_offset() as i32;
                steam.offset.set(-behind * 60);
            }
        });
        let navigate = use_navigate();
        let leave = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                navigate("/board", NavigateOptions::default());
            }
        });
        on_cleanup(move || leave.remove());
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = steam;
}
