//! Letters: messages that arrive in the future. A letter is stored once; it is on its way until it is due, and then it
//! arrives in its receiver's inbox, exactly once.

pub mod book;
mod choices;
pub mod contacts;
mod delivery;
pub mod entry;
pub mod inbox;
pub mod sent;
mod status;
mod store;
#[cfg(test)]
mod tests;
pub mod writing;

use super::{
    account::{self, phones},
    bus::{Audience, Notice},
    context::{Ctx, Member},
    db::{Conn, Tx},
    error::Result,
    limits, media,
};
use crate::app::{
    check::check_id,
    error::Code,
    i18n::Language,
    letters::{
        pages::wire::TEXT_MAX,
        wire::{Age, Received, ReceivedLetter, SendChoice},
    },
};
pub use choices::{Choice, Choices, When};
pub use delivery::{deliver, deliver_due, next_due};
pub use status::{coming, level, level_of};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{LetterRecord, NewLetter};

/// No letter goes to more people.
const RECEIVERS_MAX: usize = 100;
/// Colours of received letters.
const COLORS: [&str; 4] = ["ffdc1a", "6bb690", "f6591e", "f36f4d"];
/// Journeys shorter than this many seconds become one of these when a letter is sent on.
const SHORT_S: i64 = 10_000_000;
const AGAIN_S: (i64, i64) = (7_500_000, 12_500_000);
/// Who has fewer letters on the way gets the long journey too.
const FEW: i64 = 10;

/// A letter as the documented `/send` has it.
pub struct Documented {
    pub photo_id: Option<String>,
    pub video_id: Option<String>,
    pub sound_id: Option<String>,
    pub receiver_ids: Option<String>,
    pub message: Option<String>,
    pub delivery_option: Option<String>,
}

/// A letter that somebody has written.
pub struct Draft {
    pub receivers: Vec<Receiver>,
    pub text: String,
    pub media: Media,
    pub when: When,
}

/// Uploads that go with a letter; empty without.
#[derive(Clone, Debug, Default)]
pub struct Media {
    pub photo_id: String,
    pub video_id: String,
    pub sound_id: String,
}

impl Media {
    /// Those that are there, always in one order.
    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> =
            [&self.photo_id, &self.video_id, &self.sound_id].into_iter().filter(|id| !id.is_empty()).cloned().collect();
        ids.sort();
        ids
    }
}

/// Somebody, or whoever proves a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receiver {
    Person(String),
    Number(String),
}

/// `POST /send`.
pub async fn send_documented(ctx: &Ctx, me: Member, letter: Documented) -> Result<()> {
    let receivers: Vec<String> =
        serde_json::from_str(&letter.receiver_ids.ok_or(Code::Malformed)?).map_err(|_| Code::ReceiverInvalid)?;
    if receivers.len() > RECEIVERS_MAX {
        return Err(Code::ReceiverInvalid.into());
    }
    let mut found = Vec::new();
    for receiver in receivers {
        found.push(read_receiver(ctx, &me, &receiver).await?);
    }
    let option = letter.delivery_option.unwrap_or_default();
    let draft = Draft {
        receivers: found,
        text: letter.message.ok_or(Code::Malformed)?,
        media: Media {
            photo_id: letter.photo_id.unwrap_or_default(),
            video_id: letter.video_id.unwrap_or_default(),
            sound_id: letter.sound_id.unwrap_or_default(),
        },
        when: choices::read(&option, &ctx.choices, ctx.clock.now(), &me.zone())?,
    };
    send(ctx, me, draft).await.map(|_| ())
}

async fn read_receiver(ctx: &Ctx, me: &Member, text: &str) -> Result<Receiver> {
    if let Some(id) = text.strip_prefix("id") {
        check_id(id).map_err(|_| Code::ReceiverInvalid)?;
        return Ok(Receiver::Person(id.to_owned()));
    }
    let number = text.strip_prefix("num").ok_or(Code::ReceiverInvalid)?;
    let country = phones::country(&mut ctx.db.read().await?, &me.id).await?;
    Ok(Receiver::Number(phones::normalise(number, &country).ok_or(Code::ReceiverInvalid)?))
}

/// Sends a letter: one for each receiver, all of them or none; their ids.
pub async fn send(ctx: &Ctx, me: Member, draft: Draft) -> Result<Vec<String>> {
    let letters = checked(ctx, &me, draft).await?;
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                // Read here: nothing may arrive before it was stored.
                let now = write_ctx.clock.now();
                post(&write_ctx, tx, &me, letters, "", now).await
            })
        })
        .await
}

/// A letter that can be sent, if there are receivers.
struct Checked {
    receivers: BTreeSet<Receiver>,
    text: String,
    media: Media,
    when: When,
}

