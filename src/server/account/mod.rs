//! Accounts: signing up, in and out, proving an e-mail address. Knows no other feature.

pub mod admin;
mod by_phone;
pub mod devices;
pub mod facebook;
pub mod guests;
mod look;
mod names;
pub mod news;
pub mod oidc;
mod passwords;
pub mod phones;
pub mod picture;
pub mod profile;
pub mod recovery;
pub mod sessions;
mod store;

use super::{
    bus::{Audience, Notice},
    call::Caller,
    context::{Ctx, Guest, Member, sha256},
    db::{Conn, Tx},
    error::Result,
    limits,
    mail::{self, Mail},
};
use crate::app::{
    account::wire::{Done, Me, check_email, check_name, check_next, check_password, check_user_name},
    error::Code,
    i18n::Language,
};
pub use by_phone::{NewPhoneAccount, sign_up_by_phone};
pub use look::choose_look;
pub use passwords::Digest;
pub use store::{Person, Profile};

/// A verification link is good for so long.
const PROOF_MS: i64 = 3 * 86_400_000;

/// What signing up by e-mail needs.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: String,
    /// Empty: a free one is made from the name.
    pub user_name: String,
    pub email: String,
    pub password: String,
    pub language: Language,
    /// IANA name from the browser; unknown ones count as UTC.
    pub time_zone: String,
}

/// Makes an account with a password and sends the link that proves the address. The answer is the same whether or not
/// the address belongs to somebody already: claims are free, only one can prove it.
pub async fn sign_up(ctx: &Ctx, _: Guest, address: &str, new: NewAccount) -> Result<String> {
    let name = check_name(&new.name)?;
    let user_name = match new.user_name.trim() {
        "" => None,
        wished => Some(check_user_name(wished).and_then(names::check)?),
    };
    let email = check_email(&new.email)?;
    check_password(&new.password)?;
    let mailbox = email_key(&email);
    limits::spend(ctx, [(limits::SIGN_UPS_PER_ADDRESS, address), (limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let password_hash = passwords::hash(ctx, Digest::of(&new.password)).await?;
    let row = store::NewRow {
        id: ctx.new_id(),
        display_name: name,
        user_name: String::new(),
        user_key: String::new(),
        email: Some(email.clone()),
        is_proven: false,
        password_hash: Some(password_hash),
        picture: String::new(),
        language: new.language.code(),
        time_zone: known_zone(&new.time_zone),
        created_at: ctx.clock.now(),
    };
    let (id, job_ctx) = (row.id.clone(), ctx.clone());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let id = row.id.clone();
                let user_name = insert(tx, row, user_name).await?;
                send_proof(&job_ctx, tx, (&id, &user_name), &email, new.language).await
            })
        })
        .await?;
    Ok(id)
}

/// Makes an account with a proven address for somebody who does not sign up: no limits, no mail.
pub async fn found(ctx: &Ctx, new: NewAccount) -> Result<String> {
    let password_hash = passwords::hash(ctx, Digest::of(&new.password)).await?;
    let row = store::NewRow {
        id: ctx.new_id(),
        display_name: new.name,
        user_name: String::new(),
        user_key: String::new(),
        email: Some(new.email),
        is_proven: true,
        password_hash: Some(password_hash),
        picture: String::new(),
        language: new.language.code(),
        time_zone: known_zone(&new.time_zone),
        created_at: ctx.clock.now(),
    };
    let id = row.id.clone();
    ctx.db.write(move |tx| Box::pin(insert(tx, row, Some(new.user_name)))).await?;
    Ok(id)
}

/// How many accounts there are.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    store::count(conn).await
}

/// Checks name (or e-mail) and password; the account's id. Every failure looks alike and takes alike long.
pub async fn sign_in(ctx: &Ctx, guest: Guest, address: &str, login: &str, password: String) -> Result<String> {
    // A password longer than any is not worth a hash.
    let login = if password.len() <= 4096 { login } else { "" };
    sign_in_by_digest(ctx, guest, address, login, Digest::of(&password)).await
}

/// `sign_in` for clients that send the digest of the password.
pub async fn sign_in_by_digest(ctx: &Ctx, _: Guest, address: &str, login: &str, digest: Digest) -> Result<String> {
    let login = login.trim();
    // What no account can have is not worth a look.
    let is_possible = login.chars().count() <= 254 && !login.chars().any(char::is_control);
    let candidates = if is_possible { candidates(&mut ctx.db.read().await?, login).await? } else { Vec::new() };
    // By whatever name it is called, an account has one counter.
    let unknown = || if login.contains('@') { email_key(login) } else { names::key(login) };
    let subject = candidates.first().map_or_else(unknown, |(id, _)| id.clone());
    let limits = [(limits::GUESSES_PER_ADDRESS, address), (limits::GUESSES_PER_ACCOUNT, subject.as_str())];
    // Counted before the password is looked at, so that a burst can't slip through, and given back if it fits.
    limits::spend(ctx, limits).await?;
    let id = passwords::find(ctx, candidates, digest).await?.ok_or(Code::WrongPassword)?;
    limits::give_back(ctx, limits).await?;
    sessions::admit(&mut ctx.db.read().await?, &id).await?;
    Ok(id)
}

