//! Settings as they cross the wire.

use crate::app::i18n::Language;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use utoipa::ToSchema;

/// Everything about an account that its owner can look at and change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Profile {
    pub id: String,
    /// Display name.
    pub name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified: bool,
    /// Address of the picture, empty without one.
    pub picture: String,
    /// `YYYY-MM-DD` or empty.
    pub birthday: String,
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "en"))]
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// Whoever knows the e-mail address finds the account by it.
    pub found_by_email: bool,
    /// Whoever knows a part of the name finds the account by it; friends always do.
    pub found_by_name: bool,
    /// Whoever knows a proven phone number finds the account by it.
    pub found_by_phone: bool,
    /// Friends see when the account is connected.
    pub shows_presence: bool,
    /// Shortcuts of one key are on.
    pub single_keys: bool,
    /// False for who only ever came in by Google.
    pub has_password: bool,
}

/// What is to be changed of a profile; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct ProfileChange {
    pub name: Option<String>,
    pub user_name: Option<String>,
    /// `YYYY-MM-DD`, or empty for none.
    pub birthday: Option<String>,
    pub language: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// `light`, `dark` or `system`.
    pub theme: Option<String>,
    pub found_by_email: Option<bool>,
    pub found_by_name: Option<bool>,
    pub found_by_phone: Option<bool>,
    pub shows_presence: Option<bool>,
    pub single_keys: Option<bool>,
}

/// Something that is signed in to the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct Device {
    pub id: String,
    pub kind: DeviceKind,
    /// "Firefox, Linux", or the label of a token.
    pub name: String,
    /// The one that asks.
    pub is_here: bool,
    /// RFC 3339 with the caller's offset, as are the others.
    #[cfg_attr(feature = "ssr", schema(example = "2026-11-20T14:00:00+01:00"))]
    pub created_at: String,
    /// The last use, to the hour.
    pub seen_at: String,
    /// When a token ends; a session ends after 90 days without a visit.
    pub expires_at: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub enum DeviceKind {
    Browser,
    Token,
}

/// A token that was just made. It is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(ToSchema))]
pub struct NewToken {
    /// Under which it is listed and ended.
    pub id: String,
    /// For `Authorization: Bearer`.
    pub token: String,
    /// RFC 3339.
    pub expires_at: String,
}

/// A phone number of the caller's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Phone {
    /// With the country's code, as it is written in other countries.
    pub number: String,
    /// Else a code is on its way there.
    pub is_proven: bool,
}

/// What browsers subscribe to pushes with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// Base64url.
    pub key: String,
    /// The session or token of this call is reached by push already.
    pub is_here: bool,
}

/// Bodies, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// A browser's subscription (Push API), or a token.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PushBody {
        endpoint: Option<String>,
        /// Keys of the subscription, in base64url.
        p256dh: Option<String>,
        auth: Option<String>,
        /// Of Firebase Cloud Messaging.
        token: Option<String>,
    }

    /// Name or e-mail and password, unless a session is signed in; and what to call the token.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct TokenBody {
        login: Option<String>,
        password: Option<String>,
        label: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PhoneForm {
        /// With the country's code.
        number: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PhoneCodeForm {
        /// Six digits.
        code: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct EmailForm {
        email: String,
        /// The account's password, if it has one.
        password: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PasswordForm {
        /// The account's password, if it has one.
        old: Option<String>,
        password: String,
    }

    /// User name or e-mail.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ForgotForm {
        login: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ResetForm {
        token: String,
        password: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct DeviceForm {
        id: String,
    }
}

/// Browser and system by what a browser calls itself (RFC 9110, 10.1.5); the first word of other programs.
pub fn agent_name(agent: &str) -> String {
    // Most claim to be others as well: the more particular names come first.
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => agent.split(['/', ' ']).next().unwrap_or_default().chars().take(40).collect(),
    }
}
