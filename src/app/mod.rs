//! What browser and server share: pages, parts, wire types and server functions. No SQL, no secrets.

pub mod account;
pub mod admin;
pub mod board;
pub mod calendar;
pub mod chats;
pub mod check;
pub mod codec;
pub mod error;
pub mod friends;
pub mod i18n;
pub mod kit;
pub mod letters;
mod live;
pub mod nearby;
pub mod notices;
mod routes;
pub mod session;
pub mod settings;
mod shell;
pub mod today;
mod worker;

pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::document;
