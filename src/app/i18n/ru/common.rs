//! Russian: the frame, dates, states.

use crate::app::i18n::{Plural, common::Common};
use jiff::civil::{Date, Weekday};

/// As a heading; within a date they stand in the genitive.
const MONTHS: [&str; 12] = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
];
const MONTHS_IN_DATE: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const WEEKDAYS: [&str; 7] = ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"];

const MONTHS_SHORT: [&str; 12] = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

pub const COMMON: Common = Common {
    skip_to_content: "К содержанию",
    main_navigation: "Основная",
    calendar: "Календарь",
    more: "Ещё",
    account: "Твой аккаунт",
    language: "Язык",
    theme: "Оформление",
    theme_system: "Как в системе",
    theme_light: "Светлое",
    theme_dark: "Тёмное",
    sign_out: "Выйти",
    apply: "Применить",
    back: "Назад",
    cancel: "Отмена",
    close: "Закрыть",
    try_again: "Попробовать ещё раз",
    loading: "Загрузка",
    offline_title: "Нет связи.",
    offline_body: "То, что ты видишь, могло устареть. Когда связь вернётся, всё обновится само.",
    new_version: "Новая версия Kith готова.",
    reload: "Обновить",
    not_found_title: "По этому адресу никто не живёт",
    not_found_body: "Возможно, здесь закрыто или ссылка устарела.",
    broken_title: "У нас что-то сломалось",
    broken_body: "Всё, что у тебя написано, цело. Попробуй ещё раз чуть позже.",
    go_home: "Домой",
    verify_title: "Подтверди, пожалуйста, почту.",
    verify_body: "Тогда можно приглашать друзей, и они смогут тебя найти.",
    verify_link: "Как?",
    week_start: Weekday::Monday,
    months: MONTHS,
    weekdays: WEEKDAYS,
    weekdays_short: ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
    month_year: |date| format!("{} {}", MONTHS[month_index(date)], date.year()),
    day: |date| format!("{}, {} {}", weekday(date), date.day(), month(date)),
    date: |date| format!("{} {} {}", date.day(), month(date), date.year()),
    short_date: |date| format!("{} {}", date.day(), MONTHS_SHORT[month_index(date)]),
    day_range: |first, last| {
        if first.first_of_month() == last.first_of_month() {
            format!("{}–{} {}", first.day(), last.day(), month(last))
        } else {
            format!("{} {} – {} {}", first.day(), month(first), last.day(), month(last))
        }
    },
    in_minutes: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("Через {minutes} мин"),
        (hours, 0) => format!("Через {hours} ч"),
        (hours, minutes) => format!("Через {hours} ч {minutes} мин"),
    },
    in_days: |days| format!("Через {days} {}", Plural { one: "день", few: "дня", other: "дней" }.russian(days)),
    now: "Сейчас",
    past: "Прошло",
};

fn month(date: Date) -> &'static str {
    MONTHS_IN_DATE[month_index(date)]
}

fn month_index(date: Date) -> usize {
    date.month().unsigned_abs() as usize - 1
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[date.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}
