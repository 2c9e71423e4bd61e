//! Last positions in memory. The database has them as well, but is written to once in 30 seconds per person at most;
//! processes tell one another of what is newer. What is not in the database any more was erased, and counts for nothing.

use super::{
    geo::{Coordinate, Point},
    look::STALE_MS,
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
/// So many ids fit a whisper.
const WHISPERED: usize = 100;
/// Nobody moves faster: 300 km/h, in metres per millisecond. What does is no position but a guess, or a game.
const FASTEST: f64 = 300.0 / 3_600.0;
/// After so long it is one again.
const DOUBT_MS: i64 = 60_000;
/// Receivers of satellites are wrong by so much without anybody moving, in metres.
const NOISE_M: f64 = 200.0;

#[derive(Clone, Copy)]
struct Kept {
    fix: Fix,
    /// A place of up to a minute ago, also while GPS is off, and when that was reported: how far one has come is measured
    /// from there, so that many small steps are no way around it.
    anchor: Option<(Point, i64)>,
    /// The database has an older one.
    is_ahead: bool,
    /// When it was written there.
    written_at: i64,
}

impl Kept {
    fn new(fix: Fix) -> Self {
        let anchor = fix.point.map(|point| (point, fix.reported_at));
        Self { fix, anchor, is_ahead: false, written_at: fix.reported_at }
    }

    fn renew(&mut self, fix: Fix) {
        self.fix = fix;
        if self.anchor.is_none_or(|(_, at)| fix.reported_at - at >= DOUBT_MS) {
            self.anchor = fix.point.map(|point| (point, fix.reported_at)).or(self.anchor);
        }
    }
}

/// The last positions that this process knows.
#[derive(Clone, Default)]
pub struct Positions(Arc<Mutex<HashMap<String, Kept>>>);

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// To be written at once.
    First,
    Newer,
    /// Not believed, since nobody can have come there so fast; or it says nothing.
    Ignored,
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
        // A page that may not ask where it is says nothing of what a phone reports, or has reported before a restart; and
        // while a phone reports, that knows better where its owner is than a page that is open at home.
        let by_phone = all.get(id).map(|kept| kept.fix).filter(|kept| !kept.is_own);
        let is_phone_there =
            by_phone.is_some_and(|kept| kept.point.is_some() && fix.reported_at - kept.reported_at < STALE_MS);
        let is_page_blind = fix.point.is_none() && (by_phone.is_some() || !all.contains_key(id));
        if fix.is_own && (is_phone_there || is_page_blind) {
            return Taken::Ignored;
        }
        let Some(kept) = all.get_mut(id) else {
            all.insert(id.to_owned(), Kept::new(fix));
            return Taken::First;
        };
        // A phone that comes back was never where the page is.
        let is_back = kept.fix.is_own && !fix.is_own;
        if let (Some((from, at)), Some(to), false) = (kept.anchor, fix.point, is_back) {
            let since = (fix.reported_at - at).max(0);
            if since < DOUBT_MS && from.metres_to(to) > NOISE_M + FASTEST * since as f64 {
                return Taken::Ignored;
            }
        }
        let is_off = fix.point.is_none() && kept.fix.point.is_some();
        kept.renew(fix);
        // That GPS is off is not forgotten with the process.
        if is_off && fix.reported_at - kept.written_at >= WRITE.as_millis() as i64 {
            (kept.is_ahead, kept.written_at) = (false, fix.reported_at);
            return Taken::First;
        }
        kept.is_ahead = true;
        Taken::Newer
    }

    /// Forgets people here and everywhere.
    pub fn forget(&self, bus: &Bus, ids: Vec<String>) {
        self.drop_all(&ids);
        for some in ids.chunks(WHISPERED) {
            bus.whisper_elsewhere(Notice::new(Audience::Nearby, &Told::Erased(some.to_vec())));
        }
    }

    fn drop_all(&self, ids: &[String]) {
        let mut all = self.lock();
        for id in ids {
            all.remove(id);
        }
    }

    /// Of these people those of whom something newer is known here than an instant.
    pub fn newer(&self, ids: &[String], than: i64) -> Vec<(String, Fix)> {
        let all = self.lock();
        let newer = |id: &String| all.get(id).map(|kept| kept.fix).filter(|fix| fix.reported_at > than);
        ids.iter().filter_map(|id| Some((id.clone(), newer(id)?))).collect()
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

    /// What is newer than the database, in the order in which rows are written everywhere.
    fn ahead(&self) -> Vec<(String, Fix)> {
        let all = self.lock();
        let ahead = all.iter().filter(|(_, kept)| kept.is_ahead);
        let mut ahead: Vec<_> = ahead.map(|(id, kept)| (id.clone(), kept.fix)).collect();
        ahead.sort_by(|one, other| one.0.cmp(&other.0));
        ahead
    }

    /// These were written; what has come since was not. Who had none there any more begins anew.
    fn settle(&self, written: &[(String, Fix)], gone: &[String]) {
        let mut all = self.lock();
        for (id, fix) in written {
            if let Some(kept) = all.get_mut(id) {
                kept.is_ahead = kept.fix != *fix;
                kept.written_at = fix.reported_at;
            }
        }
        for id in gone {
            all.remove(id);
        }
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
    let point = match (Coordinate::parse(report.latitude), Coordinate::parse(report.longitude)) {
        (Some(Coordinate::Off), _) | (_, Some(Coordinate::Off)) => None,
        (Some(Coordinate::Degrees(latitude)), Some(Coordinate::Degrees(longitude))) => {
            Some(Point::new(latitude, longitude).ok_or(Code::PositionInvalid)?)
        }
        _ => return Err(Code::PositionInvalid.into()),
    };
    // Nobody needs it, so a senseless one is none.
    let accuracy = report.accuracy.parse::<f64>().ok().filter(|metres| (0.0..1e6).contains(metres));
    let accuracy = accuracy.map(|metres| metres.ceil() as i64);
    let fix = Fix { point, accuracy, reported_at: ctx.clock.now(), is_own: report.is_own };
    match ctx.positions.take(&me.id, fix) {
        Taken::Ignored => return Ok(()),
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
        let fixes = batch.to_vec();
        let gone = ctx.db.write(move |tx| {
            Box::pin(async move {
                let mut gone = Vec::new();
                for (id, fix) in fixes {
                    if !store::update(tx, &id, fix).await? {
                        gone.push(id);
                    }
                }
                Ok(gone)
            })
        });
        ctx.positions.settle(batch, &gone.await?);
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
