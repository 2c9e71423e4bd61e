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
        bus::{Audience, Delivery, Notice, Position, Subscription},
        call::Caller,
        chats::{self, rooms},
        context::{Ctx, Member},
        db::Tx,
        error::{Error, Result},
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
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// So many polls of one session may wait.
const PARKED: usize = 16;

/// The sessions that this process has, by account.
#[derive(Clone, Default)]
pub struct Sessions(Arc<Mutex<HashMap<String, Arc<Live>>>>);

/// A session of a rooms client.
pub struct Live {
    pub id: String,
    pub account_id: String,
    pub queue: Queue,
    /// When the client was heard last, in milliseconds since 1970.
    seen_at: AtomicI64,
    /// Public hash of what the client was signed in with then.
    proof: Mutex<Option<String>>,
    /// Places for polls that wait.
    pub parking: Arc<Semaphore>,
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
    fn get(&self, account_id: &str, id: &str) -> Option<Arc<Live>> {
        lock(&self.0).get(account_id).filter(|live| live.id == id).cloned()
    }

    fn all(&self) -> Vec<Arc<Live>> {
        lock(&self.0).values().cloned().collect()
    }

    /// Takes a session away, whichever it is if no id is given.
    fn drop(&self, account_id: &str, id: Option<&str>) {
        let mut all = lock(&self.0);
        let Some(live) = all.get(account_id).filter(|live| id.is_none_or(|id| live.id == id)).cloned() else { return };
        all.remove(account_id);
        drop(all);
        live.over.cancel();
        let stay = lock(&live.stay).take();
        stay.map(Stay::end);
    }
}

