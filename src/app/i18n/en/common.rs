//! English: the frame, dates, states.

use crate::app::i18n::{Plural, common::Common};
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS_SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub const COMMON: Common = Common {
    skip_to_content: "Skip to content",
    main_navigation: "Main",
    calendar: "Calendar",
    more: "More",
    account: "Your account",
    language: "Language",
    theme: "Appearance",
    theme_system: "Same as the system",
    theme_light: "Light",
    theme_dark: "Dark",
    sign_out: "Sign out",
    apply: "Apply",
    back: "Back",
    cancel: "Cancel",
    close: "Close",
    try_again: "Try again",
    loading: "Loading",
    offline_title: "You’re offline.",
    offline_body: "What you see may be old. It comes up to date by itself when you’re back.",
    new_version: "A new version of Kith is ready.",
    reload: "Reload",
    not_found_title: "Nobody lives at this address",
    not_found_body: "It may be private, or the link is old.",
    broken_title: "Something broke on our side",
    broken_body: "Nothing you wrote is lost. Try again in a moment.",
    go_home: "Go home",
    verify_title: "Please verify your e-mail",
    verify_body: "to invite friends and to be found by them.",
    verify_link: "How?",
    week_start: Weekday::Monday,
    months: MONTHS,
    weekdays: WEEKDAYS,
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    month_year: |date| format!("{} {}", month(date), date.year()),
    day: |date| format!("{} {} {}", weekday(date), date.day(), month(date)),
    date: |date| format!("{} {} {}", date.day(), month(date), date.year()),
    short_date: |date| format!("{} {}", date.day(), MONTHS_SHORT[date.month().unsigned_abs() as usize - 1]),
    day_range: |first, last| {
        if first.first_of_month() == last.first_of_month() {
            format!("{}–{} {}", first.day(), last.day(), month(last))
        } else {
            format!("{} {} – {} {}", first.day(), month(first), last.day(), month(last))
        }
    },
    in_minutes: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("In {minutes} min"),
        (hours, 0) => format!("In {hours} h"),
        (hours, minutes) => format!("In {hours} h {minutes} min"),
    },
    in_days: |days| format!("In {days} {}", Plural { one: "day", few: "", other: "days" }.germanic(days)),
    now: "Now",
    past: "Past",
};

fn month(date: Date) -> &'static str {
    MONTHS[date.month().unsigned_abs() as usize - 1]
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[date.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}
