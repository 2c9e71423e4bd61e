//! Checks of what people and phones send about events, run on both sides.

use super::wire::{DAYS_MAX, NAME_MAX, YEARS};
use crate::app::{check::check_text, error::Code};
use jiff::civil::{Date, DateTime};

/// An end after the start and not too far from it.
pub fn check_span(starts: DateTime, ends: Option<DateTime>) -> Result<(), Code> {
    let Some(ends) = ends else { return Ok(()) };
    if ends < starts {
        return Err(Code::EndBeforeStart);
    }
    let days = ends.date().since(starts.date()).map_or(i32::MAX, |span| span.get_days());
    if days > DAYS_MAX { Err(Code::TooLong) } else { Ok(()) }
}

pub fn check_event_name(name: &str) -> Result<String, Code> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Code::NameEmpty);
    }
    if name.chars().any(crate::app::account::wire::is_unprintable) {
        return Err(Code::NameInvalid);
    }
    check_text(name, NAME_MAX, Code::NameTooLong)
}

/// A value of `<input type=date>`, as its midnight.
pub fn day(text: &str) -> Result<DateTime, Code> {
    let date: Date = text.parse().map_err(|_| Code::TimeInvalid)?;
    check_year(date.to_datetime(jiff::civil::Time::midnight()))
}

/// Values of `<input type=date>` and `<input type=time>`.
pub fn moment(day: &str, time: &str) -> Result<DateTime, Code> {
    let date: Date = day.parse().map_err(|_| Code::TimeInvalid)?;
    check_year(date.to_datetime(clock(time)?))
}

/// A wall time as `2026-11-20T19:00`, with or without seconds.
pub fn wall(text: &str) -> Result<DateTime, Code> {
    let (date, time) = text.split_once('T').ok_or(Code::TimeInvalid)?;
    moment(date, time)
}

/// `HH:MM`, hours and minutes only.
fn clock(text: &str) -> Result<jiff::civil::Time, Code> {
    let (hour, minute) = text.get(..5).unwrap_or(text).split_once(':').ok_or(Code::TimeInvalid)?;
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    jiff::civil::Time::new(hour, minute, 0, 0).map_err(|_| Code::TimeInvalid)
}

/// `DD.MM.YYYY HH:MM`, day, month and hour also without the leading zero.
pub fn parse_wall(text: &str) -> Result<DateTime, Code> {
    let (date, time) = text.split_once(' ').ok_or(Code::TimeInvalid)?;
    let mut parts = date.split('.');
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Code::TimeInvalid);
    };
    if year.len() != 4 {
        return Err(Code::TimeInvalid);
    }
    let date = Date::new(number(year, 4)?, number(month, 2)?, number(day, 2)?).map_err(|_| Code::TimeInvalid)?;
    let (hour, minute) = time.split_once(':').ok_or(Code::TimeInvalid)?;
    if minute.len() != 2 {
        return Err(Code::TimeInvalid);
    }
    let time = jiff::civil::Time::new(number(hour, 2)?, number(minute, 2)?, 0, 0).map_err(|_| Code::TimeInvalid)?;
    check_year(date.to_datetime(time))
}

/// The same back, padded.
pub fn format_wall(at: DateTime) -> String {
    format!("{:02}.{:02}.{:04} {:02}:{:02}", at.day(), at.month(), at.year(), at.hour(), at.minute())
}

/// A month of `/events`: digits only, 1900 to 2200 and 1 to 12.
pub fn parse_month(year: &str, month: &str) -> Result<Date, Code> {
    let date = Date::new(number(year, 4)?, number(month, 2)?, 1).map_err(|_| Code::TimeInvalid)?;
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(Code::TimeInvalid) }
}

fn check_year(at: DateTime) -> Result<DateTime, Code> {
    if YEARS.contains(&at.year()) { Ok(at) } else { Err(Code::TimeInvalid) }
}

/// A number of 1 to `digits` digits and nothing else.
fn number<N: std::str::FromStr>(text: &str, digits: usize) -> Result<N, Code> {
    let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !fits {
        return Err(Code::TimeInvalid);
    }
    text.parse().map_err(|_| Code::TimeInvalid)
}
