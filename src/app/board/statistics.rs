//! Figures and charts: the week, buttons, effects, names. Every chart is a table, or has one behind it.

use super::{
    api,
    heat::{Heat, share},
    pulse::every,
    steam::called,
    wire::{BoardUser, Button, Effect as Event, NamesPage, Statistics},
};
use crate::app::{
    calendar::{Failed, encode},
    error::ApiError,
    i18n::text,
    kit::{Icon, Loading},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct StatisticsRoute {
    page: ArcResource<Result<Statistics, ApiError>>,
    names: ArcResource<Result<Option<NamesPage>, ApiError>>,
}

impl LazyRoute for StatisticsRoute {
    fn data() -> Self {
        let query = use_query_map();
        let after = move || query.with(|query| query.get("after")).filter(|after| !after.is_empty());
        let changes = RwSignal::new(0_u32);
        every(move || _ = changes.try_update(|changes| *changes += 1));
        Self {
            page: ArcResource::new(move || changes.get(), |_| api::read_statistics()),
            names: ArcResource::new(after, async |after| match after {
                Some(after) => api::read_names(Some(after)).await.map(Some),
                None => Ok(None),
            }),
        }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().board;
        let Self { page, names } = this;
        let opened = RwSignal::new(false);
        let body = move || {
            let (page, names) = (page.clone(), names.clone());
            Suspend::new(async move {
                match (page.await, names.await) {
                    (Ok(page), Ok(names)) => view! { <Figures page names opened /> }.into_any(),
                    (Err(error), _) | (_, Err(error)) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=t.statistics />
            <main class="sheet board" id="main" tabindex="-1">
                <header class="top">
                    <a class="ib back" href="/board" aria-label=t.to_board>
                        <Icon name="arrow-left" />
                    </a>
                    <div class="ttl">
                        <h1>{t.statistics}</h1>
                    </div>
                </header>
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Figures(page: Statistics, names: Option<NamesPage>, opened: RwSignal<bool>) -> impl IntoView {
    let t = &text().board;
    let today = (t.summary_today)(page.stats.click_count_today, page.stats.event_count_today);
    let total = (t.summary_total)(page.stats.click_count_total, page.stats.event_count_total);
    let of = |is_event: bool| {
        let tallies = page.tallies.iter().filter(move |tally| tally.is_event == is_event);
        let mut rows: Vec<Row> = tallies
            .map(|tally| {
                let label = match (is_event, Button::parse(&tally.what), Event::parse(&tally.what)) {
                    (false, Some(button), _) => (t.button)(button),
                    (true, _, Some(event)) => (t.effect)(event),
                    _ => t.no_button,
                };
                let tone = Button::parse(&tally.what).filter(|_| !is_event).map_or("slate", Button::tone);
                Row { label: label.to_owned(), tone, figures: vec![tally.today, tally.total], bar: tally.total }
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.bar));
        rows
    };
    let (buttons, events) = (of(false), of(true));
    let names = names.unwrap_or(page.names);
    let next = names.next.clone();
    let name = |user: BoardUser| Row {
        label: called(text(), &user.name),
        tone: "ochre",
        figures: vec![user.click_count, user.event_count],
        bar: user.click_count,
    };
    let people: Vec<Row> = names.names.into_iter().map(name).collect();
    view! {
        <div class="page">
            <div class="stack gap5">
                <div class="row wrap figures-line">
                    <p>
                        <b>{(t.number)(page.stats.click_count_today)}</b>
                        {today}
                    </p>
                    <p>
                        <b>{(t.number)(page.stats.click_count_total)}</b>
                        {total}
                    </p>
                </div>
                <p class="muted">{t.stats_lead}</p>
                <Heat week=Signal::stored(page.week) opened />
                <div class="cols">
                    <Chart title=t.by_button columns=[t.today, t.total] rows=buttons />
                    <Chart title=t.by_event columns=[t.today, t.total] rows=events />
                </div>
                <Chart title=t.by_name columns=[t.clicks, t.events] rows=people />
                {next
                    .map(|after| {
                        view! {
                            <a class="btn ghost more" href=format!("/board/statistics?after={}", encode(&after))>
                                {t.more_names}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}

struct Row {
    label: String,
    tone: &'static str,
    figures: Vec<i64>,
    bar: i64,
}

/// A table whose rows are bars.
#[component]
fn Chart(title: &'static str, columns: [&'static str; 2], rows: Vec<Row>) -> impl IntoView {
    let t = &text().board;
    let most = rows.iter().map(|row| row.bar).max().unwrap_or(0);
    let body = if rows.is_empty() {
        view! { <p class="muted">{t.no_data}</p> }.into_any()
    } else {
        let row = |row: Row| {
            let style = format!("inline-size:{}%", share(row.bar, most));
            let figures = row.figures.into_iter().map(|figure| view! { <td class="num">{(t.number)(figure)}</td> });
            view! {
                <tr>
                    <th scope="row">
                        <span class="clip">{row.label}</span>
                        <span class="meter" data-tone=row.tone>
                            <i style=style></i>
                        </span>
                    </th>
                    {figures.collect_view()}
                </tr>
            }
        };
        view! {
            <table class="chart">
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="sr">{title}</span>
                        </th>
                        {columns.map(|column| view! { <th scope="col" class="num">{column}</th> })}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
            </header>
            {body}
        </section>
    }
}
