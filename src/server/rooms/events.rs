//! What happens in rooms, as the documented API tells it.

use axum::body::Bytes;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Notices of the bus on their way to one client.
pub struct Translator {
    me: String,
    session: String,
    /// What happened before its own sign-in is not told to a session.
    is_open: bool,
    /// Nothing is told of a room that is gone.
    closed: HashSet<String>,
}

/// What a notice means for a client.
pub enum Meaning {
    Events(Vec<Bytes>),
    /// Its session is over.
    End,
}

impl Translator {
    /// `is_open` for a session that goes on after a restart.
    pub fn new(me: &str, session: &str, is_open: bool) -> Self {
        Self { me: me.to_owned(), session: session.to_owned(), is_open, closed: HashSet::new() }
    }

    pub fn read(&mut self, body: &str) -> Meaning {
        let notice: Value = serde_json::from_str(body).unwrap_or_default();
        let kind = (notice["kind"].as_str().unwrap_or_default(), notice["event"].as_str().unwrap_or_default());
        let is_own = notice["who"]["id"] == self.me.as_str();
        if kind.0 == "poller" && is_own && notice["session"] == self.session.as_str() {
            if kind.1 == "out" {
                return Meaning::End;
            }
            self.is_open = true;
        }
        if !self.is_open || notice["chat"].as_str().is_some_and(|chat| self.closed.contains(chat)) {
            return Meaning::Events(Vec::new());
        }
        let events = match kind {
            ("message", _) if notice["room"].is_string() => vec![envelope("MessageEvent", message(&notice))],
            ("room", "came") if !(is_own && notice["is_back"] == true) => {
                let mut joined = timed(&notice, &["user", "verified", "admin", "bot"]);
                joined["chat"] = notice["room"].clone();
                vec![envelope("ChatJoinEvent", joined), envelope("SystemMessageChatJoinEvent", system(&notice))]
            }
            ("room", "went") if !is_own => {
                let mut left = timed(&notice, &["user"]);
                left["chat"] = notice["room"].clone();
                vec![envelope("ChatLeaveEvent", left), envelope("SystemMessageChatLeaveEvent", system(&notice))]
            }
            ("rooms", event @ ("opened" | "closed")) => {
                let mut changed = timed(&notice, &[]);
                changed["chat"] = notice["room"].clone();
                if event == "closed" {
                    self.closed.insert(notice["chat"].as_str().unwrap_or_default().to_owned());
                }
                vec![envelope(if event == "opened" { "ChatCreatedEvent" } else { "ChatRemovedEvent" }, changed)]
            }
            ("poller", event) if event == "in" || !is_own => {
                let mut logged = timed(&notice, &["user"]);
                logged["chat"] = "".into();
                vec![envelope(if event == "in" { "LoginEvent" } else { "LogoutEvent" }, logged)]
            }
            _ => Vec::new(),
        };
        Meaning::Events(events)
    }
}

fn envelope(kind: &str, event: Value) -> Bytes {
    Bytes::from(json!({"event": event, "type": kind}).to_string())
}

/// The time under both its names, and what is told of who did it.
fn timed(notice: &Value, keys: &[&str]) -> Value {
    let mut event = json!({"Time": notice["at"], "time": notice["at"]});
    for key in keys {
        event[*key] = notice["who"][*key].clone();
    }
    event
}

fn system(notice: &Value) -> Value {
    json!({"chat": notice["room"], "user": notice["who"]["user"], "time": notice["at"]})
}

fn message(notice: &Value) -> Value {
    let (author, message) = (&notice["author"], &notice["message"]);
    let sent_at = message["sent_at"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok());
    json!({"user": author["user"], "verified": author["verified"], "admin": author["admin"], "bot": author["bot"],
        "chat": notice["room"], "id": message["seq"], "text": message["text"],
        "time": sent_at.unwrap_or_default().as_second()})
}
