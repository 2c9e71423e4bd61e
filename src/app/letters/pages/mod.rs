//! The pages of letters, and their operations.

pub mod api;
pub mod wire;
