//! What a failed operation tells its caller: one code, one status, one safe text. Causes stay on the server.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $status:literal $word:literal $text:literal;)*) => {
        /// Why an operation failed. Each code has one HTTP status, one word on the wire and one English sentence;
        /// the pages translate the code, not the sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[doc = $doc])* #[serde(rename = $word)] $name,)* }

        impl Code {
            /// All codes, for tests and for the description of the API.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// HTTP status of the answer.
            pub const fn status(self) -> u16 { match self { $(Code::$name => $status),* } }

            /// The word in `code` of the error body.
            pub const fn word(self) -> &'static str { match self { $(Code::$name => $word),* } }

            /// The sentence in `error` of the error body.
            pub const fn text(self) -> &'static str { match self { $(Code::$name => $text),* } }
        }
    };
}

codes! {
    Malformed = 400 "malformed" "The request could not be read: a field is missing or has the wrong type.";
    ContentType = 400 "content_type" "The body must be sent as application/json.";
    IdInvalid = 400 "id_invalid" "The id is missing or malformed.";
    NameEmpty = 400 "name_empty" "A name is needed.";
    NameTooLong = 400 "name_too_long" "The name is too long.";
    NameInvalid = 400 "name_invalid" "The name has characters that can't be used.";
    NameTaken = 409 "name_taken" "Somebody else has this user name.";
    EmailInvalid = 400 "email_invalid" "This is not an e-mail address.";
    PasswordShort = 400 "password_short" "The password needs at least 8 characters.";
    PasswordLong = 400 "password_long" "The password has more than 128 characters.";
    TimeInvalid = 400 "time_invalid" "The date or time is missing, impossible or outside the years 1900 to 2200.";
    EndBeforeStart = 400 "end_before_start" "The end is before the start.";
    TooLong = 400 "event_too_long" "An event can't last longer than 366 days.";
    ZoneUnknown = 400 "zone_unknown" "This time zone is not known.";
    RuleInvalid = 400 "rule_invalid" "The rule of repetition can't be read, repeats within a day, or never comes true.";
    RuleOfOne = 400 "rule_of_one" "A single one can't repeat differently: choose this and the following, or all.";
    KindInvalid = 400 "kind_invalid" "The type must be single or group.";
    AddressEmpty = 400 "address_empty" "An address is needed.";
    AddressTooLong = 400 "address_too_long" "The address is too long.";
    DescriptionTooLong = 400 "description_too_long" "The description is too long.";
    IconUnknown = 400 "icon_unknown" "There is no such icon.";
    FlagInvalid = 400 "flag_invalid" "Must be true or false.";
    TextEmpty = 400 "text_empty" "A text is needed.";
    TextTooLong = 400 "text_too_long" "The text is too long.";
    TextInvalid = 400 "text_invalid" "The text has characters that can't be used.";
    EmojiUnknown = 400 "emoji_unknown" "This is not an emoji.";
    OwnId = 400 "own_id" "This can't be done with oneself.";
    InviteInvalid = 400 "invite_invalid" "The type must be friend or event.";
    ActionInvalid = 400 "action_invalid" "The action must be accept or decline.";
    AnswerInvalid = 400 "answer_invalid" "The answer must be going, maybe or cant.";
    CountInvalid = 400 "count_invalid" "Offset and count must be whole numbers from 0.";
    QueryEmpty = 400 "query_empty" "Say what to search for.";
    PictureInvalid = 400 "picture_invalid" "This is not a JPEG, PNG, WebP or GIF picture of reasonable size.";
    CalendarInvalid = 400 "calendar_invalid" "This is not a calendar file (iCalendar).";
    DigestInvalid = 400 "digest_invalid" "The password must be sent as its SHA-256, 64 hexadecimal digits.";
    NumberInvalid = 400 "number_invalid" "This is not a phone number.";
    ReceiverInvalid = 400 "receiver_invalid" "Receivers are a list of up to 100: `id` and an id, or `num` and a phone number.";
    ReceiverMissing = 400 "receiver_missing" "Say whom the letter is for.";
    DeliveryInvalid = 400 "delivery_invalid" "There is no such time of delivery, or it is more than 50 years away.";
    MediumUnknown = 400 "medium_unknown" "This is not a picture, sound or video that is known here.";
    MediumInvalid = 400 "medium_invalid" "There is no such upload of yours.";
    LetterUnknown = 400 "letter_unknown" "There is no such letter.";
    ContactsInvalid = 400 "contacts_invalid" "The list of contacts can't be read, or is too long.";
    ContactUnknown = 400 "contact_unknown" "Nobody here is known by this number, or they do not want to be.";
    ButtonUnknown = 400 "button_unknown" "There is no such button or event.";
    PositionInvalid = 400 "position_invalid" "This is no place on earth: latitude -90 to 90, longitude -180 to 180.";
    RoomUnknown = 400 "room_unknown" "There is no such room.";
    RoomTaken = 400 "room_taken" "There is a room of this name.";
    RoomEntered = 400 "room_entered" "The caller is in this room already.";
    RoomNotEntered = 400 "room_not_entered" "The caller is not in this room.";
    CodeWrong = 400 "code_wrong" "Name and code do not fit, or the code is too old.";
    LinkExpired = 400 "link_expired" "This link was used already or is too old.";
    NotSignedIn = 401 "not_signed_in" "Sign in first.";
    WrongPassword = 401 "wrong_password" "Name and password do not fit.";
    PasswordWrong = 403 "password_wrong" "This is not the account's password.";
    Suspended = 403 "suspended" "The account is suspended.";
    NotVerified = 403 "not_verified" "Prove the e-mail address first.";
    NotAllowed = 403 "not_allowed" "You may not do this.";
    TokenInvalid = 403 "token_invalid" "The token is missing, wrong, or too old.";
    CrossOrigin = 403 "cross_origin" "Calls from this origin are not allowed.";
    NotFound = 404 "not_found" "There is no such thing here.";
    Method = 405 "method" "This address does not answer to that method.";
    EmailUsed = 406 "email_used" "Somebody else has this e-mail address.";
    NumberTaken = 406 "number_taken" "Somebody else has this phone number.";
    NumberCodeWrong = 406 "number_code_wrong" "This is not the code for the number, or it is too old.";
    ResetCodeWrong = 406 "reset_code_wrong" "Address and code do not fit, or the code is too old.";
    NameInUse = 409 "name_in_use" "Somebody uses this name right now.";
    EmailTaken = 409 "email_taken" "Somebody else has this e-mail address.";
    KeyReused = 409 "key_reused" "This Idempotency-Key was used with another request.";
    ReactionsFull = 409 "reactions_full" "There are enough different emojis under this message.";
    LetterLocked = 409 "letter_locked" "The letter is nearly there and can't be changed any more.";
    DraftsFull = 409 "drafts_full" "There are enough drafts. Seal or delete some.";
    TooLarge = 413 "too_large" "The body is too large.";
    RangeInvalid = 416 "range_invalid" "There are no such bytes.";
    PasswordEmpty = 422 "password_empty" "A password is needed.";
    TooMany = 429 "too_many" "Too many tries. Wait a while.";
    TooFast = 429 "too_fast" "That was very fast. Wait a few seconds.";
    Internal = 500 "internal" "Something broke on our side.";
    Unavailable = 503 "unavailable" "Not available right now.";
    /// Only in the browser: the server was not reached.
    Offline = 503 "offline" "The server did not answer.";
}

