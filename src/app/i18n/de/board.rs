//! German: the click board.

use super::super::{Plural, board::Board};
use crate::app::{
    board::wire::{Button, Effect},
    kit::number,
};

const CLICKS: Plural = Plural { one: "Klick", few: "", other: "Klicks" };

fn clicks(n: i64) -> String {
    format!("{} {}", number(n, "."), CLICKS.germanic(n.unsigned_abs()))
}

fn people(n: usize) -> String {
    match n {
        0 => "niemand da".to_owned(),
        1 => "eine Person da".to_owned(),
        n => format!("{n} Leute da"),
    }
}

fn effects(n: i64) -> String {
    format!("{} {}", number(n, "."), Plural { one: "Effekt", few: "", other: "Effekte" }.germanic(n.unsigned_abs()))
}

pub const BOARD: Board = Board {
    title: "Board",
    summary: |n, here| format!("{} heute, {}", clicks(n), people(here)),
    display: "Anzeige",
    statistics: "Statistik",
    button: |button| match button {
        Button::Coffee => "Kaffee trinken",
        Button::Scream => "Schreien",
        Button::Win => "Kleiner Erfolg",
        Button::Facepalm => "Kopf auf Hand",
        Button::Printer => "Papierstau",
        Button::Nap => "Schlaf nötig",
    },
    did: |button| match button {
        Button::Coffee => "trinkt einen Kaffee",
        Button::Scream => "schreit",
        Button::Win => "hat einen kleinen Erfolg",
        Button::Facepalm => "fasst sich an den Kopf",
        Button::Printer => "hat Papierstau",
        Button::Nap => "braucht Schlaf",
    },
    did_click: "lässt Dampf ab",
    did_effect: |effect| format!("löst aus: {effect}"),
    effect: |effect| match effect {
        Effect::Pride => "Regenbogen",
        Effect::Satan => "Höllenfeuer",
        Effect::Beast => "666",
        Effect::Fu => "Faust",
        Effect::Fuck => "Ein böses Wort",
        Effect::Fireworks => "Feuerwerk",
        Effect::Einstein => "Einstein",
        Effect::Belasto => "Maske",
        Effect::Sas => "Seite, Winkel, Seite",
        Effect::Lemma => "Lemma 6.7",
        Effect::Rickroll => "Dieses Lied",
        Effect::Exmatrikulieren => "Exmatrikulieren",
    },
    today: "heute",
    in_all: |total| format!("{} insgesamt", number(total, ".")),
    words: "Kommentar",
    words_hint: "Ein paar Worte zum nächsten Klick",
    name: "Dein Name",
    name_hint: "Gast",
    style: "Stil",
    plain: "Normal",
    loud: "Laut",
    whisper: "Leise",
    effects: "Für alle",
    effects_lead: "Läuft kurz über jede Seite, auf der das Board offen ist.",
    mute: "Effekte ausblenden",
    unmute: "Effekte zeigen",
    week: "Die letzten sieben Tage, Stunde für Stunde",
    as_table: "Als Tabelle",
    week_spoken: |busiest| match busiest {
        Some((day, hour, n)) => {
            format!("Klicks pro Stunde, letzte sieben Tage. Am meisten: {day} um {hour} Uhr, {}.", clicks(n))
        }
        None => "Klicks pro Stunde, letzte sieben Tage. Noch keine.".to_owned(),
    },
    hour: "Stunde",
    day: "Tag",
    clicks: "Klicks",
    here_now: "Gerade da",
    and_more: |n| format!("und {n} weitere"),
    feed: "Dampf ablassen",
    feed_empty: "Noch hat niemand gedrückt. Irgendwer muss anfangen.",
    older: "Ältere",
    newest: "Neueste",
    now: "jetzt",
    minutes: |n| format!("{n} Min."),
    hours: |n| format!("{n} Std."),
    days: |n| if n == 1 { "1 Tag".to_owned() } else { format!("{n} Tage") },
    guest: "Gast",
    is_member: "Benutzername",
    came: |name| format!("{name} ist gekommen"),
    makes: |n| match n {
        1 => "Damit ist eine Person da".to_owned(),
        n => format!("Damit seid ihr {n}"),
    },
    reached: |name, n| format!("{name}: {} am Stück", clicks(n)),
    milestone: clicks,
    heard: |n, last| format!("{}, zuletzt von {last}", clicks(i64::try_from(n).unwrap_or(i64::MAX))),
    reconnecting: "Verbinde neu …",
    name_taken: "Diesen Namen hat schon jemand. Du drückst als Gast.",
    lets_off: |house| format!("{house} lässt Dampf ab"),
    just_now: "Gerade eben",
    n_today: |n| format!("{} heute", number(n, ".")),
    leave: "Anzeige verlassen",
    stats_lead: "Alles, was je gedrückt wurde. Die Tage gelten in deiner Zeitzone, „heute“ beginnt um Mitternacht UTC.",
    number: |n| number(n, "."),
    summary_today: |n, events| format!("{} heute, {}", CLICKS.germanic(n.unsigned_abs()), effects(events)),
    summary_total: |n, events| format!("{} insgesamt, {}", CLICKS.germanic(n.unsigned_abs()), effects(events)),
    no_button: "Ohne Knopf",
    by_name: "Wer am meisten drückt",
    by_button: "Welche Knöpfe",
    by_event: "Was ausgelöst wurde",
    events: "Effekte",
    total: "Insgesamt",
    more_names: "Weitere Namen",
    no_data: "Noch nichts.",
    to_board: "Zum Board",
    pulse: |n| format!("{} heute auf dem Board", clicks(n)),
};
