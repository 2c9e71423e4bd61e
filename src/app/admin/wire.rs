//! Rooms and people as those who run the installation see them.

use crate::app::chats::wire::Talker;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// A room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct KeptRoom {
    pub id: String,
    pub name: String,
    pub members: u32,
    /// How many of them are there right now.
    pub here: u32,
    /// Written since it was opened.
    pub messages: u32,
    /// When somebody wrote last, or when it was opened; RFC 3339.
    pub last_at: String,
}

/// A page of rooms in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct KeptRooms {
    pub rooms: Vec<KeptRoom>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// Somebody with an account, or a guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Holder {
    #[serde(flatten)]
    pub person: Talker,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub is_admin: bool,
    pub is_suspended: bool,
    pub is_here: bool,
    /// The reader.
    pub is_me: bool,
    /// RFC 3339, as the next two.
    pub joined_at: String,
    /// When something of theirs was used last, to the hour; absent if nothing is signed in.
    pub seen_at: Option<String>,
    /// When a guest's visit ends if they do not come back.
    pub until: Option<String>,
}

/// A page of people in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Holders {
    pub people: Vec<Holder>,
    /// On all pages.
    pub total: u32,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// A phone number that waits to be proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct OpenCode {
    /// Who claims it.
    pub user_name: String,
    /// With a plus and the country's code.
    pub number: String,
    pub code: String,
}

/// Bodies as they are described; the server functions take their fields one by one.
#[cfg(feature = "ssr")]
pub mod described {
    /// What to do to whom.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ActForm {
        id: String,
        /// `grant` and `revoke` the right to run the installation, `suspend` and `readmit`, `sign-out` everywhere, or `end`
        /// the visit of a guest.
        action: String,
        /// Path to go to afterwards.
        next: Option<String>,
    }
}
