//! The browser's live connection: one per tab, resumed after any break. Pages read its counters, which grow when
//! something they show has changed.

use leptos::prelude::*;

/// What has changed so far, and whether the server is there.
#[derive(Clone, Copy)]
pub struct Live {
    /// Grows with every change of an event.
    pub events: RwSignal<u32>,
    /// Grows with every change of the account.
    pub account: RwSignal<u32>,
    /// The connection has been down for some seconds.
    pub is_offline: RwSignal<bool>,
}

impl Live {
    pub fn provide() {
        provide_context(Self { events: RwSignal::new(0), account: RwSignal::new(0), is_offline: RwSignal::new(false) });
    }

    #[cfg(feature = "hydrate")]
    fn take(self, kind: &str) {
        match kind {
            "event" => self.events.update(|count| *count += 1),
            "account" => self.account.update(|count| *count += 1),
            _ => {}
        }
    }

    #[cfg(feature = "hydrate")]
    fn read_anew(self) {
        self.events.update(|count| *count += 1);
        self.account.update(|count| *count += 1);
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

#[cfg(feature = "hydrate")]
mod browser {
    use super::Live;
    use leptos::prelude::*;
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{EventSource, MessageEvent};

    /// A break shorter than this is not worth a word.
    const PATIENCE: Duration = Duration::from_secs(4);
    /// How long after its session has ended a tab reads itself anew, and finds the door.
    const LEAVE: Duration = Duration::from_secs(1);
    /// After the browser has given up by itself, for example because the server answered with an error.
    const AGAIN: Duration = Duration::from_secs(5);

    thread_local! {
        /// A tab has one connection, whichever page asked for it first.
        static IS_OPEN: Cell<bool> = const { Cell::new(false) };
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

        let seen = last.clone();
        on(&source, "message", move |event: MessageEvent| {
            seen.replace(event.last_event_id());
            let body = event.data().as_string().unwrap_or_default();
            let notice: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
            live.take(notice["kind"].as_str().unwrap_or_default());
        });
        let seen = last.clone();
        on(&source, "resync", move |event: MessageEvent| {
            seen.replace(event.last_event_id());
            live.read_anew();
        });
        let ended = source.clone();
        on(&source, "session-ended", move |_: MessageEvent| {
            ended.close();
            // The tab that signed out is on its way already; a reload would stop it.
            set_timeout(|| drop(window().location().reload()), LEAVE);
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
                set_timeout(move || open(live, &last.borrow()), AGAIN);
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
