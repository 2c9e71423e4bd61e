//! Events: making, reading, changing, deleting, leaving; and the general routes of the calendar's documented API.
//! Knows accounts, friends and chats.

mod access;
mod bin;
mod documented;
mod edit;
mod guests;
pub mod icons;
pub mod ics;
mod invites;
mod occurrences;
mod pages;
pub mod reminders;
mod repeat;
mod series;
mod store;
mod times;

pub use bin::{bin_page, restore, search as search_events};
pub use documented::{NewEvent, Patch, create, events, find, member, patch, search, user};
pub use edit::{ERASE_JOB, bring, delete, erase, leave, remove, save_draft, save_form, shift};
pub use guests::{expel, grant, uninvite};
pub use invites::{
    NewInvite, answer, answer_invite, ask, end_invites, friend, invitable, invite, invites_page, list as invites,
    waiting,
};
pub use pages::{agenda_page, event_page, month_page, week_page};

#[cfg(test)]
mod tests;
