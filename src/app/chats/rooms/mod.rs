//! Public rooms: the list of those one can enter, an open one, and who is there.

pub mod api;
mod crowd;
mod list;
mod room;
pub mod wire;

pub use list::{NewRoom, OtherRooms};
pub use room::{Reload, Room};
