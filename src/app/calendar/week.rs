//! The week: seven days by the hour, and above them what lasts whole days.

use super::{
    api,
    bin::Undo,
    drag,
    grid::{self, Bar, Block},
    head::{Elsewhere, NewEvent, Step, Views},
    icons,
    month::{BarChip, Failed},
    wire::{WeekPage, YEARS},
};
use crate::app::{
    error::ApiError,
    i18n::text,
    kit::{Loading, rows, time::clock},
    live::use_live,
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_params_map};

/// The hour that stands at the top at first.
#[cfg(feature = "hydrate")]
const MORNING: f64 = 7.5;

pub struct WeekRoute {
    page: ArcResource<Result<WeekPage, ApiError>>,
}

impl LazyRoute for WeekRoute {
    fn data() -> Self {
        let params = use_params_map();
        let live = use_live();
        let asked = move || (params.with(|params| params.get("day")), live.events.get());
        Self { page: ArcResource::new(asked, |(day, _)| api::read_week(day)) }
    }

    async fn view(this: Self) -> AnyView {
        let page = this.page;
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Week page /> }.into_any(),
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

#[component]
fn Week(page: WeekPage) -> impl IntoView {
    let t = &text().calendar;
    let (from, now) = (page.from, page.now);
    let until = from.checked_add(7.days()).unwrap_or(from);
    let last = until.yesterday().unwrap_or(from);
    let title = (text().common.day_range)(from, last);
    let week = grid::week(from, until, &page.events);
    let step = |days: i64| from.checked_add(days.days()).ok().filter(|day| YEARS.contains(&day.year()));
    let before = step(-7).map(|day| format!("/calendar/week/{day}"));
    let after = step(7).map(|day| format!("/calendar/week/{day}"));
    let scroller = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        // Once for a week: what changes in it later leaves the reader where they are.
        let shown = from.to_string();
        if let Some(scroller) = scroller.get()
            && scroller.get_attribute("data-shown").as_ref() != Some(&shown)
            && let Ok(Some(hour)) = scroller.query_selector(".hours div")
        {
            scroller.set_scroll_top((hour.get_bounding_client_rect().height() * MORNING) as i32);
            // Where not all days fit, today comes first.
            let today = scroller.query_selector(".hd.today").ok().flatten();
            let before = hour.get_bounding_client_rect().right();
            if let Some(today) = today {
                scroller.set_scroll_left((today.get_bounding_client_rect().left() - before) as i32);
            }
            let _ = scroller.set_attribute("data-shown", &shown);
        }
    });
    let lanes = week.bars.iter().map(|bar| bar.lane + 1).max().unwrap_or_default();
    view! {
        <Title text=title.clone() />
        <header class="top">
            <div class="ttl">
                <h1>{title.clone()}</h1>
                <p>{(t.week_number)(week.number)}</p>
            </div>
            <div class="acts">
                <Step href=before label=t.previous_week icon="caret-left" key="PageUp" />
                <a class="btn wide" href="/calendar/week">
                    {t.today}
                </a>
                <Step href=after label=t.next_week icon="caret-right" key="PageDown" />
                <Views current="week" day=Some(from) class="seg wide" />
                <NewEvent />
                <Elsewhere />
            </div>
        </header>
        <div class="page flush">
            <div class="phonebar phone">
                <Views current="week" day=Some(from) class="seg block" />
            </div>
            <div class="scroll-x" node_ref=scroller on:pointerdown=drag::start on:keydown=drag::key>
                <div class="weekview" aria-label=title role="group">
                    <div class="hd"></div>
                    {week
                        .days
                        .iter()
                        .map(|day| view! { <DayHead date=day.date today=now.date() /> })
                        .collect_view()}
                    {(lanes > 0).then(|| view! { <Whole bars=week.bars.clone() lanes /> })}
                    <div class="hours" aria-hidden="true">
                        {(0..24).map(|hour| view! { <div>{format!("{hour}:00")}</div> }).collect_view()}
                    </div>
                    {week
                        .days
                        .into_iter()
                        .map(|day| view! { <Column date=day.date blocks=grid::blocks(day.chips) now /> })
                        .collect_view()}
                </div>
            </div>
        </div>
    }
}

#[component]
fn DayHead(date: Date, today: Date) -> impl IntoView {
    let t = &text().common;
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    view! {
        <div class="hd" class:today=date == today>
            <a href=format!("/calendar/new?day={date}") aria-current=(date == today).then_some("date")>
                {t.weekdays_short[weekday]}
                <b>{date.day()}</b>
                <span class="sr">{(t.day)(date)}</span>
            </a>
        </div>
    }
}

#[component]
fn Whole(bars: Vec<Bar>, lanes: usize) -> impl IntoView {
    view! {
        <div class="whole-days" style=format!("--lanes:{lanes}")>
            {rows(bars, |bar| bar.event.id.clone(), |bar| view! { <BarChip bar /> })}
        </div>
    }
}

#[component]
fn Column(date: Date, blocks: Vec<Block>, now: DateTime) -> impl IntoView {
    let at = f64::from(now.hour()) + f64::from(now.minute()) / 60.0;
    view! {
        <div class="colm" role="group" aria-label=(text().common.day)(date) data-day=date.to_string()>
            {rows(blocks, |block| block.event.id.clone(), |block| view! { <Blk block /> })}
            {(now.date() == date).then(|| view! { <div class="now" style=format!("--a:{at:.2}")></div> })}
        </div>
    }
}

#[component]
fn Blk(block: Block) -> impl IntoView {
    let Block { event, from, length, column, columns } = block;
    let style =
        format!("--a:{:.3};--d:{:.3};--c:{column};--n:{columns}", f64::from(from) / 60.0, f64::from(length) / 60.0);
    let place = if event.address.is_empty() { String::new() } else { format!(" · {}", event.address) };
    let line = format!("{}{place}", clock(event.starts));
    view! {
        <a
            class="blk"
            class:priv=event.is_private
            data-tone=icons::tone(&event.icon)
            style=style
            href=format!("/calendar/event/{}", event.id)
            data-event=event.can_change.then(|| event.id.clone())
            data-starts=event.starts.to_string()
            data-ends=event.ends.map(|ends| ends.to_string())
            draggable="false"
        >
            <b>{event.name.clone()}</b>
            {line}
            {event.can_change.then(|| view! { <Grip /> })}
        </a>
    }
}

/// Where an event is taken to let it end at another time.
#[component]
pub fn Grip() -> impl IntoView {
    view! { <i class="grip script" title=text().calendar.resize></i> }
}
