//! Guests, who have no credentials, and the bot; and accounts as the clients of rooms make and prove them: by name.

use super::{NewAccount, Person, email_key, insert, known_zone, names, passwords, store};
use crate::{
    app::{
        account::wire::{PASSWORD_MAX, check_email, check_name, check_password, check_user_name},
        error::Code,
        i18n::Language,
    },
    server::{
        bus::{Audience, Notice},
        context::{Ctx, Member, sha256},
        db::{Conn, Tx},
        error::Result,
        limits,
        mail::{self, Mail},
    },
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Kind of a guest's account.
pub const GUEST: &str = "guest";
/// Kind and id of the bot's account.
pub const BOT: &str = "bot";
/// A guest of the pages stays for so long without a visit.
pub const STAY_MS: i64 = 86_400_000;
/// The shortest password that the documented routes take.
const SHORTEST: usize = 6;
/// A link to prove an address is good for so long, as often as it is opened.
const PROOF_MS: i64 = 86_400_000;
/// Purpose of such a link.
const BY_NAME: &str = "name";

/// For how long a guest comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// For the session of a rooms client, which begins at once.
    Session,
    /// For a day after each visit of the pages.
    Day,
}

impl Stay {
    const fn millis(self) -> i64 {
        match self {
            Self::Session => 60_000,
            Self::Day => STAY_MS,
        }
    }
}

impl Person {
    pub fn is_guest(&self) -> bool {
        self.kind == GUEST
    }

    pub fn is_person(&self) -> bool {
        !self.is_guest() && !self.is_bot()
    }

    pub fn is_bot(&self) -> bool {
        self.kind == BOT
    }
}

/// Makes an account for a visitor, who stays until their session ends or until a time; its id. A name that an account has
/// is taken, one that another visitor has is in use.
pub async fn arrive(ctx: &Ctx, address: &str, name: &str, look: (Language, &str), stay: Stay) -> Result<String> {
    let name = check_user_name(name).and_then(names::check)?;
    let key = names::key(&name);
    if names::is_reserved(&key) {
        return Err(Code::NameTaken.into());
    }
    let limit = [(limits::GUESTS_PER_ADDRESS, address)];
    limits::spend(ctx, limit).await?;
    let row = new_row(ctx, &name, look);
    let (id, until) = (row.id.clone(), ctx.clock.now() + stay.millis());
    let made = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                match store::guests::kind_by_key(tx, &key).await? {
                    Some((_, kind)) if kind == GUEST => return Err(Code::NameInUse.into()),
                    Some(_) => return Err(Code::NameTaken.into()),
                    None => {}
                }
                let id = row.id.clone();
                insert(tx, row, Some(name)).await?;
                store::guests::set_kind(tx, &id, GUEST, Some(until), stay == Stay::Session).await
            })
        })
        .await;
    if made.is_err() {
        // A name that can't be had costs nothing.
        limits::give_back(ctx, limit).await?;
    }
    made.map(|()| id)
}

fn new_row(ctx: &Ctx, name: &str, (language, time_zone): (Language, &str)) -> store::NewRow {
    store::NewRow {
        id: ctx.new_id(),
        display_name: name.to_owned(),
        user_name: String::new(),
        user_key: String::new(),
        email: None,
        is_proven: false,
        password_hash: None,
        picture: String::new(),
        language: language.code(),
        time_zone: known_zone(time_zone),
        created_at: ctx.clock.now(),
    }
}

/// Ends a guest: signed out everywhere, the name free again; false if they were over.
pub async fn end(tx: &mut Tx, id: &str, now: i64) -> Result<bool> {
    if !store::guests::end(tx, id, now).await? {
        return Ok(false);
    }
    super::devices::end_all(tx, id, "").await?;
    Ok(true)
}

/// A guest of a rooms client has a session now: they stay for as long as that does.
pub async fn hold(tx: &mut Tx, id: &str) -> Result<()> {
    store::guests::hold(tx, id).await
}

/// Guests who go by the name of an account, from before it had it.
pub async fn namesakes(conn: &mut Conn, user_name: &str) -> Result<Vec<String>> {
    store::guests::namesakes(conn, &names::key(user_name)).await
}

/// True for a guest of a rooms client; one of the pages stays for a day.
pub async fn ends_with_session(conn: &mut Conn, id: &str) -> Result<bool> {
    store::guests::ends_with_session(conn, id).await
}

/// Guests who were not seen for too long, or never got a session.
pub async fn expired(conn: &mut Conn, now: i64) -> Result<Vec<String>> {
    store::guests::expired(conn, now).await
}

/// True for a guest who was not seen for too long, whom nobody else changes meanwhile.
pub async fn is_expired(tx: &mut Tx, id: &str, now: i64) -> Result<bool> {
    Ok(store::hold(tx, id).await? && store::guests::is_expired(tx, id, now).await?)
}

