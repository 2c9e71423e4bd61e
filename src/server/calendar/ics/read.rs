//! iCalendar read leniently: what a file says of events, and per event why it can't be taken.

use super::{Fields, Item, zones};
use crate::{
    app::{
        calendar::{
            check::check_span,
            icons,
            wire::{ADDRESS_MAX, DESCRIPTION_MAX, NAME_MAX, YEARS},
        },
        check::check_text,
        error::Code,
    },
    server::calendar::{repeat::Rule, times},
};
use icalendar::parser::{Component, Property, read_calendar, unfold};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use std::collections::HashMap;

/// More events than this in one file are somebody else's calendar server.
pub const ITEMS_MAX: usize = 5000;
/// More exceptions than this are no series any more.
const CHANGES_MAX: usize = 1000;
/// A calendar has events, and they have alarms: nothing real goes deeper than this.
const DEPTH_MAX: usize = 5;

/// An event of a file, or its name and why it can't be taken.
pub type Found = Result<Item, (String, Code)>;

/// The events of a file, each or why not. `home` is the zone of times without one.
pub fn items(text: &str, home: &str) -> Result<Vec<Found>, Code> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    // The parser looks for CRLF first: without one it would search the rest of the file at every line.
    let text = text.replace('\n', "\r\n");
    // A file without an end would be read as one without events.
    if !text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(Code::CalendarInvalid);
    }
    let text = unfold(&text);
    if depth(&text) > DEPTH_MAX {
        return Err(Code::CalendarInvalid);
    }
    let calendar = read_calendar(&text).map_err(|_| Code::CalendarInvalid)?;
    let home = calendar
        .properties
        .iter()
        .find(|property| property.name == "X-WR-TIMEZONE")
        .and_then(|property| zones::find(property.val.as_str(), &calendar.components))
        .unwrap_or_else(|| home.to_owned());
    let events: Vec<&Component<'_>> =
        calendar.components.iter().filter(|component| component.name == "VEVENT").collect();
    if events.len() > ITEMS_MAX {
        return Err(Code::TooLarge);
    }
    let reader = Reader { zones: &calendar.components, home: &home };
    // Changed occurrences stand beside their series under the same UID.
    let mut changes: HashMap<&str, Vec<&Component<'_>>> = HashMap::new();
    for event in events.iter().filter(|event| event.find_prop("RECURRENCE-ID").is_some()) {
        changes.entry(value(event, "UID")).or_default().push(event);
    }
    let main = events.iter().filter(|event| event.find_prop("RECURRENCE-ID").is_none());
    Ok(main
        .map(|event| {
            let own = changes.remove(value(event, "UID")).unwrap_or_default();
            reader.item(event, &own).map_err(|code| (value(event, "SUMMARY").chars().take(80).collect(), code))
        })
        .collect())
}

/// How deep components stand in one another; the parser calls itself for each level.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for line in text.lines() {
        let word = line.trim_start().get(..6).unwrap_or_default();
        if word.eq_ignore_ascii_case("BEGIN:") {
            now += 1;
            deepest = deepest.max(now);
        } else if line.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("END:")) {
            now = now.saturating_sub(1);
        }
    }
    deepest
}

struct Reader<'a> {
    zones: &'a [Component<'a>],
    home: &'a str,
}

/// A time as a file has it.
struct Moment {
    at: DateTime,
    is_date: bool,
    zone: String,
}

