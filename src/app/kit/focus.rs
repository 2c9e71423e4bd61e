//! Where the focus goes when what had it is gone: with the page before, or by what was done with it.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// The part of a page in which something was done last: it takes the focus if the button that did it is gone once the page
/// shows what has changed.
#[derive(Clone, Copy, Default)]
pub struct Acted(#[cfg(feature = "hydrate")] StoredValue<Option<browser::Act>, LocalStorage>);

impl Acted {
    /// A form was sent.
    pub fn note(self, event: &leptos::ev::SubmitEvent) {
        #[cfg(feature = "hydrate")]
        self.0.try_set_value(browser::Act::of(event));
        let _ = event;
    }

    /// The page shows what is new. That may be something else, so the button is kept in mind for as long as it is there.
    pub fn settle(self) {
        #[cfg(feature = "hydrate")]
        request_animation_frame(move || {
            let act = self.0.try_update_value(|act| act.take_if(|act| !act.button.is_connected())).flatten();
            if let Some(act) = act
                && browser::is_lost()
            {
                browser::focus(&act.part);
            }
        });
    }
}

#[cfg(feature = "hydrate")]
pub use browser::keep as keep_focus;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit, SubmitEvent};

    thread_local! {
        static KEPT: RefCell<Option<MutationObserver>> = const { RefCell::new(None) };
    }

    /// The page is drawn anew while this has the focus: the element that stands for the same then gets it, for as long as
    /// nothing else does.
    pub fn keep(element: &Element, same: String) {
        let Some(main) = document().get_element_by_id("main") else { return };
        let kept = RefCell::new(element.clone());
        let look = Closure::<dyn Fn()>::new(move || {
            let has_it = document().active_element().is_some_and(|active| active == *kept.borrow());
            if has_it {
                return;
            }
            let now =
                document().query_selector(&same).ok().flatten().and_then(|now| now.dyn_into::<HtmlElement>().ok());
            match now {
                _ if !is_lost() || kept.borrow().is_connected() => let_go(),
                Some(now) => {
                    give(&now);
                    kept.replace(now.into());
                }
                None => {}
            }
        });
        let Ok(observer) = MutationObserver::new(look.into_js_value().unchecked_ref()) else { return };
        let changes = MutationObserverInit::new();
        changes.set_child_list(true);
        changes.set_subtree(true);
        let_go();
        if observer.observe_with_options(&main, &changes).is_ok() {
            KEPT.replace(Some(observer));
        }
    }

    fn let_go() {
        if let Some(observer) = KEPT.take() {
            observer.disconnect();
        }
    }

    pub struct Act {
        pub button: Element,
        /// What it stands in, by the id of a part that can have the focus.
        pub part: String,
    }

    impl Act {
        pub fn of(event: &SubmitEvent) -> Option<Self> {
            let button: Element = event.submitter()?.into();
            let part = button.closest("[id][tabindex='-1']").ok()??.id();
            Some(Self { button, part })
        }
    }

    /// Nothing has the focus.
    pub fn is_lost() -> bool {
        document().active_element().is_none_or(|active| active.tag_name() == "BODY")
    }

    pub fn focus(id: &str) {
        if let Some(part) = document().get_element_by_id(id).and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
            give(&part);
        }
    }

    /// What can't have it leaves it where it is.
    fn give(part: &HtmlElement) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = part.focus_with_options(&options);
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
