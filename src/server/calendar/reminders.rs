//! Reminders: mails and pushes some time before an event, one after the other for a series. Each is a job that knows for
//! which time it was planned; when the event has moved meanwhile, it does nothing.

use super::{
    access::readable,
    occurrences::{self, Window, parse_id},
    store::{self, EventRecord, reminders as rows},
    times::{instant, midnight},
};
use crate::{
    app::{check::check_id, error::Code, i18n::Text},
    server::{
        account::{
            news::{News, tell_devices},
            sessions,
        },
        context::{Ctx, Member},
        db::{Conn, Tx},
        error::Result,
        jobs::{self, Settle},
        mail::{self, Mail},
    },
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The job kind that sends a reminder.
pub const REMIND_JOB: &str = "calendar.remind";
/// Earliest reminder, in minutes: four weeks before.
const BEFORE_MAX: i64 = 4 * 7 * 24 * 60;
const MINUTE_MS: i64 = 60_000;
/// A push is of use until the event is over, and at least for so long.
const LATE_MS: i64 = 30 * MINUTE_MS;

#[derive(Debug, Serialize, Deserialize)]
pub struct Due {
    member_id: String,
    remind_at: i64,
}

/// Sets the caller's reminder for an event or series; none takes it back.
pub async fn set(ctx: &Ctx, me: Member, id: &str, before: Option<i64>) -> Result<()> {
    check_id(id)?;
    if before.is_some_and(|minutes| !(0..=BEFORE_MAX).contains(&minutes)) {
        return Err(Code::TimeInvalid.into());
    }
    let (job_ctx, id) = (ctx.clone(), parse_id(id).0.to_owned());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                let event = store::find(tx, &me.id, &id).await?.filter(EventRecord::is_member).ok_or(Code::NotFound)?;
                rows::set(tx, &id, &me.id, before).await?;
                plan(&job_ctx, tx, &event.id).await
            })
        })
        .await
}

/// Plans the next reminder of each member, after the event or a reminder has changed.
pub async fn plan(ctx: &Ctx, tx: &mut Tx, event_id: &str) -> Result<()> {
    let members = rows::of_event(tx, event_id).await?;
    if members.is_empty() {
        return Ok(());
    }
    let now = ctx.clock.now();
    let Some(event) = whole(tx, event_id, now).await? else { return Ok(()) };
    for row in members {
        let zone = zone(tx, &event, &row.account_id).await?;
        let remind_at = next(&event, &zone, row.remind_before, now)?.map(|(remind_at, _)| remind_at);
        if row.remind_at == remind_at {
            continue;
        }
        rows::plan(tx, &row.id, remind_at).await?;
        if let Some(before) = row.remind_at {
            jobs::cancel(tx, &job_id(&row.id, before)).await?;
        }
        if let Some(remind_at) = remind_at {
            let id = job_id(&row.id, remind_at);
            jobs::enqueue_once(ctx, tx, &id, REMIND_JOB, &Due { member_id: row.id, remind_at }, remind_at).await?;
        }
    }
    Ok(())
}

/// Plans anew what depends on where somebody is, after they have moved to another time zone.
pub async fn follow(ctx: &Ctx, account_id: String) -> Result<()> {
    let job_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                for event_id in rows::of_whole_days(tx, &account_id).await? {
                    store::lock(tx, &event_id).await?;
                    plan(&job_ctx, tx, &event_id).await?;
                }
                Ok(())
            })
        })
        .await
}

/// One reminder of one member is one job, however often it is planned.
fn job_id(member_id: &str, remind_at: i64) -> String {
    format!("{REMIND_JOB}-{member_id}-{remind_at}")
}

/// An event, with what was changed of its occurrences that are not over at an instant. Read for nobody in particular.
async fn whole(conn: &mut Conn, event_id: &str, now: i64) -> Result<Option<EventRecord>> {
    let Some(event) = store::find(conn, "", event_id).await? else { return Ok(None) };
    let changes = if event.rule.is_some() { store::changes(conn, event_id, now).await? } else { Vec::new() };
    Ok(Some(EventRecord { changes: Some(store::joined(&changes)), ..event }))
}

