//! Mail: a message is queued as a job in the transaction that causes it, and sent by SMTP or into a folder.

use super::{
    config::Config,
    context::Ctx,
    db::Tx,
    error::{Doing, Result},
    jobs::{self, Settle},
};
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, Message, header::ContentType},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The job kind of mails.
pub const JOB: &str = "mail";

/// A plain-text mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// Where mails go.
pub enum Mailer {
    Smtp {
        from: Mailbox,
        transport: AsyncSmtpTransport<Tokio1Executor>,
    },
    /// No server is configured: mails are files to look at.
    Folder {
        from: Mailbox,
        folder: PathBuf,
    },
}

impl Mailer {
    pub fn new(config: &Config) -> Result<Self> {
        let from = config.mail_from.as_deref().unwrap_or("Kith <kith@localhost>");
        let from: Mailbox = from.parse().doing("reading KITH_MAIL_FROM")?;
        match &config.smtp_url {
            Some(url) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret());
                Ok(Mailer::Smtp { from, transport: transport.doing("reading KITH_SMTP_URL")?.build() })
            }
            None => Ok(Mailer::Folder { from, folder: config.data_dir.join("mail") }),
        }
    }

    async fn send(&self, mail: Mail) -> Result<()> {
        let (Mailer::Smtp { from, .. } | Mailer::Folder { from, .. }) = self;
        let message = Message::builder()
            .from(from.clone())
            .to(mail.to.parse().doing("reading a mail's receiver")?)
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text)
            .doing("building a mail")?;
        match self {
            Mailer::Smtp { transport, .. } => {
                transport.send(message).await.doing("sending a mail")?;
            }
            Mailer::Folder { folder, .. } => {
                tokio::fs::create_dir_all(folder).await.doing("making the mail folder")?;
                let id =
                    AsyncFileTransport::<Tokio1Executor>::new(folder).send(message).await.doing("writing a mail")?;
                tracing::info!(file = %folder.join(format!("{id}.eml")).display(), "no KITH_SMTP_URL: the mail is a file");
            }
        }
        Ok(())
    }
}

/// Queues a mail; it leaves after commit.
pub async fn queue(ctx: &Ctx, tx: &mut Tx, mail: &Mail) -> Result<()> {
    jobs::enqueue(ctx, tx, JOB, mail, ctx.clock.now()).await
}

/// The job's handler.
pub async fn deliver(ctx: Ctx, mail: Mail) -> Result<Option<Settle>> {
    ctx.mailer.send(mail).await?;
    Ok(None)
}

#[cfg(test)]
mod tests;