impl Reader<'_> {
    fn item(&self, event: &Component<'_>, changes: &[&Component<'_>]) -> Result<Item, Code> {
        let fields = self.fields(event)?;
        let own = times::zone(&fields.time_zone).map_err(|_| Code::ZoneUnknown)?;
        let own = if fields.is_all_day { TimeZone::UTC } else { own };
        let rule = match event.find_prop("RRULE") {
            Some(rule) => Rule::parse(rule.val.as_str(), |at| at.to_zoned(own.clone()).datetime())
                .map_err(|_| Code::RuleInvalid)?
                .text(),
            None => String::new(),
        };
        if changes.len() > CHANGES_MAX {
            return Err(Code::TooLarge);
        }
        let mut cancelled = Vec::new();
        let mut changed = Vec::new();
        for property in &event.properties {
            let is_added = property.name == "RDATE";
            if !is_added && property.name != "EXDATE" {
                continue;
            }
            for text in property.val.as_str().split(',') {
                if cancelled.len() + changed.len() >= CHANGES_MAX {
                    return Err(Code::TooLarge);
                }
                let moment = self.moment(property, text)?;
                let at = self.in_zone(&moment, &fields)?;
                if is_added {
                    changed.push((at, moved(&fields, at)?));
                } else {
                    cancelled.push(at);
                }
            }
        }
        for change in changes {
            let property = change.find_prop("RECURRENCE-ID").ok_or(Code::TimeInvalid)?;
            let at = self.in_zone(&self.moment(property, property.val.as_str())?, &fields)?;
            changed.retain(|(other, _)| *other != at);
            if value(change, "STATUS").eq_ignore_ascii_case("CANCELLED") {
                cancelled.push(at);
            } else {
                changed.push((at, self.fields(change)?));
            }
        }
        if rule.is_empty() && !changed.is_empty() {
            return Err(Code::RuleInvalid);
        }
        Ok(Item {
            uid: value(event, "UID").chars().filter(|c| !c.is_control()).take(255).collect(),
            is_group: value(event, "X-KITH-TOGETHER") == "TRUE",
            fields,
            rule,
            cancelled,
            changed,
            changed_at: 0,
        })
    }

    fn fields(&self, event: &Component<'_>) -> Result<Fields, Code> {
        let property = event.find_prop("DTSTART").ok_or(Code::TimeInvalid)?;
        let starts = self.moment(property, property.val.as_str())?;
        let ends = match (event.find_prop("DTEND"), event.find_prop("DURATION")) {
            (Some(ends), _) => {
                let ends = self.moment(ends, ends.val.as_str())?;
                Some(convert(&ends, &starts)?)
            }
            (None, Some(duration)) => {
                let span: jiff::Span = duration.val.as_str().parse().map_err(|_| Code::TimeInvalid)?;
                Some(starts.at.checked_add(span).map_err(|_| Code::TimeInvalid)?)
            }
            (None, None) => None,
        };
        // The end of whole days is the day after (RFC 5545, 3.6.1); ours is the last day.
        let ends = match ends {
            Some(ends) if starts.is_date => Some(ends.yesterday().unwrap_or(ends)).filter(|last| *last > starts.at),
            ends => ends.filter(|ends| *ends != starts.at),
        };
        check_span(starts.at, ends)?;
        let icon = value(event, "X-KITH-ICON");
        Ok(Fields {
            name: name(&value_text(event, "SUMMARY"), &value_text(event, "LOCATION")),
            icon: icons::check(icon).unwrap_or_else(|_| icons::DEFAULT.to_owned()),
            is_private: matches!(value(event, "CLASS").to_ascii_uppercase().as_str(), "PRIVATE" | "CONFIDENTIAL"),
            is_all_day: starts.is_date,
            starts: starts.at,
            ends,
            time_zone: starts.zone,
            address: fitting(&value_text(event, "LOCATION"), ADDRESS_MAX),
            description: fitting(&value_text(event, "DESCRIPTION"), DESCRIPTION_MAX),
        })
    }

    fn moment(&self, property: &Property<'_>, text: &str) -> Result<Moment, Code> {
        let parameter = |name: &str| {
            let found = property.params.iter().find(|parameter| parameter.key.as_str().eq_ignore_ascii_case(name));
            found.and_then(|parameter| parameter.val.as_ref()).map(|value| value.as_str())
        };
        let text = text.trim();
        let digits = text.trim_end_matches(['Z', 'z']);
        let checked = |at: DateTime| if YEARS.contains(&at.year()) { Ok(at) } else { Err(Code::TimeInvalid) };
        if digits.len() == 8 {
            let date = Date::strptime("%Y%m%d", digits).map_err(|_| Code::TimeInvalid)?;
            let at = checked(times::midnight(date))?;
            return Ok(Moment { at, is_date: true, zone: self.home.to_owned() });
        }
        let at = checked(DateTime::strptime("%Y%m%dT%H%M%S", digits).map_err(|_| Code::TimeInvalid)?)?;
        let zone = match (digits.len() < text.len(), parameter("TZID")) {
            (true, _) => "UTC".to_owned(),
            (false, Some(tzid)) => zones::find(tzid, self.zones).ok_or(Code::ZoneUnknown)?,
            (false, None) => self.home.to_owned(),
        };
        Ok(Moment { at, is_date: false, zone })
    }

    /// A moment on the clocks of the series.
    fn in_zone(&self, moment: &Moment, fields: &Fields) -> Result<DateTime, Code> {
        match (moment.is_date, fields.is_all_day) {
            (_, true) => Ok(times::midnight(moment.at.date())),
            // Some programs name the day only.
            (true, false) => Ok(moment.at.date().to_datetime(fields.starts.time())),
            (false, false) if moment.zone == fields.time_zone => Ok(moment.at),
            (false, false) => {
                let to = Moment { at: fields.starts, is_date: false, zone: fields.time_zone.clone() };
                convert(moment, &to)
            }
        }
    }
}

/// A moment on the clocks of another one.
fn convert(moment: &Moment, to: &Moment) -> Result<DateTime, Code> {
    if moment.zone == to.zone || moment.is_date || to.is_date {
        return Ok(moment.at);
    }
    let zone = |name: &str| times::zone(name).map_err(|_| Code::ZoneUnknown);
    let at = times::instant(moment.at, &zone(&moment.zone)?).map_err(|_| Code::TimeInvalid)?;
    let at = Timestamp::from_millisecond(at).map_err(|_| Code::TimeInvalid)?;
    Ok(at.to_zoned(zone(&to.zone)?).datetime())
}

/// The same at another time, as long as before.
fn moved(fields: &Fields, at: DateTime) -> Result<Fields, Code> {
    let length = fields.ends.map(|ends| fields.starts.until(ends)).transpose().map_err(|_| Code::TimeInvalid)?;
    let ends = length.map(|length| at.checked_add(length)).transpose().map_err(|_| Code::TimeInvalid)?;
    Ok(Fields { starts: at, ends, ..fields.clone() })
}

fn value<'a>(event: &'a Component<'_>, name: &str) -> &'a str {
    event.find_prop(name).map(|property| property.val.as_str()).unwrap_or_default()
}

fn value_text(event: &Component<'_>, name: &str) -> String {
    // The parser has undone the escapes.
    value(event, name).to_owned()
}

/// The name of an event, or where it is if it has none.
fn name(summary: &str, location: &str) -> String {
    let one_line = |text: &str| {
        let text: String =
            text.chars().map(|c| if crate::app::account::wire::is_unprintable(c) { ' ' } else { c }).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_MAX).collect::<String>()
    };
    [one_line(summary), one_line(location), "–".to_owned()]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// Text without what ours can't have, cut to length.
fn fitting(text: &str, max: usize) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').take(max).collect();
    check_text(&text, max, Code::TooLarge).unwrap_or_default()
}
