//! The service worker: it shows pushes, and says so where a page can't be had because the server can't be reached.

/// Where it is.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser has one"))]
pub const WORKER: &str = "/sw.js";

/// Begins it, or renews it: it speaks the language of the account, and looks as that wants. Nothing on the server.
pub fn start() {
    #[cfg(feature = "hydrate")]
    if browser::is_able() {
        leptos::task::spawn_local(async {
            // Private windows may refuse it, and do without.
            let _ = browser::register().await;
        });
    }
}

#[cfg(feature = "hydrate")]
pub mod browser {
    use super::WORKER;
    use crate::app::session::look;
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::ServiceWorkerRegistration;

    /// False where the browser has none, or the page came without encryption.
    pub fn is_able() -> bool {
        js_sys::Reflect::has(&window().navigator(), &"serviceWorker".into()).unwrap_or_default()
    }

    pub async fn register() -> Result<ServiceWorkerRegistration, JsValue> {
        let look = look();
        let address = format!("{WORKER}?lang={}&theme={}", look.language.code(), look.theme.unwrap_or_default());
        JsFuture::from(window().navigator().service_worker().register(&address)).await?.dyn_into()
    }
}
