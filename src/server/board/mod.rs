//! The click board: presses of pages and of Socket.IO clients, stored together and shown to all. What is counted always
//! equals what is stored.

mod clock;
pub mod documented;
mod hub;
pub mod live;
mod packets;
pub mod pages;
mod places;
mod seats;
mod socket;
mod store;
#[cfg(test)]
mod tests;
mod writer;

use super::{
    account,
    bus::{Audience, Bus, Notice},
    context::{Ctx, Member},
    error::Result,
};
use crate::app::{
    account::wire::NAME_MAX as USER_NAME_MAX,
    board::wire::{self, Button, NAME_MAX, NOBODY, Press, Pressed, Said},
    error::Code,
};
use axum::extract::ws::Utf8Bytes;
use futures::future::OptionFuture;
use hub::State;
use places::Places;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{
    Notify, broadcast,
    mpsc::{self, error::TrySendError},
    oneshot,
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use writer::Waiting;

pub use socket::Endpoint;

/// So many presses may wait to be stored. Beyond that a client's next call waits, and a page is told that it was too fast.
const QUEUE: usize = 4096;
/// So many pieces of news may wait for a page that does not read; beyond that it reads everything anew.
const NEWS: usize = 64;

/// The board as this process has it.
#[derive(Clone)]
pub struct Board(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    /// Something is to be told.
    wake: Notify,
    presses: mpsc::Sender<Waiting>,
    waiting: Mutex<Option<mpsc::Receiver<Waiting>>>,
    /// What pages are told, encoded once for all.
    pages: broadcast::Sender<Utf8Bytes>,
    endpoint: Endpoint,
    places: Places,
    writing: Mutex<Option<JoinHandle<()>>>,
}

/// What processes tell one another.
#[derive(Debug, Serialize, Deserialize)]
enum Told {
    Pressed {
        at: i64,
        /// What the counts of these presses have come to: unit, start, is it events, what, presses.
        counts: Vec<(String, i64, i64, String, i64)>,
        presses: Vec<Press>,
        said: Vec<Said>,
    },
    Said(Said),
    Seats(seats::Told),
}

/// Who presses, as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Identity {
    name: String,
    account_id: Option<String>,
    /// How the account calls itself, and its picture.
    shown: String,
    picture: String,
}

impl Default for Board {
    fn default() -> Self {
        let (presses, waiting) = mpsc::channel(QUEUE);
        let (pages, _) = broadcast::channel(NEWS);
        Self(Arc::new(Inner {
            state: Mutex::default(),
            wake: Notify::new(),
            presses,
            waiting: Mutex::new(Some(waiting)),
            pages,
            endpoint: Endpoint::default(),
            places: Places::default(),
            writing: Mutex::default(),
        }))
    }
}

impl Board {
    /// Waits until the presses that wait are stored, after the signal to stop.
    pub async fn finish(&self) {
        let writing = self.0.writing.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(error)) = OptionFuture::from(writing).await {
            tracing::error!(%error, "the last presses of the board were not stored");
        }
    }

    /// Where Socket.IO clients connect.
    pub fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved(&self, is_new_count: bool) {
        self.lock().seats_moved(is_new_count);
        self.0.wake.notify_one();
    }

    /// Tells this process and the others.
    fn tell(&self, bus: &Bus, told: Told) {
        if bus.has_nodes() {
            bus.whisper_elsewhere(told.for_others());
        }
        self.hear(told);
    }

    fn hear(&self, told: Told) {
        self.lock().hear(told);
        self.0.wake.notify_one();
    }

    /// A new connection has its seat. It is told of by `moved`, once it can hear that.
    fn sit(&self) -> u64 {
        self.lock().seats.sit()
    }

    /// A connection is gone; nothing if it was already.
    fn leave(&self, ctx: &Ctx, id: u64, key: Option<&str>) {
        let Some(left) = self.lock().seats.leave(id, key) else { return };
        if let Some(name) = left.name {
            self.tell(&ctx.bus, Told::Said(Said::Left { name }));
        }
        self.moved(true);
    }

    /// A seat goes by this name from now on.
    fn call(&self, ctx: &Ctx, id: u64, identity: &Identity) {
        let mut state = self.lock();
        let Some(seat) = state.seats.get(id) else { return };
        let before = seat.name.replace(identity.name.clone());
        let is_same = before.as_ref() == Some(&identity.name) && seat.account_id == identity.account_id;
        seat.account_id.clone_from(&identity.account_id);
        seat.shown.clone_from(&identity.shown);
        seat.picture.clone_from(&identity.picture);
        drop(state);
        let name = identity.name.clone();
        match before {
            _ if is_same => return,
            Some(from) if from == name => {}
            Some(from) => self.tell(&ctx.bus, Told::Said(Said::Renamed { from, name })),
            None => self.tell(&ctx.bus, Told::Said(Said::Joined { name })),
        }
        self.moved(false);
    }
}

impl Told {
    /// As a message to the other processes. Of a storm they are told the counts and as many presses as fit.
    fn for_others(&self) -> Notice {
        let mut fits = usize::MAX;
        loop {
            let notice = match self {
                Told::Pressed { at, counts, presses, said } if fits < usize::MAX => {
                    let presses = presses.iter().take(fits).cloned().collect();
                    let said = said.iter().take(fits).cloned().collect();
                    Notice::new(Audience::Board, &Told::Pressed { at: *at, counts: counts.clone(), presses, said })
                }
                _ => Notice::new(Audience::Board, self),
            };
            if fits == 0 || Bus::fits(&notice) {
                return notice;
            }
            fits = if fits == usize::MAX { 16 } else { fits / 2 };
        }
    }
}

