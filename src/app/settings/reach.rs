//! How somebody is reached: a proven phone number, and pushes to this device.

use super::wire::Phone;
use crate::app::{
    account::wire::EntryForm,
    error::Code,
    i18n::text,
    kit::{Field, FormError, Icon},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

/// Numbers, the code that proves one, and a field for another.
#[component]
pub fn Phones(phones: Vec<Phone>, typed: EntryForm) -> impl IntoView {
    let t = &text().settings;
    let is_here = use_query_map().with_untracked(|query| query.get("at").is_some_and(|at| at == "phone"));
    let problem = typed.error.filter(|_| is_here).map(|code| (text().error)(code).to_owned());
    let open = phones.iter().find(|phone| !phone.is_proven).map(|phone| phone.number.clone());
    let row = |phone: Phone| {
        view! {
            <li>
                <div class="item">
                    <span class="tile" data-tone="brick">
                        <Icon name="device-mobile" />
                    </span>
                    <div class="body">
                        <b>{phone.number.clone()}</b>
                        <small>{if phone.is_proven { t.phone_proven } else { t.phone_open }}</small>
                    </div>
                    <form method="post" action="/api/account/phone/remove">
                        <input type="hidden" name="number" value=phone.number />
                        <button class="btn sm">{t.phone_remove}</button>
                    </form>
                </div>
            </li>
        }
    };
    view! {
        <section class="card stack" id="phone">
            <h2>{t.phone}</h2>
            <p class="muted">{t.phone_lead}</p>
            <FormError message=problem />
            <ul class="items flush">{phones.into_iter().map(row).collect_view()}</ul>
            {open
                .map(|number| {
                    view! {
                        <form class="stack gap2" method="post" action="/api/account/phone/confirm">
                            <p class="tiny">{(t.phone_code_sent)(&number)}</p>
                            <Field name="code" label=t.phone_code autocomplete="one-time-code" max=20 />
                            <div>
                                <button class="btn pri">{t.phone_confirm}</button>
                            </div>
                        </form>
                    }
                })}
            <form class="stack gap2" method="post" action="/api/account/phone">
                <Field
                    name="number"
                    label=t.phone_number
                    kind="tel"
                    value=typed.login
                    hint=t.phone_hint
                    autocomplete="tel"
                    max=30
                />
                <div>
                    <button class="btn">{t.phone_claim}</button>
                </div>
            </form>
        </section>
    }
}

/// Whether this device can be told, and is.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser gets there"))]
enum State {
    Unknown,
    Unable,
    Denied,
    Off,
    On,
}

/// Pushes to this browser. They take a script, and the leave of the browser.
#[component]
pub fn Pushes() -> impl IntoView {
    let t = &text().settings;
    let (state, problem) = (RwSignal::new(State::Unknown), RwSignal::new(None::<Code>));
    Effect::new(move || {
        spawn_local(async move {
            state.try_set(current().await);
        });
    });
    let turn = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        problem.set(None);
        spawn_local(async move {
            match if wanted { begin().await } else { end().await } {
                Ok(()) => {}
                Err(code) => problem.set(Some(code)),
            }
            state.set(current().await);
        });
    };
    let note = move || match (problem.get(), state.get()) {
        (Some(code), _) => (text().error)(code),
        (_, State::Denied) => t.push_denied,
        (_, State::Unable) => t.push_unable,
        _ => "",
    };
    view! {
        <section class="card script" id="push">
            <h2>{t.push}</h2>
            <label class="sw">
                <span class="txt">
                    {t.push_here}
                    <small>{t.push_hint}</small>
                </span>
                <input
                    type="checkbox"
                    role="switch"
                    aria-describedby="push-note"
                    prop:checked=move || state.get() == State::On
                    disabled=move || matches!(state.get(), State::Unknown | State::Unable | State::Denied)
                    on:change=turn
                />
            </label>
            <small id="push-note" role="status">
                {note}
            </small>
        </section>
    }
}

#[cfg(not(feature = "hydrate"))]
async fn current() -> State {
    State::Unknown
}

