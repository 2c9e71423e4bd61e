//! The page of those who run the installation: rooms and people.

pub mod api;
mod page;
mod people;
mod rooms;
pub mod wire;

pub use page::AdminRoute;
