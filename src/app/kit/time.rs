//! Times as people read them. Words and order come from the language files; hours are written the same in all four.

use crate::app::i18n::text;
use jiff::civil::{Date, DateTime};

/// `19:30`.
pub fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// "20 November 2026, 14:00" of an RFC 3339 time, as it stands there.
pub fn moment(at: &str) -> String {
    wall(at).map_or_else(|| at.to_owned(), |wall| format!("{}, {}", day(at), clock(wall)))
}

/// "20 November 2026" of an RFC 3339 time, as it stands there.
pub fn day(at: &str) -> String {
    wall(at).map_or_else(|| at.to_owned(), |wall| (text().common.date)(wall.date()))
}

/// "14:00" of an RFC 3339 time, as it stands there.
pub fn hour(at: &str) -> String {
    wall(at).map_or_else(|| at.to_owned(), clock)
}

/// The date of an RFC 3339 time, as it stands there.
pub fn date(at: &str) -> Option<Date> {
    wall(at).map(DateTime::date)
}

fn wall(at: &str) -> Option<DateTime> {
    at.get(..19)?.parse().ok()
}

/// The offsets of a zone: from which epoch second on which offset in seconds, oldest first. So that a browser, which has
/// no zone database here, shows an instant on the reader's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Offsets(pub Vec<(i64, i32)>);

impl Offsets {
    /// The reader's wall time of an instant.
    pub fn wall(&self, at: jiff::Timestamp) -> DateTime {
        let known = self.0.partition_point(|(from, _)| *from <= at.as_second());
        let seconds = self.0.get(known.saturating_sub(1)).map_or(0, |(_, seconds)| *seconds);
        let offset = jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC);
        offset.to_datetime(at)
    }
}
