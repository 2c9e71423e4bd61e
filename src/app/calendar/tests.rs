//! The calendar's pure parts: wall clocks, quick add, the month's grid. Laws by property test.

use super::{
    check::{format_wall, parse_month, parse_wall},
    grid::weeks,
    icons, quick,
    wire::{EventForm, EventRow, Kind, MonthPage},
};
use crate::app::error::Code;
use jiff::{
    ToSpan,
    civil::{Date, DateTime, date},
};
use proptest::prelude::*;

fn any_wall() -> impl Strategy<Value = DateTime> {
    (1900_i16..=2200, 1_i8..=12, 1_i8..=31, 0_i8..24, 0_i8..60)
        .prop_filter_map("a date", |(year, month, day, hour, minute)| {
            Some(Date::new(year, month, day).ok()?.at(hour, minute, 0, 0))
        })
}

fn row(name: &str, first: Date, last: Date, is_all_day: bool) -> EventRow {
    EventRow {
        id: name.into(),
        kind: Kind::Single,
        name: name.into(),
        icon: "bell".into(),
        is_private: false,
        is_all_day,
        starts: first.at(if is_all_day { 0 } else { 10 }, 0, 0, 0),
        ends: (last != first).then(|| last.at(if is_all_day { 0 } else { 12 }, 0, 0, 0)),
        address: String::new(),
        members: 1,
        repeats: false,
        can_change: true,
    }
}

proptest! {
    #[test]
    fn a_wall_time_survives_being_written_and_read(at in any_wall()) {
        prop_assert_eq!(parse_wall(&format_wall(at)), Ok(at));
        let unpadded = format!("{}.{}.{} {}:{:02}", at.day(), at.month(), at.year(), at.hour(), at.minute());
        prop_assert_eq!(parse_wall(&unpadded), Ok(at));
    }

    #[test]
    fn reading_never_panics(text in ".{0,40}") {
        let _ = parse_wall(&text);
        let _ = parse_month(&text, &text);
        let _ = quick::read(&text);
        let _ = icons::check(&text);
        let form = EventForm { line: text.clone(), starts_on: text.clone(), starts_time: text, ..EventForm::default() };
        let _ = form.check();
    }

    #[test]
    fn every_event_of_a_grid_is_shown_on_each_of_its_days_and_bars_never_overlap(
        spans in prop::collection::vec((0_i64..60, 0_i64..20, any::<bool>()), 0..30),
    ) {
        let from = date(2026, 10, 26);
        let events: Vec<EventRow> = spans.iter().enumerate().map(|(index, (start, length, whole))| {
            let first = from.checked_add((*start - 10).days()).expect("a day");
            row(&index.to_string(), first, first.checked_add(length.days()).expect("a day"), *whole)
        }).collect();
        let page = MonthPage { month: date(2026, 11, 1), from, until: date(2026, 12, 7), now: from.at(12, 0, 0, 0), events: events.clone() };
        let weeks = weeks(&page);
        prop_assert_eq!(weeks.len(), 6);
        for week in &weeks {
            for (index, bar) in week.bars.iter().enumerate() {
                prop_assert!(bar.from < bar.to && bar.to <= 8);
                for other in &week.bars[index + 1..] {
                    prop_assert!(bar.lane != other.lane || bar.to <= other.from || other.to <= bar.from);
                }
            }
            for day in &week.days {
                let expected = events.iter().filter(|event| event.first_day() <= day.date && event.last_day() >= day.date).count();
                prop_assert_eq!(day.all.len(), expected);
            }
        }
    }
}

#[test]
fn an_end_at_midnight_does_not_touch_the_next_day() {
    let mut event = row("x", date(2026, 11, 20), date(2026, 11, 21), false);
    event.ends = Some(date(2026, 11, 21).at(0, 0, 0, 0));
    assert_eq!(event.last_day(), date(2026, 11, 20));
    event.ends = Some(date(2026, 11, 21).at(0, 1, 0, 0));
    assert_eq!(event.last_day(), date(2026, 11, 21));
}

#[test]
fn week_numbers_are_those_of_iso_8601() {
    let page = MonthPage {
        month: date(2027, 1, 1),
        from: date(2026, 12, 28),
        until: date(2027, 2, 1),
        now: date(2027, 1, 1).at(0, 0, 0, 0),
        events: vec![],
    };
    assert_eq!(weeks(&page).iter().map(|week| week.number).collect::<Vec<_>>(), [53, 1, 2, 3, 4]);
}

#[test]
fn quick_add_reads_times_names_and_whole_days() {
    let read = |line: &str| {
        let form = quick::read(line);
        (form.name, form.starts_time, form.ends_time, form.all_day)
    };
    let expect =
        |name: &str, starts: &str, ends: &str, all_day: &str| (name.into(), starts.into(), ends.into(), all_day.into());
    assert_eq!(read("Climbing 18:30"), expect("Climbing", "18:30", "", ""));
    assert_eq!(read("18.30–20.00 Climbing with Jonas"), expect("Climbing with Jonas", "18:30", "20:00", ""));
    assert_eq!(read("Ciné 20h15"), expect("Ciné", "20:15", "", ""));
    assert_eq!(read("День рождения"), expect("День рождения", "", "", "on"));
    assert_eq!(read("Score 3:2 at 25:00"), expect("Score 3:2 at 25:00", "", "", "on"));
    assert_eq!(read("Train 7:05 back 19:40"), expect("Train back 19:40", "07:05", "", ""));
}

#[test]
fn icons_are_taken_by_name_file_and_url() {
    for given in ["bell", "bell.svg", "https://old.example/load_icon/bell.svg", "localhost:5000/load_icon/bell.svg"] {
        assert_eq!(icons::check(given), Ok("bell".to_owned()), "{given}");
    }
    for given in ["", "bell.png", "/", "..", "bell.svg/x"] {
        assert_eq!(icons::check(given), Err(Code::IconUnknown), "{given}");
    }
}
