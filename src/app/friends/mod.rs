//! People: friends, requests, search, profiles.

pub mod api;
pub mod wire;
