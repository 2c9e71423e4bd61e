//! Calendar data as it crosses the wire. The first part is the documented wire of the calendar's clients, the second
//! is what the pages and new clients use.

mod form;
mod people;

pub use form::{Draft, EventForm, Scope};
pub use people::{Answer, Face, Faces, GuestRow, InviteRow, Invited, InvitesPage, NOTE_MAX, Rights};

use crate::app::error::Code;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// The signed-in person, as `GET /user` and, with blanks for what is private, the rows of `/search/users`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct User {
    pub id: String,
    pub google_id: String,
    pub name: String,
    pub email: String,
    /// URL of the picture, empty without one.
    pub profile_pic: String,
    pub birthday: String,
    pub event_id_list: Vec<String>,
    pub friend_id_list: Vec<String>,
    /// Dialogs and event chats.
    pub chat_id_list: Vec<String>,
    /// Received invites that wait for an answer.
    pub invite_id_list: Vec<String>,
    /// IANA name; empty in rows about others.
    pub time_zone: String,
}

/// An event of `GET /event`. A single event has neither `member_id_list` nor `chat_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Event {
    pub id: String,
    pub r#type: Kind,
    pub name: String,
    /// `"true"` or `"false"`.
    pub is_private: String,
    /// `DD.MM.YYYY HH:MM`, wall clock in the reader's time zone.
    #[cfg_attr(feature = "ssr", schema(example = "23.11.2026 19:00"))]
    pub datetime: String,
    pub address: String,
    pub description: String,
    /// Absolute URL under `/load_icon/`.
    pub icon: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id_list: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<String>,
}

/// A month of events by day of the month, `"1"` to `"31"`; days without events are absent.
pub type EventsByDay = BTreeMap<String, Vec<Event>>;

/// Somebody in a group event, as `GET /member`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Member {
    pub user_id: String,
    pub name: String,
    pub email: String,
    pub profile_pic: String,
    pub member_id: String,
    pub is_can_invite_user: bool,
    pub is_can_delete_user: bool,
    pub is_can_change_event: bool,
    pub is_can_delete_event: bool,
    pub event_id: String,
}

/// Whether an event is the author's alone or has members and a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum Kind {
    Single,
    Group,
}

/// A flag that is `"true"`, `"false"`, or a JSON boolean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
#[cfg_attr(feature = "ssr", schema(value_type = String, example = "true"))]
pub struct Flag(pub bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Flag(bool),
            Text(String),
        }
        match Either::deserialize(from)? {
            Either::Flag(flag) => Ok(Flag(flag)),
            Either::Text(text) if text == "true" => Ok(Flag(true)),
            Either::Text(text) if text == "false" => Ok(Flag(false)),
            Either::Text(_) => Err(serde::de::Error::custom("is_private must be true or false")),
        }
    }
}

/// First and last year that a calendar shows.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
pub const NAME_MAX: usize = 200;
pub const ADDRESS_MAX: usize = 500;
pub const DESCRIPTION_MAX: usize = 10_000;
/// The longest event, in days; it also bounds how far back a window must look.
pub const DAYS_MAX: i32 = 366;

/// One event in a month or an agenda, in the reader's time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct EventRow {
    pub id: String,
    pub kind: Kind,
    pub name: String,
    /// A name of the icon list, without `.svg`.
    pub icon: String,
    pub is_private: bool,
    pub is_all_day: bool,
    /// Wall time in the reader's zone; midnight for an all-day event.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-23T19:00:00"))]
    pub starts: DateTime,
    /// Absent without an end. The last day itself for an all-day event.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub ends: Option<DateTime>,
    pub address: String,
    /// People who are in it.
    pub members: u32,
    /// An occurrence of a series.
    pub repeats: bool,
    /// The reader may change it.
    pub can_change: bool,
}

impl EventRow {
    /// The id of the event, or of the series that this is an occurrence of.
    pub fn base_id(&self) -> &str {
        if self.repeats { self.id.split('_').next().unwrap_or(&self.id) } else { &self.id }
    }

    pub fn first_day(&self) -> Date {
        self.starts.date()
    }

