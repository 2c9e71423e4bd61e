//! Where this browser is: asked for while it is needed, reported, and silent again at once.

use super::scene::Scene;

/// Asks and reports for as long as the page needs it. Does nothing on the server.
pub fn locate(scene: Scene) {
    #[cfg(feature = "hydrate")]
    browser::locate(scene);
    let _ = scene;
}

/// Two short tones, and the phone shakes.
pub fn sound() {
    #[cfg(feature = "hydrate")]
    browser::sound();
}

/// What the alarm is set to, in this browser. Nothing on the server.
pub fn remember(scene: Scene) {
    #[cfg(feature = "hydrate")]
    browser::remember(scene);
    let _ = scene;
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::super::{api, scene::Scene};
    use leptos::{prelude::*, task::spawn_local};
    use std::time::Duration;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{AudioContext, Geolocation, Position, PositionError, PositionOptions};

    /// A report at most this often, in seconds; of a place that has not changed as well, so that nobody seems silent.
    const OFTEN_S: f64 = 10.0;
    const STILL_S: f64 = 45.0;
    const BEAT: Duration = Duration::from_secs(15);
    const ALARM: &str = "kith_nearby_alarm";

    /// A running watch of the browser.
    #[derive(Clone, Copy)]
    struct Watch {
        scene: Scene,
        id: StoredValue<Option<i32>>,
        /// The last place: latitude, longitude, accuracy.
        place: StoredValue<Option<(f64, f64, f64)>>,
        /// When it was said last, and what.
        sent: StoredValue<(f64, Option<(f64, f64, f64)>)>,
    }

    pub fn locate(scene: Scene) {
        let watch = Watch {
            scene,
            id: StoredValue::new(None),
            place: StoredValue::new(None),
            sent: StoredValue::new((0.0, None)),
        };
        // Sharing that begins wants to be told at once, whatever was said before.
        let wanted = Memo::new(move |_| (scene.reports(), scene.shares()));
        Effect::new(move || {
            scene.tries.track();
            watch.stop();
            if wanted.get().0 {
                watch.begin();
            }
        });
        Effect::new(move || {
            if let Ok(every) = set_interval_with_handle(move || watch.say(), BEAT) {
                on_cleanup(move || every.clear());
            }
        });
        on_cleanup(move || watch.stop());
    }

    fn geolocation() -> Option<Geolocation> {
        window().navigator().geolocation().ok()
    }

    impl Watch {
        fn begin(self) {
            let Some(geolocation) = geolocation() else { return self.scene.is_denied.set(true) };
            let found = Closure::<dyn Fn(Position)>::new(move |found: Position| {
                let coordinates = found.coords();
                let place = (coordinates.latitude(), coordinates.longitude(), coordinates.accuracy());
                self.found(place);
            });
            let failed = Closure::<dyn Fn(PositionError)>::new(move |error: PositionError| {
                // One that only takes long may come yet.
                if error.code() != PositionError::TIMEOUT {
                    self.refused();
                }
            });
            let options = PositionOptions::new();
            options.set_enable_high_accuracy(true);
            options.set_maximum_age(10_000);
            options.set_timeout(30_000);
            let watching = geolocation.watch_position_with_error_callback_and_options(
                found.into_js_value().unchecked_ref(),
                Some(failed.into_js_value().unchecked_ref()),
                &options,
            );
            match watching {
                Ok(id) => _ = self.id.try_set_value(Some(id)),
                Err(_) => self.refused(),
            }
        }

        fn stop(self) {
            if let (Some(Some(id)), Some(geolocation)) = (self.id.try_update_value(Option::take), geolocation()) {
                geolocation.clear_watch(id);
            }
            _ = self.place.try_set_value(None);
            _ = self.sent.try_set_value((0.0, None));
        }

        fn refused(self) {
            let was_known = self.scene.is_denied.try_get_untracked() == Some(false);
            _ = self.scene.is_denied.try_set(true);
            _ = self.place.try_set_value(None);
            if !was_known {
                return;
            }
            // Others see that the location is off, not where it was; what a phone of the same person reports stays.
            report(self.scene, "null".into(), "null".into(), String::new());
        }

        fn found(self, place: (f64, f64, f64)) {
            _ = self.scene.is_denied.try_set(false);
            _ = self.place.try_set_value(Some(place));
            self.say();
        }

        /// Says where it is: a new place soon, the same one again after a while.
        fn say(self) {
            let now = js_sys::Date::now() / 1000.0;
            let (Some(Some(place)), Some((at, said))) = (self.place.try_get_value(), self.sent.try_get_value()) else {
                return;
            };
            let pause = if said == Some(place) { STILL_S } else { OFTEN_S };
            if now - at >= pause {
                self.send(now, place);
            }
        }

        fn send(self, now: f64, place: (f64, f64, f64)) {
            let (latitude, longitude, accuracy) = place;
            self.sent.set_value((now, Some(place)));
            report(self.scene, format!("{latitude:.6}"), format!("{longitude:.6}"), format!("{accuracy:.0}"));
        }
    }

    fn report(scene: Scene, latitude: String, longitude: String, accuracy: String) {
        spawn_local(async move {
            // Without an answer the next one comes soon.
            if api::report_position(latitude, longitude, accuracy).await.is_ok() {
                scene.read();
            }
        });
    }

    thread_local! {
        /// One for all alarms; a browser lets it sound once somebody has touched the page.
        static AUDIO: Option<AudioContext> = AudioContext::new().ok();
    }

    pub fn sound() {
        let navigator = window().navigator();
        if js_sys::Reflect::has(&navigator, &"vibrate".into()).unwrap_or_default() {
            navigator.vibrate_with_duration(400);
        }
        let Some(audio) = AUDIO.with(Clone::clone) else { return };
        _ = audio.resume();
        let play = |pitch: f32, begin: f64| {
            let (tone, loudness) = (audio.create_oscillator()?, audio.create_gain()?);
            tone.frequency().set_value(pitch);
            loudness.gain().set_value(0.2);
            tone.connect_with_audio_node(&loudness)?.connect_with_audio_node(&audio.destination())?;
            tone.start_with_when(audio.current_time() + begin)?;
            tone.stop_with_when(audio.current_time() + begin + 0.18)
        };
        if play(880.0, 0.0).and_then(|()| play(1174.0, 0.22)).is_err() {
            leptos::logging::warn!("the alarm could not be played");
        }
    }

    pub fn remember(scene: Scene) {
        let storage = || window().local_storage().ok().flatten();
        Effect::new(move |was: Option<()>| {
            if was.is_none() {
                let kept = storage().and_then(|storage| storage.get_item(ALARM).ok().flatten()).unwrap_or_default();
                if let [radius, loud, hides] = kept.split(' ').collect::<Vec<_>>().as_slice() {
                    scene.radius.set(radius.parse().ok().filter(|radius| super::super::alarm::RADII.contains(radius)));
                    scene.is_loud.set(*loud == "1");
                    scene.hides.set(*hides == "1");
                }
            }
        });
        Effect::new(move |was: Option<()>| {
            let radius = scene.radius.get().map_or("off".to_owned(), |radius| radius.to_string());
            let kept = format!("{radius} {} {}", u8::from(scene.is_loud.get()), u8::from(scene.hides.get()));
            if let (Some(()), Some(storage)) = (was, storage()) {
                // A browser that keeps nothing asks for it again.
                _ = storage.set_item(ALARM, &kept);
            }
        });
    }
}
