//! What an account is signed in with: sessions of browsers and tokens of phones and programs; each can be ended alone.

use super::{
    sessions,
    store::devices::{self as store, TokenRow},
};
use crate::{
    app::{
        account::wire::check_name,
        error::Code,
        settings::wire::{Device, DeviceKind, NewToken, agent_name},
    },
    server::{
        call::Caller,
        context::{Ctx, Guest, Member, rfc3339, sha256},
        db::Tx,
        error::Result,
        limits, push,
    },
};

/// A token is good for a year.
const TOKEN_MS: i64 = 365 * 86_400_000;
/// More living tokens than this are a mistake of some program.
const TOKENS_MAX: i64 = 100;
/// So many of them may have one label where a program gets them by itself.
const OF_LABEL: i64 = 50;
/// The last use is kept to the hour.
pub const TOUCH_MS: i64 = 3_600_000;

/// Browsers and phones of an account, this one first.
pub async fn list(ctx: &Ctx, me: &Member, caller: &Caller) -> Result<Vec<Device>> {
    let now = ctx.clock.now();
    let at = |millis| rfc3339(millis, &me.zone());
    let here = sessions::public_hash(&caller.session);
    let mut conn = ctx.db.read().await?;
    let browsers = store::sessions(&mut conn, &me.id, now).await?.into_iter().map(|row| Device {
        name: agent_name(&row.agent),
        is_here: here.as_ref() == Some(&row.id),
        id: row.id,
        kind: DeviceKind::Browser,
        created_at: at(row.created_at),
        seen_at: at(row.seen_at),
        expires_at: None,
    });
    let mut devices: Vec<Device> = browsers.collect();
    devices.sort_by_key(|device| !device.is_here);
    devices.extend(store::tokens(&mut conn, &me.id, now).await?.into_iter().map(|row| Device {
        id: row.id,
        kind: DeviceKind::Token,
        name: row.label,
        is_here: false,
        created_at: at(row.created_at),
        seen_at: at(row.seen_at),
        expires_at: Some(at(row.expires_at)),
    }));
    Ok(devices)
}

/// Ends one session or token of the caller's.
pub async fn end(ctx: &Ctx, me: Member, id: &str) -> Result<()> {
    let id = id.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if store::delete_session(tx, &me.id, &id).await? {
                    return over(tx, &me.id, &id).await;
                }
                let hash = store::delete_token(tx, &me.id, &id).await?.ok_or(Code::NotFound)?;
                over(tx, &me.id, &hash).await
            })
        })
        .await
}

/// Ends a token by its hash.
pub async fn end_token(ctx: &Ctx, account_id: &str, hash: String) -> Result<()> {
    let account_id = account_id.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::delete_own_token(tx, &account_id, &hash).await?;
                over(tx, &account_id, &hash).await
            })
        })
        .await
}

/// Removes sessions and tokens that are over, with the devices that came with them.
pub async fn end_old(ctx: &Ctx, now: i64) -> Result<()> {
    loop {
        let ended = ctx.db.write(move |tx| {
            Box::pin(async move {
                let mut ended = store::delete_old_sessions(tx, now).await?;
                ended.extend(store::delete_old_tokens(tx, now).await?);
                push::forget_sessions(tx, &ended).await?;
                Ok(ended.is_empty())
            })
        });
        if ended.await? {
            return Ok(());
        }
    }
}

/// Ends everything but the caller's own session.
pub async fn end_others(ctx: &Ctx, me: Member, caller: &Caller) -> Result<()> {
    let kept = sessions::public_hash(&caller.session).unwrap_or_default();
    ctx.db.write(move |tx| Box::pin(async move { end_all(tx, &me.id, &kept).await })).await
}

/// Ends all sessions and tokens of an account but the session that is kept.
pub async fn end_all(tx: &mut Tx, account_id: &str, kept: &str) -> Result<()> {
    let mut ended = store::delete_sessions(tx, account_id, kept).await?;
    ended.extend(store::delete_tokens(tx, account_id).await?);
    for hash in ended {
        tx.publish(sessions::ended(account_id, &hash));
    }
    push::forget_others(tx, account_id, kept).await
}

