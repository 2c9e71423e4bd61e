//! A way back in for who forgot the password: a link by mail, good for an hour and for one use.

use super::{
    devices, email_key,
    guests::check_short_password,
    names,
    passwords::{self, Digest},
    sessions, store,
};
use crate::{
    app::{
        account::wire::{Done, check_password},
        error::Code,
        i18n::Language,
    },
    server::{
        bus::{Audience, Notice},
        call::Caller,
        context::{Ctx, Guest, sha256},
        error::{Error, Result},
        limits,
        mail::{self, Mail},
    },
};

/// The link is good for so long.
const RESET_MS: i64 = 3_600_000;

/// What the mail brings: a link to the page, or the bare code for clients that have a field for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Link,
    Code,
    /// A short one that is typed on a phone.
    Typed,
}

/// Sends the way back in to whoever this name or address means. The answer is the same for everybody.
pub async fn ask(ctx: &Ctx, _: Guest, address: &str, login: &str, way: Way) -> Result<()> {
    let login = login.trim();
    let subject = if login.contains('@') { email_key(login) } else { names::key(login) };
    limits::spend(ctx, [(limits::RESETS_PER_ADDRESS, address), (limits::RESETS_PER_LOGIN, &subject)]).await?;
    let is_possible = !login.is_empty() && login.chars().count() <= 254 && !login.chars().any(char::is_control);
    if !is_possible {
        return Ok(());
    }
    let is_email = login.contains('@');
    let mut receivers = Vec::new();
    // Not in the head of the loop, where the connection would be held while each turn asks for another one.
    let forgetful = store::forgetful(&mut ctx.db.read().await?, &subject, is_email).await?;
    for account in forgetful {
        // A full mailbox gets no more, and the answer stays the same.
        match limits::spend(ctx, [(limits::MAILS_PER_MAILBOX, &email_key(&account.email))]).await {
            Ok(()) => receivers.push(account),
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let expires_at = ctx.clock.now() + RESET_MS;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                for account in receivers {
                    let token = if way == Way::Typed { short_code(&job_ctx) } else { job_ctx.rng.token() };
                    let proof = store::Proof { account_id: account.id, email: account.email.clone() };
                    let hash = if way == Way::Typed { typed_hash(&proof.account_id, &token) } else { sha256(&token) };
                    store::insert_proof(tx, &hash, &proof, store::RESET, expires_at).await?;
                    let text = &Language::parse(&account.language).unwrap_or_default().text().settings;
                    let link = format!("{}/reset?token={token}", job_ctx.config.base_url);
                    let body = match way {
                        Way::Link => (text.mail_reset)(&account.user_name, &link),
                        Way::Code | Way::Typed => (text.mail_reset_code)(&account.user_name, &token),
                    };
                    let mail = Mail { to: account.email, subject: text.mail_reset_subject.into(), text: body };
                    mail::queue(&job_ctx, tx, &mail).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Takes the link's token and a new password: everything that was signed in is out, and the caller is in.
pub async fn reset(ctx: &Ctx, _: Guest, caller: &Caller, token: &str, password: String) -> Result<Done> {
    check_password(&password)?;
    let account_id = replace(ctx, &caller.address, None, sha256(token), Digest::of(&password)).await?;
    sessions::admit(&mut ctx.db.read().await?, &account_id).await?;
    sessions::enter(ctx, &caller.session, &caller.agent, &account_id).await?;
    Ok(Done::to("/"))
}

/// Takes the code of a name and a new password; nobody is in by that. Unknown names and wrong codes look alike.
pub async fn reset_by_code(ctx: &Ctx, address: &str, name: &str, code: &str, password: String) -> Result<()> {
    check_short_password(&password)?;
    match replace(ctx, address, Some(name), sha256(code), Digest::of(&password)).await {
        Err(Error::Refused(Code::LinkExpired)) => Err(Code::CodeWrong.into()),
        replaced => replaced.map(|_| ()),
    }
}

/// Takes the short code that was mailed to an address, and the digest of a new password; nobody is in by that. Unknown
/// addresses and wrong codes look alike.
pub async fn reset_by_typed(ctx: &Ctx, address: &str, email: &str, code: &str, digest: Digest) -> Result<()> {
    let mailbox = email_key(email);
    // The codes are short: how often they are tried is counted for the mailbox too.
    let limit = [(limits::GUESSES_PER_ACCOUNT, mailbox.as_str())];
    limits::spend(ctx, limit).await?;
    let code = code.trim().to_uppercase();
    let now = ctx.clock.now();
    let mut found = None;
    {
        let mut conn = ctx.db.read().await?;
        for account in store::forgetful(&mut conn, &mailbox, true).await? {
            let hash = typed_hash(&account.id, &code);
            if store::guests::proof(&mut conn, &hash, store::RESET, now).await?.is_some() {
                found = Some(hash);
            }
        }
    }
    let replaced = match found {
        Some(hash) => replace(ctx, address, None, hash, digest).await,
        None => {
            limits::spend(ctx, [(limits::GUESSES_PER_ADDRESS, address)]).await?;
            Err(Code::LinkExpired.into())
        }
    };
    match replaced {
        Err(Error::Refused(Code::LinkExpired)) => Err(Code::ResetCodeWrong.into()),
        Err(error) => Err(error),
        Ok(_) => limits::give_back(ctx, limit).await,
    }
}

/// Eight characters that can't be taken for one another.
fn short_code(ctx: &Ctx) -> String {
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    ctx.rng.bytes::<8>().iter().map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()])).collect()
}

/// A short code is found again only with the account that it is for.
fn typed_hash(account_id: &str, code: &str) -> String {
    sha256(&format!("{account_id} {code}"))
}

/// Sets the password of the account that a token was sent for, if that has the name when one is given; its id. Whoever
/// reads the mailbox has proven the address as well.
async fn replace(ctx: &Ctx, address: &str, name: Option<&str>, token: String, password: Digest) -> Result<String> {
    let limit = [(limits::GUESSES_PER_ADDRESS, address)];
    limits::spend(ctx, limit).await?;
    let wanted = name.map(names::key);
    let hash = passwords::hash(ctx, password).await?;
    let now = ctx.clock.now();
    let account_id = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let proof = store::take_proof(tx, &token, store::RESET, now).await?.ok_or(Code::LinkExpired)?;
                if wanted.is_some() && store::guests::user_key(tx, &proof.account_id).await? != wanted {
                    return Err(Code::LinkExpired.into());
                }
                store::update_password(tx, &proof.account_id, &hash).await?;
                let key = email_key(&proof.email);
                let account = store::settings(tx, &proof.account_id).await?.ok_or(Code::LinkExpired)?;
                let is_still_theirs = account.email.as_deref().map(email_key).as_deref() == Some(key.as_str());
                if is_still_theirs && !store::is_proven(tx, &key).await? {
                    store::prove_email(tx, &proof, &key, now).await?;
                }
                store::delete_proofs(tx, &proof.account_id).await?;
                devices::end_all(tx, &proof.account_id, "").await?;
                let notice = serde_json::json!({"kind": "account"});
                tx.publish(Notice::new(Audience::Person(proof.account_id.clone()), &notice));
                Ok(proof.account_id)
            })
        })
        .await?;
    limits::give_back(ctx, limit).await?;
    Ok(account_id)
}
