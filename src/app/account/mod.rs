//! Pages about getting in, and the menu of who is in.

pub mod api;
mod gate;
mod menu;
mod sign_in;
mod sign_up;
mod verify;
mod visit;
pub mod wire;

pub use gate::{Entry, LanguageField};
pub use menu::{AccountMenu, AccountSheet};
pub use sign_in::{SignInPage, refused};
pub use sign_up::SignUpPage;
pub use verify::VerifyPage;
pub use visit::VisitPage;
