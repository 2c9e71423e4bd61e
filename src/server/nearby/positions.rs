//! Last positions in memory. The database has them as well, but is written to once in 30 seconds per person at most;
//! processes tell one another of what is newer. What is not in the database any more was erased, and counts for nothing.

use super::{
    geo::{Coordinate, Point},
    store::positions::{self as store, Fix},
};
use crate::{
    app::error::Code,
    server::{
        bus::{Audience, Bus, Delivery, Notice},
        context::{Ctx, Member},
        error::Result,
    },
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// What is newer than the database goes there this often.
const WRITE: Duration = Duration::from_secs(30);
/// So many rows in one transaction, so that others get a turn.
const BATCH: usize = 500;
/// Nobody moves faster: 300 km/h, in metres per millisecond. What does is no position but a guess, or a game.
const FASTEST: f64 = 300.0 / 3_600.0;
/// After so long it is one again.
const DOUBT_MS: i64 = 60_000;
/// Receivers of satellites are wrong by so much without anybody moving, in metres.
const NOISE_M: f64 = 200.0;

#[derive(Clone, Copy)]
struct Kept {
    fix: Fix,
    /// The last place, also while GPS is off, and when that was reported.
    place: Option<(Point, i64)>,
    /// The database has an older one.
    is_ahead: bool,
}

impl Kept {
    fn new(fix: Fix) -> Self {
        Self { fix, place: fix.point.map(|point| (point, fix.reported_at)), is_ahead: false }
    }

    fn renew(&mut self, fix: Fix) {
        self.fix = fix;
        self.place = fix.point.map(|point| (point, fix.reported_at)).or(self.place);
    }
}

/// The last positions that this process knows.
#[derive(Clone, Default)]
pub struct Positions(Arc<Mutex<HashMap<String, Kept>>>);

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The first one: to be written at once.
    First,
    Newer,
    /// Nobody can have come there so fast.
    Doubted,
}

/// What processes tell one another.
#[derive(Serialize, Deserialize)]
enum Told {
    At(String, Fix),
    Erased(Vec<String>),
}

impl Positions {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Of each what is newer: what is stored, or what is known here.
    pub fn overlay<'a>(&self, stored: impl Iterator<Item = (&'a str, &'a mut Fix)>) {
        let all = self.lock();
        for (id, fix) in stored {
            if let Some(kept) = all.get(id).filter(|kept| kept.fix.reported_at > fix.reported_at) {
                *fix = kept.fix;
            }
        }
    }

    /// Takes a report.
    pub fn take(&self, id: &str, fix: Fix) -> Taken {
        let mut all = self.lock();
        let Some(kept) = all.get_mut(id) else {
            all.insert(id.to_owned(), Kept::new(fix));
            return Taken::First;
        };
        if let (Some((from, at)), Some(to)) = (kept.place, fix.point) {
            let since = (fix.reported_at - at).max(0);
            if since < DOUBT_MS && from.metres_to(to) > NOISE_M + FASTEST * since as f64 {
                return Taken::Doubted;
            }
        }
        kept.renew(fix);
        kept.is_ahead = true;
        Taken::Newer
    }

    /// Forgets people here and everywhere.
    pub fn forget(&self, bus: &Bus, ids: Vec<String>) {
        if !ids.is_empty() {
            self.drop_all(&ids);
            bus.whisper_elsewhere(Notice::new(Audience::Nearby, &Told::Erased(ids)));
        }
    }

    fn drop_all(&self, ids: &[String]) {
        let mut all = self.lock();
        for id in ids {
            all.remove(id);
        }
    }

    pub fn forget_old(&self, before: i64) {
        self.lock().retain(|_, kept| kept.fix.reported_at >= before);
    }

    fn hear(&self, told: Told) {
        match told {
            Told::Erased(ids) => self.drop_all(&ids),
            Told::At(id, fix) => {
                let mut all = self.lock();
                let kept = all.entry(id).or_insert(Kept::new(fix));
                if fix.reported_at > kept.fix.reported_at {
                    kept.renew(fix);
                }
            }
        }
    }

    /// What is newer than the database.
    fn ahead(&self) -> Vec<(String, Fix)> {
        let mut all = self.lock();
        let ahead = all.iter_mut().filter(|(_, kept)| kept.is_ahead);
        ahead
            .map(|(id, kept)| {
                kept.is_ahead = false;
                (id.clone(), kept.fix)
            })
            .collect()
    }
}

