//! The state of an open chat: what of its history is loaded, what is new, who types, what is being edited.

#[cfg(feature = "hydrate")]
mod loading;

use super::{
    api,
    line::Line,
    outbox::{Progress, Unsent, use_outbox},
    wire::{ChatKind, ChatPage, ChatRow, HistoryPage, MessageKind, MessageRow, Talker, TalkerKind},
};
use crate::app::{
    error::Code,
    kit::{Latest, time::Offsets},
    live,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashMap, sync::Arc};

/// So many messages are held at once: who reads on lets go of the other end, and finds it again on the way back.
const WINDOW: usize = 300;

/// What the composer does with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    Write,
    Edit(Arc<MessageRow>),
    Reply(Arc<MessageRow>),
}

/// An open chat.
#[derive(Clone, Copy)]
pub struct Thread {
    pub chat: RwSignal<ChatRow>,
    pub me: StoredValue<Talker>,
    pub members: RwSignal<u32>,
    pub can_post: RwSignal<bool>,
    offsets: StoredValue<Offsets>,
    messages: RwSignal<Vec<Arc<MessageRow>>>,
    people: RwSignal<HashMap<String, Talker>>,
    /// Older, newer messages than those loaded begin here.
    pub before: RwSignal<Option<i64>>,
    pub after: RwSignal<Option<i64>>,
    /// Where the reader was when the chat was opened, and the last message then.
    read_seq: i64,
    opened_seq: i64,
    refreshes: Latest,
    /// How many changes of messages were heard of.
    changes: StoredValue<u32>,
    /// The highest message that was heard of while the end was not loaded.
    beyond: StoredValue<i64>,
    /// The chat is not there any more.
    pub is_gone: RwSignal<bool>,
    pub other_read_seq: RwSignal<i64>,
    /// Id, name, and until when, in epoch milliseconds.
    typing: RwSignal<Vec<(String, String, f64)>>,
    pub mode: RwSignal<Mode>,
    /// The newest message is in view.
    pub is_at_end: RwSignal<bool>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser loads more"))]
    is_loading: StoredValue<bool>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser reads"))]
    noted_seq: StoredValue<i64>,
}

impl Thread {
    pub fn new(page: ChatPage) -> Self {
        let opened_seq = page.chat.last.as_ref().map_or(0, |last| last.seq);
        let people = page.history.people.into_iter().chain([page.me.clone()]);
        let thread = Self {
            chat: RwSignal::new(page.chat),
            me: StoredValue::new(page.me),
            members: RwSignal::new(page.members),
            can_post: RwSignal::new(page.can_post),
            offsets: StoredValue::new(page.offsets),
            messages: RwSignal::new(page.history.messages.into_iter().map(Arc::new).collect()),
            people: RwSignal::new(people.map(|person| (person.id.clone(), person)).collect()),
            before: RwSignal::new(page.history.before),
            after: RwSignal::new(page.history.after),
            read_seq: page.read_seq,
            opened_seq,
            refreshes: Latest::default(),
            changes: StoredValue::new(0),
            beyond: StoredValue::new(0),
            is_gone: RwSignal::new(false),
            other_read_seq: RwSignal::new(page.other_read_seq),
            typing: RwSignal::new(Vec::new()),
            mode: RwSignal::new(Mode::Write),
            is_at_end: RwSignal::new(true),
            is_loading: StoredValue::new(false),
            noted_seq: StoredValue::new(page.read_seq),
        };
        live::listen(move |notice| thread.hear(notice));
        live::on_missed(page.position, move || {
            thread.catch_up();
            thread.refresh();
        });
        thread
    }

    pub fn id(self) -> String {
        self.chat.with_untracked(|chat| chat.id.clone())
    }

    pub fn my_id(self) -> String {
        self.me.with_value(|me| me.id.clone())
    }

    pub fn wall(self, at: jiff::Timestamp) -> jiff::civil::DateTime {
        self.offsets.with_value(|offsets| offsets.wall(at))
    }

    pub fn person(self, id: &str) -> Talker {
        let known = self.people.with(|people| people.get(id).cloned());
        known.unwrap_or_else(|| Talker {
            id: id.to_owned(),
            name: String::new(),
            picture: String::new(),
            kind: TalkerKind::Person,
        })
    }

    pub fn is_dialog(self) -> bool {
        self.chat.with_untracked(|chat| chat.kind == ChatKind::Dialog)
    }

