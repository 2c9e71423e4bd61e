//! When a letter arrives: stamps with real dates, and a date of one's own.

use super::wire::{DATE, LetterForm, Stamp, Stamps as Offer};
use crate::app::{
    i18n::text,
    kit::{Icon, time},
    settings::api::read_zones,
};
use leptos::{prelude::*, task::spawn_local};

/// What was chosen so far.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub choice: RwSignal<String>,
    pub day: RwSignal<String>,
}

impl Chosen {
    pub fn of(form: &LetterForm) -> Self {
        Self { choice: RwSignal::new(form.choice.clone()), day: RwSignal::new(form.day.clone()) }
    }

    /// "opens 20 November 2027".
    pub fn line(self, offer: &Offer) -> String {
        let t = &text().letters;
        let day = |day: &str| (t.opens)(&time::day(&format!("{day}T00:00:00")));
        let choice = self.choice.get();
        match offer.stamps.iter().find(|stamp| stamp.key == choice) {
            Some(Stamp { at: Some(at), .. }) => day(at.get(..10).unwrap_or_default()),
            Some(_) => t.opens_surprise.to_owned(),
            None if choice == DATE && !self.day.with(String::is_empty) => day(&self.day.get()),
            None => t.opens_when.to_owned(),
        }
    }

    pub fn tone(self, offer: &Offer) -> &'static str {
        let choice = self.choice.get();
        offer.stamps.iter().position(|stamp| stamp.key == choice).map_or("slate", tone)
    }
}

/// Colours in their order.
fn tone(place: usize) -> &'static str {
    ["fjord", "ochre", "moss", "plum", "spruce", "rose"][place % 6]
}

/// Pictures by what a choice is called, for those that come with Kith.
fn picture(stamp: &Stamp) -> &'static str {
    match stamp.key.as_str() {
        _ if stamp.at.is_none() => "shuffle-duotone",
        "hour" => "clock-duotone",
        "day" => "sun-horizon-duotone",
        "month" => "moon-stars-duotone",
        "year" => "tree-duotone",
        _ => "calendar-dots-duotone",
    }
}

#[component]
pub fn Stamps(offer: Offer, form: LetterForm, chosen: Chosen) -> impl IntoView {
    let t = &text().letters;
    let today = time::date(&offer.now);
    let when = move |at: &Option<String>| match (at, today) {
        (None, _) => t.who_knows.to_owned(),
        (Some(at), Some(today)) => match time::date(at) {
            Some(day) if day == today => at.get(11..16).unwrap_or_default().to_owned(),
            Some(day) if day.year() == today.year() => (text().common.short_date)(day),
            Some(day) => format!("{} {}", (text().common.short_date)(day), day.year()),
            None => String::new(),
        },
        _ => String::new(),
    };
    let stamp = move |(place, stamp): (usize, Stamp)| {
        let (picture, small) = (picture(&stamp), when(&stamp.at));
        view! { <OneStamp key=stamp.key label=stamp.label small picture tone=tone(place) chosen /> }
    };
    view! {
        <fieldset class="delivery">
            <legend>
                <h2>{t.when}</h2>
            </legend>
            <div class="stamps">
                {offer.stamps.into_iter().enumerate().map(stamp).collect_view()}
                <OneStamp
                    key=DATE.to_owned()
                    label=t.a_date.to_owned()
                    small=t.you_choose.to_owned()
                    picture="calendar-plus-duotone"
                    tone="slate"
                    chosen
                />
            </div>
            <Moment form now=offer.now zone=offer.time_zone chosen />
        </fieldset>
    }
}

#[component]
fn OneStamp(
    key: String,
    label: String,
    small: String,
    picture: &'static str,
    tone: &'static str,
    chosen: Chosen,
) -> impl IntoView {
    let is_chosen = chosen.choice.with_untracked(|choice| *choice == key);
    let value = key.clone();
    view! {
        <label>
            <input
                type="radio"
                name="choice"
                value=value
                checked=is_chosen
                required
                on:change=move |_| chosen.choice.set(key.clone())
            />
            <span class="st" data-tone=tone>
                <span class="art">
                    <Icon name=picture />
                </span>
                <b>{label}</b>
                <small>{small}</small>
            </span>
        </label>
    }
}

/// Day, time and zone; shown when a date is chosen.
#[component]
fn Moment(form: LetterForm, now: String, zone: String, chosen: Chosen) -> impl IntoView {
    let t = &text().letters;
    // The names come when somebody is about to choose one.
    let zones = RwSignal::new(Vec::new());
    let fetch = move |_| {
        if zones.with_untracked(Vec::is_empty) {
            spawn_local(async move { zones.set(read_zones().await.unwrap_or_default()) });
        }
    };
    let clock = if form.time.is_empty() { "09:00".to_owned() } else { form.time };
    let zone = if form.time_zone.is_empty() { zone } else { form.time_zone };
    let today = now.get(..10).unwrap_or_default().to_owned();
    view! {
        <div class="moment stack gap2">
            <div class="dt">
                <div class="field">
                    <label for="day">{t.day}</label>
                    <div class="in">
                        <input
                            id="day"
                            name="day"
                            type="date"
                            min=move || chosen.choice.with(|choice| choice == DATE).then(|| today.clone())
                            value=form.day
                            on:input:target=move |event| chosen.day.set(event.target().value())
                        />
                    </div>
                </div>
                <div class="field">
                    <label for="time">{t.time}</label>
                    <div class="in">
                        <input id="time" name="time" type="time" value=clock />
                    </div>
                </div>
            </div>
            <div class="field">
                <label for="time_zone">{t.zone}</label>
                <div class="in">
                    <Icon name="globe-simple" />
                    <input
                        id="time_zone"
                        name="time_zone"
                        value=zone
                        list="zones"
                        maxlength="64"
                        autocomplete="off"
                        spellcheck="false"
                        on:focus=fetch
                    />
                    <datalist id="zones">
                        {move || {
                            zones.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()
                        }}
                    </datalist>
                </div>
            </div>
        </div>
    }
}
