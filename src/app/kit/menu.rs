//! Menus are `details.menu`, so that they open without a script. With one they also close like menus do: on Escape, on a
//! press outside, when the page changes, and on the page itself when something in them was chosen.

/// Lets all menus of the page close by themselves. Does nothing on the server.
pub fn closing_menus() {
    #[cfg(feature = "hydrate")]
    browser::listen();
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev, prelude::*};
    use leptos_router::hooks::use_location;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, EventTarget, HtmlElement, Node};

    pub fn listen() {
        let path = use_location().pathname;
        Effect::new(move || {
            path.track();
            close(None);
        });
        Effect::new(|| {
            window_event_listener(ev::keydown, |event| {
                if event.key() == "Escape" {
                    close(None);
                }
            });
            window_event_listener(ev::pointerdown, |event| close(event.target()));
            window_event_listener(ev::submit, |event| {
                let form: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
                if let Some(Ok(Some(menu))) = form.map(|form| form.closest("main details.menu")) {
                    shut(&menu);
                }
            });
        });
    }

    /// Closes the open menus but the one that this target is in.
    fn close(target: Option<EventTarget>) {
        let target: Option<Node> = target.and_then(|target| target.dyn_into().ok());
        let Ok(menus) = document().query_selector_all("details.menu[open]") else { return };
        for menu in (0..menus.length()).filter_map(|index| menus.item(index)?.dyn_into::<Element>().ok()) {
            if target.is_some() && menu.contains(target.as_ref()) {
                continue;
            }
            shut(&menu);
        }
    }

    /// Focus that was inside returns to where it opened.
    fn shut(menu: &Element) {
        let had_focus = document().active_element().is_some_and(|focused| menu.contains(Some(&focused)));
        let _ = menu.remove_attribute("open");
        if let Ok(Some(summary)) = menu.query_selector("summary")
            && let Ok(summary) = summary.dyn_into::<HtmlElement>()
            && had_focus
        {
            let _ = summary.focus();
        }
    }
}
