//! Where the focus goes when what had it is gone with the page before.

/// After another page has been opened: if nothing has the focus, its main part gets it, so that it is read out from there.
/// Does nothing on the server.
pub fn keeping_focus() {
    #[cfg(feature = "hydrate")]
    {
        use leptos::prelude::*;
        use wasm_bindgen::JsCast;
        /// A page has come in by then.
        const SETTLED: std::time::Duration = std::time::Duration::from_millis(300);
        let path = leptos_router::hooks::use_location().pathname;
        let keep = || {
            let active = document().active_element();
            if active.is_some_and(|active| active.tag_name() != "BODY") {
                return;
            }
            if let Some(main) = document().get_element_by_id("main").and_then(|main| main.dyn_into().ok()) {
                let main: web_sys::HtmlElement = main;
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                // A part that can't have it leaves it where it is.
                let _ = main.focus_with_options(&options);
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
