//! Account data as it crosses the wire, and the checks of names, addresses and passwords that both sides run.

use crate::app::{error::Code, i18n::Language};
use serde::{Deserialize, Serialize};

/// Longest display and user name, in characters.
pub const NAME_MAX: usize = 50;
/// Shortest and longest password of an account made on the web, in characters.
pub const PASSWORD_MIN: usize = 8;
pub const PASSWORD_MAX: usize = 128;

/// Who is signed in, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: String,
    /// Display name.
    pub name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified: bool,
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "en"))]
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// The date there.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "2026-11-21"))]
    pub today: jiff::civil::Date,
    pub is_admin: bool,
    /// Address of the picture, empty without one.
    pub picture: String,
    /// Here by name alone, in rooms only.
    pub is_guest: bool,
}

/// Where a browser goes after a form was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Done {
    /// A path of this site.
    pub to: String,
}

impl Done {
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: path.into() }
    }
}

/// What the sign-in and sign-up forms hold, so that a refused form comes back as it was. Never a password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EntryForm {
    pub login: String,
    pub name: String,
    pub user_name: String,
    pub email: String,
    /// Where to go afterwards; a path of this site.
    pub next: String,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub error: Option<Code>,
}

/// Bodies of the account's forms, for the description of the API.
#[cfg(feature = "ssr")]
pub mod described {
    /// User name or e-mail, and the password.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SignInForm {
        login: String,
        password: String,
        next: Option<String>,
    }

    /// A new account. Without a user name a free one is made from the name.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SignUpForm {
        name: String,
        user_name: Option<String>,
        email: String,
        password: String,
        /// IANA name.
        time_zone: Option<String>,
        language: Option<String>,
        next: Option<String>,
    }

    /// A guest by name.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct VisitForm {
        name: String,
        time_zone: Option<String>,
        language: Option<String>,
        next: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct VerifyForm {
        token: String,
    }

    /// `language` is one of en, fr, ru, de; `theme` one of light, dark, system.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct LookForm {
        language: Option<String>,
        theme: Option<String>,
        next: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    pub struct NoFields {}

    /// The event that a form speaks of.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct IdForm {
        id: String,
    }
}

/// A display name: 1 to 50 characters after trimming, none of them a control character.
pub fn check_name(name: &str) -> Result<String, Code> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Code::NameEmpty);
    }
    if name.chars().count() > NAME_MAX {
        return Err(Code::NameTooLong);
    }
    if name.chars().any(is_unprintable) {
        return Err(Code::NameInvalid);
    }
    Ok(name.to_owned())
}

/// A user name: as a display name, and without `/` and `@`, since it stands in addresses and beside e-mail at sign-in.
pub fn check_user_name(name: &str) -> Result<String, Code> {
    let name = check_name(name)?;
    if name.contains(['/', '@']) {
        return Err(Code::NameInvalid);
    }
    Ok(name)
}

/// An e-mail address as people have them: something, `@`, a domain with a dot inside; at most 254 characters.
pub fn check_email(email: &str) -> Result<String, Code> {
    let email = email.trim();
    let valid = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || is_unprintable(c) || "<>,;:\"()[]\\".contains(c))
        && email.split_once('@').is_some_and(|(local, domain)| {
            let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
            let dots_inside = domain.contains('.') && domain.split('.').all(is_label);
            // As the mailer reads it (RFC 5321): no empty part.
            local.split('.').all(|part| !part.is_empty()) && local.len() <= 64 && !domain.contains('@') && dots_inside
        });
    if valid { Ok(email.to_owned()) } else { Err(Code::EmailInvalid) }
}

pub fn check_password(password: &str) -> Result<(), Code> {
    match password.chars().count() {
        ..PASSWORD_MIN => Err(Code::PasswordShort),
        PASSWORD_MIN..=PASSWORD_MAX => Ok(()),
        _ => Err(Code::PasswordLong),
    }
}

/// Control characters, and the invisible ones that turn text around or hide in it.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Only paths of this site may follow a sign-in.
pub fn check_next(next: &str) -> &str {
    // No other signs can stand in the header that leads there.
    let own =
        next.starts_with('/') && !next.starts_with("//") && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own { next } else { "/" }
}
