//! Days and hours of the board, which are those of UTC (contract).

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Statistics reach back so many days before the running one.
const DAYS_BEFORE: i64 = 6;
const WEEK_HOURS: usize = 7 * 24;

/// Start of the hour of an instant.
pub fn hour(at: i64) -> i64 {
    at - at.rem_euclid(HOUR_MS)
}

/// Start of the day of an instant.
pub fn day(at: i64) -> i64 {
    at - at.rem_euclid(DAY_MS)
}

/// Where the documented hours begin: the day six days ago.
pub fn first_hour(now: i64) -> i64 {
    day(now) - DAYS_BEFORE * DAY_MS
}

/// Where a reader's seven days begin, by their own calendar: the day, and the hour in which it does.
pub fn first_day(now: i64, zone: &TimeZone) -> (Date, i64) {
    let now = Timestamp::from_millisecond(now).unwrap_or_default().to_zoned(zone.clone());
    let first = now.date().saturating_sub(DAYS_BEFORE.days());
    let begins = first.to_zoned(zone.clone()).map_or(now.timestamp(), |begins| begins.timestamp());
    (first, hour(begins.as_millisecond()))
}

/// Which hour of seven days it is for a reader, whose day is given. Where clocks are half an hour off, an hour belongs to
/// the one that its second half is in, and the last to what there is of it.
pub fn hour_of_week(first: Date, hour: i64, zone: &TimeZone) -> usize {
    let middle = Timestamp::from_millisecond(hour + HOUR_MS / 2).unwrap_or_default().to_zoned(zone.clone());
    let days = first.until(middle.date()).map_or(0, |span| span.get_days());
    usize::try_from(days * 24 + i32::from(middle.hour())).unwrap_or(0).min(WEEK_HOURS - 1)
}

/// Every hour from one to the running one.
pub fn hours(first: i64, now: i64) -> impl Iterator<Item = i64> {
    (first..=now).step_by(HOUR_MS as usize)
}

/// Milliseconds until the next hour begins.
pub fn until_next_hour(now: i64) -> u64 {
    u64::try_from(hour(now) + HOUR_MS - now).unwrap_or(0)
}