/// Id and password hash of the accounts that a login may mean.
async fn candidates(conn: &mut Conn, login: &str) -> Result<Vec<(String, String)>> {
    if login.contains('@') {
        store::by_email(conn, &email_key(login)).await
    } else {
        store::by_user_key(conn, &names::key(login)).await
    }
}

/// Signs in and starts a session.
pub async fn enter(
    ctx: &Ctx,
    guest: Guest,
    caller: &Caller,
    login: &str,
    password: String,
    next: &str,
) -> Result<Done> {
    let id = sign_in(ctx, guest, &caller.address, login, password).await?;
    oidc::link_pending(ctx, &caller.session, &id).await?;
    sessions::enter(ctx, &caller.session, &caller.agent, &id).await?;
    Ok(Done::to(check_next(next)))
}

/// Signs up and starts a session. A guest keeps what they have.
pub async fn join(ctx: &Ctx, guest: Guest, caller: &Caller, new: NewAccount, next: &str) -> Result<Done> {
    let id = match caller.anyone(ctx).await? {
        Some(me) if me.is_guest => {
            guests::settle(ctx, &caller.address, me, new).await?;
            me.id.clone()
        }
        _ => sign_up(ctx, guest, &caller.address, new).await?,
    };
    sessions::enter(ctx, &caller.session, &caller.agent, &id).await?;
    let next = check_next(next);
    Ok(Done::to(if next == "/" { "/verify" } else { next }))
}

/// Ends the caller's session, or the token that they call with.
pub async fn leave(ctx: &Ctx, caller: &Caller) -> Result<Done> {
    let me = caller.anyone(ctx).await?;
    match (me, caller.public_hash()) {
        (Some(me), Some(hash)) if caller.has_token() => devices::end_token(ctx, &me.id, hash).await?,
        _ => sessions::leave(ctx, &caller.session, me).await?,
    }
    Ok(Done::to("/sign-in"))
}

/// The language of a form field; English if it is none of ours.
pub fn language(code: &str) -> Language {
    Language::parse(code).unwrap_or_default()
}

/// Who the page's frame greets.
pub fn me(ctx: &Ctx, me: Member) -> Me {
    Me {
        today: ctx.timestamp().to_zoned(me.zone()).date(),
        id: me.id,
        name: me.name,
        user_name: me.user_name,
        email: me.email,
        email_verified: me.email_verified,
        language: me.language,
        time_zone: me.time_zone,
        is_admin: me.is_admin,
        picture: me.picture,
        is_guest: me.is_guest,
    }
}

/// Sends the verification link again.
pub async fn resend(ctx: &Ctx, me: Member) -> Result<()> {
    let (false, Some(email)) = (me.email_verified, me.email) else {
        return Ok(());
    };
    let mailbox = email_key(&email);
    limits::spend(ctx, [(limits::MAILS_PER_ACCOUNT, me.id.as_str()), (limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move { send_proof(&job_ctx, tx, (&me.id, &me.user_name), &email, me.language).await })
        })
        .await
}

/// Takes the link's token: the address counts as proven from now on.
pub async fn verify(ctx: &Ctx, _: Guest, address: &str, token: &str) -> Result<()> {
    let limit = [(limits::GUESSES_PER_ADDRESS, address)];
    limits::spend(ctx, limit).await?;
    let (token, now) = (sha256(token), ctx.clock.now());
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let proof = store::take_proof(tx, &token, store::EMAIL, now).await?.ok_or(Code::LinkExpired)?;
                let before = store::settings(tx, &proof.account_id).await?.ok_or(Code::LinkExpired)?;
                // Somebody else proved the address meanwhile: then this claim is void.
                store::prove_email(tx, &proof, &email_key(&proof.email), now)
                    .await
                    .map_err(|error| if error.is_duplicate() { Code::LinkExpired.into() } else { error })?;
                store::delete_proofs(tx, &proof.account_id).await?;
                // Whoever had the account by another address hears of it there.
                if let (Some(_), Some(old)) = (before.email_verified_at, before.email)
                    && email_key(&old) != email_key(&proof.email)
                {
                    let text = &language(&before.language).text().settings;
                    let body = (text.mail_email)(&before.user_name, &format!("{}/reset", job_ctx.config.base_url));
                    let mail = Mail { to: old, subject: text.mail_email_subject.into(), text: body };
                    mail::queue(&job_ctx, tx, &mail).await?;
                }
                tx.publish(Notice::new(Audience::Person(proof.account_id), &serde_json::json!({"kind": "account"})));
                Ok(())
            })
        })
        .await?;
    limits::give_back(ctx, limit).await
}

/// Names and pictures of these accounts, in no order.
pub async fn people(conn: &mut Conn, ids: &[String]) -> Result<Vec<Person>> {
    store::people(conn, ids).await
}

