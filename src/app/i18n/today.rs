//! Keys of the texts of the page about today and of the help about the keyboard.

pub struct Today {
    pub title: &'static str,
    /// "Good morning, Mara", by the hour.
    pub greeting: fn(hour: i8, name: &str) -> String,
    /// "Tonight, in 3 h 20 min": the part of the day before how long it is until then.
    pub tonight: &'static str,
    pub today: &'static str,
    pub tomorrow: &'static str,
    pub coming_up: &'static str,
    pub empty_title: &'static str,
    pub empty_body: &'static str,
    pub keys_title: &'static str,
    pub keys_lead: &'static str,
    pub keys_everywhere: &'static str,
    pub keys_calendar: &'static str,
    pub keys_event: &'static str,
    pub keys_chat: &'static str,
    /// What each shortcut does, in the order of the page.
    pub key_today: &'static str,
    pub key_calendar: &'static str,
    pub key_messages: &'static str,
    pub key_people: &'static str,
    pub key_settings: &'static str,
    pub key_search: &'static str,
    pub key_new: &'static str,
    pub key_help: &'static str,
    pub key_close: &'static str,
    pub key_days: &'static str,
    pub key_enter: &'static str,
    pub key_months: &'static str,
    pub key_now: &'static str,
    pub key_views: &'static str,
    pub key_move_day: &'static str,
    pub key_move_week: &'static str,
    pub key_resize: &'static str,
    pub key_edit_last: &'static str,
    pub key_reply: &'static str,
    pub key_leave_edit: &'static str,
    pub key_next_chat: &'static str,
    /// "then", between two keys pressed one after the other.
    pub then: &'static str,
}
