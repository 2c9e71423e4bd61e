//! Lists in which something can be done about each row.

use leptos::prelude::*;
use std::hash::Hash;

/// The rows of a list. They go by their key, so that a menu that is open, or a button that has the focus, never becomes
/// another row's when the list is shown anew.
pub fn rows<T, K, V>(
    items: Vec<T>,
    key: impl Fn(&T) -> K + Clone + Send + 'static,
    row: impl Fn(T) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    V: IntoView + 'static,
{
    let items = StoredValue::new(items);
    view! { <For each=move || items.get_value() key children=row /> }
}
