//! Messages: the list of chats, an open chat, and the chat of an event.

pub mod api;
mod beside;
mod composer;
mod line;
mod list;
mod log;
mod markdown;
mod message;
mod outbox;
mod page;
pub mod rooms;
mod scroll;
mod thread;
pub mod wire;

pub use beside::{Beside, ChatCount, EventChat, Unread, chat_of};
pub use list::{ChatLine, few};
pub use outbox::{Outbox, use_outbox};
pub use page::MessagesRoute;

#[cfg(all(test, feature = "ssr"))]
mod tests;
