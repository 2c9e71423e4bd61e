//! What Socket.IO clients are told, as the original says it.

use crate::app::board::wire::{BoardEvent, Click, Effect, Press, Said, Stats};
use serde::Serialize;
use serde_json::{Value, json};

/// The style of all messages.
const STYLE: &str = "medium highlight";

/// An event for Socket.IO clients.
pub struct Packet {
    pub event: &'static str,
    pub data: Value,
}

impl Packet {
    pub fn stats(stats: Stats) -> Self {
        Self { event: "stats", data: json!(stats) }
    }

    pub fn status(count: usize) -> Self {
        Self { event: "status", data: json!({"user_count": count}) }
    }

    pub fn said(said: &Said) -> Self {
        Self { event: "message", data: json!(message(text(said))) }
    }

    /// None for what would lead a page away.
    pub fn press(press: Press) -> Option<Self> {
        if !press.is_event {
            return Some(Self { event: "click", data: json!(click(plain(press))) });
        }
        Effect::parse(&press.what).filter(|effect| !effect.leads_away())?;
        let Press { name, what, at, .. } = plain(press);
        let event = BoardEvent { user: name, name: what, timestamp: at.div_euclid(1000) };
        Some(Self { event: "event", data: json!(event) })
    }
}

/// What the original says, in its language.
fn text(said: &Said) -> String {
    let text = match said {
        Said::Joined { name } => format!("{name} ist da"),
        Said::Left { name } => format!("{name} ist gegangen"),
        Said::Renamed { from, name } => format!("{from} heißt jetzt {name}"),
        Said::Reached { name, clicks } => format!("{name} hat {clicks} Klicks erreicht"),
        Said::Triggered { name, event } => format!("{name} hat {event} ausgelöst"),
    };
    untag(text)
}

pub fn message(text: String) -> Message<'static> {
    Message { text, style: STYLE, r#type: "toast" }
}

/// A press for clients that put texts into pages as HTML.
pub fn plain(press: Press) -> Press {
    Press { name: untag(press.name), comment: press.comment.map(untag), ..press }
}

/// A text in which nothing can be taken for a tag: what would begin one becomes a sign that looks like it. `<3` stays.
pub fn untag(text: String) -> String {
    if !text.contains('<') {
        return text;
    }
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let begins = c == '<' && rest.peek().is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(*next));
        out.push(if begins { '‹' } else { c });
    }
    out
}

/// A press as the documented clients know clicks.
pub fn click(press: Press) -> Click {
    let Press { name, comment, style, at, .. } = press;
    Click { user: name, comment, style, timestamp: at.div_euclid(1000) }
}

#[derive(Serialize)]
pub struct Message<'a> {
    text: String,
    style: &'a str,
    r#type: &'a str,
}
