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
        sent_at: StoredValue<f64>,
    }

    pub fn locate(scene: Scene) {
        let watch =
            Watch { scene, id: StoredValue::new(None), place: StoredValue::new(None), sent_at: StoredValue::new(0.0) };
        let wanted = Memo::new(move |_| scene.reports());
        Effect::new(move || {
            scene.tries.track();
            watch.stop();
            if wanted.get() {
                watch.begin();
            }
        });
        Effect::new(move || {
            if let Ok(every) = set_interval_with_handle(move || watch.beat(), BEAT) {
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
                if error.code() == PositionError::PERMISSION_DENIED {
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
        }

        fn refused(self) {
            _ = self.scene.is_denied.try_set(true);
            // Others see that the location is off, not where it was. What a phone reports is none of this page's.
            if self.place.try_update_value(Option::take).flatten().is_some() {
                report(self.scene, "null".into(), "null".into(), String::new());
            }
        }

        fn found(self, place: (f64, f64, f64)) {
            _ = self.scene.is_denied.try_set(false);
            _ = self.place.try_set_value(Some(place));
            let now = js_sys::Date::now() / 1000.0;
            if self.sent_at.try_get_value().is_some_and(|at| now - at >= OFTEN_S) {
                self.send(now, place);
            }
        }

        /// Says again where it is while that does not change.
        fn beat(self) {
            let now = js_sys::Date::now() / 1000.0;
            let is_due = self.sent_at.try_get_value().is_some_and(|at| now - at >= STILL_S);
            if let (true, Some(Some(place))) = (is_due, self.place.try_get_value()) {
                self.send(now, place);
            }
        }

        fn send(self, now: f64, (latitude, longitude, accuracy): (f64, f64, f64)) {
            self.sent_at.set_value(now);
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

    pub fn sound() {
        window().navigator().vibrate_with_duration(400);
        // A page that nobody has touched yet may make no sound.
        let Ok(audio) = AudioContext::new() else { return };
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
