//! English: what went wrong, and what to do.

use crate::app::error::Code;

pub fn text(code: Code) -> &'static str {
    match code {
        Code::Malformed | Code::ContentType | Code::IdInvalid | Code::FlagInvalid | Code::KindInvalid => {
            "That form couldn’t be read. Reload the page and try again."
        }
        Code::NameEmpty => "It needs a name.",
        Code::NameTooLong => "That name is too long.",
        Code::NameInvalid => "There is a character in it that can’t be used.",
        Code::NameTaken => "Somebody else has this user name. Try another.",
        Code::EmailInvalid => "Something is missing in this address, for example “.org” at the end.",
        Code::PasswordShort => "The password needs at least 8 characters.",
        Code::PasswordLong => "The password has more than 128 characters.",
        Code::TimeInvalid => "That date or time doesn’t exist.",
        Code::EndBeforeStart => "It ends before it starts.",
        Code::TooLong => "An event can’t last longer than a year.",
        Code::ZoneUnknown => "This time zone isn’t known.",
        Code::RuleInvalid => "An event can’t be repeated like that.",
        Code::PictureInvalid => "That isn’t a picture we can read. Try a JPEG or PNG.",
        Code::CalendarInvalid => "That isn’t a calendar file.",
        Code::AddressEmpty => "It needs an address.",
        Code::AddressTooLong => "That address is too long.",
        Code::DescriptionTooLong => "That description has more than 10,000 characters.",
        Code::IconUnknown => "There is no such icon.",
        Code::TextEmpty => "Write something first.",
        Code::TextTooLong => "That’s too long for one message.",
        Code::TextInvalid => "There are characters in it that can’t be sent.",
        Code::EmojiUnknown => "That’s not an emoji we know.",
        Code::OwnId => "That’s you. This only works with others.",
        Code::InviteInvalid => "It isn’t clear what the invite is for.",
        Code::ActionInvalid => "It isn’t clear whether you accept or decline.",
        Code::AnswerInvalid => "Choose going, maybe or can’t.",
        Code::CountInvalid => "These numbers can’t be used.",
        Code::NotVerified => "Verify your e-mail address first.",
        Code::ReactionsFull => "There are enough different emojis here already.",
        Code::TooFast => "That was very fast. Wait a few seconds.",
        Code::QueryEmpty => "Say what to look for.",
        Code::LinkExpired => "This link was used already or is too old. You can send a new one.",
        Code::NotSignedIn => "You were signed out. Sign in again.",
        Code::WrongPassword => "Name and password don’t fit. Check both.",
        Code::PasswordWrong => "That isn’t your password.",
        Code::NotAllowed | Code::CrossOrigin => "You may not do this.",
        Code::NotFound => "It isn’t there any more.",
        Code::Method | Code::KeyReused | Code::Internal => "Something broke on our side. Try again in a moment.",
        Code::TooLarge => "That is too much at once.",
        Code::TooMany => "Too many tries. Wait an hour.",
        Code::Unavailable | Code::Offline => "The server didn’t answer. Try again in a moment.",
    }
}
