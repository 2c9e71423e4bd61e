//! Delivery: letters that are due arrive. Many at a time, in one transaction with everything that follows from it, so
//! that a crash at any moment delivers each exactly once.

use super::{
    store::{self, DueRecord},
    told,
};
use crate::server::{
    account::news::{News, tell_devices},
    context::Ctx,
    db::Tx,
    error::Result,
    friends, media,
    push::LETTER,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// So many letters arrive in one transaction.
const BATCH: i64 = 200;

/// When the next letter is due.
pub async fn next_due(ctx: Ctx) -> Result<Option<i64>> {
    store::next_due(&mut ctx.db.read().await?).await
}

/// Delivers some of what is due.
pub async fn deliver_due(ctx: Ctx) -> Result<usize> {
    deliver(&ctx).await
}

/// Delivers some of what is due; how many that were.
pub async fn deliver(ctx: &Ctx) -> Result<usize> {
    let write_ctx = ctx.clone();
    ctx.db.write(move |tx| Box::pin(async move { deliver_some(&write_ctx, tx, "").await })).await
}

/// The same of one receiver, or of all.
pub async fn deliver_some(ctx: &Ctx, tx: &mut Tx, receiver: &str) -> Result<usize> {
    let now = ctx.clock.now();
    let due = store::due(tx, ctx.db.engine(), now, receiver, BATCH).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let count = due.len();
    let people: BTreeSet<&str> =
        due.iter().flat_map(|letter| [letter.sender_id.as_str(), letter.receiver_id.as_str()]).collect();
    let people: Vec<String> = people.into_iter().map(str::to_owned).collect();
    let blocks: HashSet<(String, String)> = friends::blocks_among(tx, &people).await?.into_iter().collect();
    let is_apart = |letter: &DueRecord| {
        // What somebody had before is theirs, whatever became of the two.
        if letter.is_sent_on != 0 {
            return false;
        }
        let (one, other) = (letter.sender_id.clone(), letter.receiver_id.clone());
        blocks.contains(&(one.clone(), other.clone())) || blocks.contains(&(other, one))
    };
    let (held, coming): (Vec<DueRecord>, Vec<DueRecord>) = due.into_iter().partition(is_apart);
    if !held.is_empty() {
        let ids: Vec<&str> = held.iter().map(|letter| letter.id.as_str()).collect();
        store::hold_back(tx, &ids, now).await?;
    }
    // Nobody is told that they were blocked: what is held back has landed, for who sent it.
    let senders: BTreeSet<&str> = held
        .iter()
        .chain(&coming)
        .filter(|letter| letter.is_sent_on == 0)
        .map(|letter| letter.sender_id.as_str())
        .collect();
    for sender in senders {
        tx.publish(told(sender, "landed"));
    }
    if coming.is_empty() {
        return Ok(count);
    }
    // In the order of their ids, so that two processes never wait for one another.
    let receivers: BTreeSet<String> = coming.iter().map(|letter| letter.receiver_id.clone()).collect();
    let receivers: Vec<String> = receivers.into_iter().collect();
    let mut read_at: BTreeMap<String, i64> = BTreeMap::new();
    read_at.extend(store::hold_boxes(tx, &receivers).await?);
    // Whoever asked last was told of everything up to then: it arrives after that.
    let mut known: HashSet<(String, String)> = friends::friends_among(tx, &people).await?.into_iter().collect();
    known.extend(store::pages::known_among(tx, &people).await?);
    let mut times: BTreeMap<(i64, bool), Vec<&str>> = BTreeMap::new();
    let now = ctx.clock.now().max(now);
    for letter in &coming {
        let read = read_at.get(&letter.receiver_id).copied().unwrap_or_default();
        let both = (letter.receiver_id.clone(), letter.sender_id.clone());
        let is_request = letter.is_sent_on == 0 && both.0 != both.1 && !known.contains(&both);
        times.entry((now.max(read + 1), is_request)).or_default().push(&letter.id);
    }
    for ((at, is_request), ids) in times {
        store::arrive(tx, &ids, at, is_request).await?;
    }
    let grants = coming.iter().flat_map(|letter| {
        let uploads = [&letter.photo_id, &letter.video_id, &letter.sound_id];
        uploads.into_iter().filter(|id| !id.is_empty()).map(|id| (id.clone(), letter.receiver_id.clone()))
    });
    media::grant(tx, &grants.collect::<Vec<_>>()).await?;
    let news =
        News { kind: LETTER, title: |text| text.letters.push_arrived, url: "/letters", tag: "letters", until: None };
    tell_devices(ctx, tx, &receivers, news).await?;
    for receiver in &receivers {
        tx.publish(told(receiver, "arrived"));
    }
    Ok(count)
}
