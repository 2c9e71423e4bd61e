//! Parts of pages that know no feature: icons, fields, states, dates.

mod awake;
mod copy;
mod field;
mod focus;
mod icon;
mod keys;
mod latest;
mod loaded;
mod menu;
mod number;
mod once;
mod raw;
mod rows;
mod state;
pub mod time;
mod toast;
mod typed;

pub use awake::stay_awake;
pub use copy::CopyButton;
pub use field::{Field, FormError, PasswordField, refuse, submit_on_change};
#[cfg(feature = "hydrate")]
pub use focus::keep_focus;
pub use focus::{Acted, keeping_focus};
pub use icon::{Avatar, Brand, EventIcon, Icon, tone};
pub use keys::{SingleKeys, listen as listening_keys, on_single_key};
pub use latest::Latest;
pub use loaded::Loaded;
pub use menu::closing_menus;
pub use number::number;
pub use once::sending_once;
pub use raw::raw;
pub use rows::rows;
pub use state::{Loading, PageError, set_status};
pub use toast::{ToastArea, Toasts, use_toasts};
pub use typed::{field_of, ticked_before, typed_before};
