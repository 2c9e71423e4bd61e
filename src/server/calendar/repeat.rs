//! Rules of repetition (RFC 5545, 3.3.10): which wall times a series has. The library expands a rule from its start; a
//! window far from the start is reached by starting at a later point of the same phase, so that age costs nothing.

use crate::{app::error::Code, server::error::Result};
use chrono::{DateTime as Instant, TimeZone as _};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Weekday},
};
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};

/// Longest text of a rule, in characters.
const TEXT_MAX: usize = 500;
const INTERVAL_MAX: u16 = 1000;
const COUNT_MAX: u32 = 10_000;
/// A rule that has nothing within so many years of its start says nothing.
const BARREN_YEARS: i16 = 60;

/// When a series ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Never,
    Count(u32),
    /// The last moment at which an occurrence may begin.
    Until(DateTime),
}

/// A rule that was checked: whole days at least between occurrences, and nothing that could take for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The parts without the end, as the library reads them.
    parts: RRule<Unvalidated>,
    pub end: End,
}

impl Rule {
    /// Reads the value of an RRULE. `UNTIL` may be a date, a wall time, or an instant, which `wall` turns into one.
    pub fn parse(text: &str, wall: impl Fn(jiff::Timestamp) -> DateTime) -> Result<Self> {
        let text = text.trim().trim_start_matches("RRULE:").to_ascii_uppercase();
        if text.len() > TEXT_MAX || !text.is_ascii() {
            return Err(Code::RuleInvalid.into());
        }
        let mut end = End::Never;
        let mut rest = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("COUNT", count)) => end = End::Count(count.parse().map_err(|_| Code::RuleInvalid)?),
                Some(("UNTIL", until)) => end = End::Until(read_until(until, &wall)?),
                _ => rest.push(part),
            }
        }
        let parts: RRule<Unvalidated> = rest.join(";").parse().map_err(|_| Code::RuleInvalid)?;
        let is_coarse =
            matches!(parts.get_freq(), Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly);
        let has_hours =
            !parts.get_by_hour().is_empty() || !parts.get_by_minute().is_empty() || !parts.get_by_second().is_empty();
        let fits = (1..=INTERVAL_MAX).contains(&parts.get_interval())
            && !matches!(end, End::Count(count) if count == 0 || count > COUNT_MAX);
        if is_coarse && !has_hours && fits { Ok(Self { parts, end }) } else { Err(Code::RuleInvalid.into()) }
    }

    /// A rule as it is stored: UNTIL is a wall time there.
    pub fn stored(text: &str) -> Result<Self> {
        Self::parse(text, |at| at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    }

    /// The value of an RRULE, with `UNTIL` as a wall time.
    pub fn text(&self) -> String {
        let parts = self.parts.to_string();
        // The library leaves out the number of "the first Monday", which makes it every Monday.
        let parts = parts.trim_start_matches("RRULE:").split(';').map(|part| match part.starts_with("BYDAY=") {
            true => format!("BYDAY={}", self.parts.get_by_weekday().iter().map(day_text).collect::<Vec<_>>().join(",")),
            false => part.to_owned(),
        });
        let parts = parts.collect::<Vec<_>>().join(";");
        match self.end {
            End::Never => parts,
            End::Count(count) => format!("{parts};COUNT={count}"),
            End::Until(until) => format!("{parts};UNTIL={}", until.strftime("%Y%m%dT%H%M%S")),
        }
    }

    /// The same with another end.
    pub fn ending(self, end: End) -> Self {
        Self { end, ..self }
    }

    /// The same without what its start says already, so that it stays true when the series moves.
    pub fn canonical(mut self, start: DateTime) -> Self {
        let is_day = self.parts.get_by_month_day() == [start.day()];
        let is_month = self.parts.get_by_month().iter().map(|month| i8::try_from(*month)).eq([Ok(start.month())]);
        let has_others = !self.parts.get_by_year_day().is_empty()
            || !self.parts.get_by_week_no().is_empty()
            || !self.parts.get_by_set_pos().is_empty();
        let days = self.parts.get_by_weekday();
        match self.parts.get_freq() {
            _ if has_others => {}
            Frequency::Weekly if days == [NWeekday::Every(chrono_weekday(start.weekday()))] => {
                self.parts = self.parts.by_weekday(Vec::new());
            }
            Frequency::Monthly if is_day && days.is_empty() => self.parts = self.parts.by_month_day(Vec::new()),
            Frequency::Yearly if is_day && is_month && days.is_empty() => {
                self.parts = self.parts.by_month_day(Vec::new()).by_month(&[]);
            }
            _ => {}
        }
        self
    }

    /// The same for a series that moves as a whole from one start to another: its days move along where that can be
    /// said, "every Monday" and "the second Friday". What can't be said does not fit the new start.
    pub fn shifted(mut self, from: DateTime, to: DateTime) -> Self {
        let days = from.date().until(to.date()).map_or(0, |span| i64::from(span.get_days()));
        if days == 0 {
            return self;
        }
        let by_day = self.parts.get_by_weekday().to_vec();
        match (self.parts.get_freq(), by_day.as_slice()) {
            (Frequency::Weekly, all) => {
                if all.len() > 1 && self.parts.get_interval() > 1 {
                    let week_start = moved(self.parts.get_week_start(), days);
                    self.parts = self.parts.week_start(week_start);
                }
                let shift = |day: &NWeekday| match day {
                    NWeekday::Every(day) => NWeekday::Every(moved(*day, days)),
                    NWeekday::Nth(n, day) => NWeekday::Nth(*n, *day),
                };
                self.parts = self.parts.by_weekday(all.iter().map(shift).collect());
            }
            (Frequency::Monthly | Frequency::Yearly, [NWeekday::Nth(n, _)]) => {
                let date = to.date();
                let week =
                    if *n > 0 { (date.day() - 1) / 7 + 1 } else { -((date.days_in_month() - date.day()) / 7 + 1) };
                let day = NWeekday::Nth(i16::from(week), chrono_weekday(date.weekday()));
                let is_own_month =
                    self.parts.get_by_month().iter().map(|month| i8::try_from(*month)).eq([Ok(from.month())]);
                self.parts = self.parts.by_weekday(vec![day]);
                if is_own_month {
                    let month = u8::try_from(date.month()).ok().and_then(|month| chrono::Month::try_from(month).ok());
                    self.parts = self.parts.by_month(&month.into_iter().collect::<Vec<_>>());
                }
            }
            _ => {}
        }
        self
    }

    /// The first occurrence at or after a wished start; an error if there is none for generations.
    pub fn first(&self, wished: DateTime) -> Result<DateTime> {
        let until = wished.checked_add(i64::from(BARREN_YEARS).years()).map_err(|_| Code::TimeInvalid)?;
        let until = if let End::Until(end) = self.end { until.min(end) } else { until };
        let first = self.walk(wished, wished, until)?.next().ok_or(Code::RuleInvalid)?;
        Ok(first)
    }

    /// The start of the last occurrence; none if the series has no end. `start` must be the first.
    pub fn last(&self, start: DateTime) -> Result<Option<DateTime>> {
        Ok(match self.end {
            End::Never => None,
            End::Count(count) => self.walk(start, start, horizon())?.take(count as usize).last(),
            End::Until(until) => {
                // Backwards in steps, so that a long series is not walked as a whole.
                let mut years = 1_i64;
                loop {
                    let from = until.checked_sub(years.years()).unwrap_or(start).max(start);
                    if let Some(last) = self.walk(start, from, until)?.last() {
                        return Ok(Some(last));
                    }
                    if from == start {
                        return Ok(None);
                    }
                    years *= 4;
                }
            }
        })
    }

    /// How many occurrences begin before a moment.
    pub fn count_before(&self, start: DateTime, moment: DateTime) -> Result<usize> {
        Ok(self.walk(start, start, moment)?.take_while(|at| *at < moment).count())
    }

    /// Occurrences of a series that begin from `from` to `until`, both included, in order. `start` is the first
    /// occurrence and `last` the last, as `last` told.
    pub fn between(
        &self,
        start: DateTime,
        last: Option<DateTime>,
        from: DateTime,
        until: DateTime,
    ) -> Result<impl Iterator<Item = DateTime> + use<>> {
        self.walk(start, from, last.map_or(until, |last| until.min(last)))
    }

    /// Walks without looking at COUNT, which needs the way from the start.
    fn walk(&self, start: DateTime, from: DateTime, until: DateTime) -> Result<impl Iterator<Item = DateTime> + use<>> {
        let from = from.max(start);
        let anchor = self.anchor(start, from);
        let is_empty = until < from || until < anchor;
        let until = if is_empty { anchor } else { until };
        let rule = explicit(self.parts.clone(), start).until(chrono_of(until)?);
        let set = rule.build(chrono_of(anchor)?).map_err(|_| Code::RuleInvalid)?.limit();
        let found = set.into_iter().filter_map(|at| jiff_of(&at));
        Ok(found.skip_while(move |at| *at < from).take_while(move |at| !is_empty && *at <= until))
    }

    /// A moment at or before `from` at which the rule is in the same phase as at its start.
    fn anchor(&self, start: DateTime, from: DateTime) -> DateTime {
        let interval = i64::from(self.parts.get_interval());
        let whole = |units: i64| units.div_euclid(interval) * interval;
        let days = |one: Date, other: Date| one.until(other).map_or(0, |span| i64::from(span.get_days()));
        let date = match self.parts.get_freq() {
            Frequency::Weekly => {
                let first_day = jiff_weekday(self.parts.get_week_start());
                let monday =
                    |date: Date| date.checked_sub(i64::from(date.weekday().since(first_day)).days()).unwrap_or(date);
                let weeks = whole(days(monday(start.date()), monday(from.date())) / 7);
                if weeks == 0 { None } else { monday(start.date()).checked_add(weeks.weeks()).ok() }
            }
            Frequency::Monthly => {
                let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
                let months = whole(month(from.date()) - month(start.date()));
                if months == 0 { None } else { start.date().first_of_month().checked_add(months.months()).ok() }
            }
            Frequency::Yearly => {
                let years = whole(i64::from(from.year()) - i64::from(start.year()));
                if years == 0 { None } else { start.date().first_of_year().checked_add(years.years()).ok() }
            }
            _ => start.date().checked_add(whole(days(start.date(), from.date())).days()).ok(),
        };
        date.map_or(start, |date| date.to_datetime(start.time()))
    }
}

