//! What ends when two people part: friendship, consent to be watched, invites, letters that wait. All of it at once, so that
//! nothing can come between.

use super::{
    account, calendar,
    context::{Ctx, Member},
    error::Result,
    friends, letters, nearby,
};
use crate::app::{check::check_id, error::Code};

/// Ends a friendship. The dialog stays.
pub async fn unfriend(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    let job_ctx = ctx.clone();
    let erased = ctx.db.write(move |tx| {
        Box::pin(async move {
            account::profile(tx, &id).await?.ok_or(Code::NotFound)?;
            friends::part(tx, &me.id, &id).await?;
            nearby::end_between(&job_ctx, tx, &me.id, &id).await
        })
    });
    nearby::forget(ctx, erased.await?);
    Ok(())
}

/// Blocks people, all of them or none: nothing more goes to and fro until that is taken back.
pub async fn block(ctx: &Ctx, me: Member, ids: Vec<String>) -> Result<()> {
    ids.iter().try_for_each(|id| check_id(id))?;
    if ids.contains(&me.id) {
        return Err(Code::OwnId.into());
    }
    let job_ctx = ctx.clone();
    let erased = ctx.db.write(move |tx| {
        Box::pin(async move {
            let now = job_ctx.clock.now();
            let mut erased = Vec::new();
            for id in ids {
                account::profile(tx, &id).await?.ok_or(Code::NotFound)?;
                friends::block(tx, &me.id, &id, now).await?;
                calendar::end_invites(tx, &me.id, &id).await?;
                letters::inbox::put_away(tx, &me.id, &id, now).await?;
                erased.extend(nearby::end_between(&job_ctx, tx, &me.id, &id).await?);
            }
            Ok(erased)
        })
    });
    nearby::forget(ctx, erased.await?);
    Ok(())
}
