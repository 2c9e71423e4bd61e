//! English: letters.

use crate::app::{
    i18n::{Plural, letters::Letters},
    letters::{
        pages::wire::Enclosure,
        wire::{Age, Level},
    },
};

pub const LETTERS: Letters = Letters {
    age: |age| match age {
        Age::Moments => "moments ago".into(),
        Age::Days => "a few days ago".into(),
        Age::Weeks(n) => ago(n, "week", "weeks"),
        Age::Months(n) => ago(n, "month", "months"),
        Age::Years(n) => ago(n, "year", "years"),
        Age::ManyYears => "many years ago".into(),
    },
    push_arrived: "A letter has arrived for you.",
    title: "Letters",
    summary: |sealed, on_their_way| match (sealed, on_their_way) {
        (0, 0) => "Write to somebody’s future".into(),
        (0, way) => format!("{way} on their way"),
        (sealed, 0) => format!("{sealed} to open"),
        (sealed, way) => format!("{sealed} to open, {way} on their way"),
    },
    received: "Received",
    on_their_way: "On their way",
    contacts: "Contacts",
    views: "Which letters",
    write: "Write",
    search: "Search letters",
    search_hint: "Words or a name",
    nothing_found: |text| format!("No letter with “{text}”. Sealed ones are not searched."),
    today: "Today",
    from: |name, age| format!("From {name}, {age}"),
    from_you: |age| format!("From you, {age}"),
    you: "From you",
    on_the_road: |days| match days {
        0 => "Less than a day on the road".into(),
        days => format!("{} on the road", count(days, "day", "days")),
    },
    open: "Open it",
    sent_ago: |age| format!("sent {age}"),
    surprise_took: |days| format!("a surprise, took {}", count(days, "day", "days")),
    photo_from: |name| format!("Photo from {name}"),
    play: "Play",
    pause: "Pause",
    actions: "More",
    again: "Send it on into the future",
    sent_again: "On its way again. It comes back as a surprise.",
    write_back: "Write back",
    delete: "Put away",
    deleted: "Put away.",
    older: "Older letters",
    empty_title: "No letters yet",
    empty_body: "Letters arrive when their time has come. Write one: to a friend, or to yourself in a year.",
    requests: |n| format!("{} from people you don’t know", count(n, "letter", "letters")),
    requests_title: "From people you don’t know",
    requests_lead: "Nothing of these is shown until you take letters from whoever wrote them. They are not told what you do.",
    requests_empty: "Nobody you don’t know has written.",
    take: "Take letters from them",
    decline: "Put away",
    block: "Block",
    letters: |n| count(n, "letter", "letters"),
    letters_on_their_way: |n| format!("{} on their way", count(n, "letter", "letters")),
    lands_in: |minutes| {
        let time = match minutes {
            ..60 => "within the hour".into(),
            60..2880 => format!("in about {}", count(whole(minutes, 60), "hour", "hours")),
            2880..86_400 => format!("in about {}", count(whole(minutes, 1440), "day", "days")),
            86_400..1_051_200 => format!("in about {}", count(whole(minutes, 43_800), "month", "months")),
            _ => format!("in about {}", count(whole(minutes, 525_600), "year", "years")),
        };
        format!("Next one lands {time}. You won’t be told which.")
    },
    lands_some_day: "When they land is a surprise.",
    none_on_their_way: "None of yours is on its way.",
    coming: |n| match n {
        0 => String::new(),
        1 => "One letter is on its way to you.".into(),
        n => format!("{n} letters are on their way to you."),
    },
    level: |level| match level {
        Level::Newbie => "Newcomer",
        Level::Penfriend => "Pen friend",
        Level::Postkeeper => "Postkeeper",
        Level::Archivist => "Archivist",
        Level::Timetraveller => "Time-traveller",
    },
    of: |n, all| format!("{n} of {all}"),
    to_next: |n, level| {
        let title = match level {
            Level::Archivist => "an Archivist",
            Level::Penfriend => "a Pen friend",
            Level::Postkeeper => "a Postkeeper",
            _ => "a Time-traveller",
        };
        format!("{} on the road and you are {title}.", count(n, "more letter", "more letters"))
    },
    highest: "You’ve come as far as anyone can.",
    level_done: |level| format!("{level}, done"),
    level_here: |level| format!("{level}, you are here"),
    level_short: |level, n, next| format!("{}, {n} more to {}", (LETTERS.level)(level), (LETTERS.level)(next)),
    contacts_lead: "People you know by phone number. Whoever is not here yet can still get a letter: it waits for them.",
    contacts_empty: "Nobody yet. Add somebody by their number.",
    blocked: "Blocked, can’t write to you",
    unblock: "Unblock",
    number: "Phone number",
    number_hint: "With the country code: +49 …",
    contact_name: "What you call them",
    add_contact: "Add contact",
    remove_contact: "Remove from contacts",
    sealed: "Sealed and on its way.",
    sealed_body: "For a few seconds you can still take it back.",
    undo: "Undo",
    drafts: "Drafts",
    no_text: "No words yet",
    saved_on: |moment| format!("saved {moment}"),
    discard: "Delete draft",
    discarded: "Draft deleted.",
    landed: "Landed",
    to: |name| format!("To {name}"),
    to_you: "To you",
    lands: |moment| format!("lands {moment}"),
    landed_on: |moment| format!("landed {moment}"),
    surprise: "lands as a surprise",
    sent_on: "you sent it on",
    sealed_on: |day| format!("sealed {day}"),
    encloses: |what| match what {
        Enclosure::Photo => "with a photo",
        Enclosure::Sound => "with a voice recording",
        Enclosure::Video => "with a video",
    },
    locked: "nearly there, can’t be changed any more",
    change_time: "Change the time",
    burn: "Burn it",
    burn_body: "Nobody will ever read it, not even you.",
    burnt: "Burnt.",
    bring_back: "Bring it back now",
    way_empty_title: "Nothing on its way",
    way_empty_body: "Whatever you seal waits here until it lands.",
    write_title: "Write a letter",
    not_saved: "Not saved yet",
    saving: "Saving …",
    saved: "Saved as a draft a moment ago",
    not_kept: "The draft could not be saved. It stays here.",
    not_sealed: "The letter was not sealed.",
    keep: "Keep as draft",
    seal: "Seal and send",
    seal_waits: "You are offline. It will be sealed as soon as the connection is back; keep this page open.",
    whom: "To",
    whom_hint: "Friend or phone number",
    me_later: "Me, later",
    remove: |name| format!("Remove {name}"),
    friends: "Friends",
    offered: |n| count(u32::try_from(n).unwrap_or(u32::MAX), "suggestion", "suggestions"),
    your_letter: "Your letter",
    characters: |n, max| format!("{n} of {},{:03} characters", max / 1000, max % 1000),
    photo: "Photo",
    voice: "Voice",
    video: "Video",
    uploading: "Uploading …",
    stop: "Stop",
    sound_file: "Sound file",
    time_left: |clock| format!("{clock} left"),
    no_microphone: "The microphone can’t be used. Allow it in the browser, or take a file.",
    remove_photo: "Remove photo",
    remove_voice: "Remove voice recording",
    remove_video: "Remove video",
    when: "When should it arrive?",
    a_date: "A date",
    you_choose: "you choose",
    who_knows: "who knows",
    day: "Day",
    time: "Time",
    zone: "Time zone",
    preview: "Preview of the sealed envelope",
    nobody_yet: "To nobody yet",
    names: |names, me| match (names, me) {
        ([], _) => "You".into(),
        ([one], false) => one.clone(),
        ([one], true) => format!("{one}, and you"),
        ([one, other], false) => format!("{one} and {other}"),
        ([one, rest @ ..], me) => {
            format!(
                "{one} and {}",
                count(u32::try_from(rest.len()).unwrap_or(u32::MAX) + u32::from(me), "other", "others")
            )
        }
    },
    opens: |day| format!("opens {day}"),
    opens_surprise: "opens when nobody expects it",
    opens_when: "opens one day",
    promise: "Once sealed, nobody can read or change it, not even you, until it lands. You can still burn it from “On their way”.",
    arrived: |n| match n {
        1 => "A letter has arrived".into(),
        n => format!("{n} letters have arrived"),
    },
};

fn ago(n: u8, one: &'static str, other: &'static str) -> String {
    format!("{n} {} ago", Plural { one, few: "", other }.germanic(n.into()))
}

fn count(n: u32, one: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few: "", other }.germanic(n.into()))
}

/// How many of a unit, at least one.
fn whole(minutes: i64, unit: i64) -> u32 {
    u32::try_from((minutes + unit / 2) / unit).unwrap_or(1).max(1)
}
