//! The part of the event form that says how it repeats, and how a rule reads.

use super::{
    repeat::{DAYS, fill, week_of_month},
    wire::EventForm,
};
use crate::app::{i18n::text, kit::Icon};
use jiff::civil::Date;
use leptos::prelude::*;

/// How often, until when, how many times. Of an event that repeats already also which of the series is meant.
#[component]
pub fn Repeating(form: EventForm, day: RwSignal<String>, asks_scope: bool) -> impl IntoView {
    let t = &text().calendar;
    let repeat = RwSignal::new(form.repeat.clone());
    let days = RwSignal::new(form.days.clone());
    let has_rule = form.repeat == "rule";
    let monthly = move || {
        let date: Option<Date> = day.with(|day| day.parse().ok());
        date.map_or(String::new(), |date| {
            let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
            (t.repeat_weekday)(week_of_month(date), text().common.weekdays[weekday])
        })
    };
    let options =
        [("", t.repeat_never), ("daily", t.repeat_daily), ("weekly", t.repeat_weekly), ("monthly", t.repeat_monthly)];
    let is = move |value: &'static str| repeat.with_untracked(|repeat| repeat == value);
    view! {
        <div class="dts">
            <div class="field">
                <label for="repeat">{t.repeat}</label>
                <div class="in">
                    <Icon name="repeat" />
                    <select id="repeat" name="repeat" on:change:target=move |event| repeat.set(event.target().value())>
                        {options
                            .map(|(value, label)| view! { <option value=value selected=is(value)>{label}</option> })}
                        <option value="weekday" selected=is("weekday")>
                            {monthly}
                        </option>
                        <option value="yearly" selected=is("yearly")>
                            {t.repeat_yearly}
                        </option>
                        {has_rule.then(|| view! { <option value="rule" selected=true>{t.repeat_rule}</option> })}
                    </select>
                </div>
            </div>
            <div class="field" hidden=move || repeat.with(String::is_empty)>
                <label for="every">{t.repeat_every}</label>
                <div class="in">
                    <input id="every" name="every" type="number" min="1" max="1000" inputmode="numeric" value=form.every.clone() placeholder="1" />
                </div>
            </div>
        </div>
        <input type="hidden" name="rule" value=form.rule.clone() />
        <input type="hidden" name="days" value=days />
        <fieldset class="field script" hidden=move || repeat.with(|repeat| repeat != "weekly")>
            <legend class="lab">{t.repeat_days}</legend>
            <div class="weekdays">
                {DAYS
                    .into_iter()
                    .enumerate()
                    .map(|(index, name)| {
                        let (short, long) = (text().common.weekdays_short[index], text().common.weekdays[index]);
                        view! {
                            <label>
                                <input
                                    class="sr"
                                    type="checkbox"
                                    aria-label=long
                                    checked=days.with_untracked(|days| days.split(',').any(|day| day == name))
                                    on:change:target=move |event| toggle(days, name, event.target().checked())
                                />
                                <span>{short}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
        <div class="dts" hidden=move || repeat.with(String::is_empty)>
            <div class="field">
                <label for="repeat_until">{t.repeat_until}</label>
                <div class="in">
                    <input id="repeat_until" name="repeat_until" type="date" min="1900-01-01" max="2200-12-31" value=form.repeat_until.clone() />
                </div>
            </div>
            <div class="field">
                <label for="repeat_count">{t.repeat_count}</label>
                <div class="in">
                    <input id="repeat_count" name="repeat_count" type="number" min="1" max="10000" inputmode="numeric" value=form.repeat_count.clone() />
                </div>
            </div>
        </div>
        {asks_scope.then(|| view! { <ScopePicker chosen=form.scope.clone() /> })}
    }
}

/// Which of a series is meant.
#[component]
pub fn ScopePicker(#[prop(optional, into)] chosen: String) -> impl IntoView {
    let t = &text().calendar;
    let scopes = [("one", t.scope_one), ("following", t.scope_following), ("all", t.scope_all)];
    let chosen = if chosen.is_empty() { "one".to_owned() } else { chosen };
    view! {
        <fieldset class="field">
            <legend class="lab">{t.scope}</legend>
            <div class="scopes">
                {scopes
                    .map(|(value, label)| {
                        view! {
                            <label>
                                <input type="radio" name="scope" value=value checked=chosen == value />
                                {label}
                            </label>
                        }
                    })}
            </div>
        </fieldset>
    }
}

/// Adds a day to the list or takes it away, in the order of the week.
fn toggle(days: RwSignal<String>, name: &'static str, is_on: bool) {
    days.update(|days| {
        let before = std::mem::take(days);
        let has = |day: &&str| if *day == name { is_on } else { before.split(',').any(|other| other == *day) };
        *days = DAYS.into_iter().filter(has).collect::<Vec<_>>().join(",");
    });
}

/// "Every 2 weeks · Mon, Wed · until 24 December 2026".
pub fn described(rule: &str, starts: Date) -> String {
    let t = text();
    let mut form = EventForm::default();
    fill(&mut form, rule, starts);
    if form.repeat == "rule" {
        return t.calendar.repeat_rule.to_owned();
    }
    let mut parts = vec![(t.calendar.every)(&form.repeat, form.every.parse().unwrap_or(1))];
    if form.repeat == "weekday" {
        let weekday = usize::try_from(starts.weekday().to_monday_zero_offset()).unwrap_or_default();
        parts = vec![(t.calendar.repeat_weekday)(week_of_month(starts), t.common.weekdays[weekday])];
    }
    let days: Vec<&str> = DAYS
        .into_iter()
        .enumerate()
        .filter(|(_, name)| form.days.split(',').any(|day| day == *name))
        .map(|(index, _)| t.common.weekdays_short[index])
        .collect();
    if !days.is_empty() {
        parts.push(days.join(", "));
    }
    if let Ok(until) = form.repeat_until.parse::<Date>() {
        parts.push((t.calendar.until_day)(&(t.common.date)(until)));
    }
    if let Ok(count) = form.repeat_count.parse() {
        parts.push((t.calendar.times)(count));
    }
    parts.join(" · ")
}
