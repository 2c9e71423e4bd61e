//! Public rooms: the operations of their documented API.

pub mod api;
pub mod wire;
