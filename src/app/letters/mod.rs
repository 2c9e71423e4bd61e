//! Letters: messages that arrive in the future.

pub mod api;
#[cfg(feature = "ssr")]
pub mod form;
pub mod pages;
pub mod wire;