/// Which of these accounts speaks which language.
pub async fn languages(conn: &mut Conn, ids: &[String]) -> Result<Vec<(String, Language)>> {
    let rows = store::languages(conn, ids).await?;
    Ok(rows.into_iter().map(|(id, code)| (id, language(&code))).collect())
}

/// Makes who changes an account wait for one another; an ended guest is nobody.
pub async fn hold(tx: &mut Tx, id: &str) -> Result<()> {
    if store::hold(tx, id).await? { Ok(()) } else { Err(Code::NotSignedIn.into()) }
}

/// Everything that `/user` shows of an account.
pub async fn profile(conn: &mut Conn, id: &str) -> Result<Option<Profile>> {
    store::profile(conn, id).await
}

/// No name or address that is searched for is longer, in characters.
const SEARCH_MAX: usize = 254;

/// Accounts whose name has this part, or whose proven e-mail is exactly this, if they allow that; never the caller. In
/// order of their names, after the one with the id `after`.
pub async fn search(
    conn: &mut Conn,
    me: &Member,
    (friends, hidden): (&[String], &[String]),
    text: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Profile>> {
    if text.trim().is_empty() {
        return Err(Code::QueryEmpty.into());
    }
    if text.chars().count() > SEARCH_MAX || text.chars().any(char::is_control) {
        return Err(Code::Malformed.into());
    }
    let (part, email_key) = (names::search_key(text), email_key(text));
    let search = store::Search { me: &me.id, friends, hidden, part: &part, email_key: &email_key, after, limit };
    store::search(conn, &search).await
}

/// Removes sessions and links that are over.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let now = ctx.clock.now();
    ctx.db.execute(store::delete_old_proofs(now)).await?;
    devices::end_old(&ctx, now).await
}

/// Id of the registered person, or of the program, whom a name belongs to; look-alikes are the same.
pub async fn holder(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    let key = names::key(name);
    if names::is_reserved(&key) {
        return Ok(Some(String::new()));
    }
    let found = store::guests::kind_by_key(conn, &key).await?;
    Ok(found.filter(|(_, kind)| kind != "guest").map(|(id, _)| id))
}

/// The form in which texts are searched by part.
pub fn fold(text: &str) -> String {
    names::search_key(text)
}

/// The form in which names are compared, look-alikes folded away.
pub fn name_key(name: &str) -> String {
    names::key(name)
}

/// The comparison form of an e-mail address.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Stores the account under the wished user name, or under a free one made from the display name; the name.
async fn insert(tx: &mut Tx, mut row: store::NewRow, wished: Option<String>) -> Result<String> {
    match wished {
        Some(name) => {
            row.user_key = names::key(&name);
            row.user_name = name;
            if names::is_reserved(&row.user_key) {
                return Err(Code::NameTaken.into());
            }
        }
        None => row.user_name = free_name(tx, &row.display_name).await?,
    }
    row.user_key = names::key(&row.user_name);
    let user_name = row.user_name.clone();
    store::insert(tx, row).await.map_err(|error| if error.is_duplicate() { Code::NameTaken.into() } else { error })?;
    Ok(user_name)
}

/// The display name without what user names can't have, with a number if that is taken.
async fn free_name(tx: &mut Tx, display_name: &str) -> Result<String> {
    let base = names::proposal(display_name);
    let taken = store::keys_like(tx, &names::key(&base)).await?;
    let free = |name: &String| !taken.contains(&names::key(name)) && !names::is_reserved(&names::key(name));
    let numbered = (2..).map(|number| format!("{base} {number}"));
    Ok(std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base))
}

/// `account` is id and user name: the mail says who claims the address, so that nobody proves it for somebody else.
async fn send_proof(ctx: &Ctx, tx: &mut Tx, account: (&str, &str), email: &str, language: Language) -> Result<()> {
    let text = &language.text().account;
    let mail = if store::is_proven(tx, &email_key(email)).await? {
        // The owner learns of it; whoever claims the address learns nothing.
        let link = format!("{}/sign-in", ctx.config.base_url);
        Mail { to: email.to_owned(), subject: text.mail_known_subject.into(), text: (text.mail_known)(&link) }
    } else {
        let token = ctx.rng.token();
        let proof = store::Proof { account_id: account.0.to_owned(), email: email.to_owned() };
        store::insert_proof(tx, &sha256(&token), &proof, store::EMAIL, ctx.clock.now() + PROOF_MS).await?;
        let link = format!("{}/verify?token={token}", ctx.config.base_url);
        Mail {
            to: email.to_owned(),
            subject: text.mail_verify_subject.into(),
            text: (text.mail_verify)(account.1, &link),
        }
    };
    mail::queue(ctx, tx, &mail).await
}

/// The zone if the database knows it, else UTC.
pub fn known_zone(name: &str) -> String {
    zone(name).unwrap_or_else(|_| "UTC".to_owned())
}

/// The zone by the name that the database has for it.
fn zone(name: &str) -> Result<String, Code> {
    let zone = jiff::tz::TimeZone::get(name.trim()).map_err(|_| Code::ZoneUnknown)?;
    zone.iana_name().map(str::to_owned).ok_or(Code::ZoneUnknown)
}

#[cfg(test)]
mod tests;
