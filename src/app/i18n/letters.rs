//! Keys of the texts of letters.

use crate::app::letters::{
    pages::wire::Enclosure,
    wire::{Age, Level},
};

pub struct Letters {
    /// How long ago a letter was sent that has arrived: "6 months ago".
    pub age: fn(Age) -> String,
    /// Words of a push, which say nothing of what is in it.
    pub push_arrived: &'static str,
    pub title: &'static str,
    /// "2 to open, 7 on their way"; without what is zero, and something kind for nothing at all.
    pub summary: fn(sealed: u32, on_their_way: u32) -> String,
    pub received: &'static str,
    pub on_their_way: &'static str,
    pub contacts: &'static str,
    pub views: &'static str,
    pub write: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub nothing_found: fn(text: &str) -> String,
    pub today: &'static str,
    /// On a sealed letter: "From Lucie, 6 months ago".
    pub from: fn(name: &str, age: &str) -> String,
    pub from_you: fn(age: &str) -> String,
    /// The same alone, as the name of the writer.
    pub you: &'static str,
    /// "365 days on the road".
    pub on_the_road: fn(days: u32) -> String,
    pub open: &'static str,
    /// Under an open letter: "sent 6 months ago"; of a surprise "a surprise, took 41 days".
    pub sent_ago: fn(age: &str) -> String,
    pub surprise_took: fn(days: u32) -> String,
    pub photo_from: fn(name: &str) -> String,
    pub play: &'static str,
    pub pause: &'static str,
    pub actions: &'static str,
    pub again: &'static str,
    pub sent_again: &'static str,
    pub write_back: &'static str,
    pub delete: &'static str,
    pub deleted: &'static str,
    pub older: &'static str,
    pub empty_title: &'static str,
    pub empty_body: &'static str,
    /// "2 letters from people you don’t know".
    pub requests: fn(n: u32) -> String,
    pub requests_title: &'static str,
    pub requests_lead: &'static str,
    pub requests_empty: &'static str,
    pub take: &'static str,
    pub decline: &'static str,
    pub block: &'static str,
    /// "7 letters".
    pub letters: fn(n: u32) -> String,
    /// "7 letters on their way".
    pub letters_on_their_way: fn(n: u32) -> String,
    /// "Next one lands in about 3 hours. You won’t be told which.", for minutes from now.
    pub lands_in: fn(minutes: i64) -> String,
    pub lands_some_day: &'static str,
    pub none_on_their_way: &'static str,
    /// "3 letters are on their way to you."; empty for none.
    pub coming: fn(n: u32) -> String,
    pub level: fn(Level) -> &'static str,
    /// "7 of 9".
    pub of: fn(n: u32, all: u32) -> String,
    /// "Two more letters on the road and you are an Archivist."
    pub to_next: fn(n: u32, Level) -> String,
    pub highest: &'static str,
    /// For the ear: "Postkeeper, you are here", "Newcomer, done".
    pub level_done: fn(&str) -> String,
    pub level_here: fn(&str) -> String,
    /// Under the short bar of phones: "Postkeeper, 2 more to Archivist".
    pub level_short: fn(Level, n: u32, Level) -> String,
    pub contacts_lead: &'static str,
    pub contacts_empty: &'static str,
    pub blocked: &'static str,
    pub unblock: &'static str,
    pub number: &'static str,
    pub number_hint: &'static str,
    pub contact_name: &'static str,
    pub add_contact: &'static str,
    pub remove_contact: &'static str,
    /// Beside the letters that were sealed just now.
    pub sealed: &'static str,
    pub sealed_body: &'static str,
    pub undo: &'static str,
    pub drafts: &'static str,
    pub no_text: &'static str,
    /// "saved 20 November 2026, 14:00".
    pub saved_on: fn(moment: &str) -> String,
    pub discard: &'static str,
    pub discarded: &'static str,
    pub landed: &'static str,
    /// "To Lucie Moreau"; `to_you` to oneself.
    pub to: fn(name: &str) -> String,
    pub to_you: &'static str,
    /// "lands 20 November 2027, 09:00", "landed …".
    pub lands: fn(moment: &str) -> String,
    pub landed_on: fn(moment: &str) -> String,
    pub surprise: &'static str,
    pub sent_on: &'static str,
    /// "sealed 20 November 2026".
    pub sealed_on: fn(day: &str) -> String,
    pub encloses: fn(Enclosure) -> &'static str,
    pub locked: &'static str,
    pub change_time: &'static str,
    pub burn: &'static str,
    pub burn_body: &'static str,
    pub burnt: &'static str,
    pub bring_back: &'static str,
    pub way_empty_title: &'static str,
    pub way_empty_body: &'static str,
    pub write_title: &'static str,
    pub not_saved: &'static str,
    pub saving: &'static str,
    pub saved: &'static str,
    pub not_kept: &'static str,
    pub not_sealed: &'static str,
    pub keep: &'static str,
    pub seal: &'static str,
    pub seal_waits: &'static str,
    pub whom: &'static str,
    pub whom_hint: &'static str,
    pub me_later: &'static str,
    pub remove: fn(name: &str) -> String,
    pub friends: &'static str,
    /// For the ear, when names are offered.
    pub offered: fn(n: usize) -> String,
    pub your_letter: &'static str,
    /// "278 of 5,000 characters".
    pub characters: fn(n: usize, max: usize) -> String,
    pub photo: &'static str,
    pub voice: &'static str,
    pub video: &'static str,
    pub uploading: &'static str,
    pub stop: &'static str,
    pub sound_file: &'static str,
    pub time_left: fn(clock: &str) -> String,
    pub no_microphone: &'static str,
    pub remove_photo: &'static str,
    pub remove_voice: &'static str,
    pub remove_video: &'static str,
    pub when: &'static str,
    pub a_date: &'static str,
    pub you_choose: &'static str,
    pub who_knows: &'static str,
    pub day: &'static str,
    pub time: &'static str,
    pub zone: &'static str,
    pub preview: &'static str,
    pub nobody_yet: &'static str,
    /// "Lucie, and you"; "Lucie and 3 others".
    pub names: fn(names: &[String], me: bool) -> String,
    /// "opens 20 November 2027".
    pub opens: fn(day: &str) -> String,
    pub opens_surprise: &'static str,
    pub opens_when: &'static str,
    pub promise: &'static str,
    /// On Today: "A letter has arrived", "3 letters have arrived".
    pub arrived: fn(n: u32) -> String,
}
