//! French: letters.

use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::wire::Age,
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "il y a un instant".into(),
        Age::Days => "il y a quelques jours".into(),
        Age::Weeks(n) => ago(n, "semaine", "semaines"),
        Age::Months(n) => ago(n, "mois", "mois"),
        Age::Years(n) => ago(n, "an", "ans"),
        Age::ManyYears => "il y a bien des années".into(),
    },
    push_arrived: "Une lettre est arrivée pour toi.",
};

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("il y a {n} {}", Plural { one, few: "", other }.french(n.into()))
}
