//! What was typed before the page came alive, which properties that are bound would wipe out.

use leptos::{html, prelude::*};

/// What stands in a field of the document, if the page is not alive yet.
pub fn typed_before(field: &str) -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let field = before(field)?.item(0)?;
        let text = field.dyn_ref::<web_sys::HtmlInputElement>().map(web_sys::HtmlInputElement::value);
        text.or_else(|| Some(field.dyn_ref::<web_sys::HtmlTextAreaElement>()?.value()))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = field;
        None
    }
}

/// Values of the boxes that were ticked by then.
pub fn ticked_before(boxes: &str) -> Vec<String> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let Some(boxes) = before(&format!("{boxes}:checked")) else { return Vec::new() };
        let value = |index| Some(boxes.item(index)?.dyn_into::<web_sys::HtmlInputElement>().ok()?.value());
        (0..boxes.length()).filter_map(value).collect()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = boxes;
        Vec::new()
    }
}

#[cfg(feature = "hydrate")]
fn before(fields: &str) -> Option<web_sys::NodeList> {
    let is_alive = document().document_element().is_some_and(|root| root.has_attribute("data-alive"));
    if is_alive { None } else { document().query_selector_all(fields).ok() }
}

/// A field that says what the address says: written anew when that changes, not when the page comes alive.
pub fn field_of(word: impl Fn() -> String + Send + Sync + 'static) -> NodeRef<html::Input> {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |earlier: Option<String>| {
        let now = word();
        if earlier.is_some_and(|earlier| earlier != now)
            && let Some(field) = field.get_untracked()
        {
            field.set_default_value(&now);
            field.set_value(&now);
        }
        now
    });
    field
}
