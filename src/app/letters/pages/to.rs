//! Whom a letter is for: chips, and a field that offers friends, contacts and numbers. Without a script friends are ticked.

use super::{api, wire::Receiver};
use crate::app::{
    i18n::text,
    kit::{Avatar, Icon, tone},
};
use leptos::{html, prelude::*, task::spawn_local};
use std::time::Duration;

/// Typing rests this long before names are looked for.
const REST: Duration = Duration::from_millis(150);

#[component]
pub fn To(to: RwSignal<Vec<Receiver>>, friends: Vec<Receiver>, more: String, me: String) -> impl IntoView {
    let t = &text().letters;
    let field = NodeRef::<html::Input>::new();
    let (found, active) = (RwSignal::new(Vec::<Receiver>::new()), RwSignal::new(None::<usize>));
    let asked = StoredValue::new(0_u32);
    let first: StoredValue<Vec<Receiver>> = StoredValue::new(friends.clone());
    let is_new = move |one: &Receiver| to.with_untracked(|to| to.iter().all(|known| known.key != one.key));
    let look = move || {
        let Some(typed) = field.get_untracked().map(|field| field.value()) else { return };
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        active.set(None);
        if typed.trim().is_empty() {
            found.set(first.get_value().into_iter().filter(is_new).collect());
            return;
        }
        // What was found for other letters is not meant.
        found.set(Vec::new());
        set_timeout(
            move || {
                spawn_local(async move {
                    if asked.try_get_value() != Some(number) {
                        return;
                    }
                    // Whoever was typed in full is found on sealing.
                    let some = api::find_receivers(Some(typed)).await.unwrap_or_default();
                    if asked.try_get_value() == Some(number) {
                        found.set(some.into_iter().filter(is_new).collect());
                    }
                });
            },
            REST,
        );
    };
    let shut = move || {
        asked.update_value(|asked| *asked += 1);
        found.set(Vec::new());
        active.set(None);
    };
    let pick = move |one: Receiver| {
        to.update(|to| to.push(one));
        shut();
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            let _ = field.focus();
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let is_empty = field.get_untracked().is_some_and(|field| field.value().is_empty());
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if count > 0 => {
                active.update(|at| *at = Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
            }
            // A letter is not sealed by choosing whom it is for.
            "Enter" => {
                let chosen = active.get_untracked().or((!is_empty).then_some(0));
                let chosen = chosen.and_then(|at| found.with_untracked(|found| found.get(at).cloned()));
                chosen.into_iter().for_each(pick);
            }
            "Escape" => shut(),
            "Backspace" if is_empty => {
                to.update(|to| drop(to.pop()));
                return;
            }
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(at, one): (usize, Receiver)| {
        let chosen = one.clone();
        let is_active = move || active.get() == Some(at);
        let row = NodeRef::<html::Li>::new();
        Effect::new(move || {
            if let (true, Some(row)) = (is_active(), row.get()) {
                row.scroll_into_view_with_bool(false);
            }
        });
        view! {
            <li
                role="option"
                id=format!("to-{at}")
                class="item"
                aria-selected=move || is_active().to_string()
                node_ref=row
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| pick(chosen.clone())
            >
                <Face one=one.clone() />
                <span class="body">{if one.name.is_empty() { one.number } else { one.name }}</span>
            </li>
        }
    };
    let mine = format!("id{me}");
    let add_me = {
        let mine = mine.clone();
        move |_| first.with_value(|first| first.iter().find(|one| one.key == mine).cloned()).into_iter().for_each(pick)
    };
    let has_me = {
        let mine = mine.clone();
        move || to.with(|to| to.iter().any(|one| one.key == mine))
    };
    view! {
        <div class="field to">
            <label class="lab" for="more">
                {t.whom}
            </label>
            <div class="in">
                <For each=move || to.get() key=|one| one.key.clone() let:one>
                    <Chip one to me=mine.clone() />
                </For>
                <input
                    id="more"
                    name="more"
                    value=more
                    node_ref=field
                    placeholder=t.whom_hint
                    maxlength="100"
                    autocomplete="off"
                    role="combobox"
                    aria-expanded=move || (!found.with(Vec::is_empty)).to_string()
                    aria-controls="offered"
                    aria-autocomplete="list"
                    aria-activedescendant=move || active.get().map(|at| format!("to-{at}"))
                    on:focus=move |_| look()
                    on:input=move |_| look()
                    on:blur=move |_| shut()
                    on:keydown=keys
                />
            </div>
            <ul class="pop offered items" id="offered" role="listbox" aria-label=t.whom_hint hidden=move || found.with(Vec::is_empty)>
                {move || found.get().into_iter().enumerate().map(option).collect_view()}
            </ul>
            <span class="sr" role="status">
                {move || found.with(|found| (!found.is_empty()).then(|| (t.offered)(found.len())))}
            </span>
            <div class="script" hidden=has_me>
                <button type="button" class="btn sm ghost" on:click=add_me>
                    <Icon name="plus" />
                    {t.me_later}
                </button>
            </div>
            <details class="no-script">
                <summary class="link">{t.friends}</summary>
                <div class="picks">
                    {friends
                        .into_iter()
                        .map(|one| {
                            view! {
                                <label class="pick">
                                    <input type="checkbox" name="to[]" value=one.key />
                                    {one.name}
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </details>
        </div>
    }
}

#[component]
fn Face(one: Receiver) -> impl IntoView {
    match one.name.is_empty() {
        true => view! {
            <span class="av xs" data-tone="slate">
                <Icon name="device-mobile" />
            </span>
        }
        .into_any(),
        false => {
            let id = one.key.trim_start_matches("id").to_owned();
            view! { <Avatar id name=one.name picture=one.picture size="xs" /> }.into_any()
        }
    }
}

#[component]
fn Chip(one: Receiver, to: RwSignal<Vec<Receiver>>, me: String) -> impl IntoView {
    let t = &text().letters;
    let key = one.key.clone();
    let name = match () {
        () if one.key == me => t.me_later.to_owned(),
        () if one.name.is_empty() => one.number.clone(),
        () => one.name.clone(),
    };
    let tone = if one.name.is_empty() { "slate" } else { tone(one.key.trim_start_matches("id")) };
    view! {
        <span class="chip" data-tone=tone>
            <input class="no-script" type="checkbox" name="to[]" value=one.key.clone() checked aria-label=name.clone() />
            <Face one />
            {name.clone()}
            <button
                type="button"
                class="ib sm script"
                aria-label=(t.remove)(&name)
                on:click=move |_| to.update(|to| to.retain(|other| other.key != key))
            >
                <Icon name="x" />
            </button>
        </span>
    }
}
