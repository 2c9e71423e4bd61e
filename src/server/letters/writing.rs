//! Writing a letter: drafts, which are kept as they are typed, for whom and when; sealing, and taking that back.

use super::{
    Draft, Media, RECEIVERS_MAX, Receiver,
    choices::{self, When},
    inbox::{PAGE, people},
    post, sent, store,
};
use crate::{
    app::{
        account::wire::Done,
        check::check_id,
        error::Code,
        letters::pages::wire::{
            self, Correspondent, DATE, Desktop, DraftRow, DraftsPage, LetterForm, Saved, Stamp, Stamps, TEXT_MAX,
        },
    },
    server::{
        account::{self, phones},
        context::{Ctx, Member, rfc3339, sha256},
        db::{Conn, Tx},
        error::Result,
        friends, limits, media,
        paging::{cursor, cut, limit},
    },
};
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};

/// So long a letter that was sealed can be opened again, by the clock of the page. The server waits a little longer.
pub const UNDO_MS: i64 = 30_000;
pub const GRACE_MS: i64 = 5_000;
/// Of a sealed draft only the digest is kept after this; and that for so long.
const SEALED_MS: i64 = 600_000;
const KNOWN_MS: i64 = 90 * 86_400_000;
/// Nobody has more drafts.
const DRAFTS_MAX: i64 = 200;
/// No field but the text is longer, in characters.
const FIELD_MAX: usize = 200;
/// So much of a draft stands in its list, in characters.
const BEGINS_MAX: usize = 120;
/// So many of those whom a draft is for stand there.
const SHOWN: usize = 3;
/// Letters arrive at this time of a day that was given without one.
const MORNING: Time = time(9, 0, 0, 0);
/// So many people are offered.
const OFFERED: usize = 20;

/// The write page: a new letter, a draft, or a form that was refused.
pub async fn desktop(ctx: &Ctx, me: &Member, draft: &str, to: &str, refused: Option<LetterForm>) -> Result<Desktop> {
    let mut conn = ctx.db.read().await?;
    let form = match refused {
        Some(form) => form,
        None if draft.is_empty() => {
            let to = if to.is_empty() { Vec::new() } else { vec![to.to_owned()] };
            LetterForm { id: ctx.new_id(), to, ..LetterForm::default() }
        }
        None => {
            check_id(draft).map_err(|_| Code::LetterUnknown)?;
            let record = store::drafts::one(&mut conn, &me.id, draft).await?.ok_or(Code::LetterUnknown)?;
            form_of(&record.form, record.id)
        }
    };
    let to = named(&known(&mut conn, form.to.iter()).await?, form.to.iter());
    drop(conn);
    Ok(Desktop { me: me.id.clone(), to, stamps: stamps(ctx, me)?, friends: receivers(ctx, me, "").await?, form })
}

fn form_of(stored: &str, id: String) -> LetterForm {
    LetterForm { id, ..serde_json::from_str(stored).unwrap_or_default() }
}

/// What there is to choose from, with real dates.
pub fn stamps(ctx: &Ctx, me: &Member) -> Result<Stamps> {
    let (zone, now) = (me.zone(), ctx.clock.now());
    let mut stamps = Vec::new();
    for choice in ctx.choices.all() {
        let when = ctx.choices.when(&choice.key, now, &zone).ok_or(Code::DeliveryInvalid)??;
        let at = (!when.is_surprise).then(|| rfc3339(when.deliver_at, &zone));
        stamps.push(Stamp { key: choice.key.clone(), label: choice.label(me.language).to_owned(), at });
    }
    Ok(Stamps { now: rfc3339(now, &zone), time_zone: me.time_zone.clone(), stamps })
}

/// The people among these keys, by id.
async fn known(conn: &mut Conn, keys: impl Iterator<Item = &String>) -> Result<HashMap<String, Correspondent>> {
    let ids = keys.filter_map(|key| key.strip_prefix("id")).filter(|id| check_id(id).is_ok());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    Ok(people(account::people(conn, &ids).await?.into_iter().filter(account::Person::is_person).collect()))
}

/// Whom keys mean, in their order; unknown ones are left out.
fn named<'a>(known: &HashMap<String, Correspondent>, keys: impl Iterator<Item = &'a String>) -> Vec<wire::Receiver> {
    let named = keys.filter_map(|key| match (key.strip_prefix("id"), key.strip_prefix("num")) {
        (Some(id), _) => known.get(id).map(|person| wire::Receiver {
            key: key.clone(),
            name: person.name.clone(),
            picture: person.picture.clone(),
            number: String::new(),
        }),
        (None, Some(number)) => Some(of_number(number)),
        _ => None,
    });
    named.collect()
}

