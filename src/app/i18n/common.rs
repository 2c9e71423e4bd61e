//! Keys of the texts that all features share: the frame, dates, states.

use jiff::civil::{Date, Weekday};

pub struct Common {
    pub skip_to_content: &'static str,
    pub main_navigation: &'static str,
    pub calendar: &'static str,
    pub more: &'static str,
    pub account: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub sign_out: &'static str,
    pub apply: &'static str,
    pub back: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    pub try_again: &'static str,
    pub loading: &'static str,
    pub offline_title: &'static str,
    pub offline_body: &'static str,
    pub new_version: &'static str,
    pub reload: &'static str,
    pub not_found_title: &'static str,
    pub not_found_body: &'static str,
    pub broken_title: &'static str,
    pub broken_body: &'static str,
    pub go_home: &'static str,
    /// "Please verify your e-mail", and what for.
    pub verify_title: &'static str,
    pub verify_body: &'static str,
    pub verify_link: &'static str,
    pub week_start: Weekday,
    /// January first; as a heading.
    pub months: [&'static str; 12],
    /// Monday first.
    pub weekdays: [&'static str; 7],
    pub weekdays_short: [&'static str; 7],
    /// "November 2026".
    pub month_year: fn(Date) -> String,
    /// "Friday 20 November".
    pub day: fn(Date) -> String,
    /// "20 November 2026".
    pub date: fn(Date) -> String,
    /// "20 Nov", as on a postmark.
    pub short_date: fn(Date) -> String,
    /// "11–13 December"; for different months "30 November – 2 December".
    pub day_range: fn(Date, Date) -> String,
    /// "In 3 h 20 min", for minutes from now.
    pub in_minutes: fn(i64) -> String,
    /// "In 3 days".
    pub in_days: fn(u64) -> String,
    pub now: &'static str,
    pub past: &'static str,
}