/// Where a member is, which matters for whole days only.
async fn zone(conn: &mut Conn, event: &EventRecord, account_id: &str) -> Result<TimeZone> {
    let me = if event.is_all_day == 1 { sessions::by_id(conn, account_id).await? } else { None };
    Ok(me.map_or(TimeZone::UTC, |me| me.zone()))
}

/// The first reminder after an instant, and the occurrence that it is about.
fn next(event: &EventRecord, zone: &TimeZone, before: i64, after: i64) -> Result<Option<(i64, EventRecord)>> {
    let ahead = before * MINUTE_MS;
    let coming = if event.rule.is_some() {
        // Some may be going on, and one may have begun between the reminder and now.
        occurrences::expand(event, Window { from: after + ahead, until: i64::MAX }, 2 + event.overlap())?
    } else {
        vec![event.clone()]
    };
    let mut reminders = Vec::new();
    for event in coming {
        // Whole days begin at midnight where the reader is.
        let starts_at =
            if event.is_all_day == 1 { instant(midnight(event.own_starts().date()), zone)? } else { event.starts_at };
        if starts_at - ahead > after {
            reminders.push((starts_at - ahead, event));
        }
    }
    Ok(reminders.into_iter().min_by_key(|(remind_at, _)| *remind_at))
}

/// The job's handler.
pub async fn remind(ctx: Ctx, due: Due) -> Result<Option<Settle>> {
    let (event_id, told) = {
        let mut conn = ctx.db.read().await?;
        let row = rows::find(&mut conn, &due.member_id).await?;
        let Some(row) = row.filter(|row| row.remind_at == Some(due.remind_at)) else { return Ok(None) };
        let Some(me) = sessions::by_id(&mut conn, &row.account_id).await? else { return Ok(None) };
        let Some(event) = whole(&mut conn, &row.event_id, due.remind_at - 1).await? else { return Ok(None) };
        let found = next(&event, &me.zone(), row.remind_before, due.remind_at - 1)?;
        let event = found.filter(|(remind_at, _)| *remind_at == due.remind_at).map(|(_, event)| event);
        let told = match event {
            Some(event) => {
                let event = readable(&mut conn, &me, &event.public_id()).await?;
                let until = event.ends_at.max(due.remind_at + LATE_MS);
                Some((me.id.clone(), event.public_id(), until, mail(&ctx, &me, &event)))
            }
            None => None,
        };
        (row.event_id, told)
    };
    let job_ctx = ctx.clone();
    Ok(Some(Box::new(move |tx| {
        Box::pin(async move {
            if let Some((me, id, until, mail)) = told {
                if let Some(mail) = mail {
                    mail::queue(&job_ctx, tx, &mail).await?;
                }
                let (url, tag) = (format!("/calendar/event/{id}"), format!("event-{id}"));
                let (title, until): (fn(&Text) -> &str, _) = (|text| text.calendar.push_reminder, Some(until));
                let news = News { kind: "reminder", title, url: &url, tag: &tag, until };
                tell_devices(&job_ctx, tx, &[me], news).await?;
            }
            plan(&job_ctx, tx, &event_id).await
        })
    })))
}

/// The mail, for whoever has a proven address.
fn mail(ctx: &Ctx, me: &Member, event: &EventRecord) -> Option<Mail> {
    let to = me.email.clone().filter(|_| me.email_verified)?;
    let text = me.language.text();
    let starts = event.starts_for(&me.zone());
    let day = (text.common.day)(starts.date());
    let when = if event.is_all_day == 1 { day } else { format!("{day}, {:02}:{:02}", starts.hour(), starts.minute()) };
    let link = format!("{}/calendar/event/{}", ctx.config.base_url, event.public_id());
    Some(Mail {
        to,
        subject: (text.calendar.mail_reminder_subject)(&event.name, &when),
        text: (text.calendar.mail_reminder)(&event.name, &when, &event.address, &link),
    })
}
