//! Russian: the click board.

use super::super::{Plural, board::Board};
use crate::app::{
    board::wire::{Button, Effect},
    kit::number,
};

const CLICKS: Plural = Plural { one: "клик", few: "клика", other: "кликов" };
const PEOPLE: Plural = Plural { one: "человек", few: "человека", other: "человек" };

fn clicks(n: i64) -> String {
    format!("{} {}", number(n, "\u{a0}"), CLICKS.russian(n.unsigned_abs()))
}

fn people(n: usize) -> String {
    match n {
        0 => "здесь никого".to_owned(),
        n => format!("здесь {n} {}", PEOPLE.russian(n as u64)),
    }
}

fn effects(n: i64) -> String {
    let word = Plural { one: "эффект", few: "эффекта", other: "эффектов" }.russian(n.unsigned_abs());
    format!("{} {word}", number(n, "\u{a0}"))
}

pub const BOARD: Board = Board {
    title: "Табло",
    summary: |n, here| format!("{} сегодня, {}", clicks(n), people(here)),
    display: "На экран",
    statistics: "Статистика",
    button: |button| match button {
        Button::Coffee => "Выпить кофе",
        Button::Scream => "Кричать",
        Button::Win => "Маленькая победа",
        Button::Facepalm => "Рука-лицо",
        Button::Printer => "Зажевало бумагу",
        Button::Nap => "Надо поспать",
    },
    did: |button| match button {
        Button::Coffee => "пьёт кофе",
        Button::Scream => "кричит",
        Button::Win => "празднует маленькую победу",
        Button::Facepalm => "закрывает лицо рукой",
        Button::Printer => "воюет с принтером",
        Button::Nap => "хочет спать",
    },
    did_click: "выпускает пар",
    did_effect: |effect| format!("запускает: {effect}"),
    effect: |effect| match effect {
        Effect::Pride => "Радуга",
        Effect::Satan => "Адское пламя",
        Effect::Beast => "666",
        Effect::Fu => "Кулак",
        Effect::Fuck => "Плохое слово",
        Effect::Fireworks => "Фейерверк",
        Effect::Einstein => "Эйнштейн",
        Effect::Belasto => "Маска",
        Effect::Sas => "Сторона, угол, сторона",
        Effect::Lemma => "Лемма 6.7",
        Effect::Rickroll => "Та самая песня",
        Effect::Exmatrikulieren => "Отчислиться",
    },
    today: "сегодня",
    in_all: |total| format!("всего {}", number(total, "\u{a0}")),
    words: "Комментарий",
    words_hint: "Пара слов к следующему клику",
    name: "Твоё имя",
    name_hint: "Гость",
    style: "Тон",
    plain: "Обычно",
    loud: "Громко",
    whisper: "Шёпотом",
    effects: "Для всех",
    effects_lead: "На мгновение появляется на всех страницах, где открыто табло.",
    mute: "Скрыть эффекты",
    unmute: "Показывать эффекты",
    week: "Последние семь дней по часам",
    as_table: "Таблицей",
    week_spoken: |busiest| match busiest {
        Some((day, hour, n)) => {
            format!("Клики по часам за семь дней. Больше всего: {day}, {hour}:00, {}.", clicks(n))
        }
        None => "Клики по часам за семь дней. Пока ни одного.".to_owned(),
    },
    hour: "Час",
    day: "День",
    clicks: "Клики",
    here_now: "Сейчас здесь",
    and_more: |n| format!("и ещё {n}"),
    feed: "Выпускаем пар",
    feed_empty: "Пока никто не нажимал. Кто-то должен быть первым.",
    older: "Раньше",
    newest: "Новые",
    now: "сейчас",
    minutes: |n| format!("{n} мин"),
    hours: |n| format!("{n} ч"),
    days: |n| format!("{n} дн."),
    guest: "Гость",
    is_member: "Имя пользователя",
    came: |name| format!("{name} теперь здесь"),
    makes: |n| format!("Вас уже {n}"),
    reached: |name, n| format!("{name}: {} подряд", clicks(n)),
    milestone: clicks,
    heard: |n, last| format!("{}, последний — {last}", clicks(i64::try_from(n).unwrap_or(i64::MAX))),
    reconnecting: "Соединяемся…",
    name_taken: "Это имя занято. Ты нажимаешь как гость.",
    lets_off: |house| format!("{house} выпускает пар"),
    just_now: "Только что",
    n_today: |n| format!("{} сегодня", number(n, "\u{a0}")),
    leave: "Выйти из показа",
    stats_lead: "Всё, что когда-либо нажимали. Дни — по твоему времени, но «сегодня» начинается в полночь UTC.",
    number: |n| number(n, "\u{a0}"),
    summary_today: |n, events| format!("{} сегодня, {}", CLICKS.russian(n.unsigned_abs()), effects(events)),
    summary_total: |n, events| format!("{} всего, {}", CLICKS.russian(n.unsigned_abs()), effects(events)),
    no_button: "Без кнопки",
    by_name: "Кто нажимает чаще",
    by_button: "Какие кнопки",
    by_event: "Что запускали",
    events: "Эффекты",
    total: "Всего",
    more_names: "Ещё имена",
    no_data: "Пока ничего.",
    to_board: "К табло",
    pulse: |n| format!("{} на табло сегодня", clicks(n)),
};
