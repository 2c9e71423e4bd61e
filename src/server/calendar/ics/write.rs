//! Events written as iCalendar. Lines are folded by the library; order and spelling never vary, so that what is read and
//! written again is the same.

use super::{Fields, Item, zones};
use crate::server::{
    calendar::{
        repeat::{End, Rule},
        store::EventRecord,
        times::{instant, zone},
    },
    error::Result,
};
use icalendar::parser::{Parameter, Property};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use std::collections::BTreeMap;

/// A row as a calendar file has it.
pub fn item(row: &EventRecord, host: &str) -> Result<Item> {
    let fields = fields(row);
    let mut item = Item {
        uid: row.uid.clone().unwrap_or_else(|| format!("{}@{host}", row.id)),
        is_group: row.kind == "group",
        rule: row.rule.clone().unwrap_or_default(),
        cancelled: Vec::new(),
        changed: Vec::new(),
        changed_at: row.changed_at,
        fields,
    };
    for change in row.changes() {
        match (change.is_cancelled, &change.changed) {
            (true, _) => item.cancelled.push(change.occurrence),
            (false, Some(_)) => {
                let at = change.occurrence;
                item.changed.extend(change.apply(row)?.map(|event| (at, self::fields(&event))));
            }
            (false, None) => {}
        }
    }
    item.cancelled.sort_unstable();
    item.changed.sort_by_key(|(at, _)| *at);
    Ok(item)
}

fn fields(row: &EventRecord) -> Fields {
    Fields {
        name: row.name.clone(),
        icon: row.icon.clone(),
        is_private: row.is_private == 1,
        is_all_day: row.is_all_day == 1,
        starts: row.own_starts(),
        ends: row.own_ends(),
        time_zone: row.time_zone.clone(),
        address: row.address.clone(),
        description: row.description.clone(),
    }
}

/// The whole file.
pub fn calendar(name: &str, items: &[Item]) -> String {
    let mut out = Lines::default();
    out.begin("VCALENDAR");
    out.plain("VERSION", "2.0");
    out.plain("PRODID", "-//Kith//Kith//EN");
    out.plain("CALSCALE", "GREGORIAN");
    out.text("X-WR-CALNAME", name);
    // Each zone with the time from which its rules are needed.
    let mut needed: BTreeMap<&str, DateTime> = BTreeMap::new();
    for fields in
        items.iter().flat_map(|item| std::iter::once(&item.fields).chain(item.changed.iter().map(|one| &one.1)))
    {
        if !fields.is_all_day && fields.time_zone != "UTC" {
            let since = needed.entry(&fields.time_zone).or_insert(fields.starts);
            *since = (*since).min(fields.starts);
        }
    }
    for (name, since) in needed {
        zones::write(&mut out, name, since);
    }
    for item in items {
        event(&mut out, item, None, &item.fields);
        for (at, fields) in &item.changed {
            event(&mut out, item, Some(*at), fields);
        }
    }
    out.end("VCALENDAR");
    out.text
}

/// One VEVENT: the event or series itself, or one changed occurrence of it.
fn event(out: &mut Lines, item: &Item, occurrence: Option<DateTime>, fields: &Fields) {
    let series = &item.fields;
    out.begin("VEVENT");
    out.text("UID", &item.uid);
    let stamp = Timestamp::from_millisecond(item.changed_at).unwrap_or_default();
    out.plain("DTSTAMP", &stamp.strftime("%Y%m%dT%H%M%SZ").to_string());
    if let Some(at) = occurrence {
        out.time("RECURRENCE-ID", at, series.is_all_day, &series.time_zone);
    }
    out.time("DTSTART", fields.starts, fields.is_all_day, &fields.time_zone);
    if let Some(ends) = fields.ends {
        let ends = if fields.is_all_day { ends.tomorrow().unwrap_or(ends) } else { ends };
        out.time("DTEND", ends, fields.is_all_day, &fields.time_zone);
    }
    if occurrence.is_none() && !item.rule.is_empty() {
        out.plain("RRULE", &rule(item));
        for at in &item.cancelled {
            out.time("EXDATE", *at, series.is_all_day, &series.time_zone);
        }
        for at in added(item) {
            out.time("RDATE", at, series.is_all_day, &series.time_zone);
        }
    }
    out.text("SUMMARY", &fields.name);
    if !fields.address.is_empty() {
        out.text("LOCATION", &fields.address);
    }
    if !fields.description.is_empty() {
        out.text("DESCRIPTION", &fields.description);
    }
    out.plain("CLASS", if fields.is_private { "PRIVATE" } else { "PUBLIC" });
    out.plain("X-KITH-ICON", &fields.icon);
    if item.is_group {
        out.plain("X-KITH-TOGETHER", "TRUE");
    }
    out.end("VEVENT");
}

/// The rule with its end as iCalendar wants it: a date for whole days, else an instant in UTC (RFC 5545, 3.3.10).
fn rule(item: &Item) -> String {
    let Ok(rule) = Rule::stored(&item.rule) else { return item.rule.clone() };
    let End::Until(until) = rule.end else { return rule.text() };
    let parts = rule.ending(End::Never).text();
    if item.fields.is_all_day {
        return format!("{parts};UNTIL={}", until.strftime("%Y%m%d"));
    }
    let own = zone(&item.fields.time_zone).unwrap_or(TimeZone::UTC);
    let at = instant(until, &own).ok().and_then(|at| Timestamp::from_millisecond(at).ok()).unwrap_or_default();
    format!("{parts};UNTIL={}", at.strftime("%Y%m%dT%H%M%SZ"))
}

/// The changed occurrences that the rule itself does not have.
fn added(item: &Item) -> Vec<DateTime> {
    let start = item.fields.starts;
    let Ok(rule) = Rule::stored(&item.rule) else { return Vec::new() };
    let last = if item.changed.is_empty() { None } else { rule.last(start).unwrap_or_default() };
    let is_added = |at: &DateTime| rule.between(start, last, *at, *at).is_ok_and(|mut found| found.next().is_none());
    item.changed.iter().map(|(at, _)| *at).filter(is_added).collect()
}

/// Content lines.
#[derive(Default)]
pub struct Lines {
    text: String,
}

impl Lines {
    pub fn begin(&mut self, component: &str) {
        self.plain("BEGIN", component);
    }

    pub fn end(&mut self, component: &str) {
        self.plain("END", component);
    }

    /// A value that needs no escaping.
    pub fn plain(&mut self, name: &str, value: &str) {
        self.push(name, Vec::new(), value.to_owned());
    }

    /// A text (RFC 5545, 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let value = value.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        self.push(name, Vec::new(), value.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n"));
    }

    /// A date, an instant in UTC, or a wall time with its zone.
    fn time(&mut self, name: &str, at: DateTime, is_date: bool, zone: &str) {
        if is_date {
            let param = parameter("VALUE", "DATE");
            return self.push(name, vec![param], at.strftime("%Y%m%d").to_string());
        }
        let value = at.strftime("%Y%m%dT%H%M%S").to_string();
        match zone {
            "UTC" => self.push(name, Vec::new(), format!("{value}Z")),
            zone => self.push(name, vec![parameter("TZID", zone)], value),
        }
    }

    fn push(&mut self, name: &str, params: Vec<Parameter<'static>>, value: String) {
        let property = Property { name: name.to_owned().into(), val: value.into(), params };
        self.text.push_str(&property.to_string());
    }
}

fn parameter(key: &str, value: &str) -> Parameter<'static> {
    Parameter { key: key.to_owned().into(), val: Some(value.to_owned().into()) }
}
