//! How the log of a chat scrolls: it opens where reading goes on, follows what is new while the reader is at the end, and
//! stays where it is when older messages come in above. Nothing of it on the server.

#[cfg(feature = "hydrate")]
pub use browser::*;
#[cfg(not(feature = "hydrate"))]
pub use server::*;

#[cfg(not(feature = "hydrate"))]
mod server {
    use super::super::{line::Line, thread::Thread};
    use leptos::{html, prelude::*};

    pub fn keep(_: Thread, _: NodeRef<html::Div>, _: Memo<Vec<Line>>) {}
    pub fn moved(_: Thread, _: NodeRef<html::Div>) {}
    pub fn load_before(_: Thread) {}
    pub fn to_newest(_: Thread, _: NodeRef<html::Div>) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::{line::Line, thread::Thread};
    use leptos::{ev, html, prelude::*};
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
        let end = StoredValue::new(String::new());
        let height = StoredValue::new(0);
        Effect::new(move || {
            let last = lines.with(|lines| lines.last().map(Line::key)).unwrap_or_default();
            let has_grown = end.get_value() != last;
            end.set_value(last);
            // Not there yet while the chat is being put together.
            let Some(log) = log.get() else { return };
            request_animation_frame(move || {
                let (earlier, now) = (height.try_get_value().unwrap_or_default(), log.scroll_height());
                height.try_set_value(now);
                // Who reads further up stays there while new messages come in below.
                let is_above = is_placed.try_get_value().unwrap_or_default() && !thread.is_at_end.get_untracked();
                if has_grown && is_above && now > earlier {
                    log.set_scroll_top(log.scroll_top() - (now - earlier));
                }
                shift(thread, log, is_placed, PATIENCE);
            });
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
            log.set_scroll_top(0);
            note(thread, &log);
        }
    }

    pub fn moved(thread: Thread, log: NodeRef<html::Div>) {
        if let Some(log) = log.get_untracked() {
            moved_in(thread, &log);
            if log.scroll_height() - log.client_height() - rest(&log) < EDGE {
                thread.load_before();
            }
            if rest(&log) < EDGE {
                thread.load_after();
            }
        }
    }

    pub fn load_before(thread: Thread) {
        thread.load_before();
    }

    pub fn to_newest(thread: Thread, log: NodeRef<html::Div>) {
        thread.is_at_end.set(true);
        if thread.after.get_untracked().is_some() {
            thread.jump_to_newest();
        }
        if let Some(log) = log.get_untracked() {
            log.set_scroll_top(0);
        }
    }

    /// The first new message with something above it; without one the end, where the log begins by itself.
    fn place(log: &HtmlElement) {
        if let Some(new) = log.query_selector(".sep.new").ok().flatten() {
            let above = log.client_height() / 3;
            log.set_scroll_top(log.scroll_top() + top(&new) - top(log) - above);
        }
    }

    fn moved_in(thread: Thread, log: &HtmlElement) {
        let is_at_end = rest(log) < END && thread.after.get_untracked().is_none();
        if thread.is_at_end.get_untracked() != is_at_end {
            thread.is_at_end.set(is_at_end);
        }
        note(thread, log);
    }

    /// How far it is to the end: the log counts from there, upwards and below zero.
    fn rest(log: &HtmlElement) -> i32 {
        -log.scroll_top()
    }

    /// What is on the screen of somebody who looks at it has been read.
    fn note(thread: Thread, log: &HtmlElement) {
        let window_height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let is_in_view =
            log.client_height() > 0 && log.get_bounding_client_rect().bottom() <= window_height + f64::from(END);
        let is_seen = is_in_view && document().has_focus().unwrap_or_default();
        if is_seen && thread.is_at_end.try_get_untracked().unwrap_or_default() {
            thread.note_read();
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    fn top(element: &Element) -> i32 {
        element.get_bounding_client_rect().top().round() as i32
    }
}
