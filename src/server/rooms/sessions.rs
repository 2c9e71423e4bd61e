//! Sessions of rooms clients: one per account, ended by signing out, by a newer one, or by silence. What a session has to
//! hear waits in the memory of its process; that it exists is a row, so that names stay taken across processes.

use super::{
    events::{Meaning, Translator},
    queue::Queue,
    store,
};
use crate::{
    app::error::Code,
    server::{
        account::{self, Person, guests, sessions as cookies},
        bus::{Audience, Delivery, Notice, Subscription},
        call::Caller,
        chats::{self, rooms},
        context::{Ctx, Member},
        db::Tx,
        error::Result,
        presence::Stay,
    },
};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};
use tokio_util::sync::CancellationToken;

/// The sessions that this process has, by account.
#[derive(Clone, Default)]
pub struct Sessions(Arc<Mutex<HashMap<String, Arc<Live>>>>);

/// A session of a rooms client.
pub struct Live {
    pub id: String,
    pub account_id: String,
    pub queue: Arc<Queue>,
    /// When the client was heard last, in milliseconds since 1970.
    seen_at: AtomicI64,
    /// Cancelled when it is over: who polls is answered.
    pub over: CancellationToken,
    stay: Mutex<Option<Stay>>,
}

impl Live {
    /// The client was heard.
    pub fn touch(&self, ctx: &Ctx) {
        self.seen_at.store(ctx.clock.now(), Ordering::Relaxed);
    }
}

impl Sessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Live>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, account_id: &str, id: &str) -> Option<Arc<Live>> {
        self.lock().get(account_id).filter(|live| live.id == id).cloned()
    }

    fn all(&self) -> Vec<Arc<Live>> {
        self.lock().values().cloned().collect()
    }

    /// Takes a session away, whichever it is if no id is given. True if nobody else has this person here.
    fn drop(&self, account_id: &str, id: Option<&str>) -> bool {
        let mut all = self.lock();
        let Some(live) = all.get(account_id).filter(|live| id.is_none_or(|id| live.id == id)).cloned() else {
            return false;
        };
        all.remove(account_id);
        drop(all);
        live.over.cancel();
        let stay = live.stay.lock().unwrap_or_else(PoisonError::into_inner).take();
        stay.is_some_and(Stay::end)
    }
}

/// Starts a session for somebody who has proven who they are. An older one ends, in this order for the others: signed out,
/// left, signed in, back.
pub async fn start(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<()> {
    let id = new_id(ctx, caller, me).await?;
    ctx.rooms.drop(&me.id, None);
    // Subscribed before it is told, so that the session hears of itself first.
    let (subscription, is_first) = open(ctx, me, &id, false).await?;
    let (me_id, now, node) = (me.id.clone(), ctx.clock.now(), ctx.presence.node());
    let session = id.clone();
    let started = ctx.db.write(move |tx| {
        Box::pin(async move {
            let earlier = store::start(tx, &me_id, &session, &node, now).await?;
            let who = person(tx, &me_id).await?;
            let mine = rooms::of(tx, &me_id).await?;
            if let Some(earlier) = &earlier {
                tx.publish(poller("out", &who, earlier, now));
                mine.iter().for_each(|room| tx.publish(rooms::went(room, &who, false, now)));
            }
            tx.publish(poller("in", &who, &session, now));
            if earlier.is_some() || is_first {
                mine.iter().for_each(|room| tx.publish(rooms::came(room, &who, true, now)));
            }
            Ok(())
        })
    });
    if let Err(error) = started.await {
        ctx.rooms.drop(&me.id, Some(&id));
        return Err(error);
    }
    if let Some(subscription) = subscription {
        hear(ctx, me, &id, subscription, false);
    }
    Ok(())
}

/// Ends a session: signed out for everybody, out of the rooms unless a page is open. A guest ends with it.
pub async fn end(ctx: &Ctx, account_id: &str, id: &str) -> Result<()> {
    ctx.rooms.drop(account_id, Some(id));
    end_of_node(ctx, account_id, id, &ctx.presence.node()).await
}

async fn end_of_node(ctx: &Ctx, account_id: &str, id: &str, node: &str) -> Result<()> {
    let is_here = !ctx.presence.among([account_id]).is_empty();
    let (account_id, id, node, now) = (account_id.to_owned(), id.to_owned(), node.to_owned(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !store::end(tx, &account_id, &id, &node).await? {
                    return Ok(());
                }
                let who = person(tx, &account_id).await?;
                tx.publish(poller("out", &who, &id, now));
                let mine = rooms::of(tx, &account_id).await?;
                if guests::ends_with_session(tx, &account_id).await? {
                    for room in &mine {
                        rooms::quit(tx, room, &who, now).await?;
                    }
                    guests::end(tx, &account_id, now).await?;
                } else if !is_here {
                    mine.iter().for_each(|room| tx.publish(rooms::went(room, &who, false, now)));
                }
                Ok(())
            })
        })
        .await
}

