//! French: people.

use crate::app::{
    calendar::wire::Answer,
    friends::wire::Relation,
    i18n::{Plural, people::People},
};

pub const PEOPLE: People = People {
    title: "Personnes",
    summary: |friends, here| {
        let lights = match here {
            0 => "aucune lumière allumée".to_owned(),
            here => count(here, "lumière allumée", "lumières allumées"),
        };
        format!("{}, {lights}", count(friends, "ami", "amis"))
    },
    lights_on: |n| format!("Lumières allumées · {n}"),
    search: "Trouver quelqu’un",
    search_hint: "Nom ou adresse e-mail",
    nobody_found: |text| format!("Personne pour «\u{202f}{text}\u{202f}». Une adresse e-mail doit être complète."),
    friends: "Amis",
    who: "Qui afficher",
    all: "Tous",
    home_now: "À la maison",
    nobody_home: "Personne n’est à la maison en ce moment.",
    empty_title: "Pas encore d’amis ici",
    empty_body: "Cherche quelqu’un par son nom ou son adresse e-mail, et envoie une demande.",
    more: "D’autres personnes",
    write: "Écrire",
    requests: "Demandes d’amitié",
    push_request: "Quelqu’un te demande en ami.",
    invites: "Invitations à des événements",
    sent: "Tes demandes",
    accept: "Accepter",
    decline: "Refuser",
    withdraw: "Retirer",
    declined: "C’est refusé.",
    undo: "Annuler",
    wants: "veut t’ajouter à ses amis",
    awaited: "pas encore de réponse",
    mutual: |n| if n == 0 { String::new() } else { count(n, "ami en commun", "amis en commun") },
    invited_by: |name| format!("{name} t’invite"),
    nothing_waits: "Personne n’attend de réponse.",
    relation: |relation| match relation {
        Relation::Me => "c’est toi",
        Relation::Friend => "parmi tes amis",
        Relation::Asked => "demande envoyée, pas encore de réponse",
        Relation::Asks => "veut t’ajouter à ses amis",
        Relation::Blocked => "personne bloquée",
        Relation::Stranger => "",
    },
    ask: "Ajouter aux amis",
    remove: "Retirer des amis",
    remove_title: |name| format!("Retirer {name} de tes amis\u{202f}?"),
    remove_body: "Votre discussion reste, et vous pourrez redevenir amis.",
    block: "Bloquer",
    block_title: |name| format!("Bloquer {name}\u{202f}?"),
    block_body: "Plus de messages, d’invitations ni de demandes entre vous deux. Personne n’en saura rien.",
    unblock: "Débloquer",
    blocked: "Personnes bloquées",
    blocked_lead: "Elles ne peuvent ni t’écrire, ni t’inviter, ni te trouver.",
    blocked_empty: "Tu n’as bloqué personne.",
    birthday: "Anniversaire",
    email: "E-mail",
    in_common: "Amis en commun",
    about_me: "C’est toi. Ce que les autres voient de toi se change dans tes réglages.",
    actions: "Plus",
    answer: |answer| match answer {
        Answer::Going => "Je viens",
        Answer::Maybe => "Peut-être",
        Answer::Cant => "Pas dispo",
    },
    answered: |answer| match answer {
        Answer::Going => "de la partie",
        Answer::Maybe => "peut-être",
        Answer::Cant => "pas dispo",
    },
    no_answer: "pas encore de réponse",
    your_answer: "Ta réponse",
    note: "Un mot pour les autres",
    note_hint: "après 21 h, avec du vin",
    save: "Enregistrer",
    counted: |going, maybe, cant| {
        let come = Plural { one: "vient", few: "", other: "viennent" }.french(going as u64);
        let parts = [(going, come), (maybe, "peut-être"), (cant, "pas dispo")];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
        parts.collect::<Vec<_>>().join(", ")
    },
    invite_friends: "Inviter des amis",
    invite: "Inviter",
    all_invited: "Tous tes amis en sont déjà ou ont reçu une invitation.",
    friend_hint: "Nom d’un ami",
    find: "Chercher",
    no_friend: |name| format!("Aucun ami «\u{202f}{name}\u{202f}» qu’on puisse encore inviter."),
    uninvite: "Retirer l’invitation",
    rights: |name| format!("Ce que {name} peut faire"),
    may_invite: "Inviter des gens",
    may_remove: "Retirer des gens",
    may_change: "Modifier l’événement",
    may_delete: "Supprimer l’événement",
    expel: "Retirer de l’événement",
    waiting_for_you: "On t’attend",
    unread: "Non lus",
    all_messages: "Tous les messages",
    more_coming: |n| format!("et {}", count(n, "autre vient", "autres viennent")),
    street: "Ta rue\u{202f}: tes amis et qui est à la maison",
};

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.french(n.into()))
}
