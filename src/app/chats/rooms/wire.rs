//! Rooms as their documented API speaks of them.

use crate::app::chats::wire::Talker;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// Somebody by their user name. A guest has none of the three marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RoomUser {
    pub user: String,
    /// Has an account with a proven e-mail address.
    pub verified: bool,
    pub admin: bool,
    pub bot: bool,
}

/// A message in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RoomMessage {
    pub user: String,
    pub verified: bool,
    pub admin: bool,
    pub bot: bool,
    /// Name of the room.
    pub chat: String,
    /// Counts up within the room.
    pub id: i64,
    pub text: String,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

/// A room as one person sees it. Both lists are empty for who is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ChatReport {
    /// Who asks.
    pub user: String,
    pub chat: String,
    pub joined: bool,
    /// The newest 50, oldest first.
    pub messages: Vec<RoomMessage>,
    /// Who is there right now.
    pub users: Vec<RoomUser>,
}

/// Something that happened. `event` has the keys of a message, or some of `user`, `chat`, `verified`, `admin`, `bot`, and
/// the time in seconds under `Time` and `time`.
#[cfg(feature = "ssr")]
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes an answer")]
pub struct Envelope {
    /// `LoginEvent`, `LogoutEvent`, `ChatJoinEvent`, `ChatLeaveEvent`, `MessageEvent`, `ChatCreatedEvent`,
    /// `ChatRemovedEvent`, `SystemMessageChatJoinEvent` or `SystemMessageChatLeaveEvent`.
    r#type: String,
    #[schema(value_type = Object)]
    event: serde_json::Value,
}

/// A room in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RoomRow {
    pub id: String,
    pub name: String,
    /// How many are in it.
    pub members: u32,
    /// The reader is.
    pub is_in: bool,
}

/// A page of rooms in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RoomsPage {
    pub rooms: Vec<RoomRow>,
    /// Give this as `after` to read on; absent at the end.
    pub next: Option<String>,
    /// The reader may open and close rooms.
    pub may_open: bool,
}

/// Who is in a room, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct RoomPeople {
    /// Those who are there right now.
    pub here: Vec<Talker>,
    /// Some of those who are not.
    pub away: Vec<Talker>,
    /// How many are not.
    pub away_total: u32,
    /// The reader may close the room.
    pub may_close: bool,
}

/// Bodies, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// A name.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct UserBody {
        user: String,
    }

    /// Name and password.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PasswordBody {
        user: String,
        password: String,
    }

    /// A new account.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct RegisterBody {
        /// 1 to 50 characters, no `/` and no `@`.
        user: String,
        email: String,
        /// 6 to 128 characters.
        password: String,
        /// IANA name, UTC without it.
        time_zone: Option<String>,
    }

    /// Name, the code that was mailed, and a new password.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    #[expect(non_snake_case, reason = "as documented")]
    pub struct ResetBody {
        user: String,
        passwordResetToken: String,
        password: String,
    }

    /// A room by its id.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct RoomForm {
        id: String,
    }

    /// The name of a new room.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct NewRoomForm {
        /// 1 to 50 characters.
        name: String,
    }

    /// The name of a room.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ChatBody {
        chat: String,
    }

    /// A message; who wrote it and when is not taken from here.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct MessageBody {
        chat: String,
        /// 1 to 4,000 characters.
        text: String,
    }
}