/// Where somebody is, as a device says it.
pub struct Report<'a> {
    pub latitude: &'a str,
    pub longitude: &'a str,
    pub accuracy: &'a str,
    /// From a page of the person's own.
    pub is_own: bool,
}

/// `PUT /users/location`: where somebody is, or that their GPS is off.
pub async fn report(ctx: &Ctx, me: &Member, report: Report<'_>) -> Result<()> {
    let read = |text: &str| Coordinate::parse(text).ok_or(Code::PositionInvalid);
    let point = match (read(report.latitude)?, read(report.longitude)?) {
        (Coordinate::Degrees(latitude), Coordinate::Degrees(longitude)) => {
            Some(Point::new(latitude, longitude).ok_or(Code::PositionInvalid)?)
        }
        _ => None,
    };
    // Nobody needs it, so a senseless one is none.
    let accuracy = report.accuracy.parse::<f64>().ok().filter(|metres| (0.0..1e6).contains(metres));
    let accuracy = accuracy.map(|metres| metres.ceil() as i64);
    let fix = Fix { point, accuracy, reported_at: ctx.clock.now(), is_own: report.is_own };
    match ctx.positions.take(&me.id, fix) {
        Taken::Doubted => return Ok(()),
        Taken::Newer => {}
        Taken::First => {
            let id = me.id.clone();
            ctx.db.write(move |tx| Box::pin(async move { store::insert(tx, &id, fix).await })).await?;
        }
    }
    ctx.bus.whisper_elsewhere(Notice::new(Audience::Nearby, &Told::At(me.id.clone(), fix)));
    Ok(())
}

/// Writes what is newer than the database.
pub async fn write(ctx: &Ctx) -> Result<()> {
    for batch in ctx.positions.ahead().chunks(BATCH) {
        let batch = batch.to_vec();
        let gone = ctx.db.write(move |tx| {
            Box::pin(async move {
                let mut gone = Vec::new();
                for (id, fix) in batch {
                    if !store::update(tx, &id, fix).await? {
                        gone.push(id);
                    }
                }
                Ok(gone)
            })
        });
        // Erased meanwhile: the next report is a first one.
        ctx.positions.drop_all(&gone.await?);
    }
    Ok(())
}

/// Writes what is new, and hears of positions that other processes were told.
pub fn start(ctx: &Ctx, stop: CancellationToken) {
    let (here, ended) = (ctx.clone(), stop.clone());
    tokio::spawn(async move {
        let mut beat = tokio::time::interval(WRITE);
        loop {
            tokio::select! {
                () = ended.cancelled() => return,
                _ = beat.tick() => {}
            }
            if let Err(error) = write(&here).await {
                tracing::warn!(%error, "positions could not be written");
            }
        }
    });
    if ctx.bus.has_nodes() {
        let (positions, bus) = (ctx.positions.clone(), ctx.bus.clone());
        tokio::spawn(async move { stop.run_until_cancelled(listen(positions, bus)).await });
    }
}

async fn listen(positions: Positions, bus: Bus) {
    loop {
        let mut subscription = bus.subscribe(vec![Audience::Nearby], None);
        while let Some(delivery) = subscription.deliveries.recv().await {
            match delivery {
                Delivery::Whisper(body) => {
                    if let Ok(told) = serde_json::from_str(&body) {
                        positions.hear(told);
                    }
                }
                Delivery::Goodbye => return,
                Delivery::Notice(_) | Delivery::Resync(_) => {}
            }
        }
    }
}
