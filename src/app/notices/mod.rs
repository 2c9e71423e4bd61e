//! What waits for a person: unread messages, requests, invites.

pub mod api;
pub mod wire;
