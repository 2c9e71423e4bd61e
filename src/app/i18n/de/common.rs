//! German: the frame, dates, states.

use crate::app::i18n::{Plural, common::Common};
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const WEEKDAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

const MONTHS_SHORT: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."];

pub const COMMON: Common = Common {
    skip_to_content: "Zum Inhalt springen",
    main_navigation: "Hauptbereiche",
    calendar: "Kalender",
    more: "Mehr",
    account: "Dein Konto",
    language: "Sprache",
    theme: "Darstellung",
    theme_system: "Wie das System",
    theme_light: "Hell",
    theme_dark: "Dunkel",
    sign_out: "Abmelden",
    apply: "Übernehmen",
    back: "Zurück",
    cancel: "Abbrechen",
    close: "Schließen",
    try_again: "Noch einmal versuchen",
    loading: "Lädt",
    offline_title: "Du bist offline.",
    offline_body: "Was du siehst, kann alt sein. Es wird von selbst aktuell, sobald du wieder da bist.",
    new_version: "Eine neue Version von Kith ist bereit.",
    reload: "Neu laden",
    not_found_title: "Unter dieser Adresse wohnt niemand",
    not_found_body: "Vielleicht ist es privat, oder der Link ist alt.",
    broken_title: "Bei uns ist etwas kaputtgegangen",
    broken_body: "Nichts, was du geschrieben hast, ist verloren. Versuch es gleich noch einmal.",
    go_home: "Nach Hause",
    verify_title: "Bestätige bitte deine E-Mail-Adresse.",
    verify_body: "Dann kannst du Freunde einladen, und sie können dich finden.",
    verify_link: "Wie?",
    week_start: Weekday::Monday,
    months: MONTHS,
    weekdays: WEEKDAYS,
    weekdays_short: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    month_year: |date| format!("{} {}", month(date), date.year()),
    day: |date| format!("{}, {}. {}", weekday(date), date.day(), month(date)),
    date: |date| format!("{}. {} {}", date.day(), month(date), date.year()),
    short_date: |date| format!("{}. {}", date.day(), MONTHS_SHORT[date.month().unsigned_abs() as usize - 1]),
    day_range: |first, last| {
        if first.first_of_month() == last.first_of_month() {
            format!("{}.–{}. {}", first.day(), last.day(), month(last))
        } else {
            format!("{}. {} – {}. {}", first.day(), month(first), last.day(), month(last))
        }
    },
    in_minutes: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("In {minutes} min"),
        (hours, 0) => format!("In {hours} h"),
        (hours, minutes) => format!("In {hours} h {minutes} min"),
    },
    in_days: |days| format!("In {days} {}", Plural { one: "Tag", few: "", other: "Tagen" }.germanic(days)),
    now: "Jetzt",
    past: "Vorbei",
};

fn month(date: Date) -> &'static str {
    MONTHS[date.month().unsigned_abs() as usize - 1]
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[date.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}
