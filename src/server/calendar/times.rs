//! Wall times, zones and instants of events.

use super::store::EventRecord;
use crate::{app::error::Code, server::error::Result};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// Zones reach from UTC-12 to UTC+14, so a day of some zone lies within its UTC day widened by this.
pub const ZONE_SPREAD_MS: i64 = 14 * 3_600_000;

/// When an event is: what was meant and the instants that means.
#[derive(Clone, Debug)]
pub struct Span {
    pub is_all_day: bool,
    pub starts: DateTime,
    pub ends: Option<DateTime>,
    /// IANA name.
    pub time_zone: String,
    pub starts_at: i64,
    pub ends_at: i64,
}

impl Span {
    /// A wall time in a DST gap moves forward, one in a fold is the first (contract, decision 20). An all-day event
    /// floats: its instants are those of UTC, from the first midnight to the one after the last day.
    pub fn new(is_all_day: bool, starts: DateTime, ends: Option<DateTime>, time_zone: &str) -> Result<Self> {
        let zone = zone(time_zone)?;
        let (starts_at, ends_at) = if is_all_day {
            let last = ends.unwrap_or(starts).date();
            let after = last.tomorrow().unwrap_or(last);
            (instant(midnight(starts.date()), &TimeZone::UTC)?, instant(midnight(after), &TimeZone::UTC)?)
        } else {
            (instant(starts, &zone)?, instant(ends.unwrap_or(starts), &zone)?)
        };
        if ends.is_some_and(|ends| ends < starts) {
            return Err(Code::EndBeforeStart.into());
        }
        // A start in a gap can move past its end.
        let ends_at = ends_at.max(starts_at);
        Ok(Self { is_all_day, starts, ends, time_zone: time_zone.to_owned(), starts_at, ends_at })
    }
}

/// The zone of this IANA name.
pub fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| Code::ZoneUnknown.into())
}

/// Epoch milliseconds of a wall time.
pub fn instant(wall: DateTime, zone: &TimeZone) -> Result<i64> {
    let zoned = wall.to_zoned(zone.clone()).map_err(|_| Code::TimeInvalid)?;
    Ok(zoned.timestamp().as_millisecond())
}

/// The wall time of an instant.
pub fn wall(at: i64, zone: &TimeZone) -> DateTime {
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone.clone()).datetime()
}

pub fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

impl EventRecord {
    /// Start as this zone's clocks show it; midnight of its date for an all-day event, in every zone.
    pub fn starts_for(&self, zone: &TimeZone) -> DateTime {
        if self.is_all_day == 1 { self.own_starts() } else { wall(self.starts_at, zone) }
    }

    /// End as this zone's clocks show it.
    pub fn ends_for(&self, zone: &TimeZone) -> Option<DateTime> {
        let own = self.own_ends()?;
        Some(if self.is_all_day == 1 { own } else { wall(self.ends_at, zone) })
    }

    /// Start on the clocks of the event's own zone.
    pub fn own_starts(&self) -> DateTime {
        self.starts.parse().unwrap_or_else(|_| wall(self.starts_at, &TimeZone::UTC))
    }

    pub fn own_ends(&self) -> Option<DateTime> {
        self.ends.as_deref().and_then(|ends| ends.parse().ok())
    }

    /// The start with the offset of the event's own zone, RFC 3339.
    pub fn instant_text(&self) -> String {
        let zone = zone(&self.time_zone).unwrap_or(TimeZone::UTC);
        let at = Timestamp::from_millisecond(self.starts_at).unwrap_or_default();
        at.display_with_offset(zone.to_offset(at)).to_string()
    }
}
