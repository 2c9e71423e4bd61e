//! German.

mod account;
mod admin;
mod board;
mod calendar;
mod chats;
mod common;
mod error;
mod letters;
mod nearby;
mod people;
mod settings;
mod today;

use super::Text;

pub const TEXT: Text = Text {
    common: common::COMMON,
    account: account::ACCOUNT,
    admin: admin::ADMIN,
    board: board::BOARD,
    nearby: nearby::NEARBY,
    calendar: calendar::CALENDAR,
    chats: chats::CHATS,
    letters: letters::LETTERS,
    people: people::PEOPLE,
    settings: settings::SETTINGS,
    today: today::TODAY,
    error: error::text,
};
