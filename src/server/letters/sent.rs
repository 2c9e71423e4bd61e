//! What somebody has sent: on its way, without a word of what is in it, or landed.

use super::{
    choices::When,
    inbox::{PAGE, people},
    store, told,
    writing::{GRACE_MS, UNDO_MS, is_undoable},
};
use crate::{
    app::{
        check::check_id,
        error::Code,
        letters::pages::wire::{Enclosure, SentLetter, SentPage},
    },
    server::{
        account::{self, phones},
        context::{Ctx, Member, rfc3339},
        db::Tx,
        error::Result,
        media,
        paging::{cursor, cut, limit},
    },
};
use store::pages::SentRecord;

/// A letter is locked for the last tenth of its journey, and never longer than this.
const LOCK_MS: i64 = 86_400_000;

/// A page of what is on its way, or has landed. `batch` are letters that were sealed just now.
pub async fn page(ctx: &Ctx, me: &Member, landed: bool, batch: &str, after: Option<&str>) -> Result<SentPage> {
    let before = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let mut records = if landed {
        store::pages::landed(&mut conn, &me.id, before, limit(PAGE)).await?
    } else {
        store::pages::on_their_way(&mut conn, &me.id, before, limit(PAGE)).await?
    };
    let next = cut(&mut records, PAGE, |record| {
        (if landed { record.landed_at.unwrap_or_default() } else { record.created_at }, &record.id)
    });
    let undo_s = match batch {
        "" => None,
        id => {
            check_id(id).map_err(|_| Code::LetterUnknown)?;
            is_undoable(ctx, store::drafts::sealed(&mut conn, &me.id, id).await?.map(|(_, at)| at))
        }
    };
    let ids: Vec<String> = records.iter().filter_map(|record| record.receiver_id.clone()).collect();
    let people = people(account::people(&mut conn, &ids).await?);
    let (zone, now) = (me.zone(), ctx.clock.now());
    let letters = records.into_iter().map(|record| SentLetter {
        // Whose number it is the sender is not told.
        to: record.receiver_id.as_ref().filter(|_| record.number.is_none()).and_then(|id| people.get(id).cloned()),
        number: record.number.as_deref().map(phones::written).unwrap_or_default(),
        sent_at: rfc3339(record.created_at, &zone),
        lands_at: match record.landed_at.filter(|_| landed) {
            Some(at) => Some(rfc3339(at, &zone)),
            None if record.is_surprise != 0 => None,
            None => Some(rfc3339(record.deliver_at, &zone)),
        },
        has_landed: landed,
        // Only whoever did that is told.
        is_sent_on: !landed && record.is_sent_on != 0,
        can_change: !landed && can_change(&record, now),
        encloses: enclosures(&record),
        id: record.id,
    });
    Ok(SentPage { me: me.id.clone(), undo_s, letters: letters.collect(), next })
}

fn enclosures(record: &SentRecord) -> Vec<Enclosure> {
    let all = [
        (&record.photo_id, Enclosure::Photo),
        (&record.sound_id, Enclosure::Sound),
        (&record.video_id, Enclosure::Video),
    ];
    all.into_iter().filter(|(id, _)| !id.is_empty()).map(|(_, kind)| kind).collect()
}

/// Whether a letter can be burnt or be given another time: until it is nearly there. A surprise does not tell when that
/// is, so it can be changed until it lands.
fn can_change(record: &SentRecord, now: i64) -> bool {
    let journey = record.deliver_at - record.created_at;
    let lock = if record.is_surprise != 0 { 0 } else { (journey / 10).min(LOCK_MS) };
    now < record.deliver_at - lock || now < record.created_at + UNDO_MS || record.receiver_id.is_none()
}

async fn changeable(tx: &mut Tx, me: &Member, id: &str, now: i64) -> Result<SentRecord> {
    let record = store::pages::posted(tx, &me.id, id).await?.ok_or(Code::LetterUnknown)?;
    if can_change(&record, now) { Ok(record) } else { Err(Code::LetterLocked.into()) }
}

/// Takes a letter off the road: nobody will read it. One that was received and sent on comes back instead.
pub async fn burn(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let now = write_ctx.clock.now();
                let record = changeable(tx, &me, &id, now).await?;
                let is_done = if record.is_sent_on != 0 {
                    tx.work_was_queued();
                    store::pages::postpone(tx, &id, now, false).await?
                } else {
                    store::pages::burn(tx, &id).await?
                };
                if !is_done {
                    return Err(Code::LetterLocked.into());
                }
                if record.is_sent_on == 0 {
                    // Of two letters with one upload, that are burnt together, the second lets go of it.
                    account::hold(tx, &me.id).await?;
                    let uploads = [&record.photo_id, &record.video_id, &record.sound_id];
                    release(&write_ctx, tx, &me.id, uploads).await?;
                }
                tell(tx, &me, &record);
                Ok(())
            })
        })
        .await
}

/// Lets go of uploads that nothing uses any more.
pub async fn release(ctx: &Ctx, tx: &mut Tx, owner_id: &str, uploads: [&String; 3]) -> Result<()> {
    for id in uploads.into_iter().filter(|id| !id.is_empty()) {
        if !store::pages::uses(tx, owner_id, id).await? {
            media::release(ctx, tx, owner_id, &media::address(id)).await?;
        }
    }
    Ok(())
}

/// Gives a letter another time.
pub async fn postpone(ctx: &Ctx, me: Member, id: String, when: When) -> Result<()> {
    check_id(&id).map_err(|_| Code::LetterUnknown)?;
    let write_ctx = ctx.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let now = write_ctx.clock.now();
                let record = changeable(tx, &me, &id, now).await?;
                // Nothing lands that can still be taken back.
                let first = if record.is_sent_on != 0 { now } else { now.max(record.created_at + UNDO_MS + GRACE_MS) };
                if !store::pages::postpone(tx, &id, when.deliver_at.max(first), when.is_surprise).await? {
                    return Err(Code::LetterLocked.into());
                }
                tx.work_was_queued();
                tell(tx, &me, &record);
                Ok(())
            })
        })
        .await
}

/// Both hear that there is something different, and nothing of what.
pub fn tell(tx: &mut Tx, me: &Member, record: &SentRecord) {
    tx.publish(told(&me.id, "sent"));
    if let Some(receiver) = record.receiver_id.as_ref().filter(|id| **id != me.id) {
        tx.publish(told(receiver, "coming"));
    }
}
