//! Sharing what one's own pages report, and hiding from everybody.

use super::{
    api::{HideMyself, SharePosition},
    scene::Scene,
};
use crate::app::{
    friends::follow,
    i18n::text,
    kit::{Icon, time},
};
use leptos::prelude::*;

/// Minutes that one can share for.
pub const SHARES: [i64; 3] = [15, 60, 480];
/// "Hide from everyone" hides for so many minutes.
const HIDDEN: i64 = 30;

/// A time in words: minutes up to an hour, then hours.
pub fn span(minutes: i64) -> String {
    let t = &text().nearby;
    if minutes < 60 { (t.minutes)(minutes) } else { (t.hours)(minutes / 60) }
}

/// Sharing what this page reports, and how to end it.
#[component]
pub fn Sharing(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let share = ServerAction::<SharePosition>::new();
    follow(share, false);
    let until = Memo::new(move |_| scene.page.with(|page| page.shares_until.clone()));
    let watched_by = Memo::new(move |_| scene.page.with(|page| page.watched_by));
    let body = move || match until.get() {
        Some(until) => view! {
            <p class="tiny">{(t.shared_until)(&time::hour(&until))} ". " {move || (t.watched_by)(watched_by.get())}</p>
            <ActionForm action=share>
                <input type="hidden" name="minutes" value="0" />
                <button class="btn block">
                    <Icon name="stop-fill" />
                    {t.end_sharing}
                </button>
            </ActionForm>
        }
        .into_any(),
        None => view! {
            <p class="tiny">{t.sharing_lead}</p>
            <ActionForm action=share attr:class="row wrap choices">
                {SHARES
                    .map(|minutes| {
                        view! {
                            <button class="btn sm" name="minutes" value=minutes.to_string()>
                                {span(minutes)}
                            </button>
                        }
                    })}
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <section class="card" data-tone="moss">
            <h3>{t.sharing}</h3>
            {body}
        </section>
    }
}

/// Says until when one is hidden.
#[component]
pub fn Hidden(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let show = ServerAction::<HideMyself>::new();
    follow(show, false);
    let until = Memo::new(move |_| scene.page.with(|page| page.hidden_until.clone()));
    move || {
        until.get().map(|until| {
            view! {
                <div class="banner" data-tone="slate" role="status">
                    <Icon name="eye-slash" />
                    <div class="grow">
                        <b>{(t.hidden)(&time::hour(&until))}</b>
                        " "
                        {t.hidden_lead}
                    </div>
                    <ActionForm action=show>
                        <input type="hidden" name="minutes" value="0" />
                        <button class="btn sm">{t.show_again}</button>
                    </ActionForm>
                </div>
            }
        })
    }
}

/// Hides from everybody for a while.
#[component]
pub fn HideButton() -> impl IntoView {
    let hide = ServerAction::<HideMyself>::new();
    follow(hide, false);
    view! {
        <ActionForm action=hide>
            <input type="hidden" name="minutes" value=HIDDEN.to_string() />
            <button class="btn block">
                <Icon name="eye-slash" />
                {text().nearby.hide_all}
            </button>
        </ActionForm>
    }
}
