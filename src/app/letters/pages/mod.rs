//! The pages of letters, and their operations.

pub mod api;
mod card;
mod contacts;
mod enclose;
mod head;
mod inbox;
mod player;
mod record;
mod sent;
mod stamps;
mod to;
pub mod wire;
mod write;

pub use contacts::ContactsRoute;
pub use head::Arrived;
pub use inbox::{LettersRoute, RequestsRoute};
pub use sent::SentRoute;
pub use write::WriteRoute;
