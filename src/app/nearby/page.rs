//! Nearby: who is how far away while an activity runs, whom one watches, and who can see oneself.

use super::{
    api::{self, DisruptByForm, StartByForm, StopByForm},
    consent::Watchers,
    lists::{Others, Pick, Sights},
    locate::{locate, remember},
    radar::{Radar, distance},
    scene::Scene,
    settings::AlarmCard,
    sharing::{Hidden, SHARES, Sharing, span},
    trend::Trend,
    wire::{NearbyPage, WatchersPage},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::{Problem, api::list_friends, follow, wire::PeoplePage},
    i18n::text,
    kit::{Avatar, Icon, Loading, stay_awake, time},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

/// Hours after which an activity can end by itself.
const HOURS: [i64; 4] = [1, 2, 4, 8];

/// What the page is made of: how it stands, who watches, friends who could be asked.
type Parts = (NearbyPage, WatchersPage, PeoplePage);

pub struct NearbyRoute {
    parts: ArcResource<Result<Parts, ApiError>>,
}

impl LazyRoute for NearbyRoute {
    fn data() -> Self {
        Self {
            parts: ArcResource::new(asked(), async |(after, friends)| {
                Ok((api::read_nearby().await?, api::read_watchers(after).await?, list_friends(None, friends).await?))
            }),
        }
    }

    async fn view(this: Self) -> AnyView {
        let (parts, asked) = (this.parts, asked());
        let body = move || {
            let (parts, after) = (parts.clone(), untrack(&asked));
            Suspend::new(async move {
                match parts.await {
                    Ok(parts) => view! { <Inside parts asked=after /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().nearby.title />
            <main class="sheet nearby" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

/// Pages of watchers and of friends, by the address.
fn asked() -> impl Fn() -> (Option<String>, Option<String>) + Clone + Send + Sync + 'static {
    let query = use_query_map();
    let of = move |key: &'static str| query.with(|query| query.get(key)).filter(|after| !after.is_empty());
    move || (of("after"), of("friends"))
}

#[component]
fn Inside(parts: Parts, asked: (Option<String>, Option<String>)) -> impl IntoView {
    let (page, watchers, friends) = parts;
    let scene = Scene::new(page, watchers, asked.0);
    locate(scene);
    remember(scene);
    stay_awake(move || scene.reports());
    let is_running = Memo::new(move |_| scene.is_running());
    view! {
        <Head scene />
        <div class="split" on:submit=move |event| scene.acted.note(&event)>
            <div class="page">
                <div class="stack gap5">
                    <Problem />
                    <Denied scene />
                    <Hidden scene />
                    {move || match is_running.get() {
                        true => view! { <Running scene /> }.into_any(),
                        false => view! { <Idle scene /> }.into_any(),
                    }}
                </div>
            </div>
            <aside class="panel" id="beside" tabindex="-1" aria-label=text().people.title>
                <Show when=move || is_running.get()>
                    <Sights scene />
                </Show>
                <Others scene />
                <Pick scene page=friends is_open=asked.1.is_some() />
                <Show when=move || is_running.get()>
                    <Sharing scene />
                    <AlarmCard scene />
                </Show>
                <Watchers scene />
            </aside>
        </div>
    }
}

#[component]
fn Head(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let stop = ServerAction::<StopByForm>::new();
    follow(stop, false);
    let state = move || {
        scene.page.with(|page| match &page.activity {
            Some(activity) => (t.running)(activity.minutes, &time::hour(&activity.until)),
            None => match &page.shares_until {
                Some(until) => (t.shared_until)(&time::hour(until)),
                None => t.is_off.to_owned(),
            },
        })
    };
    let is_running = Memo::new(move |_| scene.is_running());
    view! {
        <header class="top">
            <div class="ttl">
                <h1>{t.title}</h1>
                <p>{state}</p>
            </div>
            <div class="acts">
                <a class="btn" href="/nearby/history" aria-label=t.history>
                    <Icon name="clock-clockwise" />
                    <span class="wide">{t.history}</span>
                </a>
                <Show when=move || is_running.get()>
                    <ActionForm action=stop>
                        <button class="btn danger">
                            <Icon name="stop-fill" />
                            {t.stop}
                        </button>
                    </ActionForm>
                </Show>
            </div>
        </header>
    }
}

/// While an activity runs: who is nearest, the way out, the picture.
#[component]
fn Running(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let disrupt = ServerAction::<DisruptByForm>::new();
    follow(disrupt, false);
    view! {
        <div class="row wrap ahead">
            <Nearest scene />
            <ActionForm action=disrupt>
                <button class="btn danger lg">
                    <Icon name="hand-palm" />
                    {t.too_close}
                </button>
            </ActionForm>
        </div>
        <Radar scene />
    }
}

#[component]
fn Nearest(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let nearest = scene.nearest();
    let knows_own = Memo::new(move |_| scene.page.with(|page| page.own_age.is_some()));
    move || match nearest.get() {
        Some(sight) => {
            let person = sight.person;
            let (number, unit) = distance(sight.distance.unwrap_or_default());
            let line = [
                sight.bearing.map(|bearing| direction(bearing).to_owned()),
                scene.trends.with(|trends| trends.get(&person.id).copied()).map(|trend| moves(trend).to_owned()),
            ];
            let line = line.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let age = sight.age.map(|age| (t.ago)(scene.age(age))).unwrap_or_default();
            let line = [line, age].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            view! {
                <div class="nearest">
                    <Avatar
                        id=person.id
                        name=person.name.clone()
                        picture=person.picture
                        size="lg"
                        is_lit=Signal::derive(|| true)
                        lit=""
                    />
                    <div>
                        <p class="eyebrow">{(t.nearest)(&person.name)}</p>
                        <p class="dist">
                            {number} " " <small>{unit}</small>
                        </p>
                        <p class="tiny">{line}</p>
                    </div>
                </div>
            }
            .into_any()
        }
        None => {
            let (title, lead) = match knows_own.get() {
                true => (t.nobody_near, t.nobody_near_lead),
                false => (t.own_unknown, t.own_unknown_lead),
            };
            view! {
                <div class="nearest">
                    <div>
                        <h2>{title}</h2>
                        <p class="tiny">{lead}</p>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

/// One of the eight winds.
fn direction(bearing: f64) -> &'static str {
    text().nearby.directions[((bearing / 45.0).round() as usize) % 8]
}

pub fn moves(trend: Trend) -> &'static str {
    let t = &text().nearby;
    match trend {
        Trend::Closer => t.closer,
        Trend::Away => t.away,
        Trend::Still => t.still,
    }
}

/// Without an activity: begin one, or share where one is.
#[component]
fn Idle(scene: Scene) -> impl IntoView {
    view! {
        <div class="cards">
            <Start />
            <Sharing scene />
            <AlarmCard scene />
        </div>
    }
}

#[component]
fn Start() -> impl IntoView {
    let t = &text().nearby;
    let start = ServerAction::<StartByForm>::new();
    follow(start, false);
    view! {
        <section class="card" data-tone="moss">
            <div class="row lead">
                <span class="tile" data-tone="moss">
                    <Icon name="compass-duotone" />
                </span>
                <div class="grow">
                    <h2>{t.start}</h2>
                    <p class="tiny">{t.start_lead}</p>
                </div>
            </div>
            <ActionForm action=start>
                <div class="field">
                    <label for="hours">{t.ends_after}</label>
                    <div class="in">
                        <select id="hours" name="hours">
                            {HOURS
                                .map(|hours| {
                                    view! {
                                        <option value=hours.to_string() selected=hours == 2>
                                            {(t.hours)(hours)}
                                        </option>
                                    }
                                })}
                        </select>
                    </div>
                </div>
                <div class="field">
                    <label for="share">{t.share_too}</label>
                    <div class="in">
                        <select id="share" name="share">
                            <option value="0">{t.not_shared}</option>
                            {SHARES.map(|minutes| view! { <option value=minutes.to_string()>{span(minutes)}</option> })}
                        </select>
                    </div>
                </div>
                <button class="btn pri block lg" aria-busy=move || start.pending().get().to_string()>
                    <Icon name="play-fill" />
                    {t.begin}
                </button>
            </ActionForm>
        </section>
    }
}

/// The browser does not tell where it is.
#[component]
fn Denied(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let is_missed = Memo::new(move |_| scene.is_denied.get() && scene.reports());
    view! {
        <Show when=move || is_missed.get()>
            <section class="card">
                <div class="empty denied" role="alert">
                    <span class="tile lg door" data-tone="slate">
                        <Icon name="gps-slash" />
                    </span>
                    <h2>{t.denied}</h2>
                    <p>{t.denied_lead}</p>
                    <button class="btn" type="button" on:click=move |_| scene.ask_again()>
                        {t.try_again}
                    </button>
                </div>
            </section>
        </Show>
    }
}
