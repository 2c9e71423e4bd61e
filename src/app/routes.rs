//! Which address shows which page. Routes are lazy, so that the WASM can be split by page when that pays.

use super::{
    account::{Entry, SignInPage, SignUpPage, VerifyPage, VisitPage},
    admin::AdminRoute,
    board::{BoardRoute, DisplayRoute, StatisticsRoute},
    calendar::{
        AgendaRoute, BinRoute, CalendarHome, EditRoute, EventRoute, MonthRoute, NewRoute, SearchRoute, WeekRoute,
    },
    chats::{MessagesRoute, Outbox},
    friends::{BlockedRoute, PeopleRoute, PersonRoute},
    i18n::text,
    kit::{PageError, SingleKeys, Toasts, raw},
    letters::pages::{ContactsRoute, LettersRoute, RequestsRoute, SentRoute, WriteRoute},
    live::Live,
    nearby::{NearbyRoute, PastRoute},
    notices::Waits,
    session::look,
    settings::{ResetPage, SettingsRoute},
    shell::Frame,
    today::{KeysRoute, NoticesRoute, TodayRoute},
    worker,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let look = look();
    provide_context(look.language);
    let has_single_keys = look.single_keys;
    provide_context(look);
    Live::provide();
    Outbox::provide();
    let waits = Waits::provide();
    Toasts::provide();
    SingleKeys::provide(has_single_keys);
    // Tells tests, and whoever looks at the document, that scripts have taken over.
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-alive", "");
        }
        worker::start();
    });
    view! {
        <Title formatter=move |title| titled(title, waits.unread_messages()) />
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/sign-up") view={Lazy::<SignUpPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/visit") view={Lazy::<VisitPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/verify") view={Lazy::<VerifyPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reset") view={Lazy::<ResetPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/board/display") view={Lazy::<DisplayRoute>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("/") view={Lazy::<TodayRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/notices") view={Lazy::<NoticesRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/keys") view={Lazy::<KeysRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/messages/:id?") view={Lazy::<MessagesRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/letters") view={Lazy::<LettersRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/letters/requests") view={Lazy::<RequestsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/letters/sent") view={Lazy::<SentRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/letters/contacts") view={Lazy::<ContactsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/letters/write") view={Lazy::<WriteRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/board") view={Lazy::<BoardRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/board/statistics") view={Lazy::<StatisticsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/nearby") view={Lazy::<NearbyRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/nearby/history") view={Lazy::<PastRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/people") view={Lazy::<PeopleRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/people/blocked") view={Lazy::<BlockedRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/people/:id") view={Lazy::<PersonRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings") view={Lazy::<SettingsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/admin") view={Lazy::<AdminRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar") view=CalendarHome ssr=SsrMode::Async />
                    <Route path=path!("/calendar/month/:month?") view={Lazy::<MonthRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/week/:day?") view={Lazy::<WeekRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/agenda") view={Lazy::<AgendaRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/search") view={Lazy::<SearchRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/bin") view={Lazy::<BinRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/new") view={Lazy::<NewRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/event/:id") view={Lazy::<EventRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/calendar/event/:id/edit") view={Lazy::<EditRoute>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
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

/// The title of the tab, with how many messages wait.
fn titled(title: String, unread: u32) -> String {
    let title = if title.is_empty() { "Kith".to_owned() } else { format!("{title} · Kith") };
    raw(if unread > 0 { format!("({unread}) {title}") } else { title })
}
