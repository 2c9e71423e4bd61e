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

pub use consent::{Agreed, agree, end_between, refuse, unwatch, watch};
pub use geo::{Point, Precision};
pub use look::{nearest, update};
pub use pages::{history, overview, watchers};
pub use positions::{Positions, Report, Taken, report, start as start_positions, write as write_positions};
pub use sharing::{hide, share};
pub use store::positions::Fix;

use super::{
    account,
    bus::{Audience, Notice},
    context::{Ctx, Member},
    db::{Conn, Tx},
    error::Result,
    friends,
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
    start_for(ctx, me, ACTIVITY_HOURS).await
}

/// Begins an activity that ends by itself after some hours.
pub async fn start_for(ctx: &Ctx, me: Member, hours: i64) -> Result<()> {
    if !(1..=24).contains(&hours) {
        return Err(Code::Malformed.into());
    }
    let (now, id, here) = (ctx.clock.now(), ctx.new_id(), ctx.clone());
    let over = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let over = end_due(&here, tx, Some(&me.id), now).await?;
                if store::begin(tx, &id, &me.id, now + hours * HOUR_MS, now).await? {
                    ask(&here, tx, (&me.id, &id), Logging::Start, now).await?;
                    tx.publish(changed(&me.id));
                }
                Ok(over)
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, over);
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
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let by = disrupted.as_ref().map(Option::as_deref);
                let ended = store::end(tx, &me.id, by, now).await?.ok_or(Code::NotFound)?;
                match by {
                    None => store::set_sharing(tx, &me.id, Some(0), None).await?,
                    Some(_) => store::set_sharing(tx, &me.id, None, Some(now + sharing::PAUSE_MS)).await?,
                }
                sharing::tell(tx, &me.id, now).await?;
                over(&here, tx, (&me.id, &ended), now).await
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(())
}

/// After the end of an activity: devices are told, and what nobody needs any more is erased; whose that was.
async fn over(ctx: &Ctx, tx: &mut Tx, (who, activity): (&str, &str), now: i64) -> Result<Vec<String>> {
    let mut concerned = ask(ctx, tx, (who, activity), Logging::Stop, now).await?;
    concerned.push(who.to_owned());
    tx.publish(changed(who));
    store::positions::erase_unused(tx, &concerned, now).await
}

/// Ends activities whose time is over.
async fn end_due(ctx: &Ctx, tx: &mut Tx, id: Option<&str>, now: i64) -> Result<Vec<String>> {
    let mut erased = Vec::new();
    for (who, activity) in store::end_due(tx, id, now).await? {
        erased.extend(over(ctx, tx, (&who, &activity), now).await?);
    }
    Ok(erased)
}

/// Tells the devices of those who agreed to be watched that an activity begins or ends; who they are.
async fn ask(ctx: &Ctx, tx: &mut Tx, (who, activity): (&str, &str), logging: Logging, now: i64) -> Result<Vec<String>> {
    let ids: Vec<String> = look::visible(tx, who, now).await?.into_iter().filter(|id| id != who).collect();
    tell_devices(ctx, tx, &ids, activity, logging).await?;
    Ok(ids)
}

async fn tell_devices(ctx: &Ctx, tx: &mut Tx, ids: &[String], activity: &str, logging: Logging) -> Result<()> {
    // Each start and each end is told: a later one does not make an earlier one needless.
    let push = Push::logging(logging, activity);
    let pushes: Vec<_> = ids.iter().map(|id| (id.clone(), push.clone())).collect();
    push::queue(ctx, tx, &pushes).await?;
    for id in ids {
        tx.publish(changed(id));
    }
    Ok(())
}

/// Something that this person sees of nearby is different now.
fn changed(id: &str) -> Notice {
    Notice::new(Audience::Person(id.to_owned()), &json!({"kind": "nearby"}))
}

/// Ends activities whose time is over, and erases positions that are too old.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let erased = end_due(&here, tx, None, now).await?;
                store::positions::delete_old(tx, now - KEPT_MS).await?;
                Ok(erased)
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    ctx.positions.forget_old(now - KEPT_MS);
    Ok(())
}
