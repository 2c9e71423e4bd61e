//! When a letter arrives: the choices on offer, fixed and random, and the words of the documented `delivery_option`.

use crate::{
    app::{error::Code, i18n::Language},
    server::{
        context::Rng,
        error::{Doing, Error, Result},
    },
};
use jiff::{Span, Timestamp, tz::TimeZone};
use serde::Deserialize;
use std::{collections::HashMap, path::Path};

/// Nothing travels longer, in milliseconds.
pub const LONGEST_MS: i64 = 50 * 366 * 86_400_000;
const DAY_S: i64 = 86_400;
/// The surprise of a letter without any other word: 31 to 93 days, in seconds.
const LATER: (i64, i64) = (31 * DAY_S, 93 * DAY_S);

/// A choice on offer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What clients send back.
    pub key: String,
    /// How long the letter travels, as an ISO 8601 duration or in words: `1 month`. Not for a random one.
    #[serde(default)]
    after: Option<Span>,
    /// Shortest and longest journey of a random choice, in days.
    #[serde(default)]
    between_days: Option<(i64, i64)>,
    /// Labels by language; English for what is missing.
    label: HashMap<Language, String>,
}

/// All choices, in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct Choices(Vec<Choice>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    choice: Vec<Choice>,
}

/// What there is without a file.
const DEFAULT: &str = include_str!("choices.toml");

/// When a letter shall arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Epoch milliseconds.
    pub deliver_at: i64,
    /// Drawn by lot: the sender does not see it.
    pub is_surprise: bool,
}

impl Choices {
    /// Reads the file, or takes the built-in choices without one.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        let text = match file {
            Some(file) => std::fs::read_to_string(file).doing("reading KITH_LETTER_CHOICES")?,
            None => DEFAULT.to_owned(),
        };
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self> {
        let File { choice: choices } = toml::from_str(text).doing("reading the choices of delivery")?;
        let bad = |why: &str| Err(Error::Broken("reading the choices of delivery", why.into()));
        if choices.is_empty() || choices.len() > 99 {
            return bad("there must be 1 to 99");
        }
        for choice in &choices {
            let is_span = choice.after.is_some_and(|span| !span.is_negative()) && choice.between_days.is_none();
            let is_range = choice.after.is_none()
                && choice.between_days.is_some_and(|(from, to)| 0 <= from && from < to && to <= 50 * 365);
            let has_key = !choice.key.is_empty() && choice.key != "calendar";
            if !(is_span || is_range) || !has_key || !choice.label.contains_key(&Language::En) {
                return bad("each has a key, an English label, and either `after` or `between_days`");
            }
        }
        Ok(Self(choices))
    }

    pub fn all(&self) -> &[Choice] {
        &self.0
    }

    /// When a letter arrives that leaves now by this choice.
    pub fn when(&self, key: &str, now: i64, zone: &TimeZone) -> Option<Result<When, Code>> {
        let choice = self.0.iter().find(|choice| choice.key == key)?;
        Some(match (choice.after, choice.between_days) {
            (Some(span), _) => after(span, now, zone).map(|deliver_at| When { deliver_at, is_surprise: false }),
            (None, range) => Ok(random(range.map_or(LATER, |(from, to)| (from * DAY_S, to * DAY_S)), now)),
        })
    }
}

impl Choice {
    pub fn label(&self, language: Language) -> &str {
        self.label.get(&language).or_else(|| self.label.get(&Language::En)).map_or("", String::as_str)
    }
}

/// Reads the documented `delivery_option`. Nothing in it means now; what is past is now.
pub fn read(option: &str, choices: &Choices, now: i64, zone: &TimeZone) -> Result<When, Code> {
    #[derive(Deserialize)]
    struct Option_ {
        r#type: String,
        #[serde(default)]
        parameters: serde_json::Value,
    }
    if option.trim().is_empty() {
        return Ok(When { deliver_at: now, is_surprise: false });
    }
    let option: Option_ = serde_json::from_str(option).map_err(|_| Code::DeliveryInvalid)?;
    let number = number(&option.parameters)?;
    let when = match option.r#type.as_str() {
        "calendar" => {
            let seconds = number.ok_or(Code::DeliveryInvalid)?;
            // Far beyond what is taken, but not beyond what fits.
            let millis = (seconds.clamp(-1e12, 1e12) * 1000.0).round();
            #[expect(clippy::cast_possible_truncation, reason = "clamped")]
            let at = millis as i64;
            When { deliver_at: at, is_surprise: false }
        }
        "resend" => random(LATER, now),
        // A choice may be called like a unit; with a number the unit is meant.
        word => match (unit(word), choices.when(word, now, zone)) {
            (None, Some(when)) => when?,
            (Some(_), Some(when)) if number.is_none() => when?,
            (Some(unit), _) => {
                let count = number.unwrap_or(1.0);
                if count.fract() != 0.0 || !(0.0..=1e9).contains(&count) {
                    return Err(Code::DeliveryInvalid);
                }
                #[expect(clippy::cast_possible_truncation, reason = "within bounds")]
                let span = unit(count as i64).map_err(|_| Code::DeliveryInvalid)?;
                When { deliver_at: after(span, now, zone)?, is_surprise: false }
            }
            (None, None) => return Err(Code::DeliveryInvalid),
        },
    };
    let deliver_at = when.deliver_at.max(now);
    if deliver_at - now > LONGEST_MS { Err(Code::DeliveryInvalid) } else { Ok(When { deliver_at, ..when }) }
}

/// Another journey for a letter that was received: around `seconds`, a quarter more or less.
pub fn again(seconds: i64, now: i64) -> i64 {
    random((seconds * 3 / 4, seconds * 5 / 4), now).deliver_at
}

fn random((from, to): (i64, i64), now: i64) -> When {
    When { deliver_at: now + Rng.within(from * 1000, to * 1000), is_surprise: true }
}

type Unit = fn(i64) -> Result<Span, jiff::Error>;

/// The units of the documentation.
fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "min" => |n| Span::new().try_minutes(n),
        "hour" => |n| Span::new().try_hours(n),
        "day" => |n| Span::new().try_days(n),
        "week" => |n| Span::new().try_weeks(n),
        "month" => |n| Span::new().try_months(n),
        "year" => |n| Span::new().try_years(n),
        _ => return None,
    })
}

/// So long after now, by the calendar of the sender.
fn after(span: Span, now: i64, zone: &TimeZone) -> Result<i64, Code> {
    let start = Timestamp::from_millisecond(now).map_err(|_| Code::DeliveryInvalid)?.to_zoned(zone.clone());
    Ok(start.checked_add(span).map_err(|_| Code::DeliveryInvalid)?.timestamp().as_millisecond())
}

/// A number, also as text; none if there is nothing.
fn number(value: &serde_json::Value) -> Result<Option<f64>, Code> {
    let number = match value {
        serde_json::Value::Null => return Ok(None),
        serde_json::Value::String(text) if text.trim().is_empty() => return Ok(None),
        serde_json::Value::String(text) => text.trim().parse().ok(),
        serde_json::Value::Number(number) => number.as_f64(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite()).map(Some).ok_or(Code::DeliveryInvalid)
}

#[cfg(test)]
#[path = "tests/choices.rs"]
mod tests;
