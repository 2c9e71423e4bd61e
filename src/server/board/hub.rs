//! What the board knows by heart, and the loop that tells it: at most 20 times a second, less often to very many, all at
//! once.

use super::{
    Board, Told, clock,
    packets::Packet,
    seats::Seats,
    store::{self, Count},
};
use crate::{
    app::board::wire::{BoardNews, Press, Said, Stats, Tally},
    server::{
        bus::{Audience, Delivery, Subscription},
        context::Ctx,
        error::Result,
    },
};
use axum::extract::ws::Utf8Bytes;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::time::{Instant, sleep, sleep_until};

/// Pages and clients are told this often at most.
pub const TICK: Duration = Duration::from_millis(50);
/// Waking somebody costs more than what they are then told. So the more there are the longer news is gathered: so much for
/// each, up to a time that still is at once.
const FOR_EACH: Duration = Duration::from_micros(250);
const SLOWEST: Duration = Duration::from_millis(250);
/// Socket.IO clients get so many clicks a second; of more they get the count.
const CLICKS: usize = 100;
/// Of a storm pages are shown so many presses of a tick.
const SHOWN: usize = 20;
/// Of those who come and go, and what else is said, so much is told in a tick.
const WORDS: usize = 10;
/// Pages are told who is here this often at most.
const CROWD: Duration = Duration::from_secs(1);
/// Somebody whose queue is full gets the exact count once there is room; it is tried this often.
const REPAIR: Duration = Duration::from_secs(1);
/// Other processes are told of our seats this often at most, and at least.
const SEATS: Duration = Duration::from_secs(1);
const ROLL: Duration = Duration::from_secs(20);
/// The loop looks at the clock at least this often, should it have been set.
const LONGEST: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Default)]
struct Figures {
    hour: i64,
    today: i64,
    ever: i64,
}

type What = (bool, String);

#[derive(Default)]
pub struct State {
    pub seats: Seats,
    figures: BTreeMap<What, Figures>,
    day: i64,
    hour: i64,
    /// What Socket.IO clients know, who count clicks themselves.
    pub known: Stats,
    /// What is to be told.
    changed: BTreeSet<What>,
    presses: Vec<Press>,
    said: Vec<Said>,
    have_seats_moved: bool,
    has_count_changed: bool,
    have_own_seats_moved: bool,
    pub are_stats_due: bool,
    /// Somebody's queue was full: counts and stats are told once more after this.
    repair_at: Option<Instant>,
    /// A tick is being told. Who comes meanwhile may hear only a part of it.
    pub is_telling: bool,
    crowd_told: Option<Instant>,
    is_anew: bool,
    /// When the last tick was told.
    told: Option<Instant>,
}

/// What one tick tells.
struct News {
    said: Vec<Said>,
    presses: Vec<Press>,
    stats: Option<Stats>,
    count: Option<usize>,
    page: Option<Utf8Bytes>,
}

impl State {
    /// Somebody came or went, or has another name.
    pub fn seats_moved(&mut self, is_new_count: bool) {
        self.has_count_changed |= is_new_count;
        self.have_seats_moved = true;
        self.have_own_seats_moved = true;
    }

    pub fn hear(&mut self, told: Told) {
        match told {
            Told::Pressed { at, counts, presses, said } => {
                self.strike(at);
                for (unit, start, is_event, what, presses) in counts {
                    self.count(Count { unit, start, is_event, what, presses });
                }
                self.presses.extend(presses);
                self.said.extend(said);
            }
            Told::Said(said) => self.said.push(said),
            Told::Seats(told) => {
                let count = self.seats.len();
                self.have_seats_moved |= self.seats.hear(told, Instant::now());
                self.has_count_changed |= self.seats.len() != count;
            }
        }
    }

    /// Counts only grow, so of two that arrive in the wrong order the larger is the later.
    fn count(&mut self, count: Count) {
        let what = (count.is_event != 0, count.what);
        let figures = self.figures.entry(what.clone()).or_default();
        let figure = match count.unit.as_str() {
            "hour" if count.start == self.hour => &mut figures.hour,
            "day" if count.start == self.day => &mut figures.today,
            "ever" => &mut figures.ever,
            _ => return,
        };
        if count.presses > *figure {
            *figure = count.presses;
            self.changed.insert(what);
        }
    }

