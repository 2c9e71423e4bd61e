//! Repetition as people choose it in a form, and the RRULE (RFC 5545, 3.3.10) that says it.

use super::wire::EventForm;
use crate::app::error::Code;
use jiff::civil::{Date, DateTime, Weekday};

/// Days of the week as rules name them, Monday first.
pub const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The rule that a form asks for; empty for none.
pub fn rule_of(form: &EventForm, starts: DateTime) -> Result<String, Code> {
    let freq = match form.repeat.as_str() {
        "" => return Ok(String::new()),
        "rule" => return Ok(form.rule.trim().to_owned()),
        "daily" => "DAILY",
        "weekly" => "WEEKLY",
        "monthly" | "weekday" => "MONTHLY",
        "yearly" => "YEARLY",
        _ => return Err(Code::RuleInvalid),
    };
    let mut rule = format!("FREQ={freq}");
    match form.every.trim() {
        "" | "1" => {}
        every => rule.push_str(&format!(";INTERVAL={}", every.parse::<u16>().map_err(|_| Code::RuleInvalid)?)),
    }
    if form.repeat == "weekly" && !form.days.is_empty() {
        if !form.days.split(',').all(|day| DAYS.contains(&day)) {
            return Err(Code::RuleInvalid);
        }
        rule.push_str(&format!(";BYDAY={}", form.days));
    }
    if form.repeat == "weekday" {
        rule.push_str(&format!(";BYDAY={}{}", week_of_month(starts.date()), day_name(starts.weekday())));
    }
    match (form.repeat_until.trim(), form.repeat_count.trim()) {
        ("", "") => {}
        ("", count) => rule.push_str(&format!(";COUNT={}", count.parse::<u32>().map_err(|_| Code::RuleInvalid)?)),
        (until, _) => {
            let until: Date = until.parse().map_err(|_| Code::TimeInvalid)?;
            rule.push_str(&format!(";UNTIL={}T235959", until.strftime("%Y%m%d")));
        }
    }
    Ok(rule)
}

/// The fields of a form that say this rule, for an event that begins on this day. What the fields can't say stays as
/// the rule that it is.
pub fn fill(form: &mut EventForm, rule: &str, starts: Date) {
    form.rule = rule.to_owned();
    form.repeat = if rule.is_empty() { String::new() } else { "rule".to_owned() };
    let parts: Vec<(&str, &str)> = rule.split(';').filter_map(|part| part.split_once('=')).collect();
    let part = |name: &str| parts.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let is_plain = parts.iter().all(|(key, _)| ["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"].contains(key));
    let nth = format!("{}{}", week_of_month(starts), day_name(starts.weekday()));
    let repeat = match (part("FREQ"), part("BYDAY")) {
        (Some("DAILY"), None) => "daily",
        (Some("WEEKLY"), days) => {
            form.days = days.unwrap_or_default().to_owned();
            "weekly"
        }
        (Some("MONTHLY"), None) => "monthly",
        (Some("MONTHLY"), Some(day)) if day == nth => "weekday",
        (Some("YEARLY"), None) => "yearly",
        _ => return,
    };
    if !is_plain {
        return;
    }
    form.repeat = repeat.to_owned();
    form.every = part("INTERVAL").unwrap_or_default().to_owned();
    form.repeat_count = part("COUNT").unwrap_or_default().to_owned();
    let until = part("UNTIL").and_then(|until| Date::strptime("%Y%m%d", until.get(..8)?).ok());
    form.repeat_until = until.map(|until| until.to_string()).unwrap_or_default();
}

/// First, second … fourth; -1 for what is always the last.
pub fn week_of_month(date: Date) -> i8 {
    match (date.day() - 1) / 7 + 1 {
        5 => -1,
        week => week,
    }
}

pub fn day_name(day: Weekday) -> &'static str {
    DAYS[usize::from(day.to_monday_zero_offset().unsigned_abs()) % 7]
}
