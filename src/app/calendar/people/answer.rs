//! Answering: the bar on the event's page, and an invite in a list. Plain forms that work without a script.

use super::{
    super::{
        icons,
        wire::{Answer, EventPage, InviteRow, NOTE_MAX},
    },
    api::AnswerEvent,
};
use crate::app::{
    friends::follow,
    i18n::text,
    kit::{EventIcon, Icon, time::clock},
};
use leptos::prelude::*;

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
    let note = current.map(|answer| {
        let action = ServerAction::<AnswerEvent>::new();
        follow(action, false);
        view! {
            <ActionForm action=action attr:class="row note">
                <input type="hidden" name="id" value=note_id />
                <input type="hidden" name="next" value=note_next />
                <input type="hidden" name="answer" value=answer.word() />
                <div class="in sm grow">
                    <input name="note" value=written placeholder=t.note_hint aria-label=t.note maxlength=NOTE_MAX.to_string() />
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
    let action = ServerAction::<AnswerEvent>::new();
    follow(action, false);
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
            <ActionForm action=action attr:class="btns">
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
            </ActionForm>
        </div>
    }
}
