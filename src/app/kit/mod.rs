//! Parts of pages that know no feature: icons, fields, states, dates.

mod field;
mod icon;
mod menu;
mod state;
pub mod time;

pub use field::{Field, FormError, PasswordField};
pub use icon::{Avatar, Brand, EventIcon, Icon};
pub use menu::closing_menus;
pub use state::{Loading, PageError, set_status};
