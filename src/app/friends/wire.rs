//! What crosses the wire about people: friends, requests, searches, blocks.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// A friend of `GET /friends`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Friend {
    pub id: String,
    pub name: String,
    pub email: String,
    /// URL of the picture, empty without one.
    pub profile_pic: String,
    pub birthday: String,
}

/// A person of `GET /friend`. Of a stranger everything but id, name and picture is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct FriendProfile {
    pub id: String,
    pub name: String,
    pub email: String,
    pub profile_pic: String,
    pub birthday: String,
    pub event_id_list: Vec<String>,
    pub friend_id_list: Vec<String>,
}

/// What somebody is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum Relation {
    Me,
    Friend,
    /// The reader has asked them to be friends.
    Asked,
    /// They have asked the reader.
    Asks,
    /// The reader has blocked them.
    Blocked,
    Stranger,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub user_name: String,
    /// Address of the picture, empty without one.
    pub picture: String,
    pub relation: Relation,
    /// A friend who is connected now and shows it.
    pub is_here: bool,
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct PeoplePage {
    pub people: Vec<PersonRow>,
    /// How many there are on all pages; 0 where nobody counts.
    pub total: u32,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// A request to be friends: the person is the other one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RequestRow {
    pub id: String,
    pub person: PersonRow,
    /// How many friends both have.
    pub mutual: u32,
    /// RFC 3339 with the reader's offset.
    pub sent_at: String,
}

/// A page of requests, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RequestsPage {
    pub requests: Vec<RequestRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
}

/// Everything about one person that the reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct PersonPage {
    pub person: PersonRow,
    /// Proven address of a friend, else empty.
    pub email: String,
    /// Birthday of a friend as `YYYY-MM-DD`, else empty.
    pub birthday: String,
    /// Friends of both.
    pub mutual: Vec<PersonRow>,
    /// Id of the request between the two, either way.
    pub request_id: Option<String>,
    /// A chat of the two is there or can be opened.
    pub can_write: bool,
}

/// Bodies of the forms, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// Somebody's id; `next` is where a browser goes afterwards.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PersonForm {
        id: String,
        next: Option<String>,
    }

    /// A request's id and what becomes of it: `accept`, `decline`, or `reopen` to take a decline back.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct AnswerForm {
        id: String,
        action: String,
        next: Option<String>,
    }
}
