//! Lists that grow as their reader asks for more.

use leptos::prelude::*;

/// A list is read anew so far; what is beyond can be asked for again.
const MOST: usize = 10;

/// How many more pages of a list its reader has asked for, so that it is read as far when it is read anew. A list of
/// something else begins anew.
pub struct Loaded<K: 'static>(StoredValue<(K, usize)>);

impl<K> Clone for Loaded<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Loaded<K> {}

impl<K: Default + Send + Sync + 'static> Default for Loaded<K> {
    fn default() -> Self {
        Self(StoredValue::new((K::default(), 0)))
    }
}

impl<K: PartialEq + Send + Sync + 'static> Loaded<K> {
    /// So many pages after the first are shown of this list.
    pub fn more(self, of: &K) -> usize {
        self.0.try_with_value(|(list, more)| if list == of { *more } else { 0 }).unwrap_or(0).min(MOST)
    }

    /// One more is asked for.
    pub fn grow(self, of: K) {
        let more = self.more(&of) + 1;
        // The page may have gone meanwhile.
        let _ = self.0.try_set_value((of, more));
    }

    /// That one did not come.
    pub fn shrink(self, of: &K) {
        // Another list may be shown by now.
        self.0.try_update_value(|(list, more)| {
            if list == of {
                *more = more.saturating_sub(1);
            }
        });
    }
}
