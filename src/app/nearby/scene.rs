//! What the page knows, and how that changes while it is open.

use super::{
    alarm::Alarm,
    api,
    radar::distance_text,
    trend::{Course, Trend},
    wire::{NearbyPage, Sight, State},
};
use crate::app::{
    i18n::text,
    kit::{Toasts, use_toasts},
    live::use_live,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashMap, time::Duration};

/// An open activity is read anew this often.
const TICK: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
pub struct Scene {
    pub page: RwSignal<NearbyPage>,
    pub trends: RwSignal<HashMap<String, Trend>>,
    /// The browser says no to asking where it is.
    pub is_denied: RwSignal<bool>,
    /// How often it was asked once more.
    pub tries: RwSignal<u32>,
    /// The radius of the alarm, in metres; none without one.
    pub radius: RwSignal<Option<f64>>,
    /// The alarm can be heard and felt.
    pub is_loud: RwSignal<bool>,
    /// The alarm ends the activity and hides its owner.
    pub hides: RwSignal<bool>,
    courses: StoredValue<HashMap<String, Course>>,
    alarm: StoredValue<Alarm>,
    toasts: Toasts,
}

impl Scene {
    pub fn new(page: NearbyPage) -> Self {
        let scene = Self {
            page: RwSignal::new(page),
            trends: RwSignal::default(),
            is_denied: RwSignal::new(false),
            tries: RwSignal::new(0),
            radius: RwSignal::new(Some(250.0)),
            is_loud: RwSignal::new(true),
            hides: RwSignal::new(false),
            courses: StoredValue::default(),
            alarm: StoredValue::default(),
            toasts: use_toasts(),
        };
        let live = use_live();
        Effect::new(move |was: Option<()>| {
            live.nearby.track();
            if was.is_some() {
                scene.read();
            }
        });
        Effect::new(move || {
            if let Ok(every) = set_interval_with_handle(move || scene.tick(), TICK) {
                on_cleanup(move || every.clear());
            }
        });
        Effect::new(move |was: Option<()>| {
            scene.radius.track();
            if was.is_some() {
                scene.alarm.update_value(Alarm::begin_anew);
            }
        });
        scene
    }

    pub fn is_running(self) -> bool {
        self.page.with(|page| page.activity.is_some())
    }

    /// A page of this person reports where it is: for an activity, or because that is shared.
    pub fn reports(self) -> bool {
        self.page.with(|page| page.activity.is_some() || page.shares_until.is_some())
    }

    /// The browser is asked once more after it refused.
    pub fn ask_again(self) {
        self.is_denied.set(false);
        self.tries.update(|tries| *tries += 1);
    }

    fn tick(self) {
        if self.page.try_with_untracked(|page| page.activity.is_some() || page.shares_until.is_some()) == Some(true) {
            self.read();
        }
    }

    /// Reads everything anew. Where that fails the page says so by itself, and the next time may do.
    pub fn read(self) {
        spawn_local(async move {
            if let Ok(page) = api::read_nearby().await {
                self.take(page);
            }
        });
    }

    fn take(self, page: NearbyPage) {
        let now = seconds();
        let mut trends = HashMap::new();
        let seen = page.sights.iter().filter(|one| one.state == State::Here);
        let near = seen.filter_map(|one| Some((one.person.id.as_str(), one.distance?)));
        _ = self.courses.try_update_value(|courses| {
            courses.retain(|id, _| near.clone().any(|(other, _)| other == id));
            for (id, metres) in near.clone() {
                let course = courses.entry(id.to_owned()).or_insert(Course::new(metres, now));
                course.hear(metres, now);
                trends.insert(id.to_owned(), course.trend());
            }
        });
        let radius = self.radius.try_get_untracked().flatten();
        let came = radius.and_then(|radius| self.alarm.try_update_value(|alarm| alarm.hear(radius, now, near.clone())));
        let came = came.flatten().and_then(|id| page.sights.iter().find(|one| one.person.id == id).cloned());
        _ = self.trends.try_set(trends);
        _ = self.page.try_set(page);
        if let Some(sight) = came {
            self.warn(&sight);
        }
    }

    fn warn(self, sight: &Sight) {
        let metres = distance_text(sight.distance.unwrap_or_default());
        self.toasts.show((text().nearby.alarm_said)(&sight.person.name, &metres), None);
        if self.is_loud.get_untracked() {
            super::locate::sound();
        }
        if self.hides.get_untracked() {
            spawn_local(async move {
                // Ended already, or it is tried with the next alarm; the page shows how it stands.
                _ = api::disrupt_by_form().await;
                self.read();
            });
        }
    }

    /// Who is nearest of those whose position is known now.
    pub fn nearest(self) -> Memo<Option<Sight>> {
        Memo::new(move |_| {
            self.page
                .with(|page| page.sights.iter().find(|one| one.state == State::Here && one.distance.is_some()).cloned())
        })
    }
}

/// Seconds since 1970 UTC, in a browser.
fn seconds() -> f64 {
    #[cfg(feature = "hydrate")]
    return js_sys::Date::now() / 1000.0;
    #[cfg(not(feature = "hydrate"))]
    0.0
}