/// Makes a guest's account that of a person: what they wrote stays theirs.
pub async fn settle(ctx: &Ctx, address: &str, me: &Member, new: NewAccount) -> Result<()> {
    let name = check_name(&new.name)?;
    let wished = if new.user_name.trim().is_empty() { me.user_name.clone() } else { new.user_name };
    let user_name = check_user_name(&wished).and_then(names::check)?;
    let email = check_email(&new.email)?;
    check_password(&new.password)?;
    let mailbox = email_key(&email);
    limits::spend(ctx, [(limits::SIGN_UPS_PER_ADDRESS, address), (limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let settled = store::guests::Settled {
        id: me.id.clone(),
        user_key: names::key(&user_name),
        search_key: names::search_key(&format!("{name} {user_name}")),
        display_name: name,
        user_name,
        email,
        email_key: mailbox,
        password_hash: passwords::hash(ctx, passwords::Digest::of(&new.password)).await?,
        time_zone: known_zone(&new.time_zone),
        language: new.language.code(),
    };
    if names::is_reserved(&settled.user_key) {
        return Err(Code::NameTaken.into());
    }
    let job_ctx = ctx.clone();
    let made = ctx.db.write(move |tx| {
        Box::pin(async move {
            if !store::guests::settle(tx, &settled).await? {
                return Err(Code::NotSignedIn.into());
            }
            tx.publish(Notice::new(Audience::Person(settled.id.clone()), &serde_json::json!({"kind": "account"})));
            super::send_proof(&job_ctx, tx, (&settled.id, &settled.user_name), &settled.email, new.language).await
        })
    });
    made.await.map_err(|error| if error.is_duplicate() { Code::NameTaken.into() } else { error })
}

/// Makes the bot's account if there is none.
pub async fn found_bot(ctx: &Ctx) -> Result<()> {
    if !store::people(&mut ctx.db.read().await?, &[BOT.to_owned()]).await?.is_empty() {
        return Ok(());
    }
    let mut row = new_row(ctx, "Bot", (Language::default(), "UTC"));
    row.id = BOT.to_owned();
    row.user_name = "Bot".to_owned();
    row.user_key = names::key("Bot");
    let made = ctx.db.write(move |tx| {
        Box::pin(async move {
            store::insert(tx, row).await?;
            store::guests::set_kind(tx, BOT, BOT, None, false).await
        })
    });
    match made.await {
        // Another process was faster.
        Err(error) if error.is_duplicate() => Ok(()),
        made => made,
    }
}

/// Makes an account as `/api/register` does, and mails the link that proves its address. Unlike on the pages a taken
/// address is told, for the README asks for it.
pub async fn register(ctx: &Ctx, address: &str, new: NewAccount) -> Result<()> {
    if new.password.is_empty() {
        return Err(Code::PasswordEmpty.into());
    }
    let name = check_user_name(&new.user_name).and_then(names::check)?;
    let email = check_email(&new.email)?;
    check_short_password(&new.password)?;
    let (mailbox, key) = (email_key(&email), names::key(&name));
    limits::spend(ctx, [(limits::SIGN_UPS_PER_ADDRESS, address)]).await?;
    {
        let mut conn = ctx.db.read().await?;
        if store::is_proven(&mut conn, &mailbox).await? {
            return Err(Code::EmailTaken.into());
        }
        if store::guests::kind_by_key(&mut conn, &key).await?.is_some_and(|(_, kind)| kind != GUEST) {
            return Err(Code::NameTaken.into());
        }
    }
    limits::spend(ctx, [(limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let mut row = new_row(ctx, &check_name(&name)?, (new.language, &new.time_zone));
    row.password_hash = Some(passwords::hash(ctx, passwords::Digest::of(&new.password)).await?);
    row.email = Some(email.clone());
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if store::is_proven(tx, &mailbox).await? {
                    return Err(Code::EmailTaken.into());
                }
                // A guest of this name stays, and has no claim to it any more.
                store::guests::give_up_name(tx, &key).await?;
                let id = row.id.clone();
                let user_name = insert(tx, row, Some(name)).await?;
                let token = job_ctx.rng.token();
                let proof = store::Proof { account_id: id, email: email.clone() };
                let expires_at = job_ctx.clock.now() + PROOF_MS;
                store::insert_proof(tx, &sha256(&token), &proof, BY_NAME, expires_at).await?;
                let name = utf8_percent_encode(&user_name, NON_ALPHANUMERIC);
                let link = format!("{}/api/verifyEmail/{name}/{token}", job_ctx.config.base_url);
                let text = &new.language.text().account;
                let mail = Mail {
                    to: email,
                    subject: text.mail_verify_subject.into(),
                    text: (text.mail_verify)(&user_name, &link),
                };
                mail::queue(&job_ctx, tx, &mail).await
            })
        })
        .await
}

/// A password as the documented routes of rooms take it.
pub fn check_short_password(password: &str) -> Result<(), Code> {
    match password.chars().count() {
        ..SHORTEST => Err(Code::PasswordShort),
        SHORTEST..=PASSWORD_MAX => Ok(()),
        _ => Err(Code::PasswordLong),
    }
}

/// Proves the address of a name, as often as its link is opened. Unknown names and wrong codes look alike.
pub async fn prove(ctx: &Ctx, address: &str, name: &str, token: &str) -> Result<()> {
    let limit = [(limits::GUESSES_PER_ADDRESS, address)];
    limits::spend(ctx, limit).await?;
    let (key, token, now) = (names::key(name), sha256(token), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let proof = store::guests::proof(tx, &token, BY_NAME, now).await?.ok_or(Code::CodeWrong)?;
                if store::guests::user_key(tx, &proof.account_id).await?.as_deref() != Some(key.as_str()) {
                    return Err(Code::CodeWrong.into());
                }
                let mailbox = email_key(&proof.email);
                match store::proven_owner(tx, &mailbox).await? {
                    Some(owner) if owner == proof.account_id => return Ok(()),
                    // Somebody else proved the address meanwhile: then this claim is void.
                    Some(_) => return Err(Code::CodeWrong.into()),
                    None => store::prove_email(tx, &proof, &mailbox, now).await?,
                }
                tx.publish(Notice::new(Audience::Person(proof.account_id), &serde_json::json!({"kind": "account"})));
                Ok(())
            })
        })
        .await?;
    limits::give_back(ctx, limit).await
}
