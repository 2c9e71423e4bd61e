//! Checks of what every feature is sent: ids and free texts. Run on both sides.

use super::error::Code;

/// An id of ours: 1 to 64 letters, digits, `_` and `-`.
pub fn check_id(id: &str) -> Result<(), Code> {
    let fits = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if fits { Ok(()) } else { Err(Code::IdInvalid) }
}

/// Free text: not longer than `max` characters, no control characters but line breaks and tabs.
pub fn check_text(text: &str, max: usize, too_long: Code) -> Result<String, Code> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(too_long);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Code::NameInvalid);
    }
    Ok(text.to_owned())
}
