//! French: letters.

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
        Age::Moments => "il y a peu".into(),
        Age::Days => "il y a quelques jours".into(),
        Age::Weeks(n) => ago(n, "semaine", "semaines"),
        Age::Months(n) => ago(n, "mois", "mois"),
        Age::Years(n) => ago(n, "an", "ans"),
        Age::ManyYears => "il y a bien des années".into(),
    },
    push_arrived: "Une lettre est arrivée pour toi.",
    title: "Lettres",
    summary: |sealed, on_their_way| match (sealed, on_their_way) {
        (0, 0) => "Écris à quelqu’un dans le futur".into(),
        (0, way) => format!("{way} en route"),
        (sealed, 0) => format!("{sealed} à ouvrir"),
        (sealed, way) => format!("{sealed} à ouvrir, {way} en route"),
    },
    received: "Reçues",
    on_their_way: "En route",
    contacts: "Contacts",
    views: "Quelles lettres",
    write: "Écrire",
    search: "Chercher dans les lettres",
    search_hint: "Des mots ou un nom",
    nothing_found: |text| {
        format!("Aucune lettre avec «\u{202f}{text}\u{202f}». On ne cherche pas dans celles qui sont scellées.")
    },
    today: "Aujourd’hui",
    // No "de" before a name, here and below: it would need an elision.
    from: |name, age| format!("{name} t’a écrit {age}"),
    from_you: |age| format!("Tu t’es écrit {age}"),
    you: "De toi",
    on_the_road: |days| match days {
        0 => "Moins d’un jour de route".into(),
        days => format!("{} de route", count(days, "jour", "jours")),
    },
    open: "Ouvrir",
    sent_ago: |age| format!("envoyée {age}"),
    surprise_took: |days| format!("une surprise, {} de route", count(days, "jour", "jours")),
    photo_from: |name| format!("Photo envoyée par {name}"),
    play: "Lecture",
    pause: "Pause",
    actions: "Plus",
    again: "La renvoyer dans le futur",
    sent_again: "La voilà repartie. Elle reviendra par surprise.",
    write_back: "Répondre",
    delete: "Ranger",
    deleted: "C’est rangé.",
    older: "Lettres plus anciennes",
    empty_title: "Pas encore de lettres",
    empty_body: "Les lettres arrivent quand vient leur heure. Écris-en une\u{202f}: à un ami, ou à toi dans un an.",
    requests: |n| match n {
        1 => "Une lettre de quelqu’un que tu ne connais pas".into(),
        n => format!("{} de gens que tu ne connais pas", count(n, "lettre", "lettres")),
    },
    requests_title: "De gens que tu ne connais pas",
    requests_lead: "Rien n’en est montré tant que tu n’acceptes pas les lettres de la personne qui écrit. Elle ne \
        saura pas ce que tu décides.",
    requests_empty: "Aucun inconnu ne t’a écrit.",
    take: "Accepter ses lettres",
    decline: "Ranger",
    block: "Bloquer",
    letters: |n| count(n, "lettre", "lettres"),
    letters_on_their_way: |n| format!("{} en route", count(n, "lettre", "lettres")),
    lands_in: |minutes| {
        let time = match minutes {
            ..60 => "d’ici une heure".to_owned(),
            60..2880 => format!("dans {} environ", count(whole(minutes, 60), "heure", "heures")),
            2880..86_400 => format!("dans {} environ", count(whole(minutes, 1440), "jour", "jours")),
            86_400..1_051_200 => format!("dans {} environ", count(whole(minutes, 43_800), "mois", "mois")),
            _ => format!("dans {} environ", count(whole(minutes, 525_600), "an", "ans")),
        };
        format!("La prochaine arrive {time}. On ne te dira pas laquelle.")
    },
    lands_some_day: "Quand elles arriveront, c’est la surprise.",
    none_on_their_way: "Aucune des tiennes n’est en route.",
    coming: |n| match n {
        0 => String::new(),
        1 => "Une lettre est en route vers toi.".into(),
        n => format!("{n} lettres sont en route vers toi."),
    },
    level: level_name,
    of: |n, all| format!("{n} sur {all}"),
    to_next: |n, level| {
        format!("Encore {} en route et tu deviens {}.", count(n, "lettre", "lettres"), level_name(level))
    },
    highest: "Impossible d’aller plus loin\u{202f}: tu y es.",
    level_done: |level| format!("{level}, c’est fait"),
    level_here: |level| format!("{level}, tu es ici"),
    level_short: |level, n, next| format!("{}, encore {n} avant {}", level_name(level), level_name(next)),
    contacts_lead: "Les gens dont tu connais le numéro. Quelqu’un n’est pas encore là\u{202f}? Écris-lui quand même, \
        la lettre l’attendra.",
    contacts_empty: "Personne pour l’instant. Ajoute quelqu’un par son numéro.",
    blocked: "Personne bloquée, ne peut pas t’écrire",
    unblock: "Débloquer",
    number: "Numéro de téléphone",
    number_hint: "Avec l’indicatif du pays\u{202f}: +33 …",
    contact_name: "Comment tu l’appelles",
    add_contact: "Ajouter un contact",
    remove_contact: "Retirer des contacts",
    sealed: "Scellée et en route.",
    sealed_body: "Pendant quelques secondes, tu peux encore la reprendre.",
    undo: "Annuler",
    drafts: "Brouillons",
    no_text: "Pas encore de mots",
    saved_on: |moment| format!("enregistré le {moment}"),
    discard: "Supprimer le brouillon",
    discarded: "Brouillon supprimé.",
    landed: "Arrivées",
    to: |name| format!("Pour {name}"),
    to_you: "Pour toi",
    lands: |moment| format!("arrive le {moment}"),
    landed_on: |moment| format!("arrivée le {moment}"),
    surprise: "arrive par surprise",
    sent_on: "tu l’as renvoyée",
    sealed_on: |day| format!("scellée le {day}"),
    encloses: |what| match what {
        Enclosure::Photo => "avec une photo",
        Enclosure::Sound => "avec un message vocal",
        Enclosure::Video => "avec une vidéo",
    },
    locked: "presque arrivée, ne peut plus être modifiée",
    change_time: "Changer le moment",
    burn: "Brûler",
    burn_body: "Personne ne la lira jamais, pas même toi.",
    burnt: "Brûlée.",
    bring_back: "La faire revenir maintenant",
    way_empty_title: "Rien en route",
    way_empty_body: "Ce que tu scelles attend ici jusqu’à son arrivée.",
    write_title: "Écrire une lettre",
    not_saved: "Pas encore enregistré",
    saving: "Enregistrement…",
    saved: "Enregistré en brouillon à l’instant",
    not_kept: "Le brouillon n’a pas pu être enregistré. Il reste ici.",
    not_sealed: "La lettre n’a pas été scellée.",
    keep: "Garder en brouillon",
    seal: "Sceller",
    seal_waits: "Tu es hors ligne. La lettre sera scellée dès que la connexion reviendra\u{202f}; garde cette page \
        ouverte.",
    whom: "Pour",
    whom_hint: "Nom ou numéro de téléphone",
    me_later: "Moi, plus tard",
    remove: |name| format!("Retirer {name}"),
    friends: "Amis",
    offered: |n| count(u32::try_from(n).unwrap_or(u32::MAX), "suggestion", "suggestions"),
    your_letter: "Ta lettre",
    characters: |n, max| format!("{} sur {} caractères", thousands(n), thousands(max)),
    photo: "Photo",
    voice: "Voix",
    video: "Vidéo",
    uploading: "Envoi en cours…",
    // "Enregistrer" alone means to save.
    stop: "Arrêter",
    sound_file: "Fichier audio",
    time_left: |clock| format!("encore {clock}"),
    no_microphone: "Le micro n’est pas utilisable. Autorise-le dans le navigateur, ou choisis un fichier.",
    remove_photo: "Retirer la photo",
    remove_voice: "Retirer l’enregistrement vocal",
    remove_video: "Retirer la vidéo",
    when: "Quand doit-elle arriver\u{202f}?",
    a_date: "Une date",
    you_choose: "à toi de choisir",
    who_knows: "qui sait",
    day: "Jour",
    time: "Heure",
    zone: "Fuseau horaire",
    preview: "Aperçu de l’enveloppe scellée",
    nobody_yet: "Pour personne encore",
    names: |names, me| match (names, me) {
        ([], _) => "Toi".into(),
        ([one], false) => one.clone(),
        ([one], true) => format!("{one} et toi"),
        ([one, other], false) => format!("{one} et {other}"),
        ([one, rest @ ..], me) => {
            let others = u32::try_from(rest.len()).unwrap_or(u32::MAX).saturating_add(u32::from(me));
            format!("{one} et {}", count(others, "autre", "autres"))
        }
    },
    opens: |day| format!("s’ouvre le {day}"),
    opens_surprise: "s’ouvre quand personne ne s’y attend",
    opens_when: "s’ouvre un jour",
    promise: "Une fois la lettre scellée, personne ne peut la lire ni la changer, pas même toi, jusqu’à son arrivée. \
        Tu peux encore la brûler depuis «\u{202f}En route\u{202f}».",
    arrived: |n| match n {
        1 => "Une lettre est arrivée".into(),
        n => format!("{n} lettres sont arrivées"),
    },
};

/// Words that fit everybody, and that need no article.
fn level_name(level: Level) -> &'static str {
    match level {
        Level::Newbie => "Nouvelle plume",
        Level::Penfriend => "Plume amie",
        Level::Postkeeper => "Garde-poste",
        Level::Archivist => "Archiviste",
        Level::Timetraveller => "Nomade du temps",
    }
}

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("il y a {n} {}", Plural { one, few: "", other }.french(n.into()))
}

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.french(n.into()))
}

fn thousands(n: usize) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX), "\u{202f}")
}

/// How many of a unit, at least one.
fn whole(minutes: i64, unit: i64) -> u32 {
    u32::try_from((minutes + unit / 2) / unit).unwrap_or(1).max(1)
}