/// A session or token is over: whoever is connected with it hears of it, and no push goes to its device.
async fn over(tx: &mut Tx, account_id: &str, hash: &str) -> Result<()> {
    tx.publish(sessions::ended(account_id, hash));
    push::forget_session(tx, hash).await
}

/// Where pushes go for the browser or phone that calls, until its session ends.
pub async fn reach(ctx: &Ctx, me: &Member, caller: &Caller, target: push::Target) -> Result<()> {
    limits::spend(ctx, [(limits::DEVICES_PER_ACCOUNT, me.id.as_str())]).await?;
    let (ctx_here, id) = (ctx.clone(), me.id.clone());
    let session = caller.public_hash().ok_or(Code::NotSignedIn)?;
    ctx.db.write(move |tx| Box::pin(async move { push::register(&ctx_here, tx, &id, &session, &target).await })).await
}

/// True if the session or token of this call came with a device for pushes.
pub async fn is_reached(ctx: &Ctx, _: &Member, caller: &Caller) -> Result<bool> {
    let session = caller.public_hash().ok_or(Code::NotSignedIn)?;
    push::has_session(&mut ctx.db.read().await?, &session).await
}

/// No more pushes to this browser or phone, by its address.
pub async fn leave_alone(ctx: &Ctx, me: Member, address: String) -> Result<()> {
    if address.contains('\0') {
        return Err(Code::NotFound.into());
    }
    ctx.db.write(move |tx| Box::pin(async move { push::forget(tx, &me.id, &address).await })).await
}

/// Makes a token for who is signed in or says name and password. It is told once and kept as a hash only.
pub async fn issue(
    ctx: &Ctx,
    guest: Guest,
    caller: &Caller,
    login: Option<(String, String)>,
    label: &str,
) -> Result<NewToken> {
    let label = check_name(label)?;
    let account_id = match login {
        Some((login, password)) => super::sign_in(ctx, guest, &caller.address, &login, password).await?,
        // A token can't make tokens: whoever found one could never be locked out again.
        None if caller.has_token() => return Err(Code::NotAllowed.into()),
        None => caller.member(ctx).await?.ok_or(Code::NotSignedIn)?.id.clone(),
    };
    let (token, now) = (ctx.rng.token(), ctx.clock.now());
    let row = TokenRow { id: ctx.new_id(), label, created_at: now, seen_at: now, expires_at: now + TOKEN_MS };
    let (id, hash) = (row.id.clone(), sha256(&token));
    let expires_at = rfc3339(row.expires_at, &jiff::tz::TimeZone::UTC);
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if store::count_tokens(tx, &account_id, now).await? >= TOKENS_MAX {
                    return Err(Code::TooMany.into());
                }
                store::insert_token(tx, &account_id, row, &hash).await
            })
        })
        .await?;
    Ok(NewToken { id, token, expires_at })
}

/// Gives an account a token that a program asked for with another one, or with a proof of its own. So that programs which
/// do so often lock nobody out, the one of the same label that was not used for longest makes room.
pub async fn add_token(ctx: &Ctx, tx: &mut Tx, account_id: &str, label: &str, hash: &str) -> Result<()> {
    let now = ctx.clock.now();
    let row = TokenRow {
        id: ctx.new_id(),
        label: label.to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: now + TOKEN_MS,
    };
    store::insert_token(tx, account_id, row, hash).await?;
    for ended in store::trim_tokens(tx, account_id, label, OF_LABEL).await? {
        over(tx, account_id, &ended).await?;
    }
    Ok(())
}

/// The account that a token opens.
pub async fn by_token(ctx: &Ctx, token: &str) -> Result<Option<Member>> {
    let now = ctx.clock.now();
    let mut conn = ctx.db.read().await?;
    let Some((account_id, id, seen_at)) = store::by_token(&mut conn, &sha256(token), now).await? else {
        return Ok(None);
    };
    let member = sessions::by_id(&mut conn, &account_id).await?;
    // The connection goes back first: waiting for a second one while holding it could starve everybody.
    drop(conn);
    if now - seen_at >= TOUCH_MS
        && let Err(error) = ctx.db.execute(store::touch_token(&id, now)).await
    {
        tracing::warn!(%error, "the use of a token could not be noted");
    }
    Ok(member)
}
