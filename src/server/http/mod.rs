//! HTTP: one router that mounts everything, and the layers around it.

mod assets;
mod connections;
mod docs;
mod guard;
mod health;
mod idempotency;
mod live;
mod metrics;
pub mod openapi;
mod origin;
mod pages;
mod reply;
mod router;
mod verify;

pub use connections::{PATIENCE, serve};
pub use idempotency::sweep;
pub use openapi::document;
pub use router::{Trickle, router};

#[cfg(test)]
mod tests;