    /// The last day it touches; an end at midnight does not touch the day that begins then.
    pub fn last_day(&self) -> Date {
        let Some(ends) = self.ends else { return self.first_day() };
        let ends_at_midnight = !self.is_all_day && ends.time() == jiff::civil::Time::midnight() && ends > self.starts;
        let last = if ends_at_midnight { ends.date().yesterday().unwrap_or(ends.date()) } else { ends.date() };
        last.max(self.first_day())
    }
}

/// What a month page shows: the events of all days of its grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct MonthPage {
    /// First day of the month.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-01"))]
    pub month: Date,
    /// First day of the grid.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub from: Date,
    /// Day after the grid.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub until: Date,
    /// The reader's wall clock.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub events: Vec<EventRow>,
}

/// What a week page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct WeekPage {
    /// First of its seven days.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-16"))]
    pub from: Date,
    /// The reader's wall clock.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub events: Vec<EventRow>,
}

/// A page of what a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct FoundPage {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub events: Vec<EventRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// A page of what was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct BinPage {
    pub events: Vec<BinRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// What became of a calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ImportReport {
    /// Events that are new.
    pub imported: u32,
    /// Events that were known by their UID and changed.
    pub updated: u32,
    /// How many could not be taken.
    pub skipped_count: u32,
    /// The first 50 of them.
    pub skipped: Vec<Skipped>,
}

/// An event of a file that could not be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Skipped {
    pub name: String,
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "rule_invalid"))]
    pub code: Code,
}

/// The secret link to a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Feed {
    pub url: String,
}

/// A deleted event, or an occurrence that was taken out of its series. Times are RFC 3339 with the reader's offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct BinRow {
    pub event: EventRow,
    pub deleted_at: String,
    /// When it can't be restored any more.
    pub erased_at: String,
}

/// A page of the agenda: events from a day on, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct AgendaPage {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub events: Vec<EventRow>,
    /// The first people of each event that has several.
    pub faces: Vec<Faces>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// Everything about one event that its reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct EventPage {
    pub event: EventRow,
    pub description: String,
    /// IANA zone that the event was made in.
    pub time_zone: String,
    /// The wall time there, for the form that changes it.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub own_starts: DateTime,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub own_ends: Option<DateTime>,
    /// RFC 3339 with the event's offset.
    pub instant: String,
    /// The reader's zone and clock.
    pub reader_zone: String,
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub host: String,
    pub guests: Vec<GuestRow>,
    /// The reader is in it.
    pub is_member: bool,
    /// The reader was asked and is not in it.
    pub is_asked: bool,
    /// The reader's answer.
    pub answer: Option<Answer>,
    pub note: String,
    /// Its chat, for members.
    pub chat_id: Option<String>,
    pub can_invite: bool,
    pub can_remove: bool,
    /// Minutes before it at which the reader is reminded by mail.
    pub remind_before: Option<i64>,
    /// RRULE value (RFC 5545, 3.3.10) with `UNTIL` as a wall time of the event's zone; empty without repetition.
    pub rule: String,
    pub can_change: bool,
    pub can_delete: bool,
}

/// Bodies of the documented routes, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// The event or series, and how many minutes before: 0 to 40320, or empty for no reminder.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct RemindForm {
        id: String,
        minutes: String,
    }

    /// Where an event is moved: wall times of the reader, `2026-11-20T19:00`. Without an end the length stays.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct MoveForm {
        id: String,
        starts: String,
        ends: Option<String>,
        /// Of a series: `one`, `following` or `all`.
        scope: Option<String>,
    }

    /// The event; of a series also how much of it: `one`, `following` or `all`.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct DeleteForm {
        id: String,
        scope: Option<String>,
    }

    /// The body of `POST /event` and `PUT /event`; the latter also has `id` and leaves what is absent as it is.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct EventBody {
        id: Option<String>,
        r#type: super::Kind,
        name: Option<String>,
        is_private: Option<super::Flag>,
        #[schema(example = "23.11.2026 19:00")]
        datetime: Option<String>,
        address: Option<String>,
        icon: Option<String>,
        description: Option<String>,
    }
}
