//! Keys of the texts of letters.

use crate::app::letters::wire::Age;

pub struct Letters {
    /// How long ago a letter was sent that has arrived: "6 months ago".
    pub age: fn(Age) -> String,
    /// Words of a push, which say nothing of what is in it.
    pub push_arrived: &'static str,
}
