//! `/help`: what the bot understands.

use crate::app::i18n::Language;

pub fn say(language: Language, _: usize) -> String {
    match language {
        Language::En => "I understand:\n/help: this list\n/anecdot: a joke",
        Language::De => "Ich verstehe:\n/help: diese Liste\n/anecdot: einen Witz",
        Language::Fr => "Je comprends :\n/help : cette liste\n/anecdot : une blague",
        Language::Ru => "Я понимаю:\n/help: этот список\n/anekdot: анекдот",
    }
    .to_owned()
}