/// Starts a session for somebody who has proven who they are. An older one ends, in this order for the others: signed out,
/// left, signed in, back.
pub async fn start(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<()> {
    let id = new_id(ctx, caller, me).await?;
    ctx.rooms.drop(&me.id, None);
    // Subscribed before it is told, so that the session hears of itself first.
    let since = ctx.bus.position();
    let is_first = open(ctx, me, &id, since, false).await?;
    let (me_id, now, node) = (me.id.clone(), ctx.clock.now(), ctx.presence.node());
    let session = id.clone();
    let started = ctx.db.write(move |tx| {
        Box::pin(async move {
            let who = person(tx, &me_id).await?;
            guests::hold(tx, &me_id).await?;
            let earlier = store::start(tx, &me_id, &session, &node, now).await?;
            // Of who hides that they are here nobody hears when they come and go.
            let mine = if who.shows_presence == 1 { rooms::of(tx, &me_id).await? } else { Vec::new() };
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
    let started = started.await;
    if started.is_err() {
        ctx.rooms.drop(&me.id, Some(&id));
    }
    started
}

/// Ends a session: signed out for everybody, out of the rooms unless a page is open. A guest of a rooms client ends with it.
pub async fn end(ctx: &Ctx, account_id: &str, id: &str) -> Result<()> {
    ctx.rooms.drop(account_id, Some(id));
    let is_here = !ctx.presence.among([account_id]).is_empty();
    let (account_id, id, now) = (account_id.to_owned(), id.to_owned(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                // Another session may have begun meanwhile.
                if store::end(tx, &account_id, Some(&id)).await?.is_none() {
                    return Ok(());
                }
                let who = person(tx, &account_id).await?;
                tx.publish(poller("out", &who, &id, now));
                if guests::ends_with_session(tx, &account_id).await? {
                    return oust(tx, &account_id, now).await;
                }
                if !is_here && who.shows_presence == 1 {
                    let mine = rooms::of(tx, &account_id).await?;
                    mine.iter().for_each(|room| tx.publish(rooms::went(room, &who, false, now)));
                }
                Ok(())
            })
        })
        .await
}

/// Ends a guest: out of their session and all rooms, signed out, the name free again. Nothing if they are none any more.
pub async fn oust(tx: &mut Tx, account_id: &str, now: i64) -> Result<()> {
    let who = match person(tx, account_id).await {
        Err(Error::Refused(_)) => return Ok(()),
        who => who?,
    };
    if !who.is_guest() {
        return Ok(());
    }
    if let Some(id) = store::end(tx, account_id, None).await? {
        tx.publish(poller("out", &who, &id, now));
    }
    for room in rooms::of(tx, account_id).await? {
        rooms::quit(tx, &room, &who, now).await?;
    }
    // Last, because it locks the row against who writes a message just now.
    guests::end(tx, account_id, now).await.map(|_| ())
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
    *lock(&live.proof) = caller.public_hash();
    Ok(live)
}

async fn adopt(ctx: &Ctx, me: &Member, id: &str) -> Result<Arc<Live>> {
    // What ends it from here on is heard.
    let since = ctx.bus.position();
    let (account_id, session, node, now) = (me.id.clone(), id.to_owned(), ctx.presence.node(), ctx.clock.now());
    let adopted = ctx.db.write(move |tx| {
        Box::pin(async move {
            let is_theirs = store::adopt(tx, &account_id, &session, &node, now).await?;
            if is_theirs {
                // The process that had it lets go.
                let moved = json!({"kind": "poller", "event": "moved", "who": {"id": account_id}, "session": session, "node": node});
                tx.publish(Notice::new(Audience::Person(account_id), &moved));
            }
            Ok(is_theirs)
        })
    });
    if !adopted.await? {
        return Err(Code::NotSignedIn.into());
    }
    open(ctx, me, id, since, true).await?;
    ctx.rooms.get(&me.id, id).ok_or_else(|| Code::NotSignedIn.into())
}

/// Puts a session into the list, from where its queue is filled with what comes after a position. True if nobody else has
/// this person here.
async fn open(ctx: &Ctx, me: &Member, id: &str, since: Position, is_back: bool) -> Result<bool> {
    let subscription = subscribe(ctx, &me.id, since).await?;
    let mut all = lock(&ctx.rooms.0);
    if is_back && all.get(&me.id).is_some_and(|live| live.id == id) {
        return Ok(false);
    }
    let (stay, is_first) = ctx.presence.enter_quietly(&ctx.bus, &me.id, !me.shows_presence);
    let live = Arc::new(Live {
        id: id.to_owned(),
        account_id: me.id.clone(),
        queue: Queue::default(),
        seen_at: AtomicI64::new(ctx.clock.now()),
        proof: Mutex::default(),
        parking: Arc::new(Semaphore::new(PARKED)),
        over: CancellationToken::new(),
        stay: Mutex::new(Some(stay)),
    });
    if let Some(earlier) = all.insert(me.id.clone(), live.clone()) {
        earlier.over.cancel();
    }
    drop(all);
    let translator = Translator::new(&me.id, id, ctx.presence.node(), is_back);
    tokio::spawn(fill(ctx.clone(), live, subscription, translator));
    Ok(is_first)
}

async fn subscribe(ctx: &Ctx, account_id: &str, since: Position) -> Result<Subscription> {
    let mut audiences = chats::audiences(&mut ctx.db.read().await?, account_id).await?;
    audiences.extend([Audience::Person(account_id.to_owned()), Audience::Everyone, Audience::Pollers]);
    Ok(ctx.bus.resume(audiences, Some(since.clone()), since))
}

/// Fills the queue of a session with what it has to hear, until it is over.
async fn fill(ctx: Ctx, live: Arc<Live>, subscription: Subscription, translator: Translator) {
    let over = live.over.clone();
    let end_it = over.run_until_cancelled(listen(&ctx, &live, subscription, translator)).await;
    if end_it == Some(true)
        && let Err(error) = end(&ctx, &live.account_id, &live.id).await
    {
        tracing::warn!(%error, "a rooms session could not be ended");
    }
}

/// True if the session has to end; false if it is over already, or goes on elsewhere.
async fn listen(ctx: &Ctx, live: &Live, mut subscription: Subscription, mut translator: Translator) -> bool {
    let mut last = ctx.bus.position();
    loop {
        let notice = match subscription.deliveries.recv().await {
            Some(Delivery::Notice(notice)) => notice,
            Some(Delivery::Whisper(_)) => continue,
            // More was missed than is kept: the client has to read everything anew.
            Some(Delivery::Resync(_)) => return true,
            // Who polls is answered; the session goes on after the restart.
            Some(Delivery::Goodbye) => {
                live.over.cancel();
                return false;
            }
            // Too much came at once: what was not taken is still in the log.
            None => match subscribe(ctx, &live.account_id, last.clone()).await {
                Ok(again) => {
                    subscription = again;
                    continue;
                }
                Err(_) => return true,
            },
        };
        last = notice.position.clone();
        match translator.read(&notice, || lock(&live.proof).clone()) {
            Meaning::Events(events) => {
                if !events.iter().all(|event| live.queue.push(event.clone())) {
                    return true;
                }
            }
            Meaning::Gone => {
                ctx.rooms.drop(&live.account_id, Some(&live.id));
                return false;
            }
            Meaning::End => return true,
        }
    }
}

/// Ends sessions whose clients were not heard for too long.
pub async fn sweep(ctx: &Ctx) {
    let now = ctx.clock.now();
    for live in ctx.rooms.all() {
        if now - live.seen_at.load(Ordering::Relaxed) > patience(ctx) {
            note(end(ctx, &live.account_id, &live.id).await);
        }
    }
}

/// Ends sessions that no process has: those of processes that have died, and what was left halfway. Guests who never got a
/// session end with them. Clients have had the time to come here from a process that was before.
pub async fn sweep_lost(ctx: &Ctx) -> Result<()> {
    let before = ctx.clock.now() - patience(ctx);
    let old = store::older(&mut ctx.db.read().await?, before).await?;
    for row in old {
        let is_own = row.node == ctx.presence.node();
        let is_lost =
            if is_own { ctx.rooms.get(&row.account_id, &row.id).is_none() } else { !ctx.presence.is_alive(&row.node) };
        if is_lost {
            note(end(ctx, &row.account_id, &row.id).await);
        }
    }
    Ok(())
}

fn patience(ctx: &Ctx) -> i64 {
    i64::try_from(ctx.config.inactivity_timeout.as_millis()).unwrap_or(i64::MAX)
}

fn note(ended: Result<()>) {
    if let Err(error) = ended {
        tracing::warn!(%error, "a silent rooms session could not be ended");
    }
}

/// Somebody opened the first page, or closed the last, or wants to be seen or not: they are back in their rooms, or away.
pub async fn presence_changed(ctx: &Ctx, account_id: String, is_here: bool) -> Result<()> {
    let now = ctx.clock.now();
    {
        let mut conn = ctx.db.read().await?;
        if rooms::of(&mut conn, &account_id).await?.is_empty() {
            return Ok(());
        }
        // Who has a session but is not here any more hides, or lost their process: then signing them out tells of it.
        let is_seen = account::people(&mut conn, std::slice::from_ref(&account_id))
            .await?
            .iter()
            .any(|who| who.shows_presence == 1);
        if !is_here && is_seen && store::has(&mut conn, &account_id).await? {
            return Ok(());
        }
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

/// The account, which waits for whoever else changes it; an ended guest is none.
async fn person(tx: &mut Tx, id: &str) -> Result<Person> {
    account::hold(tx, id).await?;
    Ok(account::people(tx, &[id.to_owned()]).await?.pop().ok_or(Code::NotSignedIn)?)
}

/// Somebody signed in to rooms, or out.
fn poller(event: &str, who: &Person, session: &str, now: i64) -> Notice {
    let told = json!({"kind": "poller", "event": event, "who": rooms::author(who), "session": session, "at": now / 1000,
        "is_hidden": who.shows_presence == 0});
    Notice::new(Audience::Pollers, &told)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
