//! Pages of the calendar: month, agenda, one event, and the form that makes and changes it.

mod agenda;
pub mod api;
pub mod check;
mod day;
mod edit;
mod event;
mod form;
mod grid;
mod head;
pub mod icons;
mod month;
mod quick;
pub mod repeat;
pub mod wire;

pub use agenda::AgendaRoute;
pub use edit::{EditRoute, NewRoute};
pub use event::EventRoute;
pub use head::CalendarHome;
pub use month::MonthRoute;

#[cfg(all(test, feature = "ssr"))]
mod tests;
