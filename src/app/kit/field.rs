//! Form fields with their labels, hints and errors.

use super::{Icon, Toasts};
use crate::app::{error::Code, i18n::text};
use leptos::prelude::*;

/// A labelled text field. An error replaces the hint and is tied to the field.
#[component]
pub fn Field(
    name: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] max: Option<usize>,
    #[prop(optional_no_strip)] error: Option<Code>,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let note = error.map(|code| (text().error)(code)).or(hint);
    let note_id = format!("{name}-note");
    view! {
        <div class="field" class:bad=error.is_some()>
            <label for=name>{label}</label>
            <div class="in">
                <input
                    id=name
                    name=name
                    type=kind
                    value=value
                    autocomplete=autocomplete
                    maxlength=max
                    required=required
                    aria-invalid=error.map(|_| "true")
                    aria-describedby=note.map(|_| note_id.clone())
                />
            </div>
            {note.map(|note| view! { <small id=note_id.clone()>{note}</small> })}
        </div>
    }
}

/// A password with a button that shows it.
#[component]
pub fn PasswordField(
    label: &'static str,
    autocomplete: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional_no_strip)] error: Option<Code>,
    #[prop(default = "password")] name: &'static str,
    #[prop(default = "password")] id: &'static str,
) -> impl IntoView {
    let t = &text().account;
    let is_shown = RwSignal::new(false);
    let note = error.map(|code| (text().error)(code)).or(hint);
    view! {
        <div class="field" class:bad=error.is_some()>
            <label for=id>{label}</label>
            <div class="in">
                <input
                    id=id
                    name=name
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    required
                    aria-invalid=error.map(|_| "true")
                    aria-describedby=note.map(|_| format!("{id}-note"))
                />
                <button
                    type="button"
                    class="ib script"
                    aria-label=move || if is_shown.get() { t.hide_password } else { t.show_password }
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    <Icon name="eye" />
                </button>
            </div>
            {note.map(|note| view! { <small id=format!("{id}-note")>{note}</small> })}
        </div>
    }
}

/// What is wrong with a form as a whole.
#[component]
pub fn FormError(#[prop(into)] message: Signal<Option<String>>) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        // A long form may have been sent from below.
        if let (Some(_), Some(place)) = (message.get(), place.get()) {
            place.scroll_into_view();
        }
    });
    view! {
        <div class="formerr" role="alert" node_ref=place>
            {move || {
                message
                    .get()
                    .map(|message| {
                        view! {
                            <Icon name="warning-circle" />
                            <div>{message}</div>
                        }
                    })
            }}
        </div>
    }
}

/// Sends a form as soon as one of its fields has changed.
pub fn submit_on_change(form: NodeRef<leptos::html::Form>) -> impl Fn(leptos::ev::Event) + Copy {
    move |_| {
        if let Some(form) = form.get() {
            let _ = form.request_submit();
        }
    }
}

/// Says in a form why it was refused, or above the page once the form is gone.
pub fn refuse(problem: RwSignal<Option<String>>, toasts: Toasts, code: Code) {
    let reason = (text().error)(code).to_owned();
    if let Some(Some(reason)) = problem.try_set(Some(reason)) {
        toasts.show(reason, None);
    }
}