#[cfg(not(feature = "hydrate"))]
async fn begin() -> Result<(), Code> {
    Ok(())
}

#[cfg(not(feature = "hydrate"))]
async fn end() -> Result<(), Code> {
    Ok(())
}

#[cfg(feature = "hydrate")]
use browser::{begin, current, end};

#[cfg(feature = "hydrate")]
mod browser {
    use super::{super::api, State};
    use crate::app::{
        error::Code,
        worker::{
            WORKER,
            browser::{is_able as has_workers, register},
        },
    };
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Notification, NotificationPermission, PushSubscription, PushSubscriptionOptionsInit, ServiceWorkerRegistration,
    };

    /// The browser knows service workers and pushes, and the page may use them.
    fn is_able() -> bool {
        let has = |of: &JsValue, name: &str| js_sys::Reflect::has(of, &name.into()).unwrap_or_default();
        let window = window();
        has_workers() && has(&window, "PushManager") && has(&window, "Notification")
    }

    pub async fn current() -> State {
        if !is_able() {
            return State::Unable;
        }
        if Notification::permission() == NotificationPermission::Denied {
            return State::Denied;
        }
        // A subscription outlives the session that it was made in; the server has forgotten it then.
        let is_known = async || api::read_push_key().await.is_ok_and(|key| key.is_here);
        match subscription().await {
            Ok(Some(_)) if is_known().await => State::On,
            _ => State::Off,
        }
    }

    async fn worker() -> Result<Option<ServiceWorkerRegistration>, JsValue> {
        let known = window().navigator().service_worker().get_registration_with_document_url(WORKER);
        Ok(JsFuture::from(known).await?.dyn_into().ok())
    }

    async fn subscription() -> Result<Option<PushSubscription>, JsValue> {
        let Some(worker) = worker().await? else { return Ok(None) };
        Ok(JsFuture::from(worker.push_manager()?.get_subscription()?).await?.dyn_into().ok())
    }

    /// Asks for leave, subscribes, and tells the server where.
    pub async fn begin() -> Result<(), Code> {
        let asked = Notification::request_permission().map_err(|_| Code::Unavailable)?;
        let leave = JsFuture::from(asked).await.map_err(|_| Code::Unavailable)?;
        if leave.as_string().as_deref() != Some("granted") {
            return Ok(());
        }
        let key = api::read_push_key().await.map_err(|error| error.code)?.key;
        let subscription = subscribe(&key).await.map_err(|_| Code::Unavailable)?;
        let json = js_sys::JSON::stringify(&subscription).map_err(|_| Code::Unavailable)?;
        let told: serde_json::Value = serde_json::from_str(&String::from(json)).unwrap_or_default();
        let word = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let (endpoint, keys) = (word(&told["endpoint"]), &told["keys"]);
        let noted = api::reach_by_push(endpoint, word(&keys["p256dh"]), word(&keys["auth"]), None).await;
        if let Err(error) = noted {
            // Nobody would send there.
            let _ = subscription.unsubscribe();
            return Err(error.code);
        }
        Ok(())
    }

    async fn subscribe(key: &str) -> Result<PushSubscription, JsValue> {
        register().await?;
        let ready = window().navigator().service_worker().ready()?;
        let worker: ServiceWorkerRegistration = JsFuture::from(ready).await?.dyn_into()?;
        let options = PushSubscriptionOptionsInit::new();
        options.set_user_visible_only(true);
        options.set_application_server_key(&key.into());
        JsFuture::from(worker.push_manager()?.subscribe_with_options(&options)?).await?.dyn_into()
    }

    pub async fn end() -> Result<(), Code> {
        let Ok(Some(subscription)) = subscription().await else { return Ok(()) };
        let endpoint = subscription.endpoint();
        if let Ok(gone) = subscription.unsubscribe() {
            let _ = JsFuture::from(gone).await;
        }
        match api::leave_alone(endpoint).await {
            Err(error) if error.code != Code::NotFound => Err(error.code),
            _ => Ok(()),
        }
    }
}
