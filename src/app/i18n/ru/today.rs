//! Russian: today, and the keyboard.

use crate::app::i18n::today::Today;

pub const TODAY: Today = Today {
    title: "Сегодня",
    greeting: |hour, name| {
        let greeting = match hour {
            5..12 => "Доброе утро",
            12..18 => "Добрый день",
            18..23 => "Добрый вечер",
            _ => "Не спится",
        };
        format!("{greeting}, {name}")
    },
    tonight: "Сегодня вечером",
    today: "Сегодня",
    tomorrow: "Завтра",
    coming_up: "Скоро",
    empty_title: "Впереди пока пусто",
    empty_body: "Твои дни свободны. Спроси, кто придёт на ужин.",
    keys_title: "Клавиатура",
    keys_lead: "Пока ты печатаешь, команды из одной клавиши не действуют. Их можно отключить в настройках.",
    keys_everywhere: "Везде",
    keys_calendar: "В календаре",
    keys_event: "На событии",
    keys_chat: "В чате",
    key_today: "К странице «Сегодня»",
    key_calendar: "К календарю",
    key_messages: "К сообщениям",
    key_letters: "К письмам",
    key_board: "К табло",
    key_press: "Нажать кнопку с первой по шестую",
    keys_board: "На табло",
    key_people: "К людям",
    key_settings: "К настройкам",
    key_search: "Поиск",
    key_new: "Новое событие, а на своих страницах — чат или письмо",
    key_help: "Эта страница",
    key_close: "Закрыть то, что сверху",
    key_days: "От одного дня к другому",
    key_enter: "Добавить что-нибудь в этот день",
    key_months: "На месяц или неделю назад и вперёд",
    key_now: "Вернуться к сегодняшнему дню",
    key_views: "Месяц, неделя, повестка",
    key_move_day: "Перенести на день",
    key_move_week: "Перенести на неделю, а в виде «Неделя» на четверть часа",
    key_resize: "Закончить на день раньше или позже, а в виде «Неделя» на четверть часа",
    key_edit_last: "Изменить своё последнее сообщение, пока поле пустое",
    key_reply: "Ответить на последнее сообщение",
    key_leave_edit: "Выйти из правки или ответа",
    key_next_chat: "Чат ниже или выше",
    then: "затем",
};
