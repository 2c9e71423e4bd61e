//! What the alarm is set to. It is this browser's alone.

use super::{alarm::RADII, radar::distance_text, scene::Scene};
use crate::app::i18n::text;
use leptos::prelude::*;

#[component]
pub fn AlarmCard(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let is_off = move || scene.radius.get().is_none();
    let choose = move |event| scene.radius.set(event_target_value(&event).parse().ok());
    let switch = |label: &'static str, signal: RwSignal<bool>| {
        view! {
            <label class="sw">
                <span class="txt">{label}</span>
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=move || signal.get()
                    prop:disabled=is_off
                    on:change:target=move |event| signal.set(event.target().checked())
                />
            </label>
        }
    };
    view! {
        <section class="card script">
            <h3>{t.alarm}</h3>
            <div class="field">
                <label for="radius">{t.alarm_radius}</label>
                <div class="in">
                    <select
                        id="radius"
                        on:change=choose
                    >
                        {RADII
                            .map(|radius| {
                                view! {
                                    <option value=radius.to_string() selected=move || scene.radius.get() == Some(radius)>
                                        {distance_text(radius)}
                                    </option>
                                }
                            })}
                        <option value="" selected=is_off>
                            {t.alarm_off}
                        </option>
                    </select>
                </div>
            </div>
            {switch(t.alarm_sound, scene.is_loud)}
            {switch(t.alarm_disrupt, scene.hides)}
        </section>
    }
}
