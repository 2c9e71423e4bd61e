//! What people change about their account: names, birthday, language, zone, look, e-mail, password.

use super::{devices, email_key, names, passwords, sessions, store, zone};
use crate::{
    app::{
        account::wire::{check_email, check_name, check_password, check_user_name},
        error::Code,
        i18n::Language,
        settings::wire::{Profile, ProfileChange},
    },
    server::{
        bus::{Audience, Notice},
        call::Caller,
        context::{Ctx, Guest, Member},
        error::Result,
        limits,
        mail::{self, Mail},
    },
};
use jiff::civil::Date;

/// Everything that the settings show.
pub async fn read(ctx: &Ctx, me: &Member) -> Result<Profile> {
    let row = store::settings(&mut ctx.db.read().await?, &me.id).await?.ok_or(Code::NotSignedIn)?;
    Ok(Profile {
        id: row.id,
        name: row.display_name,
        user_name: row.user_name,
        email: row.email,
        email_verified: row.email_verified_at.is_some(),
        picture: row.picture,
        birthday: row.birthday,
        language: Language::parse(&row.language).unwrap_or_default(),
        time_zone: row.time_zone,
        theme: row.theme,
        found_by_email: row.found_by_email == 1,
        found_by_name: row.found_by_name == 1,
        found_by_phone: row.found_by_phone == 1,
        shows_presence: row.shows_presence == 1,
        single_keys: row.single_keys == 1,
        has_password: row.has_password == 1,
    })
}

/// The zones that can be chosen: those of places, and UTC.
pub fn zones(_: Guest) -> Vec<String> {
    let all = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut zones: Vec<String> = all.filter(|name| name == "UTC" || is_place(name)).collect();
    zones.sort();
    zones
}

/// Of the form `Area/Place`, without the ones kept for old programs.
fn is_place(name: &str) -> bool {
    const AREAS: [&str; 10] =
        ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    name.split_once('/').is_some_and(|(area, _)| AREAS.contains(&area))
}

/// Changes what is named; the rest stays.
pub async fn change(ctx: &Ctx, me: Member, change: ProfileChange) -> Result<()> {
    let today = ctx.timestamp().to_zoned(me.zone()).date();
    let fields = store::SettingsChange {
        display_name: change.name.as_deref().map(check_name).transpose()?,
        user_name: change.user_name.as_deref().map(|name| check_user_name(name).and_then(names::check)).transpose()?,
        birthday: change.birthday.as_deref().map(|text| birthday(text, today)).transpose()?,
        language: change.language.as_deref().map(language).transpose()?,
        time_zone: change.time_zone.as_deref().map(zone).transpose()?,
        theme: change.theme.as_deref().map(theme).transpose()?,
        found_by_email: change.found_by_email,
        found_by_name: change.found_by_name,
        found_by_phone: change.found_by_phone,
        shows_presence: change.shows_presence,
        single_keys: change.single_keys,
    };
    let (id, is_hidden) = (me.id.clone(), change.shows_presence.map(|shows| !shows));
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(name) = &fields.user_name
                    && names::is_reserved(&names::key(name))
                {
                    return Err(Code::NameTaken.into());
                }
                let taken = |error: crate::server::error::Error| {
                    if error.is_duplicate() { Code::NameTaken.into() } else { error }
                };
                store::update_settings(tx, &me.id, &fields).await.map_err(taken)?;
                tx.publish(changed(&me.id));
                Ok(())
            })
        })
        .await?;
    if let Some(is_hidden) = is_hidden {
        ctx.presence.set_hidden(&ctx.bus, &id, is_hidden);
    }
    Ok(())
}

/// Claims another e-mail address: a link goes there, and with it the address becomes the account's. An account whose
/// address was never proven has the new one at once.
pub async fn change_email(ctx: &Ctx, me: Member, caller: &Caller, email: &str, password: String) -> Result<()> {
    let email = check_email(email)?;
    confirm(ctx, &me, caller, password).await?;
    let mailbox = email_key(&email);
    limits::spend(ctx, [(limits::MAILS_PER_ACCOUNT, me.id.as_str()), (limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !me.email_verified {
                    store::claim_email(tx, &me.id, &email, &mailbox).await?;
                    tx.publish(changed(&me.id));
                }
                super::send_proof(&job_ctx, tx, (&me.id, &me.user_name), &email, me.language).await
            })
        })
        .await
}

/// Changes the password; everything else that was signed in is out, and the owner hears of it by mail.
pub async fn change_password(ctx: &Ctx, me: Member, caller: &Caller, old: String, new: String) -> Result<()> {
    check_password(&new)?;
    confirm(ctx, &me, caller, old).await?;
    let hash = passwords::hash(ctx, passwords::Digest::of(&new)).await?;
    let kept = sessions::public_hash(&caller.session).unwrap_or_default();
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::update_password(tx, &me.id, &hash).await?;
                store::delete_proofs(tx, &me.id).await?;
                devices::end_all(tx, &me.id, &kept).await?;
                if let (true, Some(email)) = (me.email_verified, me.email) {
                    let text = &me.language.text().settings;
                    let link = format!("{}/reset", job_ctx.config.base_url);
                    let mail = Mail {
                        to: email,
                        subject: text.mail_password_subject.into(),
                        text: (text.mail_password)(&me.user_name, &link),
                    };
                    mail::queue(&job_ctx, tx, &mail).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The caller sits at a session and knows the account's password. An account without one gets one by a mailed link
/// first, so that neither a found token nor a borrowed screen is enough.
async fn confirm(ctx: &Ctx, me: &Member, caller: &Caller, password: String) -> Result<()> {
    if caller.has_token() {
        return Err(Code::NotAllowed.into());
    }
    let hash = store::password(&mut ctx.db.read().await?, &me.id).await?.ok_or(Code::PasswordWrong)?;
    let limits =
        [(limits::GUESSES_PER_ADDRESS, caller.address.as_str()), (limits::GUESSES_PER_ACCOUNT, me.id.as_str())];
    limits::spend(ctx, limits).await?;
    if password.len() > 4096
        || passwords::find(ctx, vec![(me.id.clone(), hash)], passwords::Digest::of(&password)).await?.is_none()
    {
        return Err(Code::PasswordWrong.into());
    }
    limits::give_back(ctx, limits).await
}

pub fn changed(account_id: &str) -> Notice {
    Notice::new(Audience::Person(account_id.to_owned()), &serde_json::json!({"kind": "account"}))
}

/// Empty, or a day that was.
fn birthday(text: &str, today: Date) -> Result<String, Code> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let date: Date = text.parse().map_err(|_| Code::TimeInvalid)?;
    if date.year() < 1900 || date > today { Err(Code::TimeInvalid) } else { Ok(date.to_string()) }
}

fn language(code: &str) -> Result<&'static str, Code> {
    let exact = Language::ALL.into_iter().find(|language| language.code() == code);
    exact.map(Language::code).ok_or(Code::Malformed)
}

fn theme(name: &str) -> Result<&'static str, Code> {
    ["light", "dark", "system"].into_iter().find(|known| *known == name).ok_or(Code::Malformed)
}
