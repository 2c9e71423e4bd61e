//! What was pressed, newest first.

use super::{
    steam::{Steam, called},
    wire::{Button, Effect, Press, Voice},
};
use crate::app::{
    i18n::text,
    kit::{Avatar, Icon},
};
use leptos::prelude::*;

/// A feed that goes on by itself. It is not told to the ear line by line; a summary is.
#[component]
pub fn Feed(steam: Steam) -> impl IntoView {
    view! {
        <ul class="feed">
            <For each=move || steam.feed.get() key=|press| press.id.clone() let:press>
                <Line press now=steam.now />
            </For>
        </ul>
    }
}

#[component]
pub fn Line(press: Press, #[prop(into)] now: Signal<i64>) -> impl IntoView {
    let t = text();
    let button = Button::parse(&press.what);
    let did = match (press.is_event, button, Effect::parse(&press.what)) {
        (false, Some(button), _) => (t.board.did)(button).to_owned(),
        (true, _, Some(effect)) => (t.board.did_effect)((t.board.effect)(effect)),
        _ => t.board.did_click.to_owned(),
    };
    let is_member = press.account_id.is_some();
    let name = if is_member { press.shown } else { called(t, &press.name) };
    let own = is_member.then(|| format!("{}: {}", t.board.is_member, press.name));
    let id = press.account_id.clone().unwrap_or_else(|| press.name.clone());
    let voice = match Voice::of(press.style.as_deref().unwrap_or_default()) {
        Voice::Plain => "say",
        Voice::Loud => "say loud",
        Voice::Whisper => "say whisper",
    };
    let at = press.at;
    let said = press.comment.map(|comment| {
        view! {
            <br />
            <span class=voice data-tone=button.map_or("slate", Button::tone)>
                {comment}
            </span>
        }
    });
    view! {
        <li>
            <Avatar id=id name=name.clone() picture=press.picture size="sm" />
            <div class="body">
                <b>{name}</b>
                {own
                    .map(|own| {
                        let spoken = own.clone();
                        view! {
                            <span class="own" title=own>
                                <Icon name="seal-check" />
                                <span class="sr">{spoken}</span>
                            </span>
                        }
                    })}
                " "
                {did}
                {said}
            </div>
            <time>{move || ago(now.get() - at)}</time>
        </li>
    }
}

/// "now", "4 min", "3 h", "2 d".
fn ago(millis: i64) -> String {
    let t = &text().board;
    match millis / 60_000 {
        ..1 => t.now.to_owned(),
        minutes @ 1..60 => (t.minutes)(minutes),
        minutes @ 60..1440 => (t.hours)(minutes / 60),
        minutes => (t.days)(minutes / 1440),
    }
}
