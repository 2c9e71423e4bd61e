//! How the log of a chat scrolls: it opens where reading goes on, follows what is new while the reader is at the end, and
//! stays where it is when older messages come in above. Nothing of it on the server.

#[cfg(feature = "hydrate")]
pub use browser::*;
#[cfg(not(feature = "hydrate"))]
pub use server::*;

#[cfg(not(feature = "hydrate"))]
mod server {
    use super::super::thread::{Line, Thread};
    use leptos::{html, prelude::*};

    pub fn keep(_: Thread, _: NodeRef<html::Div>, _: Memo<Vec<Line>>) {}
    pub fn moved(_: Thread, _: NodeRef<html::Div>) {}
    pub fn load_before(_: Thread, _: NodeRef<html::Div>) {}
    pub fn to_newest(_: Thread, _: NodeRef<html::Div>) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::thread::{Line, Thread};
    use leptos::{ev, html, prelude::*};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement};

    /// So close to the end, in pixels, counts as being there.
    const END: i32 = 80;
    /// Frames that a log is given to be laid out.
    const PATIENCE: u32 = 60;
    /// More history is fetched before its edge is reached.
    const EDGE: i32 = 600;

    /// Shows the place where reading goes on, and follows new messages from the end.
    pub fn keep(thread: Thread, log: NodeRef<html::Div>, lines: Memo<Vec<Line>>) {
        let is_placed = StoredValue::new(false);
        Effect::new(move || {
            lines.track();
            // Not there yet while the chat is being put together.
            let Some(log) = log.get() else { return };
            request_animation_frame(move || shift(thread, log, is_placed, PATIENCE));
        });
        Effect::new(move || {
            let listener = window_event_listener(ev::focus, move |_| {
                if let Some(log) = log.try_get_untracked().flatten() {
                    note(thread, &log);
                }
            });
            on_cleanup(move || listener.remove());
        });
    }

    /// After the lines have changed: the first time to where reading goes on, later with the end. The log may take some
    /// frames to stand in the page, and may be hidden.
    fn shift(thread: Thread, log: web_sys::HtmlDivElement, is_placed: StoredValue<bool>, patience: u32) {
        let Some(was_placed) = is_placed.try_get_value() else { return };
        if log.client_height() == 0 {
            if patience > 0 {
                request_animation_frame(move || shift(thread, log, is_placed, patience - 1));
            }
        } else if !was_placed {
            is_placed.set_value(true);
            place(&log);
            moved_in(thread, &log);
        } else if thread.is_at_end.get_untracked() {
            log.set_scroll_top(log.scroll_height());
            note(thread, &log);
        }
    }

    pub fn moved(thread: Thread, log: NodeRef<html::Div>) {
        if let Some(log) = log.get_untracked() {
            moved_in(thread, &log);
            if log.scroll_top() < EDGE {
                load(thread, &log);
            }
            if rest(&log) < EDGE {
                thread.load_after();
            }
        }
    }

    pub fn load_before(thread: Thread, log: NodeRef<html::Div>) {
        if let Some(log) = log.get_untracked() {
            load(thread, &log);
        }
    }

    pub fn to_newest(thread: Thread, log: NodeRef<html::Div>) {
        thread.is_at_end.set(true);
        if thread.after.get_untracked().is_some() {
            thread.jump_to_newest();
        } else if let Some(log) = log.get_untracked() {
            log.set_scroll_top(log.scroll_height());
        }
    }

    /// The first new message with something above it, or the end.
    fn place(log: &HtmlElement) {
        let new = log.query_selector(".sep.new").ok().flatten();
        match new.and_then(|new| new.dyn_into::<HtmlElement>().ok()) {
            Some(new) => log.set_scroll_top(new.offset_top() - log.offset_top() - log.client_height() / 3),
            None => log.set_scroll_top(log.scroll_height()),
        }
    }

    fn moved_in(thread: Thread, log: &HtmlElement) {
        let is_at_end = rest(log) < END && thread.after.get_untracked().is_none();
        if thread.is_at_end.get_untracked() != is_at_end {
            thread.is_at_end.set(is_at_end);
        }
        note(thread, log);
    }

    fn rest(log: &HtmlElement) -> i32 {
        log.scroll_height() - log.client_height() - log.scroll_top()
    }

    /// What is on the screen of somebody who looks at it has been read.
    fn note(thread: Thread, log: &HtmlElement) {
        let is_seen = log.client_height() > 0 && document().has_focus().unwrap_or_default();
        if is_seen && thread.is_at_end.try_get_untracked().unwrap_or_default() {
            thread.note_read();
        }
    }

    /// Loads older messages above; what was in view stays where it is.
    fn load(thread: Thread, log: &HtmlElement) {
        let log = log.clone();
        thread.load_before(move || {
            let Some(first) = log.query_selector(".msg, .sys").ok().flatten() else { return };
            let before = top(&first);
            let log = log.clone();
            request_animation_frame(move || {
                let shift = top(&first) - before;
                log.set_scroll_top(log.scroll_top() + shift);
            });
        });
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    fn top(element: &Element) -> i32 {
        element.get_bounding_client_rect().top().round() as i32
    }
}
