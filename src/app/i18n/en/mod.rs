//! English.

mod account;
mod calendar;
mod common;
mod error;
mod settings;
mod today;

use super::Text;

pub const TEXT: Text = Text {
    common: common::COMMON,
    account: account::ACCOUNT,
    calendar: calendar::CALENDAR,
    settings: settings::SETTINGS,
    today: today::TODAY,
    error: error::text,
};
