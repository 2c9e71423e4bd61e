//! The event form itself, with a live preview. A plain form that scripts make faster.

use super::{
    api::SaveEvent,
    icons,
    repeating::Repeating,
    wire::{ADDRESS_MAX, DESCRIPTION_MAX, EventForm, NAME_MAX},
};
use crate::app::{
    account::wire::Done,
    error::ApiError,
    i18n::text,
    kit::{EventIcon, FormError, Icon, raw},
    settings::api::read_zones,
};
use jiff::civil::Date;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub fn EventEditor(form: EventForm, back: String) -> impl IntoView {
    let t = &text().calendar;
    let action = ServerAction::<SaveEvent>::new();
    let problem = leave_when_done(move || action.value().get());
    let refused = form.error.map(|code| (text().error)(code).to_owned());
    let is_new = form.id.is_empty();
    let message = Signal::derive(move || {
        let reason = problem.get().or_else(|| refused.clone().filter(|_| action.version().get() == 0))?;
        Some(format!("{} {reason} {}", t.not_saved, t.not_saved_hint))
    });
    let name = RwSignal::new(form.name.clone());
    let icon = RwSignal::new(if form.icon.is_empty() { icons::DEFAULT.to_owned() } else { form.icon.clone() });
    let day = RwSignal::new(form.starts_on.clone());
    let is_all_day = RwSignal::new(form.all_day == "on");
    view! {
        <ActionForm action=action attr:class="whole">
            <header class="top">
                <a class="ib back" href=back.clone() aria-label=text().common.back>
                    <Icon name="arrow-left" />
                </a>
                <div class="ttl">
                    <h1>{if is_new { t.new_event } else { t.edit_title }}</h1>
                </div>
                <div class="acts">
                    <a class="btn ghost wide" href=back>
                        {t.discard}
                    </a>
                    <button class="btn pri" aria-busy=move || action.pending().get().to_string()>
                        <Icon name="check" />
                        <span>{if is_new { t.create } else { t.save }}</span>
                    </button>
                </div>
            </header>
            <div class="split">
                <div class="page">
                    <div class="narrow stack gap5">
                        <FormError message />
                        <input type="hidden" name="id" value=form.id.clone() />
                        <div class="field">
                            <label for="name">{t.name}</label>
                            <div class="in big">
                                <input id="name" name="name" value=form.name.clone() on:input:target=move |event| name.set(event.target().value()) maxlength=NAME_MAX required />
                            </div>
                        </div>
                        <IconPicker icon />
                        <WhomPicker kind=form.kind.clone() is_new />
                        <When form=form.clone() day is_all_day />
                        <Repeating form=form.clone() day asks_scope=form.id.contains('_') />
                        <div class="opts">
                            <label class="sw">
                                <input type="checkbox" name="all_day" value="on" checked=is_all_day.get_untracked() on:change:target=move |event| is_all_day.set(event.target().checked()) />
                                <span class="txt">{t.all_day}</span>
                            </label>
                            <label class="sw">
                                <input type="checkbox" name="private" value="on" checked=form.private == "on" />
                                <span class="txt">{t.private} <small>{t.private_hint}</small></span>
                            </label>
                        </div>
                        <div class="field">
                            <label for="address">{t.address}</label>
                            <div class="in">
                                <Icon name="map-pin" />
                                <input id="address" name="address" value=form.address.clone() maxlength=ADDRESS_MAX autocomplete="off" />
                            </div>
                        </div>
                        <div class="field">
                            <label for="description">{t.description}</label>
                            <textarea class="in" id="description" name="description" rows="4" maxlength=DESCRIPTION_MAX>
                                {raw(form.description.clone())}
                            </textarea>
                        </div>
                    </div>
                </div>
                <aside class="panel">
                    <section class="card tone preview" data-tone=move || icon.with(|icon| icons::tone(icon))>
                        <p class="eyebrow">{t.preview}</p>
                        <div class="row top-al mt1">
                            <span class="tile door full">
                                <EventIcon name=icon />
                            </span>
                            <div class="grow">
                                <b>{move || if name.with(String::is_empty) { t.new_event.to_owned() } else { name.get() }}</b>
                                <p class="tiny">{move || day_text(&day.get())}</p>
                            </div>
                        </div>
                    </section>
                </aside>
            </div>
        </ActionForm>
    }
}

