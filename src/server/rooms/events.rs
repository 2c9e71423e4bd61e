//! What happens in rooms, as the documented API tells it.

use crate::server::bus::Published;
use axum::body::Bytes;
use serde_json::{Value, json};
use std::collections::HashSet;

/// A notice of the bus as clients are told of it, made once for all of them.
struct Told {
    notice: Value,
    events: Vec<Bytes>,
}

/// Notices of the bus on their way to one client.
pub struct Translator {
    me: String,
    session: String,
    node: String,
    /// What happened before its own sign-in is not told to a session.
    is_open: bool,
    /// Nothing is told of a room that is gone.
    closed: HashSet<String>,
}

/// What a notice means for a client.
pub enum Meaning<'a> {
    Events(&'a [Bytes]),
    /// Its session is over, and others know it.
    Gone,
    /// What it was signed in with has ended: so does its session.
    End,
}

impl Translator {
    /// `is_open` for a session that goes on after a restart.
    pub fn new(me: &str, session: &str, node: String, is_open: bool) -> Self {
        Self { me: me.to_owned(), session: session.to_owned(), node, is_open, closed: HashSet::new() }
    }

    /// `proof` gives the public hash of what the client was signed in with last.
    pub fn read<'a>(&mut self, published: &'a Published, proof: impl FnOnce() -> Option<String>) -> Meaning<'a> {
        let Some(told) = published.read(tell) else { return Meaning::Events(&[]) };
        let notice = &told.notice;
        let is_own = notice["who"]["id"] == self.me.as_str();
        match (notice["kind"].as_str().unwrap_or_default(), notice["event"].as_str().unwrap_or_default()) {
            ("session-ended", _) if proof().is_some_and(|proof| notice["session"] == proof) => return Meaning::End,
            ("poller", event) if is_own && notice["session"] == self.session.as_str() => match event {
                "in" => self.is_open = true,
                "moved" if notice["node"] == self.node.as_str() => {}
                // Of before its own sign-in nothing concerns it, not even another session under its name.
                _ if !self.is_open => {}
                _ => return Meaning::Gone,
            },
            _ => {}
        }
        let is_closed = notice["chat"].as_str().is_some_and(|chat| self.closed.contains(chat));
        let is_hidden = !is_own && notice["is_hidden"] == true;
        if !self.is_open || is_closed || is_hidden || is_own && is_for_others(notice) {
            return Meaning::Events(&[]);
        }
        if notice["kind"] == "rooms" && notice["event"] == "closed" {
            self.closed.insert(notice["chat"].as_str().unwrap_or_default().to_owned());
        }
        Meaning::Events(&told.events)
    }
}

/// What nobody is told of themselves: that they left, signed out, or are back.
fn is_for_others(notice: &Value) -> bool {
    let event = notice["event"].as_str().unwrap_or_default();
    matches!(event, "went" | "out") || event == "came" && notice["is_back"] == true
}

fn tell(body: &str) -> Told {
    let notice: Value = serde_json::from_str(body).unwrap_or_default();
    let kind = (notice["kind"].as_str().unwrap_or_default(), notice["event"].as_str().unwrap_or_default());
    let events = match kind {
        ("message", _) if notice["room"].is_string() => vec![envelope("MessageEvent", message(&notice))],
        ("room", "came") => {
            let mut joined = timed(&notice, &["user", "verified", "admin", "bot"]);
            joined["chat"] = notice["room"].clone();
            vec![envelope("ChatJoinEvent", joined), envelope("SystemMessageChatJoinEvent", system(&notice))]
        }
        ("room", "went") => {
            let mut left = timed(&notice, &["user"]);
            left["chat"] = notice["room"].clone();
            vec![envelope("ChatLeaveEvent", left), envelope("SystemMessageChatLeaveEvent", system(&notice))]
        }
        ("rooms", event) => {
            let mut changed = timed(&notice, &[]);
            changed["chat"] = notice["room"].clone();
            vec![envelope(if event == "opened" { "ChatCreatedEvent" } else { "ChatRemovedEvent" }, changed)]
        }
        ("poller", event @ ("in" | "out")) => {
            let mut logged = timed(&notice, &["user"]);
            logged["chat"] = "".into();
            vec![envelope(if event == "in" { "LoginEvent" } else { "LogoutEvent" }, logged)]
        }
        _ => Vec::new(),
    };
    Told { notice, events }
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
