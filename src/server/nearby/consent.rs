//! Who watches whom, and who has agreed to it.

use super::{
    Ctx, HOUR_MS, Member, Result, Tx, account, changed, friends,
    store::{self, positions},
    tell_devices,
};
use crate::{
    app::{error::Code, nearby::wire::Precision},
    server::{config::Consent as Policy, limits, push::Logging},
};

/// Somebody can't watch more people.
const WATCHED_MAX: i64 = 200;
/// Who was refused can ask anew after so long.
pub const REFUSED_MS: i64 = 30 * 24 * HOUR_MS;
/// They have agreed since ever.
const ALWAYS: i64 = 1;

/// `PUT /users/monitor/{id}`: the caller wants to be warned of somebody; false if they do already.
pub async fn watch(ctx: &Ctx, me: Member, public_id: &str) -> Result<bool> {
    limits::spend(ctx, [(limits::INVITES_PER_ACCOUNT, me.id.as_str())]).await?;
    let id = account::facebook::by_public_id(&mut ctx.db.read().await?, public_id).await?.ok_or(Code::NotFound)?;
    let now = ctx.clock.now();
    // Oneself agrees, and where everybody has agreed to it by being there.
    let agrees = id == me.id || ctx.config.nearby_consent == Policy::Anyone;
    let here = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                // Of many calls at once each counts what the one before has done.
                account::hold(tx, &me.id).await?;
                let is_apart = friends::is_blocked(tx, &me.id, &id).await?;
                let agreed = (agrees && !is_apart).then_some(ALWAYS);
                let is_new = store::watch(tx, &me.id, &id, agreed, now).await?;
                if is_new && store::count_watched(tx, &me.id).await? > WATCHED_MAX {
                    return Err(Code::TooMany.into());
                }
                if is_new && id != me.id {
                    // Who is asked by somebody whom they blocked does not hear of it.
                    if !is_apart {
                        tx.publish(changed(&id));
                    }
                    // Who has refused stays so, also where nobody is asked.
                    let row = store::watcher(tx, &id, &me.id).await?;
                    if row.is_some_and(|row| row.agreed_at.is_some()) {
                        tell_of(&here, tx, (&me.id, &id), Logging::Start, now).await?;
                    }
                }
                tx.publish(changed(&me.id));
                Ok(is_new)
            })
        })
        .await
}

/// `DELETE /users/monitor/{id}`. Counted as asking is, since the answer tells who is here.
pub async fn unwatch(ctx: &Ctx, me: Member, public_id: &str) -> Result<()> {
    limits::spend(ctx, [(limits::INVITES_PER_ACCOUNT, me.id.as_str())]).await?;
    let id = account::facebook::by_public_id(&mut ctx.db.read().await?, public_id).await?.ok_or(Code::NotFound)?;
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let was_seen = store::watcher(tx, &id, &me.id).await?.is_some_and(|row| row.agreed_at.is_some());
                if !store::unwatch(tx, &me.id, &id, now - REFUSED_MS).await? {
                    return Ok(Vec::new());
                }
                if was_seen {
                    tell_of(&here, tx, (&me.id, &id), Logging::Stop, now).await?;
                }
                tx.publish(changed(&id));
                tx.publish(changed(&me.id));
                positions::erase_unused(tx, &[id], now).await
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(())
}

/// How exactly somebody lets themselves be seen, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Agreed {
    /// As before without; about 50 m at first.
    pub precision: Option<Precision>,
    pub until: Until,
}

/// When a consent ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    Never,
    /// Milliseconds since 1970 UTC.
    At(i64),
    /// When it would have.
    Same,
}

impl Agreed {
    /// Reads it as forms send it.
    pub fn read(ctx: &Ctx, precision: Option<&str>, hours: &str) -> Result<Self> {
        let precision = match precision {
            None | Some("") => None,
            Some(word) => Some(Precision::parse(word).ok_or(Code::Malformed)?),
        };
        let until = match (hours, hours.parse()) {
            ("", _) => Until::Never,
            ("same", _) => Until::Same,
            (_, Ok(hours @ 1..=8784)) => Until::At(ctx.clock.now() + hours * HOUR_MS),
            _ => return Err(Code::TimeInvalid.into()),
        };
        Ok(Self { precision, until })
    }
}

