//! E-mail and password: plain forms that ask for the password, so that a borrowed screen changes neither.

use super::wire::Profile;
use crate::app::{
    account::wire::EntryForm,
    i18n::text,
    kit::{Field, FormError, Icon, PasswordField},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Security(profile: Profile, typed: EntryForm) -> impl IntoView {
    let t = &text().settings;
    let query = use_query_map();
    let asked = move |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let problem = typed.error.map(|code| (text().error)(code).to_owned());
    let (is_email, is_password) = (asked("at") == "email", asked("at") == "password");
    let done = match asked("done").as_str() {
        "email" => Some(t.email_sent),
        "password" => Some(t.password_changed),
        _ => None,
    };
    let has_password = profile.has_password;
    let user_name = profile.user_name.clone();
    let forms = view! {
            <details open=is_email>
                <summary class="link">{t.change_email}</summary>
                <form class="stack" method="post" action="/api/account/email">
                    <FormError message=is_email.then(|| problem.clone()).flatten() />
                    <Field name="email" label=t.new_email kind="email" value=typed.email autocomplete="email" />
                    <PasswordField label=t.old_password autocomplete="current-password" id="email-password" />
                    <div>
                        <button class="btn">{t.send_link}</button>
                    </div>
                </form>
            </details>
            <details open=is_password>
                <summary class="link">{t.change_password}</summary>
                <form class="stack" method="post" action="/api/account/password">
                    <FormError message=is_password.then_some(problem).flatten() />
                    <input type="hidden" autocomplete="username" value=profile.user_name />
                    <PasswordField label=t.old_password autocomplete="current-password" id="old" name="old" />
                    <PasswordField
                        label=t.new_password
                        autocomplete="new-password"
                        id="new-password"
                        hint=text().account.password_hint
                    />
                    <div>
                        <button class="btn">{t.change_password}</button>
                    </div>
                </form>
            </details>
    };
    // A first password comes by mail, because nothing else proves whose screen this is.
    let link = view! {
        <form method="post" action="/api/account/forgot">
            <input type="hidden" name="login" value=user_name />
            <button class="btn">{t.set_password}</button>
        </form>
    };
    view! {
        <section class="card stack" id="security">
            <h2>{t.security}</h2>
            {done
                .map(|done| {
                    view! {
                        <div class="banner" data-tone="moss" role="status">
                            <Icon name="check" />
                            <div>{done}</div>
                        </div>
                    }
                })}
            {if has_password { forms.into_any() } else { link.into_any() }}
        </section>
    }
}
