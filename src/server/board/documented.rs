//! The documented reads of the board. Days and hours are those of UTC, times whole Unix seconds.

use super::{
    clock,
    packets::{self, plain, untag},
    store,
};
use crate::{
    app::board::wire::{BoardEvent, BoardUser, Click, Hour, OnlineUser, Press, Stats, Version},
    server::{
        call::Caller,
        context::{Ctx, Guest},
        db::Conn,
        error::Result,
        limits,
    },
};

/// Longest list.
const MOST: i64 = 10_000;

pub fn version(_: Guest) -> Version {
    Version { version: "1.0".into() }
}

async fn latest(ctx: &Ctx, caller: &Caller, is_event: bool) -> Result<Vec<Press>> {
    limits::read(ctx, &caller.address)?;
    let today = clock::day(ctx.clock.now());
    let presses = store::newest(&mut ctx.db.read().await?, Some(is_event), today, None, MOST).await?;
    Ok(presses.into_iter().map(plain).collect())
}

/// Clicks of today, newest first.
pub async fn clicks(ctx: &Ctx, caller: &Caller) -> Result<Vec<Click>> {
    Ok(latest(ctx, caller, false).await?.into_iter().map(packets::click).collect())
}

/// Events of today, newest first.
pub async fn events(ctx: &Ctx, caller: &Caller) -> Result<Vec<BoardEvent>> {
    let event = |press: Press| BoardEvent { user: press.name, name: press.what, timestamp: press.at.div_euclid(1000) };
    Ok(latest(ctx, caller, true).await?.into_iter().map(event).collect())
}

/// Every hour of seven days up to the running one, oldest first.
pub async fn hours(ctx: &Ctx, _: Guest) -> Result<Vec<Hour>> {
    let now = ctx.clock.now();
    read_hours(&mut ctx.db.read().await?, clock::first_hour(now), now).await
}

/// Every hour from one to the running one. One statement reads all, so that the numbers fit one another.
pub async fn read_hours(conn: &mut Conn, first: i64, now: i64) -> Result<Vec<Hour>> {
    let hours: Vec<i64> = clock::hours(first, now).collect();
    let rows = store::hours(conn, first).await?;
    let mut ever = (0, 0);
    let mut counted: std::collections::HashMap<i64, (i64, i64)> = std::collections::HashMap::new();
    for (unit, start, is_event, presses) in rows {
        let (clicks, events) = if unit == "ever" { &mut ever } else { counted.entry(start).or_default() };
        *(if is_event != 0 { events } else { clicks }) += presses;
    }
    let mut all: Vec<Hour> = Vec::with_capacity(hours.len());
    for start in hours.into_iter().rev() {
        let (clicks, events) = counted.get(&start).copied().unwrap_or_default();
        all.push(Hour {
            timestamp: start.div_euclid(1000),
            click_count: clicks,
            event_count: events,
            click_count_total: ever.0,
            event_count_total: ever.1,
        });
        ever = (ever.0 - clicks, ever.1 - events);
    }
    all.reverse();
    Ok(all)
}

/// Every name that ever pressed something, with most clicks first; of very many those.
pub async fn users(ctx: &Ctx, caller: &Caller) -> Result<Vec<BoardUser>> {
    limits::read(ctx, &caller.address)?;
    let names = store::names(&mut ctx.db.read().await?, None, MOST).await?;
    let user = |(name, click_count, event_count)| BoardUser { name: untag(name), click_count, event_count };
    Ok(names.into_iter().map(user).collect())
}

/// Every connection, in the order in which they came.
pub fn online(ctx: &Ctx, _: Guest) -> Vec<OnlineUser> {
    let one = |one: OnlineUser| OnlineUser { name: one.name.map(untag), ..one };
    ctx.board.lock().seats.online().into_iter().map(one).collect()
}

pub async fn stats(ctx: &Ctx, _: Guest) -> Result<Stats> {
    let now = ctx.clock.now();
    let counts = store::counts(&mut ctx.db.read().await?, clock::day(now), clock::hour(now)).await?;
    let mut stats = Stats::default();
    for count in counts {
        let figure = match (count.unit.as_str(), count.is_event != 0) {
            ("ever", false) => &mut stats.click_count_total,
            ("day", false) => &mut stats.click_count_today,
            (_, false) => &mut stats.click_count_hour,
            ("ever", true) => &mut stats.event_count_total,
            ("day", true) => &mut stats.event_count_today,
            (_, true) => &mut stats.event_count_hour,
        };
        *figure += count.presses;
    }
    Ok(stats)
}