impl Code {
    /// Value of `Retry-After`, in seconds, where trying again later helps.
    #[cfg(feature = "ssr")]
    pub const fn retry_after(self) -> Option<&'static str> {
        match self {
            Code::TooMany => Some("3600"),
            Code::TooFast => Some("5"),
            _ => None,
        }
    }
}

/// The body of every failed call: `{"error": sentence, "code": word}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApiError {
    /// A sentence for the developer of a client.
    pub error: String,
    /// A word for programs.
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "not_found"))]
    pub code: Code,
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self { error: code.text().into(), code }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.error)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        match error {
            E::Args(_) | E::MissingArg(_) => Code::Malformed.into(),
            // The browser meets these when an answer is not ours (a proxy's page, a cut connection).
            #[cfg(not(feature = "ssr"))]
            E::Request(_) | E::Deserialization(_) | E::Response(_) => Code::Offline.into(),
            #[cfg(feature = "ssr")]
            E::Deserialization(_) | E::Request(_) => Code::Malformed.into(),
            _ => Code::Internal.into(),
        }
    }

    /// Server functions answer every error with 500 unless the response options say otherwise; this is the one place.
    #[cfg(feature = "ssr")]
    fn ser(&self) -> leptos::server_fn::Bytes {
        use leptos::server_fn::Encodes;
        if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = axum::http::StatusCode::from_u16(self.code.status())
        {
            response.set_status(status);
            if let Some(wait) = self.code.retry_after() {
                response.insert_header(http::header::RETRY_AFTER, http::HeaderValue::from_static(wait));
            }
        }
        JsonEncoding::encode(self).unwrap_or_default()
    }
}
