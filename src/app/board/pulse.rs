//! The board on other pages: how much steam was let off today.

use super::{
    api,
    link::{self, Link},
    wire::Stats,
};
use crate::app::{i18n::text, kit::Icon};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// Figures are read anew this often at most.
const PAUSE: Duration = Duration::from_secs(3);

/// Runs something a moment after news of the board, once for all that come meanwhile.
pub fn every(run: impl Fn() + Clone + 'static) {
    let is_due = StoredValue::new(false);
    let is_first = StoredValue::new(true);
    Effect::new(move || {
        let run = run.clone();
        let hear = move |news: super::wire::BoardNews| {
            // The first is told when the page has just been read; later ones come after a pause, or with a new day.
            let was_first = is_first.try_update_value(|is_first| std::mem::replace(is_first, false)).unwrap_or(true);
            let is_news = !news.tallies.is_empty() || news.anew && !was_first;
            if !is_news || is_due.try_get_value() != Some(false) {
                return;
            }
            is_due.set_value(true);
            let run = run.clone();
            let then = move || {
                if is_due.try_set_value(false).is_none() {
                    run();
                }
            };
            set_timeout(then, PAUSE);
        };
        link::connect(Link { watches: true, name: String::new() }, hear, |_| {});
    });
}

/// "60 clicks on the board today", kept up to date.
#[component]
pub fn Pulse(stats: Stats) -> impl IntoView {
    let t = &text().board;
    let clicks = RwSignal::new(stats.click_count_today);
    every(move || {
        spawn_local(async move {
            if let Ok(stats) = api::current_stats().await {
                _ = clicks.try_set(stats.click_count_today);
            }
        });
    });
    view! {
        <a class="card tone pulse" data-tone="ochre" href="/board">
            <Icon name="hand-tap" />
            <b class="grow">{move || (t.pulse)(clicks.get())}</b>
            <Icon name="caret-right" />
        </a>
    }
}
