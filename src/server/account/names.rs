//! User names: when two are the same, which are reserved, and which one to propose.

use crate::app::account::wire::NAME_MAX;
use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// The form in which names are compared: compatibility forms, look-alikes and case folded away (NFKC, the confusables
/// skeleton of UTS #39, Unicode case folding). The skeleton is taken before and after folding, because some letters look
/// alike as capitals only and others only as small ones.
pub fn key(name: &str) -> String {
    let compatible: String = name.trim().nfkc().collect();
    let seen: String = skeleton(&compatible).collect();
    let folded: String = seen.chars().default_case_fold().nfkc().collect();
    skeleton(&folded).collect()
}

/// The form in which a name is searched by part: as `key`, without the look-alikes.
pub fn search_key(text: &str) -> String {
    text.trim().nfkc().default_case_fold().nfkc().collect()
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
