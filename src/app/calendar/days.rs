//! The month's keys: it is one stop of the Tab key, arrows go from day to day, and on over its edges.

#[cfg(feature = "hydrate")]
pub use browser::{key, one_tab_stop};

/// The server has no keys.
#[cfg(not(feature = "hydrate"))]
pub fn key(_: leptos::ev::KeyboardEvent) {}

#[cfg(not(feature = "hydrate"))]
pub fn one_tab_stop(_: &leptos::web_sys::HtmlDivElement) {}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::app::calendar::head::month_path;
    use jiff::{ToSpan, civil::Date};
    use leptos::prelude::*;
    use leptos_router::{NavigateOptions, hooks::use_navigate};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlDivElement, HtmlElement, KeyboardEvent};

    /// Lets Tab stop at the chosen day only; what is in the days is in the list beside as well.
    pub fn one_tab_stop(grid: &HtmlDivElement) {
        let Ok(links) = grid.query_selector_all("a") else { return };
        for link in (0..links.length()).filter_map(|index| links.item(index)?.dyn_into::<Element>().ok()) {
            if !matches!(link.closest(".quick"), Ok(Some(_))) {
                let _ = link.set_attribute("tabindex", "-1");
            }
        }
        let wished = [".sel > .n", ".today > .n", ".day:not(.out) > .n"];
        let stop = wished.into_iter().find_map(|selector| grid.query_selector(selector).ok().flatten());
        if let Some(stop) = stop {
            let _ = stop.set_attribute("tabindex", "0");
        }
    }

    /// Arrows, Home, End, PageUp and PageDown.
    pub fn key(event: KeyboardEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        let is_day = target.class_list().contains("n");
        if !is_day || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let Some(cell) = target.parent_element() else { return };
        let Some(day) = cell.get_attribute("data-day").and_then(|day| day.parse::<Date>().ok()) else { return };
        let to = match event.key().as_str() {
            "ArrowLeft" => day.yesterday(),
            "ArrowRight" => day.tomorrow(),
            "ArrowUp" => day.checked_sub(1.week()),
            "ArrowDown" => day.checked_add(1.week()),
            "PageUp" => day.checked_sub(1.month()),
            "PageDown" => day.checked_add(1.month()),
            _ => return,
        };
        let Ok(to) = to else { return };
        event.prevent_default();
        let there = document().query_selector(&format!(".month [data-day=\"{to}\"] > .n")).ok().flatten();
        match there.and_then(|there| there.dyn_into::<HtmlElement>().ok()) {
            Some(there) => {
                let _ = target.set_attribute("tabindex", "-1");
                let _ = there.set_attribute("tabindex", "0");
                let _ = there.focus();
            }
            // Over the edge the other month opens with the day chosen.
            None => use_navigate()(&format!("/calendar/month/{}?day={to}", month_path(to)), NavigateOptions::default()),
        }
    }
}
