//! Seven days by hour: warm squares, and the same as a table.

use super::wire::Week;
use crate::app::i18n::text;
use jiff::{ToSpan, civil::Date};
use leptos::prelude::*;

/// Hours of a day.
const HOURS: usize = 24;

/// A day's name, its clicks by hour, and their sum. Hours to come have none.
fn days(week: &Week) -> Vec<(Date, Vec<Option<i64>>, i64)> {
    let day = |index: usize| {
        let hours: Vec<Option<i64>> = (0..HOURS).map(|hour| week.clicks.get(index * HOURS + hour).copied()).collect();
        let sum = hours.iter().flatten().sum();
        (week.first.saturating_add(i64::try_from(index).unwrap_or(0).days()), hours, sum)
    };
    (0..7).map(day).collect()
}

/// `Sat`, as people of the language write it.
pub fn weekday(day: Date) -> &'static str {
    text().common.weekdays_short[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)]
}

/// Percent of the busiest hour.
pub fn share(clicks: i64, most: i64) -> i64 {
    if most == 0 { 0 } else { clicks * 100 / most }
}

/// Day, hour and clicks of the busiest hour.
fn busiest(week: &Week) -> Option<(&'static str, usize, i64)> {
    let (index, clicks) = week.clicks.iter().enumerate().max_by_key(|(_, clicks)| **clicks)?;
    let day = week.first.saturating_add(i64::try_from(index / HOURS).unwrap_or(0).days());
    let name = text().common.weekdays[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)];
    (*clicks > 0).then_some((name, index % HOURS, *clicks))
}

#[component]
pub fn Heat(
    #[prop(into)] week: Signal<Week>,
    /// Whether the table is open, for who draws it anew.
    #[prop(optional)]
    opened: RwSignal<bool>,
) -> impl IntoView {
    let t = &text().board;
    let spoken = move || week.with(|week| (t.week_spoken)(busiest(week)));
    let squares = move || {
        week.with(|week| {
            let most = week.clicks.iter().copied().max().unwrap_or(0);
            let last = week.clicks.len().saturating_sub(1);
            let row = |(index, (day, hours, sum)): (usize, (Date, Vec<Option<i64>>, i64))| {
                let squares = hours.into_iter().enumerate().map(move |(hour, clicks)| {
                    let clicks = clicks.unwrap_or(0);
                    let style = format!("--v:{}", share(clicks, most));
                    view! { <i class:none=clicks == 0 class:now=index * HOURS + hour == last style=style></i> }
                });
                view! {
                    <span>{weekday(day)}</span>
                    {squares.collect_view()}
                    <b>{sum}</b>
                }
            };
            days(week).into_iter().enumerate().map(row).collect_view()
        })
    };
    let hours = (0..HOURS).step_by(3).map(|hour| view! { <span class="hr">{format!("{hour}:00")}</span> });
    view! {
        <section class="card">
            <header>
                <h2>{t.week}</h2>
            </header>
            <div class="heat" data-tone="ochre" role="img" aria-label=spoken>
                {squares}
                <span></span>
                {hours.collect_view()}
            </div>
            <details
                class="figures"
                open=opened.get_untracked()
                on:toggle:target=move |event| opened.set(event.target().open())
            >
                <summary class="btn sm ghost">{t.as_table}</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=t.week>
                    {move || week.with(table)}
                </div>
            </details>
        </section>
    }
}

fn table(week: &Week) -> impl IntoView + use<> {
    let t = &text().board;
    let days = days(week);
    let head = days.iter().map(|(day, ..)| view! { <th scope="col">{weekday(*day)}</th> }).collect_view();
    let sums = days.iter().map(|(_, _, sum)| view! { <td>{*sum}</td> }).collect_view();
    let rows = (0..HOURS).map(|hour| {
        let cells = days.iter().map(|(_, hours, _)| view! { <td>{hours[hour]}</td> }).collect_view();
        view! {
            <tr>
                <th scope="row">{format!("{hour}:00")}</th>
                {cells}
            </tr>
        }
    });
    view! {
        <table class="grid-table">
            <thead>
                <tr>
                    <th scope="col">{t.hour}</th>
                    {head}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t.total}</th>
                    {sums}
                </tr>
            </tfoot>
        </table>
    }
}
