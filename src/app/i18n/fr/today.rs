//! French: today, and the keyboard.

use crate::app::i18n::today::Today;

pub const TODAY: Today = Today {
    title: "Aujourd’hui",
    greeting: |hour, name| {
        let greeting = match hour {
            5..18 => "Bonjour",
            18..23 => "Bonsoir",
            _ => "Encore debout",
        };
        format!("{greeting}, {name}")
    },
    tonight: "Ce soir",
    today: "Aujourd’hui",
    tomorrow: "Demain",
    coming_up: "À venir",
    empty_title: "Rien en vue",
    empty_body: "Tes journées sont libres. Demande qui vient dîner.",
    keys_title: "Clavier",
    keys_lead: "Les raccourcis à une touche sont en pause quand tu écris. Tu peux les désactiver dans les réglages.",
    keys_everywhere: "Partout",
    keys_calendar: "Dans le calendrier",
    keys_event: "Sur un événement",
    keys_chat: "Dans une discussion",
    key_today: "Aller à «\u{202f}Aujourd’hui\u{202f}»",
    key_calendar: "Aller au calendrier",
    key_messages: "Aller aux messages",
    key_letters: "Aller aux lettres",
    key_board: "Aller au défouloir",
    key_nearby: "Aller à «\u{202f}À proximité\u{202f}»",
    key_press: "Appuyer sur un bouton, du premier au sixième",
    keys_board: "Au défouloir",
    key_people: "Aller aux personnes",
    key_settings: "Aller aux réglages",
    key_search: "Chercher",
    key_new: "Nouvel événement\u{202f}; sur leurs pages, une discussion ou une lettre",
    key_help: "Cette page",
    key_close: "Fermer ce qui est au premier plan",
    key_days: "D’un jour à l’autre",
    key_enter: "Ajouter quelque chose à ce jour",
    key_months: "Mois ou semaine, précédent ou suivant",
    key_now: "Revenir à aujourd’hui",
    key_views: "Mois, semaine, agenda",
    key_move_day: "Le déplacer d’un jour",
    key_move_week: "Le déplacer d’une semaine\u{202f}; dans la vue semaine, d’un quart d’heure",
    key_resize: "Le terminer un jour plus tôt ou plus tard\u{202f}; dans la vue semaine, d’un quart d’heure",
    key_edit_last: "Modifier ton dernier message, quand le champ est vide",
    key_reply: "Répondre au dernier message",
    key_leave_edit: "Quitter la modification ou la réponse",
    key_next_chat: "Discussion suivante ou précédente",
    then: "puis",
};
