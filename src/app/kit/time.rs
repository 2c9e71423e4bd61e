//! Times as people read them. Words and order come from the language files; hours are written the same in all four.

use jiff::civil::DateTime;

/// `19:30`.
pub fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
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
