//! The icons that events can have, and the façade colour that goes with each.

use crate::app::error::Code;

/// The icon of an event that names none.
pub const DEFAULT: &str = "bell";

/// Name and tone. The first twenty are those of the documented API; the others extend them.
pub const ALL: [(&str, &str); 37] = [
    ("bell", "spruce"),
    ("burger", "brick"),
    ("cart", "slate"),
    ("coctail", "plum"),
    ("coffee", "ochre"),
    ("confirm", "moss"),
    ("delete", "slate"),
    ("doughnut", "rose"),
    ("exit", "slate"),
    ("gamepad", "fjord"),
    ("glasses", "plum"),
    ("heart", "rose"),
    ("music", "ochre"),
    ("pin", "brick"),
    ("pizza", "brick"),
    ("plus", "spruce"),
    ("present", "rose"),
    ("settings", "slate"),
    ("star", "ochre"),
    ("trash", "slate"),
    ("mountains", "fjord"),
    ("cheese", "brick"),
    ("pot", "brick"),
    ("guitar", "ochre"),
    ("broom", "ochre"),
    ("film", "plum"),
    ("book", "plum"),
    ("run", "moss"),
    ("barbell", "moss"),
    ("cake", "rose"),
    ("train", "fjord"),
    ("wrench", "slate"),
    ("package", "slate"),
    ("fire", "brick"),
    ("tree", "spruce"),
    ("confetti", "plum"),
    ("plane", "fjord"),
];

/// Those that the form offers: pictures of things to do, not of buttons; and the one that the event has already.
pub fn offered(current: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let buttons = ["confirm", "delete", "exit", "plus", "settings"];
    ALL.into_iter().filter(move |(name, _)| *name == current || !buttons.contains(name))
}

/// The tone of an icon.
pub fn tone(icon: &str) -> &'static str {
    ALL.iter().find(|(name, _)| *name == icon).map_or("spruce", |(_, tone)| tone)
}

/// The name of an icon that was given as `bell.svg`, `bell` or a URL ending in either.
pub fn check(icon: &str) -> Result<String, Code> {
    let base = icon.trim().rsplit('/').next().unwrap_or_default();
    let name = base.strip_suffix(".svg").unwrap_or(base);
    match ALL.iter().find(|(known, _)| *known == name) {
        Some((known, _)) => Ok((*known).to_owned()),
        None => Err(Code::IconUnknown),
    }
}
