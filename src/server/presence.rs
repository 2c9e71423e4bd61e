//! Who is here: people with a live connection on any process, who do not hide it. Kept in memory only; processes tell one
//! another of changes at once, and of everybody they have now and then, so that one that died is forgotten.

use super::bus::{Audience, Bus, Delivery, Notice};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};
use tokio::{sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;

/// A page that is loaded anew does not make its reader leave and come back.
const LINGER: Duration = Duration::from_secs(5);
/// Processes say whom they have this often.
const ROLL: Duration = Duration::from_secs(20);
/// A process that was not heard for so long has died.
const SILENCE: Duration = Duration::from_secs(60);
/// So many ids fit into one message to the other processes.
const CHUNK: usize = 150;

#[derive(Clone)]
pub struct Presence {
    state: Arc<Mutex<State>>,
    /// Who came and went through this process, for those who have to act on it.
    changes: Arc<OnceLock<mpsc::UnboundedSender<Change>>>,
}

/// Somebody came, or went for good.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: String,
    pub is_here: bool,
}

#[derive(Default)]
struct State {
    node: String,
    here: HashMap<String, Here>,
    elsewhere: HashMap<String, Node>,
    /// When each other process was heard last.
    heard: HashMap<String, Instant>,
}

#[derive(Default)]
struct Here {
    connections: usize,
    is_hidden: bool,
}

impl Here {
    fn shows(&self) -> bool {
        self.connections > 0 && !self.is_hidden
    }
}

/// Whom another process has, and when it said so last.
type Node = HashMap<String, Instant>;

/// What processes tell one another.
#[derive(Serialize, Deserialize)]
struct Told {
    node: String,
    here: Vec<String>,
    gone: Vec<String>,
    /// Who does not want to be seen any more, or wants to again.
    #[serde(default)]
    hidden: Option<(String, bool)>,
}

/// A person is here for as long as one of these is kept.
pub struct Stay {
    presence: Presence,
    bus: Bus,
    id: String,
}

impl Presence {
    pub fn new(node: String) -> Self {
        Self { state: Arc::new(Mutex::new(State { node, ..State::default() })), changes: Arc::default() }
    }

    /// Everybody who comes and goes through this process from now on. Asked for once.
    pub fn changes(&self) -> mpsc::UnboundedReceiver<Change> {
        let (sender, receiver) = mpsc::unbounded_channel();
        // Nobody else asks; if so, the first keeps hearing.
        let _ = self.changes.set(sender);
        receiver
    }

    /// The name of this process.
    pub fn node(&self) -> String {
        self.lock().node.clone()
    }

    /// True if this process runs: it is this one, or was heard of lately.
    pub fn is_alive(&self, node: &str) -> bool {
        let state = self.lock();
        state.node == node || state.heard.get(node).is_some_and(|heard| heard.elapsed() < SILENCE)
    }

    /// Hears of people on other processes, and tells them of ours.
    pub fn start(&self, bus: Bus, stop: CancellationToken) {
        if !bus.has_nodes() {
            return;
        }
        let (presence, all) = (self.clone(), bus.clone());
        let listen = async move {
            loop {
                let mut subscription = all.subscribe(vec![Audience::Nodes], None);
                while let Some(delivery) = subscription.deliveries.recv().await {
                    match delivery {
                        Delivery::Whisper(body) => presence.hear(&all, &body),
                        Delivery::Goodbye => return,
                        Delivery::Notice(_) | Delivery::Resync(_) => {}
                    }
                }
            }
        };
        let ended = stop.clone();
        tokio::spawn(async move { ended.run_until_cancelled(listen).await });
        let presence = self.clone();
        let roll = async move {
            loop {
                presence.forget(&bus);
                let people = presence.own();
                for chunk in people.chunks(CHUNK) {
                    presence.tell(&bus, chunk.to_vec(), Vec::new());
                }
                if people.is_empty() {
                    presence.tell(&bus, Vec::new(), Vec::new());
                }
                tokio::time::sleep(ROLL).await;
            }
        };
        tokio::spawn(async move { stop.run_until_cancelled(roll).await });
    }

    /// Somebody connected.
    pub fn enter(&self, bus: &Bus, id: &str, is_hidden: bool) -> Stay {
        let came = self.change(id, |here| {
            here.connections += 1;
            here.is_hidden = is_hidden;
        });
        self.say(bus, id, came);
        Stay { presence: self.clone(), bus: bus.clone(), id: id.to_owned() }
    }

    /// `enter` for who tells of it themselves; true if nobody else had them.
    pub fn enter_quietly(&self, bus: &Bus, id: &str, is_hidden: bool) -> (Stay, bool) {
        let was_here = self.lock().has(id);
        let came = self.change(id, |here| {
            here.connections += 1;
            here.is_hidden = is_hidden;
        });
        self.spread(bus, id, came);
        (Stay { presence: self.clone(), bus: bus.clone(), id: id.to_owned() }, came == Some(true) && !was_here)
    }

    /// Somebody wants to be seen, or not.
    pub fn set_hidden(&self, bus: &Bus, id: &str, is_hidden: bool) {
        self.hide(bus, id, is_hidden);
        if bus.has_nodes() {
            let hidden = Some((id.to_owned(), is_hidden));
            let told = Told { node: self.lock().node.clone(), here: Vec::new(), gone: Vec::new(), hidden };
            bus.whisper(Notice::new(Audience::Nodes, &told));
        }
    }

