//! The laws of repetition: a series is the same however far from its start one looks, and the same as by the definition
//! of RFC 5545 written down naively, day by day.

use crate::server::calendar::{
    repeat::{End, Rule, horizon},
    times::instant,
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Weekday, date},
    tz::TimeZone,
};
use proptest::prelude::*;
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A rule as random fields, from which both its text and its meaning follow.
#[derive(Clone, Debug)]
struct Plan {
    freq: Freq,
    interval: i64,
    /// Days of the week, Monday 0; with a number for "the second" or "the last".
    by_day: Vec<(i8, i8)>,
    by_month_day: Vec<i8>,
    by_month: Vec<i8>,
    position: Option<i32>,
    sunday_first: bool,
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Plan {
    fn text(&self) -> String {
        let freq = match self.freq {
            Freq::Daily => "DAILY",
            Freq::Weekly => "WEEKLY",
            Freq::Monthly => "MONTHLY",
            Freq::Yearly => "YEARLY",
        };
        let mut text = format!("FREQ={freq};INTERVAL={}", self.interval);
        let list = |values: &[i8]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        if !self.by_month.is_empty() {
            let _ = write!(text, ";BYMONTH={}", list(&self.by_month));
        }
        if !self.by_month_day.is_empty() {
            let _ = write!(text, ";BYMONTHDAY={}", list(&self.by_month_day));
        }
        if !self.by_day.is_empty() {
            let day = |(n, day): &(i8, i8)| {
                format!(
                    "{}{}",
                    if *n == 0 { String::new() } else { n.to_string() },
                    DAYS[usize::from(day.unsigned_abs())]
                )
            };
            let _ = write!(text, ";BYDAY={}", self.by_day.iter().map(day).collect::<Vec<_>>().join(","));
        }
        if let Some(position) = self.position {
            let _ = write!(text, ";BYSETPOS={position}");
        }
        if self.sunday_first {
            text.push_str(";WKST=SU");
        }
        text
    }

    /// The first day of the period that a date is in.
    fn period(&self, date: Date) -> Date {
        match self.freq {
            Freq::Daily => date,
            Freq::Weekly => {
                let first = if self.sunday_first { Weekday::Sunday } else { Weekday::Monday };
                date.checked_sub(i64::from(date.weekday().since(first)).days()).expect("a date")
            }
            Freq::Monthly => date.first_of_month(),
            Freq::Yearly => date.first_of_year(),
        }
    }

    fn next_period(&self, first: Date) -> Date {
        let n = self.interval;
        let step = match self.freq {
            Freq::Daily => n.days(),
            Freq::Weekly => n.weeks(),
            Freq::Monthly => n.months(),
            Freq::Yearly => n.years(),
        };
        first.checked_add(step).expect("a date")
    }

    fn fits(&self, date: Date, start: Date) -> bool {
        let day_of_month = |n: i8| if n > 0 { date.day() == n } else { date.day() == date.days_in_month() + 1 + n };
        let nth = |n: i8, day: i8| {
            if date.weekday().to_monday_zero_offset() != day {
                return false;
            }
            // In a year without BYMONTH the number counts in the year, else in the month.
            let in_year = self.freq == Freq::Yearly && self.by_month.is_empty();
            let (index, length) = if in_year {
                (date.day_of_year(), date.days_in_year())
            } else {
                (i16::from(date.day()), i16::from(date.days_in_month()))
            };
            match n {
                0 => true,
                n if n > 0 => (index - 1) / 7 + 1 == i16::from(n),
                n => (length - index) / 7 + 1 == i16::from(-n),
            }
        };
        let has_days = !self.by_day.is_empty() || !self.by_month_day.is_empty();
        let implied = match self.freq {
            _ if has_days => true,
            Freq::Daily => true,
            Freq::Weekly => date.weekday() == start.weekday(),
            Freq::Monthly => date.day() == start.day(),
            Freq::Yearly => date.day() == start.day() && (!self.by_month.is_empty() || date.month() == start.month()),
        };
        implied
            && (self.by_month.is_empty() || self.by_month.contains(&date.month()))
            && (self.by_month_day.is_empty() || self.by_month_day.iter().any(|n| day_of_month(*n)))
            && (self.by_day.is_empty() || self.by_day.iter().any(|(n, day)| nth(*n, *day)))
    }

    /// The definition, period by period and day by day.
    fn naive(&self, start: DateTime, until: Date) -> Vec<DateTime> {
        let mut found = Vec::new();
        let mut first = self.period(start.date());
        while first <= until {
            let end = match self.freq {
                Freq::Daily => first.tomorrow(),
                Freq::Weekly => first.checked_add(1.week()),
                Freq::Monthly => first.checked_add(1.month()),
                Freq::Yearly => first.checked_add(1.year()),
            };
            let days = first.series(1.day()).take_while(|day| *day < *end.as_ref().expect("a date"));
            let mut days: Vec<Date> = days.filter(|day| self.fits(*day, start.date())).collect();
            if let Some(position) = self.position {
                let index = if position > 0 { position - 1 } else { days.len() as i32 + position };
                days = usize::try_from(index).ok().and_then(|index| days.get(index).copied()).into_iter().collect();
            }
            found.extend(days.into_iter().map(|day| day.to_datetime(start.time())).filter(|at| *at >= start));
            first = self.next_period(first);
        }
        found.retain(|at| at.date() <= until);
        found
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let days = prop::collection::btree_set(0..7_i8, 0..4);
    let numbered = prop::collection::btree_set((prop_oneof![1..=5_i8, -2..=-1_i8], 0..7_i8), 1..3);
    let month_days = prop::collection::btree_set(prop_oneof![1..=31_i8, -5..=-1_i8], 1..4);
    let months = prop::collection::btree_set(1..=12_i8, 0..4);
    let freq = prop_oneof![Just(Freq::Daily), Just(Freq::Weekly), Just(Freq::Monthly), Just(Freq::Yearly)];
    (freq, 1..=5_i64, days, numbered, month_days, months, 0..4_u8, prop_oneof![1..=3_i32, -2..=-1_i32], any::<bool>())
        .prop_map(|(freq, interval, days, numbered, month_days, months, kind, position, sunday_first)| {
            let plain = days.iter().map(|day| (0, *day)).collect::<Vec<_>>();
            let mut plan = Plan {
                freq,
                interval,
                by_day: Vec::new(),
                by_month_day: Vec::new(),
                by_month: Vec::new(),
                position: None,
                sunday_first,
            };
            match (freq, kind) {
                (Freq::Daily, 1) => plan.by_day = plain,
                (Freq::Weekly, 1 | 2) => plan.by_day = plain,
                (Freq::Monthly | Freq::Yearly, 1) => plan.by_day = numbered.into_iter().collect(),
                (Freq::Monthly | Freq::Yearly, 2) => plan.by_month_day = month_days.into_iter().collect(),
                (Freq::Monthly, 3) if !plain.is_empty() => {
                    plan.by_day = plain;
                    plan.position = Some(position);
                }
                _ => {}
            }
            if matches!(freq, Freq::Yearly) && kind != 0 {
                plan.by_month = months.into_iter().collect();
            }
            plan
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn a_series_is_what_its_definition_says_wherever_one_looks(
        plan in plans(),
        day in 0..15_000_i64,
        minute in 0..1440_i64,
        later in 0..11_000_i64,
        length in 1..800_i64,
    ) {
        let start = date(1985, 1, 1).at(0, 0, 0, 0) + day.days() + minute.minutes();
        let from = start + later.days();
        let until = from + length.days();
        let rule = Rule::stored(&plan.text()).expect("a rule");
        let all = plan.naive(start, until.date());
        let expected: Vec<DateTime> = all.iter().copied().filter(|at| (from..=until).contains(at)).collect();
        let found: Vec<DateTime> = rule.between(start, None, from, until).expect("a walk").collect();
        prop_assert_eq!(&found, &expected, "{} from {}", plan.text(), start);
        let again = Rule::stored(&rule.text()).expect("a rule");
        prop_assert_eq!(&again, &rule, "text and rule are one");
        if let (Some(first), Ok(second)) = (all.first(), rule.first(start)) {
            prop_assert_eq!(*first, second);
        }
    }

    #[test]
    fn count_and_until_end_a_series_at_the_same_place(plan in plans(), day in 0..15_000_i64, count in 1..60_u32) {
        let wished = date(1985, 1, 1).at(18, 30, 0, 0) + day.days();
        let counted = Rule::stored(&format!("{};COUNT={count}", plan.text())).expect("a rule");
        let Ok(start) = counted.first(wished) else { return Ok(()) };
        let Some(last) = counted.last(start).expect("a walk") else { return Ok(()) };
        let all: Vec<DateTime> = counted.between(start, Some(last), start, horizon()).expect("a walk").collect();
        prop_assert!(all.len() <= count as usize);
        prop_assert_eq!(all.last(), Some(&last));
        let until = Rule::stored(&format!("{};UNTIL={}", plan.text(), last.strftime("%Y%m%dT%H%M%S"))).expect("a rule");
        prop_assert_eq!(until.last(start).expect("a walk"), Some(last));
        prop_assert_eq!(counted.count_before(start, last).expect("a walk"), all.len() - 1);
    }

    /// Against the library's own reckoning with another zone database, from the start of the series.
    #[test]
    fn instants_agree_with_another_zone_database(
        plan in plans(),
        day in 0..6_000_i64,
        hour in 4..24_i64,
        zone in prop::sample::select(vec![
            rrule::Tz::Europe__Berlin, rrule::Tz::America__New_York, rrule::Tz::Australia__Sydney, rrule::Tz::Asia__Kolkata,
            rrule::Tz::Asia__Tokyo, rrule::Tz::Europe__London,
        ]),
    ) {
        use chrono::TimeZone as _;
        let start = date(2008, 1, 1).at(0, 0, 0, 0) + day.days() + hour.hours();
        let theirs = zone
            .with_ymd_and_hms(
                start.year().into(),
                start.month().unsigned_abs().into(),
                start.day().unsigned_abs().into(),
                start.hour().unsigned_abs().into(),
                0,
                0,
            )
            .single()
            .expect("a time");
        let unvalidated: rrule::RRule<rrule::Unvalidated> = plan.text().parse().expect("a rule");
        let set = unvalidated.build(theirs).expect("a set");
        let expected: Vec<i64> = set
            .limit()
            .into_iter()
            .map(|at| at.timestamp_millis())
            // Compiled zone tables end with the century.
            .take_while(|at| *at < 4_000_000_000_000)
            .take(80)
            .collect();
        let own = TimeZone::get(rrule::Tz::name(&zone)).expect("a zone");
        let rule = Rule::stored(&plan.text()).expect("a rule");
        let found: Vec<i64> = rule
            .between(start, None, start, horizon())
            .expect("a walk")
            .take(expected.len())
            .map(|at| instant(at, &own).expect("an instant"))
            .collect();
        prop_assert_eq!(found, expected, "{} from {}", plan.text(), start);
    }
}

#[test]
fn rules_that_could_run_for_ever_or_mean_nothing_are_refused() {
    for text in [
        "",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=5",
        "FREQ=DAILY;BYHOUR=1,2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=10001",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20261332",
        "FREQ=FORTNIGHTLY",
        "INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=XX",
        "drop table events",
    ] {
        assert!(Rule::stored(text).is_err(), "{text}");
    }
    let start = date(2026, 11, 20).at(19, 0, 0, 0);
    for text in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20",
        "FREQ=WEEKLY;UNTIL=20200101",
    ] {
        assert!(
            Rule::stored(text).is_err() || Rule::stored(text).is_ok_and(|rule| rule.first(start).is_err()),
            "{text}"
        );
    }
    assert!(Rule::stored(&format!("FREQ=DAILY;BYMONTHDAY={}", "1,".repeat(300))).is_err());
}

#[test]
fn the_end_is_read_as_date_wall_time_or_instant() {
    let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
    let until = |text: &str| {
        let rule = Rule::parse(text, |at| at.to_zoned(berlin.clone()).datetime()).expect("a rule");
        assert!(matches!(rule.end, End::Until(_)));
        rule.text()
    };
    assert_eq!(until("FREQ=DAILY;UNTIL=20261224"), "FREQ=DAILY;UNTIL=20261224T235959");
    assert_eq!(until("RRULE:FREQ=DAILY;UNTIL=20261224T120000"), "FREQ=DAILY;UNTIL=20261224T120000");
    assert_eq!(until("freq=daily;until=20261224T110000Z"), "FREQ=DAILY;UNTIL=20261224T120000");
}
