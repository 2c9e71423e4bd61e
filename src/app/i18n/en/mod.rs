//! English.

mod account;
mod calendar;
mod common;
mod error;

use super::Text;

pub const TEXT: Text =
    Text { common: common::COMMON, account: account::ACCOUNT, calendar: calendar::CALENDAR, error: error::text };
