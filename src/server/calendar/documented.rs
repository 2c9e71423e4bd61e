//! The operations of the calendar's documented API, with its shapes and its wall-clock times.

use super::{
    access::readable,
    edit, occurrences,
    series::Rewrite,
    store::{self, EventRecord},
    times::{Span, ZONE_SPREAD_MS, instant, midnight, wall, zone},
};
use crate::{
    app::{
        calendar::{
            check::{check_event_name, format_wall, parse_month, parse_wall},
            icons,
            wire::{self, ADDRESS_MAX, DESCRIPTION_MAX, Draft, Event, EventsByDay, Flag, Kind, Scope, User},
        },
        check::{check_id, check_text},
        error::Code,
    },
    server::{
        account, chats,
        context::{Ctx, Member},
        db::Conn,
        error::Result,
        friends,
    },
};
use jiff::{ToSpan, tz::TimeZone};

/// So many people at most answer a search.
const SEARCH_LIMIT: i64 = 50;

/// `GET /user`.
pub async fn user(ctx: &Ctx, me: &Member) -> Result<User> {
    let mut conn = ctx.db.read().await?;
    let profile = account::profile(&mut conn, &me.id).await?.ok_or(Code::NotSignedIn)?;
    let mut invites = friends::request_ids(&mut conn, &me.id).await?;
    invites.extend(store::invites::ids(&mut conn, &me.id).await?);
    Ok(User {
        google_id: profile.subject.clone(),
        email: profile.email.clone().unwrap_or_default(),
        time_zone: profile.time_zone.clone(),
        event_id_list: store::ids(&mut conn, &me.id).await?,
        friend_id_list: friends::ids(&mut conn, &me.id).await?,
        chat_id_list: chats::ids(&mut conn, &me.id).await?,
        invite_id_list: invites,
        ..card(ctx, profile, true)
    })
}

/// `GET /search/users`: friends with e-mail and birthday, strangers with name and picture only.
pub async fn search(ctx: &Ctx, me: &Member, text: &str) -> Result<Vec<User>> {
    let mut conn = ctx.db.read().await?;
    let friends = friends::ids(&mut conn, &me.id).await?;
    let blockers = friends::blockers(&mut conn, &me.id).await?;
    let found = account::search(&mut conn, me, (&friends, &blockers), text, "", SEARCH_LIMIT).await?;
    Ok(found
        .into_iter()
        .map(|profile| {
            let is_friend = friends.contains(&profile.id);
            card(ctx, profile, is_friend)
        })
        .collect())
}

/// `GET /events`: the caller's events that begin in a month, by day, each day in order of time.
pub async fn events(ctx: &Ctx, me: &Member, year: &str, month: &str) -> Result<EventsByDay> {
    let first = parse_month(year, month)?;
    let next = first.checked_add(1.month()).map_err(|_| Code::TimeInvalid)?;
    let from = instant(midnight(first), &TimeZone::UTC)? - ZONE_SPREAD_MS;
    let until = instant(midnight(next), &TimeZone::UTC)? + ZONE_SPREAD_MS;
    let zone = me.zone();
    let window = occurrences::Window { from, until };
    let mut records = occurrences::window(&mut ctx.db.read().await?, &me.id, from, window).await?;
    records.sort_by_key(|record| record.starts_for(&zone));
    let mut days = EventsByDay::new();
    for record in &records {
        let starts = record.starts_for(&zone);
        if starts.date().first_of_month() == first {
            days.entry(starts.day().to_string()).or_default().push(event(ctx, record, &zone));
        }
    }
    Ok(days)
}

/// `GET /event`.
pub async fn find(ctx: &Ctx, me: &Member, id: &str) -> Result<Event> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let record = readable(&mut conn, me, id).await?;
    let mut event = event(ctx, &record, &me.zone());
    if record.kind() == Kind::Group {
        event.member_id_list = Some(member_ids(&mut conn, &record.id).await?);
        event.chat_id = Some(record.chat_id.unwrap_or_default());
    }
    Ok(event)
}

/// The body of `POST /event`.
#[derive(Debug)]
pub struct NewEvent {
    pub kind: Option<String>,
    pub name: Option<String>,
    pub is_private: Option<Flag>,
    pub datetime: Option<String>,
    pub address: Option<String>,
    pub icon: Option<String>,
    pub description: Option<String>,
}

/// `POST /event`; the new id.
pub async fn create(ctx: &Ctx, me: Member, new: NewEvent) -> Result<String> {
    let starts = parse_wall(&new.datetime.ok_or(Code::TimeInvalid)?)?;
    let draft = Draft {
        kind: kind(new.kind.as_deref())?,
        name: check_event_name(&new.name.unwrap_or_default())?,
        icon: icons::check(new.icon.as_deref().unwrap_or(icons::DEFAULT))?,
        is_private: new.is_private.ok_or(Code::FlagInvalid)?.0,
        is_all_day: false,
        starts,
        ends: None,
        time_zone: me.time_zone.clone(),
        rule: String::new(),
        address: address(&new.address.unwrap_or_default())?,
        description: check_text(&new.description.unwrap_or_default(), DESCRIPTION_MAX, Code::DescriptionTooLong)?,
    };
    let span = Span::new(false, draft.starts, None, &draft.time_zone)?;
    edit::insert(ctx, me, draft, span).await
}

/// The body of `PUT /event`: what is absent stays as it is.
#[derive(Debug)]
pub struct Patch {
    pub kind: Option<String>,
    pub name: Option<String>,
    pub is_private: Option<Flag>,
    pub datetime: Option<String>,
    pub address: Option<String>,
    pub icon: Option<String>,
    pub description: Option<String>,
}

