//! What waits for a person.

use serde::{Deserialize, Serialize};

/// How much waits for the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// Unread messages, counted up to 100 in each chat.
    pub messages: u32,
    /// Requests to be friends.
    pub requests: u32,
    /// Invites to events.
    pub invites: u32,
    /// Letters that have arrived and are sealed.
    pub letters: u32,
    /// People who ask to see when the reader is near.
    pub watchers: u32,
}
