//! Kith: one self-hosted program for a circle of friends.
//!
//! Code map: `app` is what browser and server share (pages, wire types, server functions); `server` is what only the
//! server has. The same feature names stand in both. What must stay true, and is held by `server/tests/layout.rs`:
//! platform parts know no feature, a table has one owner, and nothing but `api.rs` files in `app` names `server`.

#![recursion_limit = "512"]
#![cfg_attr(feature = "ssr", forbid(unsafe_code))]

pub mod app;
#[cfg(feature = "ssr")]
pub mod server;

/// Entry point of the browser: takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