    /// An hour or a day may have begun.
    pub fn strike(&mut self, now: i64) {
        let (hour, day) = (clock::hour(now), clock::day(now));
        if hour <= self.hour {
            return;
        }
        self.hour = hour;
        self.figures.values_mut().for_each(|figures| figures.hour = 0);
        if day > self.day {
            self.day = day;
            self.figures.values_mut().for_each(|figures| figures.today = 0);
            self.is_anew = true;
        }
        self.are_stats_due = true;
    }

    /// How much time lies between two ticks at least.
    pub fn pace(&self) -> Duration {
        let clients = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        FOR_EACH.saturating_mul(clients).clamp(TICK, SLOWEST)
    }

    /// When the next tick may be told.
    pub fn next_tick(&self) -> Instant {
        self.told.map_or_else(Instant::now, |told| told + self.pace())
    }

    /// How long nothing has to be told, if nothing is heard.
    fn nap(&self, has_pages: bool) -> Duration {
        let repair = self.repair_at.map(|at| at.saturating_duration_since(Instant::now()));
        let has_crowd = has_pages && self.have_seats_moved;
        let crowd = self.crowd_told.filter(|_| has_crowd).map(|told| CROWD.saturating_sub(told.elapsed()));
        repair.into_iter().chain(crowd).min().unwrap_or(LONGEST)
    }

    pub fn stats(&self) -> Stats {
        let mut stats = Stats::default();
        for ((is_event, _), figures) in &self.figures {
            let (total, today, hour) = match is_event {
                true => (&mut stats.event_count_total, &mut stats.event_count_today, &mut stats.event_count_hour),
                false => (&mut stats.click_count_total, &mut stats.click_count_today, &mut stats.click_count_hour),
            };
            *total += figures.ever;
            *today += figures.today;
            *hour += figures.hour;
        }
        stats
    }

    /// Takes what is to be told. `room` is how many clicks Socket.IO clients can be told one by one.
    fn take(&mut self, room: usize, has_pages: bool) -> News {
        let presses = std::mem::take(&mut self.presses);
        let mut said = std::mem::take(&mut self.said);
        said.drain(..said.len().saturating_sub(WORDS));
        let changed = std::mem::take(&mut self.changed);
        let has_moved =
            has_pages && self.have_seats_moved && self.crowd_told.is_none_or(|told| told.elapsed() >= CROWD);
        if has_moved {
            self.have_seats_moved = false;
            self.crowd_told = Some(Instant::now());
        }
        if self.repair_at.is_some_and(|at| at <= Instant::now()) {
            self.repair_at = None;
            (self.are_stats_due, self.has_count_changed) = (true, true);
        }
        let is_anew = std::mem::take(&mut self.is_anew);
        let page = has_pages.then(|| {
            let tally = |what: What| {
                let figures = self.figures.get(&what).copied().unwrap_or_default();
                Tally { is_event: what.0, what: what.1, today: figures.today, total: figures.ever }
            };
            let first = presses.len().saturating_sub(SHOWN);
            BoardNews {
                seat: None,
                tallies: changed.into_iter().map(tally).collect(),
                presses: presses[first..].to_vec(),
                said: said.clone(),
                crowd: has_moved.then(|| self.seats.crowd()),
                anew: is_anew,
            }
        });
        let page = page.filter(|page| *page != BoardNews::default());
        let page = page.and_then(|page| serde_json::to_string(&page).ok()).map(Utf8Bytes::from);
        let mut clicks = 0;
        let is_told = |press: &Press| {
            clicks += usize::from(!press.is_event);
            press.is_event || clicks <= room
        };
        let presses: Vec<Press> = presses.into_iter().filter(is_told).collect();
        let told = i64::try_from(presses.iter().filter(|press| !press.is_event).count()).unwrap_or(0);
        let stats = self.stats();
        let believed = (self.known.click_count_total + told, self.known.click_count_today + told);
        let is_due = std::mem::take(&mut self.are_stats_due);
        let is_wrong = believed != (stats.click_count_total, stats.click_count_today);
        self.known = stats;
        self.is_telling = true;
        self.told = Some(Instant::now());
        let count = std::mem::take(&mut self.has_count_changed).then(|| self.seats.len());
        News { said, presses, stats: (is_due || is_wrong).then_some(stats), count, page }
    }
}

/// Reads all counts from the database.
pub async fn read(ctx: &Ctx, board: &Board) -> Result<()> {
    let now = ctx.clock.now();
    let counts = store::counts(&mut ctx.db.read().await?, clock::day(now), clock::hour(now)).await?;
    let mut state = board.lock();
    let is_first = state.hour == 0;
    state.strike(now);
    counts.into_iter().for_each(|count| state.count(count));
    if is_first {
        state.known = state.stats();
        (state.are_stats_due, state.is_anew) = (false, false);
        state.changed.clear();
    }
    Ok(())
}

