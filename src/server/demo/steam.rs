//! Steam that the neighbours let off in the last weeks.

use crate::app::board::wire::Button;

/// Clicks of an hour of the day, on an ordinary day.
pub const HOURS: [usize; 24] = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 8, 5, 6, 6, 7, 10, 5, 6, 4, 3, 2, 1, 0, 0];

/// What was said with the last clicks: who of `PEOPLE`, how many minutes ago, which button, words, style.
pub const SAID: [(usize, i64, Button, &str, &str); 8] = [
    (10, 25, Button::Nap, "Encore deux réunions", "small"),
    (4, 19, Button::Coffee, "Первый за день, честно", ""),
    (5, 12, Button::Coffee, "Le troisième, avec Ida", ""),
    (6, 9, Button::Facepalm, "I pulled a push door", "small"),
    (7, 6, Button::Nap, "", ""),
    (1, 4, Button::Win, "Der zweite Ofen läuft", ""),
    (3, 1, Button::Scream, "Кто трогал мой код?!", "big highlight"),
    (2, 0, Button::Coffee, "Fourth one. No regrets.", ""),
];
