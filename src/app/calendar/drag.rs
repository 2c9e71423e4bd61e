//! Moving and resizing events by hand: with the pointer, and with the arrow keys while Alt is held. What can be moved
//! carries its times in `data-event`, `data-starts` and `data-ends`; where it can go, in `data-day`. A column of hours
//! (`.colm`) also tells the time by the height.

#[cfg(feature = "hydrate")]
pub use browser::{key, start};

/// Nothing can be dragged on the server.
#[cfg(not(feature = "hydrate"))]
pub fn start(_: leptos::ev::PointerEvent) {}

#[cfg(not(feature = "hydrate"))]
pub fn key(_: leptos::ev::KeyboardEvent) {}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::app::{
        calendar::api,
        i18n::{Text, text},
        kit::{Toasts, keep_focus, time::clock, use_toasts},
    };
    use jiff::{
        Span, ToSpan,
        civil::{Date, DateTime},
    };
    use leptos::{prelude::*, task::spawn_local};
    use std::{
        cell::RefCell,
        collections::{HashMap, VecDeque},
    };
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{AddEventListenerOptions, Element, EventTarget, HtmlElement, KeyboardEvent, PointerEvent};

    /// A press becomes a drag when it has moved so far, in pixels.
    const SLACK: f64 = 5.0;
    /// A finger has to rest so long first, because it may want to scroll.
    const REST: std::time::Duration = std::time::Duration::from_millis(350);
    /// Times are moved in steps of so many minutes.
    const STEP: i64 = 15;

    /// An event under the pointer.
    struct Drag {
        element: HtmlElement,
        id: String,
        starts: DateTime,
        ends: Option<DateTime>,
        is_resize: bool,
        pointer: i32,
        at: (f64, f64),
        /// Where it was taken: the day, and in a column of hours the minute.
        day: Date,
        minute: Option<f64>,
        /// It has begun to move.
        is_moving: bool,
        /// A finger that has not rested long enough.
        is_waiting: bool,
        /// Taken at the start: the page can be another by the end.
        said: Said,
        listeners: Vec<(&'static str, js_sys::Function)>,
    }

    thread_local! {
        static DRAG: RefCell<Option<Drag>> = const { RefCell::new(None) };
    }

    /// A press on something that can be moved.
    pub fn start(event: PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(element)) = target.closest("[data-event]") else { return };
        let Some((day, minute)) = place(&event, element.parent_element()) else { return };
        let Some((id, starts, ends)) = times(&element) else { return };
        let Ok(element) = element.dyn_into::<HtmlElement>() else { return };
        if event.button() != 0 || DRAG.with_borrow(Option::is_some) {
            return;
        }
        let is_touch = event.pointer_type() == "touch";
        let drag = Drag {
            is_resize: target.class_list().contains("grip"),
            element,
            id,
            starts,
            ends,
            pointer: event.pointer_id(),
            at: (f64::from(event.client_x()), f64::from(event.client_y())),
            day,
            minute,
            is_moving: false,
            is_waiting: is_touch,
            said: Said::here(),
            listeners: Vec::new(),
        };
        DRAG.replace(Some(drag));
        listen("pointermove", follow);
        listen("pointerup", |event: PointerEvent| drop_here(&event));
        listen("pointercancel", |_: PointerEvent| end());
        // What lies under the event could be dragged by the browser itself, once the event has moved away from it.
        listen("dragstart", |event: web_sys::Event| event.prevent_default());
        if is_touch {
            set_timeout(
                || {
                    DRAG.with_borrow_mut(|drag| {
                        if let Some(drag) = drag {
                            drag.is_waiting = false;
                            let _ = drag.element.class_list().add_1("dragged");
                        }
                    })
                },
                REST,
            );
            // A finger that holds an event does not scroll.
            listen("touchmove", |event: web_sys::Event| {
                if DRAG.with_borrow(|drag| drag.as_ref().is_some_and(|drag| !drag.is_waiting)) {
                    event.prevent_default();
                }
            });
        }
    }

    fn listen<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(
        name: &'static str,
        run: impl FnMut(E) + 'static,
    ) {
        let function: js_sys::Function = Closure::<dyn FnMut(E)>::new(run).into_js_value().unchecked_into();
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        let target: EventTarget = document().into();
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(name, &function, &options);
        DRAG.with_borrow_mut(|drag| {
            if let Some(drag) = drag {
                drag.listeners.push((name, function));
            }
        });
    }

    fn follow(event: PointerEvent) {
        let gives_up = DRAG.with_borrow_mut(|drag| {
            let Some(drag) = drag.as_mut().filter(|drag| drag.pointer == event.pointer_id()) else { return false };
            let (x, y) = (f64::from(event.client_x()) - drag.at.0, f64::from(event.client_y()) - drag.at.1);
            let has_moved = x.abs().max(y.abs()) > SLACK;
            if drag.is_waiting {
                return has_moved;
            }
            drag.is_moving |= has_moved;
            if drag.is_moving {
                event.prevent_default();
                let _ = drag.element.class_list().add_1("dragged");
                let style =
                    if drag.is_resize { format!("--by:{y:.0}") } else { format!("translate:{x:.0}px {y:.0}px") };
                let own = drag.element.get_attribute("data-style").unwrap_or_else(|| {
                    let own = drag.element.get_attribute("style").unwrap_or_default();
                    let _ = drag.element.set_attribute("data-style", &own);
                    own
                });
                let _ = drag.element.set_attribute("style", &format!("{own};{style}"));
            }
            false
        });
        if gives_up {
            end();
        }
    }

    fn drop_here(event: &PointerEvent) {
        let Some((said, id, starts, ends)) = DRAG.with_borrow(|drag| {
            let drag = drag.as_ref().filter(|drag| drag.is_moving && drag.pointer == event.pointer_id())?;
            let _ = drag.element.style().set_property("pointer-events", "none");
            let there = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
            let _ = drag.element.style().remove_property("pointer-events");
            let (day, minute) = place(event, there)?;
            let days = drag.day.until(day).ok()?.get_days();
            let minutes = match (drag.minute, minute) {
                (Some(before), Some(after)) => ((after - before) / STEP as f64).round() as i64 * STEP,
                _ => 0,
            };
            let by = Span::new().days(days).minutes(minutes);
            let moved = shifted(drag.starts, drag.ends, by, drag.is_resize)?;
            Some((drag.said, drag.id.clone(), moved.0, moved.1))
        }) else {
            return end();
        };
        // The click that follows a drag must not open the event.
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        once.set_capture(true);
        let ignore = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
            event.prevent_default();
            event.stop_propagation();
        })
        .into_js_value();
        let target: EventTarget = window().into();
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            "click",
            ignore.unchecked_ref(),
            &once,
        );
        let forget: js_sys::Function = ignore.unchecked_into();
        set_timeout(
            move || {
                let target: EventTarget = window().into();
                let _ = target.remove_event_listener_with_callback_and_bool("click", &forget, true);
            },
            std::time::Duration::ZERO,
        );
        end();
        go(Move { said, id, starts, ends, before: None });
    }

    /// Where news go and in which language.
    #[derive(Clone, Copy)]
    struct Said {
        toasts: Toasts,
        text: &'static Text,
    }

    impl Said {
        fn here() -> Self {
            Self { toasts: use_toasts(), text: text() }
        }
    }

    /// A new time of an event.
    struct Move {
        said: Said,
        id: String,
        starts: DateTime,
        ends: Option<DateTime>,
        /// The element that has the new times already, and the times it had.
        before: Option<(Element, DateTime, Option<DateTime>)>,
    }

    thread_local! {
        /// What waits for the move before it, by event: one after the other, or an earlier one could come last.
        static QUEUES: RefCell<HashMap<String, VecDeque<Move>>> = RefCell::default();
    }

    fn go(first: Move) {
        let id = first.id.clone();
        let first = QUEUES.with_borrow_mut(|queues| match queues.get_mut(&id) {
            Some(queue) => {
                queue.push_back(first);
                None
            }
            None => {
                queues.insert(id.clone(), VecDeque::new());
                Some(first)
            }
        });
        let Some(mut next) = first else { return };
        spawn_local(async move {
            loop {
                let is_done = store(next).await;
                let later = QUEUES.with_borrow_mut(|queues| {
                    let later = queues.get_mut(&id).and_then(VecDeque::pop_front).filter(|_| is_done);
                    if later.is_none() {
                        // What would follow on a move that was refused is not wanted.
                        queues.remove(&id);
                    }
                    later
                });
                match later {
                    Some(later) => next = later,
                    None => return,
                }
            }
        });
    }

    /// Stores a new time, says so, and offers the way back; or puts things back where they were.
    async fn store(Move { said: Said { toasts, text: t }, id, starts, ends, before: shown }: Move) -> bool {
        let said = format!("{}, {}", (t.common.day)(starts.date()), clock(starts));
        let before = api::read_event_page(id.clone()).await.ok().map(|page| page.event);
        let write = |at: DateTime| at.strftime("%Y-%m-%dT%H:%M").to_string();
        let ends = ends.map(write).unwrap_or_default();
        if let Err(error) = api::move_event(id.clone(), write(starts), ends, String::new()).await {
            if let Some((element, starts, ends)) = shown {
                wear(&element, starts, ends);
            }
            toasts.show((t.error)(error.code).to_owned(), None);
            return false;
        }
        let undo = before.map(|before| {
            Callback::new(move |()| {
                let (id, before) = (id.clone(), before.clone());
                spawn_local(async move {
                    let ends = before.ends.map_or("none".to_owned(), write);
                    if let Err(error) = api::move_event(id, write(before.starts), ends, String::new()).await {
                        toasts.show((t.error)(error.code).to_owned(), None);
                    }
                });
            })
        });
        toasts.show((t.calendar.moved_to)(&said), undo);
        true
    }

    fn wear(element: &Element, starts: DateTime, ends: Option<DateTime>) {
        let _ = element.set_attribute("data-starts", &starts.to_string());
        let _ = match ends {
            Some(ends) => element.set_attribute("data-ends", &ends.to_string()),
            None => element.remove_attribute("data-ends"),
        };
    }

    /// Alt and an arrow move what has the focus: by a day, by a week, or in a column of hours by a step; with Shift they
    /// move its end.
    pub fn key(event: KeyboardEvent) {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(element)) = element.closest("[data-event]") else { return };
        let Some((id, starts, ends)) = times(&element) else { return };
        let in_hours = matches!(element.closest(".colm"), Ok(Some(_)));
        if !event.alt_key() {
            return;
        }
        let sign = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => -1,
            "ArrowRight" | "ArrowDown" => 1,
            _ => return,
        };
        let is_along = matches!(event.key().as_str(), "ArrowUp" | "ArrowDown");
        let by = match (is_along, in_hours, event.shift_key()) {
            (true, true, _) => Span::new().minutes(sign * STEP),
            (true, false, false) => (sign * 7).days(),
            _ => sign.days(),
        };
        event.prevent_default();
        let length = ends.and_then(|ends| starts.until(ends).ok());
        let before = (starts, ends);
        if let Some((starts, ends)) = shifted(starts, ends, by, event.shift_key()) {
            // The next press counts on from here, however long the answer takes, and goes to the same event.
            wear(&element, starts, ends.or_else(|| length.and_then(|length| starts.checked_add(length).ok())));
            keep_focus(&element, format!("[data-event='{id}']"));
            go(Move { said: Said::here(), id, starts, ends, before: Some((element, before.0, before.1)) });
        }
    }

    /// The times after a move, or after the end has moved.
    fn shifted(
        starts: DateTime,
        ends: Option<DateTime>,
        by: Span,
        is_resize: bool,
    ) -> Option<(DateTime, Option<DateTime>)> {
        if is_resize {
            let ends = ends.unwrap_or(starts).checked_add(by).ok()?;
            return (ends > starts).then_some((starts, Some(ends)));
        }
        Some((starts.checked_add(by).ok()?, None))
    }

    fn times(element: &Element) -> Option<(String, DateTime, Option<DateTime>)> {
        let read = |name: &str| element.get_attribute(name)?.parse::<DateTime>().ok();
        Some((element.get_attribute("data-event")?, read("data-starts")?, read("data-ends")))
    }

    /// The day under the pointer, and the minute of it in a column of hours.
    fn place(event: &PointerEvent, element: Option<Element>) -> Option<(Date, Option<f64>)> {
        let inside = element.as_ref().and_then(|element| element.closest("[data-day]").ok().flatten());
        let cell = match inside {
            Some(cell) => cell,
            // Bars lie over their days, not in them.
            None => {
                let week = element?.closest(".week, .weekview").ok().flatten()?;
                let cells = week.query_selector_all("[data-day]").ok()?;
                let x = f64::from(event.client_x());
                (0..cells.length()).filter_map(|index| cells.item(index)?.dyn_into::<Element>().ok()).find(|cell| {
                    let rect = cell.get_bounding_client_rect();
                    rect.left() <= x && x < rect.right()
                })?
            }
        };
        let day = cell.get_attribute("data-day")?.parse().ok()?;
        let minute = cell.class_list().contains("colm").then(|| {
            let rect = cell.get_bounding_client_rect();
            (f64::from(event.client_y()) - rect.top()) / rect.height() * 1440.0
        });
        Some((day, minute))
    }

    /// Lets go, whatever became of it.
    fn end() {
        let Some(drag) = DRAG.take() else { return };
        let target: EventTarget = document().into();
        for (name, function) in drag.listeners {
            let _ = target.remove_event_listener_with_callback(name, &function);
        }
        let _ = drag.element.class_list().remove_1("dragged");
        if let Some(own) = drag.element.get_attribute("data-style") {
            let _ = drag.element.set_attribute("style", &own);
            let _ = drag.element.remove_attribute("data-style");
        }
    }
}
