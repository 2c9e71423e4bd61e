//! Pages of the calendar: month, agenda, one event, and the form that makes and changes it.

mod agenda;
pub mod api;
mod bin;
pub mod check;
mod confirm;
mod day;
mod days;
mod drag;
mod edit;
mod event;
mod form;
mod grid;
mod head;
pub mod icons;
mod month;
pub mod people;
mod quick;
mod remind;
pub mod repeat;
mod repeating;
mod search;
mod week;
pub mod wire;

pub use agenda::AgendaRoute;
pub use bin::BinRoute;
pub use confirm::Confirm;
pub use edit::{EditRoute, NewRoute};
pub use event::EventRoute;
pub use head::{CalendarHome, NewEvent};
pub use month::{Failed, MonthRoute};
pub use quick::encode;
pub use search::SearchRoute;
pub use week::WeekRoute;

#[cfg(all(test, feature = "ssr"))]
mod tests;
