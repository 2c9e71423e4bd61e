//! What the pages read: a month, the agenda, one event. Times are the reader's.

use super::{
    access::readable_page,
    occurrences::{self, Window},
    store::{self, EventRecord},
    times::{ZONE_SPREAD_MS, instant, midnight, wall},
};
use crate::{
    app::{
        calendar::wire::{
            AgendaPage, Answer, DAYS_MAX, EventPage, EventRow, Face, Faces, GuestRow, MonthPage, Rights, WeekPage,
            YEARS,
        },
        check::check_id,
        error::Code,
    },
    server::{
        account,
        context::{Ctx, Member},
        db::Conn,
        error::Result,
        friends,
    },
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

const DAY_MS: i64 = 86_400_000;
/// Where events can be, in epoch milliseconds: from 1895 to 2205, a little more than the years of calendars.
const INSTANTS: std::ops::Range<i64> = -2_366_755_200_000..7_415_884_800_000;
/// How long before a window an event that reaches into it can have begun.
const REACH_MS: i64 = (DAYS_MAX as i64 + 1) * DAY_MS;
/// So many people of an event are shown in a list.
const FACES: i64 = 4;
/// Events in a page of the agenda.
const PAGE: usize = 50;

/// The month `YYYY-MM`, or the reader's current one, with all days of the weeks it touches.
pub async fn month_page(ctx: &Ctx, me: &Member, month: Option<&str>) -> Result<MonthPage> {
    let zone = me.zone();
    let now = wall(ctx.clock.now(), &zone);
    let month = match month {
        Some(text) => parse_month(text)?,
        None => now.date().first_of_month(),
    };
    let week_start = me.language.text().common.week_start;
    let from = month.checked_sub(i64::from(month.weekday().since(week_start)).days()).map_err(|_| Code::TimeInvalid)?;
    let last = month.last_of_month();
    let until =
        last.checked_add(i64::from(7 - last.weekday().since(week_start)).days()).map_err(|_| Code::TimeInvalid)?;
    Ok(MonthPage { month, from, until, now, events: days(ctx, me, from, until).await? })
}

/// The week that a day is in, or the reader's current one.
pub async fn week_page(ctx: &Ctx, me: &Member, day: Option<&str>) -> Result<WeekPage> {
    let now = wall(ctx.clock.now(), &me.zone());
    let day: Date = match day.filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| Code::TimeInvalid)?,
        None => now.date(),
    };
    if !YEARS.contains(&day.year()) {
        return Err(Code::TimeInvalid.into());
    }
    let week_start = me.language.text().common.week_start;
    let from = day.checked_sub(i64::from(day.weekday().since(week_start)).days()).map_err(|_| Code::TimeInvalid)?;
    let until = from.checked_add(1.week()).map_err(|_| Code::TimeInvalid)?;
    Ok(WeekPage { from, now, events: days(ctx, me, from, until).await? })
}

/// What touches the days from one to before another.
async fn days(ctx: &Ctx, me: &Member, from: Date, until: Date) -> Result<Vec<EventRow>> {
    let zone = me.zone();
    let (start, end) = widened(from, until)?;
    let window = Window { from: start, until: end };
    let records = occurrences::window(&mut ctx.db.read().await?, &me.id, start - REACH_MS, window).await?;
    let mut events: Vec<EventRow> = records.iter().map(|record| row(record, &zone)).collect();
    events.retain(|event| event.last_day() >= from && event.first_day() < until);
    sort(&mut events);
    Ok(events)
}

