//! What crosses the wire about the board, and checks on what people type.

mod documented;

pub use documented::{BoardEvent, BoardUser, Click, Hour, OnlineUser, Stats, Version};

use serde::{Deserialize, Serialize};

/// A name is cut after so many characters.
pub const NAME_MAX: usize = 15;
/// A comment is cut after so many characters.
pub const COMMENT_MAX: usize = 75;
/// Who says no name.
pub const NOBODY: &str = "Gast";
/// The feed of a page keeps so many lines.
pub const FEED: usize = 50;

/// What can be said by a click: six fixed buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Button {
    Coffee,
    Scream,
    Win,
    Facepalm,
    Printer,
    Nap,
}

impl Button {
    pub const ALL: [Button; 6] =
        [Button::Coffee, Button::Scream, Button::Win, Button::Facepalm, Button::Printer, Button::Nap];

    pub const fn word(self) -> &'static str {
        match self {
            Button::Coffee => "coffee",
            Button::Scream => "scream",
            Button::Win => "win",
            Button::Facepalm => "facepalm",
            Button::Printer => "printer",
            Button::Nap => "nap",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.word() == word)
    }

    pub const fn tone(self) -> &'static str {
        match self {
            Button::Coffee => "ochre",
            Button::Scream => "brick",
            Button::Win => "moss",
            Button::Facepalm => "plum",
            Button::Printer => "fjord",
            Button::Nap => "slate",
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Button::Coffee => "coffee-duotone",
            Button::Scream => "megaphone-duotone",
            Button::Win => "confetti-duotone",
            Button::Facepalm => "hand-palm-duotone",
            Button::Printer => "printer-duotone",
            Button::Nap => "moon-stars-duotone",
        }
    }
}

/// What goes over everybody's page for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    Pride,
    Satan,
    Beast,
    Fu,
    Fuck,
    Fireworks,
    Einstein,
    Belasto,
    Sas,
    Lemma,
    Rickroll,
    Exmatrikulieren,
}

impl Effect {
    pub const ALL: [Effect; 12] = [
        Effect::Pride,
        Effect::Fireworks,
        Effect::Einstein,
        Effect::Satan,
        Effect::Beast,
        Effect::Fu,
        Effect::Fuck,
        Effect::Belasto,
        Effect::Sas,
        Effect::Lemma,
        Effect::Rickroll,
        Effect::Exmatrikulieren,
    ];

    /// The name on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Effect::Pride => "pride",
            Effect::Satan => "satan",
            Effect::Beast => "666",
            Effect::Fu => "fu",
            Effect::Fuck => "fuck",
            Effect::Fireworks => "fireworks",
            Effect::Einstein => "einstein",
            Effect::Belasto => "belasto",
            Effect::Sas => "sas",
            Effect::Lemma => "lemma 6.7",
            Effect::Rickroll => "rickroll",
            Effect::Exmatrikulieren => "exmatrikulieren",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.word() == word)
    }

    /// Other clients would leave the page at once; they only hear of it.
    pub const fn leads_away(self) -> bool {
        matches!(self, Effect::Rickroll | Effect::Exmatrikulieren)
    }
}

/// Words of a style that clients know, by what they are about. All others are dropped, so that nobody brings a class of
/// their own.
const STYLES: [&[&str]; 3] = [
    &["green", "purple", "blue", "yellow", "black", "white", "fancy"],
    &["small", "big"],
    &["dotted", "dashed", "highlight", "fire"],
];

