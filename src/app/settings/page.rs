//! The settings: one page of sections, each field saved when it changes.

use super::{
    about::About,
    api,
    devices::Devices,
    files::Files,
    reach::{Phones, Pushes},
    saving::{Apply, Outcome, Saving, Switch},
    security::Security,
    wire::{Device, Phone, Profile, ProfileChange},
};
use crate::app::{
    account::{LanguageField, wire::EntryForm},
    calendar::{api::read_feed, wire::Feed},
    error::{ApiError, Code},
    i18n::text,
    kit::{FormError, Icon, Loading, PageError, set_status},
    session::Look,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

type All = (Profile, Vec<Device>, Vec<String>, Feed, Vec<Phone>);

pub struct SettingsRoute {
    all: ArcResource<Result<All, ApiError>>,
    refused: ArcResource<EntryForm>,
}

impl LazyRoute for SettingsRoute {
    fn data() -> Self {
        // Read once: a change that comes back as a notice must not take the fields from under somebody's hands.
        let all = ArcResource::new(
            || (),
            async |()| {
                let (profile, devices) = (api::read_profile().await?, api::read_devices().await?);
                let (zones, feed) = (api::read_zones().await?, read_feed().await?);
                Ok((profile, devices, zones, feed, api::read_phones().await?))
            },
        );
        Self { all, refused: crate::app::account::refused() }
    }

    async fn view(this: Self) -> AnyView {
        let Self { all, refused } = this;
        let body = move || {
            let (all, refused) = (all.clone(), refused.clone());
            Suspend::new(async move {
                match all.await {
                    Ok(all) => view! { <Sections all typed=refused.await /> }.into_any(),
                    Err(error) if error.code == Code::NotSignedIn => ().into_any(),
                    Err(error) => {
                        set_status(error.code.status());
                        let title = text().common.broken_title;
                        view! { <PageError title body=(text().error)(error.code) /> }.into_any()
                    }
                }
            })
        };
        view! {
            <Title text=text().settings.title />
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Sections(all: All, typed: EntryForm) -> impl IntoView {
    let t = &text().settings;
    let (profile, devices, zones, feed, phones) = all;
    // What belongs to a form further down is said there.
    let is_elsewhere = use_query_map().with_untracked(|query| query.get("at").is_some());
    let problem = typed.error.filter(|_| !is_elsewhere).map(|code| (text().error)(code).to_owned());
    let sections = [
        ("profile", "user-circle", t.profile),
        ("look", "globe-simple", t.look),
        ("privacy", "shield-check", t.privacy),
        ("phone", "device-mobile", t.phone),
        ("push", "bell", t.push),
        ("keyboard", "keyboard", t.keyboard),
        ("security", "key", t.security),
        ("devices", "devices", t.devices),
        ("files", "calendar-blank", t.files),
    ];
    view! {
        <header class="top">
            <div class="ttl">
                <h1>{t.title}</h1>
                <p class="script">{t.saved_at_once}</p>
            </div>
        </header>
        <div class="split list-first settings">
            <nav class="lane wide" aria-label=t.sections>
                <ul class="items">
                    {sections
                        .map(|(id, icon, label)| {
                            view! {
                                <li>
                                    <a class="item" href=format!("#{id}") rel="external">
                                        <Icon name=icon />
                                        <span class="body">{label}</span>
                                    </a>
                                </li>
                            }
                        })}
                </ul>
            </nav>
            <div class="page now">
                <div class="narrow stack">
                    <FormError message=problem />
                    <About profile=profile.clone() />
                    <LookSection profile=profile.clone() zones />
                    <Switches profile=profile.clone() />
                    <Phones phones typed=typed.clone() />
                    <Pushes />
                    <Keyboard single_keys=profile.single_keys />
                    <Security profile typed />
                    <Devices devices />
                    <Files feed />
                </div>
            </div>
        </div>
    }
}

#[component]
fn LookSection(profile: Profile, zones: Vec<String>) -> impl IntoView {
    let t = text();
    let saving = Saving::of("time_zone");
    let theme = expect_context::<Look>().theme.unwrap_or("system");
    let themes = [
        ("light", t.common.theme_light, "sun"),
        ("dark", t.common.theme_dark, "moon"),
        ("system", t.common.theme_system, "desktop"),
    ];
    let own = profile.time_zone.clone();
    view! {
        <section class="card" id="look">
            <h2>{t.settings.look}</h2>
            <div class="cols">
                <LanguageField />
                <form class="stack gap2" method="post" action="/api/account/profile">
                    <div class="field" class:bad=move || saving.is_bad()>
                        <label for="time_zone">{t.settings.zone}</label>
                        <div class="in">
                            <select
                                id="time_zone"
                                name="time_zone"
                                aria-describedby="time_zone-note"
                                on:change:target=move |event| {
                                    let zone = event.target().value();
                                    saving.save(ProfileChange { time_zone: Some(zone), ..ProfileChange::default() });
                                }
                            >
                                {zones
                                    .into_iter()
                                    .map(|zone| {
                                        let is_own = zone == own;
                                        view! { <option selected=is_own>{zone}</option> }
                                    })
                                    .collect_view()}
                            </select>
                        </div>
                        <Outcome saving />
                    </div>
                    <Apply />
                </form>
            </div>
            <form method="post" action="/api/account/look">
                <input type="hidden" name="next" value="/settings" />
                <fieldset class="field">
                    <legend class="lab">{t.common.theme}</legend>
                    <div class="seg block">
                        {themes
                            .map(|(value, label, icon)| {
                                view! {
                                    <button name="theme" value=value aria-pressed=(theme == value).to_string()>
                                        <Icon name=icon />
                                        {label}
                                    </button>
                                }
                            })}
                    </div>
                </fieldset>
            </form>
        </section>
    }
}

/// What is on or off. Only scripts can tell "off" from "not asked", so without them these are not shown.
#[component]
fn Switches(profile: Profile) -> impl IntoView {
    let t = &text().settings;
    view! {
        <section class="card script" id="privacy">
            <h2>{t.privacy}</h2>
            <Switch
                field="found_by_email"
                label=t.found_by_email
                hint=t.found_by_email_hint
                is_on=profile.found_by_email
                change=|is_on| ProfileChange { found_by_email: Some(is_on), ..ProfileChange::default() }
            />
            <Switch
                field="found_by_name"
                label=t.found_by_name
                hint=t.found_by_name_hint
                is_on=profile.found_by_name
                change=|is_on| ProfileChange { found_by_name: Some(is_on), ..ProfileChange::default() }
            />
            <Switch
                field="found_by_phone"
                label=t.found_by_phone
                hint=t.found_by_phone_hint
                is_on=profile.found_by_phone
                change=|is_on| ProfileChange { found_by_phone: Some(is_on), ..ProfileChange::default() }
            />
            <Switch
                field="shows_presence"
                label=t.shows_presence
                hint=t.shows_presence_hint
                is_on=profile.shows_presence
                change=|is_on| ProfileChange { shows_presence: Some(is_on), ..ProfileChange::default() }
            />
        </section>
    }
}

#[component]
fn Keyboard(single_keys: bool) -> impl IntoView {
    let t = &text().settings;
    view! {
        <section class="card script" id="keyboard">
            <h2>{t.keyboard}</h2>
            <Switch
                field="single_keys"
                label=t.single_keys
                hint=t.single_keys_hint
                is_on=single_keys
                change=|is_on| ProfileChange { single_keys: Some(is_on), ..ProfileChange::default() }
            />
        </section>
    }
}
