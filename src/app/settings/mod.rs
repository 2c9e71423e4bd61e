//! Settings: profile, look, password, devices; and the way back in for who forgot the password.

mod about;
pub mod api;
mod devices;
mod files;
mod page;
mod reach;
mod recovery;
mod saving;
mod security;
pub mod wire;

pub use page::SettingsRoute;
pub use recovery::ResetPage;

#[cfg(all(test, feature = "ssr"))]
mod tests;
