//! What all tests of the server share: an application on a fresh database, and the rules of the layout.

pub mod harness;
mod layout;

pub use harness::{Answer, Live, NOON, PASSWORD, TestApp, User, send};
