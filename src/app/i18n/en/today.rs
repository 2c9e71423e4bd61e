//! English: today, and the keyboard.

use crate::app::i18n::today::Today;

pub const TODAY: Today = Today {
    title: "Today",
    greeting: |hour, name| {
        let greeting = match hour {
            5..12 => "Good morning",
            12..18 => "Good afternoon",
            18..23 => "Good evening",
            _ => "Still up",
        };
        format!("{greeting}, {name}")
    },
    tonight: "Tonight",
    today: "Today",
    tomorrow: "Tomorrow",
    coming_up: "Coming up",
    empty_title: "Nothing ahead",
    empty_body: "Your days are free. Ask who’s up for dinner.",
    keys_title: "Keyboard",
    keys_lead: "Shortcuts of a single key are off while you type. You can switch them off in the settings.",
    keys_everywhere: "Everywhere",
    keys_calendar: "In the calendar",
    keys_event: "On an event",
    keys_chat: "In a chat",
    key_today: "To today",
    key_calendar: "To the calendar",
    key_messages: "To the messages",
    key_letters: "To the letters",
    key_board: "To the board",
    key_press: "Press the first to sixth button",
    keys_board: "At the board",
    key_people: "To the people",
    key_settings: "To the settings",
    key_search: "Search",
    key_new: "New event; on their pages a new chat or letter",
    key_help: "This page",
    key_close: "Close what is on top",
    key_days: "From day to day",
    key_enter: "Add something to the day",
    key_months: "Month or week before and after",
    key_now: "Back to today",
    key_views: "Month, week, agenda",
    key_move_day: "Move it by a day",
    key_move_week: "Move it by a week; in the week view by a quarter of an hour",
    key_resize: "Let it end a day earlier or later; in the week view a quarter of an hour",
    key_edit_last: "Edit your last message, while the field is empty",
    key_reply: "Reply to the last message",
    key_leave_edit: "Leave editing or replying",
    key_next_chat: "Chat below or above",
    then: "then",
};