    fn hide(&self, bus: &Bus, id: &str, is_hidden: bool) {
        let change = self.change(id, |here| here.is_hidden = is_hidden);
        self.say(bus, id, change);
    }

    /// Which of these people are here.
    pub fn among<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> HashSet<String> {
        let state = self.lock();
        ids.into_iter().filter(|id| state.has(id)).map(str::to_owned).collect()
    }

    /// All who are here.
    pub fn everybody(&self) -> Vec<String> {
        let state = self.lock();
        let own = state.here.iter().filter(|(_, here)| here.shows()).map(|(id, _)| id);
        let others =
            state.elsewhere.values().flatten().filter(|(_, heard)| heard.elapsed() < SILENCE).map(|(id, _)| id);
        own.chain(others).collect::<HashSet<_>>().into_iter().cloned().collect()
    }

    fn leave(&self, bus: &Bus, id: &str) {
        let change = self.change(id, |here| here.connections = here.connections.saturating_sub(1));
        self.say(bus, id, change);
    }

    /// Changes what is known of somebody; whether they are here now, if that changed.
    fn change(&self, id: &str, how: impl FnOnce(&mut Here)) -> Option<bool> {
        let mut state = self.lock();
        let here = state.here.entry(id.to_owned()).or_default();
        let was = here.shows();
        how(here);
        let is = here.shows();
        if here.connections == 0 {
            state.here.remove(id);
        }
        (was != is).then_some(is)
    }

    fn say(&self, bus: &Bus, id: &str, change: Option<bool>) {
        if let (Some(change), Some(changes)) = (self.spread(bus, id, change), self.changes.get()) {
            let _ = changes.send(change);
        }
    }

    /// Tells friends and other processes of a change; what it is for everybody, if it is one.
    fn spread(&self, bus: &Bus, id: &str, change: Option<bool>) -> Option<Change> {
        let is_here = change?;
        let (here, gone) = if is_here { (vec![id.to_owned()], vec![]) } else { (vec![], vec![id.to_owned()]) };
        self.tell(bus, here, gone);
        // Somebody who is still there by another process has not left, and one who was has not come.
        let is_elsewhere = self.lock().is_elsewhere(id);
        if is_here || !is_elsewhere {
            bus.whisper(presence(id, is_here));
        }
        (!is_elsewhere).then(|| Change { id: id.to_owned(), is_here })
    }

    fn tell(&self, bus: &Bus, here: Vec<String>, gone: Vec<String>) {
        if bus.has_nodes() {
            let node = self.lock().node.clone();
            bus.whisper(Notice::new(Audience::Nodes, &Told { node, here, gone, hidden: None }));
        }
    }

    fn hear(&self, bus: &Bus, body: &str) {
        let Ok(told) = serde_json::from_str::<Told>(body) else { return };
        let now = Instant::now();
        let mut state = self.lock();
        if told.node == state.node {
            return;
        }
        state.heard.insert(told.node.clone(), now);
        let node = state.elsewhere.entry(told.node).or_default();
        node.extend(told.here.into_iter().map(|id| (id, now)));
        for id in told.gone {
            node.remove(&id);
        }
        drop(state);
        if let Some((id, is_hidden)) = told.hidden {
            self.hide(bus, &id, is_hidden);
        }
    }

    /// Forgets people of whom another process has not spoken for too long: it has died.
    fn forget(&self, bus: &Bus) {
        let mut silent = Vec::new();
        let mut state = self.lock();
        for node in state.elsewhere.values_mut() {
            node.retain(|id, heard| {
                let is_kept = heard.elapsed() < SILENCE;
                if !is_kept {
                    silent.push(id.clone());
                }
                is_kept
            });
        }
        state.elsewhere.retain(|_, node| !node.is_empty());
        state.heard.retain(|_, heard| heard.elapsed() < SILENCE);
        silent.retain(|id| !state.has(id));
        // All processes notice; one of them acts on it.
        let is_first = state.heard.keys().all(|other| *other > state.node);
        drop(state);
        for id in silent {
            bus.whisper(presence(&id, false));
            if let (true, Some(changes)) = (is_first, self.changes.get()) {
                let _ = changes.send(Change { id, is_here: false });
            }
        }
    }

    fn own(&self) -> Vec<String> {
        self.lock().here.iter().filter(|(_, here)| here.shows()).map(|(id, _)| id.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn has(&self, id: &str) -> bool {
        self.here.get(id).is_some_and(Here::shows) || self.is_elsewhere(id)
    }

    fn is_elsewhere(&self, id: &str) -> bool {
        self.elsewhere.values().any(|node| node.get(id).is_some_and(|heard| heard.elapsed() < SILENCE))
    }
}

/// Tells those who want to know of somebody whether they are here.
fn presence(id: &str, is_here: bool) -> Notice {
    Notice::new(Audience::Circle(id.to_owned()), &json!({"kind": "presence", "id": id, "here": is_here}))
}

impl Stay {
    /// Ends at once, for who tells of it themselves; true if nobody else has them.
    pub fn end(mut self) -> bool {
        let id = std::mem::take(&mut self.id);
        let change = self.presence.change(&id, |here| here.connections = here.connections.saturating_sub(1));
        self.presence.spread(&self.bus, &id, change).is_some_and(|change| !change.is_here)
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        if self.id.is_empty() {
            return;
        }
        let (presence, bus, id) = (self.presence.clone(), self.bus.clone(), std::mem::take(&mut self.id));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(LINGER).await;
                presence.leave(&bus, &id);
            });
        }
    }
}
