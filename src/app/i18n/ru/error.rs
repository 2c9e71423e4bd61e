//! Russian: what went wrong, and what to do.

use crate::app::error::Code;

pub fn text(code: Code) -> &'static str {
    match code {
        Code::Malformed | Code::ContentType | Code::IdInvalid | Code::FlagInvalid | Code::KindInvalid => {
            "Форму не удалось прочитать. Обнови страницу и попробуй ещё раз."
        }
        Code::NameEmpty => "Нужно имя или название.",
        Code::NameTooLong => "Слишком длинно. Сократи немного.",
        Code::NameInvalid => "Здесь есть символ, который не подходит.",
        Code::NameTaken => "Это имя пользователя уже занято. Попробуй другое.",
        Code::EmailInvalid => "В адресе чего-то не хватает, например «.ru» в конце.",
        Code::PasswordShort => "В пароле должно быть не меньше 8 символов.",
        Code::PasswordLong => "В пароле больше 128 символов.",
        Code::TimeInvalid => "Такой даты или такого времени не бывает.",
        Code::EndBeforeStart => "Конец раньше начала.",
        Code::TooLong => "Событие не может длиться больше года.",
        Code::ZoneUnknown => "Такой часовой пояс неизвестен.",
        Code::RuleInvalid => "Так событие повторяться не может.",
        Code::PictureInvalid => "Это изображение не читается. Попробуй JPEG или PNG.",
        Code::CalendarInvalid => "Это не файл календаря.",
        Code::AddressEmpty => "Нужен адрес.",
        Code::AddressTooLong => "Этот адрес слишком длинный.",
        Code::DescriptionTooLong => "В описании больше 10\u{a0}000 символов.",
        Code::IconUnknown => "Такого значка нет.",
        Code::TextEmpty => "Сначала напиши что-нибудь.",
        Code::TextTooLong => "Для одного сообщения это слишком длинно.",
        Code::TextInvalid => "Здесь есть знаки, которые нельзя отправить.",
        Code::EmojiUnknown => "Такого эмодзи мы не знаем.",
        Code::OwnId => "Это ты. Так можно только с другими.",
        Code::InviteInvalid => "Непонятно, куда приглашение.",
        Code::ActionInvalid => "Непонятно, принять или отклонить.",
        Code::AnswerInvalid => "Выбери: приду, может быть или не смогу.",
        Code::CountInvalid => "Такие числа не подходят.",
        Code::NotVerified => "Сначала подтверди адрес почты.",
        Code::ReactionsFull => "Разных эмодзи здесь уже достаточно.",
        Code::TooFast => "Слишком быстро. Подожди несколько секунд.",
        Code::QueryEmpty => "Напиши, что искать.",
        Code::LinkExpired => "Эта ссылка уже использована или устарела. Можно отправить новую.",
        Code::NotSignedIn => "Сеанс закончился. Войди снова.",
        Code::WrongPassword => "Имя и пароль не подходят друг к другу. Проверь и то и другое.",
        Code::PasswordWrong => "Это не твой пароль.",
        Code::NotAllowed | Code::CrossOrigin => "Это тебе недоступно.",
        Code::NotFound => "Этого здесь больше нет.",
        Code::Method | Code::KeyReused | Code::Internal => "У нас что-то сломалось. Попробуй ещё раз чуть позже.",
        Code::TooLarge => "Слишком много за один раз.",
        Code::TooMany => "Слишком много попыток. Подожди час.",
        Code::Unavailable | Code::Offline => "Сервер не ответил. Попробуй ещё раз чуть позже.",
    }
}