/// The caller's session. One that this process does not know of goes on here: after a restart, or if it came from another
/// process. Counts as a sign of life.
pub async fn current(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<Arc<Live>> {
    let id = id_of(caller, me).await?.ok_or(Code::NotSignedIn)?;
    let live = match ctx.rooms.get(&me.id, &id) {
        Some(live) => live,
        None => adopt(ctx, me, &id).await?,
    };
    live.touch(ctx);
    Ok(live)
}

async fn adopt(ctx: &Ctx, me: &Member, id: &str) -> Result<Arc<Live>> {
    let (account_id, session, node) = (me.id.clone(), id.to_owned(), ctx.presence.node());
    let is_theirs =
        ctx.db.write(move |tx| Box::pin(async move { store::adopt(tx, &account_id, &session, &node).await })).await?;
    if !is_theirs {
        return Err(Code::NotSignedIn.into());
    }
    let (subscription, _) = open(ctx, me, id, true).await?;
    if let Some(subscription) = subscription {
        hear(ctx, me, id, subscription, true);
    }
    ctx.rooms.get(&me.id, id).ok_or_else(|| Code::NotSignedIn.into())
}

/// Puts a session into the list and subscribes it. None if it is there already.
async fn open(ctx: &Ctx, me: &Member, id: &str, is_back: bool) -> Result<(Option<Subscription>, bool)> {
    let since = ctx.bus.position();
    let mut audiences = chats::audiences(&mut ctx.db.read().await?, &me.id).await?;
    audiences.extend([Audience::Person(me.id.clone()), Audience::Everyone, Audience::Pollers]);
    let mut all = ctx.rooms.lock();
    if is_back && all.get(&me.id).is_some_and(|live| live.id == id) {
        return Ok((None, false));
    }
    let (stay, is_first) = ctx.presence.enter_quietly(&ctx.bus, &me.id, !me.shows_presence);
    let live = Live {
        id: id.to_owned(),
        account_id: me.id.clone(),
        queue: Arc::default(),
        seen_at: AtomicI64::new(ctx.clock.now()),
        over: CancellationToken::new(),
        stay: Mutex::new(Some(stay)),
    };
    if let Some(earlier) = all.insert(me.id.clone(), Arc::new(live)) {
        earlier.over.cancel();
    }
    drop(all);
    Ok((Some(ctx.bus.resume(audiences, Some(since.clone()), since)), is_first))
}

/// Fills the queue of a session with what it has to hear, until it is over.
fn hear(ctx: &Ctx, me: &Member, id: &str, mut subscription: Subscription, is_back: bool) {
    let Some(live) = ctx.rooms.get(&me.id, id) else { return };
    let mut translator = Translator::new(&me.id, id, is_back);
    let (ctx, over) = (ctx.clone(), live.over.clone());
    let listen = async move {
        while let Some(delivery) = subscription.deliveries.recv().await {
            let meaning = match delivery {
                Delivery::Notice(notice) => translator.read(&notice.notice.body),
                Delivery::Whisper(_) => continue,
                // More was missed than is kept: the client has to read everything anew.
                Delivery::Resync(_) => break,
                // Who polls is answered; the session goes on after the restart.
                Delivery::Goodbye => return live.over.cancel(),
            };
            let is_full = match meaning {
                Meaning::Events(events) => !events.into_iter().all(|event| live.queue.push(event)),
                Meaning::End => {
                    ctx.rooms.drop(&live.account_id, Some(&live.id));
                    return;
                }
            };
            if is_full {
                break;
            }
        }
        if let Err(error) = end(&ctx, &live.account_id, &live.id).await {
            tracing::warn!(%error, "a rooms session could not be ended");
        }
    };
    tokio::spawn(async move { over.run_until_cancelled(listen).await });
}

/// Ends sessions whose clients were not heard for too long, and those of processes that have died. `is_settled` once
/// clients have had the time to come here from a process that was before.
pub async fn sweep(ctx: &Ctx, is_settled: bool) -> Result<()> {
    let patience = i64::try_from(ctx.config.inactivity_timeout.as_millis()).unwrap_or(i64::MAX);
    let now = ctx.clock.now();
    for live in ctx.rooms.all() {
        if now - live.seen_at.load(Ordering::Relaxed) > patience {
            end(ctx, &live.account_id, &live.id).await?;
        }
    }
    if is_settled {
        let elsewhere = store::elsewhere(&mut ctx.db.read().await?, &ctx.presence.node()).await?;
        for (account_id, id, node) in elsewhere {
            if !ctx.presence.is_alive(&node) {
                end_of_node(ctx, &account_id, &id, &node).await?;
            }
        }
    }
    Ok(())
}

/// Somebody opened the first page, or closed the last: they are back in their rooms, or away.
pub async fn presence_changed(ctx: &Ctx, account_id: String, is_here: bool) -> Result<()> {
    let now = ctx.clock.now();
    if rooms::of(&mut ctx.db.read().await?, &account_id).await?.is_empty() {
        return Ok(());
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let who = person(tx, &account_id).await?;
                for room in rooms::of(tx, &account_id).await? {
                    let told = if is_here {
                        rooms::came(&room, &who, true, now)
                    } else {
                        rooms::went(&room, &who, false, now)
                    };
                    tx.publish(told);
                }
                Ok(())
            })
        })
        .await
}

/// A name for a new session, kept by the cookie's session. A token has one session at a time, named after it.
async fn new_id(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<String> {
    if caller.has_token() {
        return id_of(caller, me).await?.ok_or_else(|| Code::NotSignedIn.into());
    }
    let id = ctx.new_id();
    cookies::set_room(&caller.session, &id).await?;
    Ok(id)
}

async fn id_of(caller: &Caller, me: &Member) -> Result<Option<String>> {
    if caller.has_token() {
        return Ok(caller.public_hash().map(|hash| format!("{}-{hash}", me.id)));
    }
    cookies::room(&caller.session).await
}

async fn person(tx: &mut Tx, id: &str) -> Result<Person> {
    Ok(account::people(tx, &[id.to_owned()]).await?.pop().ok_or(Code::NotSignedIn)?)
}

/// Somebody signed in to rooms, or out.
fn poller(event: &str, who: &Person, session: &str, now: i64) -> Notice {
    let told =
        json!({"kind": "poller", "event": event, "who": rooms::author(who), "session": session, "at": now / 1000});
    Notice::new(Audience::Pollers, &told)
}
