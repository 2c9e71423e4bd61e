//! Who comes to an event: answers, invites, rights.

mod answer;
pub mod api;
mod guests;
mod invite;

pub use answer::{AnswerBar, EventInvite};
pub use guests::Guests;
pub use invite::Begun;
