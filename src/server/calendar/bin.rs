//! What was deleted or taken out of a series and can be restored, and what a search finds.

use super::{
    edit::{KEPT_MS, tell},
    occurrences::{self, Window, parse_id},
    pages::row,
    reminders, series,
    store::{self, bin},
    times::wall,
};
use crate::{
    app::{
        calendar::wire::{BinPage, BinRow, FoundPage},
        check::check_id,
        error::Code,
    },
    server::{
        account, chats,
        context::{Ctx, Member, rfc3339},
        error::Result,
        paging::{cursor, cut, limit},
    },
};

const PAGE: usize = 50;
/// A longer text is nobody's event, in characters.
const TEXT_MAX: usize = 200;

/// Events that the caller may restore, and occurrences that were taken out of a series, last deleted first.
pub async fn bin_page(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<BinPage> {
    let since = ctx.clock.now() - KEPT_MS;
    let key = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let deleted = bin::deleted(&mut conn, &me.id, since, key, limit(PAGE)).await?;
    let mut rows: Vec<_> = deleted.into_iter().map(|(event, at)| (at, event.id.clone(), event)).collect();
    for (series, row) in bin::cancelled(&mut conn, &me.id, since, key, limit(PAGE)).await? {
        let (Some(change), Some(at)) = (row.read(), row.cancelled_at) else { continue };
        let event = change.apply(&series)?.map_or_else(|| series.at(change.occurrence), Ok)?;
        rows.push((at, format!("{}_{}", series.id, row.occurrence.replace(':', "")), event));
    }
    rows.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
    let next = cut(&mut rows, PAGE, |(at, key, _)| (*at, key));
    let zone = me.zone();
    let events = rows.into_iter().map(|(at, _, event)| BinRow {
        event: row(&event, &zone),
        deleted_at: rfc3339(at, &zone),
        erased_at: rfc3339(at + KEPT_MS, &zone),
    });
    Ok(BinPage { events: events.collect(), next })
}

/// Puts a deleted event back with its chat, members and invites, or a cancelled occurrence into its series.
pub async fn restore(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    let (since, job_ctx) = (ctx.clock.now() - KEPT_MS, ctx.clone());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let (base_id, occurrence) = parse_id(&id);
                store::lock(tx, base_id).await?;
                let living = store::find(tx, &me.id, base_id).await?.filter(|event| event.is_member());
                if let (Some(at), Some(event)) = (occurrence, living) {
                    if !event.can_delete() {
                        return Err(Code::NotAllowed.into());
                    }
                    series::restore_one(tx, &event, at, since).await?;
                    reminders::plan(&job_ctx, tx, base_id).await?;
                    return tell(tx, base_id).await;
                }
                let event = bin::find_deleted(tx, &me.id, base_id, since).await?.ok_or(Code::NotFound)?;
                if !event.can_delete() {
                    return Err(Code::NotAllowed.into());
                }
                bin::unmark_deleted(tx, base_id).await?;
                super::invites::tell_asked(tx, base_id).await?;
                if let Some(chat_id) = &event.chat_id {
                    chats::show(tx, chat_id).await?;
                }
                reminders::plan(&job_ctx, tx, base_id).await?;
                tell(tx, base_id).await
            })
        })
        .await
}

/// The caller's events with this text in name, address or description, latest first; a series once, at its next
/// occurrence.
pub async fn search(ctx: &Ctx, me: &Member, text: &str, after: Option<&str>) -> Result<FoundPage> {
    if text.trim().is_empty() {
        return Err(Code::QueryEmpty.into());
    }
    if text.chars().count() > TEXT_MAX || text.chars().any(char::is_control) {
        return Err(Code::Malformed.into());
    }
    let now = ctx.clock.now();
    let mut conn = ctx.db.read().await?;
    let (part, before) = (account::fold(text), cursor(after)?);
    let mut records = bin::search(&mut conn, &me.id, &part, before, limit(PAGE), now).await?;
    let next = cut(&mut records, PAGE, |record| (record.starts_at, &record.id));
    let zone = me.zone();
    let mut events = Vec::new();
    for record in records {
        let ahead = occurrences::expand(&record, Window { from: now, until: i64::MAX }, 1)?;
        let next = ahead.into_iter().min_by_key(|event| event.starts_at);
        events.push(row(&next.unwrap_or(record), &zone));
    }
    Ok(FoundPage { now: wall(now, &zone), events, next })
}
