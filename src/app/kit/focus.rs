//! Where the focus goes when what had it is gone: with the page before, or by what was done with it.

use leptos::prelude::*;

/// The part of a page in which something was done last: it takes the focus if the button that did it is gone once the page
/// shows what has changed.
#[derive(Clone, Copy)]
pub struct Acted(
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser has a focus"))]
    StoredValue<Option<String>>,
);

impl Default for Acted {
    fn default() -> Self {
        Self(StoredValue::new(None))
    }
}

impl Acted {
    /// A form was sent: what it stands in, by the id of a part that can have the focus.
    pub fn note(self, event: &leptos::ev::SubmitEvent) {
        #[cfg(feature = "hydrate")]
        {
            use wasm_bindgen::JsCast;
            let form = event.target().and_then(|form| form.dyn_into::<web_sys::Element>().ok());
            let part = form.and_then(|form| form.closest("[id][tabindex='-1']").ok().flatten());
            _ = self.0.try_set_value(part.map(|part| part.id()));
        }
        let _ = event;
    }

    /// The page shows what has changed.
    pub fn settle(self) {
        #[cfg(feature = "hydrate")]
        if let Some(Some(id)) = self.0.try_update_value(Option::take) {
            request_animation_frame(move || {
                if browser::is_lost() {
                    browser::focus(&id);
                }
            });
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{FocusOptions, HtmlElement};

    /// Nothing has the focus.
    pub fn is_lost() -> bool {
        document().active_element().is_none_or(|active| active.tag_name() == "BODY")
    }

    pub fn focus(id: &str) {
        if let Some(part) = document().get_element_by_id(id).and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // A part that can't have it leaves it where it is.
            let _ = part.focus_with_options(&options);
        }
    }
}

/// After another page has been opened: if nothing has the focus, its main part gets it, so that it is read out from there.
/// Does nothing on the server.
pub fn keeping_focus() {
    #[cfg(feature = "hydrate")]
    {
        /// A page has come in by then.
        const SETTLED: std::time::Duration = std::time::Duration::from_millis(300);
        let path = leptos_router::hooks::use_location().pathname;
        let keep = || {
            if browser::is_lost() {
                browser::focus("main");
            }
        };
        Effect::new(move |was: Option<()>| {
            path.track();
            if was.is_some() {
                set_timeout(keep, SETTLED);
            }
        });
    }
}
