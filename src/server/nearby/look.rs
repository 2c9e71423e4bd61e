//! How it stands with those whom somebody watches: near, silent, or off.

use super::{
    Conn, Ctx, KEPT_MS, Member, Result, Update, account, friends,
    geo::Point,
    store::{
        self, Activity, Watched,
        positions::{self, Fix},
    },
};
use crate::app::{error::Code, nearby::wire::Precision};
use std::collections::HashSet;

/// Who has not reported for longer is stale (contract: more than five minutes).
pub const STALE_MS: i64 = 5 * 60_000;
/// Nobody is told of people who are farther away (contract).
pub const FAR_M: f64 = 10_000.0;
/// "Who looked when" is as exact as this.
const LOOK_MS: i64 = 60_000;

/// How it stands with somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    Stale,
    NoGps,
    Here,
}

/// Somebody whom the caller watches, as far as the caller may see.
pub struct Seen {
    pub id: String,
    pub standing: Standing,
    /// They agreed, and nothing has ended that.
    pub may: bool,
    pub precision: Precision,
    /// The middle of the cell that they are in, or were last.
    pub cell: Option<Point>,
    pub accuracy: Option<i64>,
    pub reported_at: Option<i64>,
}

/// What somebody with an open activity sees.
pub struct View {
    pub activity: Activity,
    /// The own cell.
    pub own: Option<Point>,
    pub own_fix: Option<Fix>,
    pub seen: Vec<Seen>,
}

/// Those whom somebody may see right now: who agreed, for as long as they did, and nobody blocked the other.
pub async fn visible(conn: &mut Conn, watcher: &str, now: i64) -> Result<Vec<String>> {
    let all = store::watched(conn, watcher).await?;
    let all = consenting(conn, watcher, all, now).await?;
    Ok(all.into_iter().filter_map(|(one, may)| may.then_some(one.id)).collect())
}

/// Everybody of these, and whether they may be seen.
pub async fn consenting(conn: &mut Conn, watcher: &str, all: Vec<Watched>, now: i64) -> Result<Vec<(Watched, bool)>> {
    let agreed = |one: &Watched| one.agreed_at.is_some() && one.until.is_none_or(|until| until > now);
    let ids: Vec<String> = all.iter().filter(|one| agreed(one)).map(|one| one.id.clone()).collect();
    if ids.is_empty() {
        return Ok(all.into_iter().map(|one| (one, false)).collect());
    }
    let apart: HashSet<String> = friends::apart(conn, watcher, &ids).await?.into_iter().collect();
    let as_friends: Vec<String> = all.iter().filter(|one| one.as_friends != 0).map(|one| one.id.clone()).collect();
    let friends: HashSet<String> = match as_friends.is_empty() {
        true => HashSet::new(),
        false => friends::among(conn, watcher, &as_friends).await?.into_iter().collect(),
    };
    let may =
        |one: &Watched| agreed(one) && !apart.contains(&one.id) && (one.as_friends == 0 || friends.contains(&one.id));
    Ok(all
        .into_iter()
        .map(|one| {
            let may = may(&one);
            (one, may)
        })
        .collect())
}

/// What somebody with an open activity sees at this moment; 404 without one.
pub async fn view(ctx: &Ctx, me: &Member) -> Result<View> {
    let now = ctx.clock.now();
    let mut conn = ctx.db.read().await?;
    let activity = store::open_activity(&mut conn, &me.id, now).await?.ok_or(Code::NotFound)?;
    let mut own = positions::position(&mut conn, &me.id).await?;
    let mut all = store::watched(&mut conn, &me.id).await?;
    let mut fixes: Vec<Option<Fix>> = all.iter_mut().map(stored).collect();
    let own_entry = own.iter_mut().map(|fix| (me.id.as_str(), fix));
    let others = all.iter().zip(&mut fixes).filter_map(|(one, fix)| Some((one.id.as_str(), fix.as_mut()?)));
    ctx.positions.overlay(own_entry.chain(others));
    let looked_at = all.iter().filter(|one| one.agreed_at.is_some()).map(|one| one.looked_at.unwrap_or(0)).min();
    let all = consenting(&mut conn, &me.id, all, now).await?;
    drop(conn);
    if looked_at.is_some_and(|at| at < now - LOOK_MS) {
        ctx.db.execute(store::looked(&me.id, now - LOOK_MS, now)).await?;
    }
    let own_fix = own.filter(|fix| now - fix.reported_at < KEPT_MS);
    let seen = all.into_iter().zip(fixes).map(|((one, may), fix)| seen(one, may, fix, activity.started_at, now));
    Ok(View {
        own: own_fix.and_then(|fix| fix.point).map(|point| point.snap(Precision::Near)),
        own_fix,
        seen: seen.collect(),
        activity,
    })
}

