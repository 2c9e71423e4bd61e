//! German: the settings and the way back in.

use crate::app::i18n::{Plural, settings::Settings};

pub const SETTINGS: Settings = Settings {
    title: "Einstellungen",
    saved_at_once: "Alles wird sofort gespeichert",
    saved: "Gespeichert",
    sections: "Abschnitte",
    profile: "Profil",
    change_picture: "Bild ändern",
    remove_picture: "Entfernen",
    picture_hint: "JPEG, PNG, WebP oder GIF, bis 10\u{a0}MB.",
    birthday: "Geburtstag",
    verified: "Bestätigt",
    unverified: "Nicht bestätigt",
    look: "Sprache, Zeitzone, Darstellung",
    zone: "Zeitzone",
    privacy: "Wer dich findet",
    found_by_email: "Über meine E-Mail-Adresse zu finden",
    found_by_email_hint: "Nur für Leute, die die ganze Adresse kennen. Sie muss bestätigt sein.",
    found_by_name: "Über meinen Namen zu finden",
    found_by_name_hint: "Freunde können das immer. Andere brauchen einen Teil deines Namens.",
    found_by_phone: "Über meine Telefonnummer zu finden",
    found_by_phone_hint: "Nur für Leute, die die ganze Nummer haben. Sie muss bestätigt sein.",
    shows_presence: "Zeigen, wenn ich zu Hause bin",
    shows_presence_hint: "Solange Kith offen ist, sehen Freunde Licht in deinem Fenster.",
    phone: "Telefonnummer",
    phone_lead: "Briefe, die unter deiner Nummer warten, erreichen dich, sobald du die Nummer bestätigt hast.",
    phone_number: "Neue Nummer",
    phone_hint: "Mit Landesvorwahl: +49 …",
    phone_claim: "Code schicken",
    phone_code: "Code",
    phone_code_sent: |number| {
        format!(
            "Ein Code ist unterwegs an {number}. Er gilt einen Tag. Keine SMS? Wer dieses Kith betreibt, kann dir den \
             Code sagen."
        )
    },
    phone_confirm: "Bestätigen",
    phone_proven: "Bestätigt",
    phone_open: "Noch nicht bestätigt",
    phone_remove: "Entfernen",
    push: "Benachrichtigungen",
    push_here: "Mich auf diesem Gerät benachrichtigen",
    push_hint: "Auch wenn Kith geschlossen ist. Du erfährst, dass etwas gekommen ist, nie, was darin steht.",
    push_denied: "Der Browser erlaubt Kith keine Benachrichtigungen. Das kannst du in seinen Einstellungen ändern.",
    push_unable: "Dieser Browser kann dich nicht benachrichtigen.",
    keyboard: "Tastatur",
    single_keys: "Kürzel mit nur einer Taste",
    single_keys_hint: "Zum Beispiel n für etwas Neues. Mit ? siehst du sie alle, auf jeder Seite.",
    security: "E-Mail und Passwort",
    change_email: "E-Mail-Adresse ändern",
    new_email: "Neue E-Mail-Adresse",
    send_link: "Link schicken",
    email_sent: "Wir haben einen Link an die neue Adresse geschickt. Öffne ihn, und die Adresse gehört dir.",
    change_password: "Passwort ändern",
    set_password: "Passwort festlegen",
    old_password: "Dein jetziges Passwort",
    new_password: "Neues Passwort",
    password_changed: "Dein Passwort ist geändert. Alle anderen Geräte sind abgemeldet.",
    devices: "Geräte und Sitzungen",
    this_device: "Dieses Gerät",
    unknown_device: "Gerät ohne Namen",
    last_used: |when| format!("Zuletzt benutzt am {when}"),
    token_until: |when| format!("Token, gültig bis {when}"),
    sign_out_others: "Überall sonst abmelden",
    new_token: "Handy oder Programm verbinden",
    new_token_hint: "Ein Token öffnet dein Konto ohne dein Passwort, ein Jahr lang. Du kannst ihn hier jederzeit \
        beenden.",
    token_label: "Wofür ist er?",
    make_token: "Token anlegen",
    token_once: "Kopier ihn jetzt. Er wird nur dieses eine Mal gezeigt.",
    copy: "Kopieren",
    copied: "Kopiert",
    files: "Kalenderdateien",
    export: "Alle Termine exportieren",
    import: "Datei importieren",
    import_hint: "iCalendar (.ics), wie andere Kalender es exportieren. Was schon hier ist, kommt nicht doppelt.",
    imported: |taken, left_out| {
        let events = Plural { one: "Termin", few: "", other: "Termine" }.germanic(taken.into());
        if left_out == 0 {
            format!("{taken} {events} übernommen.")
        } else {
            format!("{taken} {events} übernommen, {left_out} ausgelassen.")
        }
    },
    feed: "In einem anderen Programm abonnieren",
    feed_hint: "Wer diesen Link hat, sieht alle deine Termine. Erneuere ihn, und der alte gilt nicht mehr.",
    renew: "Link erneuern",
    forgot: "Passwort vergessen?",
    forgot_title: "Schlüssel verloren?",
    forgot_lead: "Sag uns deine E-Mail-Adresse oder deinen Benutzernamen, dann schicken wir dir einen Link für ein \
        neues Passwort.",
    forgot_send: "Link schicken",
    forgot_sent_title: "Schau in deine Mails",
    forgot_sent: "Wenn es das Konto gibt und es eine Adresse hat, ist ein Link unterwegs. Er gilt eine Stunde.",
    to_sign_in: "Zurück zur Anmeldung",
    reset_title: "Neues Passwort festlegen",
    reset_lead: "Alle Geräte werden abgemeldet, dann bist du drin.",
    reset: "Passwort festlegen",
    mail_reset_subject: "Leg ein neues Passwort für Kith fest",
    mail_reset: |user_name, link| {
        format!(
            "Hallo,\n\n\
             jemand, hoffentlich du, hat das Passwort des Kontos „{user_name}“ bei Kith vergessen. Wenn du es warst, \
             öffne diesen Link innerhalb einer Stunde und leg ein neues fest:\n\n\
             {link}\n\n\
             Wenn nicht, tu einfach nichts: Das Passwort bleibt, wie es ist.\n"
        )
    },
    mail_reset_code: |user_name, code| {
        format!(
            "Hallo,\n\njemand, hoffentlich du, hat das Passwort des Kontos „{user_name}“ bei Kith vergessen. Wenn du es warst, gib innerhalb einer Stunde diesen Code ein und wähl ein neues:\n\n{code}\n\nWenn nicht, tu nichts: Das Passwort bleibt, wie es ist.\n"
        )
    },
    mail_email_subject: "Dein Konto bei Kith hat eine andere E-Mail-Adresse",
    mail_email: |user_name, link| {
        format!(
            "Hallo,\n\ndas Konto „{user_name}“ bei Kith hat jetzt eine andere E-Mail-Adresse. Wenn du das warst, ist alles gut.\n\nWenn nicht, wende dich an die Person, die dein Kith betreibt, oder setz mit deinem Benutzernamen ein neues Passwort:\n\n{link}\n"
        )
    },
    mail_password_subject: "Dein Passwort für Kith wurde geändert",
    mail_password: |user_name, link| {
        format!(
            "Hallo,\n\n\
             das Passwort des Kontos „{user_name}“ bei Kith wurde gerade geändert, und alle anderen Geräte wurden \
             abgemeldet. Wenn du es warst, ist alles gut.\n\n\
             Wenn nicht, leg sofort ein neues fest:\n\n\
             {link}\n"
        )
    },
};
