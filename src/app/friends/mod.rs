//! People: friends, requests, search, profiles.

pub mod api;
mod page;
mod parts;
mod person;
pub mod wire;

pub use page::PeopleRoute;
pub use parts::{Face, Problem, Request, WriteButton, follow, leading, send, tell_declined};
pub use person::{BlockedRoute, PersonRoute};
