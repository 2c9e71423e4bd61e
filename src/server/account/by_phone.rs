//! Accounts as the letters apps make them: an address and the digest of a password, no name.

use super::{Digest, email_key, passwords, send_proof, store};
use crate::{
    app::{account::wire::check_email, error::Code, i18n::Language},
    server::{context::Ctx, error::Result, limits},
};

/// What signing up by such an app needs.
pub struct NewPhoneAccount {
    pub email: String,
    pub digest: Digest,
    pub language: Language,
    /// Where numbers are from that do not say: two letters.
    pub country: String,
    pub time_zone: String,
}

/// Makes an account under a name that the person can change, and sends the link that proves the address. Unlike on the
/// pages an address that somebody has proven is told, for the README asks for it.
pub async fn sign_up_by_phone(ctx: &Ctx, address: &str, new: NewPhoneAccount) -> Result<()> {
    let email = check_email(&new.email)?;
    let mailbox = email_key(&email);
    limits::spend(ctx, [(limits::SIGN_UPS_PER_ADDRESS, address)]).await?;
    if store::is_proven(&mut ctx.db.read().await?, &mailbox).await? {
        return Err(Code::EmailUsed.into());
    }
    limits::spend(ctx, [(limits::MAILS_PER_MAILBOX, &mailbox)]).await?;
    let password_hash = passwords::hash(ctx, new.digest).await?;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                // Numbers of five digits: the first tries are free in any circle, and nobody counts the others.
                let name = format!("Neighbour {}", job_ctx.rng.within(10_000, 99_999));
                let row = store::NewRow {
                    id: job_ctx.new_id(),
                    display_name: name.clone(),
                    user_name: String::new(),
                    user_key: String::new(),
                    email: Some(email.clone()),
                    is_proven: false,
                    password_hash: Some(password_hash),
                    picture: String::new(),
                    language: new.language.code(),
                    time_zone: super::known_zone(&new.time_zone),
                    created_at: job_ctx.clock.now(),
                };
                let id = row.id.clone();
                let user_name = super::insert(tx, row, None).await?;
                store::phones::set_country(tx, &id, &new.country).await?;
                send_proof(&job_ctx, tx, (&id, &user_name), &email, new.language).await
            })
        })
        .await
}
