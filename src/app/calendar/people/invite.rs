//! Asking friends to an event, several at once.

use super::api::{InviteFriends, list_invitable};
use crate::app::{
    friends::{follow, wire::PeoplePage},
    i18n::text,
    kit::{Avatar, Icon, ticked_before},
    live::use_live,
};
use leptos::prelude::*;
use leptos_router::{
    components::Form,
    hooks::{use_location, use_query_map},
};

/// From so many friends on one can look for some of them.
const MANY: u32 = 12;

/// What the reader has begun on the page of an event. It stays while the event changes.
#[derive(Clone, Copy)]
pub struct Begun {
    /// Who is going to be asked.
    picked: RwSignal<Vec<String>>,
    /// The note beside one's answer, if it was touched.
    pub note: RwSignal<Option<String>>,
}

impl Begun {
    /// For one event after the other.
    pub fn provide(event: Memo<String>) {
        let begun = Self { picked: RwSignal::new(Vec::new()), note: RwSignal::new(None) };
        provide_context(begun);
        Effect::new(move |earlier: Option<String>| {
            let event = event.get();
            if earlier.is_some_and(|earlier| earlier != event) {
                begun.picked.set(Vec::new());
                begun.note.set(None);
            }
            event
        });
    }
}

/// Friends who are not in it yet, found by name where there are many, and picked.
#[component]
pub fn Invite(event_id: String) -> impl IntoView {
    let t = &text().people;
    let (live, query) = (use_live(), use_query_map());
    let word = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (name, after) = (word("friend"), word("after"));
    let event = event_id.clone();
    let friends = ArcResource::new(
        move || (name.get(), after.get(), live.people.get()),
        move |(name, after, _)| list_invitable(event.clone(), name, Some(after).filter(|after| !after.is_empty())),
    );
    let choice = move || {
        let (friends, event_id) = (friends.clone(), event_id.clone());
        Suspend::new(async move {
            friends.await.ok().map(|page| view! { <Choice event_id page name=name.get_untracked() /> })
        })
    };
    view! {
        <section class="card flat" id="invite">
            <h3>{t.invite_friends}</h3>
            <Transition>{choice}</Transition>
        </section>
    }
}

#[component]
fn Choice(event_id: String, page: PeoplePage, name: String) -> impl IntoView {
    let t = &text().people;
    let begun: Begun = expect_context();
    let picked = begun.picked;
    let ticked = ticked_before("#invite [name='to[]']");
    if !ticked.is_empty() {
        picked.set(ticked);
    }
    let here = use_location().pathname;
    let action = ServerAction::<InviteFriends>::new();
    follow(action, false);
    Effect::new(move || {
        if action.value().with(|value| matches!(value, Some(Ok(_)))) {
            picked.set(Vec::new());
        }
    });
    let sought = name.clone();
    let search = (page.total > MANY || !name.is_empty()).then(|| {
        view! {
            <Form method="GET" action=here.get_untracked() noscroll=true attr:class="row">
                <div class="in sm grow">
                    <Icon name="magnifying-glass" />
                    <input type="search" name="friend" value=sought placeholder=t.friend_hint aria-label=t.friend_hint />
                </div>
                <button class="btn sm">{t.find}</button>
            </Form>
        }
    });
    if page.people.is_empty() {
        let nobody = if name.is_empty() { t.all_invited.to_owned() } else { (t.no_friend)(&name) };
        return view! {
            {search}
            <p class="muted">{nobody}</p>
        }
        .into_any();
    }
    let shown: Vec<String> = page.people.iter().map(|person| person.id.clone()).collect();
    let elsewhere = move || {
        let picked = picked.get().into_iter().filter(|id| !shown.contains(id));
        picked.map(|id| view! { <input type="hidden" name="to[]" value=id /> }).collect_view()
    };
    let boxes = page.people.into_iter().map(move |person| {
        let (id, ticked) = (person.id.clone(), person.id.clone());
        view! {
            <label class="pick">
                <input
                    type="checkbox"
                    name="to[]"
                    value=person.id.clone()
                    prop:checked=move || picked.with(|picked| picked.contains(&ticked))
                    on:change=move |event| {
                        let is_on = event_target_checked(&event);
                        picked.update(|picked| {
                            picked.retain(|other| *other != id);
                            if is_on {
                                picked.push(id.clone());
                            }
                        });
                    }
                />
                <Avatar id=person.id name=person.name.clone() picture=person.picture size="xs" />
                <span>{person.name}</span>
            </label>
        }
    });
    let more = page.next.map(|after| {
        let href = format!("{}?friend={}&after={after}", here.get_untracked(), crate::app::calendar::encode(&name));
        view! {
            <a class="btn sm ghost" href=href>
                {t.more}
            </a>
        }
    });
    view! {
        {search}
        <ActionForm action=action>
            <input type="hidden" name="id" value=event_id />
            {elsewhere}
            <div class="picks">{boxes.collect_view()}</div>
            <div class="row">
                <button class="btn sm pri" aria-busy=move || action.pending().get().to_string()>
                    {move || match picked.with(Vec::len) {
                        0 => t.invite.to_owned(),
                        n => format!("{} ({n})", t.invite),
                    }}
                </button>
                {more}
            </div>
        </ActionForm>
    }
    .into_any()
}
