//! The notice centre: everything that waits for its reader on one page.

use super::beside::{self, Beside, Waiting, is_quiet};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{Icon, Loading},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::LazyRoute;

pub struct NoticesRoute {
    page: ArcResource<Result<Beside, ApiError>>,
}

impl LazyRoute for NoticesRoute {
    fn data() -> Self {
        Self { page: beside::resource() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().people;
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(beside) if is_quiet(&beside) => {
                        view! { <div class="empty"><p>{t.nothing_waits}</p></div> }.into_any()
                    }
                    Ok(beside) => view! { <Waiting beside /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.waiting_for_you />
            <main class="sheet" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.waiting_for_you}</h1>
                    </div>
                </header>
                <div class="page">
                    <div class="narrow stack gap5">
                        <Problem />
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                </div>
            </main>
        }
        .into_any()
    }
}