    /// The log as it is shown: messages by day, then what this tab has not sent yet.
    pub fn lines(self) -> Vec<Line> {
        let me = self.my_id();
        let id = self.id();
        let mut lines = Vec::new();
        let mut day = None;
        let mut author: Option<String> = None;
        let mut is_new_told = false;
        let mut add = |message: &Arc<MessageRow>, progress: Option<Progress>| {
            let date = self.wall(message.sent_at).date();
            // Clocks differ: a day that is over does not begin again.
            if day.is_none_or(|known| known < date) {
                day = Some(date);
                lines.push(Line::Day(date));
                author = None;
            }
            let was_unread = message.seq > self.read_seq && message.seq <= self.opened_seq;
            let is_new = progress.is_none() && was_unread && message.author_id != me;
            if is_new && !is_new_told && self.read_seq > 0 && message.kind == MessageKind::Text {
                lines.push(Line::New);
                is_new_told = true;
                author = None;
            }
            if message.kind == MessageKind::Text {
                let is_first = author.as_ref() != Some(&message.author_id);
                author = Some(message.author_id.clone());
                lines.push(Line::Message { message: message.clone(), is_first, progress });
            } else {
                author = None;
                lines.push(Line::Happened(message.clone()));
            }
        };
        self.messages.with(|messages| messages.iter().for_each(|message| add(message, None)));
        use_outbox().all.with(|all| {
            // The server's word for one that is out can come before the answer to its sending.
            let is_out = |unsent: &Unsent| {
                self.messages.with(|messages| {
                    messages
                        .iter()
                        .rev()
                        .take(50)
                        .any(|known| known.author_id == me && known.client_id.as_ref() == Some(&unsent.client_id))
                })
            };
            for unsent in all.iter().filter(|unsent: &&Unsent| unsent.chat_id == id && !is_out(unsent)) {
                add(&Arc::new(unsent.row()), Some(unsent.progress));
            }
        });
        lines
    }

    /// Names of those who type now.
    pub fn typing(self) -> Vec<String> {
        self.typing.with(|typing| typing.iter().map(|(_, name, _)| name.clone()).collect())
    }

    /// The last message of the reader's own that can be edited.
    pub fn last_own(self) -> Option<Arc<MessageRow>> {
        let me = self.my_id();
        let is_own = |message: &&Arc<MessageRow>| {
            message.author_id == me && message.kind == MessageKind::Text && !message.is_deleted
        };
        self.messages.with_untracked(|messages| messages.iter().rev().find(is_own).cloned())
    }

    /// The last message that can be answered.
    pub fn last(self) -> Option<Arc<MessageRow>> {
        let is_text = |message: &&Arc<MessageRow>| message.kind == MessageKind::Text && !message.is_deleted;
        self.messages.with_untracked(|messages| messages.iter().rev().find(is_text).cloned())
    }

    /// Puts a message where it belongs, or in the place of what it was.
    pub fn put(self, message: MessageRow) {
        let (has_older, has_newer) = (self.before.get_untracked().is_some(), self.after.get_untracked().is_some());
        self.messages.update(|messages| {
            // What quotes it says what it says now.
            for known in messages.iter_mut() {
                if known.quote.as_ref().is_some_and(|quote| quote.id == message.id) {
                    let mut row = MessageRow::clone(known);
                    if let Some(quote) = &mut row.quote {
                        quote.text.clone_from(&message.text);
                    }
                    *known = Arc::new(row);
                }
            }
            let place = messages.partition_point(|other| other.seq < message.seq);
            match messages.get_mut(place) {
                // The same again is left in its place, and with it what has the focus.
                Some(known) if known.seq == message.seq && **known == message => {}
                Some(known) if known.seq == message.seq => *known = Arc::new(message),
                // What lies beyond the loaded stretch, at either end, comes when one scrolls there.
                Some(_) if place == 0 && has_older => {}
                None if has_newer => self.beyond.update_value(|beyond| *beyond = (*beyond).max(message.seq)),
                _ => messages.insert(place, Arc::new(message)),
            }
            if self.is_at_end.get_untracked() {
                self.let_go_of_older(messages);
            }
        });
    }

    /// How many changes were heard of so far.
    pub fn heard(self) -> u32 {
        self.changes.try_get_value().unwrap_or_default()
    }

    /// Puts what was answered to a change of one's own, which everybody hears of as well: what was heard since may be newer.
    pub fn put_answer(self, message: MessageRow, heard: u32) {
        if self.changes.try_get_value() == Some(heard) {
            self.put(message);
        }
    }

    fn let_go_of_older(self, messages: &mut Vec<Arc<MessageRow>>) {
        let surplus = messages.len().saturating_sub(WINDOW);
        if surplus > 0 {
            messages.drain(..surplus);
            self.before.set(messages.first().map(|message| message.seq));
        }
    }

