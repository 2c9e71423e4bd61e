//! What the board's pages know, kept up to date by what is heard.

mod anew;

use super::{
    api,
    effects::Show,
    link,
    wire::{
        BoardNews, BoardPage, Button, Crowd, Effect as Event, FEED, NOBODY, Press, Pressed, Said, Tally, Voice, Week,
    },
};
use crate::app::{
    error::ApiError,
    i18n::{Text, text},
    kit::{Toasts, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use std::{collections::BTreeMap, time::Duration};

/// A pressed button is down for so long.
const DOWN: Duration = Duration::from_millis(120);
/// On a projector the last button wears the lamp for so long.
const HOT: Duration = Duration::from_secs(4);
/// Who comes is told this often at most, in milliseconds.
const WELCOME_MS: f64 = 5_000.0;
/// All together have reached something every so many clicks.
const MILESTONE: i64 = 10_000;

const DAY_MS: i64 = 86_400_000;

type What = (bool, String);

/// Figures of a button that was pressed and not answered yet.
#[derive(Clone, Copy, Default)]
struct Hope {
    today: i64,
    total: i64,
    open: u32,
}

#[derive(Clone, Copy)]
pub struct Steam {
    text: &'static Text,
    tallies: RwSignal<BTreeMap<What, (i64, i64)>>,
    hopes: RwSignal<BTreeMap<What, Hope>>,
    pub feed: RwSignal<Vec<Press>>,
    pub crowd: RwSignal<Crowd>,
    pub week: RwSignal<Week>,
    /// The server's clock in milliseconds, and how far it is ahead of the browser's.
    pub now: RwSignal<i64>,
    skew: StoredValue<i64>,
    /// The day of the figures, from 1970 on in UTC.
    day: StoredValue<i64>,
    /// How often it was told who is here.
    crowds: StoredValue<u32>,
    pub offset: RwSignal<i32>,
    pub address: StoredValue<String>,
    pub me: StoredValue<Option<String>>,
    /// What somebody without an account calls themselves, and what they said last.
    pub name: RwSignal<String>,
    pub comment: RwSignal<String>,
    pub voice: RwSignal<Voice>,
    pub down: RwSignal<Option<Button>>,
    pub hot: RwSignal<Option<(String, u64)>>,
    pub show: Show,
    /// Presses since somebody who listens was told, and what they are told.
    heard: StoredValue<(usize, String)>,
    pub spoken: RwSignal<String>,
    pub is_down: RwSignal<bool>,
    seat: StoredValue<Option<String>>,
    welcomed: StoredValue<f64>,
    toasts: Toasts,
}

/// Where no script remembers it, the address says what somebody without an account calls themselves.
fn named() -> String {
    let name = use_query_map().with_untracked(|query| query.get("name"));
    name.and_then(|name| super::wire::cut(&name, super::wire::NAME_MAX)).unwrap_or_default()
}

impl Steam {
    pub fn new(page: BoardPage) -> Self {
        let steam = Self {
            text: text(),
            tallies: RwSignal::default(),
            hopes: RwSignal::default(),
            feed: RwSignal::default(),
            crowd: RwSignal::default(),
            week: RwSignal::default(),
            now: RwSignal::new(page.now),
            skew: StoredValue::new(0),
            day: StoredValue::new(0),
            crowds: StoredValue::new(0),
            offset: RwSignal::new(page.offset),
            address: StoredValue::new(page.address.clone()),
            me: StoredValue::new(page.me.clone()),
            name: RwSignal::new(named()),
            comment: RwSignal::default(),
            voice: RwSignal::default(),
            down: RwSignal::new(None),
            hot: RwSignal::new(None),
            show: Show::default(),
            heard: StoredValue::default(),
            spoken: RwSignal::default(),
            is_down: RwSignal::new(false),
            seat: StoredValue::new(None),
            welcomed: StoredValue::new(f64::NEG_INFINITY),
            toasts: use_toasts(),
        };
        steam.read(page);
        steam
    }

    /// Time has passed.
    pub fn tick(self) {
        let now = link::clock_ms() + self.skew.try_get_value().unwrap_or_default();
        let Some(before) = self.now.try_get_untracked() else { return };
        self.now.set(now);
        if now.div_euclid(3_600_000) != before.div_euclid(3_600_000) {
            self.read_anew();
        }
        let (count, last) = self.heard.get_value();
        if count > 0 {
            self.spoken.set((self.text.board.heard)(count, &last));
            self.heard.set_value((0, String::new()));
        }
    }

    /// Today's and all presses of something, with those of one's own that are on their way.
    pub fn figures(self, is_event: bool, what: &str) -> (i64, i64) {
        let what = (is_event, what.to_owned());
        let (today, total) = self.tallies.with(|tallies| tallies.get(&what).copied().unwrap_or_default());
        self.hopes.with(|hopes| match hopes.get(&what) {
            Some(hope) => (today.max(hope.today), total.max(hope.total)),
            None => (today, total),
        })
    }

    /// All clicks of today.
    pub fn clicks_today(self) -> i64 {
        let keys: Vec<String> = self
            .tallies
            .with(|tallies| tallies.keys().filter(|(is_event, _)| !is_event).map(|(_, what)| what.clone()).collect());
        let hopes =
            self.hopes.with(|hopes| hopes.keys().filter(|(is_event, _)| !is_event).cloned().collect::<Vec<_>>());
        let new = hopes.into_iter().map(|(_, what)| what).filter(|what| !keys.contains(what)).collect::<Vec<_>>();
        keys.iter().chain(&new).map(|what| self.figures(false, what).0).sum()
    }

    pub fn hear(self, news: BoardNews) {
        if self.feed.try_get_untracked().is_none() {
            return;
        }
        if let Some(seat) = news.seat {
            self.seat.set_value(Some(seat));
        }
        if news.anew {
            self.read_anew();
        }
        self.count(news.tallies);
        if let Some(crowd) = news.crowd {
            self.crowds.update_value(|crowds| *crowds += 1);
            self.crowd.set(crowd);
        }
        for said in news.said {
            self.say(said);
        }
        if !news.presses.is_empty() {
            self.see(news.presses);
        }
    }

    /// Counts only grow within a day.
    fn count(self, tallies: Vec<Tally>) {
        let clicks = |all: &BTreeMap<What, (i64, i64)>| -> i64 {
            all.iter().filter(|((is_event, _), _)| !is_event).map(|(_, (_, total))| total).sum()
        };
        if tallies.is_empty() {
            return;
        }
        let before = self.tallies.with_untracked(clicks);
        self.tallies.update(|all| {
            for tally in tallies {
                let figures = all.entry((tally.is_event, tally.what)).or_default();
                *figures = (figures.0.max(tally.today), figures.1.max(tally.total));
            }
        });
        let after = self.tallies.with_untracked(clicks);
        if after > before {
            self.week.update(|week| {
                if let Some(last) = week.clicks.last_mut() {
                    *last += after - before;
                }
            });
        }
        if before > 0 && before / MILESTONE < after / MILESTONE {
            self.show.milestone((self.text.board.milestone)(after / MILESTONE * MILESTONE));
        }
    }

    fn see(self, presses: Vec<Press>) {
        if let Some(last) = presses.last() {
            let name = if last.account_id.is_some() { last.shown.clone() } else { called(self.text, &last.name) };
            self.heard.update_value(|(count, who)| (*count, *who) = (*count + presses.len(), name));
        }
        for press in presses.iter().filter(|press| press.is_event) {
            if let Some(event) = Event::parse(&press.what) {
                let name = if press.account_id.is_some() { &press.shown } else { &press.name };
                self.show.effect(event, called(self.text, name));
            }
        }
        if let Some(click) = presses.iter().rev().find(|press| !press.is_event && !press.what.is_empty()) {
            self.light(click.what.clone());
        }
        self.feed.update(|feed| {
            for press in presses {
                if !feed.iter().any(|known| known.id == press.id) {
                    feed.insert(0, press);
                }
            }
            feed.truncate(FEED);
        });
    }

    fn light(self, what: String) {
        let number = self.hot.get_untracked().map_or(0, |(_, number)| number + 1);
        self.hot.set(Some((what, number)));
        let cool = move || {
            if self.hot.try_get_untracked().flatten().is_some_and(|(_, last)| last == number) {
                self.hot.set(None);
            }
        };
        set_timeout(cool, HOT);
    }

    fn say(self, said: Said) {
        let t = &self.text.board;
        match said {
            Said::Joined { name } => {
                let now = link::clock_ms() as f64;
                let is_me = self.me.get_value().as_ref() == Some(&name) || self.name.get_untracked() == name;
                if !is_me && now - self.welcomed.get_value() >= WELCOME_MS {
                    self.welcomed.set_value(now);
                    let line =
                        format!("{} · {}", (t.came)(&self.called(&name)), (t.makes)(self.crowd.get_untracked().count));
                    self.toasts.show(line, None);
                }
            }
            Said::Reached { name, clicks } => self.toasts.show((t.reached)(&self.called(&name), clicks), None),
            Said::Left { .. } | Said::Renamed { .. } | Said::Triggered { .. } => {}
        }
    }

    /// Somebody who is here, as they are shown.
    fn called(self, name: &str) -> String {
        let shown = |crowd: &Crowd| {
            let one = crowd.people.iter().find(|one| one.name == name && one.account_id.is_some())?;
            Some(one.shown.clone())
        };
        self.crowd.with_untracked(shown).unwrap_or_else(|| called(self.text, name))
    }

    /// Presses a button, with the words and the style that were chosen; those are then used up.
    pub fn press(self, button: Button) {
        let (comment, voice) = (self.comment.get_untracked(), self.voice.get_untracked());
        self.comment.set(String::new());
        self.voice.set(Voice::Plain);
        self.down.set(Some(button));
        set_timeout(move || _ = self.down.try_set(None), DOWN);
        let what = (false, button.word().to_owned());
        self.hope(&what);
        let (name, seat) = (self.typed(), self.seat.get_value());
        spawn_local(async move {
            let word = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let style = word(voice.style());
            let done = api::press_button(button.word().to_owned(), word(&comment), style, name, seat).await;
            let is_refused = done.is_err();
            self.settle(&what, done);
            if is_refused && self.comment.try_get_untracked().is_some_and(|newer| newer.is_empty()) {
                // Nothing that was written is lost.
                self.comment.set(comment);
                self.voice.set(voice);
            }
        });
    }

    pub fn set_off(self, event: Event) {
        let what = (true, event.word().to_owned());
        let (name, seat) = (self.typed(), self.seat.get_value());
        spawn_local(async move {
            let done = api::set_off(event.word().to_owned(), name, seat).await;
            self.settle(&what, done);
        });
    }

    fn typed(self) -> Option<String> {
        self.me.get_value().is_none().then(|| self.name.get_untracked())
    }

    /// Counts a press before it is answered.
    fn hope(self, what: &What) {
        let (today, total) = untrack(|| self.figures(what.0, &what.1));
        self.hopes.update(|hopes| {
            let open = hopes.get(what).map_or(0, |hope| hope.open);
            hopes.insert(what.clone(), Hope { today: today + 1, total: total + 1, open: open + 1 });
        });
    }

    fn settle(self, what: &What, done: Result<Pressed, ApiError>) {
        if self.feed.try_get_untracked().is_none() {
            return;
        }
        let is_refused = done.is_err();
        match done {
            Ok(pressed) => {
                let typed = self.typed().unwrap_or_default();
                if pressed.name == NOBODY && !["", NOBODY].contains(&typed.trim()) {
                    self.toasts.show(self.text.board.name_taken.to_owned(), None);
                }
                self.count(vec![pressed.tally]);
            }
            Err(error) => self.toasts.show((self.text.error)(error.code).to_owned(), None),
        }
        self.hopes.update(|hopes| {
            if let Some(hope) = hopes.get_mut(what) {
                hope.open -= 1;
                if is_refused {
                    (hope.today, hope.total) = (hope.today - 1, hope.total - 1);
                }
                if hope.open == 0 {
                    hopes.remove(what);
                }
            }
        });
    }
}

/// A name as it is shown: who says none is a guest, in every language.
pub fn called(text: &'static Text, name: &str) -> String {
    if name == NOBODY { text.board.guest.to_owned() } else { name.to_owned() }
}
