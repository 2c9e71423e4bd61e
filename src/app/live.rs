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
    Effect::new(|| browser::open(use_live(), &super::session::look().position));
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Live;
    use leptos::prelude::*;
    use std::time::Duration;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{EventSource, MessageEvent};

    /// A break shorter than this is not worth a word.
    const PATIENCE: Duration = Duration::from_secs(4);
    /// After the browser has given up by itself, for example because the server answered with an error.
    const AGAIN: Duration = Duration::from_secs(5);

    pub fn open(live: Live, position: &str) {
        let Ok(source) = EventSource::new(&format!("/api/live?last={position}")) else {
            return;
        };
        let is_down = StoredValue::new(false);
        let last = StoredValue::new(position.to_owned());

        on(&source, "message", move |event: MessageEvent| {
            last.set_value(event.last_event_id());
            let body = event.data().as_string().unwrap_or_default();
            let notice: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
            live.take(notice["kind"].as_str().unwrap_or_default());
        });
        on(&source, "resync", move |event: MessageEvent| {
            last.set_value(event.last_event_id());
            live.read_anew();
        });
        on(&source, "session-ended", |_: MessageEvent| {
            let _ = window().location().reload();
        });
        on(&source, "open", move |_: web_sys::Event| {
            is_down.set_value(false);
            live.is_offline.set(false);
        });
        let failed = source.clone();
        on(&source, "error", move |_: web_sys::Event| {
            if !is_down.get_value() {
                is_down.set_value(true);
                set_timeout(move || live.is_offline.set(is_down.get_value()), PATIENCE);
            }
            if failed.ready_state() == EventSource::CLOSED {
                set_timeout(move || open(live, &last.get_value()), AGAIN);
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
