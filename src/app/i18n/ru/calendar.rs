//! Russian: events.

use crate::app::i18n::{Plural, calendar::Calendar};

const NUMBERS: [&str; 10] = ["Ничего", "Один", "Два", "Три", "Четыре", "Пять", "Шесть", "Семь", "Восемь", "Девять"];

pub const CALENDAR: Calendar = Calendar {
    title: "Календарь",
    month: "Месяц",
    agenda: "Повестка",
    view: "Вид",
    previous_month: "Предыдущий месяц",
    next_month: "Следующий месяц",
    today: "Сегодня",
    new_event: "Новое событие",
    week: "Неделя",
    things: |n, is_today| {
        let things = Plural { one: "дело", few: "дела", other: "дел" }.russian(n as u64);
        let things = if n == 0 { "не намечено" } else { things };
        let number = if n == 1 { "Одно".to_owned() } else { number(n) };
        format!("{number} {things}{}", if is_today { " на сегодня" } else { "" })
    },
    nothing_title: "Ничего не намечено",
    nothing_body: "Нажми на любой день или спроси, кто придёт на ужин.",
    add_to_day: "Добавить в этот день",
    more: |n| format!("ещё {n}"),
    events: |n| format!("{n} {}", Plural { one: "событие", few: "события", other: "событий" }.russian(n as u64)),
    all_day: "Весь день",
    private: "Закрытое",
    private_hint: "Это событие видят только приглашённые.",
    only_you: "только для тебя",
    quick_label: "Что намечается?",
    quick_example: "Скалодром 18:30",
    quick_add: "Добавить событие",
    quick_more: "Подробнее",
    show_more: "Показать ещё",
    agenda_empty_title: "Впереди пока пусто",
    agenda_empty_body: "Дальше календарь свободен. Спроси, кто придёт на ужин.",
    edit: "Изменить",
    edit_title: "Изменить событие",
    delete: "Удалить",
    leave: "Покинуть событие",
    delete_title: "Удалить это событие?",
    delete_body: "Оно исчезнет у всех, вместе с чатом.",
    leave_title: "Покинуть это событие?",
    leave_body: "Оно исчезнет из твоего календаря. У остальных останется.",
    actions: "Другие действия",
    hosted_by: |name| format!("Зовёт {name}"),
    until: |time| format!("до {time}"),
    // Without the weekday, which would need another case.
    until_day: |day| {
        let date = day.split_once(", ").filter(|(first, _)| !first.starts_with(|c: char| c.is_ascii_digit()));
        format!("до {}", date.map_or(day, |(_, date)| date))
    },
    elsewhere: |time, zone| format!("{time} по времени {zone}"),
    open_in_maps: "Открыть на карте",
    friends_see: "Друзья могут это видеть",
    friends_see_hint: "«Закрытое» выключено.",
    invited_see: "Это видят только приглашённые",
    people: |n| {
        if n == 0 {
            return "Никого".to_owned();
        }
        let people = Plural { one: "человек", few: "человека", other: "человек" }.russian(n as u64);
        format!("{} {people}", number(n))
    },
    host: "зовёт",
    you: "ты",
    name: "Как это назвать?",
    icon: "Значок",
    for_whom: "Для кого?",
    just_me: "Только для меня",
    together: "Вместе, с чатом",
    starts: "Начало",
    ends: "Конец",
    time: "Время",
    zone: "Часовой пояс",
    address: "Адрес",
    description: "Описание",
    create: "Создать событие",
    save: "Сохранить",
    discard: "Не сохранять",
    preview: "Так это увидят друзья",
    not_saved: "Событие не сохранилось.",
    not_saved_hint: "Твой текст на месте.",
    week_view: "Неделя",
    previous_week: "Предыдущая неделя",
    next_week: "Следующая неделя",
    week_number: |week| format!("Неделя {week}"),
    search: "Поиск по твоим событиям",
    search_hint: "Название, адрес или описание",
    nothing_found: |text| format!("Нет событий с текстом «{text}»."),
    bin: "Удалённые события",
    bin_lead: "Они хранятся здесь 30 дней, а потом исчезают насовсем.",
    bin_empty: "Ничего не удалено.",
    deleted_until: |at, until| format!("Удалено {at} · хранится до {until}"),
    restore: "Восстановить",
    deleted: "Событие удалено.",
    undo: "Отменить",
    moved_to: |when| format!("Перенесено: {}", when.to_lowercase()),
    duplicate: "Дублировать",
    repeat: "Повторять",
    repeat_never: "Не повторять",
    repeat_daily: "Каждый день",
    repeat_weekly: "Каждую неделю",
    repeat_monthly: "Каждый месяц в это же число",
    repeat_weekday: |week, weekday| {
        let weekday = weekday.to_lowercase();
        // The accusative, and the ordinals of its gender: masculine, feminine, neuter.
        let (weekday, gender) = match weekday.as_str() {
            "среда" => ("среду", 1),
            "пятница" => ("пятницу", 1),
            "суббота" => ("субботу", 1),
            "воскресенье" => ("воскресенье", 2),
            other => (other, 0),
        };
        let which = match week {
            1 => ["в первый", "в первую", "в первое"],
            2 => ["во второй", "во вторую", "во второе"],
            3 => ["в третий", "в третью", "в третье"],
            4 => ["в четвёртый", "в четвёртую", "в четвёртое"],
            _ => ["в последний", "в последнюю", "в последнее"],
        };
        format!("Каждый месяц {} {weekday}", which[gender])
    },
    repeat_yearly: "Каждый год",
    repeat_rule: "По своему правилу",
    repeat_every: "С каким интервалом?",
    repeat_days: "По каким дням?",
    repeat_until: "До какого дня?",
    repeat_count: "Сколько раз?",
    every: |unit, n| {
        let (every, units) = match unit {
            "daily" => ("Каждый", Plural { one: "день", few: "дня", other: "дней" }),
            "weekly" => ("Каждую", Plural { one: "неделю", few: "недели", other: "недель" }),
            "yearly" => ("Каждый", Plural { one: "год", few: "года", other: "лет" }),
            _ => ("Каждый", Plural { one: "месяц", few: "месяца", other: "месяцев" }),
        };
        if n == 1 { format!("{every} {}", units.one) } else { format!("Раз в {n} {}", units.russian(n.into())) }
    },
    times: |n| format!("{n} {}", Plural { one: "раз", few: "раза", other: "раз" }.russian(n.into())),
    scope: "Какие из серии?",
    scope_one: "Только это",
    scope_following: "Это и следующие",
    scope_all: "Все",
    resize: "Потяни, чтобы изменить конец",
    remind: "Напомнить по почте и уведомлением",
    push_reminder: "Скоро твоё событие.",
    push_invited: "Тебя зовут на событие.",
    remind_never: "Не надо",
    remind_before: |minutes| match minutes {
        0 => "Когда начнётся".to_owned(),
        60 => "За 1 час".to_owned(),
        1440 => "За 1 день".to_owned(),
        10080 => "За 1 неделю".to_owned(),
        minutes => format!("За {minutes} мин"),
    },
    mail_reminder_subject: |name, when| format!("{name}: {when}"),
    mail_reminder: |name, when, address, link| {
        let place = if address.is_empty() { String::new() } else { format!("\n{address}") };
        format!("{name}\n{when}{place}\n\n{link}\n")
    },
    icon_name: |icon| match icon {
        "bell" => "Колокольчик",
        "burger" => "Бургер",
        "cart" => "Покупки",
        "coctail" => "Коктейль",
        "coffee" => "Кофе",
        "confirm" => "Галочка",
        "delete" => "Крестик",
        "doughnut" => "Пончик",
        "exit" => "Выход",
        "gamepad" => "Игры",
        "glasses" => "Очки",
        "heart" => "Сердце",
        "music" => "Музыка",
        "pin" => "Булавка",
        "pizza" => "Пицца",
        "plus" => "Плюс",
        "present" => "Подарок",
        "settings" => "Шестерёнка",
        "star" => "Звезда",
        "trash" => "Мусор",
        "mountains" => "Горы",
        "cheese" => "Сыр",
        "pot" => "Готовка",
        "guitar" => "Гитара",
        "broom" => "Уборка",
        "film" => "Кино",
        "book" => "Учёба",
        "run" => "Пробежка",
        "barbell" => "Тренировка",
        "cake" => "День рождения",
        "train" => "Поезд",
        "wrench" => "Ремонт",
        "package" => "Посылка",
        "fire" => "Костёр",
        "tree" => "Дерево",
        "confetti" => "Праздник",
        "plane" => "Путешествие",
        _ => "Событие",
    },
};

fn number(n: usize) -> String {
    NUMBERS.get(n).map_or_else(|| n.to_string(), |&word| word.to_owned())
}
