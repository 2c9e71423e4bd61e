//! English: letters.

use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::wire::Age,
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "moments ago".into(),
        Age::Days => "a few days ago".into(),
        Age::Weeks(n) => ago(n, "week", "weeks"),
        Age::Months(n) => ago(n, "month", "months"),
        Age::Years(n) => ago(n, "year", "years"),
        Age::ManyYears => "many years ago".into(),
    },
    push_arrived: "A letter has arrived for you.",
};

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("{n} {} ago", Plural { one, few: "", other }.germanic(n.into()))
}
