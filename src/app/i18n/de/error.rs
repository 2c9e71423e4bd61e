//! German: what went wrong, and what to do.

use crate::app::error::Code;

pub fn text(code: Code) -> &'static str {
    match code {
        Code::Malformed | Code::ContentType | Code::IdInvalid | Code::FlagInvalid | Code::KindInvalid => {
            "Das Formular ließ sich nicht lesen. Lad die Seite neu und versuch es noch einmal."
        }
        Code::NameEmpty => "Hier fehlt noch ein Name.",
        Code::NameTooLong => "Der Name ist zu lang.",
        Code::NameInvalid => "Darin ist ein Zeichen, das hier nicht geht.",
        Code::NameTaken => "Diesen Benutzernamen hat schon jemand. Versuch einen anderen.",
        Code::EmailInvalid => "An dieser Adresse fehlt etwas, zum Beispiel „.de“ am Ende.",
        Code::PasswordShort => "Das Passwort braucht mindestens 8 Zeichen.",
        Code::PasswordLong => "Das Passwort hat mehr als 128 Zeichen.",
        Code::TimeInvalid => "Dieses Datum oder diese Uhrzeit gibt es nicht.",
        Code::EndBeforeStart => "Das Ende liegt vor dem Beginn.",
        Code::TooLong => "Ein Termin kann nicht länger als ein Jahr dauern.",
        Code::ZoneUnknown => "Diese Zeitzone ist nicht bekannt.",
        Code::RuleOfOne => {
            "Ein einzelner kann sich nicht anders wiederholen: Wähl diesen und die folgenden, oder alle."
        }
        Code::RuleInvalid => "So kann sich ein Termin nicht wiederholen.",
        Code::PictureInvalid => "Dieses Bild lässt sich nicht lesen. Versuch es mit JPEG oder PNG.",
        Code::CalendarInvalid => "Das ist keine Kalenderdatei.",
        Code::AddressEmpty => "Hier fehlt noch eine Adresse.",
        Code::AddressTooLong => "Die Adresse ist zu lang.",
        Code::DescriptionTooLong => "Die Beschreibung hat mehr als 10.000 Zeichen.",
        Code::IconUnknown => "Dieses Zeichen gibt es nicht.",
        Code::TextEmpty => "Schreib erst etwas.",
        Code::TextTooLong => "Das ist zu lang für eine Nachricht.",
        Code::TextInvalid => "Darin sind Zeichen, die sich nicht senden lassen.",
        Code::EmojiUnknown => "Dieses Emoji kennen wir nicht.",
        Code::OwnId => "Das bist du. Es geht nur mit anderen.",
        Code::InviteInvalid => "Es ist nicht klar, wozu du einlädst.",
        Code::ActionInvalid => "Es ist nicht klar, ob du annimmst oder ablehnst.",
        Code::AnswerInvalid => "Wähle: dabei, vielleicht oder kann nicht.",
        Code::CountInvalid | Code::RangeInvalid => "Mit diesen Zahlen geht es nicht.",
        Code::Suspended => "Dieses Konto ist gesperrt. Frag, wer dieses Kith betreibt.",
        Code::NotVerified => "Bestätige erst deine E-Mail-Adresse.",
        Code::ReactionsFull => "Hier sind schon genug verschiedene Emojis.",
        Code::TooFast => "Das war sehr schnell. Warte ein paar Sekunden.",
        Code::QueryEmpty => "Sag, wonach du suchst.",
        Code::DigestInvalid => "Das Formular war nicht lesbar. Lad die Seite neu und versuch es noch einmal.",
        Code::NumberInvalid => "Das ist keine Telefonnummer. Beginn mit + und der Landesvorwahl.",
        Code::ReceiverInvalid => "Jemand davon ist hier nicht bekannt, oder es sind zu viele.",
        Code::ReceiverMissing => "Noch nicht versiegelt: Sag, für wen der Brief ist.",
        Code::DeliveryInvalid => "Wähle eine Zeit in den nächsten 50 Jahren.",
        Code::MediumUnknown => "Das ist kein Bild, Ton oder Video, das wir lesen können.",
        Code::MediumInvalid => "Diese Datei ist nicht mehr da. Füg sie noch einmal an.",
        Code::LetterUnknown => "Diesen Brief gibt es hier nicht.",
        Code::ContactsInvalid => "Diese Kontakte sind nicht lesbar.",
        Code::NumberTaken => "Diese Nummer hat schon jemand anders.",
        Code::NumberCodeWrong => "Das ist nicht der Code, oder er ist zu alt.",
        Code::ResetCodeWrong => "Adresse und Code passen nicht zusammen, oder der Code ist zu alt.",
        Code::ContactUnknown => {
            "Unter dieser Nummer ist hier niemand bekannt oder will es nicht sein. Du kannst der Nummer trotzdem einen Brief schreiben."
        }
        Code::LetterLocked => "Dieser Brief ist fast da und lässt sich nicht mehr ändern.",
        Code::DraftsFull => "Du hast genug Entwürfe. Versiegle oder lösche welche.",
        Code::PositionInvalid => "Das ist kein Ort auf der Erde.",
        Code::ButtonUnknown => "Diesen Knopf gibt es nicht.",
        Code::RoomUnknown => "Diesen Raum gibt es nicht mehr.",
        Code::RoomTaken => "Einen Raum mit diesem Namen gibt es schon.",
        Code::RoomEntered => "Du bist schon in diesem Raum.",
        Code::RoomNotEntered => "Du bist nicht in diesem Raum.",
        Code::CodeWrong => "Name und Code passen nicht zusammen, oder der Code ist zu alt.",
        Code::NameInUse => "Diesen Namen benutzt gerade jemand. Versuch einen anderen.",
        Code::EmailTaken | Code::EmailUsed => "Diese E-Mail-Adresse hat schon jemand.",
        Code::PasswordEmpty => "Ein Passwort fehlt.",
        Code::LinkExpired => "Dieser Link wurde schon benutzt oder ist zu alt. Du kannst einen neuen schicken.",
        Code::NotSignedIn | Code::TokenInvalid => "Du wurdest abgemeldet. Melde dich wieder an.",
        Code::WrongPassword => "Name und Passwort passen nicht zusammen. Prüf beides.",
        Code::PasswordWrong => "Das ist nicht dein Passwort.",
        Code::NotAllowed | Code::CrossOrigin => "Das darfst du hier nicht.",
        Code::NotFound => "Es ist nicht mehr da.",
        Code::Method | Code::KeyReused | Code::Internal => {
            "Bei uns ist etwas kaputtgegangen. Versuch es gleich noch einmal."
        }
        Code::TooLarge => "Das ist zu viel auf einmal.",
        Code::TooMany => "Zu viele Versuche. Warte eine Stunde.",
        Code::Unavailable | Code::Offline => "Der Server hat nicht geantwortet. Versuch es gleich noch einmal.",
    }
}
