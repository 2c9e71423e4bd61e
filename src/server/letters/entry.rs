//! How phones of the letters apps get in: by e-mail address and the digest of a password, and with a number of their own.

use super::release;
use crate::{
    app::{error::Code, i18n::Language, letters::wire::SignedIn},
    server::{
        account::{self, Digest, NewPhoneAccount, devices, phones, recovery, sessions},
        call::Caller,
        config::Switch,
        context::{Ctx, Guest, Member},
        error::{Doing, Result},
        push,
    },
};

/// Where numbers are from if a phone does not say.
const COUNTRY: &str = "us";

/// `POST /signup`.
pub async fn sign_up(
    ctx: &Ctx,
    caller: &Caller,
    email: Option<String>,
    password: Option<String>,
    country: Option<String>,
    time_zone: Option<String>,
) -> Result<()> {
    let email = mailbox(&email.ok_or(Code::Malformed)?);
    let digest = Digest::sent(&password.ok_or(Code::Malformed)?)?;
    let country = phones::known_country(country.as_deref().unwrap_or_default()).unwrap_or_else(|| COUNTRY.to_owned());
    let new = NewPhoneAccount {
        email,
        digest,
        language: spoken(&country),
        country,
        time_zone: time_zone.unwrap_or_default(),
    };
    account::sign_up_by_phone(ctx, &caller.address, new).await
}

/// `POST /login`.
pub async fn sign_in(
    ctx: &Ctx,
    guest: Guest,
    caller: &Caller,
    email: Option<String>,
    password: Option<String>,
    reg_id: Option<String>,
    country: Option<String>,
) -> Result<SignedIn> {
    let email = mailbox(&email.ok_or(Code::Malformed)?);
    // What is no digest fits no password.
    let digest = Digest::sent(&password.ok_or(Code::Malformed)?).map_err(|_| Code::WrongPassword)?;
    let id = account::sign_in_by_digest(ctx, guest, &caller.address, &email, digest).await?;
    sessions::enter(ctx, &caller.session, &caller.agent, &id).await?;
    // Who has the right password is in, whatever becomes of their phone's pushes.
    if let Err(error) = reach(ctx, caller, reg_id, &id).await {
        tracing::warn!(%error, "a phone could not be noted for pushes");
    }
    if let Some(country) = phones::known_country(country.as_deref().unwrap_or_default()) {
        let id = id.clone();
        ctx.db.write(move |tx| Box::pin(async move { phones::set_country(tx, &id, &country).await })).await?;
    }
    let base = &ctx.config.base_url;
    let text = str::to_owned;
    Ok(SignedIn {
        user_id: id,
        web_app_url: format!("{base}/"),
        ios_version_needed: text("1.0"),
        android_version_needed: text("1.0"),
        force_update: text("false"),
        ios_update_link: base.clone(),
        android_update_link: base.clone(),
        aws_account_id: text("000000000000"),
        amazon_app_id: text("none"),
        cognito_pool_id: text("us-east-1:00000000-0000-0000-0000-000000000000"),
        cognito_role_auth: text("arn:aws:iam::000000000000:role/none"),
        cognito_role_unauth: text("arn:aws:iam::000000000000:role/none"),
        bucket_name: text("none"),
        cloudfront: format!("{base}/media/"),
    })
}

/// `POST /define_first_phone_number`.
pub async fn claim_number(
    ctx: &Ctx,
    caller: &Caller,
    me: Member,
    number: Option<String>,
    reg_id: Option<String>,
) -> Result<()> {
    reach(ctx, caller, reg_id, &me.id).await?;
    let country = phones::country(&mut ctx.db.read().await?, &me.id).await?;
    let number = number.ok_or(Code::Malformed)?;
    let number = phones::normalise(&number, &country).ok_or(Code::NumberInvalid)?;
    phones::claim(ctx, &me.id, &number).await?;
    if ctx.config.phone_proof == Switch::Off { prove(ctx, me.id, number).await } else { Ok(()) }
}

/// Notes the token of the phone's push service, if it has one.
async fn reach(ctx: &Ctx, caller: &Caller, reg_id: Option<String>, account_id: &str) -> Result<()> {
    let Some(target) = push::Target::fcm(&reg_id.unwrap_or_default(), push::App::Letters) else { return Ok(()) };
    let me = sessions::by_id(&mut ctx.db.read().await?, account_id).await?.ok_or(Code::NotSignedIn)?;
    // A session that was just made has no name before it is stored.
    caller.session.save().await.doing("writing a session")?;
    devices::reach(ctx, &me, caller, target).await
}

/// `POST /confirm_phone_number`.
pub async fn confirm_number(ctx: &Ctx, caller: &Caller, me: Member, code: Option<String>) -> Result<()> {
    let code = code.ok_or(Code::Malformed)?;
    let number = phones::confirm(ctx, &caller.address, &me.id, &code).await?;
    prove(ctx, me.id, number).await
}

/// A number is somebody's now: what waited for it is theirs.
async fn prove(ctx: &Ctx, account_id: String, number: String) -> Result<()> {
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                phones::prove(tx, &account_id, &number, now).await?;
                release(tx, &account_id, &number).await
            })
        })
        .await
}

/// `GET /send_reset_mail`.
pub async fn forget(ctx: &Ctx, guest: Guest, caller: &Caller, email: Option<String>) -> Result<()> {
    let email = mailbox(&email.ok_or(Code::Malformed)?);
    recovery::ask(ctx, guest, &caller.address, &email, recovery::Way::Typed).await
}

/// `POST /define_new_password`.
pub async fn define_password(
    ctx: &Ctx,
    caller: &Caller,
    email: Option<String>,
    code: Option<String>,
    password: Option<String>,
) -> Result<()> {
    let (email, code) = (mailbox(&email.ok_or(Code::Malformed)?), code.ok_or(Code::Malformed)?);
    let digest = Digest::sent(&password.ok_or(Code::Malformed)?)?;
    recovery::reset_by_typed(ctx, &caller.address, &email, &code, digest).await
}

/// An address as it was meant: a plus arrives as a space from clients that do not encode.
fn mailbox(email: &str) -> String {
    email.trim().replace(' ', "+")
}

/// What is spoken in a country, as far as Kith speaks it.
fn spoken(country: &str) -> Language {
    match country {
        "fr" | "be" | "lu" | "mc" | "sn" | "ci" | "ma" | "tn" | "dz" => Language::Fr,
        "de" | "at" | "ch" | "li" => Language::De,
        "ru" | "by" | "kz" | "kg" => Language::Ru,
        _ => Language::En,
    }
}
