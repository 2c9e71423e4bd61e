//! Publish and subscribe. What it carries is a *notice*: a small JSON text for those who are concerned, numbered, and
//! published after the commit of what it tells. Knows no feature.
//!
//! In one process a numbered log in memory does it. On PostgreSQL several processes share the log: a transaction leaves
//! its notices in an outbox, one process at a time numbers them and tells all by NOTIFY, outside of user transactions.

mod memory;
mod postgres;
#[cfg(test)]
mod tests;

use super::{
    context::Ctx,
    db::{Db, Engine, Tx},
    error::Result,
};
use axum::body::Bytes;
use memory::Memory;
use postgres::Postgres;
use serde::Serialize;
use std::sync::{Arc, OnceLock};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub use postgres::sweep;

/// Whom a notice concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// All connections of one account.
    Person(String),
    /// Everybody who is in a chat.
    Chat(String),
    /// Everybody who wants to know of a person: their friends.
    Circle(String),
    /// The processes that serve this installation; no client can be among them.
    Nodes,
    /// Everybody who is connected.
    Everyone,
    /// All who poll for what happens in rooms.
    Pollers,
    /// The processes that share the click board.
    Board,
    /// The processes that share what is known of positions.
    Nearby,
}

impl Audience {
    /// One letter for the kind, and the id.
    fn text(&self) -> String {
        match self {
            Audience::Person(id) => format!("p{id}"),
            Audience::Chat(id) => format!("c{id}"),
            Audience::Circle(id) => format!("f{id}"),
            Audience::Nodes => "n".into(),
            Audience::Everyone => "e".into(),
            Audience::Pollers => "r".into(),
            Audience::Board => "b".into(),
            Audience::Nearby => "w".into(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let id = || text.get(1..).unwrap_or_default().to_owned();
        match text.chars().next()? {
            'p' => Some(Audience::Person(id())),
            'c' => Some(Audience::Chat(id())),
            'f' => Some(Audience::Circle(id())),
            'n' => Some(Audience::Nodes),
            'e' => Some(Audience::Everyone),
            'r' => Some(Audience::Pollers),
            'b' => Some(Audience::Board),
            'w' => Some(Audience::Nearby),
            _ => None,
        }
    }
}

/// What a notice does to those who receive it, from the next one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// They belong to another audience as well. What it was told before is not for them.
    Join(Audience),
    /// They belong to an audience that some of their connections do not know of.
    Rejoin(Audience),
    /// They do not belong to it any more.
    Leave(Audience),
}

/// What is published: an audience and an encoded body that all receivers share.
#[derive(Clone, Debug)]
pub struct Notice {
    pub audience: Audience,
    pub body: Arc<str>,
    pub effect: Option<Effect>,
}

impl Notice {
    /// Encodes a body once for everybody in the audience.
    pub fn new(audience: Audience, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { audience, body: body.into(), effect: None }
    }

    /// The same body for another audience.
    pub fn to(&self, audience: Audience) -> Self {
        Self { audience, ..self.clone() }
    }

    pub fn with(self, effect: Effect) -> Self {
        Self { effect: Some(effect), ..self }
    }
}

/// Where a receiver is: the life of the bus and the number of the last notice it has. Written `<epoch>-<number>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub epoch: Arc<str>,
    pub number: u64,
}

impl Position {
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, number) = text.split_once('-')?;
        Some(Self { epoch: epoch.into(), number: number.parse().ok()? })
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-{}", self.epoch, self.number)
    }
}

/// A notice on its way, shared by all who receive it.
pub struct Published {
    pub position: Position,
    pub notice: Notice,
    encoded: OnceLock<Bytes>,
    read: OnceLock<Box<dyn std::any::Any + Send + Sync>>,
}

impl std::fmt::Debug for Published {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "notice {}", self.position)
    }
}

impl Published {
    fn new(position: Position, notice: Notice) -> Arc<Self> {
        Arc::new(Self { position, notice, encoded: OnceLock::new(), read: OnceLock::new() })
    }

    /// The bytes that go over the wire: made by whoever is the first to send them.
    pub fn encoded(&self, encode: impl FnOnce(&Self) -> Bytes) -> Bytes {
        self.encoded.get_or_init(|| encode(self)).clone()
    }

