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
    pub chat: &'static str,
    pub details: &'static str,
    /// "3 unread", spoken.
    pub unread: fn(n: u32) -> String,
    pub log: &'static str,
    /// Without a script, which does it by itself.
    pub mark_read: &'static str,
}
