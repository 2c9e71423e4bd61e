//! German: letters.

use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::wire::Age,
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "vor kurzem".into(),
        Age::Days => "vor ein paar Tagen".into(),
        Age::Weeks(n) => ago(n, "Woche", "Wochen"),
        Age::Months(n) => ago(n, "Monat", "Monaten"),
        Age::Years(n) => ago(n, "Jahr", "Jahren"),
        Age::ManyYears => "vor vielen Jahren".into(),
    },
    push_arrived: "Ein Brief ist für dich angekommen.",
};

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("vor {n} {}", Plural { one, few: "", other }.germanic(n.into()))
}
