//! Making, changing, deleting and leaving events. Rights are read in the transaction that uses them.

use super::{
    documented,
    occurrences::{self, parse_id},
    reminders,
    series::{self, Rewrite},
    store::{self, EventRecord, NewRow},
    times::{self, Span},
};
use crate::{
    app::{
        account::wire::Done,
        calendar::{
            check,
            wire::{Draft, EventForm, Kind, Scope},
        },
        chats::wire::MessageKind,
        check::check_id,
        error::Code,
    },
    server::{
        bus::{Audience, Notice},
        chats::{self, EventCard},
        context::{Ctx, Member},
        db::Tx,
        error::{Error, Result},
        jobs::{self, Settle},
    },
};
use jiff::{civil::DateTime, tz::TimeZone};

/// The job kind that erases deleted events when they can't be restored any more.
pub const ERASE_JOB: &str = "calendar.erase";
/// A deleted event can be restored for 30 days.
pub const KEPT_MS: i64 = 30 * 86_400_000;

/// Stores a new event with its author as the member who may do everything; its id.
pub async fn insert(ctx: &Ctx, me: Member, draft: Draft, span: Span) -> Result<String> {
    let (series, span) = occurrences::series(&draft.rule, span)?;
    let (id, member_id, now) = (ctx.new_id(), ctx.new_id(), ctx.clock.now());
    let chat_id = (draft.kind == Kind::Group).then(|| ctx.new_id());
    let new_id = id.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let row = NewRow {
                    id: &id,
                    kind: if draft.kind == Kind::Group { "group" } else { "single" },
                    author_id: &me.id,
                    name: &draft.name,
                    icon: &draft.icon,
                    is_private: draft.is_private,
                    span: &span,
                    series: &series,
                    address: &draft.address,
                    description: &draft.description,
                    chat_id: chat_id.as_deref(),
                    now,
                };
                store::insert(tx, row).await?;
                store::insert_member(tx, &member_id, (&id, span.starts_at, series.until_at), &me.id, true, now).await?;
                if let Some(chat_id) = &chat_id {
                    let card = EventCard { id: &id, name: &draft.name, icon: &draft.icon };
                    chats::open_for_event(tx, chat_id, card, &me.id, now).await?;
                }
                tx.publish(changed(&id, me.id));
                Ok(())
            })
        })
        .await?;
    Ok(new_id)
}

/// Makes an event of a draft; one without a zone is in the author's.
pub async fn save_draft(ctx: &Ctx, me: Member, mut draft: Draft) -> Result<String> {
    if draft.time_zone.is_empty() {
        draft.time_zone.clone_from(&me.time_zone);
    }
    let span = Span::new(draft.is_all_day, draft.starts, draft.ends, &draft.time_zone)?;
    insert(ctx, me, draft, span).await
}

/// Puts somebody into a group event, without rights.
pub async fn bring(ctx: &Ctx, event_id: &str, account_id: &str) -> Result<()> {
    let (job_ctx, event_id, account_id) = (ctx.clone(), event_id.to_owned(), account_id.to_owned());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &event_id).await?;
                let event = store::find(tx, &account_id, &event_id).await?.ok_or(Code::NotFound)?;
                admit(&job_ctx, tx, &event, &account_id).await?;
                tell(tx, &event_id).await
            })
        })
        .await
}

/// Lets somebody into a group event and its chat, without rights; their invite is used up.
pub async fn admit(ctx: &Ctx, tx: &mut Tx, event: &EventRecord, account_id: &str) -> Result<()> {
    let now = ctx.clock.now();
    let until_at = series::stored(event)?.until_at;
    let chat_id = event.chat_id.as_deref().ok_or(Code::NotFound)?;
    let when = (event.id.as_str(), event.starts_at, until_at);
    store::insert_member(tx, &ctx.new_id(), when, account_id, false, now).await?;
    store::update_reach(tx, &event.id, event.starts_at, until_at).await?;
    store::invites::delete(tx, &event.id, account_id).await?;
    if chats::join(tx, chat_id, account_id, now).await? {
        chats::happened(ctx, tx, chat_id, account_id, MessageKind::Joined).await?;
    }
    Ok(())
}

/// Takes somebody out of a group event and its chat, with the invites that they sent.
pub async fn dismiss(ctx: &Ctx, tx: &mut Tx, event: &EventRecord, account_id: &str) -> Result<()> {
    tell(tx, &event.id).await?;
    store::delete_member(tx, &event.id, account_id).await?;
    for receiver in store::invites::withdraw(tx, &event.id, account_id).await? {
        tx.publish(super::invites::asked(&receiver));
    }
    if let Some(chat_id) = &event.chat_id {
        chats::leave(tx, chat_id, account_id).await?;
        chats::happened(ctx, tx, chat_id, account_id, MessageKind::Left).await?;
    }
    Ok(())
}

