//! Web Push: encrypted for the browser (RFC 8291), signed with our key (RFC 8292), handed to the browser's push service.

use super::{Outcome, Push};
use crate::{
    app::error::Code,
    server::{
        config::Config,
        context::Ctx,
        error::{Doing, Error, Result},
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use std::time::Duration;
use web_push_native::{
    Auth, WebPushBuilder,
    jwt_simple::algorithms::{ECDSAP256PublicKeyLike, ES256KeyPair},
    p256,
};

/// A push that could not be handed over for so long has no use any more. Its signature is good for as long, which may be
/// no more than a day (RFC 8292, 2).
const VALID: Duration = Duration::from_secs(12 * 3600);

/// The key that our pushes are signed with, and whom push services may write to.
pub struct Vapid {
    key: ES256KeyPair,
    subject: String,
}

impl Vapid {
    /// The key follows from the installation's secret, so that all its processes have the same.
    pub fn new(config: &Config, secret: &[u8; 32]) -> Result<Self> {
        use hmac::{Hmac, KeyInit, Mac};
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret).doing("making the push key")?;
        mac.update(b"vapid");
        let key = ES256KeyPair::from_bytes(&mac.finalize().into_bytes());
        let key = key.map_err(|error| Error::Broken("making the push key", error.to_string().into()))?;
        let from = config.vapid_subject.clone().or_else(|| config.mail_from.clone()).unwrap_or_default();
        let address = from.rsplit_once('<').map_or(from.as_str(), |(_, address)| address.trim_end_matches('>'));
        let subject = match address {
            "" => config.base_url.clone(),
            address if address.contains(':') => address.to_owned(),
            address => format!("mailto:{address}"),
        };
        Ok(Self { key, subject })
    }

    /// What browsers want to know of it, in base64url.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.public_key().public_key().to_bytes_uncompressed())
    }
}

/// Refuses what is no address of a push service: those are reached by https, by a name. A server on this machine may be
/// called by http where this installation is on this machine only, as in tests.
pub fn check_endpoint(config: &Config, endpoint: &str) -> Result<(), Code> {
    let url = reqwest::Url::parse(endpoint).map_err(|_| Code::Malformed)?;
    let host = url.host_str().unwrap_or_default();
    let is_named = url.domain().is_some_and(|domain| domain.contains('.'));
    let is_loopback = |host: &str| ["localhost", "127.0.0.1"].contains(&host);
    let base = reqwest::Url::parse(&config.base_url).ok();
    let is_own = is_loopback(host) && base.is_some_and(|base| is_loopback(base.host_str().unwrap_or_default()));
    let is_text = endpoint.bytes().all(|byte| byte.is_ascii_graphic());
    let is_service = url.scheme() == "https" && is_named && url.port().is_none() && url.username().is_empty();
    if endpoint.len() <= 1000 && is_text && (is_service || is_own) { Ok(()) } else { Err(Code::Malformed) }
}

/// The keys of a subscription, if they are such.
fn keys(p256dh: &str, auth: &str) -> Result<(p256::PublicKey, Auth)> {
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).doing("reading a subscription");
    let public = p256::PublicKey::from_sec1_bytes(&decode(p256dh)?);
    let public = public.map_err(|_| Error::from(Code::Malformed))?;
    let auth = decode(auth)?;
    if auth.len() != 16 {
        return Err(Code::Malformed.into());
    }
    Ok((public, Auth::clone_from_slice(&auth)))
}

/// Refuses keys that nothing could be encrypted for.
pub fn check_keys(p256dh: &str, auth: &str) -> Result<(), Code> {
    keys(p256dh, auth).map(|_| ()).map_err(|_| Code::Malformed)
}

/// Hands a push over, which is of use for so long.
pub async fn send(
    ctx: &Ctx,
    endpoint: &str,
    (p256dh, auth): (&str, &str),
    push: &Push,
    left: Duration,
) -> Result<Outcome> {
    let (public, auth) = keys(p256dh, auth)?;
    let body = match push {
        Push::News { .. } => serde_json::to_vec(push),
        Push::Logging { logging, .. } => serde_json::to_vec(&json!({"logging": logging})),
    };
    let body = body.doing("writing a push")?;
    let uri = endpoint.parse().doing("reading a push address")?;
    let vapid = &ctx.push.vapid;
    let builder = WebPushBuilder::new(uri, public, auth)
        .with_valid_duration(left.min(VALID))
        .with_vapid(&vapid.key, &vapid.subject);
    let request = builder.build(body).doing("encrypting a push")?;
    let (parts, body) = request.into_parts();
    let call = ctx.push.outside.post(endpoint).headers(parts.headers).header("topic", topic(push.tag())).body(body);
    let answer = call.send().await.map_err(reqwest::Error::without_url).doing("handing over a push")?;
    match answer.status().as_u16() {
        200..=299 => Ok(Outcome::Sent),
        404 | 410 => Ok(Outcome::Gone),
        status => Err(Error::Broken("handing over a push", format!("the service answered {status}").into())),
    }
}

/// A topic has up to 32 characters of base64url (RFC 8030, 5.4).
fn topic(tag: &str) -> String {
    crate::server::context::sha256(tag)[..32].to_owned()
}
