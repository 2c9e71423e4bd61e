//! French: getting in.

use crate::app::i18n::account::Account;

pub const ACCOUNT: Account = Account {
    slogan: "Les gens à qui tu laisserais une clé.",
    slogan_more: "Un calendrier, une table de cuisine, et des lettres qui arrivent au bon moment. Rien que pour ton cercle, sur ton propre serveur.",
    no_trackers: "Ni pistage ni publicité",
    sign_in_title: "Entre donc",
    sign_in_lead: "Ça fait plaisir de te voir à la porte.",
    with_google: "Continuer avec Google",
    with_openid: "Continuer avec ton compte externe",
    or_with_email: "ou avec un mot de passe",
    login: "Adresse e-mail ou nom d’utilisateur",
    password: "Mot de passe",
    show_password: "Afficher le mot de passe",
    hide_password: "Masquer le mot de passe",
    sign_in: "Se connecter",
    create_account: "Créer un compte",
    as_guest: "Continuer en invité",
    guest_title: "Juste de passage\u{202f}?",
    guest_lead: "En invité, tu peux lire et écrire dans les salons, rien d’autre. Ton nom est à toi tant que tu reviens dans la journée.",
    guest_name: "Ton nom",
    guest_enter: "Entrer",
    sign_up_title: "Créer un compte",
    sign_up_lead: "Installe-toi, ça prend une minute.",
    name: "Ton nom",
    name_hint: "Comme tes amis t’appellent.",
    user_name: "Nom d’utilisateur",
    user_name_hint: "Pour te connecter. Si tu ne mets rien, on t’en trouve un de libre.",
    email: "Adresse e-mail",
    password_hint: "Au moins 8 caractères. Trois mots que tu retiens font l’affaire.",
    sign_up: "Créer mon compte",
    have_account: "Déjà une clé\u{202f}?",
    link_account: "Cette adresse a déjà un compte. Connecte-toi une fois avec ton mot de passe, ensuite les deux \
        chemins mèneront chez toi.",
    openid_failed: "Cette connexion n’a pas marché. Réessaie, ou utilise ton mot de passe.",
    verify_title: "Regarde tes e-mails",
    verify_sent: (
        "Nous avons envoyé un lien à ",
        ". Ouvre-le sur n’importe quel appareil\u{202f}; cette page avance d’elle-même.",
    ),
    verify_to_calendar: "Vers le calendrier",
    verify_again: "Pas d’e-mail\u{202f}? Le renvoyer",
    verify_sent_again: "C’est renvoyé.",
    confirm_title: "C’est bien ton adresse\u{202f}?",
    confirm_lead: "Un clic, et tes amis peuvent te trouver avec elle.",
    confirm: "Oui, c’est la mienne",
    confirmed_title: "Ton adresse e-mail est confirmée",
    confirmed_lead: "Tu peux inviter des amis maintenant.",
    mail_verify_subject: "Confirme ton adresse e-mail pour Kith",
    mail_verify: |user_name, link| {
        format!(
            "Bonjour,\n\n\
             Quelqu’un, toi sans doute, a créé le compte Kith «\u{202f}{user_name}\u{202f}» avec cette adresse. Si c’est toi, ouvre ce lien \
             dans les trois jours\u{202f}:\n\n\
             {link}\n\n\
             Sinon, ne fais rien.\n"
        )
    },
    mail_known_subject: "Tu as déjà un compte Kith",
    mail_known: |link| {
        format!(
            "Bonjour,\n\n\
             Quelqu’un a voulu créer un compte Kith avec cette adresse, mais elle appartient déjà à ton compte. \
             Si c’est toi, connecte-toi ici\u{202f}:\n\n\
             {link}\n\n\
             Sinon, ne fais rien.\n"
        )
    },
};
