//! The people of the installation in a table, each with a menu of what can be done about them.

use super::{
    api::ActOn,
    page::Changes,
    wire::{Holder, Holders},
};
use crate::app::{
    account::wire::Done,
    calendar::encode,
    chats::wire::TalkerKind,
    error::ApiError,
    friends::send,
    i18n::text,
    kit::{
        Avatar, Icon, rows,
        time::{day, moment},
        use_toasts,
    },
    live::use_live,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn People(page: Holders, search: String) -> impl IntoView {
    let t = &text().admin;
    let here = format!("/admin?search={}", encode(&search));
    let is_empty = page.people.is_empty();
    let next = here.clone();
    view! {
        <section class="card">
            <header>
                <h2>{(t.people)(page.total)}</h2>
                <form class="search" method="get" action="/admin" role="search">
                    <Icon name="magnifying-glass" />
                    <input
                        type="search"
                        name="search"
                        value=search.clone()
                        placeholder=t.search_hint
                        aria-label=t.search
                        maxlength="254"
                    />
                </form>
            </header>
            {is_empty.then(|| view! { <p class="muted">{(t.nobody_found)(&search)}</p> })}
            {(!is_empty)
                .then(|| {
                    view! {
                        <div class="tbl">
                            <table>
                                <thead>
                                    <tr>
                                        <th>{t.person}</th>
                                        <th>{t.email}</th>
                                        <th>{t.role}</th>
                                        <th>{t.joined}</th>
                                        <th>{t.last_here}</th>
                                        <th>
                                            <span class="sr">{t.actions}</span>
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {rows(
                                        page.people,
                                        |holder| holder.person.id.clone(),
                                        move |holder| view! { <Row holder next=next.clone() /> },
                                    )}
                                </tbody>
                            </table>
                        </div>
                    }
                })}
            {page
                .next
                .map(|after| {
                    view! {
                        <a class="btn ghost more" href=format!("{here}&after={after}")>
                            {text().people.more}
                        </a>
                    }
                })}
        </section>
    }
}

#[component]
fn Row(holder: Holder, next: String) -> impl IntoView {
    let t = &text().admin;
    let (live, id, was) = (use_live(), holder.person.id.clone(), holder.is_here);
    let is_lit = Signal::derive(move || live.is_here(&id, was));
    let is_guest = holder.person.kind == TalkerKind::Guest;
    let email = match (&holder.email, &holder.until) {
        (Some(email), _) => email.clone(),
        (None, Some(until)) => (t.guest_until)(&day(until)),
        (None, None) => "–".to_owned(),
    };
    let role = match () {
        () if is_guest => t.guest,
        () if holder.is_admin => t.admin,
        () => t.member,
    };
    let seen = holder.seen_at.as_deref().map_or_else(|| t.never.to_owned(), moment);
    let person = holder.person.clone();
    view! {
        <tr>
            <td>
                <span class="row who">
                    <Avatar id=person.id name=person.name.clone() picture=person.picture size="sm" is_lit />
                    <span>
                        <b>{person.name}</b>
                        <small class="tiny">{holder.user_name.clone()}</small>
                    </span>
                </span>
            </td>
            <td data-l=t.email>{email}</td>
            <td data-l=t.role>
                <span class="chips">
                    {role}
                    {(!is_guest && !holder.email_verified)
                        .then(|| view! { <span class="chip warn">{t.unverified}</span> })}
                    {holder.is_suspended.then(|| view! { <span class="chip warn">{t.suspended}</span> })}
                </span>
            </td>
            <td data-l=t.joined>{day(&holder.joined_at)}</td>
            <td data-l=t.last_here>{move || if is_lit.get() { t.now.to_owned() } else { seen.clone() }}</td>
            <td>
                <Manage holder next is_guest />
            </td>
        </tr>
    }
}

#[component]
fn Manage(holder: Holder, next: String, is_guest: bool) -> impl IntoView {
    let t = &text().admin;
    let changes: Changes = expect_context();
    let toasts = use_toasts();
    let told = move |_: &ActOn, done: Result<Done, ApiError>| match done {
        Ok(_) => changes.0.update(|count| *count += 1),
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    let (id, name) = (holder.person.id.clone(), holder.person.name.clone());
    if is_guest {
        return view! {
            <form method="post" action=ActOn::url() on:submit=move |event| send(&event, told.clone())>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="next" value=next />
                <button class="btn sm" name="action" value="end" aria-label=format!("{}: {name}", t.end_visit)>
                    {t.end_visit}
                </button>
            </form>
        }
        .into_any();
    }
    let rank = if holder.is_admin { ("revoke", t.revoke) } else { ("grant", t.grant) };
    let stay = if holder.is_suspended { ("readmit", t.readmit) } else { ("suspend", t.suspend) };
    let acts = match holder.is_me {
        // Nobody takes away their own keys.
        true => vec![(("sign-out", t.sign_out), "sign-out")],
        false => vec![(rank, "key"), (("sign-out", t.sign_out), "sign-out"), (stay, "prohibit")],
    };
    let buttons = acts.into_iter().map(|((action, label), icon)| {
        view! {
            <button class="item" class:danger=action == "suspend" name="action" value=action>
                <Icon name=icon />
                <span class="body">{label}</span>
            </button>
        }
    });
    view! {
        <details class="menu">
            <summary class="btn sm" aria-label=format!("{}: {name}", t.manage)>
                {t.manage}
            </summary>
            <form class="pop" method="post" action=ActOn::url() on:submit=move |event| send(&event, told.clone())>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="next" value=next />
                {buttons.collect_view()}
            </form>
        </details>
    }
    .into_any()
}
