//! English: the click board.

use super::super::{Plural, board::Board};
use crate::app::{
    board::wire::{Button, Effect},
    kit::number,
};

const CLICKS: Plural = Plural { one: "click", few: "", other: "clicks" };

fn clicks(n: i64) -> String {
    format!("{} {}", number(n, ","), CLICKS.germanic(n.unsigned_abs()))
}

fn people(n: usize) -> String {
    match n {
        0 => "nobody here".to_owned(),
        1 => "one person here".to_owned(),
        n => format!("{n} people here"),
    }
}

fn effects(n: i64) -> String {
    format!("{} {}", number(n, ","), Plural { one: "effect", few: "", other: "effects" }.germanic(n.unsigned_abs()))
}

pub const BOARD: Board = Board {
    title: "Board",
    summary: |n, here| format!("{} today, {}", clicks(n), people(here)),
    display: "Display mode",
    statistics: "Statistics",
    button: |button| match button {
        Button::Coffee => "Drink a coffee",
        Button::Scream => "Scream",
        Button::Win => "Small win",
        Button::Facepalm => "Facepalm",
        Button::Printer => "Printer jam",
        Button::Nap => "Need a nap",
    },
    did: |button| match button {
        Button::Coffee => "drank a coffee",
        Button::Scream => "screamed",
        Button::Win => "had a small win",
        Button::Facepalm => "facepalmed",
        Button::Printer => "has a printer jam",
        Button::Nap => "needs a nap",
    },
    did_click: "let off steam",
    did_effect: |effect| format!("set off: {effect}"),
    effect: |effect| match effect {
        Effect::Pride => "Rainbow",
        Effect::Satan => "Hellfire",
        Effect::Beast => "666",
        Effect::Fu => "Fist",
        Effect::Fuck => "A bad word",
        Effect::Fireworks => "Fireworks",
        Effect::Einstein => "Einstein",
        Effect::Belasto => "Mask",
        Effect::Sas => "Side, angle, side",
        Effect::Lemma => "Lemma 6.7",
        Effect::Rickroll => "That song",
        Effect::Exmatrikulieren => "Drop out",
    },
    today: "today",
    in_all: |total| format!("{} in all", number(total, ",")),
    words: "Comment",
    words_hint: "Add a few words to your next click",
    name: "Your name",
    name_hint: "Guest",
    style: "Style",
    plain: "Plain",
    loud: "Loud",
    whisper: "Whisper",
    effects: "For everybody",
    effects_lead: "Goes over every page that has the board open, for a moment.",
    mute: "Hide effects",
    unmute: "Show effects",
    week: "The last seven days, hour by hour",
    as_table: "Show as table",
    week_spoken: |busiest| match busiest {
        Some((day, hour, n)) => {
            format!("Clicks per hour, last seven days. Busiest: {day} at {hour}:00, {}.", clicks(n))
        }
        None => "Clicks per hour, last seven days. None yet.".to_owned(),
    },
    hour: "Hour",
    day: "Day",
    clicks: "Clicks",
    here_now: "Here now",
    and_more: |n| format!("and {n} more"),
    feed: "Letting off steam",
    feed_empty: "Nobody has pressed anything yet. Somebody has to be first.",
    older: "Older",
    newest: "Newest",
    now: "now",
    minutes: |n| format!("{n} min"),
    hours: |n| format!("{n} h"),
    days: |n| format!("{n} d"),
    guest: "Guest",
    is_member: "User name",
    came: |name| format!("{name} just came in"),
    makes: |n| match n {
        1 => "That makes one of you".to_owned(),
        n => format!("That makes {n} of you"),
    },
    reached: |name, n| format!("{name}: {} in one go", clicks(n)),
    milestone: clicks,
    heard: |n, last| format!("{}, last by {last}", clicks(i64::try_from(n).unwrap_or(i64::MAX))),
    reconnecting: "Reconnecting…",
    name_taken: "Somebody already has this name. You’re pressing as a guest.",
    lets_off: |house| format!("{house} lets off steam"),
    just_now: "Just now",
    n_today: |n| format!("{} today", number(n, ",")),
    leave: "Leave display mode",
    stats_lead: "Everything ever pressed. Days are in your time zone, but “today” begins at midnight UTC.",
    number: |n| number(n, ","),
    summary_today: |n, events| format!("{} today, {}", CLICKS.germanic(n.unsigned_abs()), effects(events)),
    summary_total: |n, events| format!("{} in all, {}", CLICKS.germanic(n.unsigned_abs()), effects(events)),
    no_button: "Without a button",
    by_name: "Who pressed most",
    by_button: "Which buttons",
    by_event: "What was set off",
    events: "Effects",
    total: "In all",
    more_names: "More names",
    no_data: "Nothing yet.",
    to_board: "To the board",
    pulse: |n| format!("{} on the board today", clicks(n)),
};
