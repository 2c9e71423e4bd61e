//! Russian: nearby.

use super::super::{Plural, nearby::Nearby};

const PEOPLE: Plural = Plural { one: "человек", few: "человека", other: "человек" };

pub const NEARBY: Nearby = Nearby {
    title: "Рядом",
    is_off: "Выключено. Эта страница ничего не передаёт.",
    running: |minutes, until| format!("Идёт уже {minutes} мин, закончится сама в {until}"),
    start: "Начать активность",
    start_lead: "Пока она идёт, видно, кто из согласившихся подходит близко. Где они, мы узнаём у их телефонов.",
    begin: "Начать",
    stop: "Стоп",
    ends_after: "Сама закончится через",
    // In the accusative: how long, or after how long.
    hours: |n| count(n, "час", "часа", "часов"),
    minutes: |n| count(n, "минуту", "минуты", "минут"),
    share_too: "Показывать и моё местоположение",
    not_shared: "Не показывать",
    too_close: "Слишком близко, скрой меня",
    hidden: |until| format!("Тебя никто не видит до {until}"),
    hidden_lead: "Другие видят «без геолокации» и больше ничего.",
    show_again: "Снова показать",
    hide_all: "Скрыться от всех",
    sharing: "Показывать, где я",
    sharing_lead: "Тем, кому ты разрешаешь, пока открыта эта страница и у них идёт активность.",
    shared_until: |until| format!("Тебя видно до {until}"),
    end_sharing: "Перестать показывать",
    watched_by: |n| match n {
        0 => "Сейчас никто не смотрит.".to_owned(),
        n => {
            let look = Plural { one: "смотрит", few: "смотрят", other: "смотрят" }.russian(n.into());
            format!("Сейчас {look} {n} {}.", PEOPLE.russian(n.into()))
        }
    },
    nearest: |name| format!("Ближе всех: {name}"),
    nobody_near: "Рядом никого",
    nobody_near_lead: "Из тех, кто согласился и чьё место известно, в 10 км никого.",
    own_unknown: "Пока неизвестно, где ты",
    own_unknown_lead: "Разреши этой странице геолокацию: от неё считаются расстояния.",
    denied: "Браузер не сообщает, где ты",
    denied_lead: "Разреши геолокацию этому сайту или включи GPS. Друзья видят «без геолокации» и больше ничего.",
    try_again: "Ещё раз",
    directions: ["север", "северо-восток", "восток", "юго-восток", "юг", "юго-запад", "запад", "северо-запад"],
    north: "С",
    closer: "приближается",
    away: "удаляется",
    still: "стоит на месте",
    ago: |seconds| {
        if seconds < 60 { format!("{seconds} с назад") } else { format!("{} мин назад", seconds / 60) }
    },
    exact: |metres| format!("± {metres} м"),
    point: ",",
    metres: "м",
    kilometres: "км",
    seen_now: "На виду",
    quiet: "Тишина 5 минут и дольше",
    off: "Без геолокации",
    off_line: "сейчас не показывает, где находится",
    asked: "Запрошено",
    asked_line: "согласия нет",
    agreed: "Разрешено",
    agreed_line: "видно, пока идёт активность",
    forget: "Убрать",
    empty: "В списке пока никого",
    empty_lead: "Выбери, о ком тебя предупреждать. Сначала мы спросим этих людей.",
    pick: "Наблюдать за кем-то",
    pick_lead: "Сначала мы спросим. Человек видит, что ты наблюдаешь, и может отказаться когда угодно.",
    pick_none: "Среди друзей больше некого спросить.",
    ask: "Спросить",
    who_sees: "Кто тебя видит",
    who_sees_lead: "Только пока у этих людей идёт активность. Твои координаты хранятся не дольше часа и стираются, как \
        только никому не нужны.",
    who_sees_none: "Пока никто не просил разрешения.",
    wants: "хочет видеть, когда ты рядом",
    allow: "Разрешить",
    refuse: "Отказать",
    change: "Изменить",
    precision: "Насколько точно",
    near: "около 50 м",
    area: "около 500 м",
    how_long: "Как долго",
    for_good: "Пока не отзову",
    until: |at| format!("до {at}"),
    looking: "сейчас смотрит",
    looked: |at| format!("последний просмотр: {at}"),
    never_looked: "просмотров пока нет",
    refused: "не может тебя видеть",
    alarm: "Сигнал",
    alarm_radius: "Когда кто-то подойдёт ближе чем на",
    alarm_off: "Без сигнала",
    alarm_sound: "Со звуком и вибрацией",
    alarm_disrupt: "И сразу остановить и скрыть меня",
    // A name stays in the nominative, here and below, and beside no verb in the past: that would have a gender.
    alarm_said: |name, distance| format!("{name} в {distance} от тебя"),
    history: "Прошлые активности",
    history_lead: "Этот список видишь только ты. Кто где был, мы не храним.",
    history_none: "Активностей пока нет",
    lasted: |minutes| format!("{minutes} мин"),
    was_close: |name| match name {
        Some(name) => format!("Слишком близко: {name}"),
        None => "Кто-то был слишком близко".to_owned(),
    },
    ended: "завершена",
    older: "Раньше",
};

fn count(n: i64, one: &'static str, few: &'static str, other: &'static str) -> String {
    format!("{n} {}", Plural { one, few, other }.russian(n.unsigned_abs()))
}
