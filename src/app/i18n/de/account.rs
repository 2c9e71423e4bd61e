//! German: getting in.

use crate::app::i18n::account::Account;

pub const ACCOUNT: Account = Account {
    slogan: "Leute, denen du einen Schlüssel dalassen würdest.",
    slogan_more: "Ein Kalender, ein Küchentisch und Briefe, die zur rechten Zeit ankommen. Nur für deinen Kreis, auf dem eigenen Server.",
    no_trackers: "Keine Tracker, keine Werbung",
    sign_in_title: "Komm rein",
    sign_in_lead: "Schön, dass du vor der Tür stehst.",
    with_google: "Weiter mit Google",
    with_openid: "Weiter mit Single Sign-on",
    or_with_email: "oder mit Passwort",
    login: "E-Mail oder Benutzername",
    password: "Passwort",
    show_password: "Passwort zeigen",
    hide_password: "Passwort verbergen",
    sign_in: "Anmelden",
    create_account: "Konto anlegen",
    as_guest: "Als Gast weiter",
    guest_title: "Nur kurz zu Besuch?",
    guest_lead: "Als Gast kannst du in den Räumen lesen und schreiben, sonst nichts. Dein Name gehört dir, solange du binnen eines Tages wiederkommst.",
    guest_name: "Dein Name",
    guest_enter: "Eintreten",
    sign_up_title: "Konto anlegen",
    sign_up_lead: "Zieh ein, es dauert eine Minute.",
    name: "Dein Name",
    name_hint: "So, wie deine Freunde dich nennen.",
    user_name: "Benutzername",
    user_name_hint: "Zum Anmelden. Lass das Feld leer, dann finden wir dir einen freien.",
    email: "E-Mail-Adresse",
    password_hint: "Mindestens 8 Zeichen. Drei Wörter, die du dir merkst, reichen.",
    sign_up: "Mein Konto anlegen",
    have_account: "Schon einen Schlüssel?",
    link_account: "Zu dieser Adresse gibt es schon ein Konto. Melde dich einmal mit deinem Passwort an, dann \
        führen beide Wege hinein.",
    openid_failed: "Diese Anmeldung hat nicht geklappt. Versuch es noch einmal oder nimm dein Passwort.",
    verify_title: "Schau in deine Mails",
    verify_sent: (
        "Wir haben einen Link geschickt an ",
        ". Öffne ihn auf irgendeinem Gerät; diese Seite geht von selbst weiter.",
    ),
    verify_to_calendar: "Zum Kalender",
    verify_again: "Keine Mail? Noch einmal senden",
    verify_sent_again: "Noch einmal geschickt.",
    confirm_title: "Ist das deine Adresse?",
    confirm_lead: "Ein Klick, und Freunde können dich darüber finden.",
    confirm: "Ja, das ist meine",
    confirmed_title: "Deine E-Mail-Adresse ist bestätigt",
    confirmed_lead: "Jetzt kannst du Freunde einladen.",
    mail_verify_subject: "Bestätige deine E-Mail-Adresse für Kith",
    mail_verify: |user_name, link| {
        format!(
            "Hallo,\n\n\
             jemand, hoffentlich du, hat mit dieser Adresse das Konto „{user_name}“ bei Kith angelegt. Wenn du es warst, öffne \
             diesen Link innerhalb von drei Tagen:\n\n\
             {link}\n\n\
             Wenn nicht, tu einfach nichts.\n"
        )
    },
    mail_known_subject: "Du hast schon ein Konto bei Kith",
    mail_known: |link| {
        format!(
            "Hallo,\n\n\
             jemand wollte mit dieser Adresse ein Konto bei Kith anlegen, aber sie gehört schon zu deinem Konto. \
             Wenn du es warst, melde dich hier an:\n\n\
             {link}\n\n\
             Wenn nicht, tu einfach nichts.\n"
        )
    },
};
