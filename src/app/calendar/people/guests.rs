//! The people of an event, sorted by answer; inviting friends; what members may do.

use super::{
    super::wire::{Answer, EventPage, GuestRow},
    api::{ExpelMember, GrantRights, Uninvite},
    invite::Invite,
};
use crate::app::{
    friends::follow,
    i18n::text,
    kit::{Avatar, Icon, rows},
    live::use_live,
};
use leptos::prelude::*;

#[component]
pub fn Guests(page: EventPage) -> impl IntoView {
    let t = &text().people;
    let count = |answer: Answer| page.guests.iter().filter(|guest| guest.answer == Some(answer)).count();
    let counted = (t.counted)(count(Answer::Going), count(Answer::Maybe), count(Answer::Cant));
    let event_id = page.event.base_id().to_owned();
    let shown = StoredValue::new(page.clone());
    view! {
        <section>
            <div class="sechead">
                <h2 class="grow">{counted}</h2>
                {page
                    .can_invite
                    .then(|| {
                        view! {
                            <a class="btn sm soft" data-tone="spruce" href="#invite" rel="external">
                                <Icon name="user-plus" />
                                {t.invite_friends}
                            </a>
                        }
                    })}
            </div>
            <ul class="members">
                {rows(
                    page.guests,
                    |guest| guest.account_id.clone(),
                    move |guest| view! { <li><Guest guest page=shown.get_value() /></li> },
                )}
            </ul>
        </section>
        {page.can_invite.then(|| view! { <Invite event_id /> })}
    }
}

#[component]
fn Guest(guest: GuestRow, page: EventPage) -> impl IntoView {
    let (t, c) = (&text().people, &text().calendar);
    let answer = guest.answer.map_or(t.no_answer, t.answered);
    let roles = [(guest.is_host, c.host), (guest.is_me, c.you)].into_iter().filter_map(|(is, word)| is.then_some(word));
    let line: Vec<String> =
        roles.chain([answer]).map(str::to_owned).chain((!guest.note.is_empty()).then(|| guest.note.clone())).collect();
    let (live, id, was) = (use_live(), guest.account_id.clone(), guest.is_here);
    let is_lit = Signal::derive(move || live.is_here(&id, was));
    let has_menu = !guest.is_me
        && ((guest.is_member && (page.can_change || page.can_remove) && !(guest.is_host && guest.rights.change))
            || guest.is_mine_to_withdraw);
    view! {
        <div class="item">
            <Avatar id=guest.account_id.clone() name=guest.name.clone() picture=guest.picture.clone() is_lit />
            <div class="body">
                <b>
                    <a href=format!("/people/{}", guest.account_id)>{guest.name.clone()}</a>
                </b>
                <small>{line.join(" · ")}</small>
            </div>
            {has_menu.then(|| view! { <GuestMenu guest page /> })}
        </div>
    }
}

/// What the reader may do about somebody else in the event.
#[component]
fn GuestMenu(guest: GuestRow, page: EventPage) -> impl IntoView {
    let t = &text().people;
    let event_id = page.event.base_id().to_owned();
    let (account_id, name) = (guest.account_id.clone(), guest.name.clone());
    let ids = || {
        view! {
            <input type="hidden" name="id" value=event_id.clone() />
            <input type="hidden" name="account_id" value=account_id.clone() />
        }
    };
    let grant_ids = ids();
    let expel_ids = ids();
    let uninvite_ids = ids();
    let mine = page.guests.iter().find(|other| other.is_me).map(|me| me.rights).unwrap_or_default();
    let rights = [
        ("invite", t.may_invite, guest.rights.invite, mine.invite),
        ("remove", t.may_remove, guest.rights.remove, mine.remove),
        ("change", t.may_change, guest.rights.change, mine.change),
        ("delete", t.may_delete, guest.rights.delete, mine.delete),
    ];
    let grant = (guest.is_member && page.can_change).then(|| {
        let action = ServerAction::<GrantRights>::new();
        follow(action, false);
        let boxes = rights.map(|(name, label, has, may_give)| {
            // A right that the reader lacks is shown, and sent as it is.
            let kept = (has && !may_give).then(|| view! { <input type="hidden" name=name value="on" /> });
            view! {
                <label class="sw">
                    <input type="checkbox" name=name value="on" checked=has disabled=!may_give />
                    <span class="txt">{label}</span>
                </label>
                {kept}
            }
        });
        view! {
            <ActionForm action=action attr:class="stack gap3 rights">
                {grant_ids}
                <fieldset class="stack gap3">
                    <legend>{(t.rights)(&name)}</legend>
                    {boxes}
                </fieldset>
                <button class="btn sm">{t.save}</button>
            </ActionForm>
        }
    });
    let expel = (guest.is_member && page.can_remove).then(|| {
        let action = ServerAction::<ExpelMember>::new();
        follow(action, false);
        view! {
            <ActionForm action=action>
                {expel_ids} <button class="item danger">
                    <Icon name="user-minus" />
                    <span class="body">{t.expel}</span>
                </button>
            </ActionForm>
        }
    });
    let uninvite = guest.is_mine_to_withdraw.then(|| {
        let action = ServerAction::<Uninvite>::new();
        follow(action, false);
        view! {
            <ActionForm action=action>
                {uninvite_ids} <button class="item danger">
                    <Icon name="x" />
                    <span class="body">{t.uninvite}</span>
                </button>
            </ActionForm>
        }
    });
    view! {
        <details class="menu">
            <summary class="ib sm" aria-label=format!("{}: {}", t.actions, guest.name)>
                <Icon name="dots-three-vertical" />
            </summary>
            <div class="pop">{grant} {expel} {uninvite}</div>
        </details>
    }
}
