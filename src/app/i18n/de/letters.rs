//! German: letters.

use crate::app::kit::number;
use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::{
        pages::wire::Enclosure,
        wire::{Age, Level},
    },
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "vor Kurzem".into(),
        Age::Days => "vor ein paar Tagen".into(),
        Age::Weeks(n) => ago(n, "Woche", "Wochen"),
        Age::Months(n) => ago(n, "Monat", "Monaten"),
        Age::Years(n) => ago(n, "Jahr", "Jahren"),
        Age::ManyYears => "vor vielen Jahren".into(),
    },
    push_arrived: "Ein Brief ist für dich angekommen.",
    title: "Briefe",
    summary: |sealed, on_their_way| match (sealed, on_their_way) {
        (0, 0) => "Schreib jemandem in die Zukunft".into(),
        (0, way) => format!("{way} unterwegs"),
        (sealed, 0) => format!("{sealed} zu öffnen"),
        (sealed, way) => format!("{sealed} zu öffnen, {way} unterwegs"),
    },
    received: "Erhalten",
    on_their_way: "Unterwegs",
    contacts: "Kontakte",
    views: "Welche Briefe",
    write: "Schreiben",
    search: "Briefe durchsuchen",
    search_hint: "Wörter oder ein Name",
    nothing_found: |text| format!("Kein Brief mit „{text}“. In versiegelten wird nicht gesucht."),
    today: "Heute",
    from: |name, age| format!("Von {name}, {age}"),
    from_you: |age| format!("Von dir, {age}"),
    you: "Von dir",
    on_the_road: |days| match days {
        0 => "Weniger als einen Tag unterwegs".into(),
        days => format!("{} unterwegs", count(days, "Tag", "Tage")),
    },
    open: "Öffnen",
    sent_ago: |age| format!("{age} abgeschickt"),
    surprise_took: |days| format!("eine Überraschung, {} unterwegs", count(days, "Tag", "Tage")),
    photo_from: |name| format!("Foto von {name}"),
    play: "Abspielen",
    pause: "Pause",
    actions: "Mehr",
    again: "Weiter in die Zukunft schicken",
    sent_again: "Wieder unterwegs. Er kommt als Überraschung zurück.",
    write_back: "Zurückschreiben",
    delete: "Weglegen",
    deleted: "Weggelegt.",
    older: "Ältere Briefe",
    empty_title: "Noch keine Briefe",
    empty_body: "Briefe kommen an, wenn ihre Zeit gekommen ist. Schreib einen: an Freunde oder an dich in einem Jahr.",
    requests: |n| match n {
        1 => "Ein Brief von jemandem, den du nicht kennst".into(),
        n => format!("{n} Briefe von Leuten, die du nicht kennst"),
    },
    requests_title: "Von Leuten, die du nicht kennst",
    requests_lead: "Davon wird nichts gezeigt, bis du Briefe von der Person annimmst, die schreibt. Was du tust, \
        erfährt sie nicht.",
    requests_empty: "Niemand hat geschrieben, den du nicht kennst.",
    take: "Briefe annehmen",
    decline: "Weglegen",
    block: "Blockieren",
    letters: |n| count(n, "Brief", "Briefe"),
    letters_on_their_way: |n| format!("{} unterwegs", count(n, "Brief", "Briefe")),
    lands_in: |minutes| {
        let time = match minutes {
            ..60 => "innerhalb einer Stunde".to_owned(),
            60..2880 => format!("in etwa {}", count(whole(minutes, 60), "Stunde", "Stunden")),
            2880..86_400 => format!("in etwa {}", count(whole(minutes, 1440), "Tag", "Tagen")),
            86_400..1_051_200 => format!("in etwa {}", count(whole(minutes, 43_800), "Monat", "Monaten")),
            _ => format!("in etwa {}", count(whole(minutes, 525_600), "Jahr", "Jahren")),
        };
        format!("Der nächste kommt {time} an. Welcher, wird nicht verraten.")
    },
    lands_some_day: "Wann sie ankommen, ist eine Überraschung.",
    none_on_their_way: "Von dir ist keiner unterwegs.",
    coming: |n| match n {
        0 => String::new(),
        1 => "Ein Brief ist unterwegs zu dir.".into(),
        n => format!("{n} Briefe sind unterwegs zu dir."),
    },
    level: level_name,
    of: |n, all| format!("{n} von {all}"),
    to_next: |n, level| {
        let title = match level {
            Level::Newbie => "ein Neuling",
            Level::Penfriend => "eine treue Feder",
            Level::Postkeeper => "die gute Seele der Post",
            Level::Archivist => "ein Archivgeist",
            Level::Timetraveller => "ein Zeitgeist auf Reisen",
        };
        format!("Noch {} unterwegs, und du bist {title}.", count(n, "Brief", "Briefe"))
    },
    highest: "Weiter geht es nicht: Du bist ganz oben.",
    level_done: |level| format!("{level}, geschafft"),
    level_here: |level| format!("{level}, hier bist du"),
    level_short: |level, n, next| {
        let next = match next {
            Level::Newbie => "zum Neuling",
            Level::Penfriend => "zur treuen Feder",
            Level::Postkeeper => "zur guten Seele der Post",
            Level::Archivist => "zum Archivgeist",
            Level::Timetraveller => "zum Zeitgeist auf Reisen",
        };
        format!("{}, noch {n} bis {next}", level_name(level))
    },
    contacts_lead: "Leute, deren Nummer du kennst. Wer noch nicht hier ist, kann trotzdem schon Post bekommen: Der \
        Brief wartet.",
    contacts_empty: "Noch niemand. Füg jemanden über die Nummer hinzu.",
    blocked: "Blockiert, kann dir nicht schreiben",
    unblock: "Nicht mehr blockieren",
    number: "Telefonnummer",
    number_hint: "Mit Landesvorwahl: +49 …",
    contact_name: "Wie du die Person nennst",
    add_contact: "Kontakt hinzufügen",
    remove_contact: "Aus den Kontakten entfernen",
    sealed: "Versiegelt und unterwegs.",
    sealed_body: "Ein paar Sekunden lang kannst du ihn noch zurückholen.",
    undo: "Rückgängig",
    drafts: "Entwürfe",
    no_text: "Noch keine Worte",
    saved_on: |moment| format!("gespeichert am {moment}"),
    discard: "Entwurf löschen",
    discarded: "Entwurf gelöscht.",
    landed: "Angekommen",
    to: |name| format!("An {name}"),
    to_you: "An dich",
    lands: |moment| format!("kommt am {moment} an"),
    landed_on: |moment| format!("angekommen am {moment}"),
    surprise: "kommt als Überraschung",
    sent_on: "von dir weitergeschickt",
    sealed_on: |day| format!("versiegelt am {day}"),
    encloses: |what| match what {
        Enclosure::Photo => "mit Foto",
        Enclosure::Sound => "mit Sprachnachricht",
        Enclosure::Video => "mit Video",
    },
    locked: "fast da, nicht mehr zu ändern",
    change_time: "Zeit ändern",
    burn: "Verbrennen",
    burn_body: "Niemand wird ihn je lesen, nicht einmal du.",
    burnt: "Verbrannt.",
    bring_back: "Jetzt zurückholen",
    way_empty_title: "Nichts unterwegs",
    way_empty_body: "Was du versiegelst, wartet hier, bis es ankommt.",
    write_title: "Einen Brief schreiben",
    not_saved: "Noch nicht gespeichert",
    saving: "Speichert …",
    saved: "Gerade eben als Entwurf gespeichert",
    not_kept: "Der Entwurf ließ sich nicht speichern. Er bleibt hier.",
    not_sealed: "Der Brief wurde nicht versiegelt.",
    keep: "Als Entwurf behalten",
    seal: "Versiegeln",
    seal_waits: "Du bist offline. Der Brief wird versiegelt, sobald die Verbindung wieder da ist; lass diese \
        Seite offen.",
    whom: "An",
    whom_hint: "Name oder Telefonnummer",
    me_later: "Ich, später",
    remove: |name| format!("{name} entfernen"),
    friends: "Freunde",
    offered: |n| count(u32::try_from(n).unwrap_or(u32::MAX), "Vorschlag", "Vorschläge"),
    your_letter: "Dein Brief",
    characters: |n, max| format!("{} von {} Zeichen", thousands(n), thousands(max)),
    photo: "Foto",
    voice: "Stimme",
    video: "Video",
    uploading: "Lädt hoch …",
    stop: "Stopp",
    sound_file: "Audiodatei",
    time_left: |clock| format!("noch {clock}"),
    no_microphone: "Das Mikrofon geht nicht. Erlaub es im Browser, oder nimm eine Datei.",
    remove_photo: "Foto entfernen",
    remove_voice: "Sprachaufnahme entfernen",
    remove_video: "Video entfernen",
    when: "Wann soll er ankommen?",
    a_date: "Ein Datum",
    you_choose: "du wählst",
    who_knows: "wer weiß",
    day: "Tag",
    time: "Uhrzeit",
    zone: "Zeitzone",
    preview: "Vorschau des versiegelten Umschlags",
    nobody_yet: "Noch an niemanden",
    names: |names, me| match (names, me) {
        ([], _) => "Du".into(),
        ([one], false) => one.clone(),
        ([one], true) => format!("{one} und du"),
        ([one, other], false) => format!("{one} und {other}"),
        ([one, rest @ ..], me) => {
            let others = u32::try_from(rest.len()).unwrap_or(u32::MAX).saturating_add(u32::from(me));
            format!("{one} und {}", count(others, "weitere Person", "weitere"))
        }
    },
    opens: |day| format!("geht am {day} auf"),
    opens_surprise: "geht auf, wenn niemand damit rechnet",
    opens_when: "geht eines Tages auf",
    promise: "Ist der Brief versiegelt, kann ihn niemand lesen oder ändern, auch du nicht, bis er ankommt. Verbrennen kannst \
        du ihn noch unter „Unterwegs“.",
    arrived: |n| match n {
        1 => "Ein Brief ist angekommen".into(),
        n => format!("{n} Briefe sind angekommen"),
    },
};

/// Words that fit everybody.
fn level_name(level: Level) -> &'static str {
    match level {
        Level::Newbie => "Neuling",
        Level::Penfriend => "Treue Feder",
        Level::Postkeeper => "Gute Seele der Post",
        Level::Archivist => "Archivgeist",
        Level::Timetraveller => "Zeitgeist auf Reisen",
    }
}

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("vor {n} {}", Plural { one, few: "", other }.germanic(n.into()))
}

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.germanic(n.into()))
}

fn thousands(n: usize) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX), ".")
}

/// How many of a unit, at least one.
fn whole(minutes: i64, unit: i64) -> u32 {
    u32::try_from((minutes + unit / 2) / unit).unwrap_or(1).max(1)
}