fn stored(one: &mut Watched) -> Option<Fix> {
    Some(Fix {
        point: positions::point(one.latitude, one.longitude),
        accuracy: one.accuracy,
        reported_at: one.reported_at?,
        is_own: one.is_own == Some(1),
    })
}

pub fn seen(one: Watched, may: bool, fix: Option<Fix>, started_at: i64, now: i64) -> Seen {
    let precision = Precision::parse(&one.precision).unwrap_or(Precision::Area);
    let hidden_until = one.hidden_until.unwrap_or(0);
    let shares_since = one.shares_until.filter(|until| *until > now).and(one.shares_since);
    let agreed_at = one.agreed_at.unwrap_or(i64::MAX);
    // What was reported before it was agreed to, shared, or while its owner hid, is never seen.
    let is_open = |fix: &Fix| {
        let since = if fix.is_own { shares_since.unwrap_or(i64::MAX) } else { 0 };
        now - fix.reported_at < KEPT_MS && fix.reported_at >= since.max(agreed_at).max(hidden_until)
    };
    let fix = fix.filter(|fix| may && is_open(fix));
    let cell = fix.and_then(|fix| fix.point).map(|point| point.snap(precision));
    let heard = fix.map_or(started_at.max(agreed_at), |fix| fix.reported_at);
    let standing = match cell {
        // Hidden looks like switched off.
        _ if !may || hidden_until > now => Standing::NoGps,
        _ if now - heard > STALE_MS => Standing::Stale,
        Some(_) => Standing::Here,
        None => Standing::NoGps,
    };
    let fix = fix.filter(|_| cell.is_some());
    let metres = precision.metres();
    Seen {
        id: one.id,
        standing,
        may,
        precision,
        cell,
        // In whole cells, so that it tells no more than they do.
        accuracy: fix.and_then(|fix| fix.accuracy).map(|accuracy| (accuracy.max(1) + metres - 1) / metres * metres),
        reported_at: fix.map(|fix| fix.reported_at),
    }
}

/// Which of these cells is nearest, and how far away in metres; none that is too far. Of two at once the first.
pub fn nearest(own: Point, cells: impl Iterator<Item = (usize, Point)>) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (place, cell) in cells {
        let metres = own.metres_to(cell);
        if metres < best.map_or(FAR_M, |(_, least)| least) {
            best = Some((place, metres));
        }
    }
    best
}

impl View {
    /// Who is nearest, and how far away.
    pub fn nearest(&self) -> Option<(&Seen, f64)> {
        let here = self.seen.iter().enumerate().filter(|(_, one)| one.standing == Standing::Here);
        let cells = here.filter_map(|(place, one)| Some((place, one.cell?)));
        nearest(self.own?, cells).map(|(place, metres)| (&self.seen[place], metres))
    }
}

/// Id of who is nearest to somebody with an open activity.
pub async fn nearest_now(ctx: &Ctx, me: &Member) -> Result<Option<String>> {
    Ok(view(ctx, me).await?.nearest().map(|(one, _)| one.id.clone()))
}

/// `GET /activity/update`: who is nearest, who is silent, who has GPS off.
pub async fn update(ctx: &Ctx, me: &Member) -> Result<Update> {
    let view = view(ctx, me).await?;
    let ids: Vec<String> = view.seen.iter().map(|one| one.id.clone()).collect();
    let names = account::facebook::public_ids(&mut ctx.db.read().await?, &ids).await?;
    let name = |id: &String| names.get(id).unwrap_or(id).clone();
    let of =
        |wanted: Standing| view.seen.iter().filter(|one| one.standing == wanted).map(|one| name(&one.id)).collect();
    let nearest = view.nearest();
    Ok(Update {
        user: nearest.map(|(one, _)| name(&one.id)),
        distance: nearest.map(|(_, metres)| metres),
        stale: of(Standing::Stale),
        no_gps: of(Standing::NoGps),
    })
}