/// Writes out what a rule takes from its start, since the anchor is not the start.
fn explicit(rule: RRule<Unvalidated>, start: DateTime) -> RRule<Unvalidated> {
    let has_days = !rule.get_by_weekday().is_empty()
        || !rule.get_by_month_day().is_empty()
        || !rule.get_by_year_day().is_empty()
        || !rule.get_by_week_no().is_empty();
    let day = start.day();
    match rule.get_freq() {
        _ if has_days => rule,
        Frequency::Weekly => rule.by_weekday(vec![NWeekday::Every(chrono_weekday(start.weekday()))]),
        Frequency::Monthly => rule.by_month_day(vec![day]),
        Frequency::Yearly if rule.get_by_month().is_empty() => {
            let month = u8::try_from(start.month()).ok().and_then(|month| chrono::Month::try_from(month).ok());
            rule.by_month(&month.into_iter().collect::<Vec<_>>()).by_month_day(vec![day])
        }
        Frequency::Yearly => rule.by_month_day(vec![day]),
        _ => rule,
    }
}

/// "MO", "2FR", "-1SU".
fn day_text(day: &NWeekday) -> String {
    const DAYS: [&str; 7] = crate::app::calendar::repeat::DAYS;
    let name = |day: &chrono::Weekday| DAYS[day.num_days_from_monday() as usize % 7];
    match day {
        NWeekday::Every(day) => name(day).to_owned(),
        NWeekday::Nth(n, day) => format!("{n}{}", name(day)),
    }
}

