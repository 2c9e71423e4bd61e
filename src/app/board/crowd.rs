//! Who is at the board.

use super::{steam::Steam, wire::Present};
use crate::app::{board::steam::called, i18n::text, kit::Avatar};
use leptos::prelude::*;

/// So many are shown; the rest is a number.
const SHOWN: usize = 24;

/// Windows that are lit.
#[component]
pub fn Crowd(steam: Steam, #[prop(default = "sm")] size: &'static str) -> impl IntoView {
    let people = move || steam.crowd.with(|crowd| crowd.people.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let rest = move || {
        let (count, shown) = steam.crowd.with(|crowd| (crowd.count, crowd.people.len().min(SHOWN)));
        count.saturating_sub(shown)
    };
    let window = move |one: Present| {
        let name = if one.account_id.is_some() { one.shown } else { called(text(), &one.name) };
        let id = one.account_id.unwrap_or(one.name);
        view! { <Avatar id name picture=one.picture size is_lit=Signal::stored(true) /> }
    };
    view! {
        <div class="row wrap crowd">
            <For each=people key=|one| (one.account_id.clone(), one.name.clone(), one.picture.clone()) children=window />
            {move || (rest() > 0).then(|| view! { <small class="muted">{(text().board.and_more)(rest())}</small> })}
        </div>
    }
}
