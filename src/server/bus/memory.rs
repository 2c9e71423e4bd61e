//! The bus of one process: a numbered log of the last notices, and a bounded queue per receiver.

use super::{Audience, Delivery, Notice, Position, Subscription};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::mpsc;

/// So many notices can be told again to somebody who was away; beyond that they are told to read anew.
const LOG: usize = 4096;
/// So many notices may wait for a receiver that does not read.
const QUEUE: usize = 256;

pub struct Memory {
    epoch: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last: u64,
    log: VecDeque<(u64, Notice)>,
    receivers: HashMap<Audience, Vec<mpsc::Sender<Delivery>>>,
    closed: bool,
}

impl Memory {
    pub fn new(epoch: String) -> Self {
        Self { epoch, state: Mutex::default() }
    }

    pub fn publish(&self, notices: Vec<Notice>) {
        if notices.is_empty() {
            return;
        }
        let mut state = self.lock();
        for notice in notices {
            state.last += 1;
            let number = state.last;
            if let Some(receivers) = state.receivers.get_mut(&notice.audience) {
                let delivery = Delivery::Notice(self.position(number), notice.body.clone());
                // Who is gone or does not keep up is dropped; the log has what they miss.
                receivers.retain(|receiver| receiver.try_send(delivery.clone()).is_ok());
                if receivers.is_empty() {
                    state.receivers.remove(&notice.audience);
                }
            }
            if state.log.len() == LOG {
                state.log.pop_front();
            }
            state.log.push_back((number, notice));
        }
    }

    pub fn subscribe(&self, audiences: Vec<Audience>, last: Option<Position>) -> Subscription {
        let mut state = self.lock();
        let missed = self.missed(&state, &audiences, last);
        let (sender, deliveries) = mpsc::channel(QUEUE + missed.len());
        for delivery in missed {
            // Cannot fail: the queue was made to hold them.
            let _ = sender.try_send(delivery);
        }
        if state.closed {
            let _ = sender.try_send(Delivery::Goodbye);
        } else {
            for audience in audiences {
                let receivers = state.receivers.entry(audience).or_default();
                receivers.retain(|receiver| !receiver.is_closed());
                receivers.push(sender.clone());
            }
        }
        Subscription { deliveries }
    }

    pub fn now(&self) -> Position {
        self.position(self.lock().last)
    }

    pub fn shut_down(&self) {
        let mut state = self.lock();
        state.closed = true;
        for receiver in state.receivers.drain().flat_map(|(_, receivers)| receivers) {
            let _ = receiver.try_send(Delivery::Goodbye);
        }
    }

    fn missed(&self, state: &State, audiences: &[Audience], last: Option<Position>) -> Vec<Delivery> {
        let Some(last) = last else {
            return Vec::new();
        };
        let oldest = state.log.front().map_or(state.last + 1, |(number, _)| *number);
        if last.epoch != self.epoch || last.number + 1 < oldest || last.number > state.last {
            return vec![Delivery::Resync(self.position(state.last))];
        }
        let skip = usize::try_from(last.number + 1 - oldest).unwrap_or(usize::MAX);
        let wanted = state.log.iter().skip(skip).filter(|(_, notice)| audiences.contains(&notice.audience));
        wanted.map(|(number, notice)| Delivery::Notice(self.position(*number), notice.body.clone())).collect()
    }

    fn position(&self, number: u64) -> Position {
        Position { epoch: self.epoch.clone(), number }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
