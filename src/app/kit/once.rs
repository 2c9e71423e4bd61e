//! A form that is on its way is not sent a second time.

/// Ignores what is submitted again before it was answered, by a double click or a second Enter: forms that make something
/// wear `aria-busy="true"` meanwhile, or their button does. Does nothing on the server.
pub fn sending_once() {
    #[cfg(feature = "hydrate")]
    {
        use leptos::prelude::*;
        use wasm_bindgen::{JsCast, prelude::Closure};
        use web_sys::{Element, Event};

        Effect::new(|| {
            let check = Closure::<dyn Fn(Event)>::new(|event: Event| {
                let form: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
                let busy = r#"[aria-busy="true"]"#;
                let is_busy = form.is_some_and(|form| {
                    form.matches(busy).unwrap_or_default() || form.query_selector(busy).is_ok_and(|part| part.is_some())
                });
                if is_busy {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                }
            })
            .into_js_value();
            let check: &js_sys::Function = check.unchecked_ref();
            // Before the form's own listener.
            let _ = window().add_event_listener_with_callback_and_bool("submit", check, true);
            let check = check.clone();
            on_cleanup(move || drop(window().remove_event_listener_with_callback_and_bool("submit", &check, true)));
        });
    }
}