/// A number as somebody to write to.
fn of_number(number: &str) -> wire::Receiver {
    let digits = phones::normalise(number, "").unwrap_or_else(|| number.to_owned());
    let written = phones::written(&digits);
    wire::Receiver { key: format!("num00{digits}"), name: String::new(), picture: String::new(), number: written }
}

/// Who can be written to by part of their name: the reader, friends, contacts; or a number.
pub async fn receivers(ctx: &Ctx, me: &Member, text: &str) -> Result<Vec<wire::Receiver>> {
    let text = text.trim();
    let part = account::fold(text);
    let filter = friends::Filter { text, ..friends::Filter::default() };
    let friends = friends::rows(ctx, me, filter, None).await?.people;
    let mut conn = ctx.db.read().await?;
    let book = store::contacts::of(&mut conn, &me.id).await?;
    let ids: Vec<String> = [me.id.clone()].into_iter().chain(book.iter().map(|row| row.other_id.clone())).collect();
    let mut others = Vec::new();
    for some in ids.chunks(400) {
        others.extend(account::people(&mut conn, some).await?);
    }
    let calls = |person: &account::Person| {
        let own = book.iter().find(|row| row.other_id == person.id);
        let is_called = own.is_some_and(|row| account::fold(&row.name).contains(&part) || row.number.contains(text));
        is_called || account::fold(&person.display_name).contains(&part)
    };
    others.retain(calls);
    others.sort_by_key(|person| person.id != me.id);
    let others = others.into_iter().map(|person| (person.id, person.display_name, person.picture));
    let friends = friends.into_iter().map(|person| (person.id, person.name, person.picture));
    let mut found: Vec<wire::Receiver> = Vec::new();
    for (id, name, picture) in others.take(OFFERED).chain(friends) {
        let key = format!("id{id}");
        if !found.iter().any(|known| known.key == key) {
            found.push(wire::Receiver { key, name, picture, number: String::new() });
        }
    }
    if !text.is_empty() {
        found.truncate(OFFERED);
        let country = phones::country(&mut conn, &me.id).await?;
        found.extend(phones::normalise(text, &country).map(|digits| of_number(&format!("00{digits}"))));
    }
    Ok(found)
}