/// Begins to store and to tell.
pub async fn start(ctx: &Ctx, stop: CancellationToken) -> Result<()> {
    let board = ctx.board.clone();
    hub::read(ctx, &board).await?;
    let waiting = board.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(waiting) = waiting {
        let writing = tokio::spawn(writer::write(ctx.clone(), board.clone(), waiting, stop.clone()));
        board.0.writing.lock().unwrap_or_else(PoisonError::into_inner).replace(writing);
    }
    let ctx = ctx.clone();
    tokio::spawn(async move {
        stop.run_until_cancelled(hub::run(ctx, board.clone())).await;
        // Pages take nothing for the sign to go.
        let _ = board.0.pages.send(Utf8Bytes::default());
        board.0.endpoint.close().await;
    });
    Ok(())
}

/// With everybody who says none a list of 10,000. Names beyond it are counted as nobody's, those with the fewest clicks
/// first.
const NAMES: i64 = 9_999;

/// Keeps names that were typed once from filling the database.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    let mut conn = ctx.db.read().await?;
    if store::ranked(&mut conn, NAMES + 1).await?.is_none() {
        return Ok(());
    }
    let Some(last) = store::ranked(&mut conn, NAMES).await? else { return Ok(()) };
    drop(conn);
    ctx.db.write(|tx| Box::pin(async move { store::fold_names(tx, last, NOBODY).await })).await
}

/// Who somebody is on the board who calls themselves so: a registered person is who they are; others go by what they
/// type, unless it is the name of a registered person, whole or as it is cut. The flag says that it is.
async fn identify(ctx: &Ctx, me: Option<&Member>, typed: &str) -> Result<(Identity, bool)> {
    let nobody =
        |name: &str| Identity { name: name.to_owned(), account_id: None, shown: String::new(), picture: String::new() };
    let Some(name) = wire::cut(typed, NAME_MAX).filter(|name| name != NOBODY) else {
        return Ok((nobody(NOBODY), false));
    };
    if account::name_key(&name).trim().is_empty() {
        return Ok((nobody(NOBODY), false));
    }
    if let Some(me) = me.filter(|me| wire::cut(&me.user_name, NAME_MAX).as_ref() == Some(&name)) {
        return Ok((of(me), false));
    }
    let mut conn = ctx.db.read().await?;
    let mut holder = account::holder(&mut conn, &name).await?;
    if let (None, Some(whole)) = (&holder, wire::cut(typed, USER_NAME_MAX).filter(|whole| *whole != name)) {
        holder = account::holder(&mut conn, &whole).await?;
    }
    drop(conn);
    Ok(match (holder, me) {
        (None, _) => (nobody(&name), false),
        (Some(holder), Some(me)) if holder == me.id => (of(me), false),
        (Some(_), _) => (nobody(NOBODY), true),
    })
}

/// Somebody who is signed in. A guest's name is a name like any other.
fn of(me: &Member) -> Identity {
    let own = |text: &str| if me.is_guest { String::new() } else { text.to_owned() };
    let account_id = (!me.is_guest).then(|| me.id.clone());
    Identity { name: me.user_name.clone(), account_id, shown: own(&me.name), picture: own(&me.picture) }
}

/// What is pressed: a button or nothing special, or an event.
struct Asked {
    is_event: bool,
    what: String,
    comment: Option<String>,
    style: Option<String>,
}

impl Asked {
    fn by(self, identity: Identity) -> Press {
        let Identity { name, account_id, shown, picture } = identity;
        let Self { is_event, what, comment, style } = self;
        Press { id: String::new(), at: 0, is_event, what, name, account_id, shown, picture, comment, style }
    }
}

/// Stores clicks of people as if they had pressed just now, all at once: button, words and style. For the example circle.
pub async fn recall(ctx: &Ctx, clicks: &[(&Member, Button, &str, &str)]) -> Result<()> {
    let now = ctx.clock.now();
    let click = |(index, (me, button, comment, style)): (usize, &(&Member, Button, &str, &str))| {
        let what = button.word().to_owned();
        let comment = wire::cut(comment, wire::COMMENT_MAX);
        let press = Asked { is_event: false, what, comment, style: wire::style(style) }.by(of(me));
        Press { id: format!("{now:012x}{index:04x}00000000"), at: now, ..press }
    };
    writer::store(ctx, clicks.iter().enumerate().map(click).collect(), now).await.map(drop)
}

/// Stores a press and waits until it is.
async fn press(ctx: &Ctx, press: Press, seat: Option<u64>) -> Result<Pressed> {
    let (done, stored) = oneshot::channel();
    let sent = ctx.board.0.presses.try_send(Waiting { press, seat, done: Some(done) });
    sent.map_err(|refused| match refused {
        TrySendError::Full(_) => Code::TooFast,
        TrySendError::Closed(_) => Code::Unavailable,
    })?;
    stored.await.map_err(|_| Code::Unavailable)?
}
