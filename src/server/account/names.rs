//! User names: when two are the same, which are reserved, and which one to propose.

use crate::app::{account::wire::NAME_MAX, error::Code};
use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// The form in which names are compared: compatibility forms, case and look-alikes folded away (NFKC, Unicode case
/// folding, the confusables skeleton of UTS #39). The skeleton is taken of the capitals and of the small letters, because
/// some look alike only as the one or the other.
pub fn key(name: &str) -> String {
    let capital: String = skeleton(&search_key(name).to_uppercase()).collect();
    let small: String = capital.chars().default_case_fold().nfkc().collect();
    skeleton(&small).collect()
}

/// The form in which a name is searched by part: as `key`, without the look-alikes.
pub fn search_key(text: &str) -> String {
    text.trim().nfkc().default_case_fold().nfkc().collect()
}

/// Refuses what turns into an address, a path or nothing at all when compatibility forms are folded.
pub fn check(name: String) -> Result<String, Code> {
    let is_blank = key(&name).trim().is_empty();
    if is_blank || search_key(&name).contains(['/', '@']) { Err(Code::NameInvalid) } else { Ok(name) }
}

/// Names that would pass for the program.
pub fn is_reserved(user_key: &str) -> bool {
    user_key == key("Bot")
}

/// A user name made of a display name.
pub fn proposal(display_name: &str) -> String {
    let allowed: String = display_name.chars().filter(|c| !"/@".contains(*c)).take(NAME_MAX - 6).collect();
    let trimmed = allowed.trim();
    if trimmed.is_empty() { "Neighbour".into() } else { trimmed.into() }
}
