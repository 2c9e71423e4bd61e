//! Import: events of a calendar file become the caller's. What is known by its UID is changed, not doubled.

use super::{Fields, Item, read};
use crate::{
    app::{
        calendar::wire::{ImportReport, Kind, Skipped},
        error::Code,
    },
    server::{
        account,
        bus::{Audience, Notice},
        calendar::{
            edit,
            occurrences::{self, Changed, Series},
            reminders,
            store::{self, ChangeRow, EventRecord, NewRow},
            times::Span,
        },
        call::{self, Caller},
        chats::{self, EventCard},
        context::{Ctx, Member},
        db::Tx,
        error::{Doing, Error, Result},
        limits,
    },
};
use axum::{
    Extension, Json,
    extract::{Multipart, State, multipart::MultipartRejection},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};

/// Longest file, in bytes.
const FILE_MAX: usize = 4 * 1024 * 1024;
/// So many events share a transaction, so that others get their turn.
const BATCH: usize = 50;
/// So many that were not taken are told by name.
const SKIPPED_MAX: usize = 50;

/// Body of the upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes a body")]
pub struct ImportForm {
    /// iCalendar, up to 4 MiB and 5,000 events.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes the events of a calendar file.
#[utoipa::path(post, path = "/api/calendar/import", tag = "calendar", security(("session" = [])),
    request_body(content_type = "multipart/form-data", content = ImportForm), responses(
    (status = 200, description = "What was taken and what was not.", body = ImportReport),
    (status = 400, description = "Not a calendar file.", body = crate::app::error::ApiError),
    (status = 401, description = "Not signed in.", body = crate::app::error::ApiError),
    (status = 413, description = "Too large, or too many events.", body = crate::app::error::ApiError),
    (status = 429, description = "Too many files.", body = crate::app::error::ApiError)))]
pub async fn upload(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let is_page = call::wants_page(&headers);
    match (take(&ctx, &caller, body).await.map_err(call::refuse), is_page) {
        (Ok(report), true) => {
            let (taken, skipped) = (report.imported + report.updated, report.skipped_count);
            Redirect::to(&format!("/settings?imported={taken}&skipped={skipped}#files")).into_response()
        }
        (Err(error), true) => Redirect::to(&format!("/settings?import={}#files", error.code.word())).into_response(),
        (Ok(report), false) => Json(report).into_response(),
        (Err(error), false) => error.into_response(),
    }
}

async fn take(
    ctx: &Ctx,
    caller: &Caller,
    body: std::result::Result<Multipart, MultipartRejection>,
) -> Result<ImportReport> {
    let me = caller.member(ctx).await?.cloned().ok_or(Code::NotSignedIn)?;
    limits::spend(ctx, [(limits::IMPORTS_PER_ACCOUNT, me.id.as_str())]).await?;
    let mut body = body.map_err(|_| Code::Malformed)?;
    while let Some(field) = body.next_field().await.map_err(|_| Code::Malformed)? {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.map_err(|_| Code::Malformed)?;
            if bytes.len() > FILE_MAX {
                return Err(Code::TooLarge.into());
            }
            return import(ctx, me, bytes.to_vec()).await;
        }
    }
    Err(Code::CalendarInvalid.into())
}

async fn import(ctx: &Ctx, me: Member, file: Vec<u8>) -> Result<ImportReport> {
    let home = me.time_zone.clone();
    // Reading a large file takes a while; the async threads have other things to do.
    let read = tokio::task::spawn_blocking(move || {
        let text = String::from_utf8(file).map_err(|_| Code::CalendarInvalid)?;
        read::items(&text, &home)
    });
    let mut report = ImportReport::default();
    let mut items = Vec::new();
    for item in read.await.doing("reading a calendar file")?? {
        match item {
            Ok(item) => items.push(item),
            Err((name, code)) => skip(&mut report, name, code),
        }
    }
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        let batch: Vec<Item> = items.by_ref().take(BATCH).collect();
        let (job_ctx, me) = (ctx.clone(), me.clone());
        let outcomes = ctx.db.write(move |tx| {
            Box::pin(async move {
                // The same file twice at once is read one after the other.
                account::hold(tx, &me.id).await?;
                let mut outcomes = Vec::new();
                for item in batch {
                    let name = item.fields.name.clone();
                    match store_item(&job_ctx, tx, &me, item).await {
                        Ok(is_new) => outcomes.push(Ok(is_new)),
                        Err(Error::Refused(code)) => outcomes.push(Err((name, code))),
                        Err(error) => return Err(error),
                    }
                }
                tx.publish(Notice::new(Audience::Person(me.id), &serde_json::json!({"kind": "event"})));
                Ok(outcomes)
            })
        });
        for outcome in outcomes.await? {
            match outcome {
                Ok(true) => report.imported += 1,
                Ok(false) => report.updated += 1,
                Err((name, code)) => skip(&mut report, name, code),
            }
        }
    }
    Ok(report)
}

