//! Who is in an open room, kept by what is heard.

use super::wire::RoomPeople;
use crate::app::{
    chats::{
        api::open_chat,
        wire::{Talker, TalkerKind},
    },
    i18n::text,
    kit::{Avatar, Icon},
    live,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

/// The people of a room: there right now, or away.
#[derive(Clone, Copy)]
pub struct Crowd {
    pub here: RwSignal<Vec<Talker>>,
    away: RwSignal<Vec<Talker>>,
    away_total: RwSignal<u32>,
    me: StoredValue<String>,
}

impl Crowd {
    /// `position`: where the page was when it was read.
    pub fn new(room: &str, people: RoomPeople, me: &str, position: &str) -> Self {
        let crowd = Self {
            here: RwSignal::new(people.here),
            away: RwSignal::new(people.away),
            away_total: RwSignal::new(people.away_total),
            me: StoredValue::new(me.to_owned()),
        };
        let (room, id) = (room.to_owned(), room.to_owned());
        live::on_missed(position.to_owned(), move || crowd.read(id.clone()));
        live::listen(move |notice| {
            if notice["kind"] == "room" && notice["chat"] == room.as_str() {
                crowd.hear(notice);
            }
        });
        crowd
    }

    /// Reads anew who is there, after something may have been missed.
    fn read(self, room: String) {
        spawn_local(async move {
            // The thread does the same, and says what is wrong.
            let Ok(page) = open_chat(room, Some(0)).await else { return };
            let people = page.people.unwrap_or_default();
            _ = self.here.try_set(people.here);
            _ = self.away.try_set(people.away);
            _ = self.away_total.try_set(people.away_total);
        });
    }

    fn hear(self, notice: &Value) {
        let Ok(who) = serde_json::from_value::<Talker>(notice["who"].clone()) else { return };
        let was_away = self.away.with_untracked(|away| away.iter().any(|other| other.id == who.id));
        let came = notice["event"] == "came";
        let stays = notice["is_out"] != true && who.kind == TalkerKind::Person;
        if came || was_away {
            self.away.update(|away| away.retain(|other| other.id != who.id));
            self.away_total.update(|total| *total = total.saturating_sub(u32::from(was_away)));
        }
        self.here.update(|here| {
            here.retain(|other| other.id != who.id);
            if came {
                let place = here.partition_point(|other| other.name.to_lowercase() <= who.name.to_lowercase());
                here.insert(place, who.clone());
            }
        });
        if !came && stays {
            self.away.update(|away| away.insert(0, who));
            self.away_total.update(|total| *total += 1);
        }
    }
}

/// Beside the room; on narrow screens a page of its own.
#[component]
pub fn Beside(crowd: Crowd, back: String) -> impl IntoView {
    let t = &text().chats;
    let me = crowd.me.get_value();
    let list = move |people: Vec<Talker>, is_here: bool| {
        let me = me.clone();
        people
            .into_iter()
            .map(move |person| {
                let mut marks = Vec::new();
                marks.extend((person.id == me).then_some(t.you));
                marks.extend((person.kind == TalkerKind::Guest).then_some(t.guest));
                let name = person.name.clone();
                let profile = (person.kind == TalkerKind::Person && !is_guest()).then(|| format!("/people/{}", person.id));
                view! {
                    <li class="item">
                        <Avatar id=person.id name=person.name picture=person.picture size="sm" is_lit=Signal::stored(is_here) />
                        <div class="body">
                            <b class="clip">
                                {match profile {
                                    Some(href) => view! { <a href=href>{name}</a> }.into_any(),
                                    None => name.into_any(),
                                }}
                            </b>
                            {(!marks.is_empty()).then(|| view! { <small>{marks.join(" · ")}</small> })}
                        </div>
                    </li>
                }
            })
            .collect_view()
    };
    let away = list.clone();
    view! {
        <aside class="here" aria-label=t.who_is_here>
            <a class="ib back narrowly" href=back aria-label=text().common.back>
                <Icon name="arrow-left" />
            </a>
            <section>
                <h3 class="eyebrow">{move || crowd.here.with(|here| (t.here)(here.len()))}</h3>
                <ul class="items">{move || list(crowd.here.get(), true)}</ul>
            </section>
            {move || {
                let total = crowd.away_total.get();
                let away = away.clone();
                (total > 0)
                    .then(|| {
                        view! {
                            <section>
                                <h3 class="eyebrow">{(t.away)(total)}</h3>
                                <ul class="items">{away(crowd.away.get(), false)}</ul>
                            </section>
                        }
                    })
            }}
            <section class="card about-room">
                <h3>{t.about_title}</h3>
                <p class="tiny">{t.about_room}</p>
                {is_guest()
                    .then(|| {
                        view! {
                            <p class="tiny">{t.guest_note}</p>
                            <a class="btn sm soft" data-tone="spruce" href="/sign-up" rel="external">
                                {t.keep_name}
                            </a>
                        }
                    })}
            </section>
        </aside>
    }
}

fn is_guest() -> bool {
    expect_context::<crate::app::session::Look>().is_guest
}
