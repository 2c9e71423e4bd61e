//! What every operation is given: database, clock, randomness, bus, mail; and the proofs of who calls.

use super::{
    account, board, bus::Bus, config::Config, db::Db, error::Result, letters, limits::Floods, mail::Mailer,
    metrics::Metrics, nearby, presence::Presence, push, rooms,
};
use rand::RngCore;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tokio::sync::{Notify, Semaphore};

/// The running program, as operations see it. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub config: Arc<Config>,
    pub db: Db,
    pub clock: Clock,
    pub rng: Rng,
    pub bus: Bus,
    /// Who is connected.
    pub presence: Presence,
    /// Who polls for what happens in rooms.
    pub rooms: rooms::Sessions,
    /// The click board.
    pub board: board::Board,
    /// Where people are.
    pub positions: nearby::Positions,
    pub mailer: Arc<Mailer>,
    /// Rung after a commit that stored work for the job queue.
    pub jobs: Arc<Notify>,
    /// How fast people may write, come and go.
    pub floods: Arc<Floods>,
    /// At most so many password hashes at a time: each takes 19 MiB and a core.
    pub hashing: Arc<Semaphore>,
    /// One picture at a time: each can take some hundred megabytes.
    pub decoding: Arc<Semaphore>,
    pub metrics: Metrics,
    /// The services that devices are reached by.
    pub push: Arc<push::Services>,
    /// When letters may arrive.
    pub choices: Arc<letters::Choices>,
    /// For calls to servers elsewhere. It follows no redirects: they could lead into our own network.
    pub http: reqwest::Client,
    /// What the OpenID provider says of itself.
    pub oidc: Arc<account::oidc::Provider>,
    /// The bytes of what people upload.
    pub media: Arc<dyn object_store::ObjectStore>,
    /// Keys what is stored about addresses and mailboxes, so that the database does not list them.
    pub secret: Arc<[u8; 32]>,
}

/// Where "now" comes from. Tests turn the hands themselves.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// So many milliseconds ahead of the machine's, to rehearse what is far away.
    Ahead(i64),
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// Milliseconds since 1970 UTC.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> i64 {
        match self {
            Clock::System => jiff::Timestamp::now().as_millisecond(),
            Clock::Ahead(millis) => Clock::System.now() + millis,
            Clock::Manual(hands) => hands.load(Ordering::SeqCst),
        }
    }
}

/// Where ids, tokens and nonces come from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rng;

impl Rng {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws random numbers")]
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }

    /// A number from the first to the last, each as likely.
    #[expect(clippy::disallowed_methods, reason = "the one place that draws random numbers")]
    pub fn within(self, first: i64, last: i64) -> i64 {
        rand::Rng::random_range(&mut rand::rng(), first..=last)
    }

    /// 256 random bits for links and tokens, URL-safe.
    pub fn token(self) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}

impl Ctx {
    /// A new id: UUIDv7 without dashes, so that rows of one time lie together in an index. Never all digits, since
    /// some documented routes tell our ids from foreign numeric ones that way.
    pub fn new_id(&self) -> String {
        loop {
            let millis = u64::try_from(self.clock.now()).unwrap_or(0);
            let id =
                uuid::Builder::from_unix_timestamp_millis(millis, &self.rng.bytes()).into_uuid().simple().to_string();
            if id.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                return id;
            }
        }
    }

    /// A keyed hash for things that must be found again but not be readable in the database.
    pub fn keyed_hash(&self, purpose: &str, text: &str) -> String {
        use hmac::{Hmac, KeyInit, Mac};
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(self.secret.as_slice())
            .unwrap_or_else(|_| unreachable!("any length of key will do"));
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// The zone-aware instant of now.
    pub fn timestamp(&self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.clock.now()).unwrap_or_default()
    }
}

/// An instant in epoch milliseconds as RFC 3339 with the offset of a zone.
pub fn rfc3339(millis: i64, zone: &jiff::tz::TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hex SHA-256, for tokens at rest.
pub fn sha256(text: &str) -> String {
    use sha2::Digest;
    hex(&sha2::Sha256::digest(text.as_bytes()))
}

/// Somebody without an account.
#[derive(Clone, Debug)]
pub struct Guest;

/// Proof that the caller is signed in to this account. Only `server::call` and tests make one.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: String,
    /// Display name.
    pub name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub language: crate::app::i18n::Language,
    /// IANA name.
    pub time_zone: String,
    pub email_verified: bool,
    pub is_admin: bool,
    /// Address of the picture, empty without one.
    pub picture: String,
    /// `light`, `dark`, or none: as the system.
    pub theme: Option<&'static str>,
    /// Shortcuts of one key are on.
    pub single_keys: bool,
    /// Friends see when they are connected.
    pub shows_presence: bool,
    /// A visitor without credentials, who may use rooms and board only. `server::call` hands one out where that is meant.
    pub is_guest: bool,
}

impl Member {
    /// The account's zone; UTC if the stored name has gone from the zone database.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

/// Proof that the caller may run the installation.
#[derive(Clone, Debug)]
pub struct Admin(pub Member);

impl TryFrom<Member> for Admin {
    type Error = super::error::Error;

    fn try_from(member: Member) -> Result<Self> {
        if member.is_admin { Ok(Admin(member)) } else { Err(crate::app::error::Code::NotAllowed.into()) }
    }
}
