//! What crosses the wire about chats and messages, and the checks on it.

use super::rooms::wire::RoomPeople;
use crate::app::{error::Code, kit::time::Offsets};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// The longest message, in characters.
pub const TEXT_MAX: usize = 4_000;
/// The most messages in a page.
pub const PAGE: usize = 50;

/// A chat of the documented routes: a dialog has the two users, an event's chat has the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Chat {
    pub id: String,
    /// The messages themselves, oldest first.
    pub msg_id_list: Vec<Message>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id_1: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id_2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
}

/// A message of the documented routes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Message {
    pub id: String,
    pub chat_id: String,
    pub user_id: String,
    /// Milliseconds since 1970 UTC.
    pub datetime: i64,
    pub text: String,
}

/// What a chat is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum ChatKind {
    Dialog,
    Event,
    Room,
}

/// Whether a message was written, or tells what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum MessageKind {
    Text,
    Joined,
    Left,
    Going,
    Maybe,
    Cant,
}

impl MessageKind {
    pub const ALL: [Self; 6] = [Self::Text, Self::Joined, Self::Left, Self::Going, Self::Maybe, Self::Cant];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Joined => "joined",
            Self::Left => "left",
            Self::Going => "going",
            Self::Maybe => "maybe",
            Self::Cant => "cant",
        }
    }
}

/// A chat in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ChatRow {
    pub id: String,
    pub kind: ChatKind,
    /// Name of the event, or of the other person.
    pub title: String,
    /// Icon of the event; empty for a dialog.
    pub icon: String,
    /// The event; empty for a dialog.
    pub event_id: String,
    /// The other person of a dialog; empty for an event.
    pub person_id: String,
    /// Address of their picture, empty without one.
    pub picture: String,
    /// The other person of a dialog is connected and shows it.
    pub is_here: bool,
    /// The last message, if there is one.
    pub last: Option<MessageRow>,
    /// Name of its author.
    pub last_author: String,
    /// Messages of others that were not read yet, counted up to 100.
    pub unread: u32,
}

/// A page of chats, the one with the newest message first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ChatsPage {
    pub chats: Vec<ChatRow>,
    /// The reader.
    pub me: String,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
    /// Changes of the reader's offset, for the times of messages.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<(i64, i32)>))]
    pub offsets: Offsets,
    /// The reader's day.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-20"))]
    pub today: jiff::civil::Date,
}

/// A message. Numbers count within the chat, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct MessageRow {
    pub id: String,
    pub seq: i64,
    pub kind: MessageKind,
    pub author_id: String,
    /// Empty if it was deleted.
    pub text: String,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-20T18:30:00Z"))]
    pub sent_at: Timestamp,
    pub is_edited: bool,
    pub is_deleted: bool,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// What its sender called it before it had an id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

/// The beginning of the message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Quote {
    pub id: String,
    pub seq: i64,
    pub author_id: String,
    /// At most 140 characters; empty if it was deleted.
    pub text: String,
}

/// One emoji under a message and who put it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Reaction {
    pub emoji: String,
    /// Account ids, first come first.
    pub by: Vec<String>,
}

/// Somebody in a chat, or the author of a message who left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Talker {
    pub id: String,
    pub name: String,
    pub picture: String,
    #[serde(default)]
    pub kind: TalkerKind,
}

/// What somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum TalkerKind {
    #[default]
    Person,
    /// In rooms by name alone.
    Guest,
    Bot,
}

/// A stretch of history, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct HistoryPage {
    pub messages: Vec<MessageRow>,
    /// The authors of these messages and of what they quote.
    pub people: Vec<Talker>,
    /// Give this as `before` for what is older; absent at the beginning.
    pub before: Option<i64>,
    /// Give this as `after` for what is newer; absent at the end.
    pub after: Option<i64>,
}

/// An open chat: the newest of its history, or what is around the first unread message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ChatPage {
    pub chat: ChatRow,
    /// The reader.
    pub me: Talker,
    pub history: HistoryPage,
    /// The last message that the reader has read.
    pub read_seq: i64,
    /// How far the other one of a dialog has read.
    pub other_read_seq: i64,
    /// How many are in it.
    pub members: u32,
    /// False where one of two has blocked the other, and in a room that the reader has not entered.
    pub can_post: bool,
    /// False for a room that the reader has not entered; its history is empty then.
    pub is_member: bool,
    /// Who is in a room that the reader has entered.
    pub people: Option<RoomPeople>,
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<(i64, i32)>))]
    pub offsets: Offsets,
    /// Where live notices of this chat continue.
    pub position: String,
}

/// A chat's text: 1 to 4,000 characters after trimming, line breaks and tabs allowed.
pub fn check_message(text: &str) -> Result<String, Code> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Code::TextEmpty);
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Code::TextTooLong);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Code::TextInvalid);
    }
    Ok(text.to_owned())
}

/// Bodies, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// The body of `POST /chat/msg`.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PostBody {
        chat_id: String,
        text: String,
    }

    /// The body of `PUT /chat/msg` and `PUT /api/chats/message`.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct EditBody {
        id: String,
        text: String,
    }

    /// A message; sent twice with one `client_id` it is stored once.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SendBody {
        chat_id: String,
        text: String,
        client_id: Option<String>,
        /// Id of the message that this one answers.
        reply_to: Option<String>,
    }

    /// As a plain form, which leads back to the chat.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SendForm {
        chat_id: String,
        text: String,
    }

    /// Puts an emoji under a message, or takes it away.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ReactBody {
        id: String,
        emoji: String,
        on: bool,
    }

    /// The chat and the number of the last message that was read.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ReadForm {
        id: String,
        seq: i64,
    }

    /// The chat in which somebody types.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct TypingBody {
        id: String,
    }

    /// Whom to talk to.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct DialogForm {
        id: String,
    }
}
