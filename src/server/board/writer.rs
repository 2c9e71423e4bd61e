//! Stores presses: those of a tick go into one transaction, with everything that is counted. Nobody sees a press before it
//! is committed.

use super::{
    Board, Told,
    clock::{day, hour},
    hub::TICK,
    store::{self, Count},
};
use crate::{
    app::{
        board::wire::{Press, Pressed, Said, Tally},
        error::Code,
    },
    server::{
        context::{Ctx, Rng, hex},
        error::Result,
    },
};
use std::{collections::BTreeMap, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};
use tokio_util::sync::CancellationToken;

/// So many go into one transaction.
const BATCH: usize = 500;
/// What is stored so much before a tick is told with it, unless storing takes longer.
const AHEAD: Duration = Duration::from_millis(10);

/// A press on its way to the database.
pub struct Waiting {
    /// Without id and time, which it gets when it is stored.
    pub press: Press,
    /// The seat that it is counted for.
    pub seat: Option<u64>,
    pub done: Option<oneshot::Sender<Result<Pressed>>>,
}

/// Makes ids that sort as presses were accepted: milliseconds, a number within them, and something of this process.
struct Ids {
    node: String,
    millis: i64,
    number: u16,
}

impl Ids {
    fn next(&mut self, now: i64) -> String {
        // A clock that was set back makes no id twice.
        let now = now.max(self.millis);
        (self.millis, self.number) = match self.number.checked_add(1) {
            Some(number) if now == self.millis => (now, number),
            None if now == self.millis => (now + 1, 0),
            _ => (now, 0),
        };
        format!("{:012x}{:04x}{}", self.millis, self.number, self.node)
    }
}

/// Stores presses until the server stops, and then those that wait.
pub async fn write(ctx: Ctx, board: Board, mut waiting: mpsc::Receiver<Waiting>, stop: CancellationToken) {
    let mut ids = Ids { node: hex(&Rng.bytes::<4>()), millis: 0, number: 0 };
    let mut batch = Vec::with_capacity(BATCH);
    let mut stored_at = Instant::now() - TICK;
    loop {
        let count = tokio::select! {
            biased;
            count = waiting.recv_many(&mut batch, BATCH) => count,
            () = stop.cancelled(), if !waiting.is_closed() => {
                waiting.close();
                continue;
            }
        };
        if count == 0 {
            return;
        }
        // They are told together, so they may be stored together. A storm does not wait.
        let (tick, pace) = {
            let state = board.lock();
            (state.next_tick() - AHEAD, state.pace())
        };
        // What comes when all for the next tick is stored goes with the one after.
        let due = if stored_at < tick { tick } else { tick + pace }.max(stored_at + TICK);
        while batch.len() < BATCH {
            let room = BATCH - batch.len();
            match stop.run_until_cancelled(timeout_at(due, waiting.recv_many(&mut batch, room))).await {
                Some(Ok(1..)) => {}
                None | Some(Ok(0) | Err(_)) => break,
            }
        }
        stored_at = Instant::now();
        let now = ctx.clock.now();
        for one in &mut batch {
            one.press.id = ids.next(now);
            one.press.at = now;
        }
        let presses: Vec<Press> = batch.iter().map(|one| one.press.clone()).collect();
        let stored = match store(&ctx, presses.clone(), now).await {
            // Whoever stood in the way may have gone.
            Err(error) => {
                tracing::warn!(%error, "presses of the board are stored once more");
                store(&ctx, presses, now).await
            }
            stored => stored,
        };
        match stored {
            Ok(tallies) => tell(&ctx, &board, std::mem::take(&mut batch), tallies, now),
            Err(error) => {
                tracing::error!(%error, "presses of the board could not be stored");
                let refused = batch.drain(..).filter_map(|one| one.done);
                refused.for_each(|done| drop(done.send(Err(Code::Internal.into()))));
            }
        }
    }
}

/// What was counted, for the hour and for the day, and in all.
pub async fn store(ctx: &Ctx, presses: Vec<Press>, now: i64) -> Result<Vec<Count>> {
    let mut counts: BTreeMap<(&str, i64, i64, &str), i64> = BTreeMap::new();
    let mut names: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for press in &presses {
        for (unit, start) in [("day", day(now)), ("ever", 0), ("hour", hour(now))] {
            *counts.entry((unit, start, i64::from(press.is_event), &press.what)).or_default() += 1;
        }
        let (clicks, events) = names.entry(&press.name).or_default();
        *(if press.is_event { events } else { clicks }) += 1;
    }
    let count = |((unit, start, is_event, what), presses): ((&str, i64, i64, &str), i64)| Count {
        unit: unit.to_owned(),
        start,
        is_event,
        what: what.to_owned(),
        presses,
    };
    let counts: Vec<Count> = counts.into_iter().map(count).collect();
    let names: Vec<(String, i64, i64)> =
        names.into_iter().map(|(name, (clicks, events))| (name.to_owned(), clicks, events)).collect();
    let job = ctx.db.write(move |tx| {
        Box::pin(async move {
            store::insert(tx, &presses).await?;
            store::add_names(tx, &names).await?;
            store::add(tx, &counts).await
        })
    });
    job.await
}

/// Tells everybody of what was stored.
fn tell(ctx: &Ctx, board: &Board, batch: Vec<Waiting>, counts: Vec<Count>, now: i64) {
    let of = |unit: &str, press: &Press| {
        let is_event = i64::from(press.is_event);
        let found = |count: &&Count| count.unit == unit && count.is_event == is_event && count.what == press.what;
        counts.iter().find(found).map_or(0, |count| count.presses)
    };
    let mut presses = Vec::with_capacity(batch.len());
    let mut said = Vec::new();
    for Waiting { press, seat, done } in batch {
        if let Some(clicks) = seat.and_then(|seat| board.lock().seats.count(seat, &press)) {
            said.push(Said::Reached { name: press.name.clone(), clicks });
        }
        if press.is_event {
            said.push(Said::Triggered { name: press.name.clone(), event: press.what.clone() });
        }
        if let Some(done) = done {
            let (today, total) = (of("day", &press), of("ever", &press));
            let tally = Tally { is_event: press.is_event, what: press.what.clone(), today, total };
            // Who asked may have gone.
            let _ = done.send(Ok(Pressed { tally, name: press.name.clone() }));
        }
        presses.push(press);
    }
    let counts = counts.into_iter().map(|count| (count.unit, count.start, count.is_event, count.what, count.presses));
    board.tell(&ctx.bus, Told::Pressed { at: now, counts: counts.collect(), presses, said });
}
