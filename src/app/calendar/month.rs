//! The month: the main window. A chosen day shows its events at the side and a quick add in place.

use super::{
    api,
    bin::Undo,
    day::DayList,
    days, drag,
    grid::{Bar, Day, Week, weeks},
    head::{Elsewhere, NewEvent, Step, Views, month_after, month_path},
    icons,
    quick::{HalfTyped, QuickAdd},
    week::Grip,
    wire::{EventRow, MonthPage},
};
use crate::app::{
    error::{ApiError, Code},
    i18n::text,
    kit::{EventIcon, Icon, Loading, PageError, rows, set_status, time::clock},
    live::use_live,
};
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
};

/// Chips that a day shows before the rest hides behind a number.
const CHIPS: usize = 3;

pub struct MonthRoute {
    page: ArcResource<Result<MonthPage, ApiError>>,
}

impl LazyRoute for MonthRoute {
    fn data() -> Self {
        let params = use_params_map();
        let live = use_live();
        let asked = move || (params.with(|params| params.get("month")), live.events.get());
        Self { page: ArcResource::new(asked, |(month, _)| api::read_month(month)) }
    }

    async fn view(this: Self) -> AnyView {
        let query = use_query_map();
        HalfTyped::provide();
        let page = this.page;
        let body = move || {
            let day = query.with(|query| query.get("day")).and_then(|day| day.parse::<Date>().ok());
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Month page day /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
                <Undo />
            </main>
        }
        .into_any()
    }
}

/// What stands where a page of the calendar can't be shown.
#[component]
pub fn Failed(code: Code) -> impl IntoView {
    let t = &text().common;
    // The frame leads who is not signed in to the door; a status would stand in the way.
    if code != Code::NotSignedIn {
        set_status(code.status());
    }
    match code {
        Code::NotSignedIn => ().into_any(),
        Code::NotFound | Code::TimeInvalid | Code::IdInvalid => view! {
            <Title text=t.not_found_title />
            <PageError number="404" title=t.not_found_title body=t.not_found_body />
        }
        .into_any(),
        Code::NotAllowed => {
            view! { <PageError number="403" title=(text().error)(code) body=t.not_found_body /> }.into_any()
        }
        _ => view! { <PageError title=t.broken_title body=(text().error)(code) /> }.into_any(),
    }
}

#[component]
fn Month(page: MonthPage, day: Option<Date>) -> impl IntoView {
    let t = &text().calendar;
    let today = page.now.date();
    let title = (text().common.month_year)(page.month);
    let rows = weeks(&page);
    let chosen = day.filter(|day| (page.from..page.until).contains(day));
    let shown = chosen.unwrap_or(if page.month == today.first_of_month() { today } else { page.month });
    let events = events_of(&rows, shown);
    let list = events.clone();
    let is_today = shown == today;
    let grid = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if let Some(grid) = grid.get() {
            days::one_tab_stop(&grid);
        }
    });
    let step = |months| month_after(page.month, months).map(|month| format!("/calendar/month/{}", month_path(month)));
    view! {
        <Title text=title.clone() />
        <header class="top">
            <div class="ttl">
                <h1>{title.clone()}</h1>
            </div>
            <div class="acts">
                <Step href=step(-1) label=t.previous_month icon="caret-left" key="PageUp" />
                <a class="btn wide" href="/calendar/month">
                    {t.today}
                </a>
                <Step href=step(1) label=t.next_month icon="caret-right" key="PageDown" />
                <Views current="month" day=Some(shown) class="seg wide" />
                <NewEvent day=chosen />
                <Elsewhere />
            </div>
        </header>
        <div class="split" on:pointerdown=drag::start on:keydown=drag::key>
            <div class="monthwrap">
                <div class="phonebar phone">
                    <Views current="month" day=Some(shown) class="seg block" />
                </div>
                <div class="monthbox">
                    <div class="month" role="grid" aria-label=title on:keydown=days::key node_ref=grid>
                        <WeekdayRow />
                        {rows
                            .iter()
                            .enumerate()
                            .map(|(index, week)| {
                                let is_low = index * 2 >= rows.len();
                                view! { <WeekRow week=week.clone() month=page.month today chosen is_low /> }
                            })
                            .collect_view()}
                    </div>
                </div>
                <section class="daylist phone">
                    <h2>{(text().common.day)(shown)}</h2>
                    <DayList events=list day=shown />
                    <a class="btn block mt1" href=format!("/calendar/new?day={shown}")>
                        <Icon name="plus" />
                        {t.add_to_day}
                    </a>
                </section>
            </div>
            <aside class="panel wide">
                <section class="dayhead">
                    <p class="eyebrow">{(text().common.day)(shown)}</p>
                    <h2>{(t.things)(events.len(), is_today)}</h2>
                    <DayList events day=shown />
                </section>
                <a class="btn" href=format!("/calendar/new?day={shown}")>
                    <Icon name="plus" />
                    {t.add_to_day}
                </a>
            </aside>
        </div>
    }
}

