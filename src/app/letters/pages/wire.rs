//! Letters as the pages have them.

use super::super::wire::{Age, Level};
use crate::app::error::Code;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// No letter is longer, in characters.
pub const TEXT_MAX: usize = 5000;
/// The choice of whoever gives a date.
pub const DATE: &str = "date";

/// Somebody who writes or is written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Correspondent {
    pub id: String,
    pub name: String,
    /// Address of the picture, empty without one.
    pub picture: String,
}

/// A letter that has arrived. What is in it is there once it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Letter {
    pub id: String,
    pub from: Correspondent,
    /// RFC 3339 with the reader's offset.
    pub sent_at: String,
    pub arrived_at: String,
    /// How many days it was on its way.
    pub days: u32,
    /// The same in the words that languages have for it.
    #[cfg_attr(feature = "ssr", schema(value_type = serde_json::Value))]
    pub age: Age,
    /// Its time was drawn by lot.
    pub is_surprise: bool,
    /// Absent while it is sealed.
    pub body: Option<Body>,
}

/// What is in a letter. Of the media their addresses, empty without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Body {
    pub text: String,
    pub photo: String,
    pub sound: String,
    pub video: String,
}

/// A page of letters that have arrived, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct InboxPage {
    /// Id of the reader.
    pub me: String,
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-22"))]
    pub today: Date,
    pub letters: Vec<Letter>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// How it stands with somebody's letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Desk {
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "Postkeeper"))]
    pub level: Level,
    /// Letters that the reader has on their way.
    pub on_their_way: u32,
    /// Of those the ones that count for the status: not what was received and sent on, nor what can still be taken back.
    pub counted: u32,
    /// Minutes until the next of them arrives whose time is no surprise.
    pub lands_in: Option<i64>,
    /// Letters on their way to the reader.
    pub coming: u32,
    /// Letters that have arrived and are sealed.
    pub sealed: u32,
    /// Sealed letters of people whom the reader does not know.
    pub requests: u32,
}

/// What a letter holds besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum Enclosure {
    Photo,
    Sound,
    Video,
}

/// A letter that the reader has put on its way. What is in it nobody is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct SentLetter {
    pub id: String,
    /// Absent while it waits for whoever proves `number`.
    pub to: Option<Correspondent>,
    /// With the country's code; empty if it is for somebody who is here.
    pub number: String,
    /// RFC 3339 with the reader's offset.
    pub sent_at: String,
    /// When it arrives, or has arrived; absent for a surprise.
    pub lands_at: Option<String>,
    pub has_landed: bool,
    /// It was received, and sent on by its receiver.
    pub is_sent_on: bool,
    /// It can be burnt or be given another time.
    pub can_change: bool,
    pub encloses: Vec<Enclosure>,
}

/// A page of letters that the reader has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct SentPage {
    /// Id of the reader.
    pub me: String,
    /// For so many seconds the letters of the batch that was asked for can be opened again.
    pub undo_s: Option<i64>,
    pub letters: Vec<SentLetter>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// A time of delivery on offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Stamp {
    pub key: String,
    pub label: String,
    /// When a letter arrives that is sealed now, RFC 3339 with the reader's offset; absent for a surprise.
    pub at: Option<String>,
}

/// What there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Stamps {
    /// RFC 3339 with the reader's offset.
    pub now: String,
    /// IANA name of the reader's zone.
    pub time_zone: String,
    pub stamps: Vec<Stamp>,
}

/// Somebody to whom a letter can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Receiver {
    /// What `to` takes: `id` and an id, or `num` and a phone number.
    pub key: String,
    /// Empty for a number.
    pub name: String,
    pub picture: String,
    /// As it is written, with the country's code; empty without one.
    pub number: String,
}

/// A letter that is being written, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct LetterForm {
    /// Empty for a new one.
    pub id: String,
    /// `id` and the id of somebody, or `num` and a phone number; written `to[]=…&to[]=…`.
    pub to: Vec<String>,
    /// One more phone number, or the name of a friend.
    pub more: String,
    pub text: String,
    pub photo_id: String,
    pub sound_id: String,
    pub video_id: String,
    /// Key of a choice; `date` for what stands in the next three.
    pub choice: String,
    /// `<input type=date>` and `<input type=time>` values.
    pub day: String,
    pub time: String,
    /// IANA name; empty for the account's zone.
    pub time_zone: String,
    /// Why the form was refused, when it comes back.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub error: Option<Code>,
}

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct DraftRow {
    pub id: String,
    pub to: Vec<Receiver>,
    /// How it begins.
    pub begins: String,
    /// RFC 3339 with the reader's offset.
    pub saved_at: String,
}

/// A page of drafts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct DraftsPage {
    /// Id of the reader.
    pub me: String,
    pub drafts: Vec<DraftRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// A draft to write on, with whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Desktop {
    /// Id of the writer.
    pub me: String,
    pub form: LetterForm,
    pub to: Vec<Receiver>,
    pub stamps: Stamps,
    /// Who can be ticked without a script.
    pub friends: Vec<Receiver>,
}

/// What became of a draft that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Saved {
    pub id: String,
}

/// Somebody whom the reader knows by phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Contact {
    pub person: Correspondent,
    /// As the reader calls them; empty if they do not.
    pub name: String,
    /// With the country's code.
    pub number: String,
    pub is_blocked: bool,
}

/// A page of contacts in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ContactsPage {
    pub contacts: Vec<Contact>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// Bodies of the forms, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// A letter's id; `next` is where a browser goes afterwards.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct LetterIdForm {
        id: String,
        next: Option<String>,
    }

    /// A letter's id and its new time, as in the form of a letter.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct MoveForm {
        id: String,
        choice: String,
        day: Option<String>,
        time: Option<String>,
        time_zone: Option<String>,
        next: Option<String>,
    }

    /// Somebody who has written: `accept` takes their letters from now on, `decline` puts these away.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct RequestForm {
        id: String,
        action: String,
        next: Option<String>,
    }

    /// A phone number, and how the caller calls who has it.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ContactForm {
        number: String,
        name: Option<String>,
        next: Option<String>,
    }
}
