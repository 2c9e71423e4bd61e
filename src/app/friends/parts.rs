//! People as they stand in lists, and the small forms that do something about them. All of them work without a script;
//! with one they are sent in the background, and what they change comes back live.

use super::{
    api::{self, AnswerRequest, AskFriend, BlockPerson, RemoveFriend, UnblockPerson, WithdrawRequest},
    wire::{PersonRow, Relation, RequestRow},
};
use crate::app::{
    account::wire::Done,
    chats::api::OpenDialog,
    error::{ApiError, Code},
    i18n::text,
    kit::{Avatar, Icon, Toasts, use_toasts},
    live::use_live,
};
use leptos::{
    form::FromFormData,
    prelude::*,
    server_fn::{ServerFn, error::FromServerFnError},
    task::spawn_local,
};
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::de::DeserializeOwned;

/// Somebody's window, lit while they are here.
#[component]
pub fn Face(person: PersonRow, #[prop(default = "")] size: &'static str) -> impl IntoView {
    let (live, id, was) = (use_live(), person.id.clone(), person.is_here);
    let is_lit = Signal::derive(move || live.is_here(&id, was));
    view! { <Avatar id=person.id name=person.name picture=person.picture size is_lit /> }
}

/// "Home now", while they are, else what they are to the reader.
#[component]
pub fn Standing(person: PersonRow) -> impl IntoView {
    let t = &text().people;
    let live = use_live();
    move || {
        if live.is_here(&person.id, person.is_here) {
            t.home_now.to_owned()
        } else if person.relation == Relation::Friend {
            person.user_name.clone()
        } else {
            (t.relation)(person.relation).to_owned()
        }
    }
}

/// Why a form that was posted without a script came back, from the address.
#[component]
pub fn Problem() -> impl IntoView {
    let query = use_query_map();
    let problem = move || query.with(|query| query.get("problem"));
    let code = move || problem().and_then(|word| Code::ALL.iter().copied().find(|code| code.word() == word));
    move || {
        code().map(|code| {
            view! {
                <p class="banner bad" role="alert">
                    {(text().error)(code)}
                </p>
            }
        })
    }
}

/// Says what went wrong with a form sent in the background, and goes where it leads if that is wanted.
pub fn follow<S>(action: ServerAction<S>, leads: bool)
where
    S: ServerFn<Output = Done, Error = ApiError> + Clone + Send + Sync + 'static,
    S::Error: FromServerFnError,
{
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || match action.value().get() {
        Some(Ok(done)) if leads => navigate(&done.to, leptos_router::NavigateOptions::default()),
        Some(Err(error)) => toasts.show((text().error)(error.code).to_owned(), None),
        _ => {}
    });
}

/// Opens the chat with somebody.
#[component]
pub fn WriteButton(id: String, #[prop(default = false)] wide: bool) -> impl IntoView {
    let t = &text().people;
    let action = ServerAction::<OpenDialog>::new();
    follow(action, true);
    view! {
        <ActionForm action=action>
            <input type="hidden" name="id" value=id />
            {if wide {
                view! {
                    <button class="btn pri">
                        <Icon name="chat-circle" />
                        {t.write}
                    </button>
                }
                    .into_any()
            } else {
                view! {
                    <button class="ib" aria-label=t.write>
                        <Icon name="chat-circle" />
                    </button>
                }
                    .into_any()
            }}
        </ActionForm>
    }
}

/// What can be done about somebody who is no friend.
#[component]
pub fn AskButton(person: PersonRow, next: String) -> impl IntoView {
    let t = &text().people;
    match person.relation {
        Relation::Stranger => {
            let action = ServerAction::<AskFriend>::new();
            follow(action, false);
            view! {
                <ActionForm action=action>
                    <input type="hidden" name="id" value=person.id />
                    <input type="hidden" name="next" value=next />
                    <button class="btn sm soft" data-tone="spruce" aria-busy=move || action.pending().get().to_string()>
                        <Icon name="user-plus" />
                        {t.ask}
                    </button>
                </ActionForm>
            }
            .into_any()
        }
        Relation::Blocked => view! { <UnblockButton id=person.id next /> }.into_any(),
        Relation::Friend => view! { <WriteButton id=person.id /> }.into_any(),
        Relation::Asked | Relation::Asks | Relation::Me => ().into_any(),
    }
}

#[component]
pub fn UnblockButton(id: String, next: String) -> impl IntoView {
    let action = ServerAction::<UnblockPerson>::new();
    follow(action, false);
    view! {
        <ActionForm action=action>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="next" value=next />
            <button class="btn sm">{text().people.unblock}</button>
        </ActionForm>
    }
}

