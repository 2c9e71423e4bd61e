//! Reading everything anew, without losing what is heard meanwhile.

use super::{DAY_MS, Steam};
use crate::app::board::{
    api, link,
    wire::{BoardPage, FEED, Tally},
};
use leptos::{prelude::*, task::spawn_local};

impl Steam {
    /// Everything as it was read.
    pub(super) fn read(self, page: BoardPage) {
        let tallies = page.tallies.into_iter().map(|tally| ((tally.is_event, tally.what), (tally.today, tally.total)));
        self.tallies.set(tallies.collect());
        self.feed.set(page.feed);
        self.crowd.set(page.crowd);
        self.week.set(page.week);
        self.day.set_value(page.now.div_euclid(DAY_MS));
        self.skew.set_value(page.now - link::clock_ms());
        self.now.set(page.now);
    }

    pub fn read_anew(self) {
        let Some(crowds) = self.crowds.try_get_value() else { return };
        spawn_local(async move {
            // Should it fail, the connection is down and this is done again when it is back.
            if let Ok(mut page) = api::read_board().await
                && self.feed.try_get_untracked().is_some()
            {
                if self.crowds.get_value() != crowds {
                    page.crowd = self.crowd.get_untracked();
                }
                self.catch_up(page);
            }
        });
    }

    /// What was heard since this was read is not in it yet.
    fn catch_up(self, mut page: BoardPage) {
        let newest = page.feed.first().map(|press| press.at).unwrap_or_default();
        let known = |id: &str| page.feed.iter().any(|press| press.id == id);
        let later = self.feed.with_untracked(|feed| {
            let later = feed.iter().filter(|press| press.at >= newest && !known(&press.id));
            later.cloned().collect::<Vec<_>>()
        });
        page.feed.splice(0..0, later);
        page.feed.truncate(FEED);
        let clicks = |page: &BoardPage| {
            page.tallies.iter().filter(|tally| !tally.is_event).map(|tally| tally.total).sum::<i64>()
        };
        let read = clicks(&page);
        let before = self.tallies.get_untracked();
        let is_same_day = self.day.get_value() == page.now.div_euclid(DAY_MS);
        for tally in page.tallies.iter_mut().filter(|_| is_same_day) {
            // Counts only grow.
            if let Some((today, total)) = before.get(&(tally.is_event, tally.what.clone())) {
                (tally.today, tally.total) = (tally.today.max(*today), tally.total.max(*total));
            }
        }
        // And what was pressed for the first time ever meanwhile was pressed.
        let is_new = |what: &(bool, String)| {
            !page.tallies.iter().any(|tally| (tally.is_event, &tally.what) == (what.0, &what.1))
        };
        let new = before.into_iter().filter(|(what, _)| is_same_day && is_new(what));
        let new = new.map(|((is_event, what), (today, total))| Tally { is_event, what, today, total });
        let new: Vec<Tally> = new.collect();
        page.tallies.extend(new);
        let more = clicks(&page) - read;
        if let Some(last) = page.week.clicks.last_mut() {
            *last += more;
        }
        self.read(page);
    }
}
