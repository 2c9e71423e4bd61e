//! English: people.

use crate::app::{
    calendar::wire::Answer,
    friends::wire::Relation,
    i18n::{Plural, people::People},
};

pub const PEOPLE: People = People {
    title: "People",
    summary: |friends, here| {
        let lights = Plural { one: "light on", few: "", other: "lights on" }.germanic(here.into());
        format!("{}, {here} {lights}", count(friends, "friend", "friends"))
    },
    lights_on: |n| format!("Lights on · {n}"),
    search: "Find people",
    search_hint: "Name or e-mail address",
    nobody_found: |text| format!("Nobody found for “{text}”. An e-mail address has to be complete."),
    friends: "Friends",
    who: "Whom to show",
    all: "All",
    home_now: "Home now",
    nobody_home: "Nobody is home right now.",
    empty_title: "No friends here yet",
    empty_body: "Look somebody up by name or e-mail address, and ask.",
    more: "More people",
    write: "Message",
    requests: "Friend requests",
    push_request: "Somebody would like to be friends with you.",
    invites: "Event invites",
    sent: "You asked",
    accept: "Accept",
    decline: "Decline",
    withdraw: "Withdraw",
    declined: "Declined.",
    undo: "Undo",
    wants: "wants to be friends",
    awaited: "no answer yet",
    mutual: |n| if n == 0 { String::new() } else { format!("{} in common", count(n, "friend", "friends")) },
    invited_by: |name| format!("{name} invites you"),
    nothing_waits: "Nobody is waiting for you.",
    relation: |relation| match relation {
        Relation::Me => "that’s you",
        Relation::Friend => "friend",
        Relation::Asked => "asked, no answer yet",
        Relation::Asks => "wants to be friends",
        Relation::Blocked => "blocked",
        Relation::Stranger => "",
    },
    ask: "Add friend",
    remove: "Remove from friends",
    remove_title: |name| format!("Remove {name} from your friends?"),
    remove_body: "Your chat stays, and you can become friends again.",
    block: "Block",
    block_title: |name| format!("Block {name}?"),
    block_body: "No messages, no invites, no requests between you two. Nobody is told.",
    unblock: "Unblock",
    blocked: "Blocked people",
    blocked_lead: "They can’t write to you, invite you or find you.",
    blocked_empty: "You haven’t blocked anybody.",
    birthday: "Birthday",
    email: "E-mail",
    in_common: "Friends in common",
    about_me: "That’s you. Your settings are where you change how others see you.",
    actions: "More",
    answer: |answer| match answer {
        Answer::Going => "Going",
        Answer::Maybe => "Maybe",
        Answer::Cant => "Can’t",
    },
    answered: |answer| match answer {
        Answer::Going => "going",
        Answer::Maybe => "maybe",
        Answer::Cant => "can’t",
    },
    no_answer: "no answer yet",
    your_answer: "Your answer",
    note: "A note for the others",
    note_hint: "after nine, brings wine",
    save: "Save",
    counted: |going, maybe, cant| {
        let parts = [(going, "going"), (maybe, "maybe"), (cant, "can’t")];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
        parts.collect::<Vec<_>>().join(", ")
    },
    invite_friends: "Invite friends",
    invite: "Invite",
    all_invited: "All your friends are in or invited.",
    friend_hint: "Name of a friend",
    find: "Find",
    no_friend: |name| format!("No friend by “{name}” who could still be invited."),
    uninvite: "Withdraw the invite",
    rights: |name| format!("What {name} may do"),
    may_invite: "Invite people",
    may_remove: "Take people out",
    may_change: "Change the event",
    may_delete: "Delete the event",
    expel: "Take out of the event",
    waiting_for_you: "Waiting for you",
    unread: "Unread",
    all_messages: "All messages",
    more_coming: |n| format!("and {n} more are coming"),
    street: "Your street: friends and who is home",
};

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.germanic(n.into()))
}
