//! French: what went wrong, and what to do.

use crate::app::error::Code;

pub fn text(code: Code) -> &'static str {
    match code {
        Code::Malformed | Code::ContentType | Code::IdInvalid | Code::FlagInvalid | Code::KindInvalid => {
            "Ce formulaire n’a pas pu être lu. Recharge la page et réessaie."
        }
        Code::NameEmpty => "Il manque un nom.",
        Code::NameTooLong => "Ce nom est trop long.",
        Code::NameInvalid => "Il contient un caractère qui ne convient pas.",
        Code::NameTaken => "Quelqu’un d’autre a ce nom d’utilisateur. Essaies-en un autre.",
        Code::EmailInvalid => "Il manque quelque chose à cette adresse, par exemple «\u{202f}.fr\u{202f}» à la fin.",
        Code::PasswordShort => "Le mot de passe doit avoir au moins 8 caractères.",
        Code::PasswordLong => "Le mot de passe a plus de 128 caractères.",
        Code::TimeInvalid => "Cette date ou cette heure n’existe pas.",
        Code::EndBeforeStart => "La fin vient avant le début.",
        Code::TooLong => "Un événement ne peut pas durer plus d’un an.",
        Code::ZoneUnknown => "Ce fuseau horaire n’est pas connu.",
        Code::RuleOfOne => {
            "Une seule date ne peut pas se répéter autrement\u{202f}: choisis celle-ci et les suivantes, ou toutes."
        }
        Code::RuleInvalid => "Un événement ne peut pas se répéter ainsi.",
        Code::PictureInvalid => "Cette image est illisible. Essaie un JPEG ou un PNG.",
        Code::CalendarInvalid => "Ce n’est pas un fichier de calendrier.",
        Code::AddressEmpty => "Il manque une adresse.",
        Code::AddressTooLong => "Cette adresse est trop longue.",
        Code::DescriptionTooLong => "Cette description a plus de 10\u{202f}000 caractères.",
        Code::IconUnknown => "Cette icône n’existe pas.",
        Code::TextEmpty => "Écris d’abord quelque chose.",
        Code::TextTooLong => "C’est trop long pour un seul message.",
        Code::TextInvalid => "Il y a des caractères qu’on ne peut pas envoyer.",
        Code::EmojiUnknown => "On ne connaît pas cet emoji.",
        Code::OwnId => "C’est toi. Ça ne marche qu’avec les autres.",
        Code::InviteInvalid => "On ne sait pas à quoi tu invites.",
        Code::ActionInvalid => "On ne sait pas si tu acceptes ou refuses.",
        Code::AnswerInvalid => "Choisis : je viens, peut-être ou pas dispo.",
        Code::CountInvalid | Code::RangeInvalid => "Ces nombres ne conviennent pas.",
        Code::Suspended => "Ce compte est suspendu. Demande à qui s’occupe de ce Kith.",
        Code::NotVerified => "Confirme d’abord ton adresse e-mail.",
        Code::ReactionsFull => "Il y a déjà assez d’emojis différents ici.",
        Code::TooFast => "C’était très rapide. Attends quelques secondes.",
        Code::QueryEmpty => "Dis ce que tu cherches.",
        Code::DigestInvalid => "Ce formulaire est illisible. Recharge la page et réessaie.",
        Code::NumberInvalid => "Ce n’est pas un numéro de téléphone. Commence par + et l’indicatif du pays.",
        Code::ReceiverInvalid => "Un destinataire est inconnu ici, ou ils sont trop nombreux.",
        Code::ReceiverMissing => "Pas encore scellée\u{202f}: dis pour qui est la lettre.",
        Code::DeliveryInvalid => "Choisis un moment dans les 50 prochaines années.",
        Code::MediumUnknown => "Ce n’est pas une image, un son ou une vidéo lisible ici.",
        Code::MediumInvalid => "Ce fichier n’est plus là. Ajoute-le encore une fois.",
        Code::LetterUnknown => "Cette lettre n’est pas ici.",
        Code::ContactsInvalid => "Ces contacts sont illisibles.",
        Code::NumberTaken => "Quelqu’un d’autre a ce numéro.",
        Code::NumberCodeWrong => "Ce n’est pas le code, ou il est trop vieux.",
        Code::ResetCodeWrong => "L’adresse et le code ne vont pas ensemble, ou le code est trop vieux.",
        Code::ContactUnknown => {
            "Ce numéro n’est connu de personne ici, ou la personne ne veut pas être trouvée. Tu peux quand même écrire une lettre à ce numéro."
        }
        Code::LetterLocked => "Cette lettre est presque arrivée et ne peut plus être modifiée.",
        Code::DraftsFull => "Tu as assez de brouillons. Scelle-les ou supprimes-en.",
        Code::PositionInvalid => "Cet endroit n’est pas sur Terre.",
        Code::ButtonUnknown => "Ce bouton n’existe pas.",
        Code::RoomUnknown => "Ce salon n’existe plus.",
        Code::RoomTaken => "Il y a déjà un salon de ce nom.",
        Code::RoomEntered => "Tu es déjà dans ce salon.",
        Code::RoomNotEntered => "Tu n’es pas dans ce salon.",
        Code::CodeWrong => "Le nom et le code ne vont pas ensemble, ou le code est trop ancien.",
        Code::NameInUse => "Quelqu’un utilise ce nom en ce moment. Essaies-en un autre.",
        Code::EmailTaken | Code::EmailUsed => "Quelqu’un d’autre a cette adresse e-mail.",
        Code::PasswordEmpty => "Il faut un mot de passe.",
        Code::LinkExpired => "Ce lien a déjà servi ou il est trop ancien. Tu peux en envoyer un nouveau.",
        Code::NotSignedIn | Code::TokenInvalid => "Ta session est terminée. Reconnecte-toi.",
        Code::WrongPassword => "Le nom et le mot de passe ne vont pas ensemble. Vérifie les deux.",
        Code::PasswordWrong => "Ce n’est pas ton mot de passe.",
        Code::NotAllowed | Code::CrossOrigin => "Tu ne peux pas faire cela.",
        Code::NotFound => "Ce n’est plus là.",
        Code::Method | Code::KeyReused | Code::Internal => {
            "Quelque chose s’est cassé chez nous. Réessaie dans un instant."
        }
        Code::TooLarge => "C’est trop à la fois.",
        Code::TooMany => "Trop d’essais. Attends une heure.",
        Code::Unavailable | Code::Offline => "Le serveur n’a pas répondu. Réessaie dans un instant.",
    }
}