async fn checked(ctx: &Ctx, me: &Member, draft: Draft) -> Result<Checked> {
    let Draft { receivers, text, media, when } = draft;
    if text.trim().is_empty() && media.ids().is_empty() {
        return Err(Code::TextEmpty.into());
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Code::TextTooLong.into());
    }
    if text.contains('\0') {
        return Err(Code::TextInvalid.into());
    }
    let receivers: BTreeSet<Receiver> = receivers.into_iter().collect();
    if receivers.is_empty() {
        return Err(Code::ReceiverMissing.into());
    }
    if receivers.len() > RECEIVERS_MAX {
        return Err(Code::ReceiverInvalid.into());
    }
    limits::spend_some(ctx, (limits::LETTERS_PER_ACCOUNT, &me.id), receivers.len()).await?;
    Ok(Checked { receivers, text, media, when })
}

/// Puts a letter on its way; the ids.
async fn post(ctx: &Ctx, tx: &mut Tx, me: &Member, letter: Checked, batch: &str, now: i64) -> Result<Vec<String>> {
    let Checked { receivers, text, media, when } = letter;
    let to = resolve(tx, receivers).await?;
    media::attach(tx, &me.id, &media.ids()).await?;
    let search_key = account::fold(&text);
    let mut ids = Vec::new();
    for (receiver_id, number) in to {
        let letter = NewLetter {
            id: ctx.new_id(),
            sender_id: me.id.clone(),
            receiver_id,
            number,
            text: text.clone(),
            photo_id: media.photo_id.clone(),
            video_id: media.video_id.clone(),
            sound_id: media.sound_id.clone(),
            color: color(),
            is_surprise: when.is_surprise,
            batch: batch.to_owned(),
            search_key: search_key.clone(),
            created_at: now,
            deliver_at: when.deliver_at.max(now),
        };
        store::insert(tx, &letter).await?;
        if let Some(receiver) = letter.receiver_id.as_ref().filter(|id| **id != me.id) {
            if letter.number.is_none() {
                // Who writes to somebody takes their answer.
                store::pages::know(tx, &me.id, receiver).await?;
            }
            tx.publish(told(receiver, "coming"));
        }
        ids.push(letter.id);
    }
    tx.publish(told(&me.id, "sent"));
    tx.work_was_queued();
    Ok(ids)
}

/// To whom and to which number a letter goes: at least one is known.
type Address = (Option<String>, Option<String>);

/// Whose the numbers are, where somebody has proven them; everybody else must be somebody. The number stays with the
/// letter, so that its sender is not told whose it is.
async fn resolve(conn: &mut Conn, receivers: BTreeSet<Receiver>) -> Result<Vec<Address>> {
    let (mut ids, mut numbers) = (Vec::new(), Vec::new());
    for receiver in receivers {
        match receiver {
            Receiver::Person(id) => ids.push(id),
            Receiver::Number(number) => numbers.push(number),
        }
    }
    let known = account::people(conn, &ids).await?;
    let is_person = |id: &String| known.iter().any(|person| person.id == *id && person.is_person());
    if !ids.iter().all(is_person) {
        return Err(Code::ReceiverInvalid.into());
    }
    let owners: HashMap<String, String> = phones::owners(conn, &numbers).await?.into_iter().collect();
    // Somebody who is written to by name and by number gets two: one less would tell whose the number is.
    let numbers = numbers.into_iter().map(|number| (owners.get(&number).cloned(), Some(number)));
    Ok(ids.into_iter().map(|id| (Some(id), None)).chain(numbers).collect())
}

/// `GET /receive_all`: what arrived after `ts` up to now. Nothing arrives any more up to the time that is answered.
pub async fn receive(ctx: &Ctx, me: Member, ts: &str) -> Result<Received> {
    // An app that encodes nothing writes `1.4e+09`, of which the plus arrives as a space.
    let ts = ts.trim().replace(' ', "+");
    let since = if ts.is_empty() { 0.0 } else { ts.parse::<f64>().map_err(|_| Code::TimeInvalid)? };
    if !since.is_finite() {
        return Err(Code::TimeInvalid.into());
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let since = (since.clamp(-1e12, 1e12) * 1000.0).round() as i64;
    let write_ctx = ctx.clone();
    let language = me.language;
    let id = me.id.clone();
    let now = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_boxes(tx, std::slice::from_ref(&id)).await?;
                // Also what is due this moment.
                while delivery::deliver_some(&write_ctx, tx, &id).await? > 0 {}
                // A clock that was set back does not make what arrives now arrive before.
                let newest = store::newest_arrival(tx, &id).await?;
                let now = write_ctx.clock.now().max(store::read_at(tx, &id).await?).max(newest);
                store::note_read(tx, &id, now).await?;
                Ok(now)
            })
        })
        .await?;
    // Nothing arrives up to that time any more, so it need not be read where everybody writes.
    let mut conn = ctx.db.read().await?;
    let letters = store::arrived(&mut conn, &me.id, since, now).await?;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this millennium fit")]
    let ts = now as f64 / 1000.0;
    Ok(Received { ts, new_messages: documented(&mut conn, letters, language).await? })
}

