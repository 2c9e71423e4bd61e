//! Series as the occurrences that they have in a window, with what was changed of single ones.

use super::{
    repeat::{Rule, horizon},
    store::{self, EventRecord},
    times::{Span, ZONE_SPREAD_MS, wall, zone},
};
use crate::{
    app::error::Code,
    server::{db::Conn, error::Result},
};
use jiff::{civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Instants from one, included, to another, not included.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub from: i64,
    pub until: i64,
}

/// What an occurrence is instead of what its series says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Changed {
    pub name: String,
    pub icon: String,
    pub address: String,
    pub description: String,
    pub is_private: i64,
    pub is_all_day: i64,
    pub starts: String,
    pub ends: Option<String>,
    pub time_zone: String,
}

/// A person's events that touch a window, series as their occurrences.
pub async fn window(conn: &mut Conn, me: &str, earliest: i64, window: Window) -> Result<Vec<EventRecord>> {
    let mut events = Vec::new();
    for record in store::window(conn, me, earliest, window.from, window.until).await? {
        if record.rule.is_some() {
            events.extend(expand(&record, window, usize::MAX)?);
        } else {
            events.push(record);
        }
    }
    Ok(events)
}

/// The first occurrences of a series that touch a window, and all changed ones that do.
pub fn expand(record: &EventRecord, window: Window, limit: usize) -> Result<Vec<EventRecord>> {
    let Some(rule) = record.rule.as_deref() else { return Ok(Vec::new()) };
    let rule = Rule::stored(rule)?;
    let changes = record.changes();
    let changed: HashSet<DateTime> = changes.iter().map(|change| change.occurrence).collect();
    // The occurrences do not carry the changes of all others along.
    let record = &EventRecord { changes: None, ..record.clone() };
    // The window on the clocks of the series, wide enough for zones and for what has begun before.
    let length = (record.ends_at - record.starts_at).max(0);
    let low = wall(
        window.from.saturating_sub(length + ZONE_SPREAD_MS).max(record.starts_at - ZONE_SPREAD_MS),
        &TimeZone::UTC,
    );
    let high = wall(window.until.saturating_add(ZONE_SPREAD_MS), &TimeZone::UTC);
    let high = if window.until == i64::MAX { horizon() } else { high };
    let touches = |event: &EventRecord| event.ends_at >= window.from && event.starts_at < window.until;
    let mut found = Vec::new();
    for at in rule.between(record.own_starts(), record.last(), low, high)? {
        if found.len() == limit {
            break;
        }
        if !changed.contains(&at) {
            found.extend(Some(record.at(at)?).filter(touches));
        }
    }
    for change in changes.into_iter().filter(|change| !change.is_cancelled) {
        found.extend(change.apply(record)?.filter(touches));
    }
    Ok(found)
}

/// One occurrence of a series; none if the series does not have it.
pub async fn one(conn: &mut Conn, record: &EventRecord, at: DateTime) -> Result<Option<EventRecord>> {
    let Some(rule) = record.rule.as_deref() else { return Ok(None) };
    match store::change(conn, &record.id, &at.to_string()).await?.and_then(|row| row.read()) {
        Some(change) if change.is_cancelled => Ok(None),
        Some(change) => change.apply(record),
        None => {
            let found = Rule::stored(rule)?.between(record.own_starts(), record.last(), at, at)?.next();
            found.map(|at| record.at(at)).transpose()
        }
    }
}

/// A row of `event_changes`, read.
#[derive(Clone, Debug)]
pub struct Change {
    pub occurrence: DateTime,
    pub is_cancelled: bool,
    pub changed: Option<Changed>,
}

impl Change {
    /// The occurrence as it is now; none if it is as the rule says.
    pub fn apply(&self, record: &EventRecord) -> Result<Option<EventRecord>> {
        let Some(changed) = self.changed.clone() else { return Ok(None) };
        let mut event = EventRecord {
            name: changed.name,
            icon: changed.icon,
            address: changed.address,
            description: changed.description,
            is_private: changed.is_private,
            is_all_day: changed.is_all_day,
            starts: changed.starts,
            ends: changed.ends,
            time_zone: changed.time_zone,
            occurrence: Some(self.occurrence),
            changes: None,
            ..record.clone()
        };
        let span = Span::new(event.is_all_day == 1, event.own_starts(), event.own_ends(), &event.time_zone)?;
        (event.starts_at, event.ends_at) = (span.starts_at, span.ends_at);
        Ok(Some(event))
    }
}

impl EventRecord {
    /// So many occurrences of a series can be going on at one instant: rules have one a day at most, and days can be short.
    pub fn overlap(&self) -> usize {
        const SHORTEST_DAY_MS: i64 = 23 * 3_600_000;
        usize::try_from((self.ends_at - self.starts_at).max(0) / SHORTEST_DAY_MS).unwrap_or(0) + 1
    }

