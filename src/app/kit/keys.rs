//! Shortcuts: keys that lead somewhere, unless somebody is typing or has switched single keys off.

use leptos::prelude::*;

/// Whether shortcuts of a single key are on.
#[derive(Clone, Copy)]
pub struct SingleKeys(pub RwSignal<bool>);

impl SingleKeys {
    pub fn provide(is_on: bool) {
        provide_context(Self(RwSignal::new(is_on)));
    }
}

/// Runs something on a single key, for as long as the part that asks for it lives.
pub fn on_single_key(key: &'static str, run: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    browser::on_key(key, expect_context(), run);
    #[cfg(not(feature = "hydrate"))]
    drop((key, run));
}

/// Listens for the shortcuts that work on every page.
pub fn listen() {
    #[cfg(feature = "hydrate")]
    Effect::new(|| browser::listen(expect_context()));
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev, prelude::*};
    use leptos_router::{NavigateOptions, hooks::use_navigate};
    use std::{cell::Cell, rc::Rc};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, KeyboardEvent};

    /// A second key counts with the first within so many milliseconds.
    const TOGETHER_MS: f64 = 1500.0;

    pub fn listen(super::SingleKeys(is_on): super::SingleKeys) {
        let navigate = use_navigate();
        let went = Rc::new(Cell::new(f64::NEG_INFINITY));
        let handle = window_event_listener(ev::keydown, move |event| {
            if ["PageUp", "PageDown"].contains(&event.key().as_str()) {
                return turn(&event);
            }
            if event.alt_key() && ["ArrowUp", "ArrowDown"].contains(&event.key().as_str()) {
                return step(&event);
            }
            if !is_on.get_untracked() || !is_plain(&event) {
                return;
            }
            let is_second = event.time_stamp() - went.replace(f64::NEG_INFINITY) < TOGETHER_MS;
            let path = window().location().pathname().unwrap_or_default();
            let is_calendar = path.starts_with("/calendar");
            let to = match (meant(&event).as_str(), is_second) {
                ("g", _) => {
                    went.set(event.time_stamp());
                    return;
                }
                ("t", true) => "/",
                ("c", true) => "/calendar",
                ("m", true) => "/messages",
                ("l", true) => "/letters",
                ("b", true) => "/board",
                ("n", true) => "/nearby",
                ("p", true) => "/people",
                ("s", true) => "/settings",
                ("?", _) => "/keys",
                // A page's own search comes first.
                ("/", _) if focus_search() => return event.prevent_default(),
                ("/", _) => "/calendar/search",
                ("n", false) if path.starts_with("/messages") => "/people",
                ("n", false) if path.starts_with("/letters") => "/letters/write",
                ("n", false) => "/calendar/new",
                ("t", false) if path.starts_with("/calendar/week") => "/calendar/week",
                ("t", false) if is_calendar => "/calendar/month",
                ("1", false) if is_calendar => "/calendar/month",
                ("2", false) if is_calendar => "/calendar/week",
                ("3", false) if is_calendar => "/calendar/agenda",
                _ => return,
            };
            event.prevent_default();
            navigate(to, NavigateOptions::default());
        });
        on_cleanup(move || handle.remove());
    }

    pub fn on_key(key: &'static str, super::SingleKeys(is_on): super::SingleKeys, run: impl Fn() + 'static) {
        let handle = window_event_listener(ev::keydown, move |event| {
            if meant(&event) == key && !event.repeat() && is_on.get_untracked() && is_plain(&event) {
                event.prevent_default();
                run();
            }
        });
        on_cleanup(move || handle.remove());
    }

    /// The key as it is named on the page: where the layout has other letters on it, or digits behind Shift, by its place.
    fn meant(event: &KeyboardEvent) -> String {
        let (key, code) = (event.key(), event.code());
        match (code.strip_prefix("Key"), code.strip_prefix("Digit")) {
            (Some(letter), _) if !key.is_ascii() => letter.to_ascii_lowercase(),
            (_, Some(digit)) if !event.shift_key() => digit.to_owned(),
            _ => key,
        }
    }

    /// A key by itself, and nobody is typing.
    fn is_plain(event: &KeyboardEvent) -> bool {
        !(event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(event))
    }

    /// To the entry before or after the one that is open, in a list beside what it opens.
    fn step(event: &KeyboardEvent) {
        let Ok(Some(open)) = document().query_selector(".lane .item[aria-current]") else { return };
        let row = open.parent_element();
        let next = match event.key().as_str() {
            "ArrowUp" => row.and_then(|row| row.previous_element_sibling()),
            _ => row.and_then(|row| row.next_element_sibling()),
        };
        let link = next.and_then(|row| row.query_selector("a").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            link.click();
        }
    }

    /// Goes into the search field of the page, if it has one.
    fn focus_search() -> bool {
        let field = document().query_selector("main [type=search]").ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlElement>().ok());
        field.is_some_and(|field| field.focus().is_ok())
    }

    /// Follows the arrow of the page that stands for this key.
    fn turn(event: &KeyboardEvent) {
        if event.default_prevented() || is_typing(event) {
            return;
        }
        let arrow = document().query_selector(&format!("[data-key={}]", event.key())).ok().flatten();
        if let Some(arrow) = arrow.and_then(|arrow| arrow.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            arrow.click();
        }
    }

    fn is_typing(event: &KeyboardEvent) -> bool {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| {
            let field = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";
            matches!(target.closest(field), Ok(Some(_)))
        })
    }
}
