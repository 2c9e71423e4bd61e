//! Nearby: who is coming close, with the consent of who is watched. Here: activities, from their start to their end.

mod consent;
pub mod documented;
mod facebook;
mod geo;
mod look;
mod pages;
mod positions;
mod sharing;
mod store;
#[cfg(test)]
mod tests;

pub use consent::{Agreed, Until, agree, end_between, refuse, unwatch, watch};
pub use geo::Point;
pub use look::{nearest, update};
pub use pages::{asking, history, overview, watchers};
pub use positions::{Positions, Report, Taken, report, start as start_positions, write as write_positions};
pub use sharing::{hide, share};
pub use store::positions::Fix;

use super::{
    account,
    bus::{Audience, Notice},
    config::Consent as Policy,
    context::{Ctx, Member},
    db::{Conn, Tx},
    error::Result,
    friends, limits,
    push::{self, Logging, Push},
};
use crate::app::{error::Code, nearby::wire::Update};
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;
/// An activity that nobody ends is over after so long.
const ACTIVITY_HOURS: i64 = 8;
/// Positions are kept for so long at most.
const KEPT_MS: i64 = HOUR_MS;

/// `GET /activity/start`: begins an activity, and asks those who agreed for their positions. Once, however often it comes.
pub async fn start(ctx: &Ctx, me: Member) -> Result<()> {
    start_for(ctx, me, ACTIVITY_HOURS, 0).await
}

/// Begins an activity that ends by itself after some hours, and shares what the caller's pages report for some minutes.
pub async fn start_for(ctx: &Ctx, me: Member, hours: i64, minutes: i64) -> Result<()> {
    let share = sharing::until(minutes, ctx.clock.now())?;
    if !(1..=24).contains(&hours) {
        return Err(Code::Malformed.into());
    }
    limits::write(ctx, &me, "")?;
    let (now, id, here) = (ctx.clock.now(), ctx.new_id(), ctx.clone());
    // One that is open is not begun anew, however often it is asked for.
    if store::open_activity(&mut ctx.db.read().await?, &me.id, now).await?.is_none() {
        limits::spend(ctx, [(limits::ACTIVITIES_PER_ACCOUNT, me.id.as_str())]).await?;
    }
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let concerned = end_due(&here, tx, Some(&me.id), now).await?;
                if store::begin(tx, &id, &me.id, now + hours * HOUR_MS, now).await? {
                    ask(&here, tx, (&me.id, &id), Logging::Start, now).await?;
                    tx.work_was_queued();
                }
                if share > 0 {
                    sharing::begin(tx, &me.id, share, now).await?;
                }
                tx.publish(changed(&me.id));
                store::positions::erase_unused(tx, &concerned, now).await
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(())
}

/// `GET /activity/stop`: the activity is over, and with it the caller's sharing and every position that nobody else needs.
pub async fn stop(ctx: &Ctx, me: Member) -> Result<()> {
    finish(ctx, me, None).await
}

/// `GET /activity/disrupt`: the same because somebody is too close; who that is, is remembered, and the caller is hidden
/// from everybody for a while.
pub async fn disrupt(ctx: &Ctx, me: Member) -> Result<()> {
    let nearest = look::nearest_now(ctx, &me).await?;
    finish(ctx, me, Some(nearest)).await
}

async fn finish(ctx: &Ctx, me: Member, disrupted: Option<Option<String>>) -> Result<()> {
    limits::write(ctx, &me, "")?;
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let by = disrupted.as_ref().map(Option::as_deref);
                let ended = store::end(tx, &me.id, by, now).await?.ok_or(Code::NotFound)?;
                if by.is_some() {
                    let (_, hidden) = store::sharing(tx, &me.id).await?;
                    store::hide(tx, &me.id, hidden.max(now + sharing::PAUSE_MS)).await?;
                    sharing::tell(tx, &me.id, now).await?;
                }
                let concerned = over(&here, tx, (&me.id, &ended), by.is_none(), now).await?;
                store::positions::erase_unused(tx, &concerned, now).await
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(())
}

