//! The menu of who is signed in: in the rail on wide screens, in the tab bar on phones. Plain forms in a `details`, so
//! that it opens and works without a script.

use super::{gate::LanguagePicker, wire::Me};
use crate::app::{
    i18n::text,
    kit::{Avatar, Icon},
    notices::Badge,
    session::Look,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// At the foot of the rail.
#[component]
pub fn AccountMenu(me: Me) -> impl IntoView {
    view! {
        <details class="menu">
            <summary class="self">
                <span class="sr">{text().common.account}</span>
                <Avatar id=me.id.clone() name=me.name.clone() picture=me.picture.clone() />
                <div>
                    <b class="clip">{me.name.clone()}</b>
                    <small class="clip">{me.user_name.clone()}</small>
                </div>
            </summary>
            <div class="pop">
                <Choices is_admin=me.is_admin />
            </div>
        </details>
    }
}

/// Behind "More" in the tab bar: what has no place in it, and the account.
#[component]
pub fn AccountSheet(me: Me) -> impl IntoView {
    let is_guest = me.is_guest;
    view! {
        <details class="menu">
            <summary>
                <Icon name="squares-four" />
                <span>{text().common.more}</span>
                {(!is_guest)
                    .then(|| {
                        view! { <Badge of=|waiting| waiting.requests + waiting.invites + waiting.watchers /> }
                    })}
            </summary>
            <div class="pop">
                <div class="item">
                    <Avatar id=me.id.clone() name=me.name.clone() picture=me.picture.clone() />
                    <div class="body">
                        <b>{me.name.clone()}</b>
                        <small>{me.user_name.clone()}</small>
                    </div>
                </div>
                <a class="item" href="/board">
                    <Icon name="hand-tap" />
                    <span class="body">{text().board.title}</span>
                </a>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <a class="item" href="/nearby">
                                <Icon name="compass" />
                                <span class="body">{text().nearby.title}</span>
                                <Badge of=|waiting| waiting.watchers />
                            </a>
                            <a class="item" href="/people">
                                <Icon name="users" />
                                <span class="body">{text().people.title}</span>
                                <Badge of=|waiting| waiting.requests + waiting.invites />
                            </a>
                        }
                    })}
                <Choices is_admin=me.is_admin />
            </div>
        </details>
    }
}

#[component]
fn Choices(is_admin: bool) -> impl IntoView {
    let t = &text().common;
    let look = expect_context::<Look>();
    let (theme, is_guest) = (look.theme.unwrap_or("system"), look.is_guest);
    let path = use_location().pathname;
    let choices =
        [("system", t.theme_system, "desktop"), ("light", t.theme_light, "sun"), ("dark", t.theme_dark, "moon")];
    view! {
        <ul class="items">
            <li>
                {if is_guest {
                    view! {
                        <a class="item" href="/sign-up" rel="external">
                            <Icon name="user-plus" />
                            <span class="body">{text().chats.keep_name}</span>
                        </a>
                    }
                } else {
                    view! {
                        <a class="item" href="/settings">
                            <Icon name="gear-six" />
                            <span class="body">{text().settings.title}</span>
                        </a>
                    }
                }}
            </li>
            {is_admin
                .then(|| {
                    view! {
                        <li>
                            <a class="item" href="/admin">
                                <Icon name="key" />
                                <span class="body">{text().admin.title}</span>
                            </a>
                        </li>
                    }
                })}
            <li>
                <LanguagePicker />
            </li>
            <li>
                <form method="post" action="/api/account/look" aria-label=t.theme>
                    <input type="hidden" name="next" value=move || path.get() />
                    {choices
                        .map(|(value, label, icon)| {
                            view! {
                                <button class="item" name="theme" value=value aria-pressed=(theme == value).to_string()>
                                    <Icon name=icon />
                                    <span class="body">{label}</span>
                                    {(theme == value).then(|| view! { <Icon name="check" /> })}
                                </button>
                            }
                        })}
                </form>
            </li>
            <li>
                <form method="post" action="/api/account/sign-out">
                    <button class="item danger">
                        <Icon name="sign-out" />
                        <span class="body">{t.sign_out}</span>
                    </button>
                </form>
            </li>
        </ul>
    }
}
