//! Questions before something goes.

use super::{
    api::{QuitEvent, RemoveEvent},
    repeating::ScopePicker,
};
use crate::app::{
    account::wire::Done,
    error::ApiError,
    friends::send,
    i18n::text,
    kit::{FormError, refuse, use_toasts},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Whether the event shall really go.
#[component]
pub fn ConfirmDelete(id: String, back: String, repeats: bool) -> impl IntoView {
    let t = &text().calendar;
    let problem = RwSignal::new(None);
    let told = leaving::<RemoveEvent>(problem);
    view! {
        <Confirm title=t.delete_title body=t.delete_body back>
            <FormError message=problem />
            <form method="post" action=RemoveEvent::url() on:submit=move |event| send(&event, told.clone())>
                <input type="hidden" name="id" value=id.clone() />
                {repeats.then(|| view! { <ScopePicker /> })}
                <button class="btn danger solid">{t.delete}</button>
            </form>
        </Confirm>
    }
}

/// Whether the reader really leaves it.
#[component]
pub fn ConfirmLeave(id: String, back: String) -> impl IntoView {
    let t = &text().calendar;
    let problem = RwSignal::new(None);
    let told = leaving::<QuitEvent>(problem);
    view! {
        <Confirm title=t.leave_title body=t.leave_body back>
            <FormError message=problem />
            <form method="post" action=QuitEvent::url() on:submit=move |event| send(&event, told.clone())>
                <input type="hidden" name="id" value=id.clone() />
                <button class="btn danger solid">{t.leave}</button>
            </form>
        </Confirm>
    }
}

/// For a question whose page others may draw anew before it is answered: goes where the answer says, or says what is wrong.
fn leaving<S>(problem: RwSignal<Option<String>>) -> impl Fn(&S, Result<Done, ApiError>) + Clone + 'static {
    let (toasts, navigate) = (use_toasts(), use_navigate());
    move |_, done| match done {
        Ok(done) => navigate(&done.to, NavigateOptions::default()),
        Err(error) => refuse(problem, toasts, error.code),
    }
}

/// A question with a way back. It opens as a modal where scripts run, and stands open in the page where not.
#[component]
pub fn Confirm(#[prop(into)] title: String, body: &'static str, back: String, children: Children) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
            let _ = dialog.show_modal();
        }
    });
    let navigate = use_navigate();
    let away = back.clone();
    view! {
        <dialog class="card" node_ref=dialog open aria-labelledby="confirm" on:cancel=move |_: leptos::ev::Event| navigate(&away, NavigateOptions { replace: true, ..Default::default() })>
            <h2 id="confirm" tabindex="-1" autofocus>
                {title}
            </h2>
            <p class="muted">{body}</p>
            <div class="row end mt2">
                <a class="btn" href=back>
                    {text().common.cancel}
                </a>
                {children()}
            </div>
        </dialog>
    }
}