/// Letters as the apps have them.
async fn documented(conn: &mut Conn, letters: Vec<LetterRecord>, language: Language) -> Result<Vec<ReceivedLetter>> {
    let senders: HashSet<String> = letters.iter().map(|letter| letter.sender_id.clone()).collect();
    let senders: Vec<String> = senders.into_iter().collect();
    let numbers: HashMap<String, String> = phones::proven(conn, &senders).await?.into_iter().collect();
    let mut people = HashMap::new();
    for some in senders.chunks(400) {
        people.extend(account::people(conn, some).await?.into_iter().map(|person| (person.id.clone(), person)));
    }
    let shown = letters.into_iter().filter_map(|letter| {
        let sender = people.get(&letter.sender_id)?;
        let email = sender.email.clone().unwrap_or_default();
        let number = numbers.get(&letter.sender_id).map(|number| format!("00{number}"));
        Some(ReceivedLetter {
            message_id: letter.id,
            received_at: seconds(letter.arrived_at.unwrap_or(letter.deliver_at)),
            created_at: seconds(letter.created_at),
            from_numero: number.unwrap_or_else(|| email.clone()),
            from_email: email,
            from_id: letter.sender_id,
            from_facebook_id: String::new(),
            from_facebook_name: String::new(),
            message: letter.text,
            photo_id: letter.photo_id,
            video_id: letter.video_id,
            sound_id: letter.sound_id,
            receive_label: (language.text().letters.age)(Age::of(letter.deliver_at - letter.created_at)),
            receive_color: letter.color,
            version: "1.0".to_owned(),
        })
    });
    Ok(shown.collect())
}

/// Whole seconds as the apps write them.
fn seconds(millis: i64) -> String {
    format!("{}.0", millis.div_euclid(1000))
}

/// `POST /resend`: the receiver sends a letter on to themselves, later.
pub async fn resend(ctx: &Ctx, me: Member, id: &str) -> Result<()> {
    check_id(id).map_err(|_| Code::LetterUnknown)?;
    let (write_ctx, id) = (ctx.clone(), id.to_owned());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let letter = store::received(tx, &me.id, &id).await?.ok_or(Code::LetterUnknown)?;
                let journey = (letter.deliver_at - letter.created_at) / 1000;
                let few = store::count_coming(tx, &me.id).await? < FEW;
                let journey =
                    if journey < SHORT_S || few { write_ctx.rng.within(AGAIN_S.0, AGAIN_S.1) } else { journey };
                let deliver_at = choices::again(journey, write_ctx.clock.now());
                if !store::send_on(tx, &id, deliver_at, color()).await? {
                    return Err(Code::LetterUnknown.into());
                }
                tx.publish(told(&me.id, "coming"));
                tx.work_was_queued();
                Ok(())
            })
        })
        .await
}

/// `GET /get_send_choices`.
pub fn choices_for(ctx: &Ctx, me: &Member) -> Result<Vec<SendChoice>> {
    let rows = ctx.choices.all().iter().zip(1..).map(|(choice, place)| SendChoice {
        order_id: format!("{place:02}"),
        key: choice.key.clone(),
        send_label: choice.label(me.language).to_owned(),
    });
    Ok(rows.collect())
}

/// Letters that waited for a number belong to whoever has proven it.
pub async fn release(tx: &mut Tx, account_id: &str, number: &str) -> Result<()> {
    if store::release(tx, account_id, number).await? > 0 {
        tx.publish(told(account_id, "coming"));
        tx.work_was_queued();
    }
    Ok(())
}

/// What is to be looked after now and then: drafts that were sealed; letters that wait for numbers which somebody has proven in
/// the moment in which they were stored; letters that were held back in the moment in which a block was taken back.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    writing::sweep(&ctx).await?;
    ctx.db
        .write(|tx| {
            Box::pin(async move {
                let numbers = store::parked_numbers(tx).await?;
                for (number, owner) in phones::owners(tx, &numbers).await? {
                    release(tx, &owner, &number).await?;
                }
                for (receiver, sender) in store::pages::held_pairs(tx).await? {
                    book::go_on(tx, &receiver, &sender).await?;
                }
                Ok(())
            })
        })
        .await
}

fn color() -> &'static str {
    let place = super::context::Rng.within(0, 3);
    COLORS[usize::try_from(place).unwrap_or_default() % COLORS.len()]
}

/// Something about somebody's letters is different now.
fn told(account_id: &str, event: &str) -> Notice {
    Notice::new(Audience::Person(account_id.to_owned()), &serde_json::json!({"kind": "letter", "event": event}))
}
