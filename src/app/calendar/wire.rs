//! Calendar data as it crosses the wire. The first part is the documented wire of the calendar's clients, the second
//! is what the pages and new clients use.

use super::check::{check_event_name, check_span, check_text, day, moment};
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
}

impl EventRow {
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

/// A page of the agenda: events from a day on, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct AgendaPage {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub now: DateTime,
    pub events: Vec<EventRow>,
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
    /// RRULE value (RFC 5545, 3.3.10) with `UNTIL` as a wall time of the event's zone; empty without repetition.
    pub rule: String,
    pub can_change: bool,
    pub can_delete: bool,
}

/// Somebody who is in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct GuestRow {
    pub account_id: String,
    pub name: String,
    pub is_host: bool,
    pub is_me: bool,
}

/// How much of a series a change is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum Scope {
    /// This occurrence.
    #[default]
    One,
    /// This one and those after it.
    Following,
    All,
}

impl Scope {
    /// Of a form; this occurrence if it does not say.
    pub fn parse(text: &str) -> Result<Self, Code> {
        match text {
            "" | "one" => Ok(Self::One),
            "following" => Ok(Self::Following),
            "all" => Ok(Self::All),
            _ => Err(Code::Malformed),
        }
    }
}

/// The form that makes and changes events, as it was typed. Times are `<input type=date>` and `<input type=time>` values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct EventForm {
    /// Empty for a new event.
    pub id: String,
    /// What was typed into quick add, "Climbing 18:30": read when there is no name.
    pub line: String,
    /// `single` or `group`.
    pub kind: String,
    pub name: String,
    pub icon: String,
    pub starts_on: String,
    pub starts_time: String,
    pub ends_on: String,
    pub ends_time: String,
    /// IANA name; empty for the account's zone.
    pub time_zone: String,
    /// `on` or empty, as check boxes send it.
    pub all_day: String,
    pub private: String,
    /// Empty for no repetition; `daily`, `weekly`, `monthly` (on the date), `weekday` (monthly, on the second Friday, say),
    /// `yearly`; or `rule` for what stands in `rule`.
    pub repeat: String,
    /// Every so many days, weeks, months or years; empty for one.
    pub every: String,
    /// For `weekly`: `MO,WE`, or empty for the day of the start.
    pub days: String,
    /// The last day on which it may be, `YYYY-MM-DD`.
    pub repeat_until: String,
    /// How many times it is, if there is no last day.
    pub repeat_count: String,
    /// RRULE value.
    pub rule: String,
    /// Of a series: `one`, `following` or `all`.
    pub scope: String,
    pub address: String,
    pub description: String,
    /// Why the form was refused, when it comes back.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub error: Option<Code>,
}

/// What a valid form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: Kind,
    pub name: String,
    pub icon: String,
    pub is_private: bool,
    pub is_all_day: bool,
    pub starts: DateTime,
    pub ends: Option<DateTime>,
    pub time_zone: String,
    /// RRULE value, empty without repetition.
    pub rule: String,
    pub address: String,
    pub description: String,
}

impl EventForm {
    /// Reads the form; the first thing that is wrong with it otherwise.
    pub fn check(&self) -> Result<Draft, Code> {
        if self.name.trim().is_empty() && !self.line.trim().is_empty() {
            let read = super::quick::read(&self.line);
            let (starts_time, ends_time) = (read.starts_time, read.ends_time);
            return Self {
                line: String::new(),
                name: read.name,
                all_day: read.all_day,
                starts_time,
                ends_time,
                ..self.clone()
            }
            .check();
        }
        let is_all_day = self.all_day == "on";
        let starts = if is_all_day { day(&self.starts_on)? } else { moment(&self.starts_on, &self.starts_time)? };
        let ends = match (self.ends_on.is_empty(), self.ends_time.is_empty()) {
            (true, true) => None,
            _ if is_all_day && self.ends_on.is_empty() => None,
            _ if is_all_day => Some(day(&self.ends_on)?),
            (true, false) => Some(moment(&self.starts_on, &self.ends_time)?),
            (false, true) if self.ends_on == self.starts_on => None,
            (false, _) => Some(moment(&self.ends_on, &self.ends_time)?),
        };
        check_span(starts, ends)?;
        Ok(Draft {
            kind: match self.kind.as_str() {
                "single" | "" => Kind::Single,
                "group" => Kind::Group,
                _ => return Err(Code::KindInvalid),
            },
            name: check_event_name(&self.name)?,
            icon: super::icons::check(if self.icon.is_empty() { super::icons::DEFAULT } else { &self.icon })?,
            is_private: self.private == "on",
            is_all_day,
            starts,
            ends,
            time_zone: self.time_zone.trim().to_owned(),
            rule: super::repeat::rule_of(self, starts)?,
            address: check_text(&self.address, ADDRESS_MAX, Code::AddressTooLong)?,
            description: check_text(&self.description, DESCRIPTION_MAX, Code::DescriptionTooLong)?,
        })
    }
}

/// Bodies of the documented routes, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
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
