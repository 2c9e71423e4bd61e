//! The click board: letting off steam, live.

pub mod api;
mod crowd;
mod display;
mod effects;
mod feed;
mod heat;
mod link;
mod page;
mod presses;
mod pulse;
mod statistics;
mod steam;
pub mod wire;

pub use display::DisplayRoute;
pub use page::BoardRoute;
pub use pulse::Pulse;
pub use statistics::StatisticsRoute;