    /// When the last occurrence of a series begins.
    pub fn last(&self) -> Option<DateTime> {
        self.last.as_deref().and_then(|last| last.parse().ok())
    }

    /// What was changed, of the rows that came along with the series.
    pub fn changes(&self) -> Vec<Change> {
        let rows = self.changes.as_deref().unwrap_or_default().split(store::SEPARATOR);
        rows.filter_map(|row| {
            let (occurrence, rest) = row.split_once(' ')?;
            let (is_cancelled, change) = rest.split_once(' ')?;
            read(occurrence, is_cancelled == "1", Some(change).filter(|change| !change.is_empty()))
        })
        .collect()
    }

    /// The occurrence of this series that begins at a wall time of its zone.
    pub fn at(&self, at: DateTime) -> Result<EventRecord> {
        let length =
            self.own_ends().map(|ends| self.own_starts().until(ends)).transpose().map_err(|_| Code::TimeInvalid)?;
        let ends = length.map(|length| at.checked_add(length)).transpose().map_err(|_| Code::TimeInvalid)?;
        let span = Span::new(self.is_all_day == 1, at, ends, &self.time_zone)?;
        Ok(EventRecord {
            starts: at.to_string(),
            ends: ends.map(|ends| ends.to_string()),
            starts_at: span.starts_at,
            ends_at: span.ends_at,
            occurrence: Some(at),
            changes: None,
            ..self.clone()
        })
    }

    /// The id by which clients know the event: that of the series with the time of the occurrence.
    pub fn public_id(&self) -> String {
        match self.occurrence {
            Some(at) if at.second() == 0 => format!("{}_{}", self.id, at.strftime("%Y%m%dT%H%M")),
            Some(at) => format!("{}_{}", self.id, at.strftime("%Y%m%dT%H%M%S")),
            None => self.id.clone(),
        }
    }

    /// Everything of it that a changed occurrence keeps.
    pub fn as_changed(&self, span: &Span) -> Changed {
        Changed {
            name: self.name.clone(),
            icon: self.icon.clone(),
            address: self.address.clone(),
            description: self.description.clone(),
            is_private: self.is_private,
            is_all_day: i64::from(span.is_all_day),
            starts: span.starts.to_string(),
            ends: span.ends.map(|ends| ends.to_string()),
            time_zone: span.time_zone.clone(),
        }
    }
}

impl store::ChangeRow {
    pub fn read(&self) -> Option<Change> {
        read(&self.occurrence, self.is_cancelled == 1, self.change.as_deref())
    }
}

fn read(occurrence: &str, is_cancelled: bool, change: Option<&str>) -> Option<Change> {
    let changed = change.and_then(|change| serde_json::from_str(change).ok());
    Some(Change { occurrence: occurrence.parse().ok()?, is_cancelled, changed })
}

/// The id of an event or series, and the occurrence that is meant.
pub fn parse_id(id: &str) -> (&str, Option<DateTime>) {
    let Some((base, stamp)) = id.rsplit_once('_') else { return (id, None) };
    let format = if stamp.len() == 13 { "%Y%m%dT%H%M" } else { "%Y%m%dT%H%M%S" };
    match DateTime::strptime(format, stamp) {
        Ok(at) => (base, Some(at)),
        Err(_) => (id, None),
    }
}

/// What a series stores besides its first occurrence.
#[derive(Clone, Debug, Default)]
pub struct Series {
    pub rule: Option<String>,
    pub last: Option<String>,
    /// When it is over; none for an event that does not repeat.
    pub until_at: Option<i64>,
}

/// Puts a span at the first occurrence of its rule, and reckons the end of the series. An empty rule is none.
pub fn series(rule: &str, span: Span) -> Result<(Series, Span)> {
    if rule.trim().is_empty() {
        return Ok((Series::default(), span));
    }
    let own = if span.is_all_day { TimeZone::UTC } else { zone(&span.time_zone)? };
    let rule = Rule::parse(rule, |at| at.to_zoned(own.clone()).datetime())?;
    let first = rule.first(span.starts)?;
    let length = span.ends.map(|ends| span.starts.until(ends)).transpose().map_err(|_| Code::TimeInvalid)?;
    let ends = |at: DateTime| length.map(|length| at.checked_add(length)).transpose().map_err(|_| Code::TimeInvalid);
    let rule = rule.canonical(first);
    let last = rule.last(first)?;
    let until_at = match last {
        Some(last) => Span::new(span.is_all_day, last, ends(last)?, &span.time_zone)?.ends_at,
        None => i64::MAX,
    };
    let span = Span::new(span.is_all_day, first, ends(first)?, &span.time_zone)?;
    let last = last.map(|last| last.to_string());
    Ok((Series { rule: Some(rule.text()), last, until_at: Some(until_at) }, span))
}
