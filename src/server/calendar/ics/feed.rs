//! The secret link under which a calendar can be subscribed. It is reckoned from the account and a version with the
//! installation's key: renewing counts the version up, and the old link leads nowhere.

use super::{answer, whole};
use crate::{
    app::{calendar::wire::Feed, error::Code},
    server::{
        account::sessions,
        calendar::store,
        call,
        context::{Ctx, Member, sha256},
        error::Result,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

/// The caller's link.
pub async fn link(ctx: &Ctx, me: &Member) -> Result<Feed> {
    let version = store::ics::feed_version(&mut ctx.db.read().await?, &me.id).await?;
    let secret = secret(ctx, &me.id, version);
    Ok(Feed { url: format!("{}/api/calendar/feed/{}/{secret}.ics", ctx.config.base_url, me.id) })
}

/// Closes the caller's link; the next one is another.
pub async fn renew(ctx: &Ctx, me: Member) -> Result<()> {
    ctx.db.execute(store::ics::count_feed_up(&me.id)).await?;
    Ok(())
}

/// A person's calendar for whoever has the link.
#[utoipa::path(get, path = "/api/calendar/feed/{id}/{secret}", tag = "calendar", params(
    ("id" = String, Path, description = "As in the link."), ("secret" = String, Path, description = "As in the link.")), responses(
    (status = 200, description = "iCalendar.", body = String, content_type = "text/calendar"),
    (status = 404, description = "No such link, or it was renewed.", body = crate::app::error::ApiError)))]
pub async fn feed(State(ctx): State<Ctx>, Path((id, secret)): Path<(String, String)>) -> Response {
    match read(&ctx, &id, secret.trim_end_matches(".ics")).await {
        Ok(text) => answer(text, false),
        Err(error) => call::refuse(error).into_response(),
    }
}

async fn read(ctx: &Ctx, id: &str, given: &str) -> Result<String> {
    let me = {
        let mut conn = ctx.db.read().await?;
        let me = sessions::by_id(&mut conn, id).await?.ok_or(Code::NotFound)?;
        let version = store::ics::feed_version(&mut conn, id).await?;
        // Hashes of both, so that the time it takes tells nothing.
        if sha256(given) != sha256(&secret(ctx, id, version)) {
            return Err(Code::NotFound.into());
        }
        me
    };
    whole(ctx, &me).await
}

fn secret(ctx: &Ctx, id: &str, version: i64) -> String {
    ctx.keyed_hash("feed", &format!("{id} {version}"))
}
