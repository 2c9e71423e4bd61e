//! Keeps the screen on. Not all browsers can; then the machine's own settings count.

/// Keeps the screen on while that is wanted and the page is seen.
pub fn stay_awake(wanted: impl Fn() -> bool + Send + Sync + 'static) {
    #[cfg(feature = "hydrate")]
    {
        use leptos::prelude::*;
        let wanted = Memo::new(move |_| wanted());
        let lock = StoredValue::new_local(None);
        Effect::new(move || {
            if wanted.get() {
                browser::lock(lock, wanted);
            } else {
                browser::release(lock);
            }
        });
        // A browser lets the screen sleep when its tab was hidden; it is asked again when it is back.
        let back = window_event_listener(leptos::ev::visibilitychange, move |_| {
            if wanted.try_get_untracked() == Some(true) {
                browser::lock(lock, wanted);
            }
        });
        on_cleanup(move || {
            back.remove();
            browser::release(lock);
        });
    }
    #[cfg(not(feature = "hydrate"))]
    drop(wanted);
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Function, Promise, Reflect};
    use leptos::{prelude::*, task::spawn_local};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    pub type Lock = StoredValue<Option<JsValue>, LocalStorage>;

    pub fn lock(kept: Lock, wanted: Memo<bool>) {
        release(kept);
        let navigator = window().navigator();
        let Ok(lock) = Reflect::get(&navigator, &JsValue::from_str("wakeLock")) else { return };
        if let Some(asked) = call(&lock, "request", Some("screen")) {
            spawn_local(async move {
                if let Ok(sentinel) = JsFuture::from(asked).await {
                    // Nobody may want it any more.
                    let is_wanted = wanted.try_get_untracked() == Some(true);
                    if !is_wanted || kept.try_set_value(Some(sentinel.clone())).is_some() {
                        call(&sentinel, "release", None);
                    }
                }
            });
        }
    }

    pub fn release(kept: Lock) {
        if let Some(Some(sentinel)) = kept.try_update_value(Option::take) {
            call(&sentinel, "release", None);
        }
    }

    fn call(of: &JsValue, method: &str, argument: Option<&str>) -> Option<Promise> {
        let method: Function = Reflect::get(of, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
        let done = match argument {
            Some(argument) => method.call1(of, &JsValue::from_str(argument)),
            None => method.call0(of),
        };
        done.ok()?.dyn_into().ok()
    }
}