fn skip(report: &mut ImportReport, name: String, code: Code) {
    report.skipped_count += 1;
    if report.skipped.len() < SKIPPED_MAX {
        report.skipped.push(Skipped { name, code });
    }
}

/// Stores an event with its series; true if it is new. Everything is checked before the first write.
async fn store_item(ctx: &Ctx, tx: &mut Tx, me: &Member, item: Item) -> Result<bool> {
    let now = ctx.clock.now();
    let (series, span) = occurrences::series(&item.rule, span(&item.fields)?)?;
    let mut changed = Vec::new();
    for (at, fields) in &item.changed {
        changed.push((*at, fields, self::span(fields)?));
    }
    // Our own events come back under their ids.
    let own_id = item.uid.strip_suffix(&format!("@{}", super::host(ctx))).unwrap_or_default();
    let known = if item.uid.is_empty() { None } else { store::ics::by_uid(tx, &me.id, &item.uid, own_id).await? };
    let (id, is_new) = match known {
        Some(event) if !event.can_change() => return Err(Code::NotAllowed.into()),
        Some(event) => {
            let id = event.id.clone();
            if let Some(chat_id) = &event.chat_id {
                chats::describe(tx, chat_id, &item.fields.name, &item.fields.icon).await?;
            }
            // The reader is told once of all.
            if event.kind() == Kind::Group {
                edit::tell(tx, &id).await?;
            }
            store::lock(tx, &id).await?;
            store::update(tx, &rewritten(event, &item.fields), &span, &series, now).await?;
            store::delete_changes(tx, &id, "").await?;
            (id, false)
        }
        None => (insert(ctx, tx, me, &item, (&span, &series)).await?, true),
    };
    let base = store::find(tx, &me.id, &id).await?.ok_or(Code::NotFound)?;
    for at in &item.cancelled {
        let there = base.at(*at)?;
        put(tx, &base, *at, (1, None), (there.starts_at, there.ends_at)).await?;
    }
    for (at, fields, span) in changed {
        let there = base.at(at)?;
        let text = serde_json::to_string(&as_changed(fields)).doing("writing an occurrence")?;
        let reach = (there.starts_at.min(span.starts_at), there.ends_at.max(span.ends_at));
        put(tx, &base, at, (0, Some(text)), reach).await?;
    }
    store::update_reach(tx, &id, span.starts_at, series.until_at).await?;
    reminders::plan(ctx, tx, &id).await?;
    Ok(is_new)
}

async fn insert(ctx: &Ctx, tx: &mut Tx, me: &Member, item: &Item, when: (&Span, &Series)) -> Result<String> {
    let (id, member_id, now) = (ctx.new_id(), ctx.new_id(), ctx.clock.now());
    let chat_id = item.is_group.then(|| ctx.new_id());
    let row = NewRow {
        id: &id,
        kind: if item.is_group { "group" } else { "single" },
        author_id: &me.id,
        name: &item.fields.name,
        icon: &item.fields.icon,
        is_private: item.fields.is_private,
        span: when.0,
        series: when.1,
        address: &item.fields.address,
        description: &item.fields.description,
        chat_id: chat_id.as_deref(),
        now,
    };
    store::insert(tx, row).await?;
    if !item.uid.is_empty() {
        store::ics::set_uid(tx, &id, &item.uid).await?;
    }
    store::insert_member(tx, &member_id, (&id, when.0.starts_at, when.1.until_at), &me.id, true, now).await?;
    if let Some(chat_id) = &chat_id {
        let card = EventCard { id: &id, name: &item.fields.name, icon: &item.fields.icon };
        chats::open_for_event(tx, chat_id, card, &me.id, now).await?;
    }
    Ok(id)
}

async fn put(
    tx: &mut Tx,
    base: &EventRecord,
    at: jiff::civil::DateTime,
    (is_cancelled, change): (i64, Option<String>),
    (low_at, high_at): (i64, i64),
) -> Result<()> {
    let row = ChangeRow { occurrence: at.to_string(), is_cancelled, cancelled_at: None, change, low_at, high_at };
    store::put_change(tx, &base.id, &row).await
}

fn span(fields: &Fields) -> Result<Span> {
    Span::new(fields.is_all_day, fields.starts, fields.ends, &fields.time_zone)
}

fn rewritten(event: EventRecord, fields: &Fields) -> EventRecord {
    EventRecord {
        name: fields.name.clone(),
        icon: fields.icon.clone(),
        is_private: i64::from(fields.is_private),
        address: fields.address.clone(),
        description: fields.description.clone(),
        ..event
    }
}

fn as_changed(fields: &Fields) -> Changed {
    Changed {
        name: fields.name.clone(),
        icon: fields.icon.clone(),
        address: fields.address.clone(),
        description: fields.description.clone(),
        is_private: i64::from(fields.is_private),
        is_all_day: i64::from(fields.is_all_day),
        starts: fields.starts.to_string(),
        ends: fields.ends.map(|ends| ends.to_string()),
        time_zone: fields.time_zone.clone(),
    }
}