/// Events from a day on (the reader's today without one), or after a page's `next`.
pub async fn agenda_page(ctx: &Ctx, me: &Member, from: Option<&str>, after: Option<&str>) -> Result<AgendaPage> {
    let zone = me.zone();
    let now = wall(ctx.clock.now(), &zone);
    let from: Date = match from.filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| Code::TimeInvalid)?,
        None => now.date(),
    };
    if !YEARS.contains(&from.year()) {
        return Err(Code::TimeInvalid.into());
    }
    let start = instant(midnight(from), &TimeZone::UTC)? - ZONE_SPREAD_MS;
    let key = match after.filter(|text| !text.is_empty()) {
        Some(cursor) => parse_cursor(cursor)?,
        None => (start - REACH_MS, ""),
    };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = ctx.db.read().await?;
    let mut records = store::page(&mut conn, &me.id, key, start, limit).await?;
    for series in store::series(&mut conn, &me.id, start).await? {
        // What begins before the page can reach into it only on the first one.
        let window = Window { from: start.max(key.0), until: i64::MAX };
        // Those that were going on when the page before ended are on that.
        records.extend(occurrences::expand(&series, window, PAGE + 1 + series.overlap())?);
    }
    records.retain(|record| (record.starts_at, record.public_id().as_str()) > key);
    records.sort_by_cached_key(|record| (record.starts_at, record.public_id()));
    let more = records.len() > PAGE;
    records.truncate(PAGE);
    let next = records.last().filter(|_| more).map(|record| format!("{}_{}", record.starts_at, record.public_id()));
    let mut events: Vec<EventRow> = records.iter().map(|record| row(record, &zone)).collect();
    events.retain(|event| event.last_day() >= from);
    sort(&mut events);
    let faces = faces(&mut conn, &events).await?;
    Ok(AgendaPage { now, events, next, faces })
}

/// The first people of the events that have several.
async fn faces(conn: &mut Conn, events: &[EventRow]) -> Result<Vec<Faces>> {
    let ids: Vec<String> =
        events.iter().filter(|event| event.members > 1).map(|event| event.base_id().to_owned()).collect();
    let members = store::first_members(conn, &ids, FACES).await?;
    let wanted: Vec<String> = members.iter().map(|member| member.1.clone()).collect();
    let people = account::people(conn, &wanted).await?;
    let mut faces: Vec<Faces> = Vec::new();
    for (event_id, account_id) in members {
        let Some(person) = people.iter().find(|person| person.id == account_id) else { continue };
        let face = Face { id: account_id, name: person.display_name.clone(), picture: person.picture.clone() };
        match faces.iter_mut().find(|faces| faces.event_id == event_id) {
            Some(known) => known.people.push(face),
            None => faces.push(Faces { event_id, people: vec![face] }),
        }
    }
    Ok(faces)
}

/// One event with its people. Unknown and forbidden ones look alike.
pub async fn event_page(ctx: &Ctx, me: &Member, id: &str) -> Result<EventPage> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let record = readable_page(&mut conn, me, id).await?;
    let sees_private = record.is_member() || record.invited > 0;
    let record = upcoming(&mut conn, record, ctx.clock.now(), sees_private).await?;
    let members = store::members(&mut conn, &record.id).await?;
    // Who was asked and has not come in is shown to who is asked or in it.
    let asked = if sees_private { store::invites::of_event(&mut conn, &record.id).await? } else { Vec::new() };
    let mut ids: Vec<String> = members.iter().map(|member| member.account_id.clone()).collect();
    ids.extend(asked.iter().map(|invite| invite.receiver_id.clone()));
    ids.push(record.author_id.clone());
    let people = account::people(&mut conn, &ids).await?;
    let friends = friends::among(&mut conn, &me.id, &ids).await?;
    let here = ctx.presence.among(friends.iter().map(String::as_str));
    let person = |id: &str| people.iter().find(|person| person.id == id);
    let name = |id: &str| person(id).map_or(String::new(), |person| person.display_name.clone());
    let blank = |id: &str| GuestRow {
        name: name(id),
        picture: person(id).map_or(String::new(), |person| person.picture.clone()),
        is_here: here.contains(id),
        is_host: id == record.author_id,
        is_me: id == me.id,
        account_id: id.to_owned(),
        answer: None,
        note: String::new(),
        is_member: false,
        is_mine_to_withdraw: false,
        rights: Rights::default(),
    };
    let zone = me.zone();
    let members = members.iter().map(|member| GuestRow {
        answer: Answer::parse(&member.answer).ok(),
        note: if sees_private { member.note.clone() } else { String::new() },
        is_member: true,
        rights: if !sees_private {
            Rights::default()
        } else {
            Rights {
                invite: member.can_invite == 1,
                remove: member.can_remove == 1,
                change: member.can_change == 1,
                delete: member.can_delete == 1,
            }
        },
        ..blank(&member.account_id)
    });
    let asked = asked.iter().map(|invite| GuestRow {
        answer: invite.declined_at.map(|_| Answer::Cant),
        note: invite.note.clone(),
        is_mine_to_withdraw: record.is_member() && (invite.sender_id == me.id || record.can_change()),
        ..blank(&invite.receiver_id)
    });
    let mut guests: Vec<GuestRow> = members.chain(asked).collect();
    // By answer, those whose answer is missing last; the host first among equals.
    guests.sort_by_key(|guest| (guest.answer.map_or(3, |answer| answer as u8), !guest.is_host));
    let mine = guests.iter().find(|guest| guest.is_me).cloned();
    Ok(EventPage {
        event: row(&record, &zone),
        description: record.description.clone(),
        own_starts: record.own_starts(),
        own_ends: record.own_ends(),
        instant: record.instant_text(),
        reader_zone: me.time_zone.clone(),
        now: wall(ctx.clock.now(), &zone),
        host: name(&record.author_id),
        guests,
        is_member: record.is_member(),
        is_asked: !record.is_member() && record.invited > 0,
        answer: mine.as_ref().and_then(|mine| mine.answer),
        note: mine.map(|mine| mine.note).unwrap_or_default(),
        can_invite: record.can_invite(),
        can_remove: record.can_remove(),
        chat_id: record.chat_id.clone().filter(|_| record.is_member()),
        can_change: record.can_change(),
        can_delete: record.can_delete(),
        remind_before: record.remind_before,
        rule: record.rule.unwrap_or_default(),
        time_zone: record.time_zone,
    })
}

