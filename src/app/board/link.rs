//! The browser's connection to the board, for as long as a page of the board is open. Nothing on the server.

use super::wire::BoardNews;

/// How a page connects.
pub struct Link {
    /// Only looks on, and is not among those who are here.
    pub watches: bool,
    /// What somebody without an account calls themselves.
    pub name: String,
}

/// Connects until the part that asks is gone: each piece of news, and whether the connection is down.
pub fn connect(link: Link, hear: impl Fn(BoardNews) + 'static, lost: impl Fn(bool) + 'static) {
    #[cfg(feature = "hydrate")]
    browser::connect(link, hear, lost);
    #[cfg(not(feature = "hydrate"))]
    drop((link.watches, link.name, hear, lost));
}

/// The clock of this machine, in milliseconds since 1970 UTC. The server shows its own.
pub fn clock_ms() -> i64 {
    #[cfg(feature = "hydrate")]
    return js_sys::Date::now() as i64;
    #[cfg(not(feature = "hydrate"))]
    0
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{BoardNews, Link};
    use leptos::prelude::*;
    use std::{
        cell::{Cell, RefCell},
        collections::HashMap,
        rc::Rc,
        time::Duration,
    };
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{MessageEvent, WebSocket};

    /// A break shorter than this is not worth a word.
    const PATIENCE: Duration = Duration::from_secs(4);
    /// A server that is back is not stormed by all its pages at once.
    const FIRST_MS: u32 = 500;
    const LONGEST_MS: u32 = 8_000;

    struct Open {
        id: u32,
        url: String,
        hear: Box<dyn Fn(BoardNews)>,
        lost: Box<dyn Fn(bool)>,
        is_down: Cell<bool>,
        tries: Cell<u32>,
        socket: RefCell<Option<WebSocket>>,
    }

    thread_local! {
        /// Those whose parts are still there.
        static OPEN: RefCell<HashMap<u32, Rc<Open>>> = RefCell::default();
        static NEXT: Cell<u32> = const { Cell::new(0) };
    }

    pub fn connect(link: Link, hear: impl Fn(BoardNews) + 'static, lost: impl Fn(bool) + 'static) {
        let id = NEXT.replace(NEXT.get() + 1);
        let origin = location().origin().unwrap_or_default().replacen("http", "ws", 1);
        let name = String::from(js_sys::encode_uri_component(&link.name));
        let open = Rc::new(Open {
            id,
            url: format!("{origin}/api/board/live?watch={}&name={name}", link.watches),
            hear: Box::new(hear),
            lost: Box::new(lost),
            is_down: Cell::new(false),
            tries: Cell::new(0),
            socket: RefCell::default(),
        });
        OPEN.with_borrow_mut(|all| all.insert(id, open.clone()));
        open.dial();
        on_cleanup(move || {
            let gone = OPEN.with_borrow_mut(|all| all.remove(&id));
            if let Some(socket) = gone.and_then(|open| open.socket.borrow_mut().take()) {
                let _ = socket.close();
            }
        });
    }

    impl Open {
        fn is_wanted(&self) -> bool {
            OPEN.with_borrow(|all| all.contains_key(&self.id))
        }

        fn dial(self: Rc<Self>) {
            if !self.is_wanted() {
                return;
            }
            let Ok(socket) = WebSocket::new(&self.url) else { return };
            let open = self.clone();
            let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let body = event.data().as_string().unwrap_or_default();
                if let (true, Ok(news)) = (open.is_wanted(), serde_json::from_str(&body)) {
                    open.tries.set(0);
                    if open.is_down.replace(false) {
                        (open.lost)(false);
                    }
                    (open.hear)(news);
                }
            });
            socket.set_onmessage(Some(message.into_js_value().unchecked_ref()));
            let open = self.clone();
            let closed = Closure::once_into_js(move || open.again());
            socket.set_onclose(Some(closed.unchecked_ref()));
            self.socket.replace(Some(socket));
        }

        fn again(self: Rc<Self>) {
            if !self.is_wanted() {
                return;
            }
            if !self.is_down.replace(true) {
                let open = self.clone();
                set_timeout(
                    move || {
                        if open.is_down.get() && open.is_wanted() {
                            (open.lost)(true);
                        }
                    },
                    PATIENCE,
                );
            }
            let tries = self.tries.replace(self.tries.get().saturating_add(1));
            let wait = (FIRST_MS << tries.min(5)).min(LONGEST_MS);
            let spread = js_sys::Math::random() * f64::from(wait) / 2.0;
            set_timeout(move || self.dial(), Duration::from_millis((f64::from(wait) / 2.0 + spread) as u64));
        }
    }
}
