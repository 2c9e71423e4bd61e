//! Pages of every day: what needs me now, and how to get around by keyboard.

mod beside;
mod keys;
mod page;

pub use keys::KeysRoute;
pub use page::TodayRoute;
