//! Sharing what one's own pages report, for a while; and hiding from everybody, for a while.

use super::{
    Ctx, Member, Result, Tx, changed,
    store::{self, positions},
};
use crate::{app::error::Code, server::limits};

const MINUTE_MS: i64 = 60_000;
/// "Too close" hides for so long.
pub const PAUSE_MS: i64 = 30 * MINUTE_MS;
/// Nobody shares or hides for longer at once, in minutes.
const LONGEST: i64 = 24 * 60;

/// When so many minutes from now are over; 0 for none.
pub fn until(minutes: i64, now: i64) -> Result<i64> {
    match minutes {
        0 => Ok(0),
        1..=LONGEST => Ok(now + minutes * MINUTE_MS),
        _ => Err(Code::Malformed.into()),
    }
}

/// The caller shares what their pages report for so many minutes from now on; 0 ends it. Who shares is not hidden.
pub async fn share(ctx: &Ctx, me: Member, minutes: i64) -> Result<()> {
    limits::write(ctx, &me, "")?;
    let now = ctx.clock.now();
    let until = until(minutes, now)?;
    let erased = ctx.db.write(move |tx| {
        Box::pin(async move {
            if until > 0 {
                begin(tx, &me.id, until, now).await?;
            } else {
                store::share(tx, &me.id, 0, now).await?;
            }
            told(tx, me.id, now).await
        })
    });
    ctx.positions.forget(&ctx.bus, erased.await?);
    Ok(())
}

/// Begins to share, or goes on for longer.
pub async fn begin(tx: &mut Tx, id: &str, until: i64, now: i64) -> Result<()> {
    store::show(tx, id, now).await?;
    store::share(tx, id, until, now).await?;
    tx.work_was_queued();
    tell(tx, id, now).await
}

/// The caller is hidden from everybody for so many minutes; 0 ends that.
pub async fn hide(ctx: &Ctx, me: Member, minutes: i64) -> Result<()> {
    limits::write(ctx, &me, "")?;
    let now = ctx.clock.now();
    let until = until(minutes, now)?;
    let erased = ctx.db.write(move |tx| {
        Box::pin(async move {
            if until > 0 {
                store::hide(tx, &me.id, until).await?;
            } else {
                store::show(tx, &me.id, now).await?;
            }
            told(tx, me.id, now).await
        })
    });
    ctx.positions.forget(&ctx.bus, erased.await?);
    Ok(())
}

/// Everybody whom it concerns hears of it; whose position is not needed any more.
async fn told(tx: &mut Tx, id: String, now: i64) -> Result<Vec<String>> {
    tell(tx, &id, now).await?;
    tx.publish(changed(&id));
    positions::erase_unused(tx, &[id], now).await
}

/// Tells those who could see somebody at this moment to look again.
pub async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    for looker in store::lookers(tx, id, now).await? {
        tx.publish(changed(&looker));
    }
    Ok(())
}
