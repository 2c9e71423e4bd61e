//! The page between signing up and the calendar: check your mail; and the one behind the mailed link.

use super::{
    gate::Entry,
    sign_in::refused,
    wire::{EntryForm, Me},
};
use crate::app::{
    i18n::text,
    kit::{FormError, Icon},
    session::use_visitor,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, components::Redirect, hooks::use_query_map};

pub struct VerifyPage {
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for VerifyPage {
    fn data() -> Self {
        Self { refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().account;
        crate::app::live::connect();
        let query = use_query_map();
        let visitor = use_visitor().0;
        let refused = this.refused;
        let body = move || {
            let asked = |name: &str| query.with_untracked(|query| query.get(name));
            let refused = refused.clone();
            let (token, is_done, is_sent) = (asked("token"), asked("done").is_some(), asked("sent").is_some());
            Suspend::new(async move {
                let problem = refused.await.error.map(|code| (text().error)(code).to_owned());
                match (token, visitor.await) {
                    (Some(token), _) => view! { <Confirm token /> }.into_any(),
                    (None, _) if is_done => view! { <Confirmed /> }.into_any(),
                    (None, Ok(me)) if me.email_verified || me.email.is_none() => {
                        view! { <Redirect path="/calendar" /> }.into_any()
                    }
                    (None, Ok(me)) => view! { <CheckMail me is_sent problem /> }.into_any(),
                    (None, Err(_)) => view! { <Redirect path="/sign-in" /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.verify_title />
            <Entry>
                <section class="card center">
                    <Transition>{body}</Transition>
                </section>
            </Entry>
        }
        .into_any()
    }
}

#[component]
fn CheckMail(me: Me, is_sent: bool, problem: Option<String>) -> impl IntoView {
    let t = &text().account;
    let (before, after) = t.verify_sent;
    view! {
        <div class="empty">
            <span class="tile lg door" data-tone="brick">
                <Icon name="envelope-simple-open-duotone" />
            </span>
            <h1>{t.verify_title}</h1>
            <p>{before} <b>{me.email}</b> {after}</p>
            <FormError message=problem />
            <a class="btn pri lg" href="/calendar">
                {t.verify_to_calendar}
            </a>
            <form method="post" action="/api/account/proof">
                {if is_sent {
                    view! { <p class="tiny" role="status">{t.verify_sent_again}</p> }.into_any()
                } else {
                    view! { <button class="btn ghost sm">{t.verify_again}</button> }.into_any()
                }}
            </form>
        </div>
    }
}

/// The mailed link leads here. A button, because mail programs open links by themselves to look at them.
#[component]
fn Confirm(token: String) -> impl IntoView {
    let t = &text().account;
    view! {
        <form class="empty" method="post" action="/api/account/verify">
            <span class="tile lg door" data-tone="brick">
                <Icon name="envelope-simple-open-duotone" />
            </span>
            <h1>{t.confirm_title}</h1>
            <p>{t.confirm_lead}</p>
            <input type="hidden" name="token" value=token />
            <button class="btn pri lg">{t.confirm}</button>
        </form>
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    let t = &text().account;
    view! {
        <div class="empty">
            <span class="tile lg door" data-tone="spruce">
                <Icon name="check" />
            </span>
            <h1>{t.confirmed_title}</h1>
            <p>{t.confirmed_lead}</p>
            <a class="btn pri lg" href="/calendar">
                {t.verify_to_calendar}
            </a>
        </div>
    }
}