/// Makes an event from the form, or changes the one whose id it carries; the id.
async fn save(ctx: &Ctx, me: Member, id: &str, scope: Scope, draft: Draft) -> Result<String> {
    if id.is_empty() {
        return save_draft(ctx, me, draft).await;
    }
    let rewrite = move |mut event: EventRecord| {
        let zone = if draft.time_zone.is_empty() { &event.time_zone } else { &draft.time_zone };
        let span = Span::new(draft.is_all_day, draft.starts, draft.ends, zone)?;
        event.name = draft.name;
        event.icon = draft.icon;
        event.is_private = i64::from(draft.is_private);
        event.address = draft.address;
        event.description = draft.description;
        Ok(Rewrite { event, span, rule: Some(draft.rule) })
    };
    change(ctx, me, id.to_owned(), scope, None, rewrite).await
}

/// `save` for a form as it was typed.
pub async fn save_form(ctx: &Ctx, me: Member, form: &EventForm) -> Result<Done> {
    if !form.id.is_empty() {
        check_id(&form.id)?;
    }
    let id = save(ctx, me, &form.id, Scope::parse(&form.scope)?, form.check()?).await?;
    Ok(Done::to(format!("/calendar/event/{id}")))
}

/// Changes an event that the caller may change, or of a series as much as the scope says. `kind`, where given, must be
/// the event's. The id under which it stands afterwards.
pub async fn change<F>(
    ctx: &Ctx,
    me: Member,
    id: String,
    scope: Scope,
    kind: Option<Kind>,
    rewrite: F,
) -> Result<String>
where
    F: FnOnce(EventRecord) -> Result<Rewrite> + Send + 'static,
{
    let (now, job_ctx) = (ctx.clock.now(), ctx.clone());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let (base_id, occurrence) = parse_id(&id);
                store::lock(tx, base_id).await?;
                let base = store::find(tx, &me.id, base_id).await?.ok_or(Code::NotFound)?;
                if kind.is_some_and(|kind| kind != base.kind()) {
                    return Err(Code::NotFound.into());
                }
                if !base.can_change() {
                    // New routes do not tell a foreign event from an unknown one; the documented one does.
                    let is_foreign = kind.is_none() && !base.is_member();
                    return Err(if is_foreign { Code::NotFound } else { Code::NotAllowed }.into());
                }
                let shown = match occurrence {
                    Some(at) => occurrences::one(tx, &base, at).await?.ok_or(Code::NotFound)?,
                    None => base.clone(),
                };
                let new = rewrite(shown.clone())?;
                let mut stands_at = id.clone();
                match occurrence {
                    _ if base.rule.is_none() => {
                        let (series, span) = occurrences::series(new.rule.as_deref().unwrap_or_default(), new.span)?;
                        store::update(tx, &new.event, &span, &series, now).await?;
                    }
                    Some(at) if scope == Scope::One => series::change_one(tx, &base, at, new).await?,
                    Some(at) if scope == Scope::Following && at > base.own_starts() => {
                        tell(tx, base_id).await?;
                        stands_at = series::change_following(&job_ctx, tx, &base, (&shown, at), new).await?;
                    }
                    _ => {
                        series::change_all(tx, &base, &shown, new, now).await?;
                        stands_at = base_id.to_owned();
                    }
                }
                let new_id = parse_id(&stands_at).0;
                if new_id != base_id {
                    reminders::plan(&job_ctx, tx, new_id).await?;
                }
                reminders::plan(&job_ctx, tx, base_id).await?;
                describe_chat(tx, &me.id, &base).await?;
                tell(tx, new_id).await?;
                Ok(stands_at)
            })
        })
        .await
}

/// Moves an event, or as much of a series as the scope says, to another time on the reader's clocks. Without an end the
/// length stays; `none` takes the end away.
pub async fn shift(ctx: &Ctx, me: Member, id: &str, to: (&str, &str), scope: Scope) -> Result<String> {
    check_id(id)?;
    let starts = check::wall(to.0)?;
    let drops_end = to.1 == "none";
    let ends = if to.1.is_empty() || drops_end { None } else { Some(check::wall(to.1)?) };
    check::check_span(starts, ends)?;
    let reader = me.zone();
    let rewrite = move |event: EventRecord| {
        let span = match ends {
            None if drops_end => resized(&event, starts, None, &reader)?,
            None => documented::moved(&event, Some(starts), &reader)?,
            Some(ends) => resized(&event, starts, Some(ends), &reader)?,
        };
        Ok(Rewrite { event, span, rule: None })
    };
    change(ctx, me, id.to_owned(), scope, None, rewrite).await
}

/// The span from one wall time of the reader's to another, on the event's own clocks.
fn resized(event: &EventRecord, starts: DateTime, ends: Option<DateTime>, reader: &TimeZone) -> Result<Span> {
    if event.is_all_day == 1 {
        return Span::new(true, starts, ends, &event.time_zone);
    }
    let own = times::zone(&event.time_zone)?;
    let of = |at: DateTime| Ok::<_, Error>(times::wall(times::instant(at, reader)?, &own));
    Span::new(false, of(starts)?, ends.map(of).transpose()?, &event.time_zone)
}