#[component]
fn IconPicker(icon: RwSignal<String>) -> impl IntoView {
    let t = &text().calendar;
    let choice = move |(name, tone): (&'static str, &'static str)| {
        view! {
            <label data-tone=tone>
                <input
                    type="radio"
                    name="icon"
                    value=name
                    aria-label=(t.icon_name)(name)
                    checked=icon.get_untracked() == name
                    on:change=move |_| icon.set(name.to_owned())
                />
                <span class="tile sm" data-tone=tone>
                    <EventIcon name=name.to_owned() />
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="lab">{t.icon}</legend>
            <div class="picker">{icons::offered(&icon.get_untracked()).map(choice).collect_view()}</div>
        </fieldset>
    }
}

/// Alone or together; fixed once the event exists.
#[component]
fn WhomPicker(kind: String, is_new: bool) -> impl IntoView {
    let t = &text().calendar;
    if !is_new {
        return view! { <input type="hidden" name="kind" value=kind /> }.into_any();
    }
    let is_single = kind == "single";
    view! {
        <fieldset class="field">
            <legend class="lab">{t.for_whom}</legend>
            <div class="seg block">
                <label>
                    <input class="sr" type="radio" name="kind" value="single" checked=is_single />
                    <Icon name="user" />
                    {t.just_me}
                </label>
                <label>
                    <input class="sr" type="radio" name="kind" value="group" checked=!is_single />
                    <Icon name="users" />
                    {t.together}
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn When(form: EventForm, day: RwSignal<String>, is_all_day: RwSignal<bool>) -> impl IntoView {
    let t = &text().calendar;
    // The names come when somebody is about to choose one.
    let zones = RwSignal::new(Vec::new());
    let fetch = move |_| {
        if zones.with_untracked(Vec::is_empty) {
            spawn_local(async move { zones.set(read_zones().await.unwrap_or_default()) });
        }
    };
    view! {
        <div class="dts">
            <div class="dt" class:day=move || is_all_day.get()>
                <div class="field">
                    <label for="starts_on">{t.starts}</label>
                    <div class="in">
                        <input id="starts_on" name="starts_on" type="date" min="1900-01-01" max="2200-12-31" value=form.starts_on.clone() on:input:target=move |event| day.set(event.target().value()) required />
                    </div>
                </div>
                <div class="field" hidden=move || is_all_day.get()>
                    <label for="starts_time">{t.time}</label>
                    <div class="in">
                        <input id="starts_time" name="starts_time" type="time" value=form.starts_time.clone() />
                    </div>
                </div>
            </div>
            <div class="dt" class:day=move || is_all_day.get()>
                <div class="field">
                    <label for="ends_on">{t.ends}</label>
                    <div class="in">
                        <input id="ends_on" name="ends_on" type="date" min="1900-01-01" max="2201-12-31" value=form.ends_on.clone() />
                    </div>
                </div>
                <div class="field" hidden=move || is_all_day.get()>
                    <label for="ends_time">{t.time}</label>
                    <div class="in">
                        <input id="ends_time" name="ends_time" type="time" value=form.ends_time.clone() />
                    </div>
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
                    value=form.time_zone.clone()
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
    }
}

fn day_text(day: &str) -> String {
    day.parse::<Date>().map_or(String::new(), |day| (text().common.day)(day))
}

/// Goes where a taken form says; what is wrong with a refused one.
fn leave_when_done(
    value: impl Fn() -> Option<Result<Done, ApiError>> + Copy + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(done)) = value() {
            navigate(&done.to, NavigateOptions::default());
        }
    });
    Signal::derive(move || value().and_then(Result::err).map(|error| (text().error)(error.code).to_owned()))
}
