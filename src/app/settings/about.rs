//! Who one is: picture, names, birthday.

use super::{
    saving::{Apply, Saved},
    wire::{Profile, ProfileChange},
};
use crate::app::{
    error::Code,
    i18n::text,
    kit::{Avatar, Icon, submit_on_change},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn About(profile: Profile) -> impl IntoView {
    let t = text();
    let (state, tone, icon) = if profile.email_verified {
        (t.settings.verified, "moss", "check")
    } else {
        (t.settings.unverified, "ochre", "warning-circle")
    };
    view! {
        <section class="card" id="profile">
            <h2>{t.settings.profile}</h2>
            <div class="about">
                <Picture profile=profile.clone() />
                <form class="stack" method="post" action="/api/account/profile">
                    <Saved
                        name="name"
                        label=t.account.name
                        value=profile.name
                        autocomplete="name"
                        change=|name| ProfileChange { name: Some(name), ..ProfileChange::default() }
                    />
                    <Saved
                        name="user_name"
                        label=t.account.user_name
                        value=profile.user_name
                        autocomplete="username"
                        change=|user_name| ProfileChange { user_name: Some(user_name), ..ProfileChange::default() }
                    />
                    <Saved
                        name="birthday"
                        label=t.settings.birthday
                        value=profile.birthday
                        kind="date"
                        autocomplete="bday"
                        required=false
                        change=|birthday| ProfileChange { birthday: Some(birthday), ..ProfileChange::default() }
                    />
                    <Apply />
                </form>
            </div>
            {profile
                .email
                .map(|email| {
                    view! {
                        <div class="row wrap">
                            <span class="clip">{email}</span>
                            <span class="chip" data-tone=tone>
                                <Icon name=icon />
                                {state}
                            </span>
                            {(!profile.email_verified)
                                .then(|| {
                                    view! {
                                        <a class="link" href="/verify">
                                            {t.common.verify_link}
                                        </a>
                                    }
                                })}
                        </div>
                    }
                })}
        </section>
    }
}

/// The picture, and how to change it: at once where scripts run, with a button where not.
#[component]
fn Picture(profile: Profile) -> impl IntoView {
    let t = &text().settings;
    let form = NodeRef::<leptos::html::Form>::new();
    let submit = submit_on_change(form);
    let query = use_query_map();
    let problem = query.with_untracked(|query| query.get("picture"));
    let problem = problem.and_then(|word| Code::ALL.iter().find(|code| code.word() == word));
    let has_picture = !profile.picture.is_empty();
    view! {
        <div class="picture">
            <Avatar id=profile.id name=profile.name picture=profile.picture size="xl" />
            <form method="post" action="/api/account/picture" enctype="multipart/form-data" node_ref=form>
                <label class="btn sm ghost">
                    {t.change_picture}
                    <input class="sr" type="file" name="file" accept="image/jpeg,image/png,image/webp,image/gif" required on:change=submit />
                </label>
                <Apply />
            </form>
            {has_picture
                .then(|| {
                    view! {
                        <form method="post" action="/api/account/picture/remove">
                            <button class="btn sm ghost">{t.remove_picture}</button>
                        </form>
                    }
                })}
            <small class:bad=problem.is_some() role=problem.map(|_| "alert")>
                {problem.map_or(t.picture_hint, |code| (text().error)(*code))}
            </small>
        </div>
    }
}
