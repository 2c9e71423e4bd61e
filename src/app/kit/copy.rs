//! Copies a text that is too long to type.

use leptos::prelude::*;

#[component]
pub fn CopyButton(text: String) -> impl IntoView {
    let t = &crate::app::i18n::text().settings;
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let text = text.clone();
            leptos::task::spawn_local(async move {
                is_copied.try_set(browser::copy(&text).await);
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &text;
    };
    view! {
        <button type="button" class="btn sm script" on:click=copy>
            {t.copy}
        </button>
        <small role="status">{move || is_copied.get().then_some(t.copied)}</small>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::window;
    use wasm_bindgen_futures::JsFuture;

    /// False where pages may not reach the clipboard, as without TLS: then the text is there to be marked.
    pub async fn copy(text: &str) -> bool {
        let navigator = window().navigator();
        let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
        if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
            return false;
        }
        JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
    }
}