/// Of a series without an occurrence the next one, or the last if it is over.
/// An occurrence that was made private is not there for those who may not see it.
async fn upcoming(conn: &mut Conn, record: EventRecord, now: i64, sees_private: bool) -> Result<EventRecord> {
    if record.rule.is_none() || record.occurrence.is_some() {
        return Ok(record);
    }
    let rows = store::changes(conn, &record.id, i64::MIN).await?;
    let series = EventRecord { changes: Some(store::joined(&rows)), ..record };
    let may_see = |event: &EventRecord| sees_private || event.is_private == 0;
    let next = occurrences::expand(&series, Window { from: now, until: i64::MAX }, 1)?;
    match (next.into_iter().filter(may_see).min_by_key(|event| event.starts_at), series.last()) {
        (Some(next), _) => Ok(next),
        (None, Some(last)) => Ok(occurrences::one(conn, &series, last).await?.filter(may_see).unwrap_or(series)),
        (None, None) => Ok(series),
    }
}

pub fn row(record: &EventRecord, zone: &TimeZone) -> EventRow {
    EventRow {
        id: record.public_id(),
        repeats: record.rule.is_some(),
        can_change: record.can_change(),
        kind: record.kind(),
        name: record.name.clone(),
        icon: record.icon.clone(),
        is_private: record.is_private == 1,
        is_all_day: record.is_all_day == 1,
        starts: record.starts_for(zone),
        ends: record.ends_for(zone),
        address: record.address.clone(),
        members: u32::try_from(record.members).unwrap_or(u32::MAX),
    }
}

/// By day, whole days first, then by time and name.
fn sort(events: &mut [EventRow]) {
    let key = |event: &EventRow| -> (Date, bool, DateTime) { (event.first_day(), !event.is_all_day, event.starts) };
    events.sort_by(|one, other| key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name)));
}

fn widened(from: Date, until: Date) -> Result<(i64, i64)> {
    let start = instant(midnight(from), &TimeZone::UTC)? - ZONE_SPREAD_MS;
    Ok((start, instant(midnight(until), &TimeZone::UTC)? + ZONE_SPREAD_MS))
}

fn parse_month(text: &str) -> Result<Date> {
    let month: Date = format!("{text}-01").parse().map_err(|_| Code::TimeInvalid)?;
    if text.len() == 7 && YEARS.contains(&month.year()) { Ok(month) } else { Err(Code::TimeInvalid.into()) }
}

/// Instant and id of a page's `next`.
pub fn parse_cursor(text: &str) -> Result<(i64, &str)> {
    let (instant, id) = text.split_once('_').ok_or(Code::Malformed)?;
    check_id(id)?;
    let instant: i64 = instant.parse().map_err(|_| Code::Malformed)?;
    if !INSTANTS.contains(&instant) {
        return Err(Code::Malformed.into());
    }
    Ok((instant, id))
}
