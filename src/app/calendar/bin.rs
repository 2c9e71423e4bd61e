//! Deleted events that can be restored, and the way back right after deleting one.

use super::{
    api, icons,
    month::Failed,
    wire::{BinPage, BinRow},
};
use crate::app::{
    error::ApiError,
    friends::Problem,
    i18n::text,
    kit::{EventIcon, Icon, Loading},
    live::use_live,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct BinRoute {
    page: ArcResource<Result<BinPage, ApiError>>,
}

impl LazyRoute for BinRoute {
    fn data() -> Self {
        let query = use_query_map();
        let live = use_live();
        let asked = move || (query.with(|query| query.get("after")), live.events.get());
        Self { page: ArcResource::new(asked, |(after, _)| api::read_bin(after)) }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().calendar;
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Bin page /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.bin />
            <main class="sheet" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/calendar" aria-label=text().common.back>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.bin}</h1>
                        <p>{t.bin_lead}</p>
                    </div>
                </header>
                <div class="page">
                    <div class="narrow stack">
                        <Problem />
                        <Transition fallback=Loading>{body}</Transition>
                    </div>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Bin(page: BinPage) -> impl IntoView {
    let t = &text().calendar;
    if page.events.is_empty() {
        return view! {
            <div class="empty">
                <p>{t.bin_empty}</p>
            </div>
        }
        .into_any();
    }
    let more = page.next.map(|after| {
        view! {
            <a class="btn" href=format!("/calendar/bin?after={after}")>
                {t.show_more}
            </a>
        }
    });
    view! {
        <ul class="items ruled">
            {page.events.into_iter().map(|row| view! { <li><BinItem row /></li> }).collect_view()}
        </ul>
        {more}
    }
    .into_any()
}

#[component]
fn BinItem(row: BinRow) -> impl IntoView {
    let t = &text().calendar;
    let day =
        |at: &str| at.get(..10).and_then(|day| day.parse::<Date>().ok()).map_or(String::new(), text().common.date);
    view! {
        <div class="item">
            <span class="tile" data-tone=icons::tone(&row.event.icon)>
                <EventIcon name=row.event.icon.clone() />
            </span>
            <div class="body">
                <b>{row.event.name.clone()}</b>
                <small>{(text().common.date)(row.event.starts.date())}</small>
                <small>{(t.deleted_until)(&day(&row.deleted_at), &day(&row.erased_at))}</small>
            </div>
            <form method="post" action="/api/calendar/restore">
                <input type="hidden" name="id" value=row.event.id />
                <button class="btn sm">{t.restore}</button>
            </form>
        </div>
    }
}

/// Says that an event was deleted just now, with a way back. A form, so that it works without a script.
#[component]
pub fn Undo() -> impl IntoView {
    let t = &text().calendar;
    let query = use_query_map();
    let id = move || query.with(|query| query.get("undo"));
    move || {
        id().map(|id| {
            view! {
                <div class="toasts">
                    <form class="toast" role="status" method="post" action="/api/calendar/restore">
                        <input type="hidden" name="id" value=id />
                        <span class="grow">{t.deleted}</span>
                        <button class="act">{t.undo}</button>
                    </form>
                </div>
            }
        })
    }
}
