//! Russian: people.

use crate::app::{
    calendar::wire::Answer,
    friends::wire::Relation,
    i18n::{Plural, people::People},
};

pub const PEOPLE: People = People {
    title: "Люди",
    summary: |friends, here| {
        let lights = match here {
            0 => "свет нигде не горит".to_owned(),
            here => format!("у {here} горит свет"),
        };
        format!("{}, {lights}", count(friends, "друг", "друга", "друзей"))
    },
    lights_on: |n| format!("Горит свет · {n}"),
    search: "Найти людей",
    search_hint: "Имя или почта",
    nobody_found: |text| format!("По запросу «{text}» никого нет. Адрес почты нужен целиком."),
    friends: "Друзья",
    who: "Кого показать",
    all: "Все",
    home_now: "Сейчас дома",
    nobody_home: "Сейчас никого нет дома.",
    empty_title: "Друзей здесь пока нет",
    empty_body: "Найди кого-нибудь по имени или почте и отправь заявку.",
    more: "Ещё люди",
    write: "Написать",
    requests: "Заявки в друзья",
    push_request: "Кто-то хочет с тобой дружить.",
    invites: "Приглашения на события",
    sent: "Твои заявки",
    accept: "Принять",
    decline: "Отклонить",
    withdraw: "Отозвать",
    declined: "Отклонено.",
    undo: "Отменить",
    wants: "хочет дружить",
    awaited: "ответа пока нет",
    mutual: |n| match n {
        0 => String::new(),
        n => count(n, "общий друг", "общих друга", "общих друзей"),
    },
    invited_by: |name| format!("{name} зовёт тебя"),
    nothing_waits: "Никто не ждёт ответа.",
    relation: |relation| match relation {
        Relation::Me => "это ты",
        Relation::Friend => "в друзьях",
        Relation::Asked => "заявка отправлена, ответа пока нет",
        Relation::Asks => "хочет дружить",
        Relation::Blocked => "среди заблокированных",
        Relation::Stranger => "",
    },
    ask: "Добавить в друзья",
    remove: "Убрать из друзей",
    // A name stays in the nominative, here and below: it cannot be declined.
    remove_title: |name| format!("{name}: убрать из друзей?"),
    remove_body: "Чат останется, и вы сможете снова подружиться.",
    block: "Заблокировать",
    block_title: |name| format!("{name}: заблокировать?"),
    block_body: "Никаких сообщений, приглашений и заявок между вами. Никто об этом не узнает.",
    unblock: "Разблокировать",
    blocked: "Заблокированные",
    blocked_lead: "Они не могут написать тебе, пригласить тебя или найти.",
    blocked_empty: "Здесь никого нет.",
    birthday: "День рождения",
    email: "Почта",
    in_common: "Общие друзья",
    about_me: "Это ты. То, что о тебе видят другие, меняется в настройках.",
    actions: "Ещё",
    answer: |answer| match answer {
        Answer::Going => "Приду",
        Answer::Maybe => "Может быть",
        Answer::Cant => "Не смогу",
    },
    // Of the reader as of others, so in no person.
    answered: |answer| match answer {
        Answer::Going => "в деле",
        Answer::Maybe => "может быть",
        Answer::Cant => "не получится",
    },
    no_answer: "ответа пока нет",
    your_answer: "Твой ответ",
    note: "Пара слов для остальных",
    note_hint: "после девяти, с вином",
    save: "Сохранить",
    counted: |going, maybe, cant| {
        let come = Plural { one: "придёт", few: "придут", other: "придут" }.russian(going as u64);
        let cannot = Plural { one: "не сможет", few: "не смогут", other: "не смогут" }.russian(cant as u64);
        let parts = [(going, come), (maybe, "под вопросом"), (cant, cannot)];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
        parts.collect::<Vec<_>>().join(", ")
    },
    invite_friends: "Пригласить друзей",
    invite: "Пригласить",
    all_invited: "Все твои друзья уже участвуют или приглашены.",
    friend_hint: "Имя друга",
    find: "Найти",
    no_friend: |name| format!("Среди друзей, которых ещё можно пригласить, нет «{name}»."),
    uninvite: "Отозвать приглашение",
    rights: |name| format!("Что может {name}"),
    may_invite: "Приглашать людей",
    may_remove: "Убирать людей",
    may_change: "Изменять событие",
    may_delete: "Удалять событие",
    expel: "Убрать из события",
    waiting_for_you: "Тебя ждут",
    unread: "Непрочитанное",
    all_messages: "Все сообщения",
    more_coming: |n| format!("и ещё {}", count(n, "человек придёт", "человека придут", "человек придут")),
    street: "Твоя улица: друзья и кто сейчас дома",
};

fn count(n: u32, one: &'static str, few: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few, other }.russian(n.into()))
}
