//! Times as people read them. Words and order come from the language files; hours are written the same in all four.

use jiff::civil::DateTime;

/// `19:30`.
pub fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