/// `PUT /event`.
pub async fn patch(ctx: &Ctx, me: Member, id: Option<String>, patch: Patch) -> Result<()> {
    let id = id.unwrap_or_default();
    check_id(&id)?;
    let kind = kind(patch.kind.as_deref())?;
    let name = patch.name.as_deref().map(check_event_name).transpose()?;
    let icon = patch.icon.as_deref().map(icons::check).transpose()?;
    // Events of pages can be without one; whoever writes such an event back leaves it so.
    let address = patch.address.as_deref().filter(|text| !text.trim().is_empty()).map(address).transpose()?;
    let has_none = patch.address.is_some() && address.is_none();
    let datetime = patch.datetime.as_deref().map(parse_wall).transpose()?;
    let too_long = |text: &str| check_text(text, DESCRIPTION_MAX, Code::DescriptionTooLong);
    let description = patch.description.as_deref().map(too_long).transpose()?;
    let reader = me.zone();
    let rewrite = move |mut event: EventRecord| {
        event.name = name.unwrap_or_else(|| event.name.clone());
        event.icon = icon.unwrap_or_else(|| event.icon.clone());
        if has_none && !event.address.is_empty() {
            return Err(Code::AddressEmpty.into());
        }
        event.address = address.unwrap_or_else(|| event.address.clone());
        event.description = description.unwrap_or_else(|| event.description.clone());
        event.is_private = patch.is_private.map_or(event.is_private, |flag| i64::from(flag.0));
        let span = moved(&event, datetime, &reader)?;
        Ok(Rewrite { event, span, rule: None })
    };
    edit::change(ctx, me, id, Scope::One, Some(kind), rewrite).await.map(|_| ())
}

/// `GET /member`: somebody in a group event that the caller is in as well.
pub async fn member(ctx: &Ctx, me: &Member, id: &str) -> Result<wire::Member> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let record = store::shared_member(&mut conn, &me.id, id).await?.ok_or(Code::NotFound)?;
    let person =
        account::people(&mut conn, std::slice::from_ref(&record.account_id)).await?.pop().ok_or(Code::NotFound)?;
    Ok(wire::Member {
        user_id: record.account_id,
        name: person.display_name,
        email: person.email.unwrap_or_default(),
        profile_pic: account::picture::absolute(ctx, &person.picture),
        member_id: record.id,
        is_can_invite_user: record.can_invite == 1,
        is_can_delete_user: record.can_remove == 1,
        is_can_change_event: record.can_change == 1,
        is_can_delete_event: record.can_delete == 1,
        event_id: record.event_id,
    })
}

/// When the event is after this wall time of the reader's was written to it. The length stays. A time that says what
/// the reader sees already changes nothing, so that reading and writing back is lossless even in a fold.
pub fn moved(event: &EventRecord, datetime: Option<jiff::civil::DateTime>, reader: &TimeZone) -> Result<Span> {
    let (own_starts, own_ends) = (event.own_starts(), event.own_ends());
    let is_all_day = event.is_all_day == 1;
    let Some(starts) = datetime.filter(|starts| *starts != event.starts_for(reader)) else {
        return Ok(Span {
            is_all_day,
            starts: own_starts,
            ends: own_ends,
            time_zone: event.time_zone.clone(),
            starts_at: event.starts_at,
            ends_at: event.ends_at,
        });
    };
    let stays_all_day = is_all_day && starts.time() == jiff::civil::Time::midnight();
    let own = zone(&event.time_zone)?;
    let starts_at = instant(starts, reader)?;
    let starts = if stays_all_day { starts } else { wall(starts_at, &own) };
    let shift = own_starts.until(starts).map_err(|_| Code::TimeInvalid)?;
    let ends = own_ends.map(|ends| ends.checked_add(shift)).transpose().map_err(|_| Code::TimeInvalid)?;
    let ends = if is_all_day && !stays_all_day { None } else { ends };
    let mut span = Span::new(stays_all_day, starts, ends, &event.time_zone)?;
    if !stays_all_day {
        // What the reader wrote is exact; its wall time there may stand for two instants.
        span.starts_at = starts_at;
        span.ends_at = span.ends_at.max(starts_at);
    }
    Ok(span)
}

fn event(ctx: &Ctx, record: &EventRecord, zone: &TimeZone) -> Event {
    Event {
        id: record.public_id(),
        r#type: record.kind(),
        name: record.name.clone(),
        is_private: (record.is_private == 1).to_string(),
        datetime: format_wall(record.starts_for(zone)),
        address: record.address.clone(),
        description: record.description.clone(),
        icon: format!("{}/load_icon/{}.svg", ctx.config.base_url, record.icon),
        member_id_list: None,
        chat_id: None,
    }
}

async fn member_ids(conn: &mut Conn, event_id: &str) -> Result<Vec<String>> {
    Ok(store::members(conn, event_id).await?.into_iter().map(|member| member.id).collect())
}

fn card(ctx: &Ctx, profile: account::Profile, with_private: bool) -> User {
    let private = |text: String| if with_private { text } else { String::new() };
    let proven = profile.email_verified_at.and(profile.email).unwrap_or_default();
    User {
        id: profile.id,
        name: profile.display_name,
        email: private(proven),
        profile_pic: account::picture::absolute(ctx, &profile.picture),
        birthday: private(profile.birthday),
        ..User::default()
    }
}

fn kind(text: Option<&str>) -> Result<Kind> {
    match text {
        Some("single") => Ok(Kind::Single),
        Some("group") => Ok(Kind::Group),
        _ => Err(Code::KindInvalid.into()),
    }
}

fn address(text: &str) -> Result<String> {
    let address = check_text(text, ADDRESS_MAX, Code::AddressTooLong)?;
    if address.is_empty() { Err(Code::AddressEmpty.into()) } else { Ok(address) }
}
