//! Sharing what one's own pages report, for a while; and hiding from everybody, for a while.

use super::{
    Ctx, Member, Result, Tx, changed,
    store::{self, positions},
};
use crate::app::error::Code;

const MINUTE_MS: i64 = 60_000;
/// "Too close" hides for so long.
pub const PAUSE_MS: i64 = 30 * MINUTE_MS;
/// Nobody shares or hides for longer at once, in minutes.
const LONGEST: i64 = 24 * 60;

/// The caller shares what their pages report for so many minutes from now on; 0 ends it. Who shares is not hidden.
pub async fn share(ctx: &Ctx, me: Member, minutes: i64) -> Result<()> {
    if !(0..=LONGEST).contains(&minutes) {
        return Err(Code::Malformed.into());
    }
    let now = ctx.clock.now();
    let (until, hidden) = if minutes == 0 { (0, None) } else { (now + minutes * MINUTE_MS, Some(0)) };
    change(ctx, me, Some(until), hidden, now).await
}

/// The caller is hidden from everybody for so many minutes; 0 ends that.
pub async fn hide(ctx: &Ctx, me: Member, minutes: i64) -> Result<()> {
    if !(0..=LONGEST).contains(&minutes) {
        return Err(Code::Malformed.into());
    }
    let now = ctx.clock.now();
    change(ctx, me, None, Some(if minutes == 0 { 0 } else { now + minutes * MINUTE_MS }), now).await
}

async fn change(ctx: &Ctx, me: Member, until: Option<i64>, hidden: Option<i64>, now: i64) -> Result<()> {
    let erased = ctx.db.write(move |tx| {
        Box::pin(async move {
            store::set_sharing(tx, &me.id, until, hidden).await?;
            tell(tx, &me.id, now).await?;
            tx.publish(changed(&me.id));
            positions::erase_unused(tx, &[me.id], now).await
        })
    });
    ctx.positions.forget(&ctx.bus, erased.await?);
    Ok(())
}

/// Tells those who could see somebody at this moment to look again.
pub async fn tell(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    for looker in store::lookers(tx, id, now).await? {
        tx.publish(changed(&looker));
    }
    Ok(())
}
