//! What waits for somebody who polls: one event per answer, each to one poll, none lost with a poll that went away.

use axum::body::{Body, Bytes};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
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

/// An event on its way to a client. If it does not get out it goes back to where it was.
pub struct Handed {
    queue: Arc<Queue>,
    event: Option<Bytes>,
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

    /// The next event, once there is one.
    pub async fn next(self: &Arc<Self>) -> Handed {
        loop {
            // Registered before the look, so that nothing falls between.
            let mut news = std::pin::pin!(self.news.notified());
            news.as_mut().enable();
            if let Some(event) = self.lock().pop_front() {
                return Handed { queue: self.clone(), event: Some(event) };
            }
            news.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Bytes>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Handed {
    /// The body of an answer. It counts as out when the connection takes it.
    pub fn into_body(mut self) -> Body {
        Body::from_stream(futures::stream::once(async move {
            Ok::<_, std::convert::Infallible>(self.event.take().unwrap_or_default())
        }))
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        if let Some(event) = self.event.take() {
            self.queue.lock().push_front(event);
            self.queue.news.notify_one();
        }
    }
}