    fn hear(self, notice: &serde_json::Value) {
        let is_about_it = match notice["kind"].as_str().unwrap_or_default() {
            "chat" => notice["id"] == self.id().as_str(),
            // A block shows in what can be done, and is not told to the other one by itself.
            "friend" | "request" => self.is_dialog(),
            _ => false,
        };
        if is_about_it {
            return self.refresh();
        }
        if notice["chat"] != self.id().as_str() {
            return;
        }
        match notice["kind"].as_str().unwrap_or_default() {
            "message" | "changed" => {
                let Ok(message) = serde_json::from_value::<MessageRow>(notice["message"].clone()) else { return };
                if let Ok(author) = serde_json::from_value::<Talker>(notice["author"].clone()) {
                    self.people.update(|people| drop(people.insert(author.id.clone(), author)));
                }
                self.typing.update(|typing| typing.retain(|(id, ..)| *id != message.author_id));
                if notice["kind"] == "changed" {
                    self.changes.update_value(|changes| *changes += 1);
                }
                if matches!(message.kind, MessageKind::Joined | MessageKind::Left) {
                    self.refresh();
                }
                self.put(message);
            }
            "read" if notice["who"] != self.my_id().as_str() => {
                let seq = notice["seq"].as_i64().unwrap_or_default();
                self.other_read_seq.update(|known| *known = (*known).max(seq));
            }
            "typing" if notice["who"] != self.my_id().as_str() => self.hear_typing(notice),
            _ => {}
        }
    }

    #[cfg(feature = "hydrate")]
    fn hear_typing(self, notice: &serde_json::Value) {
        const SHOWN_MS: f64 = 5_000.0;
        let text = |key: &str| notice[key].as_str().unwrap_or_default().to_owned();
        let (id, name, until) = (text("who"), text("name"), js_sys::Date::now() + SHOWN_MS);
        self.typing.update(|typing| {
            typing.retain(|(other, ..)| *other != id);
            typing.push((id, name, until));
        });
        let forget = move || {
            let now = js_sys::Date::now();
            self.typing.try_update(|typing| typing.retain(|(.., until)| *until > now));
        };
        set_timeout(forget, std::time::Duration::from_millis(5_050));
    }

    #[cfg(not(feature = "hydrate"))]
    fn hear_typing(self, _: &serde_json::Value) {}

    fn take(self, page: &HistoryPage) {
        let new = page.people.iter().map(|person| (person.id.clone(), person.clone()));
        self.people.try_update(|people| people.extend(new));
        for message in &page.messages {
            self.put(message.clone());
        }
    }

    /// Reads anew what the chat is called, who is in it, and whether it is there at all; nothing of its history.
    fn refresh(self) {
        let Some(mine) = self.refreshes.ask() else { return };
        let id = self.id();
        spawn_local(async move {
            let read = api::open_chat(id, Some(0)).await;
            if !self.refreshes.take(mine) {
                return;
            }
            match read {
                Ok(page) => {
                    self.is_gone.set(!page.is_member);
                    self.chat.set(page.chat);
                    self.members.set(page.members);
                    if self.can_post.get_untracked() != page.can_post {
                        self.can_post.set(page.can_post);
                    }
                }
                Err(error) if error.code == Code::NotFound => self.is_gone.set(true),
                // The next notice tries again.
                Err(_) => {}
            }
        });
    }

    /// Reads the newest messages anew: what was missed, and what became of those that are here.
    fn catch_up(self) {
        const AGAIN: std::time::Duration = std::time::Duration::from_secs(2);
        if self.after.try_get_untracked().is_none_or(|after| after.is_some()) {
            return;
        }
        spawn_local(async move {
            let last = self.messages.with_untracked(|messages| messages.last().map_or(0, |message| message.seq));
            let newest = api::read_history(self.id(), None, None).await;
            if self.messages.try_get_untracked().is_none() {
                return;
            }
            match newest {
                Ok(page) if page.messages.first().is_some_and(|first| first.seq > last + 1) => {
                    // More was missed than a page holds: what is between comes by scrolling up.
                    let newest = page.messages.last().map_or(0, |message| message.seq);
                    self.messages.update(|messages| messages.retain(|message| message.seq > newest));
                    self.before.set(page.before);
                    self.take(&page);
                }
                Ok(page) => self.take(&page),
                Err(error) if error.code.status() >= 500 => set_timeout(move || self.catch_up(), AGAIN),
                Err(error) => drop(self.is_gone.try_set(error.code == Code::NotFound)),
            }
        });
    }
}
