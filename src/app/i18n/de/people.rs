//! German: people.

use crate::app::{
    calendar::wire::Answer,
    friends::wire::Relation,
    i18n::{Plural, people::People},
};

pub const PEOPLE: People = People {
    title: "Leute",
    summary: |friends, here| {
        let lights = if here == 0 { "kein Licht an".to_owned() } else { format!("bei {here} brennt Licht") };
        format!("{}, {lights}", count(friends, "Freund", "Freunde"))
    },
    lights_on: |n| format!("Licht an · {n}"),
    search: "Leute finden",
    search_hint: "Name oder E-Mail-Adresse",
    nobody_found: |text| format!("Niemand unter „{text}“. Eine E-Mail-Adresse muss vollständig sein."),
    friends: "Freunde",
    who: "Wen zeigen",
    all: "Alle",
    home_now: "Jetzt zu Hause",
    nobody_home: "Gerade ist niemand zu Hause.",
    empty_title: "Noch keine Freunde hier",
    empty_body: "Such jemanden über Namen oder E-Mail-Adresse, und frag an.",
    more: "Mehr Leute",
    write: "Schreiben",
    requests: "Freundschaftsanfragen",
    push_request: "Jemand möchte mit dir befreundet sein.",
    invites: "Einladungen zu Terminen",
    sent: "Deine Anfragen",
    accept: "Annehmen",
    decline: "Ablehnen",
    withdraw: "Zurückziehen",
    declined: "Abgelehnt.",
    undo: "Rückgängig",
    wants: "möchte befreundet sein",
    awaited: "noch keine Antwort",
    mutual: |n| if n == 0 { String::new() } else { count(n, "gemeinsamer Freund", "gemeinsame Freunde") },
    invited_by: |name| format!("{name} lädt dich ein"),
    nothing_waits: "Niemand wartet auf eine Antwort.",
    relation: |relation| match relation {
        Relation::Me => "das bist du",
        Relation::Friend => "befreundet",
        Relation::Asked => "angefragt, noch keine Antwort",
        Relation::Asks => "möchte befreundet sein",
        Relation::Blocked => "blockiert",
        Relation::Stranger => "",
    },
    ask: "Anfrage senden",
    remove: "Freundschaft beenden",
    remove_title: |name| format!("Freundschaft mit {name} beenden?"),
    remove_body: "Euer Chat bleibt, und ihr könnt wieder Freunde werden.",
    block: "Blockieren",
    block_title: |name| format!("{name} blockieren?"),
    block_body: "Keine Nachrichten, keine Einladungen, keine Anfragen zwischen euch. Niemand erfährt davon.",
    unblock: "Nicht mehr blockieren",
    blocked: "Blockierte Leute",
    blocked_lead: "Sie können dir nicht schreiben, dich nicht einladen und dich nicht finden.",
    blocked_empty: "Du hast niemanden blockiert.",
    birthday: "Geburtstag",
    email: "E-Mail",
    in_common: "Gemeinsame Freunde",
    about_me: "Das bist du. Wie andere dich sehen, änderst du in den Einstellungen.",
    actions: "Mehr",
    answer: |answer| match answer {
        Answer::Going => "Dabei",
        Answer::Maybe => "Vielleicht",
        Answer::Cant => "Kann nicht",
    },
    answered: |answer| match answer {
        Answer::Going => "dabei",
        Answer::Maybe => "vielleicht",
        Answer::Cant => "kann nicht",
    },
    no_answer: "noch keine Antwort",
    your_answer: "Deine Antwort",
    note: "Ein paar Worte für die anderen",
    note_hint: "nach neun, mit Wein",
    save: "Speichern",
    counted: |going, maybe, cant| {
        let cannot = Plural { one: "kann nicht", few: "", other: "können nicht" }.germanic(cant as u64);
        let parts = [(going, "dabei"), (maybe, "vielleicht"), (cant, cannot)];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
        parts.collect::<Vec<_>>().join(", ")
    },
    invite_friends: "Freunde einladen",
    invite: "Einladen",
    all_invited: "Alle deine Freunde sind schon dabei oder eingeladen.",
    friend_hint: "Name einer befreundeten Person",
    find: "Suchen",
    no_friend: |name| format!("Niemand namens „{name}“, der noch eingeladen werden könnte."),
    uninvite: "Einladung zurücknehmen",
    rights: |name| format!("Was {name} darf"),
    may_invite: "Leute einladen",
    may_remove: "Leute herausnehmen",
    may_change: "Den Termin ändern",
    may_delete: "Den Termin löschen",
    expel: "Aus dem Termin nehmen",
    waiting_for_you: "Wartet auf dich",
    unread: "Ungelesen",
    all_messages: "Alle Nachrichten",
    more_coming: |n| format!("und {}", count(n, "weitere Person kommt", "weitere kommen")),
    street: "Deine Straße: Freunde, und wer zu Hause ist",
};

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.germanic(n.into()))
}
