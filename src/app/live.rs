//! The browser's live connection: one per tab, resumed after any break. Pages read its counters, which grow when
//! something they show has changed, or listen to the notices themselves.

use leptos::prelude::*;
use std::collections::HashMap;

/// What has changed so far, and whether the server is there.
#[derive(Clone, Copy)]
pub struct Live {
    /// Grows with every change of an event.
    pub events: RwSignal<u32>,
    /// Grows with every change of the account.
    pub account: RwSignal<u32>,
    /// Grows with every change of friends, requests and invites.
    pub people: RwSignal<u32>,
    /// Grows when chats come, go, or change their name.
    pub chats: RwSignal<u32>,
    /// Grows when letters come, go, or are opened.
    pub letters: RwSignal<u32>,
    /// Grows when activities, consent or sharing change.
    pub nearby: RwSignal<u32>,
    /// Grows when too much was missed to be told: everything has to be read anew.
    pub resyncs: RwSignal<u32>,
    /// The connection has been down for some seconds.
    pub is_offline: RwSignal<bool>,
    /// The server is another build than this page is from.
    pub is_old: RwSignal<bool>,
    /// Grows when a friend comes or goes.
    pub comings: RwSignal<u32>,
    /// Who came or went since the page was loaded.
    here: RwSignal<HashMap<String, bool>>,
}

impl Live {
    pub fn provide() {
        provide_context(Self {
            events: RwSignal::new(0),
            account: RwSignal::new(0),
            people: RwSignal::new(0),
            chats: RwSignal::new(0),
            letters: RwSignal::new(0),
            nearby: RwSignal::new(0),
            resyncs: RwSignal::new(0),
            comings: RwSignal::new(0),
            is_offline: RwSignal::new(false),
            is_old: RwSignal::new(false),
            here: RwSignal::new(HashMap::new()),
        });
    }

    /// Whether somebody is here, as far as was heard, else as they were when the page was read.
    pub fn is_here(self, id: &str, was: bool) -> bool {
        self.here.with(|here| here.get(id).copied().unwrap_or(was))
    }

    #[cfg(feature = "hydrate")]
    fn take(self, notice: &serde_json::Value) {
        use browser::grow;
        match notice["kind"].as_str().unwrap_or_default() {
            "event" => grow(self.events),
            "account" => grow(self.account),
            "friend" | "request" => grow(self.people),
            "chat" | "rooms" => grow(self.chats),
            "letter" => grow(self.letters),
            "nearby" => grow(self.nearby),
            "presence" => {
                let (id, here) = (notice["id"].as_str().unwrap_or_default(), notice["here"].as_bool());
                self.here.update(|all| {
                    all.insert(id.to_owned(), here.unwrap_or_default());
                });
                grow(self.comings);
            }
            _ => {}
        }
        browser::tell(notice);
    }

    #[cfg(feature = "hydrate")]
    fn read_anew(self) {
        for count in [self.events, self.account, self.people, self.chats, self.letters, self.nearby, self.resyncs] {
            browser::grow(count);
        }
        self.here.set(HashMap::new());
        self.comings.update(|count| *count += 1);
    }
}

pub fn use_live() -> Live {
    expect_context()
}

/// Opens the connection once the page is alive. Does nothing on the server.
pub fn connect() {
    #[cfg(feature = "hydrate")]
    Effect::new(|| browser::open_once(use_live(), &super::session::look().position));
}

/// Hears every notice for as long as the part that asks for it lives. Does nothing on the server.
pub fn listen(run: impl Fn(&serde_json::Value) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let id = browser::hear(run);
        on_cleanup(move || browser::remove(id));
    }
    #[cfg(not(feature = "hydrate"))]
    drop(run);
}

/// Tells the parts of this tab something, as if it had come from the server.
#[cfg(feature = "hydrate")]
pub fn tell(notice: &serde_json::Value) {
    browser::tell(notice);
}

/// Lets a counter of one's own grow like those of the connection: pages are not drawn anew under somebody's hands. Does nothing on the
/// server.
pub fn grow(count: RwSignal<u32>) {
    #[cfg(feature = "hydrate")]
    browser::grow(count);
    #[cfg(not(feature = "hydrate"))]
    let _ = count;
}

