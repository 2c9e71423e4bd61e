//! What has arrived, as pages show it: sealed until it is opened, and letters of strangers apart.

use super::{level, status::counted, store, told};
use crate::{
    app::{
        account::wire::Done,
        check::check_id,
        error::Code,
        letters::{
            pages::wire::{Body, Correspondent, Desk, InboxPage, Letter},
            wire::Age,
        },
    },
    server::{
        account::{self, Person},
        context::{Ctx, Member, rfc3339},
        db::Tx,
        error::Result,
        friends, media,
        paging::{cursor, cut, limit},
    },
};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use store::{
    LetterRecord,
    pages::{Find, InboxRecord},
};

/// So many letters stand on a page.
pub const PAGE: usize = 30;
/// No text that is searched for is longer, in characters.
const SEARCH_MAX: usize = 200;
/// No more people are looked at together.
const SENDERS_MAX: usize = 400;
const DAY_MS: i64 = 86_400_000;

/// A page of the inbox, of what a search finds in it, or of the requests.
pub async fn page(ctx: &Ctx, me: &Member, requests: bool, search: &str, after: Option<&str>) -> Result<InboxPage> {
    if search.chars().count() > SEARCH_MAX || search.chars().any(char::is_control) {
        return Err(Code::Malformed.into());
    }
    let before = cursor(after)?;
    take_in_friends(ctx, me).await?;
    let mut conn = ctx.db.read().await?;
    let part = account::fold(search.trim());
    let mut senders = Vec::new();
    if !part.is_empty() {
        let ids = store::pages::senders(&mut conn, &me.id, requests).await?;
        for some in ids.chunks(SENDERS_MAX) {
            senders.extend(account::people(&mut conn, some).await?);
        }
        senders.retain(|person| account::fold(&person.display_name).contains(&part));
        senders.truncate(SENDERS_MAX);
    }
    let senders: Vec<String> = senders.into_iter().map(|person| person.id).collect();
    let find = Find { requests, part: &part, senders: &senders };
    let mut records = store::pages::inbox(&mut conn, &me.id, find, before, limit(PAGE)).await?;
    let next = cut(&mut records, PAGE, |record| (record.letter.arrived_at.unwrap_or_default(), &record.letter.id));
    let ids: Vec<String> = records.iter().map(|record| record.letter.sender_id.clone()).collect();
    let people = people(account::people(&mut conn, &ids).await?);
    let zone = me.zone();
    let letters = records.into_iter().filter_map(|record| {
        let from = people.get(&record.letter.sender_id)?.clone();
        Some(letter(record, from, &zone))
    });
    Ok(InboxPage {
        me: me.id.clone(),
        today: ctx.timestamp().to_zoned(zone.clone()).date(),
        letters: letters.collect(),
        next,
    })
}

fn letter(record: InboxRecord, from: Correspondent, zone: &TimeZone) -> Letter {
    let LetterRecord { id, text, photo_id, video_id, sound_id, created_at, deliver_at, arrived_at, .. } = record.letter;
    let arrived_at = arrived_at.unwrap_or(deliver_at);
    let address = |id: String| if id.is_empty() { id } else { media::address(&id) };
    let body = record.opened_at.map(|_| Body {
        text,
        photo: address(photo_id),
        sound: address(sound_id),
        video: address(video_id),
    });
    Letter {
        id,
        from,
        sent_at: rfc3339(created_at, zone),
        arrived_at: rfc3339(arrived_at, zone),
        days: u32::try_from((arrived_at - created_at) / DAY_MS).unwrap_or_default(),
        age: Age::of(arrived_at - created_at),
        is_surprise: record.is_surprise != 0,
        body,
    }
}

/// People by their ids, as pages name them.
pub fn people(people: Vec<Person>) -> HashMap<String, Correspondent> {
    let named = people.into_iter().map(|person| {
        let id = person.id;
        (id.clone(), Correspondent { id, name: person.display_name, picture: person.picture })
    });
    named.collect()
}

