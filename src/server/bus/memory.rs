//! The bus of one process: a numbered log of the last notices, and a bounded queue per receiver.

use super::{Audience, Delivery, Effect, Notice, Position, Published, Subscription};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::mpsc;

/// So many notices can be told again to somebody who was away; beyond that they are told to read anew.
pub const LOG: usize = 4096;
/// So many notices may wait for a receiver that does not read.
const QUEUE: usize = 256;

pub struct Memory {
    epoch: Arc<str>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last: u64,
    log: VecDeque<Arc<Published>>,
    receivers: HashMap<Audience, Vec<mpsc::Sender<Delivery>>>,
    closed: bool,
}

impl Memory {
    pub fn new(epoch: &str) -> Self {
        Self { epoch: epoch.into(), state: Mutex::default() }
    }

    /// Numbers notices and hands them on.
    pub fn publish(&self, notices: Vec<Notice>) {
        if notices.is_empty() {
            return;
        }
        let mut state = self.lock();
        for notice in notices {
            let number = state.last + 1;
            self.take(&mut state, number, notice);
        }
    }

    /// Hands on notices that were numbered elsewhere; what is known already is left out.
    pub fn publish_numbered(&self, notices: Vec<(u64, Notice)>) {
        let mut state = self.lock();
        for (number, notice) in notices {
            if number > state.last + 1 && !state.log.is_empty() {
                // More was said than is kept: nobody can be told all of it.
                state.log.clear();
                state.last = number - 1;
                let resync = Delivery::Resync(self.position(state.last));
                state.deliver(&Audience::Everyone, &resync);
            }
            if number > state.last {
                self.take(&mut state, number, notice);
            }
        }
    }

    /// Says where the numbers continue, before anything was published.
    pub fn begin_at(&self, number: u64) {
        self.lock().last = number;
    }

    /// Hands something on that is not numbered nor kept.
    pub fn whisper(&self, notice: &Notice) {
        self.lock().deliver(&notice.audience, &Delivery::Whisper(notice.body.clone()));
    }

    fn take(&self, state: &mut State, number: u64, notice: Notice) {
        let published = Published::new(self.position(number), notice);
        state.last = number;
        state.deliver(&published.notice.audience, &Delivery::Notice(published.clone()));
        state.apply(&published.notice);
        if state.log.len() == LOG {
            state.log.pop_front();
        }
        state.log.push_back(published);
    }

    pub fn subscribe(&self, audiences: Vec<Audience>, last: Option<Position>, since: u64) -> Subscription {
        let mut state = self.lock();
        let mut audiences: HashSet<Audience> = audiences.into_iter().collect();
        let missed = self.missed(&state, &mut audiences, last, since);
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

    /// What was published after `last` for these audiences; they change with it as they would have meanwhile.
    fn missed(
        &self,
        state: &State,
        audiences: &mut HashSet<Audience>,
        last: Option<Position>,
        since: u64,
    ) -> Vec<Delivery> {
        let Some(last) = last else {
            return Vec::new();
        };
        let oldest = state.log.front().map_or(state.last + 1, |published| published.position.number);
        let is_lost = last.epoch != self.epoch || last.number.saturating_add(1) < oldest || last.number > state.last;
        // Who must read anew still belongs to what they joined since it was asked.
        let from = if is_lost { since } else { last.number };
        let skip = state.log.partition_point(|published| published.position.number <= from);
        let mut missed: Vec<&Arc<Published>> = Vec::new();
        for published in state.log.iter().skip(skip) {
            if !audiences.contains(&published.notice.audience) {
                continue;
            }
            missed.push(published);
            match &published.notice.effect {
                Some(Effect::Join(other)) => {
                    missed.retain(|earlier| earlier.notice.audience != *other);
                    audiences.insert(other.clone());
                }
                Some(Effect::Rejoin(other)) => drop(audiences.insert(other.clone())),
                Some(Effect::Leave(other)) => drop(audiences.remove(other)),
                None => {}
            }
        }
        if is_lost {
            return vec![Delivery::Resync(self.position(state.last))];
        }
        missed.into_iter().cloned().map(Delivery::Notice).collect()
    }

    fn position(&self, number: u64) -> Position {
        Position { epoch: self.epoch.clone(), number }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn deliver(&mut self, audience: &Audience, delivery: &Delivery) {
        if let Some(receivers) = self.receivers.get_mut(audience) {
            // Who is gone or does not keep up is dropped everywhere; the log has what they miss.
            let mut slow = Vec::new();
            receivers.retain(|receiver| {
                let is_taken = receiver.try_send(delivery.clone()).is_ok();
                if !is_taken && !receiver.is_closed() {
                    slow.push(receiver.clone());
                }
                is_taken
            });
            if receivers.is_empty() {
                self.receivers.remove(audience);
            }
            for receiver in slow {
                self.forget(&receiver);
            }
        }
    }

    /// A queue ends when nobody holds its sender any more.
    fn forget(&mut self, gone: &mpsc::Sender<Delivery>) {
        self.receivers.retain(|_, receivers| {
            receivers.retain(|receiver| !receiver.same_channel(gone));
            !receivers.is_empty()
        });
    }

    fn apply(&mut self, notice: &Notice) {
        let Some(effect) = &notice.effect else { return };
        let concerned = self.receivers.get(&notice.audience).cloned().unwrap_or_default();
        let is_concerned =
            |receiver: &mpsc::Sender<Delivery>| concerned.iter().any(|other| other.same_channel(receiver));
        match effect {
            Effect::Join(audience) | Effect::Rejoin(audience) => {
                let receivers = self.receivers.entry(audience.clone()).or_default();
                receivers.retain(|receiver| !receiver.is_closed() && !is_concerned(receiver));
                receivers.extend(concerned);
            }
            Effect::Leave(audience) => {
                if let Some(receivers) = self.receivers.get_mut(audience) {
                    receivers.retain(|receiver| !is_concerned(receiver));
                }
            }
        }
        let (Effect::Join(audience) | Effect::Rejoin(audience) | Effect::Leave(audience)) = effect;
        if self.receivers.get(audience).is_some_and(Vec::is_empty) {
            self.receivers.remove(audience);
        }
    }
}
