//! What the page of nearby shows.

use super::{
    Ctx, Member, Result, account,
    look::{self, Seen, Standing},
    store,
};
use crate::{
    app::{
        error::Code,
        nearby::wire::{Activity, Face, HistoryPage, NearbyPage, Past, Precision, Sight, State, Watcher, WatchersPage},
    },
    server::{
        context::rfc3339,
        db::Conn,
        error::Error,
        friends,
        paging::{cursor, cut, limit},
    },
};
use std::collections::{HashMap, HashSet};

const PAGE: usize = 50;
const MINUTE_MS: i64 = 60_000;

/// How it stands: the running activity, who is seen, what the caller shares.
pub async fn overview(ctx: &Ctx, me: &Member) -> Result<NearbyPage> {
    let (now, zone) = (ctx.clock.now(), me.zone());
    let at = |millis: i64| (millis > now).then(|| rfc3339(millis, &zone));
    let view = match look::view(ctx, me).await {
        Ok(view) => Some(view),
        Err(Error::Refused(Code::NotFound)) => None,
        Err(error) => return Err(error),
    };
    let mut conn = ctx.db.read().await?;
    let (shares_until, hidden_until) = store::sharing(&mut conn, &me.id).await?;
    let watched_by = store::lookers(&mut conn, &me.id, now).await?.len();
    let (activity, me, own_age, sights) = match view {
        None => (None, None, None, asked(&mut conn, me, now).await?),
        Some(view) => {
            // Distances from where one was a while ago are none.
            let own_fix = view.own_fix.filter(|fix| now - fix.reported_at <= look::STALE_MS);
            let own = view.own.filter(|_| own_fix.is_some());
            let mut faces = faces(&mut conn, view.seen.iter().map(|one| &one.id).chain([&me.id])).await?;
            let me = faces.remove(&me.id);
            let mut sights: Vec<Sight> =
                view.seen.iter().filter_map(|one| Some(sight(one, faces.remove(&one.id)?, own, now))).collect();
            let order = |one: &Sight| (one.state as u8, one.distance.unwrap_or(f64::INFINITY));
            sights.sort_by(|one, other| order(one).partial_cmp(&order(other)).unwrap_or(std::cmp::Ordering::Equal));
            let activity = Activity {
                started_at: rfc3339(view.activity.started_at, &zone),
                until: rfc3339(view.activity.until, &zone),
                minutes: (now - view.activity.started_at) / MINUTE_MS,
                id: view.activity.id,
            };
            let own_fix = own_fix.filter(|fix| fix.point.is_some());
            (Some(activity), me, own_fix.map(|fix| (now - fix.reported_at) / 1000), sights)
        }
    };
    Ok(NearbyPage {
        activity,
        me,
        shares_until: at(shares_until),
        hidden_until: at(hidden_until),
        own_age,
        sights,
        watched_by: u32::try_from(watched_by).unwrap_or(u32::MAX),
    })
}

/// Whom the caller watches, while no activity is open and nobody is seen.
async fn asked(conn: &mut Conn, me: &Member, now: i64) -> Result<Vec<Sight>> {
    let all = store::watched(conn, &me.id).await?;
    let all = look::consenting(conn, &me.id, all, now).await?;
    let mut faces = faces(conn, all.iter().map(|(one, _)| &one.id)).await?;
    let sights = all.into_iter().filter_map(|(one, may)| {
        Some(Sight {
            person: faces.remove(&one.id)?,
            state: if may { State::Agreed } else { State::Asked },
            distance: None,
            bearing: None,
            age: None,
            accuracy: None,
            precision: Precision::parse(&one.precision).unwrap_or(Precision::Area),
        })
    });
    Ok(sights.collect())
}

pub fn sight(one: &Seen, person: Face, own: Option<super::Point>, now: i64) -> Sight {
    let state = match one.standing {
        _ if !one.may => State::Asked,
        Standing::Here => State::Here,
        Standing::Stale => State::Quiet,
        Standing::NoGps => State::Off,
    };
    let both = own.zip(one.cell).filter(|(own, cell)| own.metres_to(*cell) < look::FAR_M);
    Sight {
        person,
        state,
        distance: both.map(|(own, cell)| own.metres_to(cell)),
        bearing: both.filter(|(own, cell)| own != cell).map(|(own, cell)| own.bearing_to(cell)),
        age: one.reported_at.map(|at| (now - at).max(0) / 1000),
        accuracy: one.accuracy,
        precision: one.precision,
    }
}

