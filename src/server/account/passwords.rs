//! Password hashes: argon2id over the hex SHA-256 of the password, because the letters clients send only that digest
//! and one account must work from everywhere. Off the async threads, a few at a time.

use crate::{
    app::error::Code,
    server::{
        context::{Ctx, sha256},
        error::{Doing, Error, Result},
    },
};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;

/// The hex SHA-256 of a password: all that is ever handed on of one.
pub struct Digest(String);

impl Digest {
    pub fn of(password: &str) -> Self {
        Self(sha256(password))
    }

    /// As a letters client sends it.
    pub fn sent(digest: &str) -> Result<Self, Code> {
        let digest = digest.trim().to_lowercase();
        let is_one = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_one { Ok(Self(digest)) } else { Err(Code::DigestInvalid) }
    }
}

/// Verified when there is no account, so that an unknown name takes as long as a wrong password.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_digest("nobody", &[7; 16]).ok());

/// The hash of a new password, in PHC format.
pub async fn hash(ctx: &Ctx, Digest(digest): Digest) -> Result<String> {
    let salt = ctx.rng.bytes::<16>();
    on_a_thread(ctx, move || hash_digest(&digest, &salt)).await?
}

/// The first of these accounts whose password this is.
pub async fn find(ctx: &Ctx, candidates: Vec<(String, String)>, Digest(digest): Digest) -> Result<Option<String>> {
    on_a_thread(ctx, move || {
        if candidates.is_empty()
            && let Some(nobody) = NOBODY.as_deref()
        {
            fits(nobody, &digest);
        }
        candidates.into_iter().find(|(_, hash)| fits(hash, &digest)).map(|(id, _)| id)
    })
    .await
}

fn hash_digest(digest: &str, salt: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(digest.as_bytes(), salt);
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Broken("hashing a password", error.to_string().into()))
}

fn fits(hash: &str, digest: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(digest.as_bytes(), &hash).is_ok())
}

async fn on_a_thread<T: Send + 'static>(ctx: &Ctx, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = ctx.hashing.clone().acquire_owned().await.doing("waiting for a hash")?;
    // The turn goes with the work: it ends when the hash is done, also if nobody waits for it any more.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work).await.doing("hashing")
}