/// A style as it may be kept: of each group the first word.
pub fn style(text: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    let mut is_said = [false; STYLES.len()];
    for word in text.split_whitespace() {
        let group = STYLES.iter().position(|group| group.contains(&word));
        if let Some(group) = group.filter(|group| !is_said[*group]) {
            is_said[group] = true;
            words.push(word);
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text as it may be kept: without characters that are not to be seen, trimmed, and cut after so many characters.
pub fn cut(text: &str, max: usize) -> Option<String> {
    let is_seen =
        |c: &char| !c.is_control() && !('\u{202a}'..='\u{202e}').contains(c) && !('\u{2066}'..='\u{2069}').contains(c);
    let clean: String = text.chars().filter(is_seen).collect();
    let cut: String = clean.trim().chars().take(max).collect();
    let cut = cut.trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// How it is said on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    #[default]
    Plain,
    Loud,
    Whisper,
}

impl Voice {
    pub const ALL: [Voice; 3] = [Voice::Plain, Voice::Loud, Voice::Whisper];

    /// The style that other clients understand.
    pub const fn style(self) -> &'static str {
        match self {
            Voice::Plain => "",
            Voice::Loud => "big highlight",
            Voice::Whisper => "small",
        }
    }

    pub fn of(style: &str) -> Self {
        let has = |word: &str| style.split(' ').any(|other| other == word);
        match (has("big"), has("small")) {
            (true, _) => Voice::Loud,
            (false, true) => Voice::Whisper,
            (false, false) => Voice::Plain,
        }
    }
}

/// How often something was pressed. `what` is a button or an event; of clicks empty for those without a button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Tally {
    pub is_event: bool,
    pub what: String,
    pub today: i64,
    pub total: i64,
}

/// A press as the feed shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Press {
    pub id: String,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub is_event: bool,
    pub what: String,
    pub name: String,
    /// Of a registered person, whose name it is for certain.
    pub account_id: Option<String>,
    /// How that person is called on pages; empty for others.
    pub shown: String,
    pub picture: String,
    pub comment: Option<String>,
    pub style: Option<String>,
}

/// Somebody who is at the board.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Present {
    pub name: String,
    pub account_id: Option<String>,
    pub shown: String,
    pub picture: String,
}

/// Who is at the board: every connection counts, and some are named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Crowd {
    pub count: usize,
    pub people: Vec<Present>,
}

/// Everything that the board's page shows first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BoardPage {
    /// The caller's name on the board; none for who has no account, who types one.
    pub me: Option<String>,
    /// Milliseconds since 1970 UTC.
    pub now: i64,
    pub tallies: Vec<Tally>,
    /// Newest first.
    pub feed: Vec<Press>,
    /// Older ones are read after this.
    pub next: Option<String>,
    pub crowd: Crowd,
    pub week: Week,
    /// Seconds that the reader's clocks are ahead of UTC; 0 for who has no account.
    pub offset: i32,
    /// Where the board is found, as people type it.
    pub address: String,
}

/// Clicks by hour: seven days of the reader, whole but for what is left of the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Week {
    /// The first day, as the reader's calendar has it.
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub first: jiff::civil::Date,
    /// From that day's first hour to the running one.
    pub clicks: Vec<i64>,
}

/// Older lines of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FeedPage {
    pub now: i64,
    pub feed: Vec<Press>,
    pub next: Option<String>,
}

/// What a press has come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Pressed {
    pub tally: Tally,
    /// The name it was counted under.
    pub name: String,
}

/// The figures behind the charts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Statistics {
    pub stats: Stats,
    pub week: Week,
    pub tallies: Vec<Tally>,
    pub names: NamesPage,
}

/// Names by clicks, most first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NamesPage {
    pub names: Vec<BoardUser>,
    pub next: Option<String>,
}

/// Something that happened at the board besides presses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Said {
    Joined {
        name: String,
    },
    Left {
        name: String,
    },
    Renamed {
        from: String,
        name: String,
    },
    Reached {
        name: String,
        clicks: i64,
    },
    /// Of an event; pages have the press itself.
    Triggered {
        name: String,
        event: String,
    },
}

/// What the page's connection tells, at most 20 times a second. What is absent has not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BoardNews {
    /// Of a connection that has just begun: its name in presses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tallies: Vec<Tally>,
    /// Oldest first; of a storm only the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub presses: Vec<Press>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crowd: Option<Crowd>,
    /// Too much was missed, or a new day has begun: read everything anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anew: bool,
}

/// Bodies of forms, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// A press of a button.
    #[derive(utoipa::ToSchema)]
    pub struct PressForm {
        /// `coffee`, `scream`, `win`, `facepalm`, `printer` or `nap`.
        pub button: String,
        /// Cut after 75 characters.
        pub comment: Option<String>,
        /// Words of the fixed list.
        pub style: Option<String>,
        /// Of somebody without an account; cut after 15 characters.
        pub name: Option<String>,
        /// The seat of the page's connection, so that the press is counted for it.
        pub seat: Option<String>,
    }

    /// An effect for everybody.
    #[derive(utoipa::ToSchema)]
    pub struct EventForm {
        pub event: String,
        pub name: Option<String>,
        pub seat: Option<String>,
    }
}