#[component]
fn WeekdayRow() -> impl IntoView {
    let t = &text().common;
    let first = usize::try_from(t.week_start.to_monday_zero_offset()).unwrap_or_default();
    let names = (0..7).map(|offset| (t.weekdays_short[(first + offset) % 7], t.weekdays[(first + offset) % 7]));
    view! {
        <div class="dow" role="row">
            <span class="wk" role="columnheader">
                <span class="sr">{text().calendar.week}</span>
            </span>
            {names.map(|(short, long)| view! { <span role="columnheader" aria-label=long>{short}</span> }).collect_view()}
        </div>
    }
}

#[component]
fn WeekRow(week: Week, month: Date, today: Date, chosen: Option<Date>, is_low: bool) -> impl IntoView {
    let bars = rows(week.bars.clone(), |bar| bar.event.id.clone(), |bar| view! { <BarChip bar /> });
    view! {
        <div class="week" role="row">
            <span class="wk" role="rowheader">{week.number}</span>
            {week
                .days
                .into_iter()
                .enumerate()
                .map(|(index, day)| {
                    let quick = (chosen == Some(day.date)).then_some((index + 1, is_low));
                    view! { <DayCell day month today quick /> }
                })
                .collect_view()}
            {(!week.bars.is_empty()).then(|| view! { <div class="bars" role="gridcell">{bars}</div> })}
        </div>
    }
}

#[component]
fn DayCell(
    day: Day,
    month: Date,
    today: Date,
    /// Column and "lower half" of the chosen day, which shows the quick add.
    #[prop(optional_no_strip)]
    quick: Option<(usize, bool)>,
) -> impl IntoView {
    let t = &text().calendar;
    let date = day.date;
    let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let (lanes, count, hidden) = (day.lanes, day.all.len(), day.chips.len().saturating_sub(CHIPS));
    let chips: Vec<EventRow> = day.chips.into_iter().take(CHIPS).collect();
    let name = (text().common.day)(date);
    let label = if count == 0 { name } else { format!("{name}, {}", (t.events)(count)) };
    view! {
        <div
            class="day"
            class:out=date.first_of_month() != month
            class:we=is_weekend
            class:today=date == today
            class:sel=quick.is_some()
            role="gridcell"
            data-day=date.to_string()
            style=format!("--lanes:{lanes}")
        >
            <a class="n" href=format!("/calendar/month/{}?day={date}", month_path(month)) aria-label=label aria-current=(date == today).then_some("date")>
                {date.day()}
            </a>
            <div class="evs">
                {rows(chips, |event| event.id.clone(), |event| view! { <Chip event /> })}
            </div>
            {(hidden > 0).then(|| view! { <span class="more">{(t.more)(hidden)}</span> })}
            <span class="dots" aria-hidden="true">
                {day.all.iter().take(CHIPS).map(|event| view! { <i data-tone=icons::tone(&event.icon)></i> }).collect_view()}
            </span>
            {quick
                .map(|(column, is_low)| {
                    let back = format!("/calendar/month/{}", month_path(month));
                    view! { <QuickAdd day=date back column is_low /> }
                })}
        </div>
    }
}

#[component]
fn Chip(event: EventRow) -> impl IntoView {
    view! {
        <a
            class="ev"
            class:priv=event.is_private
            data-tone=icons::tone(&event.icon)
            href=format!("/calendar/event/{}", event.id)
            data-event=event.can_change.then(|| event.id.clone())
            data-starts=event.starts.to_string()
            data-ends=event.ends.map(|ends| ends.to_string())
            draggable="false"
        >
            <EventIcon name=event.icon.clone() />
            <span>{event.name.clone()}</span>
            <time>{clock(event.starts)}</time>
        </a>
    }
}

/// A stretch of a bar.
#[component]
pub fn BarChip(bar: Bar) -> impl IntoView {
    let Bar { event, from, to, lane, begins, ends } = bar;
    view! {
        <a
            class="ev bar"
            class:a=begins
            class:z=ends
            class:priv=event.is_private
            data-tone=icons::tone(&event.icon)
            href=format!("/calendar/event/{}", event.id)
            style=format!("--from:{from};--to:{to};--lane:{lane}")
            data-event=event.can_change.then(|| event.id.clone())
            data-starts=event.starts.to_string()
            data-ends=event.ends.map(|ends| ends.to_string())
            draggable="false"
        >
            <EventIcon name=event.icon.clone() />
            <span>{event.name.clone()}</span>
            {(ends && event.can_change).then(|| view! { <Grip /> })}
        </a>
    }
}

fn events_of(rows: &[Week], date: Date) -> Vec<EventRow> {
    rows.iter().flat_map(|week| &week.days).find(|day| day.date == date).map(|day| day.all.clone()).unwrap_or_default()
}