/// Runs whenever a part of a page that was read at this position may lack something: if later notices were heard before it
/// came alive, and after every resync.
pub fn on_missed(position: String, run: impl Fn() + 'static) {
    let resyncs = use_live().resyncs;
    Effect::new(move |earlier: Option<u32>| {
        let count = resyncs.get();
        #[cfg(feature = "hydrate")]
        if earlier.map_or_else(|| browser::has_passed(&position), |earlier| earlier != count) {
            run();
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (earlier, &position, &run);
        count
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Live;
    use crate::app::error::Code;
    use leptos::prelude::*;
    use serde_json::Value;
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{EventSource, HtmlInputElement, MessageEvent};

    /// A break shorter than this is not worth a word.
    const PATIENCE: Duration = Duration::from_secs(4);
    /// How often it is looked whether somebody is still at something.
    const LOOK: Duration = Duration::from_millis(300);
    /// How long after its session has ended a tab reads itself anew, and finds the door.
    const LEAVE: Duration = Duration::from_secs(1);
    /// After the browser has given up by itself, for example because the server answered with an error.
    const AGAIN: Duration = Duration::from_secs(5);

    type Listener = Rc<dyn Fn(&Value)>;

    thread_local! {
        /// A tab has one connection, whichever page asked for it first.
        static IS_OPEN: Cell<bool> = const { Cell::new(false) };
        static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
        static NEXT: Cell<u32> = const { Cell::new(0) };
        /// Number of the last notice.
        static SEEN: Cell<u64> = const { Cell::new(0) };
        /// What grows once nobody is at something.
        static HELD: RefCell<Vec<RwSignal<u32>>> = const { RefCell::new(Vec::new()) };
    }

    /// Lets a counter grow, and pages be read anew by that: at once, unless somebody is typing in a field of the
    /// page or has a menu or a question open there, which would be taken from them; then as soon as they are done.
    pub fn grow(count: RwSignal<u32>) {
        if !is_at_something() {
            return add(count);
        }
        let is_first = HELD.with_borrow_mut(|held| {
            let is_first = held.is_empty();
            if !held.contains(&count) {
                held.push(count);
            }
            is_first
        });
        if is_first {
            set_timeout(release, LOOK);
        }
    }

    fn release() {
        if is_at_something() {
            return set_timeout(release, LOOK);
        }
        HELD.take().into_iter().for_each(add);
    }

    /// The page that counts can be gone by now.
    fn add(count: RwSignal<u32>) {
        _ = count.try_update(|count| *count += 1);
    }

    fn is_at_something() -> bool {
        let field = document().active_element().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let is_typing = field.is_some_and(|field| {
            field.value() != field.default_value() && field.closest("main form").is_ok_and(|form| form.is_some())
        });
        is_typing
            || document().query_selector("main details.menu[open], main dialog[open]").is_ok_and(|part| part.is_some())
    }

    pub fn hear(run: impl Fn(&Value) + 'static) -> u32 {
        let id = NEXT.replace(NEXT.get() + 1);
        LISTENERS.with_borrow_mut(|all| all.push((id, Rc::new(run))));
        id
    }

    pub fn remove(id: u32) {
        LISTENERS.with_borrow_mut(|all| all.retain(|(other, _)| *other != id));
    }

    pub fn tell(notice: &Value) {
        // A listener may add and remove others.
        let all: Vec<Listener> = LISTENERS.with_borrow(|all| all.iter().map(|(_, run)| run.clone()).collect());
        for run in all {
            run(notice);
        }
    }

    pub fn has_passed(position: &str) -> bool {
        SEEN.get() > number(position)
    }

    fn number(position: &str) -> u64 {
        position.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    pub fn open_once(live: Live, position: &str) {
        if !IS_OPEN.replace(true) {
            open(live, position);
        }
    }

    fn open(live: Live, position: &str) {
        let Ok(source) = EventSource::new(&format!("/api/live?last={position}")) else {
            return;
        };
        // Not reactive values: those end with the page that made them, the connection goes on.
        let is_down = Rc::new(Cell::new(false));
        let last = Rc::new(RefCell::new(position.to_owned()));
        SEEN.set(SEEN.get().max(number(position)));

        let seen = last.clone();
        on(&source, "message", move |event: MessageEvent| {
            if !event.last_event_id().is_empty() {
                SEEN.set(number(&event.last_event_id()));
                seen.replace(event.last_event_id());
            }
            let body = event.data().as_string().unwrap_or_default();
            live.take(&serde_json::from_str(&body).unwrap_or_default());
        });
        on(&source, "hello", move |event: MessageEvent| {
            let body: Value = serde_json::from_str(&event.data().as_string().unwrap_or_default()).unwrap_or_default();
            live.is_old.set(body["assets"].as_str().is_some_and(|assets| assets != crate::app::session::look().assets));
        });
        let seen = last.clone();
        on(&source, "resync", move |event: MessageEvent| {
            SEEN.set(number(&event.last_event_id()));
            seen.replace(event.last_event_id());
            live.read_anew();
        });
        let ended = source.clone();
        // The tab that signed out is on its way already; a reload would stop it.
        let is_leaving = Rc::new(Cell::new(false));
        let leaving = is_leaving.clone();
        // For as long as the tab lives.
        drop(window_event_listener(leptos::ev::beforeunload, move |_| leaving.set(true)));
        on(&source, "session-ended", move |_: MessageEvent| {
            ended.close();
            let is_leaving = is_leaving.clone();
            let leave = move || {
                if !is_leaving.get() {
                    let _ = window().location().reload();
                }
            };
            set_timeout(leave, LEAVE);
        });
        let was_down = is_down.clone();
        on(&source, "open", move |_: web_sys::Event| {
            was_down.set(false);
            live.is_offline.set(false);
        });
        let failed = source.clone();
        on(&source, "error", move |_: web_sys::Event| {
            if !is_down.replace(true) {
                let is_down = is_down.clone();
                set_timeout(move || live.is_offline.set(is_down.get()), PATIENCE);
            }
            if failed.ready_state() == EventSource::CLOSED {
                let last = last.clone();
                set_timeout(move || again(live, last), AGAIN);
            }
        });
    }

    /// Comes back, unless nobody is signed in any more: then the page reads itself anew, and finds the door.
    fn again(live: Live, last: Rc<RefCell<String>>) {
        leptos::task::spawn_local(async move {
            match crate::app::account::api::read_me().await {
                Err(error) if error.code == Code::NotSignedIn => drop(window().location().reload()),
                _ => open(live, &last.borrow()),
            }
        });
    }

    /// Listens for as long as the page lives.
    fn on<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(
        source: &EventSource,
        name: &str,
        run: impl FnMut(E) + 'static,
    ) {
        let listener = Closure::<dyn FnMut(E)>::new(run).into_js_value();
        let _ = source.add_event_listener_with_callback(name, listener.unchecked_ref());
    }
}
