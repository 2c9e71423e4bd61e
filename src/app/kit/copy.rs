//! Copies a text that is too long to type.

use leptos::prelude::*;

#[component]
pub fn CopyButton(text: String) -> impl IntoView {
    let t = &crate::app::i18n::text().settings;
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let _ = window().navigator().clipboard().write_text(&text);
        }
        let _ = &text;
        is_copied.set(true);
    };
    view! {
        <button type="button" class="btn sm script" on:click=copy>
            {move || if is_copied.get() { t.copied } else { t.copy }}
        </button>
    }
}
