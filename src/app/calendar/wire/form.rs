//! The form that makes and changes events, and what a valid one says.

use super::{ADDRESS_MAX, DESCRIPTION_MAX, Kind};
use crate::app::{
    calendar::check::{check_event_name, check_span, day, moment},
    check::check_text,
    error::Code,
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

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
            let read = crate::app::calendar::quick::read(&self.line);
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
            // An end that is not after the start is on the day after it.
            (true, false) => match moment(&self.starts_on, &self.ends_time)? {
                ends if ends > starts => Some(ends),
                ends => Some(ends.checked_add(jiff::Span::new().days(1)).map_err(|_| Code::TimeInvalid)?),
            },
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
            icon: crate::app::calendar::icons::check(if self.icon.is_empty() {
                crate::app::calendar::icons::DEFAULT
            } else {
                &self.icon
            })?,
            is_private: self.private == "on",
            is_all_day,
            starts,
            ends,
            time_zone: self.time_zone.trim().to_owned(),
            rule: crate::app::calendar::repeat::rule_of(self, starts)?,
            address: check_text(&self.address, ADDRESS_MAX, Code::AddressTooLong)?,
            description: check_text(&self.description, DESCRIPTION_MAX, Code::DescriptionTooLong)?,
        })
    }
}
