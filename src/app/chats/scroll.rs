//! How the log of a chat scrolls: it opens where reading goes on, follows what is new while the reader is at the end, and
//! stays where it is when messages come or go above and below. Nothing of it on the server.

#[cfg(feature = "hydrate")]
pub use browser::*;
#[cfg(not(feature = "hydrate"))]
pub use server::*;

#[cfg(not(feature = "hydrate"))]
mod server {
    use super::super::{line::Line, thread::Thread};
    use leptos::{html, prelude::*};

    #[derive(Clone, Copy)]
    pub struct Scroll {
        log: NodeRef<html::Div>,
    }

    impl Scroll {
        pub fn new(_: Thread, log: NodeRef<html::Div>) -> Self {
            Self { log }
        }

        pub fn remember(self) {}

        pub fn follow(self, _: Memo<Vec<Line>>) {}

        pub fn moved(self) {
            let _ = self.log;
        }

        pub fn load_before(self) {}

        pub fn to_newest(self) {}
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::{line::Line, thread::Thread};
    use leptos::{ev, html, prelude::*};
    use std::cell::Cell;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{Element, HtmlElement, ResizeObserver};

    /// So close to the end, in pixels, counts as being there.
    const END: i32 = 80;
    /// Frames that a log is given to be laid out.
    const PATIENCE: u32 = 60;
    /// More history is fetched before its edge is reached.
    const EDGE: i32 = 600;

    /// The scrolling of one log.
    #[derive(Clone, Copy)]
    pub struct Scroll {
        thread: Thread,
        log: NodeRef<html::Div>,
        is_placed: StoredValue<bool>,
        /// The message in the middle of the view: its element's id, and how far below the log's top it is.
        anchor: StoredValue<Option<(String, i32)>>,
    }

    impl Scroll {
        pub fn new(thread: Thread, log: NodeRef<html::Div>) -> Self {
            Self { thread, log, is_placed: StoredValue::new(false), anchor: StoredValue::new(None) }
        }

        /// Keeps to the place, or to the end, whenever the lines have changed.
        pub fn follow(self, lines: Memo<Vec<Line>>) {
            Effect::new(move || {
                lines.track();
                // Not there yet while the chat is being put together.
                if let Some(log) = self.log.get() {
                    request_animation_frame(move || self.settle(log, PATIENCE));
                }
            });
            Effect::new(move || {
                let listener = window_event_listener(ev::focus, move |_| {
                    if let Some(log) = self.log.try_get_untracked().flatten() {
                        self.note(&log);
                    }
                });
                on_cleanup(move || listener.remove());
            });
            // On phones the chat of an event is hidden until it is asked for.
            Effect::new(move || {
                let Some(log) = self.log.get() else { return };
                let (shown, was_hidden) = (log.clone(), Cell::new(false));
                let look = Closure::<dyn Fn()>::new(move || {
                    let is_hidden = shown.client_height() == 0;
                    if was_hidden.replace(is_hidden) && !is_hidden {
                        self.settle(shown.clone(), 0);
                    }
                });
                if let Ok(observer) = ResizeObserver::new(look.into_js_value().unchecked_ref()) {
                    observer.observe(&log);
                    on_cleanup(move || observer.disconnect());
                }
            });
        }

        /// After the lines have changed: the first time to where reading goes on, later with the end, or where it was. The
        /// log may take some frames to stand in the page, and may be hidden.
        fn settle(self, log: web_sys::HtmlDivElement, patience: u32) {
            let Some(was_placed) = self.is_placed.try_get_value() else { return };
            if log.client_height() == 0 {
                if patience > 0 {
                    request_animation_frame(move || self.settle(log, patience - 1));
                }
            } else if !was_placed {
                self.is_placed.set_value(true);
                place(&log);
                self.look(&log);
            } else if self.thread.is_at_end.get_untracked() {
                log.set_scroll_top(0);
                self.note(&log);
            } else {
                self.restore(&log);
            }
        }

        /// Puts what was in view back to where it was.
        fn restore(self, log: &HtmlElement) {
            let Some((id, earlier)) = self.anchor.get_value() else { return };
            if let Some(anchor) = document().get_element_by_id(&id) {
                let shift = top(&anchor) - top(log) - earlier;
                if shift != 0 {
                    log.set_scroll_top(log.scroll_top() + shift);
                }
            }
        }

        /// Notes what is in view, just before the lines change.
        pub fn remember(self) {
            let Some(log) = self.log.try_get_untracked().flatten() else { return };
            let Ok(messages) = log.query_selector_all(".msg") else { return };
            let edge = top(&log);
            let center = f64::from(edge + log.client_height() / 2);
            let element = |index| messages.item(index).and_then(|node| node.dyn_into::<Element>().ok());
            let is_above = |message: Element| message.get_bounding_client_rect().bottom() <= center;
            let (mut low, mut high) = (0, messages.length());
            while low < high {
                let middle = low.midpoint(high);
                if element(middle).is_some_and(is_above) { low = middle + 1 } else { high = middle }
            }
            self.anchor.set_value(element(low).map(|message| (message.id(), top(&message) - edge)));
        }

        /// The reader has scrolled.
        pub fn moved(self) {
            let Some(log) = self.log.get_untracked() else { return };
            self.look(&log);
            if log.scroll_height() - log.client_height() - rest(&log) < EDGE {
                self.thread.load_before();
            }
            if rest(&log) < EDGE {
                self.thread.load_after();
            }
        }

        pub fn load_before(self) {
            self.thread.load_before();
        }

        pub fn to_newest(self) {
            self.thread.is_at_end.set(true);
            if self.thread.after.get_untracked().is_some() {
                self.thread.jump_to_newest();
            }
            if let Some(log) = self.log.get_untracked() {
                log.set_scroll_top(0);
            }
        }

        fn look(self, log: &HtmlElement) {
            let is_at_end = rest(log) < END && self.thread.after.get_untracked().is_none();
            if self.thread.is_at_end.get_untracked() != is_at_end {
                self.thread.is_at_end.set(is_at_end);
            }
            self.note(log);
        }

        /// What is on the screen of somebody who looks at it has been read.
        fn note(self, log: &HtmlElement) {
            let window_height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let is_in_view =
                log.client_height() > 0 && log.get_bounding_client_rect().bottom() <= window_height + f64::from(END);
            let is_seen = is_in_view && document().has_focus().unwrap_or_default();
            if is_seen && self.thread.is_at_end.try_get_untracked().unwrap_or_default() {
                self.thread.note_read();
            }
        }
    }

    /// The first new message with something above it; without one the end, where the log begins by itself.
    fn place(log: &HtmlElement) {
        if let Some(new) = log.query_selector(".sep.new").ok().flatten() {
            let above = log.client_height() / 3;
            log.set_scroll_top(log.scroll_top() + top(&new) - top(log) - above);
        }
    }

    /// How far it is to the end: the log counts from there, upwards and below zero.
    fn rest(log: &HtmlElement) -> i32 {
        -log.scroll_top()
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    fn top(element: &Element) -> i32 {
        element.get_bounding_client_rect().top().round() as i32
    }
}
