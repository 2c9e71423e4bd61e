//! Who comes to an event: guests, answers, invites, rights.

use super::EventRow;
use crate::app::error::Code;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// The longest note beside an answer, in characters.
pub const NOTE_MAX: usize = 140;

/// Whether somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum Answer {
    Going,
    Maybe,
    Cant,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Going, Self::Maybe, Self::Cant];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Going => "going",
            Self::Maybe => "maybe",
            Self::Cant => "cant",
        }
    }

    pub fn parse(word: &str) -> Result<Self, Code> {
        Self::ALL.into_iter().find(|answer| answer.word() == word).ok_or(Code::AnswerInvalid)
    }
}

/// What a member may do besides reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Rights {
    pub invite: bool,
    pub remove: bool,
    pub change: bool,
    pub delete: bool,
}

/// Somebody who is in an event, or was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct GuestRow {
    pub account_id: String,
    pub name: String,
    /// Address of the picture, empty without one.
    pub picture: String,
    /// A friend of the reader who is connected and shows it.
    pub is_here: bool,
    pub is_host: bool,
    pub is_me: bool,
    /// Absent while it is awaited.
    pub answer: Option<Answer>,
    pub note: String,
    /// False for who was asked and is not in it.
    pub is_member: bool,
    /// The reader may take the invite back.
    pub is_mine_to_withdraw: bool,
    pub rights: Rights,
}

/// A face in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Face {
    pub id: String,
    pub name: String,
    pub picture: String,
}

/// The first people of an event, longest-standing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Faces {
    /// The event, or the series.
    pub event_id: String,
    pub people: Vec<Face>,
}

/// An invite of `GET /invites`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Invited {
    pub id: String,
    pub sender_id: String,
    pub receiver_id: String,
    /// `friend` or `event`.
    pub r#type: String,
    /// Empty for a request to be friends, as is `event_name`.
    pub event_id: String,
    pub sender_name: String,
    pub event_name: String,
}

/// An event that the reader is asked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct InviteRow {
    pub id: String,
    pub event: EventRow,
    pub sender_id: String,
    pub sender_name: String,
    /// RFC 3339 with the reader's offset.
    pub sent_at: String,
}

/// A page of invites, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct InvitesPage {
    pub invites: Vec<InviteRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}
