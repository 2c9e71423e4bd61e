//! German: today, and the keyboard.

use crate::app::i18n::today::Today;

pub const TODAY: Today = Today {
    title: "Heute",
    greeting: |hour, name| {
        let greeting = match hour {
            5..12 => "Guten Morgen",
            12..18 => "Hallo",
            18..23 => "Guten Abend",
            _ => "Noch wach",
        };
        format!("{greeting}, {name}")
    },
    tonight: "Heute Abend",
    today: "Heute",
    tomorrow: "Morgen",
    coming_up: "Demnächst",
    empty_title: "Nichts in Sicht",
    empty_body: "Deine Tage sind frei. Frag, wer mit essen kommt.",
    keys_title: "Tastatur",
    keys_lead: "Kürzel mit nur einer Taste ruhen, während du tippst. Abschalten kannst du sie in den Einstellungen.",
    keys_everywhere: "Überall",
    keys_calendar: "Im Kalender",
    keys_event: "Auf einem Termin",
    keys_chat: "In einem Chat",
    key_today: "Zu „Heute“",
    key_calendar: "Zum Kalender",
    key_messages: "Zu den Nachrichten",
    key_letters: "Zu den Briefen",
    key_board: "Zum Board",
    key_press: "Ersten bis sechsten Knopf drücken",
    keys_board: "Am Board",
    key_people: "Zu den Leuten",
    key_settings: "Zu den Einstellungen",
    key_search: "Suchen",
    key_new: "Neuer Termin; auf ihren Seiten ein Chat oder ein Brief",
    key_help: "Diese Seite",
    key_close: "Schließen, was obenauf liegt",
    key_days: "Von Tag zu Tag",
    key_enter: "Etwas für diesen Tag eintragen",
    key_months: "Monat oder Woche davor und danach",
    key_now: "Zurück zu heute",
    key_views: "Monat, Woche, Agenda",
    key_move_day: "Um einen Tag verschieben",
    key_move_week: "Um eine Woche verschieben; in der Wochenansicht um eine Viertelstunde",
    key_resize: "Einen Tag früher oder später enden lassen; in der Wochenansicht eine Viertelstunde",
    key_edit_last: "Deine letzte Nachricht ändern, solange das Feld leer ist",
    key_reply: "Auf die letzte Nachricht antworten",
    key_leave_edit: "Ändern oder Antworten verlassen",
    key_next_chat: "Chat darunter oder darüber",
    then: "dann",
};
