//! French: the settings and the way back in.

use crate::app::i18n::{Plural, settings::Settings};

pub const SETTINGS: Settings = Settings {
    title: "Réglages",
    saved_at_once: "Tout est enregistré aussitôt",
    saved: "Enregistré",
    sections: "Rubriques",
    profile: "Profil",
    change_picture: "Changer la photo",
    remove_picture: "Retirer",
    picture_hint: "JPEG, PNG, WebP ou GIF, jusqu’à 10\u{a0}Mo.",
    birthday: "Anniversaire",
    verified: "Confirmée",
    unverified: "Non confirmée",
    look: "Langue, fuseau horaire, apparence",
    zone: "Fuseau horaire",
    privacy: "Qui te trouve",
    found_by_email: "Me trouver avec mon adresse e-mail",
    found_by_email_hint: "Seulement pour qui connaît l’adresse entière. Elle doit être confirmée.",
    found_by_name: "Me trouver par mon nom",
    found_by_name_hint: "Tes amis le peuvent toujours. Les autres, avec une partie de ton nom.",
    found_by_phone: "Me trouver avec mon numéro de téléphone",
    found_by_phone_hint: "Seulement pour qui a le numéro entier. Il doit être confirmé.",
    shows_presence: "Montrer quand je suis là",
    shows_presence_hint: "Tes amis voient de la lumière à ta fenêtre tant que Kith est ouvert.",
    phone: "Numéro de téléphone",
    phone_lead: "Les lettres qui attendent ton numéro te parviennent dès qu’il est confirmé.",
    phone_number: "Nouveau numéro",
    phone_hint: "Avec l’indicatif du pays\u{202f}: +33 …",
    phone_claim: "Envoyer le code",
    phone_code: "Code",
    phone_code_sent: |number| {
        format!(
            "Un code est en route vers le {number}. Il est valable un jour. Pas de SMS\u{202f}? La personne qui gère \
             ce Kith peut te donner le code."
        )
    },
    phone_confirm: "Confirmer",
    phone_proven: "Confirmé",
    phone_open: "Pas encore confirmé",
    phone_remove: "Retirer",
    push: "Notifications",
    push_here: "Me prévenir sur cet appareil",
    push_hint: "Même quand Kith est fermé. On te dit qu’il y a du nouveau, jamais ce que c’est.",
    push_denied: "Le navigateur n’autorise pas les notifications de Kith. Ça se change dans ses réglages.",
    push_unable: "Ce navigateur ne peut pas recevoir de notifications.",
    keyboard: "Clavier",
    single_keys: "Raccourcis à une seule touche",
    single_keys_hint: "Par exemple n pour créer quelque chose. La touche «\u{202f}?\u{202f}» les montre tous, sur n’importe quelle page.",
    security: "Adresse e-mail et mot de passe",
    change_email: "Changer d’adresse e-mail",
    new_email: "Nouvelle adresse e-mail",
    send_link: "Envoyer le lien",
    email_sent: "Nous avons envoyé un lien à la nouvelle adresse. Ouvre-le, et l’adresse est à toi.",
    change_password: "Changer de mot de passe",
    set_password: "Choisir un mot de passe",
    old_password: "Ton mot de passe actuel",
    new_password: "Nouveau mot de passe",
    password_changed: "Ton mot de passe est changé. Tous les autres appareils sont déconnectés.",
    devices: "Appareils et sessions",
    this_device: "Cet appareil",
    unknown_device: "Appareil sans nom",
    last_used: |when| format!("Dernière utilisation\u{202f}: {when}"),
    token_until: |when| format!("jeton, valable jusqu’au {when}"),
    sign_out_others: "Se déconnecter partout ailleurs",
    new_token: "Connecter un téléphone ou un programme",
    new_token_hint: "Un jeton ouvre ton compte sans ton mot de passe, pendant un an. Tu peux y mettre fin ici à tout \
        moment.",
    token_label: "À quoi sert-il\u{202f}?",
    make_token: "Créer un jeton",
    token_once: "Copie-le maintenant. Il ne s’affiche que cette fois.",
    copy: "Copier",
    copied: "Copié",
    files: "Fichiers de calendrier",
    export: "Exporter tous les événements",
    import: "Importer un fichier",
    import_hint: "iCalendar (.ics), comme l’exportent les autres calendriers. Ce qui est déjà là n’est pas ajouté deux fois.",
    imported: |taken, left_out| {
        let events = Plural { one: "événement", few: "", other: "événements" }.french(taken.into());
        if left_out == 0 {
            format!("{taken} {events} repris.")
        } else {
            let left = Plural { one: "laissé", few: "", other: "laissés" }.french(left_out.into());
            format!("{taken} {events} repris, {left_out} {left} de côté.")
        }
    },
    feed: "S’abonner depuis un autre programme",
    feed_hint: "Qui a ce lien voit tous tes événements. Renouvelle-le, et l’ancien ne marche plus.",
    renew: "Renouveler le lien",
    forgot: "Mot de passe oublié\u{202f}?",
    forgot_title: "Clé perdue\u{202f}?",
    forgot_lead: "Donne-nous ton adresse e-mail ou ton nom d’utilisateur, et nous t’envoyons un lien pour choisir un \
        nouveau mot de passe.",
    forgot_send: "Envoyer le lien",
    forgot_sent_title: "Regarde tes e-mails",
    forgot_sent: "S’il y a un compte et qu’il a une adresse, un lien est en route. Il est valable une heure.",
    to_sign_in: "Retour à la connexion",
    reset_title: "Choisir un nouveau mot de passe",
    reset_lead: "Tous les appareils seront déconnectés, et te voilà chez toi.",
    reset: "Choisir ce mot de passe",
    mail_reset_subject: "Choisis un nouveau mot de passe pour Kith",
    mail_reset: |user_name, link| {
        format!(
            "Bonjour,\n\n\
             Quelqu’un, toi sans doute, a oublié le mot de passe du compte Kith «\u{202f}{user_name}\u{202f}». \
             Si c’est toi, ouvre ce lien dans l’heure et choisis-en un nouveau\u{202f}:\n\n\
             {link}\n\n\
             Sinon, ne fais rien\u{202f}: le mot de passe reste tel quel.\n"
        )
    },
    mail_reset_code: |user_name, code| {
        format!(
            "Bonjour,\n\nQuelqu’un, toi sans doute, a oublié le mot de passe du compte Kith «\u{202f}{user_name}\u{202f}». Si c’est toi, saisis ce code dans l’heure et choisis-en un nouveau\u{202f}:\n\n{code}\n\nSinon, ne fais rien\u{202f}: le mot de passe reste le même.\n"
        )
    },
    mail_email_subject: "Ton compte Kith a une autre adresse e-mail",
    mail_email: |user_name, link| {
        format!(
            "Bonjour,\n\nLe compte Kith «\u{202f}{user_name}\u{202f}» a maintenant une autre adresse e-mail. Si c’est toi, tout va bien.\n\nSinon, écris à la personne qui gère ton Kith, ou choisis un nouveau mot de passe avec ton nom d’utilisateur\u{202f}:\n\n{link}\n"
        )
    },
    mail_password_subject: "Ton mot de passe Kith a été changé",
    mail_password: |user_name, link| {
        format!(
            "Bonjour,\n\n\
             Le mot de passe du compte Kith «\u{202f}{user_name}\u{202f}» vient d’être changé, et tous les autres \
             appareils ont été déconnectés. Si c’est toi, tout va bien.\n\n\
             Sinon, choisis-en un nouveau tout de suite\u{202f}:\n\n\
             {link}\n"
        )
    },
};
