//! What the pages of the board show and do.

use super::{Asked, Identity, clock, documented, identify, of, store};
use crate::{
    app::{
        board::wire::{
            self, BoardPage, BoardUser, Button, COMMENT_MAX, Effect, FEED, FeedPage, NamesPage, Pressed, Statistics,
            Tally, Week,
        },
        error::Code,
    },
    server::{
        call::Caller,
        context::{Ctx, Guest, Member},
        db::Conn,
        error::Result,
        limits,
    },
};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Names on a page of the statistics.
const NAMES: i64 = 50;

/// What somebody without an account may say of themselves, and the seat of their page.
pub struct Hand {
    pub name: Option<String>,
    pub seat: Option<String>,
}

pub async fn overview(ctx: &Ctx, caller: &Caller) -> Result<BoardPage> {
    let me = caller.anyone(ctx).await?;
    let now = ctx.clock.now();
    let mut conn = ctx.db.read().await?;
    let week = week(&mut conn, me, now).await?;
    let tallies = tallies(store::counts(&mut conn, clock::day(now), clock::hour(now)).await?);
    let (feed, next) = page(store::newest(&mut conn, None, 0, None, FEED as i64 + 1).await?);
    let offset = me.map_or(0, |me| me.zone().to_offset(ctx.timestamp()).seconds());
    let me = me.map(|me| me.user_name.clone());
    let crowd = ctx.board.lock().seats.crowd();
    let host = ctx.config.base_url.split_once("://").map_or(ctx.config.base_url.as_str(), |(_, host)| host);
    let address = format!("{}/board", host.trim_end_matches('/'));
    Ok(BoardPage { me, now, tallies, feed, next, crowd, week, offset, address })
}

/// Seven days by the calendar of who reads them, each of 24 hours: one that clocks leave out has no clicks, one that they
/// repeat has those of both.
async fn week(conn: &mut Conn, me: Option<&Member>, now: i64) -> Result<Week> {
    let zone = me.map_or(TimeZone::UTC, Member::zone);
    let (first, hour) = clock::first_day(now, &zone);
    let mut clicks = Vec::new();
    for hour in documented::read_hours(conn, hour, now).await? {
        let index = clock::hour_of_week(first, hour.timestamp * 1000, &zone);
        if index >= clicks.len() {
            clicks.resize(index + 1, 0);
        }
        clicks[index] += hour.click_count;
    }
    Ok(Week { first, clicks })
}

/// Older lines of the feed.
pub async fn feed(ctx: &Ctx, _: Guest, before: &str) -> Result<FeedPage> {
    let is_id = before.len() == 24 && before.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_id {
        return Err(Code::IdInvalid.into());
    }
    let limit = FEED as i64 + 1;
    let (feed, next) = page(store::newest(&mut ctx.db.read().await?, None, 0, Some(before), limit).await?);
    Ok(FeedPage { now: ctx.clock.now(), feed, next })
}

/// A page of one more than it holds, and where the next begins.
fn page(mut presses: Vec<wire::Press>) -> (Vec<wire::Press>, Option<String>) {
    let has_more = presses.len() > FEED;
    presses.truncate(FEED);
    let next = presses.last().filter(|_| has_more).map(|press| press.id.clone());
    (presses, next)
}

fn tallies(counts: Vec<store::Count>) -> Vec<Tally> {
    let mut all: BTreeMap<(bool, String), (i64, i64)> = BTreeMap::new();
    for count in counts {
        let (today, total) = all.entry((count.is_event != 0, count.what)).or_default();
        match count.unit.as_str() {
            "day" => *today = count.presses,
            "ever" => *total = count.presses,
            _ => {}
        }
    }
    all.into_iter().map(|((is_event, what), (today, total))| Tally { is_event, what, today, total }).collect()
}

pub async fn statistics(ctx: &Ctx, guest: Guest, caller: &Caller) -> Result<Statistics> {
    let me = caller.anyone(ctx).await?;
    let now = ctx.clock.now();
    let mut conn = ctx.db.read().await?;
    let week = week(&mut conn, me, now).await?;
    let tallies = tallies(store::counts(&mut conn, clock::day(now), clock::hour(now)).await?);
    drop(conn);
    Ok(Statistics { stats: documented::stats(ctx, guest).await?, week, tallies, names: names(ctx, Guest, None).await? })
}

/// Names by clicks. A position is the clicks and the name of the last one.
pub async fn names(ctx: &Ctx, _: Guest, after: Option<&str>) -> Result<NamesPage> {
    let after = match after {
        Some(after) => {
            let (clicks, name) = after.split_once('.').filter(|_| !after.contains('\0')).ok_or(Code::IdInvalid)?;
            Some((clicks.parse().map_err(|_| Code::IdInvalid)?, name))
        }
        None => None,
    };
    let mut rows = store::names(&mut ctx.db.read().await?, after, NAMES + 1).await?;
    let has_more = rows.len() > NAMES as usize;
    rows.truncate(NAMES as usize);
    let next = rows.last().filter(|_| has_more).map(|(name, clicks, _)| format!("{clicks}.{name}"));
    let user = |(name, click_count, event_count)| BoardUser { name, click_count, event_count };
    Ok(NamesPage { names: rows.into_iter().map(user).collect(), next })
}

/// Presses a button.
pub async fn press(
    ctx: &Ctx,
    caller: &Caller,
    hand: Hand,
    button: &str,
    comment: Option<String>,
    style: Option<String>,
) -> Result<Pressed> {
    let button = Button::parse(button).ok_or(Code::ButtonUnknown)?;
    let asked = Asked {
        is_event: false,
        what: button.word().to_owned(),
        comment: wire::cut(&comment.unwrap_or_default(), COMMENT_MAX),
        style: wire::style(&style.unwrap_or_default()),
    };
    send(ctx, caller, hand, asked).await
}

/// Sets off an effect on everybody's page.
pub async fn set_off(ctx: &Ctx, caller: &Caller, hand: Hand, event: &str) -> Result<Pressed> {
    let effect = Effect::parse(event).ok_or(Code::ButtonUnknown)?;
    let asked = Asked { is_event: true, what: effect.word().to_owned(), comment: None, style: None };
    send(ctx, caller, hand, asked).await
}

async fn send(ctx: &Ctx, caller: &Caller, hand: Hand, asked: Asked) -> Result<Pressed> {
    let me = caller.anyone(ctx).await?;
    let seat = hand.seat.and_then(|key| ctx.board.lock().seats.by_key(&key));
    let key = match (me, seat) {
        (Some(me), _) => format!("account {}", me.id),
        (None, Some(seat)) => format!("seat {seat}"),
        (None, None) => format!("address {}", caller.address),
    };
    limits::press(ctx, &key, &caller.address)?;
    let identity: Identity = match me {
        Some(me) => of(me),
        None => identify(ctx, None, &hand.name.unwrap_or_default()).await?.0,
    };
    if let Some(seat) = seat {
        ctx.board.call(ctx, seat, &identity);
    }
    super::press(ctx, asked.by(identity), seat).await
}