/// Who has become a friend or a contact, or was written to, is no stranger any more.
async fn take_in_friends(ctx: &Ctx, me: &Member) -> Result<()> {
    let known = {
        let mut conn = ctx.db.read().await?;
        let mut strangers = store::pages::senders(&mut conn, &me.id, true).await?;
        // The rest is for the next time.
        strangers.truncate(SENDERS_MAX);
        if strangers.is_empty() {
            return Ok(());
        }
        let mut known = friends::among(&mut conn, &me.id, &strangers).await?;
        strangers.push(me.id.clone());
        let others = store::pages::known_among(&mut conn, &strangers).await?;
        known.extend(others.into_iter().filter(|(who, _)| *who == me.id).map(|(_, other)| other));
        known
    };
    if known.is_empty() {
        return Ok(());
    }
    let id = me.id.clone();
    ctx.db.write(move |tx| Box::pin(async move { store::pages::accept(tx, &id, &known).await.map(|_| ()) })).await
}

/// How it stands with somebody's letters.
pub async fn desk(ctx: &Ctx, me: &Member) -> Result<Desk> {
    take_in_friends(ctx, me).await?;
    let level = level(ctx, &me.id).await?;
    let coming = count(super::coming(ctx, me).await?);
    let mut conn = ctx.db.read().await?;
    let (on_their_way, lands_at) = store::pages::posted_summary(&mut conn, &me.id, ctx.clock.now()).await?;
    let (sealed, requests) = store::pages::count_sealed(&mut conn, &me.id).await?;
    Ok(Desk {
        level,
        on_their_way: count(on_their_way),
        counted: counted(ctx, &mut conn, &me.id).await?.1,
        lands_in: lands_at.map(|at| (at - ctx.clock.now()).max(0) / 60_000),
        coming,
        sealed: count(sealed),
        requests: count(requests),
    })
}

/// How many letters have arrived for somebody that are sealed, without requests.
pub async fn sealed(ctx: &Ctx, me: &Member) -> Result<u32> {
    Ok(count(store::pages::count_sealed(&mut ctx.db.read().await?, &me.id).await?.0))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Opens a letter, for good.
pub async fn open(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::pages::open(tx, &me.id, &id, now).await? {
                    return Err(Code::LetterUnknown.into());
                }
                tx.publish(told(&me.id, "opened"));
                Ok(())
            })
        })
        .await
}

/// Puts a letter away, or takes it back.
pub async fn hide(ctx: &Ctx, me: Member, id: String, is_hidden: bool) -> Result<()> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let at = is_hidden.then(|| ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::pages::hide(tx, &me.id, &id, at).await? {
                    return Err(Code::LetterUnknown.into());
                }
                tx.publish(told(&me.id, "opened"));
                Ok(())
            })
        })
        .await
}

/// Puts away what somebody wrote whose letters nobody asked for.
pub async fn put_away(tx: &mut Tx, me: &str, sender_id: &str, now: i64) -> Result<()> {
    if store::pages::decline(tx, me, sender_id, now).await? > 0 {
        tx.publish(told(me, "opened"));
    }
    Ok(())
}

/// Takes the letters of somebody from now on, or puts those away that are there.
pub async fn answer(ctx: &Ctx, me: Member, sender_id: String, action: &str) -> Result<Done> {
    check_id(&sender_id)?;
    let accepts = match action {
        "accept" => true,
        "decline" => false,
        _ => return Err(Code::ActionInvalid.into()),
    };
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let changed = match accepts {
                    true => store::pages::accept(tx, &me.id, std::slice::from_ref(&sender_id)).await?,
                    false => store::pages::decline(tx, &me.id, &sender_id, now).await?,
                };
                if changed == 0 {
                    return Err(Code::LetterUnknown.into());
                }
                if accepts {
                    store::pages::know(tx, &me.id, &sender_id).await?;
                }
                tx.publish(told(&me.id, "opened"));
                Ok(Done::to(if accepts { "/letters" } else { "/letters/requests" }))
            })
        })
        .await
}
