//! Messages: the list of chats, an open chat, and the chat of an event.

pub mod api;
pub mod wire;