/// Tells what has changed until the process ends.
pub async fn run(ctx: Ctx, board: Board) {
    let mut elsewhere = ctx.bus.subscribe(vec![Audience::Board], None);
    let begun = Instant::now();
    let mut others = Others { told: begun, rolled: begun };
    let mut window = (begun, 0_usize);
    loop {
        let until_hour = Duration::from_millis(clock::until_next_hour(ctx.clock.now()));
        let nap = if ctx.bus.has_nodes() { others.nap(&board) } else { LONGEST };
        let nap = nap.min(board.lock().nap(board.0.pages.receiver_count() > 0));
        tokio::select! {
            () = board.0.wake.notified() => {}
            () = sleep(nap.min(until_hour)) => {}
            delivery = elsewhere.deliveries.recv() => hear(&ctx, &board, &mut elsewhere, delivery).await,
        }
        let next_tick = board.lock().next_tick();
        sleep_until(next_tick).await;
        while let Ok(delivery) = elsewhere.deliveries.try_recv() {
            hear(&ctx, &board, &mut elsewhere, Some(delivery)).await;
        }
        board.lock().strike(ctx.clock.now());
        if window.0.elapsed() >= Duration::from_secs(1) {
            window = (Instant::now(), 0);
        }
        let news = board.lock().take(CLICKS.saturating_sub(window.1), board.0.pages.receiver_count() > 0);
        window.1 += news.presses.iter().filter(|press| !press.is_event).count();
        tell(&board, news).await;
        if ctx.bus.has_nodes() {
            others.tell(&ctx, &board).await;
        }
    }
}

async fn hear(ctx: &Ctx, board: &Board, elsewhere: &mut Subscription, delivery: Option<Delivery>) {
    match delivery {
        Some(Delivery::Whisper(body)) => match serde_json::from_str(&body) {
            Ok(told) => board.hear(told),
            Err(error) => tracing::warn!(%error, "another process speaks of the board in a way that is not understood"),
        },
        Some(_) => {}
        None => {
            // Too much was missed: from here on, with what the database has.
            *elsewhere = ctx.bus.subscribe(vec![Audience::Board], None);
            sleep(TICK).await;
            reread(ctx, board).await;
        }
    }
}

async fn reread(ctx: &Ctx, board: &Board) {
    if let Err(error) = read(ctx, board).await {
        tracing::warn!(%error, "the counts of the board could not be read");
    }
}

/// Tells pages and Socket.IO clients.
async fn tell(board: &Board, news: News) {
    if let Some(page) = news.page {
        // Nobody may be there any more.
        let _ = board.0.pages.send(page);
    }
    let mut packets: Vec<Packet> = news.count.map(Packet::status).into_iter().collect();
    packets.extend(news.said.iter().map(Packet::said));
    packets.extend(news.presses.into_iter().filter_map(Packet::press));
    packets.extend(news.stats.map(Packet::stats));
    let is_heard = board.endpoint().tell_all(&packets).await;
    let mut state = board.lock();
    state.is_telling = false;
    if !is_heard {
        state.repair_at = Some(Instant::now() + REPAIR);
    }
}

/// When the other processes were told who is here, and when it was last looked whether something of them was missed.
struct Others {
    told: Instant,
    rolled: Instant,
}

impl Others {
    fn nap(&self, board: &Board) -> Duration {
        let roll = ROLL.saturating_sub(self.rolled.elapsed());
        if board.lock().have_own_seats_moved { SEATS.saturating_sub(self.told.elapsed()).min(roll) } else { roll }
    }

    async fn tell(&mut self, ctx: &Ctx, board: &Board) {
        let is_roll = self.rolled.elapsed() >= ROLL;
        let parts = {
            let mut state = board.lock();
            if !(is_roll || state.have_own_seats_moved && self.told.elapsed() >= SEATS) {
                return;
            }
            if state.seats.forget(Instant::now()) {
                state.seats_moved(true);
            }
            state.have_own_seats_moved = false;
            state.seats.parts(&ctx.presence.node())
        };
        for part in parts {
            ctx.bus.whisper_elsewhere(Told::Seats(part).for_others());
        }
        self.told = Instant::now();
        if is_roll {
            self.rolled = self.told;
            reread(ctx, board).await;
        }
    }
}