/// The caller agrees to be watched by somebody who asked; 404 if nobody did.
pub async fn agree(ctx: &Ctx, me: Member, watcher: &str, agreed: Agreed) -> Result<()> {
    limits::write(ctx, &me, "")?;
    let id = account::facebook::by_public_id(&mut ctx.db.read().await?, watcher).await?.ok_or(Code::NotFound)?;
    let (now, here) = (ctx.clock.now(), ctx.clone());
    if matches!(agreed.until, Until::At(until) if until <= now) {
        return Err(Code::TimeInvalid.into());
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let before = store::watcher(tx, &me.id, &id).await?.ok_or(Code::NotFound)?;
                let as_friends = !friends::among(tx, &me.id, std::slice::from_ref(&id)).await?.is_empty();
                let until = match agreed.until {
                    Until::Never => None,
                    Until::At(until) => Some(until),
                    Until::Same => before.until.filter(|until| *until > now),
                };
                let precision = agreed.precision.map(Precision::word);
                let consent = store::Consent { precision, until, as_friends };
                if !store::agree(tx, &id, &me.id, &consent, now).await? {
                    return Err(Code::NotFound.into());
                }
                // Who blocked the other has to take that back first. Asked now that whoever blocks has to wait.
                if friends::is_blocked(tx, &me.id, &id).await? {
                    return Err(Code::NotFound.into());
                }
                let was_seen = before.agreed_at.is_some() && before.until.is_none_or(|until| until > now);
                if !was_seen {
                    tell_of(&here, tx, (&id, &me.id), Logging::Start, now).await?;
                }
                tx.work_was_queued();
                tx.publish(changed(&id));
                tx.publish(changed(&me.id));
                Ok(())
            })
        })
        .await
}

/// The caller refuses to be watched by somebody, or ends it; 404 if nobody asked.
pub async fn refuse(ctx: &Ctx, me: Member, watcher: &str) -> Result<()> {
    limits::write(ctx, &me, "")?;
    let id = account::facebook::by_public_id(&mut ctx.db.read().await?, watcher).await?.ok_or(Code::NotFound)?;
    let (now, here) = (ctx.clock.now(), ctx.clone());
    let erased = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let before = store::watcher(tx, &me.id, &id).await?.ok_or(Code::NotFound)?;
                if !store::refuse(tx, &id, &me.id, now).await? {
                    return Err(Code::NotFound.into());
                }
                ended(&here, tx, (&id, &me.id), before.agreed_at.is_some(), now).await?;
                positions::erase_unused(tx, &[me.id], now).await
            })
        })
        .await?;
    ctx.positions.forget(&ctx.bus, erased);
    Ok(())
}

/// Ends what two people agreed to: they are friends no more, or one has blocked the other. Whose positions are to be
/// forgotten after that.
pub async fn end_between(ctx: &Ctx, tx: &mut Tx, one: &str, other: &str) -> Result<Vec<String>> {
    let now = ctx.clock.now();
    // In one order, whoever of the two ends it.
    let (one, other) = if one < other { (one, other) } else { (other, one) };
    for (watcher, watched) in [(one, other), (other, one)] {
        if store::end_consent(tx, watcher, watched, now).await? {
            ended(ctx, tx, (watcher, watched), true, now).await?;
        }
    }
    positions::erase_unused(tx, &[one.to_owned(), other.to_owned()], now).await
}

/// After the end of a consent: everybody hears of it.
pub async fn ended(ctx: &Ctx, tx: &mut Tx, (watcher, watched): (&str, &str), was_seen: bool, now: i64) -> Result<()> {
    if was_seen {
        tell_of(ctx, tx, (watcher, watched), Logging::Stop, now).await?;
    }
    tx.publish(changed(watcher));
    tx.publish(changed(watched));
    Ok(())
}

/// Tells the devices of the watched that a consent began or ended while the watcher's activity is open.
async fn tell_of(ctx: &Ctx, tx: &mut Tx, (watcher, watched): (&str, &str), logging: Logging, now: i64) -> Result<()> {
    let Some(activity) = store::open_activity(tx, watcher, now).await? else { return Ok(()) };
    tell_devices(ctx, tx, &[watched.to_owned()], &activity.id, logging).await
}
