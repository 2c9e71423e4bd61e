//! What waits for somebody who polls: one event per answer, each to one poll.

use axum::body::Bytes;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// So many events wait for a client that does not poll; then its session ends, and it reads everything anew.
pub const LONGEST: usize = 4096;

/// Events in the order in which they happened, as JSON.
#[derive(Default)]
pub struct Queue {
    events: Mutex<VecDeque<Bytes>>,
    news: Notify,
}

impl Queue {
    /// Adds an event; false if there is no room.
    pub fn push(&self, event: Bytes) -> bool {
        let mut events = self.lock();
        if events.len() >= LONGEST {
            return false;
        }
        events.push_back(event);
        drop(events);
        self.news.notify_one();
        true
    }

    /// The next event, once there is one. Nothing is taken if this is dropped before it is ready.
    pub async fn next(&self) -> Bytes {
        loop {
            // Registered before the look, so that nothing falls between.
            let mut news = std::pin::pin!(self.news.notified());
            news.as_mut().enable();
            if let Some(event) = self.lock().pop_front() {
                return event;
            }
            news.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Bytes>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
