//! Letters as they cross the wire: the documented shapes, whose every value is a text, and those of the pages.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// What a phone learns when it signs in. All values are texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct SignedIn {
    pub user_id: String,
    /// Public address with a slash at its end.
    pub web_app_url: String,
    pub ios_version_needed: String,
    pub android_version_needed: String,
    pub force_update: String,
    pub ios_update_link: String,
    pub android_update_link: String,
    /// These have no meaning here; apps want them to be there.
    pub aws_account_id: String,
    pub amazon_app_id: String,
    pub cognito_pool_id: String,
    pub cognito_role_auth: String,
    pub cognito_role_unauth: String,
    pub bucket_name: String,
    /// Where media are, with a slash at its end.
    pub cloudfront: String,
}

/// A choice of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct SendChoice {
    /// Sorts as text.
    pub order_id: String,
    pub key: String,
    pub send_label: String,
}

/// What has arrived since a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Received {
    /// Seconds since 1970 UTC, to be sent with the next call.
    pub ts: f64,
    /// Newest first.
    pub new_messages: Vec<ReceivedLetter>,
}

/// A letter that has arrived. All values are texts; times are seconds since 1970 UTC with `.0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ReceivedLetter {
    pub message_id: String,
    pub received_at: String,
    pub created_at: String,
    pub from_email: String,
    /// With `00` and the country's code; the e-mail address if there is no number.
    pub from_numero: String,
    pub from_id: String,
    pub from_facebook_id: String,
    pub from_facebook_name: String,
    pub message: String,
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
    /// How long ago it was sent, in words.
    pub receive_label: String,
    /// Six hexadecimal digits.
    pub receive_color: String,
    pub version: String,
}

/// Somebody who is here, by a number that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct FoundContact {
    /// Exactly as it was sent.
    #[serde(rename = "phoneNumber1")]
    pub phone_number: String,
    pub email: String,
    pub facebook_id: String,
    pub facebook_name: String,
    pub status: String,
    pub user_id: String,
    /// As it stands in the address book; only where one was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// How long a letter was on its way, for people: which of the words that every language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Age {
    Moments,
    Days,
    Weeks(u8),
    Months(u8),
    Years(u8),
    ManyYears,
}

impl Age {
    pub fn of(millis: i64) -> Self {
        let days = millis.max(0) / (86_400_000);
        match days {
            ..1 => Self::Moments,
            1..6 => Self::Days,
            6..10 => Self::Weeks(1),
            10..17 => Self::Weeks(2),
            17..24 => Self::Weeks(3),
            24..285 => Self::Months(u8::try_from((days + 15) / 30).unwrap_or(1).max(1)),
            285..320 => Self::Months(10),
            320..548 => Self::Years(1),
            548..913 => Self::Years(2),
            913..1278 => Self::Years(3),
            1278..1620 => Self::Years(4),
            _ => Self::ManyYears,
        }
    }
}

/// How high somebody has come by the letters that they have on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    Newbie,
    Penfriend,
    Postkeeper,
    Archivist,
    Timetraveller,
}

impl Level {
    pub const ALL: [Self; 5] = [Self::Newbie, Self::Penfriend, Self::Postkeeper, Self::Archivist, Self::Timetraveller];

    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Newbie => "Newbie",
            Self::Penfriend => "Penfriend",
            Self::Postkeeper => "Postkeeper",
            Self::Archivist => "Archivist",
            Self::Timetraveller => "Timetraveller",
        }
    }

    /// So many letters on their way lead here.
    pub const fn from(self) -> u32 {
        match self {
            Self::Newbie => 0,
            Self::Penfriend => 1,
            Self::Postkeeper => 4,
            Self::Archivist => 9,
            Self::Timetraveller => 16,
        }
    }

    pub fn of(letters: u32) -> Self {
        Self::ALL.into_iter().rev().find(|level| letters >= level.from()).unwrap_or(Self::Newbie)
    }
}

/// Bodies as they are described; the server functions take their fields one by one.
#[cfg(feature = "ssr")]
pub mod described {
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SignUpForm {
        email: String,
        /// Hexadecimal SHA-256 of the password.
        password: String,
        /// ISO 3166, two letters.
        country_code: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SignInForm {
        email: String,
        /// Hexadecimal SHA-256 of the password.
        password: String,
        os: Option<String>,
        /// Token of the phone's push service.
        reg_id: Option<String>,
        app_version: Option<String>,
        country_code: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct NumberForm {
        phone_number: String,
        reg_id: Option<String>,
        os: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct CodeForm {
        verification_code: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PasswordForm {
        email: String,
        verification_code: String,
        /// Hexadecimal SHA-256 of the new password.
        new_password: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct LetterForm {
        /// Up to 5,000 characters; may be empty with a medium.
        message: String,
        /// JSON list of up to 100 texts: `id` and the id of somebody, or `num` and a phone number.
        receiver_ids: String,
        /// JSON: `{"type","parameters"}`. Absent: now.
        delivery_option: Option<String>,
        photo_id: Option<String>,
        video_id: Option<String>,
        sound_id: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct MessageForm {
        message_id: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct BlockForm {
        /// JSON list of ids, with or without `id` before them.
        contacts_to_block: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ContactsForm {
        /// JSON list of phone numbers.
        contacts: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct BookForm {
        /// JSON list of `{"tel","name"}`.
        address_book: String,
    }
}
