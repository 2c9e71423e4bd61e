//! French: the frame, dates, states.

use crate::app::i18n::{Plural, common::Common};
use jiff::civil::{Date, Weekday};

/// As a heading; within a date they are lower-case.
const MONTHS: [&str; 12] = [
    "Janvier",
    "Février",
    "Mars",
    "Avril",
    "Mai",
    "Juin",
    "Juillet",
    "Août",
    "Septembre",
    "Octobre",
    "Novembre",
    "Décembre",
];
const MONTHS_IN_DATE: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

const MONTHS_SHORT: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

pub const COMMON: Common = Common {
    skip_to_content: "Aller au contenu",
    main_navigation: "Principale",
    calendar: "Calendrier",
    more: "Plus",
    account: "Ton compte",
    language: "Langue",
    theme: "Apparence",
    theme_system: "Comme le système",
    theme_light: "Clair",
    theme_dark: "Sombre",
    sign_out: "Se déconnecter",
    apply: "Appliquer",
    back: "Retour",
    cancel: "Annuler",
    close: "Fermer",
    try_again: "Réessayer",
    loading: "Chargement",
    offline_title: "Tu es hors ligne.",
    offline_body: "Ce que tu vois date peut-être un peu. Tout se met à jour tout seul à ton retour.",
    new_version: "Une nouvelle version de Kith est prête.",
    reload: "Recharger",
    not_found_title: "Personne n’habite à cette adresse",
    not_found_body: "C’est peut-être privé, ou le lien est ancien.",
    broken_title: "Quelque chose s’est cassé chez nous",
    broken_body: "Rien de ce que tu as écrit n’est perdu. Réessaie dans un instant.",
    go_home: "Rentrer à la maison",
    verify_title: "Confirme ton adresse e-mail",
    verify_body: "pour inviter des amis et pour qu’ils te trouvent.",
    verify_link: "Comment\u{202f}?",
    week_start: Weekday::Monday,
    months: MONTHS,
    weekdays: WEEKDAYS,
    weekdays_short: ["Lun", "Mar", "Mer", "Jeu", "Ven", "Sam", "Dim"],
    month_year: |date| format!("{} {}", MONTHS[month_index(date)], date.year()),
    day: |date| format!("{} {} {}", weekday(date), day_of_month(date), month(date)),
    date: |date| format!("{} {} {}", day_of_month(date), month(date), date.year()),
    short_date: |date| format!("{} {}", day_of_month(date), MONTHS_SHORT[month_index(date)]),
    day_range: |first, last| {
        if first.first_of_month() == last.first_of_month() {
            format!("{}–{} {}", day_of_month(first), day_of_month(last), month(last))
        } else {
            format!("{} {} – {} {}", day_of_month(first), month(first), day_of_month(last), month(last))
        }
    },
    in_minutes: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("Dans {minutes} min"),
        (hours, 0) => format!("Dans {hours} h"),
        (hours, minutes) => format!("Dans {hours} h {minutes} min"),
    },
    in_days: |days| format!("Dans {days} {}", Plural { one: "jour", few: "", other: "jours" }.french(days)),
    now: "Maintenant",
    past: "Passé",
};

fn month(date: Date) -> &'static str {
    MONTHS_IN_DATE[month_index(date)]
}

fn month_index(date: Date) -> usize {
    date.month().unsigned_abs() as usize - 1
}

/// The first is an ordinal, the others are not.
fn day_of_month(date: Date) -> String {
    if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[date.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}
