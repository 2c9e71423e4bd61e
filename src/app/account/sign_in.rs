//! The sign-in page: a plain form, so that it works before any script has come.

use super::{api, gate::Gate, wire::EntryForm};
use crate::app::{
    error::Code,
    i18n::text,
    kit::{Field, FormError, Icon, PasswordField},
    session::{Look, use_visitor},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, components::Redirect, hooks::use_query_map};

pub struct SignInPage {
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for SignInPage {
    fn data() -> Self {
        Self { refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().account;
        let refused = this.refused;
        let visitor = use_visitor().0;
        view! {
            <Title text=t.sign_in />
            <Gate>
                <Suspense>
                    {move || {
                        let refused = refused.clone();
                        Suspend::new(async move {
                            match visitor.await {
                                Ok(me) if !me.is_guest => view! { <Redirect path="/" /> }.into_any(),
                                _ => view! { <SignInForm typed=refused.await /> }.into_any(),
                            }
                        })
                    }}
                </Suspense>
            </Gate>
        }
        .into_any()
    }
}

/// The form as it was typed, when the address says that it comes back refused.
pub fn refused() -> ArcResource<EntryForm> {
    let query = use_query_map();
    let is_refused = move || query.with(|query| query.get_str("refused").is_some());
    ArcResource::new(is_refused, async |is_refused| {
        let kept = if is_refused { api::refused_entry().await.ok().flatten() } else { None };
        kept.unwrap_or_default()
    })
}

#[component]
fn SignInForm(typed: EntryForm) -> impl IntoView {
    let t = &text().account;
    let query = use_query_map();
    let asked = |name: &'static str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let next = if typed.next.is_empty() { asked("next") } else { typed.next };
    let sign_up = if next.is_empty() { "/sign-up".to_owned() } else { format!("/sign-up?next={next}") };
    let problem = match typed.error {
        Some(code) => Some((text().error)(code)),
        None if asked("problem") == "openid" => Some(t.openid_failed),
        None if asked("problem") == "suspended" => Some((text().error)(Code::Suspended)),
        None if !asked("link").is_empty() => Some(t.link_account),
        None => None,
    };
    let Look { has_openid, is_google, .. } = expect_context::<Look>();
    view! {
        <form class="in-door" method="post" action="/api/account/sign-in">
            <div>
                <h1>{t.sign_in_title}</h1>
                <p class="muted">{t.sign_in_lead}</p>
            </div>
            <FormError message=problem.map(str::to_owned) />
            {has_openid
                .then(|| {
                    view! {
                        <a class="btn lg block" href="/login" rel="external">
                            <Icon name=if is_google { "google-logo" } else { "sign-in" } />
                            {if is_google { t.with_google } else { t.with_openid }}
                        </a>
                        <div class="or">{t.or_with_email}</div>
                    }
                })}
            <input type="hidden" name="next" value=next />
            <Field name="login" label=t.login value=typed.login autocomplete="username" />
            <PasswordField label=t.password autocomplete="current-password" />
            <button class="btn pri lg block">{t.sign_in}</button>
            <div class="alts">
                <a class="btn ghost" href="/reset">
                    {text().settings.forgot}
                </a>
                <a class="btn ghost" href=sign_up>
                    {t.create_account}
                </a>
                <a class="btn ghost" href="/visit">
                    {t.as_guest}
                </a>
            </div>
        </form>
    }
}
