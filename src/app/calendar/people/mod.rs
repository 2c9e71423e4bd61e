//! Who comes to an event: answers, invites, rights.

pub mod api;
