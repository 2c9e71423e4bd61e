//! Keys of the texts about messages.

pub struct Chats {
    pub title: &'static str,
    pub new_chat: &'static str,
    /// Filters of the list: all, the chats of events, those with one person.
    pub all: &'static str,
    pub events: &'static str,
    pub people: &'static str,
    pub filter: &'static str,
    pub empty_title: &'static str,
    pub empty_body: &'static str,
    /// Beside an open list when no chat is open.
    pub choose: &'static str,
    pub no_messages: &'static str,
    /// "You: see you there", the reader's own last message in a list.
    pub mine: fn(text: &str) -> String,
    pub older_chats: &'static str,
    /// "Message Jonas", in the empty field.
    pub write_to: fn(name: &str) -> String,
    /// "Write to nine people".
    pub write_to_many: fn(n: u32) -> String,
    pub people_in: fn(n: u32) -> String,
    pub send: &'static str,
    /// A push, which does not say from whom.
    pub push_message: &'static str,
    pub reply: &'static str,
    pub edit: &'static str,
    pub delete: &'static str,
    /// On the same button, before it really happens.
    pub delete_sure: &'static str,
    pub react: &'static str,
    /// Label of an emoji and how many put it there.
    pub reaction: fn(emoji: &str, n: usize) -> String,
    pub actions: &'static str,
    pub editing: &'static str,
    pub replying: fn(name: &str) -> String,
    pub stop: &'static str,
    pub deleted: &'static str,
    pub edited: &'static str,
    /// Marks of one's own messages.
    pub sending: &'static str,
    pub sent: &'static str,
    pub seen: &'static str,
    pub waits: &'static str,
    pub not_sent: &'static str,
    pub send_again: &'static str,
    pub discard: &'static str,
    pub new: &'static str,
    pub newest: &'static str,
    pub earlier: &'static str,
    /// One, two, or more people type.
    pub typing: fn(names: &[String]) -> String,
    pub joined: fn(name: &str) -> String,
    pub left: fn(name: &str) -> String,
    pub going: fn(name: &str) -> String,
    pub maybe: fn(name: &str) -> String,
    pub cant: fn(name: &str) -> String,
    pub home_now: &'static str,
    pub to_event: &'static str,
    pub to_person: &'static str,
    /// In place of the field, where one of two has blocked the other.
    pub blocked: &'static str,
    /// Instead of the composer, when the reader has left or was taken out.
    pub gone: &'static str,
    pub chat: &'static str,
    pub details: &'static str,
    /// "3 unread", spoken.
    pub unread: fn(n: u32) -> String,
    pub log: &'static str,
    /// Without a script, which does it by itself.
    pub mark_read: &'static str,
    /// Public rooms.
    pub rooms: &'static str,
    pub other_rooms: &'static str,
    pub no_rooms: &'static str,
    pub more_rooms: &'static str,
    pub enter: &'static str,
    pub enter_hint: &'static str,
    pub quit: &'static str,
    pub new_room: &'static str,
    pub room_name: &'static str,
    pub open_room: &'static str,
    pub close_room: &'static str,
    pub close_title: fn(name: &str) -> String,
    pub close_body: &'static str,
    pub public_room: fn(here: usize) -> String,
    pub here: fn(n: usize) -> String,
    pub away: fn(n: u32) -> String,
    pub who_is_here: &'static str,
    pub guest: &'static str,
    pub bot: &'static str,
    pub you: &'static str,
    pub about_room: &'static str,
    pub about_title: &'static str,
    pub guest_note: &'static str,
    pub keep_name: &'static str,
}
