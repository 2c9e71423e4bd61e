//! Who can see me: asked, allowed, and ended.

use super::{
    api::AnswerWatcher,
    scene::Scene,
    sharing::HideButton,
    wire::{Precision, Watcher},
};
use crate::app::{
    friends::follow,
    i18n::text,
    kit::{Avatar, time},
};
use leptos::prelude::*;

/// Hours that a consent can be given for.
const HOURS: [i64; 3] = [1, 8, 24];

#[component]
pub fn Watchers(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    // Not in the rows: what is answered is drawn anew, maybe before the answer is here.
    let answer = ServerAction::<AnswerWatcher>::new();
    follow(answer, false);
    let is_hidden = Memo::new(move |_| scene.page.with(|page| page.hidden_until.is_some()));
    // What is being chosen for one stays where it is while others ask or look.
    let key = |watcher: &Watcher| {
        (watcher.person.id.clone(), watcher.may, watcher.is_ended, watcher.precision, watcher.until.clone())
    };
    let next = move || scene.watchers.with(|page| page.next.clone());
    view! {
        <section class="card" data-tone="moss" id="watchers" tabindex="-1">
            <h3>{t.who_sees}</h3>
            <p class="tiny">{t.who_sees_lead}</p>
            <Show when=move || scene.watchers.with(|page| page.watchers.is_empty())>
                <p class="tiny">{t.who_sees_none}</p>
            </Show>
            <ul class="watchers">
                <For each=move || scene.watchers.with(|page| page.watchers.clone()) key=key let:watcher>
                    <li>
                        {match watcher.may {
                            true => view! { <Known scene watcher answer /> }.into_any(),
                            false => view! { <Asks watcher answer /> }.into_any(),
                        }}
                    </li>
                </For>
            </ul>
            {move || {
                next()
                    .map(|after| {
                        view! {
                            <a class="btn ghost more" href=format!("/nearby?after={after}#watchers")>
                                {t.older}
                            </a>
                        }
                    })
            }}
            <Show when=move || !is_hidden.get()>
                <HideButton />
            </Show>
        </section>
    }
}

/// Somebody who asks, or was refused: yes, for how long and how exactly; or no.
#[component]
fn Asks(watcher: Watcher, answer: ServerAction<AnswerWatcher>) -> impl IntoView {
    let t = &text().nearby;
    let (person, is_ended) = (watcher.person, watcher.is_ended);
    view! {
        <div class="item">
            <Avatar id=person.id.clone() name=person.name.clone() picture=person.picture size="sm" />
            <div class="body">
                <b>{person.name}</b>
                <small>{if is_ended { t.refused } else { t.wants }}</small>
            </div>
        </div>
        <ActionForm action=answer attr:class="stack gap2 answer">
            <input type="hidden" name="id" value=person.id />
            <Terms precision=watcher.precision />
            <div class="row">
                <button class="btn sm pri" name="action" value="agree">
                    {t.allow}
                </button>
                {(!is_ended)
                    .then(|| {
                        view! {
                            <button class="btn sm" name="action" value="refuse">
                                {t.refuse}
                            </button>
                        }
                    })}
            </div>
        </ActionForm>
    }
}

/// How exactly, and for how long: as it was agreed to until a time, if it was.
#[component]
fn Terms(precision: Precision, #[prop(optional_no_strip)] until: Option<String>) -> impl IntoView {
    let t = &text().nearby;
    view! {
        <div class="row terms">
            <select class="in sm" name="precision" aria-label=t.precision>
                <option value="near" selected=precision == Precision::Near>
                    {t.near}
                </option>
                <option value="area" selected=precision == Precision::Area>
                    {t.area}
                </option>
            </select>
            <select class="in sm" name="hours" aria-label=t.how_long>
                {until
                    .map(|until| {
                        view! {
                            <option value="same" selected=true>
                                {(t.until)(&time::moment(&until))}
                            </option>
                        }
                    })}
                <option value="">{t.for_good}</option>
                {HOURS.map(|hours| view! { <option value=hours.to_string()>{(t.hours)(hours)}</option> })}
            </select>
        </div>
    }
}

/// Somebody who may see me: a switch, when they looked, and what was agreed to.
#[component]
fn Known(scene: Scene, watcher: Watcher, answer: ServerAction<AnswerWatcher>) -> impl IntoView {
    let t = &text().nearby;
    let Watcher { person, precision, until, .. } = watcher;
    let (id, own) = (StoredValue::new(person.id.clone()), person.id.clone());
    let line = move || {
        let now = scene.watchers.with(|page| {
            let one = page.watchers.iter().find(|one| id.with_value(|id| one.person.id == *id));
            one.map(|one| (one.is_looking, one.looked_at.clone()))
        });
        match now {
            Some((true, _)) => t.looking.to_owned(),
            Some((false, Some(at))) => (t.looked)(&time::moment(&at)),
            _ => t.never_looked.to_owned(),
        }
    };
    let grid = if precision == Precision::Near { t.near } else { t.area };
    let terms = [Some(grid.to_owned()), until.as_ref().map(|until| (t.until)(&time::moment(until)))];
    let terms = terms.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <ActionForm action=answer>
            <input type="hidden" name="id" value=person.id.clone() />
            <input type="hidden" name="action" value="refuse" />
            <button class="sw" role="switch" aria-checked="true">
                <Avatar id=person.id.clone() name=person.name.clone() picture=person.picture size="sm" />
                <span class="txt">
                    {person.name}
                    <small>{line}</small>
                </span>
                <span class="lamp"></span>
            </button>
        </ActionForm>
        <details class="terms">
            <summary class="tiny">{terms} " · " <u>{t.change}</u></summary>
            <ActionForm action=answer attr:class="stack gap2 answer">
                <input type="hidden" name="id" value=own />
                <Terms precision until />
                <button class="btn sm" name="action" value="agree">
                    {t.change}
                </button>
            </ActionForm>
        </details>
    }
}