    /// What a receiver makes of the body, made by the first of its kind. None if it was made by another kind.
    pub fn read<T: Send + Sync + 'static>(&self, read: impl FnOnce(&str) -> T) -> Option<&T> {
        self.read.get_or_init(|| Box::new(read(&self.notice.body))).downcast_ref()
    }
}

/// What a subscription yields.
#[derive(Clone, Debug)]
pub enum Delivery {
    Notice(Arc<Published>),
    /// Something for this moment only: it has no number and is not told again.
    Whisper(Arc<str>),
    /// Too much was missed to be told one by one: read everything anew.
    Resync(Position),
    /// The server goes down; come back in a moment.
    Goodbye,
}

/// A connected receiver. It ends by itself when the receiver is too slow; coming back with the last position loses
/// nothing.
pub struct Subscription {
    pub deliveries: mpsc::Receiver<Delivery>,
}

/// The bus of this installation.
#[derive(Clone)]
pub enum Bus {
    Memory(Arc<Memory>),
    Postgres(Arc<Postgres>),
}

impl Bus {
    /// The bus that fits a database. `epoch` tells the life of a bus in memory from earlier ones.
    pub fn new(engine: Engine, epoch: String) -> Self {
        match engine {
            Engine::Sqlite => Bus::Memory(Arc::new(Memory::new(&epoch))),
            Engine::Postgres => Bus::Postgres(Arc::new(Postgres::new(epoch))),
        }
    }

    /// Begins to hear other processes. Not needed by programs that only write.
    pub async fn start(&self, ctx: &Ctx, url: &str, stop: CancellationToken) -> Result<()> {
        match self {
            Bus::Memory(_) => Ok(()),
            Bus::Postgres(bus) => bus.start(ctx, url, stop).await,
        }
    }

    /// Leaves notices in the transaction that causes them.
    pub async fn store(&self, tx: &mut Tx) -> Result<()> {
        match (self, tx.outgoing()) {
            (Bus::Postgres(_), (conn, notices)) => postgres::store(conn, notices).await,
            (Bus::Memory(_), _) => Ok(()),
        }
    }

    /// Publishes what was stored, after its commit.
    pub fn committed(&self, notices: Vec<Notice>) {
        match self {
            Bus::Memory(memory) => memory.publish(notices),
            Bus::Postgres(_) if notices.is_empty() => {}
            Bus::Postgres(bus) => bus.ring(),
        }
    }

    /// Says something for this moment to whoever is connected now, on any process.
    pub fn whisper(&self, notice: Notice) {
        match self {
            Bus::Memory(memory) => memory.whisper(&notice),
            Bus::Postgres(bus) => bus.whisper(notice),
        }
    }

    /// `whisper` to other processes only.
    pub fn whisper_elsewhere(&self, notice: Notice) {
        match self {
            Bus::Memory(_) => {}
            Bus::Postgres(bus) => bus.whisper_elsewhere(notice),
        }
    }

    /// True if a whisper is short enough to reach other processes.
    pub fn fits(notice: &Notice) -> bool {
        postgres::fits(notice)
    }

    /// Where the bus is now. Who reads data after asking and subscribes from here misses nothing.
    pub fn position(&self) -> Position {
        self.memory().now()
    }

    /// Subscribes to these audiences, from after `last` if that is given and still known.
    pub fn subscribe(&self, audiences: Vec<Audience>, last: Option<Position>) -> Subscription {
        let since = self.position();
        self.resume(audiences, last, since)
    }

    /// `subscribe` for audiences that were read after asking for the position `since`: what has changed them from then on
    /// still does.
    pub fn resume(&self, audiences: Vec<Audience>, last: Option<Position>, since: Position) -> Subscription {
        self.memory().subscribe(audiences, last, since.number)
    }

    /// Hears what other processes have said so far. Somebody who comes from one of them may know more than this one.
    pub async fn refresh(&self, db: &Db) -> Result<()> {
        match self {
            Bus::Memory(_) => Ok(()),
            Bus::Postgres(bus) => bus.read_news(db).await,
        }
    }

    /// Tells all receivers to come back later and takes no new ones.
    pub fn shut_down(&self) {
        self.memory().shut_down();
    }

    /// What several processes must be told, one process need not be.
    pub fn has_nodes(&self) -> bool {
        matches!(self, Bus::Postgres(_))
    }

    fn memory(&self) -> &Memory {
        match self {
            Bus::Memory(memory) => memory,
            Bus::Postgres(bus) => &bus.memory,
        }
    }
}
