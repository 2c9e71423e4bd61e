//! French: the click board.

use super::super::{Plural, board::Board};
use crate::app::{
    board::wire::{Button, Effect},
    kit::number,
};

const CLICKS: Plural = Plural { one: "clic", few: "", other: "clics" };

fn clicks(n: i64) -> String {
    format!("{} {}", number(n, "\u{202f}"), CLICKS.french(n.unsigned_abs()))
}

fn people(n: usize) -> String {
    match n {
        0 => "personne ici".to_owned(),
        1 => "une personne ici".to_owned(),
        n => format!("{n} personnes ici"),
    }
}

fn effects(n: i64) -> String {
    let word = Plural { one: "effet", few: "", other: "effets" }.french(n.unsigned_abs());
    format!("{} {word}", number(n, "\u{202f}"))
}

pub const BOARD: Board = Board {
    title: "Défouloir",
    summary: |n, here| format!("{} aujourd’hui, {}", clicks(n), people(here)),
    display: "Mode affichage",
    statistics: "Statistiques",
    button: |button| match button {
        Button::Coffee => "Boire un café",
        Button::Scream => "Crier",
        Button::Win => "Petite victoire",
        Button::Facepalm => "La honte",
        Button::Printer => "Bourrage papier",
        Button::Nap => "Besoin de sieste",
    },
    did: |button| match button {
        Button::Coffee => "boit un café",
        Button::Scream => "crie",
        Button::Win => "fête une petite victoire",
        Button::Facepalm => "se cache le visage",
        Button::Printer => "a un bourrage papier",
        Button::Nap => "a besoin d’une sieste",
    },
    did_click: "se défoule",
    did_effect: |effect| format!("lance\u{202f}: {effect}"),
    effect: |effect| match effect {
        Effect::Pride => "Arc-en-ciel",
        Effect::Satan => "Feu de l’enfer",
        Effect::Beast => "666",
        Effect::Fu => "Poing",
        Effect::Fuck => "Un gros mot",
        Effect::Fireworks => "Feu d’artifice",
        Effect::Einstein => "Einstein",
        Effect::Belasto => "Masque",
        Effect::Sas => "Côté, angle, côté",
        Effect::Lemma => "Lemme 6.7",
        Effect::Rickroll => "Cette chanson",
        Effect::Exmatrikulieren => "Tout plaquer",
    },
    today: "aujourd’hui",
    in_all: |total| format!("{} en tout", number(total, "\u{202f}")),
    words: "Commentaire",
    words_hint: "Quelques mots pour ton prochain clic",
    name: "Ton nom",
    name_hint: "Invité",
    style: "Style",
    plain: "Normal",
    loud: "Fort",
    whisper: "Chuchoté",
    effects: "Pour tout le monde",
    effects_lead: "Passe un instant sur toutes les pages où le défouloir est ouvert.",
    mute: "Masquer les effets",
    unmute: "Montrer les effets",
    week: "Les sept derniers jours, heure par heure",
    as_table: "En tableau",
    week_spoken: |busiest| match busiest {
        Some((day, hour, n)) => {
            format!("Clics par heure, sept derniers jours. Le plus\u{202f}: {day} à {hour} h, {}.", clicks(n))
        }
        None => "Clics par heure, sept derniers jours. Aucun pour l’instant.".to_owned(),
    },
    hour: "Heure",
    day: "Jour",
    clicks: "Clics",
    here_now: "Ici en ce moment",
    and_more: |n| format!("et {n} de plus"),
    feed: "On se défoule",
    feed_empty: "Personne n’a encore appuyé. Il faut bien commencer.",
    older: "Plus anciens",
    newest: "Plus récents",
    now: "à l’instant",
    minutes: |n| format!("{n} min"),
    hours: |n| format!("{n} h"),
    days: |n| format!("{n} j"),
    guest: "Invité",
    is_member: "Nom d’utilisateur",
    came: |name| format!("{name} vient d’arriver"),
    makes: |n| match n {
        1 => "Vous êtes une personne".to_owned(),
        n => format!("Vous voilà {n}"),
    },
    reached: |name, n| format!("{name}\u{202f}: {} d’affilée", clicks(n)),
    milestone: clicks,
    heard: |n, last| format!("{}, le dernier de {last}", clicks(i64::try_from(n).unwrap_or(i64::MAX))),
    reconnecting: "Reconnexion…",
    name_taken: "Quelqu’un porte ce nom. Tu appuies en tant qu’invité.",
    lets_off: |house| format!("{house} se défoule"),
    just_now: "À l’instant",
    n_today: |n| format!("{} aujourd’hui", number(n, "\u{202f}")),
    leave: "Quitter l’affichage",
    stats_lead: "Tous les clics depuis le début. Les jours sont dans ton fuseau, mais «\u{202f}aujourd’hui\u{202f}» commence à minuit UTC.",
    number: |n| number(n, "\u{202f}"),
    summary_today: |n, events| format!("{} aujourd’hui, {}", CLICKS.french(n.unsigned_abs()), effects(events)),
    summary_total: |n, events| format!("{} en tout, {}", CLICKS.french(n.unsigned_abs()), effects(events)),
    no_button: "Sans bouton",
    by_name: "Qui appuie le plus",
    by_button: "Quels boutons",
    by_event: "Ce qui a été lancé",
    events: "Effets",
    total: "En tout",
    more_names: "Autres noms",
    no_data: "Rien pour l’instant.",
    to_board: "Au défouloir",
    pulse: |n| format!("{} au défouloir aujourd’hui", clicks(n)),
};
