//! Pages of every day: what needs me now, and how to get around by keyboard.

mod beside;
mod keys;
mod notices;
mod page;

pub use keys::KeysRoute;
pub use notices::NoticesRoute;
pub use page::TodayRoute;
