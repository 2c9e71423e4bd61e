//! Firebase Cloud Messaging, HTTP v1: what phones are reached by. It wants a bearer token, which a signed claim is
//! exchanged for and which is kept until it runs out.

use super::{LETTER, Outcome, Push};
use crate::server::{
    config::Config,
    context::Ctx,
    error::{Doing, Error, Result},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use web_push_native::jwt_simple::{
    algorithms::{RS256KeyPair, RSAKeyPairLike},
    claims::Claims,
    prelude::Duration,
};

const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
const GOOGLE: &str = "https://fcm.googleapis.com";
/// The service keeps pushes for four weeks at most.
const LONGEST_S: u64 = 28 * 86_400;
/// A token is thrown away so long before it runs out.
const MARGIN_MS: i64 = 60_000;

/// The service account of KITH_FCM_CREDENTIALS, and the token that it was given last.
pub struct Fcm {
    account: Account,
    key: RS256KeyPair,
    base: String,
    token: Mutex<Option<(String, i64)>>,
}

#[derive(Deserialize)]
struct Account {
    project_id: String,
    client_email: String,
    private_key: String,
    token_uri: String,
}

impl Fcm {
    /// None without credentials.
    pub fn load(config: &Config) -> Result<Option<Self>> {
        let Some(file) = &config.fcm_credentials else { return Ok(None) };
        let text = std::fs::read_to_string(file).doing("reading KITH_FCM_CREDENTIALS")?;
        let account: Account = serde_json::from_str(&text).doing("reading KITH_FCM_CREDENTIALS")?;
        let key = RS256KeyPair::from_pem(&account.private_key)
            .map_err(|error| Error::Broken("reading KITH_FCM_CREDENTIALS", error.to_string().into()))?;
        let base = config.fcm_url.clone().unwrap_or_else(|| GOOGLE.to_owned()).trim_end_matches('/').to_owned();
        Ok(Some(Self { account, key, base, token: Mutex::new(None) }))
    }

    async fn token(&self, ctx: &Ctx) -> Result<String> {
        let mut kept = self.token.lock().await;
        let now = ctx.clock.now();
        if let Some((token, _)) = kept.as_ref().filter(|(_, until)| *until > now) {
            return Ok(token.clone());
        }
        let claims = Claims::with_custom_claims(json!({"scope": SCOPE}), Duration::from_hours(1))
            .with_issuer(&self.account.client_email)
            .with_audience(&self.account.token_uri);
        let assertion = self
            .key
            .sign(claims)
            .map_err(|error| Error::Broken("signing for a push token", error.to_string().into()))?;
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", &assertion)];
        let answer =
            ctx.http.post(&self.account.token_uri).form(&form).send().await.doing("asking for a push token")?;
        let status = answer.status();
        if !status.is_success() {
            return Err(Error::Broken("asking for a push token", format!("the answer was {status}").into()));
        }
        let body: Value = answer.json().await.doing("reading a push token")?;
        let token = body["access_token"].as_str().unwrap_or_default().to_owned();
        let until = now + body["expires_in"].as_i64().unwrap_or(0) * 1000 - MARGIN_MS;
        *kept = Some((token.clone(), until));
        Ok(token)
    }

    async fn forget_token(&self) {
        *self.token.lock().await = None;
    }
}

/// Hands a push over, which is of use for so long.
pub async fn send(ctx: &Ctx, device: &str, push: &Push, left: std::time::Duration) -> Result<Outcome> {
    // Without credentials nobody can be reached; what is noted stays noted.
    let Some(fcm) = &ctx.push.fcm else { return Ok(Outcome::Sent) };
    let url = format!("{}/v1/projects/{}/messages:send", fcm.base, fcm.account.project_id);
    let message = message(device, push, left.as_secs().min(LONGEST_S));
    let call = ctx.http.post(url).bearer_auth(fcm.token(ctx).await?).json(&message);
    let answer = call.send().await.doing("handing over a push")?;
    let status = answer.status().as_u16();
    if (200..=299).contains(&status) {
        return Ok(Outcome::Sent);
    }
    let body: Value = answer.json().await.unwrap_or_default();
    let details = body["error"]["details"].as_array().cloned().unwrap_or_default();
    let says = |word: &str| details.iter().any(|detail| detail["errorCode"] == word);
    match status {
        // No token of theirs, or none any more. Another 404 speaks of the project, not of the phone.
        400 | 404 if says("UNREGISTERED") || says("INVALID_ARGUMENT") => Ok(Outcome::Gone),
        401 => {
            fcm.forget_token().await;
            Err(Error::Broken("handing over a push", "the token was refused".into()))
        }
        _ => Err(Error::Broken("handing over a push", format!("the service answered {status}").into())),
    }
}

/// Data for Android apps, which make their own words of it, and an alert for iPhones.
fn message(device: &str, push: &Push, seconds: u64) -> Value {
    let is_letter = matches!(push, Push::News { kind, .. } if kind == LETTER);
    let (data, apns) = match push {
        Push::News { kind, title, url, tag } => {
            let mut data = json!({"kind": kind, "title": title, "url": url, "tag": tag});
            if is_letter {
                // To the letters app this says that a letter has arrived.
                data["receiver_reg_id"] = json!(device);
            }
            (data, json!({"payload": {"aps": {"alert": title, "sound": "ache.caf", "badge": 1}}}))
        }
        // Wakes the app, says nothing to its owner.
        Push::Logging { logging, .. } => (
            json!({"logging": logging}),
            json!({"headers": {"apns-push-type": "background", "apns-priority": "5"}, "payload": {"aps": {"content-available": 1}}}),
        ),
    };
    let mut android = json!({"priority": "high", "ttl": format!("{seconds}s")});
    // The service keeps apart four of them per phone, so that each chat can't have its own.
    if is_letter || matches!(push, Push::Logging { .. }) {
        android["collapse_key"] = json!(push.tag());
    }
    json!({"message": {"token": device, "data": data, "android": android, "apns": apns}})
}
