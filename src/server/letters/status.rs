//! How many letters somebody can expect, and how high they have come by those that they have on their way.

use super::{
    store,
    writing::{GRACE_MS, UNDO_MS},
};
use crate::{
    app::letters::wire::Level,
    server::{
        context::{Ctx, Member},
        db::Conn,
        error::Result,
        friends,
    },
};

/// How many letters count for somebody's status: as is documented, and as its sender is told.
pub async fn counted(ctx: &Ctx, conn: &mut Conn, account_id: &str) -> Result<(u32, u32)> {
    let (all, own) = store::count_sent(conn, account_id, ctx.clock.now() - UNDO_MS - GRACE_MS).await?;
    Ok((u32::try_from(all).unwrap_or(u32::MAX), u32::try_from(own).unwrap_or(u32::MAX)))
}

/// How many letters are on their way to somebody, those that were sent to arrive at once left out.
pub async fn coming(ctx: &Ctx, me: &Member) -> Result<i64> {
    let mut conn = ctx.db.read().await?;
    let senders = store::coming_from(&mut conn, &me.id).await?;
    let ids: Vec<String> = senders.iter().map(|(id, _)| id.clone()).collect();
    let blocked = friends::apart(&mut conn, &me.id, &ids).await?;
    Ok(senders.into_iter().filter(|(id, _)| !blocked.contains(id)).map(|(_, count)| count).sum())
}

/// Somebody's status: by the letters that they have on their way, and never lower than it was.
pub async fn level(ctx: &Ctx, account_id: &str) -> Result<Level> {
    let (count, known) = {
        let mut conn = ctx.db.read().await?;
        let (count, _) = counted(ctx, &mut conn, account_id).await?;
        let known = store::levels(&mut conn, &[account_id.to_owned()]).await?.pop().map_or(0, |(_, level)| level);
        (count, level_of(known))
    };
    let level = Level::of(count).max(known);
    if level > known {
        let id = account_id.to_owned();
        ctx.db.write(move |tx| Box::pin(async move { store::raise_level(tx, &id, place(level)).await })).await?;
    }
    Ok(level)
}

pub fn level_of(stored: i64) -> Level {
    usize::try_from(stored).ok().and_then(|place| Level::ALL.get(place).copied()).unwrap_or(Level::Newbie)
}

fn place(level: Level) -> i64 {
    Level::ALL.iter().zip(0..).find(|(other, _)| **other == level).map_or(0, |(_, place)| place)
}
