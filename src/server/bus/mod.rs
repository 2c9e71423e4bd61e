//! Publish and subscribe. What it carries is a *notice*: a small JSON text for those who are concerned, numbered, and
//! published after the commit of what it tells. Knows no feature.

mod memory;

use memory::Memory;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Whom a notice concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// All connections of one account.
    Person(String),
    /// Everybody who is connected.
    Everyone,
}

/// What is published: an audience and an encoded body that all receivers share.
#[derive(Clone, Debug)]
pub struct Notice {
    pub audience: Audience,
    pub body: Arc<str>,
}

impl Notice {
    /// Encodes a body once for everybody in the audience.
    pub fn new(audience: Audience, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { audience, body: body.into() }
    }

    /// The same body for another audience.
    pub fn to(&self, audience: Audience) -> Self {
        Self { audience, body: self.body.clone() }
    }
}

/// Where a receiver is: the life of the bus and the number of the last notice it has. Written `<epoch>-<number>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub epoch: String,
    pub number: u64,
}

impl Position {
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, number) = text.split_once('-')?;
        Some(Self { epoch: epoch.to_owned(), number: number.parse().ok()? })
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-{}", self.epoch, self.number)
    }
}

/// What a subscription yields.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// A notice and the position after it.
    Notice(Position, Arc<str>),
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
}

impl Bus {
    /// A bus within this process. `epoch` tells its life from earlier ones.
    pub fn memory(epoch: String) -> Self {
        Bus::Memory(Arc::new(Memory::new(epoch)))
    }

    pub fn publish(&self, notices: Vec<Notice>) {
        match self {
            Bus::Memory(memory) => memory.publish(notices),
        }
    }

    /// Where the bus is now. Who reads data after asking and subscribes from here misses nothing.
    pub fn position(&self) -> Position {
        match self {
            Bus::Memory(memory) => memory.now(),
        }
    }

    /// Subscribes to these audiences, from after `last` if that is given and still known.
    pub fn subscribe(&self, audiences: Vec<Audience>, last: Option<Position>) -> Subscription {
        match self {
            Bus::Memory(memory) => memory.subscribe(audiences, last),
        }
    }

    /// Tells all receivers to come back later and takes no new ones.
    pub fn shut_down(&self) {
        match self {
            Bus::Memory(memory) => memory.shut_down(),
        }
    }
}

#[cfg(test)]
mod tests;
