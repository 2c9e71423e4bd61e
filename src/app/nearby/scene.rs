//! What the page knows, and how that changes while it is open.

use super::{
    alarm::Alarm,
    api,
    radar::distance_text,
    trend::{Course, Trend},
    wire::{NearbyPage, Sight, State, WatchersPage},
};
use crate::app::{
    error::{ApiError, Code},
    i18n::text,
    kit::{Acted, Latest, Toasts, use_toasts},
    live::use_live,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashMap, time::Duration};

/// An open activity is read anew this often.
const TICK: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
pub struct Scene {
    pub page: RwSignal<NearbyPage>,
    /// Who can see me, and who asks for it.
    pub watchers: RwSignal<WatchersPage>,
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
    /// The page of watchers that is shown.
    after: StoredValue<Option<String>>,
    reads: Latest,
    reads_watchers: Latest,
    /// Seconds since the page was read: ages grow also while nothing is heard.
    since: RwSignal<f64>,
    read_at: StoredValue<f64>,
    /// Where something was done last.
    pub acted: Acted,
    toasts: Toasts,
}

impl Scene {
    pub fn new(page: NearbyPage, watchers: WatchersPage, after: Option<String>) -> Self {
        let scene = Self {
            page: RwSignal::new(page),
            watchers: RwSignal::new(watchers),
            trends: RwSignal::default(),
            is_denied: RwSignal::new(false),
            tries: RwSignal::new(0),
            radius: RwSignal::new(Some(250.0)),
            is_loud: RwSignal::new(true),
            hides: RwSignal::new(false),
            courses: StoredValue::default(),
            alarm: StoredValue::default(),
            after: StoredValue::new(after),
            reads: Latest::default(),
            reads_watchers: Latest::default(),
            since: RwSignal::new(0.0),
            read_at: StoredValue::new(seconds()),
            acted: Acted::default(),
            toasts: use_toasts(),
        };
        let live = use_live();
        Effect::new(move |was: Option<()>| {
            live.nearby.track();
            if was.is_some() {
                scene.read();
                scene.read_watchers();
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

    /// What this page reports is shared.
    #[cfg(feature = "hydrate")]
    pub fn shares(self) -> bool {
        self.page.with(|page| page.shares_until.is_some())
    }

    /// An age, in seconds, that was right when the page was read.
    pub fn age(self, age: i64) -> i64 {
        age + self.since.get() as i64
    }

    fn tick(self) {
        if let Some(read_at) = self.read_at.try_get_value() {
            _ = self.since.try_set((seconds() - read_at).max(0.0));
        }
        let is_timed = self.page.try_with_untracked(|page| {
            page.activity.is_some() || page.shares_until.is_some() || page.hidden_until.is_some()
        });
        if is_timed == Some(true) {
            self.read();
        }
    }

    /// Reads everything anew. Where that fails the frame says so, and the next time may do.
    pub fn read(self) {
        let Some(mine) = self.reads.ask() else { return };
        spawn_local(async move {
            let Ok(page) = api::read_nearby().await else { return };
            if self.reads.take(mine) {
                self.take(page);
            }
        });
    }

    fn read_watchers(self) {
        let (Some(after), Some(mine)) = (self.after.try_get_value(), self.reads_watchers.ask()) else { return };
        spawn_local(async move {
            if let Ok(page) = api::read_watchers(after).await
                && self.reads_watchers.take(mine)
            {
                _ = self.watchers.try_set(page);
                self.acted.settle();
            }
        });
    }

    fn take(self, page: NearbyPage) {
        let activity = |page: &NearbyPage| page.activity.as_ref().map(|activity| activity.id.clone());
        if self.page.try_with_untracked(activity) != Some(activity(&page)) {
            // Another activity: who was near in the last one is news.
            _ = self.alarm.try_update_value(Alarm::begin_anew);
            _ = self.courses.try_update_value(HashMap::clear);
        }
        let now = seconds();
        let mut trends = HashMap::new();
        let seen = page.sights.iter().filter(|one| one.state == State::Here);
        let near = seen.filter_map(|one| Some((one.person.id.as_str(), one.distance?)));
        _ = self.courses.try_update_value(|courses| {
            courses.retain(|id, _| near.clone().any(|(other, _)| other == id));
            for (id, metres) in near.clone() {
                let course = courses.entry(id.to_owned()).or_insert(Course::new(metres, now));
                course.hear(metres, now);
                trends.extend(course.trend().map(|trend| (id.to_owned(), trend)));
            }
        });
        let radius = self.radius.try_get_untracked().flatten();
        let came = radius.and_then(|radius| self.alarm.try_update_value(|alarm| alarm.hear(radius, now, near.clone())));
        let came = came.flatten().and_then(|id| page.sights.iter().find(|one| one.person.id == id).cloned());
        _ = self.trends.try_set(trends);
        _ = self.read_at.try_set_value(now);
        _ = self.since.try_set(0.0);
        _ = self.page.try_set(page);
        self.acted.settle();
        if let Some(sight) = came {
            self.warn(&sight);
        }
    }

    fn warn(self, sight: &Sight) {
        let metres = distance_text(sight.distance.unwrap_or_default());
        self.toasts.show((text().nearby.alarm_said)(&sight.person.name, &metres), None);
        if self.hides.get_untracked() {
            self.hide();
        }
        if self.is_loud.get_untracked() {
            super::locate::sound();
        }
    }

    fn hide(self) {
        spawn_local(async move {
            match api::disrupt_by_form().await {
                // Ended already is as good.
                Ok(_) | Err(ApiError { code: Code::NotFound, .. }) => {}
                Err(error) => {
                    self.toasts.show((text().error)(error.code).to_owned(), None);
                    // It is tried again with the next distance.
                    _ = self.alarm.try_update_value(Alarm::begin_anew);
                }
            }
            self.read();
        });
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
