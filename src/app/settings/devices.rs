//! What is signed in to the account, and how to end it; tokens for phones and programs.

use super::{
    api,
    wire::{Device, DeviceKind, NewToken},
};
use crate::app::{
    error::Code,
    i18n::text,
    kit::{
        CopyButton, Icon, rows,
        time::{day, moment},
    },
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Devices(devices: Vec<Device>) -> impl IntoView {
    let t = &text().settings;
    let has_others = devices.iter().any(|device| !device.is_here);
    view! {
        <section class="card stack" id="devices">
            <h2>{t.devices}</h2>
            <ul class="items flush">
                {rows(devices, |device| device.id.clone(), |device| view! { <li><DeviceRow device /></li> })}
            </ul>
            {has_others
                .then(|| {
                    view! {
                        <form method="post" action="/api/account/devices/end-others">
                            <button class="btn">{t.sign_out_others}</button>
                        </form>
                    }
                })}
            <Tokens />
        </section>
    }
}

#[component]
fn DeviceRow(device: Device) -> impl IntoView {
    let t = &text().settings;
    let is_phone = ["iPhone", "iPad", "Android"].iter().any(|system| device.name.contains(system));
    let icon = match device.kind {
        DeviceKind::Token => "key",
        DeviceKind::Browser if is_phone => "device-mobile",
        DeviceKind::Browser => "desktop",
    };
    let name = if device.name.is_empty() { t.unknown_device.to_owned() } else { device.name };
    let until = device.expires_at.map(|at| (t.token_until)(&day(&at)));
    let line: Vec<String> = [Some((t.last_used)(&moment(&device.seen_at))), until].into_iter().flatten().collect();
    view! {
        <div class="item">
            <span class="tile" data-tone="slate">
                <Icon name=icon />
            </span>
            <div class="body">
                <b>{name}</b>
                <small>{line.join(" · ")}</small>
            </div>
            {if device.is_here {
                view! {
                    <span class="chip" data-tone="spruce">
                        {t.this_device}
                    </span>
                }
                    .into_any()
            } else {
                view! {
                    <form method="post" action="/api/account/devices/end">
                        <input type="hidden" name="id" value=device.id />
                        <button class="btn sm">{text().common.sign_out}</button>
                    </form>
                }
                    .into_any()
            }}
        </div>
    }
}

/// Makes a token and shows it this once. Only programs need one, so it takes a script.
#[component]
fn Tokens() -> impl IntoView {
    let t = &text().settings;
    let label = RwSignal::new(String::new());
    let made = RwSignal::new(None::<Result<NewToken, Code>>);
    let is_making = RwSignal::new(false);
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_making.set(true);
        let label = label.get_untracked();
        spawn_local(async move {
            let token = api::make_token(None, None, Some(label)).await;
            _ = is_making.try_set(false);
            _ = made.try_set(Some(token.map_err(|error| error.code)));
        });
    };
    view! {
        <details class="script">
            <summary class="link">{t.new_token}</summary>
            <form class="stack gap2" on:submit=make>
                <p class="muted">{t.new_token_hint}</p>
                <div class="field">
                    <label for="token-label">{t.token_label}</label>
                    <div class="in">
                        <input id="token-label" required maxlength="50" autocomplete="off" prop:value=label on:input:target=move |event| label.set(event.target().value()) />
                    </div>
                </div>
                <div>
                    <button class="btn" aria-busy=move || is_making.get().to_string()>{t.make_token}</button>
                </div>
            </form>
            <div role="status">
                {move || {
                    match made.get() {
                        None => ().into_any(),
                        Some(Err(code)) => view! { <p class="formerr">{(text().error)(code)}</p> }.into_any(),
                        Some(Ok(new)) => {
                            let token = new.token.clone();
                            view! {
                                <div class="banner" data-tone="moss">
                                    <Icon name="key" />
                                    <div>
                                        {t.token_once} <code class="token">{new.token}</code>
                                    </div>
                                    <CopyButton text=token />
                                </div>
                            }
                                .into_any()
                        }
                    }
                }}
            </div>
        </details>
    }
}
