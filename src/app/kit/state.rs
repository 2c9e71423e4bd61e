//! How a page looks while it loads and when it can't be shown.

use crate::app::i18n::text;
use leptos::prelude::*;

/// Grey lines where the content will be.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div class="page" aria-busy="true" aria-label=text().common.loading>
            <div class="stack narrow">
                <div class="skel ln" style="--w:44;--px:22"></div>
                <div class="skel ln" style="--w:70;--px:13"></div>
                <div class="skel ln" style="--w:58;--px:13"></div>
                <div class="skel ln" style="--w:100;--px:120"></div>
            </div>
        </div>
    }
}

/// Why there is nothing to see, and a way out.
#[component]
pub fn PageError(
    #[prop(optional)] number: Option<&'static str>,
    title: &'static str,
    body: &'static str,
) -> impl IntoView {
    view! {
        <div class="empty page-error">
            {number.map(|number| view! { <p class="code">{number}</p> })}
            <h1>{title}</h1>
            <p>{body}</p>
            <a class="btn" href="/">
                {text().common.go_home}
            </a>
        </div>
    }
}

/// Sets the status of the page's answer; nothing in the browser.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    let _ = status;
}
