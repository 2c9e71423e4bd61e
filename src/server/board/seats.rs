//! Who is at the board: one seat per connection. Kept in memory; processes tell one another of theirs.

use crate::app::board::wire::{Crowd, OnlineUser, Present, Press};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};
use tokio::time::Instant;

/// A process that was not heard for so long has died.
const SILENCE: Duration = Duration::from_secs(60);
/// A message to the other processes holds seats of so many bytes.
const PART: usize = 4_500;
/// So many people are named to pages.
const NAMED: usize = 60;

/// A connection, as everybody may see it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Seat {
    pub name: Option<String>,
    pub account_id: Option<String>,
    pub shown: String,
    pub picture: String,
    pub clicks: i64,
    pub events: i64,
}

/// The seats of this process and of the others.
#[derive(Default)]
pub struct Seats {
    /// By number, so in the order in which they came.
    own: BTreeMap<u64, Seat>,
    /// The secrets by which pages name their seats.
    keys: HashMap<String, u64>,
    last: u64,
    elsewhere: BTreeMap<String, Elsewhere>,
}

#[derive(Default)]
struct Elsewhere {
    seats: Vec<Seat>,
    /// What has come of the next list.
    coming: Vec<Seat>,
    heard: Option<Instant>,
}

/// A part of the list of a process.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    pub node: String,
    is_first: bool,
    is_last: bool,
    seats: Vec<Seat>,
}

impl Seats {
    /// A new connection.
    pub fn sit(&mut self) -> u64 {
        self.last += 1;
        self.own.insert(self.last, Seat::default());
        self.last
    }

    /// A secret by which presses name this seat.
    pub fn give_key(&mut self, id: u64, key: &str) {
        self.keys.insert(key.to_owned(), id);
    }

    pub fn by_key(&self, key: &str) -> Option<u64> {
        self.keys.get(key).copied()
    }

    pub fn leave(&mut self, id: u64, key: Option<&str>) -> Option<Seat> {
        if let Some(key) = key {
            self.keys.remove(key);
        }
        self.own.remove(&id)
    }

    pub fn get(&mut self, id: u64) -> Option<&mut Seat> {
        self.own.get_mut(&id)
    }

    /// Counts a press of a seat; its clicks if that is a number worth a word.
    pub fn count(&mut self, id: u64, press: &Press) -> Option<i64> {
        let seat = self.own.get_mut(&id)?;
        if press.is_event {
            seat.events += 1;
            return None;
        }
        seat.clicks += 1;
        (seat.clicks == 50 || seat.clicks % 100 == 0).then_some(seat.clicks)
    }

    fn all(&self) -> impl Iterator<Item = &Seat> {
        self.own.values().chain(self.elsewhere.values().flat_map(|other| &other.seats))
    }

    pub fn len(&self) -> usize {
        self.own.len() + self.elsewhere.values().map(|other| other.seats.len()).sum::<usize>()
    }

    pub fn online(&self) -> Vec<OnlineUser> {
        let one = |seat: &Seat| OnlineUser {
            name: seat.name.clone(),
            click_count: seat.clicks,
            event_count: seat.events,
            click_count_session: seat.clicks,
            event_count_session: seat.events,
        };
        self.all().map(one).collect()
    }

    /// Everybody by name, once each, registered people first.
    pub fn crowd(&self) -> Crowd {
        let mut seen = HashSet::new();
        let named = self.all().filter_map(|seat| {
            let (name, account_id) = (seat.name.clone()?, seat.account_id.clone());
            Some(Present { name, account_id, shown: seat.shown.clone(), picture: seat.picture.clone() })
        });
        let mut people: Vec<Present> =
            named.filter(|one| seen.insert((one.name.clone(), one.account_id.clone()))).collect();
        people.sort_by_key(|one| one.account_id.is_none());
        people.truncate(NAMED);
        Crowd { count: self.len(), people }
    }

    /// The list of this process, in parts that fit into a message.
    pub fn parts(&self, node: &str) -> Vec<Told> {
        let mut parts: Vec<Vec<Seat>> = vec![Vec::new()];
        let mut bytes = 0;
        for seat in self.own.values() {
            let size = serde_json::to_string(seat).map_or(0, |text| text.len());
            if bytes + size > PART {
                parts.push(Vec::new());
                bytes = 0;
            }
            bytes += size;
            if let Some(part) = parts.last_mut() {
                part.push(seat.clone());
            }
        }
        let count = parts.len();
        let told =
            |(index, seats)| Told { node: node.to_owned(), is_first: index == 0, is_last: index + 1 == count, seats };
        parts.into_iter().enumerate().map(told).collect()
    }

    /// Hears a part of the list of another process; true once the list is whole.
    pub fn hear(&mut self, told: Told, now: Instant) -> bool {
        let other = self.elsewhere.entry(told.node).or_default();
        other.heard = Some(now);
        if told.is_first {
            other.coming.clear();
        }
        other.coming.extend(told.seats);
        if told.is_last {
            other.seats = std::mem::take(&mut other.coming);
        }
        told.is_last
    }

    /// Forgets processes that have died; true if there were any.
    pub fn forget(&mut self, now: Instant) -> bool {
        let count = self.elsewhere.len();
        self.elsewhere.retain(|_, other| other.heard.is_some_and(|heard| now - heard < SILENCE));
        self.elsewhere.len() < count
    }
}
