//! Russian: letters.

use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::wire::Age,
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "только что".into(),
        Age::Days => "несколько дней назад".into(),
        Age::Weeks(n) => ago(n, "неделю", "недели", "недель"),
        Age::Months(n) => ago(n, "месяц", "месяца", "месяцев"),
        Age::Years(n) => ago(n, "год", "года", "лет"),
        Age::ManyYears => "много лет назад".into(),
    },
    push_arrived: "Тебе пришло письмо.",
};

fn ago(n: u8, one: &'static str, few: &'static str, other: &'static str) -> String {
    format!("{n} {} назад", Plural { one, few, other }.russian(n.into()))
}
