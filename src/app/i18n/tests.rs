//! Plural rules and the choice of a language.

use super::{Language, Plural};
use jiff::civil::date;

#[test]
fn plurals_follow_the_rules_of_each_language() {
    let forms = Plural { one: "one", few: "few", other: "other" };
    let russian = |n| forms.russian(n);
    assert_eq!(
        [0, 1, 2, 4, 5, 10, 11, 12, 14, 20, 21, 22, 25, 101, 111, 112, 122].map(russian),
        [
            "other", "one", "few", "few", "other", "other", "other", "other", "other", "other", "one", "few", "other",
            "one", "other", "other", "few",
        ]
    );
    assert_eq!([0, 1, 2].map(|n| forms.french(n)), ["one", "one", "other"]);
    assert_eq!([0, 1, 2].map(|n| forms.germanic(n)), ["other", "one", "other"]);
}

#[test]
fn the_best_known_language_of_a_header_wins() {
    for (header, language) in [
        ("de", Language::De),
        ("de-AT,en;q=0.9", Language::De),
        ("en;q=0.1, ru;q=0.8", Language::Ru),
        ("ja", Language::En),
        ("fr;q=0", Language::En),
        (";;,,q=", Language::En),
    ] {
        assert_eq!(Language::negotiate(header), language, "{header}");
    }
}

#[test]
fn dates_read_naturally() {
    let day = date(2026, 11, 1);
    let texts = Language::ALL.map(|language| (language.text().common.day)(day));
    assert_eq!(texts, ["Sunday 1 November", "Dimanche 1er novembre", "Воскресенье, 1 ноября", "Sonntag, 1. November"]);
    let months = Language::ALL.map(|language| (language.text().common.month_year)(day));
    assert_eq!(months, ["November 2026", "Novembre 2026", "Ноябрь 2026", "November 2026"]);
    let range = |language: Language| (language.text().common.day_range)(date(2026, 12, 11), date(2026, 12, 13));
    assert_eq!(range(Language::De), "11.–13. Dezember");
    let years = |language: Language| (language.text().common.day_range)(date(2026, 12, 15), date(2027, 12, 16));
    assert_ne!(years(Language::En), "15–16 December");
}
