//! Asking to be friends, and answering.

use super::{Request, asked, befriend, store};
use crate::{
    app::{check::check_id, error::Code},
    server::{
        account::{
            self,
            news::{News, tell_devices},
        },
        context::{Ctx, Member},
        db::Tx,
        error::Result,
        limits,
    },
};

/// A decline can be taken back for so long.
const REOPEN_MS: i64 = 600_000;
/// Declined requests are forgotten after a day.
const DECLINED_MS: i64 = 86_400_000;

/// What became of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The request waits, or there was nothing to ask.
    Done,
    /// The other one had asked already: they are friends now.
    Befriended,
}

/// Asks somebody to be friends. Asking again, a friend, or somebody who wants nothing of it changes nothing.
pub async fn ask(ctx: &Ctx, tx: &mut Tx, me: &str, other: &str) -> Result<Asked> {
    let now = ctx.clock.now();
    account::profile(tx, other).await?.ok_or(Code::NotFound)?;
    let is_friend = !store::among(tx, me, &[other.to_owned()]).await?.is_empty();
    if is_friend || store::is_blocked(tx, me, other).await? {
        return Ok(Asked::Done);
    }
    if store::insert_request(tx, &ctx.new_id(), me, other, now).await? {
        // What was true before may have changed while this waited for an answer to an earlier request.
        let is_friend = !store::among(tx, me, &[other.to_owned()]).await?.is_empty();
        if is_friend || store::is_blocked(tx, me, other).await? {
            store::delete_request(tx, me, other).await?;
            return Ok(Asked::Done);
        }
        // Who asks again and again is heard once a day.
        if limits::ring(ctx, &format!("{me} {other}")).is_ok() {
            let news = News {
                kind: "request",
                title: |text| text.people.push_request,
                url: "/people",
                tag: "requests",
                until: None,
            };
            tell_devices(ctx, tx, &[other.to_owned()], news).await?;
        }
        tx.publish(asked(other));
        tx.publish(asked(me));
        return Ok(Asked::Done);
    }
    match store::request_between(tx, me, other).await? {
        Some(request) if request.sender_id == other => {
            befriend(tx, me, other, now).await?;
            tell(tx, &request);
            Ok(Asked::Befriended)
        }
        _ => Ok(Asked::Done),
    }
}

/// Takes a request off the pile for its receiver to become friends with its sender: only one who does so at once gets it.
pub async fn take(tx: &mut Tx, me: &str, id: &str, now: i64) -> Result<Request> {
    let request = open(tx, me, id).await?;
    if !store::delete_request(tx, &request.sender_id, &request.receiver_id).await? {
        return Err(Code::NotFound.into());
    }
    if store::is_blocked(tx, me, &request.sender_id).await? {
        return Err(Code::NotFound.into());
    }
    befriend(tx, &request.receiver_id, &request.sender_id, now).await?;
    tell(tx, &request);
    Ok(request)
}

/// Declines a request. Its sender is not told.
pub async fn decline(tx: &mut Tx, me: &str, id: &str, now: i64) -> Result<()> {
    let request = open(tx, me, id).await?;
    if !store::decline(tx, &request.id, Some(now)).await? {
        return Err(Code::NotFound.into());
    }
    tx.publish(asked(me));
    Ok(())
}

/// Takes back that a request was declined, for a while.
pub async fn reopen(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let request = store::request(tx, &id).await?.filter(|request| request.receiver_id == me.id);
                let declined_at = request.and_then(|request| request.declined_at).ok_or(Code::NotFound)?;
                if declined_at < now - REOPEN_MS || !store::decline(tx, &id, None).await? {
                    return Err(Code::NotFound.into());
                }
                tx.publish(asked(&me.id));
                Ok(())
            })
        })
        .await
}

/// Takes back one's own request.
pub async fn withdraw(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let request = store::request(tx, &id).await?.filter(|request| request.sender_id == me.id);
                let request = request.ok_or(Code::NotFound)?;
                store::delete_request(tx, &request.sender_id, &request.receiver_id).await?;
                tell(tx, &request);
                Ok(())
            })
        })
        .await
}

/// Forgets requests that were declined long ago.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let before = ctx.clock.now() - DECLINED_MS;
    ctx.db.write(move |tx| Box::pin(async move { store::delete_declined(tx, before).await })).await
}

/// The request if it waits for this person: unknown 404, somebody else's 403.
async fn open(tx: &mut Tx, me: &str, id: &str) -> Result<Request> {
    let request = store::request(tx, id).await?.filter(|request| request.declined_at.is_none());
    let request = request.ok_or(Code::NotFound)?;
    if request.receiver_id == me { Ok(request) } else { Err(Code::NotAllowed.into()) }
}

fn tell(tx: &mut Tx, request: &Request) {
    tx.publish(asked(&request.sender_id));
    tx.publish(asked(&request.receiver_id));
}
