//! Which address shows which page. Routes are lazy, so that the WASM can be split by page when that pays.

use super::{
    account::{Entry, SignInPage, SignUpPage, VerifyPage},
    calendar::{AgendaRoute, CalendarHome, EditRoute, EventRoute, MonthRoute, NewRoute},
    i18n::text,
    kit::PageError,
    live::Live,
    session::look,
    settings::{ResetPage, SettingsRoute},
    shell::Frame,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, NavigateOptions, SsrMode, StaticSegment,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let look = look();
    provide_context(look.language);
    provide_context(look);
    Live::provide();
    // Tells tests, and whoever looks at the document, that scripts have taken over.
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-alive", "");
        }
    });
    view! {
        <Title formatter=titled />
        <Router>
            <Routes fallback=NotFound>
                <Route path=StaticSegment("") view=Home ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/sign-up") view={Lazy::<SignUpPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/verify") view={Lazy::<VerifyPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reset") view={Lazy::<ResetPage>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("/settings") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<SettingsRoute>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("/calendar") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("") view=CalendarHome ssr=SsrMode::Async />
                    <Route path=path!("/month/:month?") view={Lazy::<MonthRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/agenda") view={Lazy::<AgendaRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/new") view={Lazy::<NewRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/event/:id") view={Lazy::<EventRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/event/:id/edit") view={Lazy::<EditRoute>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The calendar, until there is a page about today.
#[component]
fn Home() -> impl IntoView {
    view! { <Redirect path="/calendar" options=NavigateOptions { replace: true, ..Default::default() } /> }
}

#[component]
fn NotFound() -> impl IntoView {
    let t = &text().common;
    super::kit::set_status(404);
    view! {
        <Title text=t.not_found_title />
        <Entry>
            <PageError number="404" title=t.not_found_title body=t.not_found_body />
        </Entry>
    }
}

fn titled(title: String) -> String {
    if title.is_empty() { "Kith".to_owned() } else { format!("{title} · Kith") }
}
