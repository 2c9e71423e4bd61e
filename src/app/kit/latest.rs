//! Answers that come in another order than they were asked for.

use leptos::prelude::*;

/// How often something was asked, and the latest question that was answered: an answer to an earlier one is not taken.
#[derive(Clone, Copy, Default)]
pub struct Latest(StoredValue<(u32, u32)>);

impl Latest {
    /// The number of a question; none once the part that asks is gone.
    pub fn ask(self) -> Option<u32> {
        self.0.try_update_value(|(asked, _)| {
            *asked += 1;
            *asked
        })
    }

    /// Whether the answer to this question is to be taken.
    pub fn take(self, mine: u32) -> bool {
        let is_latest = self.0.try_update_value(|(_, answered)| {
            let is_latest = mine > *answered;
            *answered = mine.max(*answered);
            is_latest
        });
        is_latest == Some(true)
    }
}
