//! Push: a word to the phones and browsers of somebody that there is something new, through their makers' services. What
//! it is stays here: a push says of what kind it is, and where to look. Knows no feature.

mod fcm;
mod outside;
mod store;
#[cfg(test)]
mod tests;
mod web;

use super::{
    config::Config,
    context::Ctx,
    db::Tx,
    error::Result,
    jobs::{self, Settle},
};
use crate::app::error::Code;
use fcm::Fcm;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};
pub use store::{devices_of, forget_others, forget_session, forget_sessions, has_session};
use web::Vapid;

/// The job kind that reaches one device.
pub const JOB: &str = "push";
/// More devices of one account are a mistake of some program; the oldest makes room.
const DEVICES_MAX: i64 = 20;

/// What devices are reached by.
pub struct Services {
    vapid: Vapid,
    fcm: Option<Fcm>,
    outside: reqwest::Client,
}

impl Services {
    pub fn new(config: &Config, secret: &[u8; 32]) -> Result<Self> {
        Ok(Self { vapid: Vapid::new(config, secret)?, fcm: Fcm::load(config)?, outside: outside::client()? })
    }

    /// The key that browsers subscribe with, in base64url.
    pub fn public_key(&self) -> String {
        self.vapid.public_key()
    }
}

/// The kind of `Push::Logging`, and that of news of letters: what the apps of the documented APIs know.
pub const LOGGING: &str = "logging";
pub const LETTER: &str = "letter";
/// A word about positions is worth nothing after so long.
const LOGGING_MS: i64 = 10 * 60_000;

/// Where pushes of somebody go.
#[derive(Clone, Debug)]
pub enum Target {
    /// A browser's subscription (RFC 8030, 8291).
    Web { endpoint: String, p256dh: String, auth: String },
    /// A token of Firebase Cloud Messaging.
    Fcm { token: String, app: App },
}

/// Whose app a phone is reached in. Those of the documented APIs take every push for the one kind that they know.
#[derive(Clone, Copy, Debug)]
pub enum App {
    /// One that knows all kinds.
    Kith,
    Letters,
    Nearby,
}

impl Target {
    /// A browser's subscription, if it is one.
    pub fn web(config: &Config, endpoint: String, p256dh: String, auth: String) -> Result<Self> {
        web::check_endpoint(config, &endpoint)?;
        web::check_keys(&p256dh, &auth)?;
        Ok(Self::Web { endpoint, p256dh, auth })
    }

    /// A phone's token, if there is one.
    pub fn fcm(token: &str, app: App) -> Option<Self> {
        let token = token.trim();
        let is_one = (10..=4096).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic());
        is_one.then(|| Self::Fcm { token: token.to_owned(), app })
    }
}

/// What a device is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Push {
    /// There is something new.
    News {
        /// For programs.
        kind: String,
        title: String,
        /// A path of this site, for who touches it.
        url: String,
        /// A later one of the same tag takes the place of an earlier one.
        tag: String,
    },
    /// Positions are wanted, or no more (contract of nearby). Nothing else is said, not even by whom.
    Logging {
        logging: Logging,
        /// Tells one start and its stop from others; it stays here.
        of: String,
        /// Milliseconds since 1970 UTC.
        at: i64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Logging {
    Start,
    Stop,
}

impl Push {
    pub fn logging(logging: Logging, of: &str, at: i64) -> Self {
        Self::Logging { logging, of: of.to_owned(), at }
    }

    /// The key of what this one makes needless, should it still wait.
    fn undoes(&self) -> Option<String> {
        match self {
            Push::News { .. } => None,
            Push::Logging { logging: Logging::Start, of, .. } => Some(format!("stop-{of}")),
            Push::Logging { logging: Logging::Stop, of, .. } => Some(format!("start-{of}")),
        }
    }

    /// What a device is told in the end: a later one takes the place of an earlier one that it was not told yet.
    fn tag(&self) -> &str {
        match self {
            Push::News { tag, .. } => tag,
            Push::Logging { .. } => LOGGING,
        }
    }

    /// One that waits for a device already tells as much as another of the same key.
    fn key(&self) -> String {
        match self {
            Push::News { tag, .. } => tag.clone(),
            Push::Logging { logging: Logging::Start, of, .. } => format!("start-{of}"),
            Push::Logging { logging: Logging::Stop, of, .. } => format!("stop-{of}"),
        }
    }
}

/// A push on its way to a device.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sending {
    device_id: String,
    push: Push,
    /// Nobody needs to hear of it any more then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<i64>,
}

/// What became of a push.
pub enum Outcome {
    Sent,
    /// The device is not there any more.
    Gone,
}

/// Notes a device of an account, for as long as the session that it belongs to; whoever had it before has it no more.
pub async fn register(ctx: &Ctx, tx: &mut Tx, account_id: &str, session: &str, target: &Target) -> Result<()> {
    store::upsert(tx, &ctx.new_id(), account_id, session, target, ctx.clock.now()).await?;
    store::trim(tx, account_id, DEVICES_MAX).await
}

/// Forgets a device of an account.
pub async fn forget(tx: &mut Tx, account_id: &str, address: &str) -> Result<()> {
    if store::delete_of(tx, account_id, address).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Queues pushes to devices, as `devices_of` finds them: account and words. They leave after commit, or not at all after
/// some time.
pub async fn queue(
    ctx: &Ctx,
    tx: &mut Tx,
    devices: &[(String, String)],
    pushes: &[(String, Push)],
    until: Option<i64>,
) -> Result<()> {
    let pushes: HashMap<&str, &Push> = pushes.iter().map(|(account, push)| (account.as_str(), push)).collect();
    let mut all = BTreeMap::new();
    for (account, device) in devices {
        let Some(push) = pushes.get(account.as_str()) else { continue };
        if let Some(key) = push.undoes() {
            jobs::cancel(tx, &format!("{JOB}-{device}-{key}")).await?;
        }
        // One that waits for this device already tells as much.
        all.insert(
            format!("{JOB}-{device}-{}", push.key()),
            Sending { device_id: device.clone(), push: (*push).clone(), until },
        );
    }
    jobs::enqueue_all_once(ctx, tx, JOB, &all, ctx.clock.now()).await
}

/// The job's handler. A device that has gone is forgotten.
pub async fn deliver(ctx: Ctx, sending: Sending) -> Result<Option<Settle>> {
    let Some(target) = store::target(&mut ctx.db.read().await?, &sending.device_id).await? else { return Ok(None) };
    let until = match sending.push {
        // Somebody who began to look long ago may have ended it since.
        Push::Logging { at, .. } => at + LOGGING_MS,
        Push::News { .. } => sending.until.unwrap_or(i64::MAX),
    };
    let left = u64::try_from(until.saturating_sub(ctx.clock.now())).map(Duration::from_millis);
    let Ok(left) = left else { return Ok(None) };
    let outcome = match target {
        Target::Web { endpoint, p256dh, auth } => {
            web::send(&ctx, &endpoint, (&p256dh, &auth), &sending.push, left).await?
        }
        Target::Fcm { token, .. } => fcm::send(&ctx, &token, &sending.push, left).await?,
    };
    Ok(match outcome {
        Outcome::Sent => None,
        Outcome::Gone => Some(Box::new(move |tx| Box::pin(async move { store::delete(tx, &sending.device_id).await }))),
    })
}