/// Deletes an event with its chat, members and invites; it can be restored for a while, then it is erased. Of a series
/// goes as much as the scope says.
pub async fn delete(ctx: &Ctx, me: Member, id: String, scope: Scope) -> Result<()> {
    check_id(&id)?;
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let (base_id, occurrence) = parse_id(&id);
                store::lock(tx, base_id).await?;
                let event = store::find(tx, &me.id, base_id).await?.ok_or(Code::NotFound)?;
                if event.kind() == Kind::Group && !event.is_member() {
                    return Err(Code::NotFound.into());
                }
                if !event.can_delete() {
                    return Err(Code::NotAllowed.into());
                }
                let Some(at) = occurrence else { return hide(&job_ctx, tx, &event).await };
                occurrences::one(tx, &event, at).await?.ok_or(Code::NotFound)?;
                match scope {
                    Scope::One => series::cancel_one(tx, &event, at, job_ctx.clock.now()).await?,
                    Scope::Following if at > event.own_starts() => {
                        series::end_before(tx, &event, at, job_ctx.clock.now()).await?;
                    }
                    _ => return hide(&job_ctx, tx, &event).await,
                }
                reminders::plan(&job_ctx, tx, base_id).await?;
                tell(tx, base_id).await
            })
        })
        .await
}

/// `delete` for new routes, which do not tell a foreign event from an unknown one.
pub async fn remove(ctx: &Ctx, me: Member, id: String, scope: Scope) -> Result<()> {
    check_id(&id)?;
    let event = store::find(&mut ctx.db.read().await?, &me.id, parse_id(&id).0).await?;
    if !event.is_some_and(|event| event.is_member()) {
        return Err(Code::NotFound.into());
    }
    delete(ctx, me, id, scope).await
}

/// Takes the caller out of a group event. The last one takes the event along; the last who may change it hands all
/// rights to whoever has been in it longest. A series is left as a whole.
pub async fn leave(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    let id = parse_id(&id).0.to_owned();
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                let event = store::find(tx, &me.id, &id).await?.ok_or(Code::NotFound)?;
                if event.kind() != Kind::Group || !event.is_member() {
                    return Err(Code::NotFound.into());
                }
                let mut others = store::members(tx, &id).await?;
                others.retain(|member| member.account_id != me.id);
                let Some(heir) = others.first() else {
                    return hide(&job_ctx, tx, &event).await;
                };
                dismiss(&job_ctx, tx, &event, &me.id).await?;
                if others.iter().all(|member| member.can_change == 0) {
                    store::grant_all(tx, &heir.id).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The job's handler: removes for good what was deleted 30 days ago and not restored.
pub async fn erase(ctx: Ctx, id: String) -> Result<Option<Settle>> {
    let deleted_by = ctx.clock.now() - KEPT_MS;
    Ok(Some(Box::new(move |tx| {
        Box::pin(async move {
            if let Some(chat_id) = store::bin::erase(tx, &id, deleted_by).await? {
                chats::erase(tx, &chat_id).await?;
            }
            Ok(())
        })
    })))
}

async fn hide(ctx: &Ctx, tx: &mut Tx, event: &EventRecord) -> Result<()> {
    let now = ctx.clock.now();
    super::invites::tell_asked(tx, &event.id).await?;
    store::bin::mark_deleted(tx, &event.id, now).await?;
    if let Some(chat_id) = &event.chat_id {
        chats::hide(tx, chat_id, now).await?;
    }
    jobs::enqueue(ctx, tx, ERASE_JOB, &event.id, now + KEPT_MS).await?;
    tell(tx, &event.id).await
}

/// Lets the chat of an event have its name and icon.
async fn describe_chat(tx: &mut Tx, me: &str, before: &EventRecord) -> Result<()> {
    let (Some(chat_id), Some(event)) = (&before.chat_id, store::find(tx, me, &before.id).await?) else { return Ok(()) };
    if (&event.name, &event.icon) != (&before.name, &before.icon) {
        chats::describe(tx, chat_id, &event.name, &event.icon).await?;
    }
    Ok(())
}

/// Tells everybody who has the event that it changed; what it is now they read themselves, with their rights.
pub async fn tell(tx: &mut Tx, id: &str) -> Result<()> {
    let audience = store::audience(tx, id).await?;
    let Some((first, others)) = audience.split_first() else {
        return Ok(());
    };
    let notice = changed(id, first.clone());
    for other in others {
        tx.publish(notice.to(Audience::Person(other.clone())));
    }
    tx.publish(notice);
    Ok(())
}

/// An event is different now, or gone, for somebody.
pub fn changed(id: &str, account_id: String) -> Notice {
    Notice::new(Audience::Person(account_id), &serde_json::json!({"kind": "event", "id": id}))
}
