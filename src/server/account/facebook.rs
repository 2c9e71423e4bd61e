//! Accounts by their Facebook identity, as the nearby apps make them, and the ids by which those apps know people.

use super::{
    devices, known_zone, sessions,
    store::{self, NewRow},
};
use crate::{
    app::{account::wire::check_name, error::Code, i18n::Language},
    server::{
        context::{Ctx, Member, sha256},
        db::{Conn, Tx},
        error::{Error, Result},
        limits, push,
    },
};
use std::collections::HashMap;

/// The issuer of these identities.
const ISSUER: &str = store::FACEBOOK;
/// How the tokens of these apps are called in the list of devices.
const LABEL: &str = "Nearby";

/// Makes an account of a Facebook identity that was verified, or finds it; a fresh token for it. Earlier ones stay valid.
/// A new account needs a name, which may be empty.
pub async fn enter(
    ctx: &Ctx,
    address: &str,
    facebook_id: &str,
    name: Option<&str>,
    device: Option<push::Target>,
) -> Result<String> {
    if store::by_identity(&mut ctx.db.read().await?, ISSUER, facebook_id).await?.is_none() {
        limits::spend(ctx, [(limits::SIGN_UPS_PER_ADDRESS, address)]).await?;
    }
    match try_enter(ctx, facebook_id, name, device.clone()).await {
        // Another call made the account at the same moment, or took the name: that is there now.
        Err(Error::Refused(Code::Unavailable | Code::NameTaken)) => try_enter(ctx, facebook_id, name, device).await,
        done => done,
    }
}

async fn try_enter(ctx: &Ctx, facebook_id: &str, name: Option<&str>, device: Option<push::Target>) -> Result<String> {
    let (token, now, here) = (ctx.rng.token(), ctx.clock.now(), ctx.clone());
    let display_name = name.map(|name| match check_name(name) {
        Ok(name) => name,
        Err(_) => format!("Neighbour {}", ctx.rng.within(10_000, 99_999)),
    });
    let (facebook_id, hash) = (facebook_id.to_owned(), sha256(&token));
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let id = match store::by_identity(tx, ISSUER, &facebook_id).await? {
                    Some(id) => id,
                    None => make(&here, tx, &facebook_id, display_name.ok_or(Code::Malformed)?, now).await?,
                };
                sessions::admit(tx, &id).await?;
                devices::add_token(&here, tx, &id, LABEL, &hash).await?;
                if let Some(device) = device {
                    push::register(&here, tx, &id, &hash, &device).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(token)
}

async fn make(ctx: &Ctx, tx: &mut Tx, facebook_id: &str, display_name: String, now: i64) -> Result<String> {
    let row = NewRow {
        id: ctx.new_id(),
        display_name,
        user_name: String::new(),
        user_key: String::new(),
        email: None,
        is_proven: false,
        password_hash: None,
        picture: String::new(),
        language: Language::default().code(),
        time_zone: known_zone(""),
        created_at: now,
    };
    let id = row.id.clone();
    super::insert(tx, row, None).await?;
    store::insert_identity(tx, ISSUER, facebook_id, &id, now).await?;
    let is_first = store::by_identity(tx, ISSUER, facebook_id).await?.as_ref() == Some(&id);
    if is_first { Ok(id) } else { Err(Code::Unavailable.into()) }
}

/// Another token for who has one, as these apps ask for it.
pub async fn issue(ctx: &Ctx, me: &Member) -> Result<String> {
    let (token, here, id) = (ctx.rng.token(), ctx.clone(), me.id.clone());
    let hash = sha256(&token);
    ctx.db.write(move |tx| Box::pin(async move { devices::add_token(&here, tx, &id, LABEL, &hash).await })).await?;
    Ok(token)
}

/// The account of somebody whom an app knows by a Facebook id, or by the account's own.
pub async fn by_public_id(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    if id.is_empty() || id.len() > 64 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    if let Some(found) = store::by_identity(conn, ISSUER, id).await? {
        return Ok(Some(found));
    }
    Ok(super::profile(conn, id).await?.map(|profile| profile.id))
}

/// The ids by which these apps know those of these accounts that have a Facebook identity.
pub async fn public_ids(conn: &mut Conn, ids: &[String]) -> Result<HashMap<String, String>> {
    Ok(store::subjects(conn, ISSUER, ids).await?.into_iter().collect())
}
