//! What only somebody at a screen does: loading more history on either side, and noting what was read.

use super::{
    super::{
        api,
        wire::{HistoryPage, MessageRow},
    },
    Thread, WINDOW,
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

impl Thread {
    /// Loads what is older.
    pub fn load_before(self) {
        let Some(seq) = self.before.get_untracked().filter(|_| !self.is_loading.get_value()) else { return };
        self.is_loading.set_value(true);
        spawn_local(async move {
            let loaded = api::read_history(self.id(), Some(seq), None).await;
            self.is_loading.try_set_value(false);
            // Another stretch may have been loaded meanwhile, which this does not join.
            if let (Ok(page), Some(true)) = (loaded, self.before.try_get_untracked().map(|now| now == Some(seq))) {
                self.take_all(page.clone(), false);
                self.before.set(page.before);
            }
        });
    }

    /// Loads what is newer.
    pub fn load_after(self) {
        let Some(seq) = self.after.get_untracked().filter(|_| !self.is_loading.get_value()) else { return };
        self.is_loading.set_value(true);
        spawn_local(async move {
            let loaded = api::read_history(self.id(), None, Some(seq)).await;
            self.is_loading.try_set_value(false);
            if let (Ok(page), Some(true)) = (loaded, self.after.try_get_untracked().map(|now| now == Some(seq))) {
                self.take_all(page.clone(), true);
                self.end_at(page.after);
            }
        });
    }

    /// Forgets what is loaded and shows the newest.
    pub fn jump_to_newest(self) {
        spawn_local(async move {
            if let (Ok(page), Some(_)) =
                (api::read_history(self.id(), None, None).await, self.after.try_get_untracked())
            {
                self.messages.set(page.messages.iter().cloned().map(Arc::new).collect());
                self.take(&HistoryPage { messages: Vec::new(), ..page.clone() });
                self.before.set(page.before);
                self.end_at(None);
                self.is_at_end.set(true);
            }
        });
    }

    /// Notes where what is newer begins: also what was heard of while this was being loaded.
    fn end_at(self, after: Option<i64>) {
        let last = self.messages.with_untracked(|messages| messages.last().map_or(0, |message| message.seq));
        self.after.set(after.or_else(|| (self.beyond.get_value() > last).then_some(last)));
    }

    /// One change for a whole stretch, at the one end or the other.
    fn take_all(self, page: HistoryPage, at_end: bool) {
        let new = page.people.iter().map(|person| (person.id.clone(), person.clone()));
        self.people.update(|people| people.extend(new));
        self.messages.update(|messages| {
            let has = |message: &MessageRow| messages.binary_search_by_key(&message.seq, |known| known.seq).is_ok();
            let fresh: Vec<Arc<MessageRow>> = page.messages.iter().filter(|m| !has(m)).cloned().map(Arc::new).collect();
            if at_end {
                messages.extend(fresh);
                messages.sort_by_key(|message| message.seq);
                self.let_go_of_older(messages);
            } else {
                messages.splice(0..0, fresh);
                if messages.len() > WINDOW {
                    messages.truncate(WINDOW);
                    self.after.set(messages.last().map(|message| message.seq));
                }
            }
        });
    }

    /// Tells the server how far the reader has read, if that is news.
    pub fn note_read(self) {
        if self.after.get_untracked().is_some() {
            return;
        }
        let last = self.messages.with_untracked(|messages| messages.last().map_or(0, |message| message.seq));
        if last <= self.noted_seq.get_value() {
            return;
        }
        self.noted_seq.set_value(last);
        let id = self.id();
        spawn_local(async move {
            if api::mark_read(id, last).await.is_err() {
                // The next look tries again.
                self.noted_seq.try_set_value(last - 1);
            }
        });
    }
}
