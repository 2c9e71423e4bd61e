//! Tells people's devices that something has come, each in their language.

use super::languages;
use crate::{
    app::i18n::Text,
    server::{
        context::Ctx,
        db::Tx,
        error::Result,
        push::{self, Push},
    },
};

/// What has come, as far as devices are told: never what is in it.
pub struct News<'a> {
    /// For programs.
    pub kind: &'a str,
    pub title: fn(&Text) -> &str,
    /// Where to look.
    pub url: &'a str,
    /// A later one of the same tag takes the place of an earlier one.
    pub tag: &'a str,
    /// Nobody needs to hear of it any more then, in milliseconds since 1970 UTC.
    pub until: Option<i64>,
}

/// Queues a push to the devices of people. One statement where nobody has any.
pub async fn tell_devices(ctx: &Ctx, tx: &mut Tx, receivers: &[String], news: News<'_>) -> Result<()> {
    let News { kind, title, url, tag, until } = news;
    let devices = push::devices_of(tx, receivers, kind).await?;
    let mut reached: Vec<String> = devices.iter().map(|(account, _)| account.clone()).collect();
    reached.dedup();
    if reached.is_empty() {
        return Ok(());
    }
    let pushes = languages(tx, &reached).await?.into_iter().map(|(id, language)| {
        let title = title(language.text()).to_owned();
        (id, Push::News { kind: kind.to_owned(), title, url: url.to_owned(), tag: tag.to_owned() })
    });
    push::queue(ctx, tx, &devices, &pushes.collect::<Vec<_>>(), until).await
}
