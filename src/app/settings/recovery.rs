//! The way back in: ask for a link, then set a new password with it. Plain forms.

use crate::app::{
    account::{Entry, refused, wire::EntryForm},
    i18n::text,
    kit::{Field, FormError, Icon, PasswordField},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct ResetPage {
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for ResetPage {
    fn data() -> Self {
        Self { refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let query = use_query_map();
        let refused = this.refused;
        let body = move || {
            let asked = |name: &str| query.with_untracked(|query| query.get(name));
            let (token, is_sent) = (asked("token"), asked("sent").is_some());
            let refused = refused.clone();
            Suspend::new(async move {
                let typed = refused.await;
                match token {
                    Some(token) => view! { <SetPassword token typed /> }.into_any(),
                    None if is_sent => view! { <Sent /> }.into_any(),
                    None => view! { <Ask typed /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().settings.reset_title />
            <Entry>
                <section class="card">
                    <Suspense>{body}</Suspense>
                </section>
            </Entry>
        }
        .into_any()
    }
}

#[component]
fn Ask(typed: EntryForm) -> impl IntoView {
    let t = &text().settings;
    view! {
        <form class="stack" method="post" action="/api/account/forgot">
            <div>
                <h1>{t.forgot_title}</h1>
                <p class="muted">{t.forgot_lead}</p>
            </div>
            <FormError message=typed.error.map(|code| (text().error)(code).to_owned()) />
            <Field name="login" label=text().account.login value=typed.login autocomplete="username" />
            <button class="btn pri lg block">{t.forgot_send}</button>
            <a class="btn ghost" href="/sign-in">
                {t.to_sign_in}
            </a>
        </form>
    }
}

#[component]
fn Sent() -> impl IntoView {
    let t = &text().settings;
    view! {
        <div class="empty">
            <span class="tile lg door" data-tone="brick">
                <Icon name="envelope-simple-open-duotone" />
            </span>
            <h1>{t.forgot_sent_title}</h1>
            <p>{t.forgot_sent}</p>
            <a class="btn" href="/sign-in">
                {t.to_sign_in}
            </a>
        </div>
    }
}

#[component]
fn SetPassword(token: String, typed: EntryForm) -> impl IntoView {
    let t = &text().settings;
    view! {
        <form class="stack" method="post" action="/api/account/reset">
            <div>
                <h1>{t.reset_title}</h1>
                <p class="muted">{t.reset_lead}</p>
            </div>
            <FormError message=typed.error.map(|code| (text().error)(code).to_owned()) />
            <input type="hidden" name="token" value=token />
            <PasswordField
                label=t.new_password
                autocomplete="new-password"
                hint=text().account.password_hint
            />
            <button class="btn pri lg block">{t.reset}</button>
            {typed
                .error
                .map(|_| {
                    view! {
                        <a class="btn ghost" href="/reset">
                            {t.forgot_send}
                        </a>
                    }
                })}
        </form>
    }
}