/// Keeps a letter as it is now.
pub async fn save(ctx: &Ctx, me: Member, address: &str, form: LetterForm) -> Result<Saved> {
    limits::write(ctx, &me, address)?;
    let id = check_form(ctx, &form)?;
    let stored = stored(&form)?;
    let (saved, write_ctx) = (id.clone(), ctx.clone());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let before = store::drafts::one(tx, &me.id, &id).await?;
                if before.is_none() && store::drafts::count(tx, &me.id).await? >= DRAFTS_MAX {
                    return Err(Code::DraftsFull.into());
                }
                if !store::drafts::save(tx, &id, &me.id, &stored, write_ctx.clock.now()).await? {
                    return Err(Code::LetterUnknown.into());
                }
                media::attach(tx, &me.id, &enclosed(&form).ids()).await?;
                match before {
                    Some(before) => let_go(&write_ctx, tx, &me.id, &before.form).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    Ok(Saved { id: saved })
}

/// The id of a form that can be stored.
fn check_form(ctx: &Ctx, form: &LetterForm) -> Result<String> {
    if form.text.chars().count() > TEXT_MAX {
        return Err(Code::TextTooLong.into());
    }
    if form.to.len() > RECEIVERS_MAX {
        return Err(Code::ReceiverInvalid.into());
    }
    let fields = [&form.more, &form.photo_id, &form.sound_id, &form.video_id, &form.choice, &form.day, &form.time];
    let mut fields = fields.into_iter().chain([&form.time_zone]).chain(&form.to);
    if fields.any(|field| field.chars().count() > FIELD_MAX || field.contains('\0')) || form.text.contains('\0') {
        return Err(Code::TextInvalid.into());
    }
    if form.id.is_empty() {
        return Ok(ctx.new_id());
    }
    check_id(&form.id).map_err(|_| Code::LetterUnknown)?;
    Ok(form.id.clone())
}

fn stored(form: &LetterForm) -> Result<String> {
    let form = LetterForm { id: String::new(), error: None, ..form.clone() };
    serde_json::to_string(&form).map_err(|_| Code::Malformed.into())
}

fn enclosed(form: &LetterForm) -> Media {
    Media { photo_id: form.photo_id.clone(), video_id: form.video_id.clone(), sound_id: form.sound_id.clone() }
}

/// Lets go of what went with a form that is no more, as far as nothing else has it.
async fn let_go(ctx: &Ctx, tx: &mut Tx, owner_id: &str, form: &str) -> Result<()> {
    let form = form_of(form, String::new());
    sent::release(ctx, tx, owner_id, [&form.photo_id, &form.sound_id, &form.video_id]).await
}

/// A page of drafts.
pub async fn drafts(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<DraftsPage> {
    let before = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let mut records = store::drafts::page(&mut conn, &me.id, before, limit(PAGE)).await?;
    let next = cut(&mut records, PAGE, |record| (record.saved_at, &record.id));
    let forms: Vec<(LetterForm, i64)> =
        records.into_iter().map(|record| (form_of(&record.form, record.id), record.saved_at)).collect();
    let shown = |form: &'_ LetterForm| form.to.len().min(SHOWN);
    let known = known(&mut conn, forms.iter().flat_map(|(form, _)| &form.to[..shown(form)])).await?;
    let drafts = forms.into_iter().map(|(form, saved_at)| DraftRow {
        to: named(&known, form.to[..shown(&form)].iter()),
        begins: form.text.trim().chars().take(BEGINS_MAX).collect(),
        saved_at: rfc3339(saved_at, &me.zone()),
        id: form.id,
    });
    Ok(DraftsPage { me: me.id.clone(), drafts: drafts.collect(), next })
}

/// Throws a draft away.
pub async fn discard(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let record = store::drafts::one(tx, &me.id, &id).await?.ok_or(Code::LetterUnknown)?;
                store::drafts::delete(tx, &me.id, &id).await?;
                let_go(&write_ctx, tx, &me.id, &record.form).await
            })
        })
        .await
}

/// When a letter of this form arrives; what is past, at once.
pub fn when(ctx: &Ctx, me: &Member, form: &LetterForm) -> Result<When> {
    let now = ctx.clock.now();
    if form.choice != DATE {
        return ctx.choices.when(&form.choice, now, &me.zone()).ok_or(Code::DeliveryInvalid)?.map_err(Into::into);
    }
    let zone = match form.time_zone.trim() {
        "" => me.zone(),
        name => TimeZone::get(name).map_err(|_| Code::ZoneUnknown)?,
    };
    let day: Date = form.day.trim().parse().map_err(|_| Code::TimeInvalid)?;
    let time: Time = match form.time.trim() {
        "" => MORNING,
        time => time.parse().map_err(|_| Code::TimeInvalid)?,
    };
    // In a gap of summer time later, in a fold the first (RFC 5545).
    let at = day.to_datetime(time).to_zoned(zone).map_err(|_| Code::TimeInvalid)?;
    let deliver_at = at.timestamp().as_millisecond();
    if deliver_at - now > choices::LONGEST_MS {
        return Err(Code::DeliveryInvalid.into());
    }
    Ok(When { deliver_at, is_surprise: false })
}

/// Whom a form means: everybody who was chosen, and what stands in the field for one more.
async fn addressed(ctx: &Ctx, me: &Member, form: &LetterForm) -> Result<Vec<Receiver>> {
    let mut to = Vec::new();
    for key in form.to.iter().filter(|key| !key.is_empty()) {
        to.push(super::read_receiver(ctx, me, key).await?);
    }
    let more = form.more.trim();
    if !more.is_empty() {
        // Names can have digits in them, so that of somebody known counts first.
        to.push(match called(ctx, me, more).await? {
            Some(id) => Receiver::Person(id),
            None => {
                let country = phones::country(&mut ctx.db.read().await?, &me.id).await?;
                Receiver::Number(phones::normalise(more, &country).ok_or(Code::ReceiverInvalid)?)
            }
        });
    }
    Ok(to)
}

