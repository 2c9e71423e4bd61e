//! What this tab has to send: shown at once, sent in order, again and again until the server has it. It survives a reload.

use super::wire::{MessageKind, MessageRow};
use crate::app::error::Code;
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How far the sending of a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    Sending,
    /// The server was not reached; it goes on by itself.
    Waiting,
    Refused(Code),
}

/// A message that the server does not have yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    pub author_id: String,
    pub chat_id: String,
    pub client_id: String,
    pub text: String,
    pub reply_to: Option<String>,
    /// Epoch milliseconds of the browser.
    pub written_at: i64,
    pub progress: Progress,
}

impl Unsent {
    /// As it will look among the others.
    pub fn row(&self) -> MessageRow {
        MessageRow {
            id: self.client_id.clone(),
            seq: i64::MAX,
            kind: MessageKind::Text,
            author_id: self.author_id.clone(),
            text: self.text.clone(),
            sent_at: Timestamp::from_millisecond(self.written_at).unwrap_or_default(),
            is_edited: false,
            is_deleted: false,
            quote: None,
            reactions: Vec::new(),
            client_id: Some(self.client_id.clone()),
        }
    }
}

/// The outbox of a tab.
#[derive(Clone, Copy)]
pub struct Outbox {
    pub all: RwSignal<Vec<Unsent>>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser sends"))]
    is_busy: StoredValue<bool>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser sends"))]
    is_timed: StoredValue<bool>,
}

impl Outbox {
    pub fn provide() {
        provide_context(Self {
            all: RwSignal::new(Vec::new()),
            is_busy: StoredValue::new(false),
            is_timed: StoredValue::new(false),
        });
    }
}

pub fn use_outbox() -> Outbox {
    expect_context()
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{super::api, Code, Outbox, Progress, Unsent};
    use crate::app::live;
    use leptos::{prelude::*, task::spawn_local};
    use std::time::Duration;

    /// Between two tries.
    const AGAIN: Duration = Duration::from_secs(2);
    const KEY: &str = "kith.unsent";

    impl Outbox {
        /// Takes up what a reload has interrupted.
        pub fn open(self, me: &str) {
            let kept = storage().and_then(|storage| storage.get_item(KEY).ok()?);
            let kept: Vec<Unsent> = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            if self.all.with_untracked(Vec::is_empty) {
                self.all.set(kept.into_iter().filter(|unsent| unsent.author_id == me).collect());
                self.go_on();
            }
        }

        pub fn push(self, unsent: Unsent) {
            self.all.update(|all| all.push(unsent));
            self.keep();
            self.go_on();
        }

        /// Tries a refused message again.
        pub fn retry(self, client_id: &str) {
            self.mark(client_id, Progress::Sending);
            self.go_on();
        }

        pub fn discard(self, client_id: &str) {
            self.all.update(|all| all.retain(|unsent| unsent.client_id != client_id));
            self.keep();
        }

        /// Sends the first message that waits; the next one after its answer, so that they stay in order.
        fn go_on(self) {
            let is_open = |unsent: &&Unsent| !matches!(unsent.progress, Progress::Refused(_));
            let next = self.all.with_untracked(|all| all.iter().find(is_open).cloned());
            let is_held = self.is_busy.get_value() || self.is_timed.get_value();
            let Some(next) = next.filter(|_| !is_held) else { return };
            self.is_busy.set_value(true);
            spawn_local(async move {
                let (chat, client_id) = (next.chat_id.clone(), next.client_id.clone());
                let sent = api::send_message(next.chat_id, next.text, Some(next.client_id), next.reply_to).await;
                self.is_busy.set_value(false);
                match sent {
                    Ok(message) => {
                        live::tell(&serde_json::json!({"kind": "message", "chat": chat, "message": message}));
                        self.discard(&client_id);
                        self.go_on();
                    }
                    Err(error) if error.code.status() >= 500 || error.code == Code::TooFast => {
                        self.mark(&client_id, Progress::Waiting);
                        self.go_on_later();
                    }
                    Err(error) => {
                        self.mark(&client_id, Progress::Refused(error.code));
                        self.go_on();
                    }
                }
            });
        }

        /// One timer for all that waits.
        fn go_on_later(self) {
            if self.is_timed.get_value() {
                return;
            }
            self.is_timed.set_value(true);
            let again = move || {
                self.is_timed.set_value(false);
                self.go_on();
            };
            set_timeout(again, AGAIN);
        }

        fn mark(self, client_id: &str, progress: Progress) {
            self.all.update(|all| {
                for unsent in all.iter_mut().filter(|unsent| unsent.client_id == client_id) {
                    unsent.progress = progress;
                }
            });
            self.keep();
        }

        fn keep(self) {
            let text = self.all.with_untracked(|all| serde_json::to_string(all).unwrap_or_default());
            if let Some(storage) = storage() {
                // Without storage a reload forgets; the tab itself goes on.
                let _ = storage.set_item(KEY, &text);
            }
        }
    }

    fn storage() -> Option<web_sys::Storage> {
        window().session_storage().ok()?
    }
}
