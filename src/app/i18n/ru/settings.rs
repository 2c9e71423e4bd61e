//! Russian: the settings and the way back in.

use crate::app::i18n::{Plural, settings::Settings};

pub const SETTINGS: Settings = Settings {
    title: "Настройки",
    saved_at_once: "Всё сохраняется сразу",
    saved: "Сохранено",
    sections: "Разделы",
    profile: "Профиль",
    change_picture: "Сменить фото",
    remove_picture: "Убрать",
    picture_hint: "JPEG, PNG, WebP или GIF, до 10\u{a0}МБ.",
    birthday: "День рождения",
    verified: "Подтверждена",
    unverified: "Не подтверждена",
    look: "Язык, часовой пояс, оформление",
    zone: "Часовой пояс",
    privacy: "Кто тебя найдёт",
    found_by_email: "Меня можно найти по почте",
    found_by_email_hint: "Только если знать адрес целиком. Он должен быть подтверждён.",
    found_by_name: "Меня можно найти по имени",
    found_by_name_hint: "Друзья найдут всегда. Остальные — по части имени.",
    shows_presence: "Показывать, что я дома",
    shows_presence_hint: "Пока Kith открыт, друзья видят свет в твоём окне.",
    keyboard: "Клавиатура",
    single_keys: "Команды одной клавишей",
    single_keys_hint: "Например, n для чего-то нового. Клавиша ? на любой странице покажет их все.",
    security: "Почта и пароль",
    change_email: "Сменить почту",
    new_email: "Новая почта",
    send_link: "Отправить ссылку",
    email_sent: "Мы отправили ссылку на новый адрес. Открой её, и адрес твой.",
    change_password: "Сменить пароль",
    set_password: "Задать пароль",
    old_password: "Нынешний пароль",
    new_password: "Новый пароль",
    password_changed: "Пароль изменён. Сеансы на всех других устройствах завершены.",
    devices: "Устройства и сеансы",
    this_device: "Это устройство",
    unknown_device: "Устройство без имени",
    last_used: |when| format!("Последний раз: {when}"),
    token_until: |when| format!("токен, действует до {when}"),
    sign_out_others: "Выйти на всех других устройствах",
    new_token: "Подключить телефон или программу",
    new_token_hint: "Токен на год открывает твой аккаунт без пароля. Отозвать его можно здесь в любой момент.",
    token_label: "Для чего он?",
    make_token: "Создать токен",
    token_once: "Скопируй его сейчас. Второй раз мы его не покажем.",
    copy: "Скопировать",
    copied: "Скопировано",
    files: "Файлы календаря",
    export: "Экспортировать все события",
    import: "Импортировать файл",
    import_hint: "iCalendar (.ics), как при экспорте из других календарей. То, что уже есть, не продублируется.",
    imported: |taken, left_out| {
        let events = Plural { one: "событие", few: "события", other: "событий" }.russian(taken.into());
        if left_out == 0 {
            format!("Импортировано {taken} {events}.")
        } else {
            format!("Импортировано {taken} {events}, пропущено {left_out}.")
        }
    },
    feed: "Подписаться из другой программы",
    feed_hint: "Кто знает эту ссылку, видит все твои события. Обнови её, и старая перестанет действовать.",
    renew: "Обновить ссылку",
    forgot: "Не помнишь пароль?",
    forgot_title: "Ключ потерялся?",
    forgot_lead: "Напиши почту или имя пользователя, и мы отправим тебе ссылку, чтобы задать новый пароль.",
    forgot_send: "Отправить ссылку",
    forgot_sent_title: "Загляни в почту",
    forgot_sent: "Если такой аккаунт есть и у него указан адрес, ссылка уже в пути. Она действует час.",
    to_sign_in: "Назад ко входу",
    reset_title: "Задать новый пароль",
    reset_lead: "Сеансы на всех устройствах завершатся, и мы тебя впустим.",
    reset: "Задать пароль",
    mail_reset_subject: "Задай новый пароль для Kith",
    mail_reset: |user_name, link| {
        format!(
            "Привет,\n\n\
             кто-то, надеемся, что ты, не помнит пароль от аккаунта Kith «{user_name}». Если это ты, открой эту \
             ссылку в течение часа и задай новый:\n\n\
             {link}\n\n\
             Если нет, ничего не делай: пароль останется прежним.\n"
        )
    },
    mail_email_subject: "У твоего аккаунта Kith другой адрес",
    mail_email: |user_name, link| {
        format!(
            "Привет,\n\nу аккаунта Kith «{user_name}» теперь другой адрес электронной почты. Если это ты, всё в порядке.\n\nЕсли нет, напиши тому, кто ведёт твой Kith, или задай новый пароль по имени пользователя:\n\n{link}\n"
        )
    },
    mail_password_subject: "Твой пароль Kith изменён",
    mail_password: |user_name, link| {
        format!(
            "Привет,\n\n\
             пароль от аккаунта Kith «{user_name}» только что изменён, и сеансы на всех других устройствах \
             завершены. Если это ты, всё в порядке.\n\n\
             Если нет, сразу задай новый:\n\n\
             {link}\n"
        )
    },
};