/// After the end of an activity: devices are told, and its owner's sharing ends with it; whose positions may not be needed
/// any more.
async fn over(
    ctx: &Ctx,
    tx: &mut Tx,
    (who, activity): (&str, &str),
    ends_sharing: bool,
    now: i64,
) -> Result<Vec<String>> {
    let mut concerned = ask(ctx, tx, (who, activity), Logging::Stop, now).await?;
    concerned.push(who.to_owned());
    if ends_sharing {
        store::share(tx, who, 0, now).await?;
        sharing::tell(tx, who, now).await?;
    }
    tx.publish(changed(who));
    Ok(concerned)
}

/// Ends activities whose time is over, of somebody or of everybody; whose positions may not be needed any more.
async fn end_due(ctx: &Ctx, tx: &mut Tx, id: Option<&str>, now: i64) -> Result<Vec<String>> {
    let mut concerned = Vec::new();
    for (who, activity) in store::due::end_activities(tx, id, now).await? {
        concerned.extend(over(ctx, tx, (&who, &activity), true, now).await?);
    }
    Ok(concerned)
}

/// When the next thing ends by itself.
pub async fn next_due(ctx: Ctx) -> Result<Option<i64>> {
    store::due::next(&mut ctx.db.read().await?, KEPT_MS).await
}

/// Ends some of what is over: consent, activities, sharing; and erases what is too old or not needed any more. How much
/// that was.
pub async fn run_due(ctx: Ctx) -> Result<usize> {
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let (count, erased) = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut concerned = Vec::new();
                for (watcher, watched) in store::due::consents(tx, now).await? {
                    if store::expire(tx, &watcher, &watched, now).await? {
                        consent::ended(&here, tx, (&watcher, &watched), true, now).await?;
                    }
                    concerned.push(watched);
                }
                concerned.extend(end_due(&here, tx, None, now).await?);
                for id in store::due::end_sharing(tx, now).await? {
                    sharing::tell(tx, &id, now).await?;
                    tx.publish(changed(&id));
                    concerned.push(id);
                }
                let mut old = store::due::old_positions(tx, now - KEPT_MS).await?;
                let count = concerned.len() + old.len();
                // Of some a newer one has come, and was not written yet.
                for (id, fix) in here.positions.newer(&old, now - KEPT_MS) {
                    store::positions::update(tx, &id, fix).await?;
                    old.retain(|other| *other != id);
                }
                let mut erased = store::positions::erase(tx, old).await?;
                erased.extend(store::positions::erase_unused(tx, &concerned, now).await?);
                Ok((count, erased))
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(count)
}

/// Tells the devices of those who agreed to be watched that an activity begins or ends; who they are.
async fn ask(ctx: &Ctx, tx: &mut Tx, (who, activity): (&str, &str), logging: Logging, now: i64) -> Result<Vec<String>> {
    let ids: Vec<String> = look::visible(tx, who, now).await?.into_iter().filter(|id| id != who).collect();
    tell_devices(ctx, tx, &ids, activity, logging).await?;
    Ok(ids)
}

async fn tell_devices(ctx: &Ctx, tx: &mut Tx, ids: &[String], activity: &str, logging: Logging) -> Result<()> {
    let push = Push::logging(logging, activity, ctx.clock.now());
    let pushes: Vec<_> = ids.iter().map(|id| (id.clone(), push.clone())).collect();
    let devices = push::devices_of(tx, ids, push::LOGGING).await?;
    push::queue(ctx, tx, &devices, &pushes, None).await?;
    for id in ids {
        tx.publish(changed(id));
    }
    Ok(())
}

/// Forgets positions that were erased, here and everywhere.
pub fn forget(ctx: &Ctx, erased: Vec<String>) {
    ctx.positions.forget(&ctx.bus, erased);
}

/// Something that this person sees of nearby is different now.
fn changed(id: &str) -> Notice {
    Notice::new(Audience::Person(id.to_owned()), &json!({"kind": "nearby"}))
}

/// Forgets what nobody needs any more.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let now = ctx.clock.now();
    ctx.positions.forget_old(now - KEPT_MS);
    if ctx.config.nearby_consent == Policy::Ask {
        // From a time when nobody was asked here.
        ctx.db.execute(store::end_silent()).await?;
    }
    ctx.db
        .write(move |tx| Box::pin(async move { store::due::delete_refused(tx, now - consent::REFUSED_MS).await }))
        .await
}
