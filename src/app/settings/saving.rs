//! Fields that are saved when they change, and what they say about it.

use super::{api, wire::ProfileChange};
use crate::app::{account::wire::NAME_MAX, error::Code, i18n::text, kit::SingleKeys};
use leptos::{prelude::*, task::spawn_local};

/// What became of the last change: said beside its field.
#[derive(Clone, Copy)]
pub struct Saving {
    field: &'static str,
    outcome: RwSignal<Option<Result<(), Code>>>,
}

impl Saving {
    pub fn of(field: &'static str) -> Self {
        Self { field, outcome: RwSignal::new(None) }
    }

    pub fn save(self, change: ProfileChange) {
        self.save_or(change, || {});
    }

    /// The same, and what to do if it is not saved.
    pub fn save_or(self, change: ProfileChange, undo: impl FnOnce() + 'static) {
        spawn_local(async move {
            let outcome = api::change_profile(change).await.map_err(|error| error.code);
            if outcome.is_err() {
                undo();
            }
            self.outcome.try_set(Some(outcome));
        });
    }

    pub fn is_bad(self) -> bool {
        matches!(self.outcome.get(), Some(Err(_)))
    }
}

/// "Saved", or why not.
#[component]
pub fn Outcome(saving: Saving) -> impl IntoView {
    view! {
        <small id=format!("{}-note", saving.field) role="status">
            {move || match saving.outcome.get() {
                None => "",
                Some(Ok(())) => text().settings.saved,
                Some(Err(code)) => (text().error)(code),
            }}
        </small>
    }
}

/// A field that is saved when it is left.
#[component]
pub fn Saved(
    name: &'static str,
    label: &'static str,
    value: String,
    change: fn(String) -> ProfileChange,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let saving = Saving::of(name);
    view! {
        <div class="field" class:bad=move || saving.is_bad()>
            <label for=name>{label}</label>
            <div class="in">
                <input
                    id=name
                    name=name
                    type=kind
                    value=value
                    required=required
                    autocomplete=autocomplete
                    maxlength=NAME_MAX
                    aria-describedby=format!("{name}-note")
                    on:change:target=move |event| saving.save(change(event.target().value()))
                />
            </div>
            <Outcome saving />
        </div>
    }
}

/// The button of a form that scripts would save by themselves.
#[component]
pub fn Apply() -> impl IntoView {
    view! {
        <noscript>
            <button class="btn">{text().common.apply}</button>
        </noscript>
    }
}

/// Something that is on or off.
#[component]
pub fn Switch(
    field: &'static str,
    label: &'static str,
    hint: &'static str,
    is_on: bool,
    change: fn(bool) -> ProfileChange,
) -> impl IntoView {
    let saving = Saving::of(field);
    let SingleKeys(keys) = expect_context();
    let shown = RwSignal::new(is_on);
    let set = move |is_on: bool| {
        shown.try_set(is_on);
        if field == "single_keys" {
            keys.set(is_on);
        }
    };
    view! {
        <label class="sw">
            <span class="txt">
                {label}
                <small>{hint}</small>
            </span>
            <input
                type="checkbox"
                role="switch"
                checked=is_on
                prop:checked=move || shown.get()
                aria-describedby=format!("{field}-note")
                on:change:target=move |event| {
                    let is_on = event.target().checked();
                    set(is_on);
                    // A switch shows what is stored.
                    saving.save_or(change(is_on), move || set(!is_on));
                }
            />
        </label>
        <Outcome saving />
    }
}
