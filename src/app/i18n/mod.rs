//! Languages and their texts. All visible text lives in the language files, one per language and feature: each fills
//! the struct that declares the keys, so a missing or surplus key does not compile.

pub mod account;
pub mod admin;
pub mod board;
pub mod calendar;
pub mod chats;
pub mod common;
mod de;
mod en;
mod fr;
pub mod letters;
pub mod nearby;
pub mod people;
mod ru;
pub mod settings;
pub mod today;

use crate::app::error::Code;
use serde::{Deserialize, Serialize};

/// The languages that Kith speaks, by ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Fr,
    Ru,
    De,
}

/// All texts of one language.
pub struct Text {
    pub common: common::Common,
    pub account: account::Account,
    pub admin: admin::Admin,
    pub board: board::Board,
    pub nearby: nearby::Nearby,
    pub calendar: calendar::Calendar,
    pub chats: chats::Chats,
    pub letters: letters::Letters,
    pub people: people::People,
    pub settings: settings::Settings,
    pub today: today::Today,
    /// What went wrong, for people.
    pub error: fn(Code) -> &'static str,
}

impl Language {
    pub const ALL: [Language; 4] = [Language::En, Language::Fr, Language::Ru, Language::De];

    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Ru => "ru",
            Language::De => "de",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Fr => "Français",
            Language::Ru => "Русский",
            Language::De => "Deutsch",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4); English if none fits.
    pub fn negotiate(header: &str) -> Self {
        let weighted = header.split(',').filter_map(|entry| {
            let (tag, weight) = entry.split_once(";q=").unwrap_or((entry, "1"));
            Some((Self::parse(tag.trim())?, weight.trim().parse::<f32>().ok()?))
        });
        let best =
            weighted.filter(|(_, weight)| *weight > 0.0).reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(Self::default(), |(language, _)| language)
    }

    pub const fn text(self) -> &'static Text {
        match self {
            Language::En => &en::TEXT,
            Language::Fr => &fr::TEXT,
            Language::Ru => &ru::TEXT,
            Language::De => &de::TEXT,
        }
    }
}

/// The texts of the page's language, from the context that the application provides.
pub fn text() -> &'static Text {
    leptos::prelude::use_context::<Language>().unwrap_or_default().text()
}

/// Forms of a noun beside a number, by the plural rules of CLDR for the four languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural {
    pub one: &'static str,
    /// Russian 2, 3, 4, 22 …; the others do not use it.
    pub few: &'static str,
    pub other: &'static str,
}

impl Plural {
    /// English and German: one thing, else things.
    pub const fn germanic(self, n: u64) -> &'static str {
        if n == 1 { self.one } else { self.other }
    }

    /// French: zero and one take the singular.
    pub const fn french(self, n: u64) -> &'static str {
        if n < 2 { self.one } else { self.other }
    }

    /// Russian: by the last digit, except for the teens.
    pub const fn russian(self, n: u64) -> &'static str {
        match (n % 10, n % 100) {
            (1, teens) if teens != 11 => self.one,
            (2..=4, teens) if !(teens >= 12 && teens <= 14) => self.few,
            _ => self.other,
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