/// The last moment that calendars know.
pub fn horizon() -> DateTime {
    jiff::civil::date(*crate::app::calendar::wire::YEARS.end(), 12, 31).at(23, 59, 59, 0)
}

fn read_until(text: &str, wall: impl Fn(jiff::Timestamp) -> DateTime) -> Result<DateTime, Code> {
    let digits = text.trim_end_matches('Z');
    let until = match digits.len() {
        8 => Date::strptime("%Y%m%d", digits).map(|date| date.at(23, 59, 59, 0)),
        _ => DateTime::strptime("%Y%m%dT%H%M%S", digits),
    };
    let until = until.map_err(|_| Code::RuleInvalid)?;
    if text.ends_with('Z') && digits.len() > 8 {
        let at = until.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| Code::RuleInvalid)?;
        return Ok(wall(at.timestamp()));
    }
    Ok(until)
}

/// A wall time as the library counts it: without a zone.
fn chrono_of(at: DateTime) -> Result<Instant<Tz>> {
    let (month, day) = (at.month().unsigned_abs(), at.day().unsigned_abs());
    let (hour, minute, second) = (at.hour().unsigned_abs(), at.minute().unsigned_abs(), at.second().unsigned_abs());
    let naive = Tz::UTC.with_ymd_and_hms(
        i32::from(at.year()),
        u32::from(month),
        u32::from(day),
        u32::from(hour),
        u32::from(minute),
        u32::from(second),
    );
    naive.single().ok_or_else(|| Code::TimeInvalid.into())
}

fn jiff_of(at: &Instant<Tz>) -> Option<DateTime> {
    let at = jiff::Timestamp::from_second(at.timestamp()).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

fn chrono_weekday(day: Weekday) -> chrono::Weekday {
    chrono::Weekday::try_from(day.to_monday_zero_offset().unsigned_abs()).unwrap_or(chrono::Weekday::Mon)
}

fn jiff_weekday(day: chrono::Weekday) -> Weekday {
    let offset = i8::try_from(day.num_days_from_monday()).unwrap_or_default();
    Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Monday)
}

fn moved(day: chrono::Weekday, days: i64) -> chrono::Weekday {
    let index = (i64::from(day.num_days_from_monday()) + days).rem_euclid(7);
    u8::try_from(index).ok().and_then(|index| chrono::Weekday::try_from(index).ok()).unwrap_or(day)
}