/// The one friend or contact who is called exactly so; none of several.
async fn called(ctx: &Ctx, me: &Member, name: &str) -> Result<Option<String>> {
    let key = account::fold(name);
    let filter = friends::Filter { text: name, ..friends::Filter::default() };
    let friends = friends::rows(ctx, me, filter, None).await?.people;
    let friends =
        friends.into_iter().filter(|one| account::fold(&one.name) == key || account::fold(&one.user_name) == key);
    let mut found: BTreeSet<String> = friends.map(|one| one.id).collect();
    let book = store::contacts::of(&mut ctx.db.read().await?, &me.id).await?;
    found.extend(book.into_iter().filter(|row| account::fold(&row.name) == key).map(|row| row.other_id));
    let first = found.pop_first();
    Ok(first.filter(|_| found.is_empty()))
}

/// Seals a letter and sends it. The same form twice is one letter; another one with the id of a sealed one is new.
pub async fn seal(ctx: &Ctx, me: Member, form: &LetterForm) -> Result<Done> {
    let mut id = check_form(ctx, form)?;
    let done = |id: &str| Done::to(format!("/letters/sent?sealed={id}"));
    let form_text = stored(form)?;
    if let Some((sealed, _)) = store::drafts::sealed(&mut ctx.db.read().await?, &me.id, &id).await? {
        if sealed == form_text || sealed == sha256(&form_text) {
            return Ok(done(&id));
        }
        id = ctx.new_id();
    }
    let when = when(ctx, &me, form)?;
    let draft =
        Draft { receivers: addressed(ctx, &me, form).await?, text: form.text.clone(), media: enclosed(form), when };
    let mut letters = super::checked(ctx, &me, draft).await?;
    let (write_ctx, batch) = (ctx.clone(), id.clone());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let now = write_ctx.clock.now();
                // Nothing lands that can still be taken back.
                letters.when.deliver_at = letters.when.deliver_at.max(now + UNDO_MS + GRACE_MS);
                let before = store::drafts::one(tx, &me.id, &batch).await?;
                if store::drafts::save(tx, &batch, &me.id, &form_text, now).await? {
                    store::drafts::seal(tx, &batch, now).await?;
                    post(&write_ctx, tx, &me, letters, &batch, now).await?;
                    if let Some(before) = before {
                        let_go(&write_ctx, tx, &me.id, &before.form).await?;
                    }
                } else if store::drafts::sealed(tx, &me.id, &batch).await?.is_none() {
                    return Err(Code::LetterUnknown.into());
                }
                Ok(())
            })
        })
        .await?;
    Ok(done(&id))
}

/// For how many seconds what was sealed then can be opened again.
pub fn is_undoable(ctx: &Ctx, sealed_at: Option<i64>) -> Option<i64> {
    let left = sealed_at? + UNDO_MS - ctx.clock.now();
    (left > 0).then_some(left / 1000)
}

/// Takes sealed letters back; they are a draft again.
pub async fn undo(ctx: &Ctx, me: Member, id: String) -> Result<Done> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let done = Done::to(format!("/letters/write?draft={id}"));
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let (_, sealed_at) = store::drafts::sealed(tx, &me.id, &id).await?.ok_or(Code::LetterUnknown)?;
                if write_ctx.clock.now() > sealed_at + UNDO_MS + GRACE_MS {
                    return Err(Code::LetterLocked.into());
                }
                for record in store::pages::take_batch(tx, &me.id, &id).await? {
                    sent::tell(tx, &me, &record);
                }
                if store::pages::has_batch(tx, &me.id, &id).await? {
                    return Err(Code::LetterLocked.into());
                }
                store::drafts::unseal(tx, &id).await
            })
        })
        .await?;
    Ok(done)
}

/// Gives a letter another time, as a form says. It would be gone for good with a year that was mistyped.
pub async fn postpone(ctx: &Ctx, me: Member, form: LetterForm) -> Result<()> {
    let when = when(ctx, &me, &form)?;
    if when.deliver_at < ctx.clock.now() {
        return Err(Code::DeliveryInvalid.into());
    }
    sent::postpone(ctx, me, form.id, when).await
}

/// Of what was sealed some time ago only the digest stays, and some day not even that.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let now = write_ctx.clock.now();
                for (id, account_id, form) in store::drafts::stale(tx, now - SEALED_MS).await? {
                    store::drafts::digest(tx, &id, &sha256(&form)).await?;
                    let_go(&write_ctx, tx, &account_id, &form).await?;
                }
                store::drafts::forget(tx, now - KNOWN_MS).await
            })
        })
        .await
}
