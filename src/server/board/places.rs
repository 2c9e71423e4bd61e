//! How many connections an address has, to the board of any kind. A place is held for as long as its connection lives.

use crate::server::{context::Ctx, limits};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// One address may have so many: a hall of phones behind one router, not a flood.
const MOST: usize = 500;

#[derive(Clone, Default)]
pub struct Places(Arc<Mutex<HashMap<String, usize>>>);

/// The place of one connection.
pub struct Place {
    places: Places,
    address: String,
}

impl Places {
    /// A place for a connection from an address; none if that has too many.
    pub fn take(&self, ctx: &Ctx, address: &str) -> Option<Place> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(address.to_owned()).or_default();
        if *count >= MOST && limits::are_on(ctx) {
            return None;
        }
        *count += 1;
        Some(Place { places: self.clone(), address: address.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.address);
            }
        }
    }
}