async fn faces(conn: &mut Conn, ids: impl Iterator<Item = &String>) -> Result<HashMap<String, Face>> {
    let ids: Vec<String> = ids.cloned().collect();
    let people = account::people(conn, &ids).await?.into_iter();
    Ok(people
        .map(|person| (person.id.clone(), Face { id: person.id, name: person.display_name, picture: person.picture }))
        .collect())
}

/// `GET /api/nearby/watchers`: who may see the caller, and who asks for it. Not those of whom one has blocked the other.
pub async fn watchers(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<WatchersPage> {
    let (before, now, zone) = (cursor(after)?, ctx.clock.now(), me.zone());
    let mut conn = ctx.db.read().await?;
    let mut rows = store::watchers(&mut conn, &me.id, before, limit(PAGE)).await?;
    let next = cut(&mut rows, PAGE, |row| (row.asked_at, &row.id));
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let apart: HashSet<String> = friends::apart(&mut conn, &me.id, &ids).await?.into_iter().collect();
    let friends: HashSet<String> = friends::among(&mut conn, &me.id, &ids).await?.into_iter().collect();
    let lookers: HashSet<String> = store::lookers(&mut conn, &me.id, now).await?.into_iter().collect();
    let mut faces = faces(&mut conn, ids.iter()).await?;
    let names = account::facebook::public_ids(&mut conn, &ids).await?;
    let watchers = rows.into_iter().filter(|row| !apart.contains(&row.id)).filter_map(|row| {
        let is_open = row.agreed_at.is_some() && row.until.is_none_or(|until| until > now);
        let may = is_open && (row.as_friends == 0 || friends.contains(&row.id));
        Some(Watcher {
            id: names.get(&row.id).unwrap_or(&row.id).clone(),
            person: faces.remove(&row.id)?,
            asked_at: rfc3339(row.asked_at, &zone),
            may,
            is_ended: row.ended_at.is_some() || (row.agreed_at.is_some() && !may),
            precision: Precision::parse(&row.precision).unwrap_or(Precision::Area),
            until: row.until.filter(|_| may).map(|until| rfc3339(until, &zone)),
            looked_at: row.looked_at.map(|at| rfc3339(at, &zone)),
            is_looking: may && lookers.contains(&row.id),
        })
    });
    Ok(WatchersPage { watchers: watchers.collect(), next })
}

/// How many people ask to see when the caller is near. A guest is asked nothing.
pub async fn asking(ctx: &Ctx, me: &Member) -> Result<u32> {
    let mut conn = ctx.db.read().await?;
    let ids = store::asking(&mut conn, &me.id).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let apart = friends::apart(&mut conn, &me.id, &ids).await?;
    let count = ids.iter().filter(|id| !apart.contains(id)).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Activities of the caller's that are over.
pub async fn history(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<HistoryPage> {
    let (before, zone) = (cursor(after)?, me.zone());
    let mut conn = ctx.db.read().await?;
    let mut rows = store::past(&mut conn, &me.id, before, limit(PAGE)).await?;
    let next = cut(&mut rows, PAGE, |row| (row.started_at, &row.id));
    let by: HashSet<&String> = rows.iter().filter_map(|row| row.disrupted_by.as_ref()).collect();
    let faces = faces(&mut conn, by.into_iter()).await?;
    let activities = rows.into_iter().map(|row| {
        let ended_at = row.ended_at.unwrap_or(row.until);
        Past {
            started_at: rfc3339(row.started_at, &zone),
            ended_at: rfc3339(ended_at, &zone),
            minutes: (ended_at - row.started_at) / MINUTE_MS,
            is_disrupted: row.is_disrupted != 0,
            disrupted_by: row.disrupted_by.and_then(|id| faces.get(&id).cloned()),
            id: row.id,
        }
    });
    Ok(HistoryPage { activities: activities.collect(), next })
}
