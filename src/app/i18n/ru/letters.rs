//! Russian: letters.

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
        Age::Moments => "недавно".into(),
        Age::Days => "несколько дней назад".into(),
        Age::Weeks(n) => ago(n, "неделю", "недели", "недель"),
        Age::Months(n) => ago(n, "месяц", "месяца", "месяцев"),
        Age::Years(n) => ago(n, "год", "года", "лет"),
        Age::ManyYears => "много лет назад".into(),
    },
    push_arrived: "Тебе пришло письмо.",
    title: "Письма",
    summary: |sealed, on_their_way| match (sealed, on_their_way) {
        (0, 0) => "Напиши кому-нибудь в будущее".into(),
        (0, way) => format!("{} в пути", letters(way)),
        (sealed, 0) => format!("{} можно открыть", letters(sealed)),
        (sealed, way) => format!("{} можно открыть, {way} в пути", letters(sealed)),
    },
    received: "Полученные",
    on_their_way: "В пути",
    contacts: "Контакты",
    views: "Какие письма",
    write: "Написать",
    search: "Поиск по письмам",
    search_hint: "Слова или имя",
    nothing_found: |text| format!("Писем с «{text}» нет. В запечатанных мы не ищем."),
    today: "Сегодня",
    // A name stays in the nominative, here and below: it cannot be declined.
    from: |name, age| format!("{name}, {age}"),
    from_you: |age| format!("От тебя, {age}"),
    you: "От тебя",
    on_the_road: |days| match days {
        0 => "Меньше дня в пути".into(),
        days => format!("{} в пути", count(days, "день", "дня", "дней")),
    },
    open: "Открыть",
    sent_ago: |age| format!("отправлено {age}"),
    surprise_took: |days| format!("сюрприз, {} в пути", count(days, "день", "дня", "дней")),
    photo_from: |name| format!("Фото, отправитель: {name}"),
    play: "Воспроизвести",
    pause: "Пауза",
    actions: "Ещё",
    again: "Отправить дальше в будущее",
    sent_again: "Снова в пути. Вернётся сюрпризом.",
    write_back: "Ответить",
    delete: "Убрать",
    deleted: "Убрано.",
    older: "Более ранние письма",
    empty_title: "Писем пока нет",
    empty_body: "Письма приходят, когда настаёт их время. Напиши другу или себе — через год.",
    requests: |n| match n {
        1 => "Письмо от незнакомого человека".into(),
        n => format!("{} от незнакомых людей", letters(n)),
    },
    requests_title: "От незнакомых людей",
    requests_lead: "Мы ничего из них не покажем, пока ты не согласишься получать письма от этого человека. О твоём \
        решении никто не узнает.",
    requests_empty: "Незнакомые люди тебе не писали.",
    take: "Принимать письма",
    decline: "Убрать",
    block: "Заблокировать",
    letters,
    letters_on_their_way: |n| format!("{} в пути", letters(n)),
    lands_in: |minutes| {
        let time = match minutes {
            ..60 => "в течение часа".to_owned(),
            60..2880 => format!("примерно через {}", count(whole(minutes, 60), "час", "часа", "часов")),
            2880..86_400 => format!("примерно через {}", count(whole(minutes, 1440), "день", "дня", "дней")),
            86_400..1_051_200 => {
                format!("примерно через {}", count(whole(minutes, 43_800), "месяц", "месяца", "месяцев"))
            }
            _ => format!("примерно через {}", count(whole(minutes, 525_600), "год", "года", "лет")),
        };
        format!("Ближайшее дойдёт {time}. Какое именно, не скажем.")
    },
    lands_some_day: "Когда они дойдут — сюрприз.",
    none_on_their_way: "Твоих писем в пути нет.",
    coming: |n| match n {
        0 => String::new(),
        1 => "К тебе идёт письмо.".into(),
        n => {
            let go = Plural { one: "идёт", few: "идут", other: "идут" }.russian(n.into());
            format!("К тебе {go} {}.", letters(n))
        }
    },
    level: level_name,
    of: |n, all| format!("{n} из {all}"),
    to_next: |n, level| format!("Ещё {} в пути — и звание «{}» твоё.", letters(n), level_name(level)),
    highest: "Дальше некуда: это вершина.",
    level_done: |level| format!("{level}, пройдено"),
    level_here: |level| format!("{level}, ты здесь"),
    level_short: |level, n, next| {
        let next = match next {
            Level::Newbie => "Новичка",
            Level::Penfriend => "Друга по переписке",
            Level::Postkeeper => "Почтмейстера",
            Level::Archivist => "Архивариуса",
            Level::Timetraveller => "Путешественника во времени",
        };
        format!("{}, ещё {n} до {next}", level_name(level))
    },
    contacts_lead: "Люди, чей номер телефона ты знаешь. Кого здесь ещё нет, тем тоже можно написать: письмо подождёт.",
    contacts_empty: "Пока никого. Добавь кого-нибудь по номеру.",
    blocked: "Среди заблокированных, не может тебе писать",
    unblock: "Разблокировать",
    number: "Номер телефона",
    number_hint: "С кодом страны: +7 …",
    contact_name: "Как записать",
    add_contact: "Добавить контакт",
    remove_contact: "Убрать из контактов",
    sealed: "Запечатано и уже в пути.",
    sealed_body: "Ещё несколько секунд его можно вернуть.",
    undo: "Отменить",
    drafts: "Черновики",
    no_text: "Пока без слов",
    saved_on: |moment| format!("сохранено {moment}"),
    discard: "Удалить черновик",
    discarded: "Черновик удалён.",
    landed: "Дошли",
    to: |name| format!("Кому: {name}"),
    to_you: "Кому: себе",
    lands: |moment| format!("дойдёт {moment}"),
    landed_on: |moment| format!("дошло {moment}"),
    surprise: "дойдёт сюрпризом",
    sent_on: "отправлено дальше",
    sealed_on: |day| format!("запечатано {day}"),
    encloses: |what| match what {
        Enclosure::Photo => "с фото",
        Enclosure::Sound => "с записью голоса",
        Enclosure::Video => "с видео",
    },
    locked: "почти дошло, изменить уже нельзя",
    change_time: "Изменить время",
    burn: "Сжечь",
    burn_body: "Его никто никогда не прочтёт, даже ты.",
    burnt: "Сожжено.",
    bring_back: "Вернуть прямо сейчас",
    way_empty_title: "В пути ничего нет",
    way_empty_body: "Запечатанные письма ждут здесь, пока не дойдут.",
    write_title: "Новое письмо",
    not_saved: "Ещё не сохранено",
    saving: "Сохраняем…",
    saved: "Только что сохранено в черновиках",
    not_kept: "Сохранить черновик не удалось. Он остаётся здесь.",
    not_sealed: "Письмо не запечатано.",
    keep: "Оставить в черновиках",
    seal: "Запечатать",
    seal_waits: "Нет связи. Письмо запечатается, как только она вернётся; не закрывай эту страницу.",
    whom: "Кому",
    whom_hint: "Имя или номер телефона",
    me_later: "Я в будущем",
    remove: |name| format!("Убрать: {name}"),
    friends: "Друзья",
    offered: |n| count(u32::try_from(n).unwrap_or(u32::MAX), "вариант", "варианта", "вариантов"),
    your_letter: "Твоё письмо",
    // In the genitive: of 1, of 21, of all others.
    characters: |n, max| {
        let noun = Plural { one: "символа", few: "символов", other: "символов" }.russian(max as u64);
        format!("{} из {} {noun}", thousands(n), thousands(max))
    },
    photo: "Фото",
    voice: "Голос",
    video: "Видео",
    uploading: "Загружаем…",
    stop: "Стоп",
    sound_file: "Аудиофайл",
    time_left: |clock| format!("осталось {clock}"),
    no_microphone: "Микрофон недоступен. Разреши его в браузере или возьми файл.",
    remove_photo: "Убрать фото",
    remove_voice: "Убрать запись голоса",
    remove_video: "Убрать видео",
    when: "Когда ему прийти?",
    a_date: "Дата",
    you_choose: "выбираешь ты",
    who_knows: "кто знает",
    day: "День",
    time: "Время",
    zone: "Часовой пояс",
    preview: "Как будет выглядеть запечатанный конверт",
    nobody_yet: "Пока никому",
    names: |names, me| match (names, me) {
        ([], _) => "Ты".into(),
        ([one], false) => one.clone(),
        ([one], true) => format!("{one} и ты"),
        ([one, other], false) => format!("{one} и {other}"),
        ([one, rest @ ..], me) => {
            let others = u32::try_from(rest.len()).unwrap_or(u32::MAX).saturating_add(u32::from(me));
            format!("{one} и ещё {}", count(others, "человек", "человека", "человек"))
        }
    },
    opens: |day| format!("откроется {day}"),
    opens_surprise: "откроется, когда никто не ждёт",
    opens_when: "откроется однажды",
    promise: "Запечатанное письмо никто не прочтёт и не изменит, даже ты, пока оно не дойдёт. Но сжечь его ещё можно — \
        в разделе «В пути».",
    arrived: |n| match n {
        1 => "Пришло письмо".into(),
        n => {
            let came = Plural { one: "Пришло", few: "Пришли", other: "Пришло" }.russian(n.into());
            format!("{came} {}", letters(n))
        }
    },
};

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Newbie => "Новичок",
        Level::Penfriend => "Друг по переписке",
        Level::Postkeeper => "Почтмейстер",
        Level::Archivist => "Архивариус",
        Level::Timetraveller => "Путешественник во времени",
    }
}

fn letters(n: u32) -> String {
    count(n, "письмо", "письма", "писем")
}

fn ago(n: u8, one: &'static str, few: &'static str, other: &'static str) -> String {
    format!("{n} {} назад", Plural { one, few, other }.russian(n.into()))
}

fn count(n: u32, one: &'static str, few: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few, other }.russian(n.into()))
}

fn thousands(n: usize) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX), "\u{a0}")
}

/// How many of a unit, at least one.
fn whole(minutes: i64, unit: i64) -> u32 {
    u32::try_from((minutes + unit / 2) / unit).unwrap_or(1).max(1)
}
