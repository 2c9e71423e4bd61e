//! The door for guests: a name, nothing else.

use super::{
    gate::Gate,
    sign_in::refused,
    sign_up::browser_zone,
    wire::{EntryForm, NAME_MAX},
};
use crate::app::{
    i18n::text,
    kit::{Field, FormError},
    session::Look,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct VisitPage {
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for VisitPage {
    fn data() -> Self {
        Self { refused: refused() }
    }

    async fn view(this: Self) -> AnyView {
        let refused = this.refused;
        view! {
            <Title text=text().account.as_guest />
            <Gate>
                <Suspense>
                    {move || {
                        let refused = refused.clone();
                        Suspend::new(async move { view! { <VisitForm typed=refused.await /> } })
                    }}
                </Suspense>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn VisitForm(typed: EntryForm) -> impl IntoView {
    let t = &text().account;
    let language = expect_context::<Look>().language.code();
    let query = use_query_map();
    let next = if typed.next.is_empty() {
        query.with_untracked(|query| query.get("next").unwrap_or_default())
    } else {
        typed.next
    };
    let zone = RwSignal::new(String::new());
    Effect::new(move || zone.set(browser_zone()));
    let problem = typed.error.map(|code| (text().error)(code).to_owned());
    view! {
        <form class="in-door" method="post" action="/api/account/visit">
            <div>
                <h1>{t.guest_title}</h1>
                <p class="muted">{t.guest_lead}</p>
            </div>
            <FormError message=problem />
            <input type="hidden" name="next" value=next />
            <input type="hidden" name="language" value=language />
            <input type="hidden" name="time_zone" prop:value=move || zone.get() />
            <Field name="name" label=t.guest_name value=typed.name autocomplete="nickname" max=NAME_MAX />
            <button class="btn pri lg block">{t.guest_enter}</button>
            <div class="alts">
                <a class="btn ghost" href="/sign-in">
                    {t.sign_in}
                </a>
                <a class="btn ghost" href="/sign-up">
                    {t.create_account}
                </a>
            </div>
        </form>
    }
}
