//! Who can see me: asked, allowed, and ended.

use super::{
    api::AnswerWatcher,
    scene::Scene,
    sharing::HideButton,
    wire::{Grid, Watcher, WatchersPage},
};
use crate::app::{
    error::ApiError,
    friends::follow,
    i18n::text,
    kit::{Avatar, time},
};
use leptos::prelude::*;

/// Hours that a consent can be given for.
const HOURS: [i64; 3] = [1, 8, 24];

#[component]
pub fn Watchers(scene: Scene, watchers: ArcResource<Result<WatchersPage, ApiError>>) -> impl IntoView {
    let t = &text().nearby;
    // Not in the rows: what is answered is drawn anew, maybe before the answer is here.
    let answer = ServerAction::<AnswerWatcher>::new();
    follow(answer, false);
    let rows = move || {
        let watchers = watchers.clone();
        Suspend::new(async move {
            match watchers.await {
                Ok(page) if page.watchers.is_empty() => {
                    view! { <p class="tiny">{text().nearby.who_sees_none}</p> }.into_any()
                }
                Ok(page) => view! { <Rows page answer /> }.into_any(),
                Err(error) => view! { <p class="note bad">{(text().error)(error.code)}</p> }.into_any(),
            }
        })
    };
    let is_hidden = Memo::new(move |_| scene.page.with(|page| page.hidden_until.is_some()));
    view! {
        <section class="card" data-tone="moss" id="watchers">
            <h3>{t.who_sees}</h3>
            <p class="tiny">{t.who_sees_lead}</p>
            <Transition>{rows}</Transition>
            <Show when=move || !is_hidden.get()>
                <HideButton />
            </Show>
        </section>
    }
}

#[component]
fn Rows(page: WatchersPage, answer: ServerAction<AnswerWatcher>) -> impl IntoView {
    let next = page.next.map(|after| {
        view! {
            <a class="btn ghost more" href=format!("/nearby?after={after}#watchers")>
                {text().nearby.older}
            </a>
        }
    });
    let rows = page.watchers.into_iter().map(|watcher| {
        let is_new = !watcher.may && !watcher.is_ended;
        view! { <li>{if is_new { asks(watcher, answer).into_any() } else { known(watcher, answer).into_any() }}</li> }
    });
    view! {
        <ul class="watchers">{rows.collect_view()}</ul>
        {next}
    }
}

/// Somebody who asks: yes, for how long and how exactly; or no.
fn asks(watcher: Watcher, answer: ServerAction<AnswerWatcher>) -> impl IntoView {
    let t = &text().nearby;
    let person = watcher.person;
    view! {
        <div class="item">
            <Avatar id=person.id.clone() name=person.name.clone() picture=person.picture size="sm" />
            <div class="body">
                <b>{person.name}</b>
                <small>{t.wants}</small>
            </div>
        </div>
        <ActionForm action=answer attr:class="stack gap2 answer">
            <input type="hidden" name="id" value=person.id />
            <Terms grid=watcher.precision />
            <div class="row">
                <button class="btn sm pri" name="action" value="agree">
                    {t.allow}
                </button>
                <button class="btn sm" name="action" value="refuse">
                    {t.refuse}
                </button>
            </div>
        </ActionForm>
    }
}

/// How exactly, and for how long.
#[component]
fn Terms(grid: Grid) -> impl IntoView {
    let t = &text().nearby;
    view! {
        <div class="row terms">
            <select class="in sm" name="precision" aria-label=t.precision>
                <option value="near" selected=grid == Grid::Near>
                    {t.near}
                </option>
                <option value="area" selected=grid == Grid::Area>
                    {t.area}
                </option>
            </select>
            <select class="in sm" name="hours" aria-label=t.how_long>
                <option value="">{t.for_good}</option>
                {HOURS.map(|hours| view! { <option value=hours.to_string()>{(t.hours)(hours)}</option> })}
            </select>
        </div>
    }
}

/// Somebody who may see me, or may not any more: a switch, and what else is to be said.
fn known(watcher: Watcher, answer: ServerAction<AnswerWatcher>) -> impl IntoView {
    let t = &text().nearby;
    let Watcher { person, may, precision, until, looked_at, is_looking, .. } = watcher;
    let line = if !may {
        t.refused.to_owned()
    } else if is_looking {
        t.looking.to_owned()
    } else {
        looked_at.map_or_else(|| t.never_looked.to_owned(), |at| (t.looked)(&time::moment(&at)))
    };
    let terms = may.then(|| {
        let grid = if precision == Grid::Near { t.near } else { t.area };
        let until = until.map(|until| (t.until)(&time::moment(&until)));
        [Some(grid.to_owned()), until].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let id = person.id.clone();
    view! {
        <ActionForm action=answer>
            <input type="hidden" name="id" value=person.id.clone() />
            <input type="hidden" name="action" value=if may { "refuse" } else { "agree" } />
            <button class="sw" role="switch" aria-checked=may.to_string()>
                <Avatar id=person.id name=person.name.clone() picture=person.picture size="sm" />
                <span class="txt">
                    {person.name}
                    <small>{line}</small>
                </span>
                <span class="lamp"></span>
            </button>
        </ActionForm>
        {terms
            .map(|terms| {
                view! {
                    <details class="terms">
                        <summary class="tiny">{terms} " · " <u>{t.change}</u></summary>
                        <ActionForm action=answer attr:class="stack gap2 answer">
                            <input type="hidden" name="id" value=id />
                            <Terms grid=precision />
                            <button class="btn sm" name="action" value="agree">
                                {t.change}
                            </button>
                        </ActionForm>
                    </details>
                }
            })}
    }
}
