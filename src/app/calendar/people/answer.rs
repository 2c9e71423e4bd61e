//! Answering: the bar on the event's page, and an invite in a list. Plain forms that work without a script.

use super::{
    super::{
        icons,
        wire::{Answer, EventPage, InviteRow, NOTE_MAX},
    },
    api::{self, AnswerEvent},
    invite::Begun,
};
use crate::app::{
    account::wire::Done,
    error::ApiError,
    friends::{follow, send, tell_declined},
    i18n::text,
    kit::{EventIcon, Icon, time::clock, use_toasts},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Going, maybe, can't; and a note for the others once there is an answer.
#[component]
pub fn AnswerBar(page: EventPage) -> impl IntoView {
    let t = &text().people;
    let id = page.event.base_id().to_owned();
    let here = format!("/calendar/event/{}", page.event.id);
    let action = ServerAction::<AnswerEvent>::new();
    follow(action, false);
    let current = page.answer;
    let buttons = Answer::ALL.map(|answer| {
        let is_current = current == Some(answer);
        view! {
            <button name="answer" value=answer.word() aria-pressed=is_current.to_string()>
                {is_current.then(|| view! { <Icon name="check" /> })}
                {(t.answer)(answer)}
            </button>
        }
    });
    let (note_id, note_next, written) = (id.clone(), here.clone(), page.note.clone());
    let begun: Begun = expect_context();
    let written = begun.note.get_untracked().unwrap_or(written);
    let note = current.map(|answer| {
        let action = ServerAction::<AnswerEvent>::new();
        follow(action, false);
        Effect::new(move || {
            if action.value().with(|value| matches!(value, Some(Ok(_)))) {
                begun.note.set(None);
            }
        });
        view! {
            <ActionForm action=action attr:class="row note">
                <input type="hidden" name="id" value=note_id />
                <input type="hidden" name="next" value=note_next />
                <input type="hidden" name="answer" value=answer.word() />
                <div class="in sm grow">
                    <input
                        name="note"
                        value=written
                        placeholder=t.note_hint
                        aria-label=t.note
                        maxlength=NOTE_MAX.to_string()
                        on:input=move |event| begun.note.set(Some(event_target_value(&event)))
                    />
                </div>
                <button class="btn sm">{t.save}</button>
            </ActionForm>
        }
    });
    view! {
        <div class="answer stack gap3">
            <ActionForm action=action>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="next" value=here />
                <input type="hidden" name="note" value=page.note />
                <div class="seg" role="group" aria-label=t.your_answer>
                    {buttons}
                </div>
            </ActionForm>
            {note}
        </div>
    }
}

/// An event that the reader is asked to, with the two answers that matter most.
#[component]
pub fn EventInvite(invite: InviteRow, next: String) -> impl IntoView {
    let t = &text().people;
    let event = invite.event;
    let toasts = use_toasts();
    let told = move |sent: &AnswerEvent, done: Result<Done, ApiError>| match done {
        Ok(_) if sent.answer == Answer::Cant.word() => {
            let id = sent.id.clone();
            tell_declined(toasts, move || api::answer_event(id.clone(), "none".into(), String::new(), String::new()));
        }
        Ok(_) => {}
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    let (first, last) = (event.first_day(), event.last_day());
    let when = match event.is_all_day {
        _ if last > first => (text().common.day_range)(first, last),
        true => (text().common.day)(first),
        false => format!("{}, {}", (text().common.day)(first), clock(event.starts)),
    };
    view! {
        <div class="item waits">
            <span class="tile face" data-tone=icons::tone(&event.icon)>
                <EventIcon name=event.icon.clone() />
            </span>
            <div class="body">
                <b>
                    <a href=format!("/calendar/event/{}", event.id)>{event.name.clone()}</a>
                </b>
                <small>{format!("{} · {when}", (t.invited_by)(&invite.sender_name))}</small>
            </div>
            <form method="post" action=AnswerEvent::url() class="btns" on:submit=move |event| send(&event, told)>
                <input type="hidden" name="id" value=event.base_id().to_owned() />
                <input type="hidden" name="next" value=next />
                <button class="btn sm pri" name="answer" value=Answer::Going.word()>
                    {t.accept}
                </button>
                <button class="btn sm" name="answer" value=Answer::Maybe.word()>
                    {(t.answer)(Answer::Maybe)}
                </button>
                <button class="btn sm" name="answer" value=Answer::Cant.word()>
                    {t.decline}
                </button>
            </form>
        </div>
    }
}
