//! Text messages: queued like mail, and handed to a webhook. Without one nothing is sent; whoever runs the installation
//! passes codes on.

use super::{
    context::Ctx,
    db::Tx,
    error::{Doing, Error, Result},
    jobs::{self, Settle},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

/// The job kind of text messages.
pub const JOB: &str = "sms";

#[derive(Debug, Serialize, Deserialize)]
pub struct Sms {
    /// With a plus and the country's code.
    to: String,
    text: String,
}

/// Queues a text; it leaves after commit.
pub async fn queue(ctx: &Ctx, tx: &mut Tx, to: &str, text: &str) -> Result<()> {
    if ctx.config.sms_url.is_none() {
        return Ok(());
    }
    let sms = Sms { to: to.to_owned(), text: text.to_owned() };
    jobs::enqueue(ctx, tx, JOB, &sms, ctx.clock.now()).await
}

/// The job's handler.
pub async fn deliver(ctx: Ctx, sms: Sms) -> Result<Option<Settle>> {
    let Some(url) = &ctx.config.sms_url else { return Ok(None) };
    let answer = ctx.http.post(url.expose_secret()).json(&sms).send().await;
    // The address of the webhook is a secret of its own.
    let answer = answer.map_err(reqwest::Error::without_url).doing("handing a text to the webhook")?;
    if answer.status().is_success() {
        return Ok(None);
    }
    Err(Error::Broken("handing a text to the webhook", format!("it answered {}", answer.status()).into()))
}
