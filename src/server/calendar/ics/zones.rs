//! Zones in calendar files: written with the changes of their clocks (RFC 5545, 3.6.5), read by name.

use super::write::Lines;
use icalendar::parser::Component;
use jiff::{
    Timestamp, ToSpan,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

/// Changes of the clocks are written for so many years after the time from which they are needed; programs that know the
/// zone by its name do not look at them.
const YEARS: i64 = 12;

/// A VTIMEZONE with every change of its clocks from a time on.
pub fn write(out: &mut Lines, name: &str, since: DateTime) {
    let Ok(zone) = TimeZone::get(name) else { return };
    let Ok(start) = since.to_zoned(zone.clone()) else { return };
    let until = start.checked_add(YEARS.years()).map_or(start.timestamp(), |end| end.timestamp());
    // From the change before, whose offset holds at the beginning.
    let first = zone.preceding(start.timestamp()).next().map_or(Timestamp::MIN, |change| change.timestamp());
    out.begin("VTIMEZONE");
    out.plain("TZID", name);
    let mut before = zone.to_offset(first.checked_sub(1.second()).unwrap_or(first));
    let mut has_any = false;
    let earlier = (first != Timestamp::MIN).then_some(first);
    let later = zone.following(start.timestamp()).map(|change| change.timestamp()).take_while(|at| *at <= until);
    for at in earlier.into_iter().chain(later) {
        observance(out, &zone, at, before);
        before = zone.to_offset(at);
        has_any = true;
    }
    if !has_any {
        out.begin("STANDARD");
        out.plain("DTSTART", "19700101T000000");
        out.plain("TZOFFSETFROM", &offset(before));
        out.plain("TZOFFSETTO", &offset(before));
        out.end("STANDARD");
    }
    out.end("VTIMEZONE");
}

fn observance(out: &mut Lines, zone: &TimeZone, at: Timestamp, before: Offset) {
    let info = zone.to_offset_info(at);
    let kind = if info.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
    out.begin(kind);
    out.plain("DTSTART", &before.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string());
    out.plain("TZOFFSETFROM", &offset(before));
    out.plain("TZOFFSETTO", &offset(info.offset()));
    out.end(kind);
}

/// `+0130`, with seconds only where there are any.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 == 0 { text } else { format!("{text}{:02}", seconds % 60) }
}

/// The zone of a TZID: by its name, by what its VTIMEZONE says of its place, or by the end of a longer name such as
/// `/example.org/20260101/Europe/Berlin`.
pub fn find(tzid: &str, calendar: &[Component<'_>]) -> Option<String> {
    let known = |name: &str| {
        let zone = TimeZone::get(name).ok()?;
        zone.iana_name().map(str::to_owned)
    };
    let tzid = tzid.trim_matches('"');
    let described = || {
        let zone = calendar.iter().find(|component| {
            component.name == "VTIMEZONE" && component.find_prop("TZID").is_some_and(|name| name.val.as_str() == tzid)
        })?;
        known(zone.find_prop("X-LIC-LOCATION")?.val.as_str())
    };
    let ending = || {
        let parts: Vec<&str> = tzid.split('/').collect();
        (1..parts.len()).find_map(|from| known(&parts[from..].join("/")))
    };
    known(tzid).or_else(described).or_else(ending).or_else(|| windows(tzid).and_then(known))
}

/// The names that Outlook writes, for the zones that most of them are (CLDR, windowsZones).
fn windows(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 24] = [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Central Europe Standard Time", "Europe/Budapest"),
        ("Central European Standard Time", "Europe/Warsaw"),
        ("Romance Standard Time", "Europe/Paris"),
        ("GMT Standard Time", "Europe/London"),
        ("Greenwich Standard Time", "Atlantic/Reykjavik"),
        ("E. Europe Standard Time", "Europe/Chisinau"),
        ("FLE Standard Time", "Europe/Kiev"),
        ("GTB Standard Time", "Europe/Bucharest"),
        ("Turkey Standard Time", "Europe/Istanbul"),
        ("Russian Standard Time", "Europe/Moscow"),
        ("Israel Standard Time", "Asia/Jerusalem"),
        ("Arabian Standard Time", "Asia/Dubai"),
        ("India Standard Time", "Asia/Calcutta"),
        ("China Standard Time", "Asia/Shanghai"),
        ("Singapore Standard Time", "Asia/Singapore"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("Korea Standard Time", "Asia/Seoul"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
        ("New Zealand Standard Time", "Pacific/Auckland"),
        ("Eastern Standard Time", "America/New_York"),
        ("Central Standard Time", "America/Chicago"),
        ("Mountain Standard Time", "America/Denver"),
        ("Pacific Standard Time", "America/Los_Angeles"),
    ];
    NAMES.iter().find(|(windows, _)| *windows == name).map(|(_, iana)| *iana)
}
