//! The sign-up page: a plain form as well.

use super::{
    gate::Entry,
    sign_in::refused,
    wire::{EntryForm, NAME_MAX},
};
use crate::app::{
    error::Code,
    i18n::text,
    kit::{Field, FormError, PasswordField},
    session::Look,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct SignUpPage {
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for SignUpPage {
    fn data() -> Self {
        Self { refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().account;
        let refused = this.refused;
        view! {
            <Title text=t.sign_up_title />
            <Entry>
                <section class="card">
                    <Suspense>
                        {move || {
                            let refused = refused.clone();
                            Suspend::new(async move { view! { <SignUpForm typed=refused.await /> } })
                        }}
                    </Suspense>
                </section>
            </Entry>
        }
        .into_any()
    }
}

#[component]
fn SignUpForm(typed: EntryForm) -> impl IntoView {
    let t = &text().account;
    let language = expect_context::<Look>().language.code();
    let query = use_query_map();
    let next = if typed.next.is_empty() {
        query.with_untracked(|query| query.get("next").unwrap_or_default())
    } else {
        typed.next
    };
    // Only the browser knows its zone; without a script the account starts in UTC.
    let zone = RwSignal::new(String::new());
    Effect::new(move || zone.set(browser_zone()));
    let of = move |codes: &[Code]| typed.error.filter(|code| codes.contains(code));
    let (name, user_name, email, password) = (
        of(&[Code::NameEmpty, Code::NameTooLong]),
        of(&[Code::NameTaken, Code::NameInvalid]),
        of(&[Code::EmailInvalid]),
        of(&[Code::PasswordShort, Code::PasswordLong]),
    );
    let is_elsewhere = name.or(user_name).or(email).or(password).is_none();
    let problem = typed.error.filter(|_| is_elsewhere).map(|code| (text().error)(code).to_owned());
    view! {
        <form method="post" action="/api/account/sign-up">
            <div>
                <h1>{t.sign_up_title}</h1>
                <p class="muted">{t.sign_up_lead}</p>
            </div>
            <FormError message=problem />
            <input type="hidden" name="next" value=next />
            <input type="hidden" name="language" value=language />
            <input type="hidden" name="time_zone" prop:value=move || zone.get() />
            <Field name="name" label=t.name value=typed.name hint=t.name_hint autocomplete="name" max=NAME_MAX error=name />
            <Field
                name="user_name"
                label=t.user_name
                value=typed.user_name
                hint=t.user_name_hint
                autocomplete="username"
                max=NAME_MAX
                error=user_name
                required=false
            />
            <Field name="email" label=t.email value=typed.email autocomplete="email" max=254 error=email />
            <PasswordField label=t.password autocomplete="new-password" hint=t.password_hint error=password />
            <button class="btn pri lg block">{t.sign_up}</button>
            <p class="tiny center">
                {t.have_account} " " <a class="link" href="/sign-in">
                    {t.sign_in}
                </a>
            </p>
        </form>
    }
}

/// The IANA name of the browser's zone; empty on the server.
pub fn browser_zone() -> String {
    #[cfg(feature = "hydrate")]
    {
        let options = js_sys::Intl::DateTimeFormat::default().resolved_options();
        let zone = js_sys::Reflect::get(&options, &"timeZone".into());
        return zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default();
    }
    #[cfg(not(feature = "hydrate"))]
    String::new()
}
