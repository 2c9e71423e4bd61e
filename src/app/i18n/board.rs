//! Keys of the texts of the click board.

use crate::app::board::wire::{Button, Effect};

pub struct Board {
    pub title: &'static str,
    /// "60 clicks today, seven people here".
    pub summary: fn(clicks: i64, people: usize) -> String,
    pub display: &'static str,
    pub statistics: &'static str,
    /// On the button.
    pub button: fn(Button) -> &'static str,
    /// What somebody did, after their name: "drank a coffee".
    pub did: fn(Button) -> &'static str,
    /// The same of a click without a button.
    pub did_click: &'static str,
    /// "set off fireworks", with the effect's name.
    pub did_effect: fn(&str) -> String,
    pub effect: fn(Effect) -> &'static str,
    pub today: &'static str,
    /// "2,318 in all".
    pub in_all: fn(total: i64) -> String,
    pub words: &'static str,
    pub words_hint: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub style: &'static str,
    pub plain: &'static str,
    pub loud: &'static str,
    pub whisper: &'static str,
    pub effects: &'static str,
    pub effects_lead: &'static str,
    pub mute: &'static str,
    pub unmute: &'static str,
    /// "The last seven days, hour by hour".
    pub week: &'static str,
    pub as_table: &'static str,
    /// "Clicks per hour, last seven days. Busiest: Wednesday at 10:00, 31 clicks."; without a day if there were none.
    pub week_spoken: fn(busiest: Option<(&str, usize, i64)>) -> String,
    pub hour: &'static str,
    pub day: &'static str,
    pub clicks: &'static str,
    pub here_now: &'static str,
    /// "and 12 more".
    pub and_more: fn(n: usize) -> String,
    pub feed: &'static str,
    pub feed_empty: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub now: &'static str,
    /// "4 min", "3 h", "2 d".
    pub minutes: fn(n: i64) -> String,
    pub hours: fn(n: i64) -> String,
    pub days: fn(n: i64) -> String,
    /// Somebody who says no name.
    pub guest: &'static str,
    /// Before the name that is a person's own.
    pub is_member: &'static str,
    /// "Ida just came in", and that makes how many.
    pub came: fn(name: &str) -> String,
    pub makes: fn(people: usize) -> String,
    /// "Mara: 100 clicks in one go".
    pub reached: fn(name: &str, clicks: i64) -> String,
    /// All together: "10,000 clicks".
    pub milestone: fn(clicks: i64) -> String,
    /// For the ear, now and then: "12 clicks, last by Anna".
    pub heard: fn(clicks: usize, last: &str) -> String,
    pub reconnecting: &'static str,
    /// Somebody's name counts for them only.
    pub name_taken: &'static str,
    /// "Kith lets off steam", at the top of the projector's page.
    pub lets_off: fn(house: &str) -> String,
    pub just_now: &'static str,
    /// "60 today".
    pub n_today: fn(n: i64) -> String,
    pub leave: &'static str,
    pub stats_lead: &'static str,
    /// "1,779".
    pub number: fn(i64) -> String,
    /// Beside the figure: "clicks today, 3 effects", "clicks in all, 40 effects".
    pub summary_today: fn(clicks: i64, events: i64) -> String,
    pub summary_total: fn(clicks: i64, events: i64) -> String,
    /// A click of a program that knows no buttons.
    pub no_button: &'static str,
    pub by_name: &'static str,
    pub by_button: &'static str,
    pub by_event: &'static str,
    pub events: &'static str,
    pub total: &'static str,
    pub more_names: &'static str,
    pub no_data: &'static str,
    pub to_board: &'static str,
    /// On Today: "60 clicks on the board today".
    pub pulse: fn(clicks: i64) -> String,
}