/// Sends a form in the background. What follows happens even if the form is gone by then.
pub fn send<S>(event: &leptos::ev::SubmitEvent, then: impl FnOnce(&S, Result<Done, ApiError>) + 'static)
where
    S: ServerFn<Output = Done, Error = ApiError> + DeserializeOwned + Clone + 'static,
{
    let Ok(sent) = S::from_event(event) else { return };
    event.prevent_default();
    let form = event.current_target();
    let form = form.and_then(|form| leptos::wasm_bindgen::JsCast::dyn_into::<leptos::web_sys::Element>(form).ok());
    let busy = move |is_busy: bool| {
        if let Some(form) = &form {
            // Nothing hangs on it but that it is not sent twice.
            let _ = form.set_attribute("aria-busy", if is_busy { "true" } else { "false" });
        }
    };
    busy(true);
    spawn_local(async move {
        let done = sent.clone().run_on_client().await;
        busy(false);
        then(&sent, done);
    });
}

/// What follows on a form sent by `send`: where it leads, or why it was refused.
pub fn leading<S>() -> impl Fn(&S, Result<Done, ApiError>) + Clone + 'static {
    let (toasts, navigate) = (use_toasts(), use_navigate());
    move |_, done| match done {
        Ok(done) => navigate(&done.to, leptos_router::NavigateOptions::default()),
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    }
}

/// Says that something was declined; `reopen` takes it back.
pub fn tell_declined<F>(toasts: Toasts, reopen: impl Fn() -> F + Send + Sync + 'static)
where
    F: Future<Output = Result<Done, ApiError>> + 'static,
{
    let undo = Callback::new(move |()| {
        let reopened = reopen();
        spawn_local(async move {
            if let Err(error) = reopened.await {
                toasts.show((text().error)(error.code).to_owned(), None);
            }
        });
    });
    toasts.show(text().people.declined.to_owned(), Some(undo));
}

/// Accept and decline. A decline can be taken back for some seconds.
#[component]
pub fn AnswerButtons(id: String, next: String) -> impl IntoView {
    let t = &text().people;
    let toasts = use_toasts();
    let told = move |sent: &AnswerRequest, done: Result<Done, ApiError>| match done {
        Ok(_) if sent.action == "decline" => {
            let id = sent.id.clone();
            tell_declined(toasts, move || api::answer_request(id.clone(), "reopen".into(), String::new()));
        }
        Ok(_) => {}
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    view! {
        <form method="post" action=AnswerRequest::url() class="btns" on:submit=move |event| send(&event, told)>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="next" value=next />
            <button class="btn sm pri" name="action" value="accept">
                {t.accept}
            </button>
            <button class="btn sm" name="action" value="decline">
                {t.decline}
            </button>
        </form>
    }
}

/// A request that waits for the reader.
#[component]
pub fn Request(request: RequestRow, next: String) -> impl IntoView {
    let t = &text().people;
    let mutual = (t.mutual)(request.mutual);
    let line = if mutual.is_empty() { t.wants.to_owned() } else { format!("{} · {mutual}", t.wants) };
    view! {
        <div class="item waits">
            <Face person=request.person.clone() />
            <div class="body">
                <b>
                    <a href=format!("/people/{}", request.person.id)>{request.person.name.clone()}</a>
                </b>
                <small>{line}</small>
            </div>
            <AnswerButtons id=request.id next />
        </div>
    }
}

/// A request of the reader's own that waits for an answer.
#[component]
pub fn SentRequest(request: RequestRow) -> impl IntoView {
    let t = &text().people;
    let action = ServerAction::<WithdrawRequest>::new();
    follow(action, false);
    view! {
        <div class="item">
            <Face person=request.person.clone() />
            <div class="body">
                <b>
                    <a href=format!("/people/{}", request.person.id)>{request.person.name.clone()}</a>
                </b>
                <small>{t.awaited}</small>
            </div>
            <ActionForm action=action>
                <input type="hidden" name="id" value=request.id />
                <button class="btn sm ghost">{t.withdraw}</button>
            </ActionForm>
        </div>
    }
}

/// Ends a friendship, after a question.
#[component]
pub fn RemoveForm(id: String) -> impl IntoView {
    let action = ServerAction::<RemoveFriend>::new();
    let next = format!("/people/{id}");
    follow(action, true);
    view! {
        <ActionForm action=action>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="next" value=next />
            <button class="btn danger solid">{text().people.remove}</button>
        </ActionForm>
    }
}

/// Blocks somebody, after a question.
#[component]
pub fn BlockForm(id: String) -> impl IntoView {
    let action = ServerAction::<BlockPerson>::new();
    let next = format!("/people/{id}");
    follow(action, true);
    view! {
        <ActionForm action=action>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="next" value=next />
            <button class="btn danger solid">{text().people.block}</button>
        </ActionForm>
    }
}
