//! Nearby: who is coming close, with their consent.

mod alarm;
pub mod api;
mod consent;
mod history;
mod lists;
mod locate;
mod page;
mod radar;
mod scene;
mod settings;
mod sharing;
mod trend;
pub mod wire;

pub use history::HistoryRoute as PastRoute;
pub use page::NearbyRoute;
