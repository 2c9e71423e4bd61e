//! Files and voices from a browser: sent to the server as they are chosen or recorded. Nothing on the server.

use crate::app::error::Code;
use leptos::prelude::*;

/// A recording that runs: how loud it is, in percent, and how many seconds are left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Running {
    pub level: u32,
    pub left: f64,
}

/// What came of a file or a recording: the id of the upload.
pub type Kept = Callback<Result<String, Code>>;

/// Sends the file that was chosen in a field.
pub fn take(event: &leptos::ev::Event, pending: RwSignal<u32>, kept: Kept) {
    #[cfg(feature = "hydrate")]
    browser::take(event, pending, kept);
    #[cfg(not(feature = "hydrate"))]
    let _ = (event, pending, kept);
}

/// Records from the microphone until `running` is taken away or the time is over; then sends it.
pub fn record(running: RwSignal<Option<Running>>, pending: RwSignal<u32>, refused: Callback<()>, kept: Kept) {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(browser::record(running, pending, refused, kept));
    #[cfg(not(feature = "hydrate"))]
    let _ = (running, pending, refused, kept);
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{Kept, Running};
    use crate::app::error::{ApiError, Code};
    use leptos::{prelude::*, task::spawn_local};
    use std::{cell::RefCell, rc::Rc, time::Duration};
    use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        AnalyserNode, AudioContext, Blob, BlobEvent, BlobPropertyBag, FormData, HtmlInputElement, MediaRecorder,
        MediaStream, MediaStreamAudioSourceNode, MediaStreamConstraints, MediaStreamTrack, RequestInit, Response,
    };

    /// No recording is longer, in seconds.
    const LONGEST_S: f64 = 180.0;
    /// The level is looked at so often.
    const TICK: Duration = Duration::from_millis(100);

    pub fn take(event: &leptos::ev::Event, pending: RwSignal<u32>, kept: Kept) {
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        field.set_value("");
        send(file.into(), pending, kept);
    }

    fn send(file: Blob, pending: RwSignal<u32>, kept: Kept) {
        pending.update(|count| *count += 1);
        spawn_local(async move {
            let sent = upload(&file).await;
            kept.try_run(sent);
            pending.try_update(|count| *count -= 1);
        });
    }

    async fn upload(file: &Blob) -> Result<String, Code> {
        let asked = async {
            let form = FormData::new()?;
            form.append_with_blob("file", file)?;
            let init = RequestInit::new();
            init.set_method("POST");
            init.set_body(&form);
            let answer = JsFuture::from(window().fetch_with_str_and_init("/media", &init)).await?;
            let answer: Response = answer.dyn_into()?;
            let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
            Ok::<_, JsValue>((answer.ok(), text))
        };
        let (is_kept, text) = asked.await.map_err(|_| Code::Offline)?;
        if !is_kept {
            return Err(serde_json::from_str::<ApiError>(&text).map_or(Code::Unavailable, |error| error.code));
        }
        let medium: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        medium["id"].as_str().map(str::to_owned).ok_or(Code::Unavailable)
    }

    pub async fn record(running: RwSignal<Option<Running>>, pending: RwSignal<u32>, refused: Callback<()>, kept: Kept) {
        pending.update(|count| *count += 1);
        let refuse = move || {
            refused.try_run(());
            pending.try_update(|count| *count -= 1);
        };
        let Ok(stream) = microphone().await else { return refuse() };
        if follow(&stream, running, pending, kept).is_err() {
            stop(&stream);
            refuse();
        }
    }

    async fn microphone() -> Result<MediaStream, JsValue> {
        let asked = MediaStreamConstraints::new();
        asked.set_audio(&JsValue::TRUE);
        let devices = window().navigator().media_devices()?;
        JsFuture::from(devices.get_user_media_with_constraints(&asked)?).await?.dyn_into()
    }

    fn follow(
        stream: &MediaStream,
        running: RwSignal<Option<Running>>,
        pending: RwSignal<u32>,
        kept: Kept,
    ) -> Result<(), JsValue> {
        let recorder = MediaRecorder::new_with_media_stream(stream)?;
        let pieces: Rc<RefCell<js_sys::Array>> = Rc::new(RefCell::new(js_sys::Array::new()));
        let taken = pieces.clone();
        let take = Closure::<dyn FnMut(BlobEvent)>::new(move |event: BlobEvent| {
            if let Some(piece) = event.data() {
                taken.borrow().push(&piece);
            }
        });
        recorder.set_ondataavailable(Some(take.into_js_value().unchecked_ref()));
        let kind = recorder.mime_type();
        let done = Closure::once_into_js(move || {
            let options = BlobPropertyBag::new();
            options.set_type(&kind);
            if let Ok(all) = Blob::new_with_blob_sequence_and_options(&pieces.borrow(), &options) {
                send(all, pending, kept);
            }
            // The recording itself has ended.
            pending.try_update(|count| *count -= 1);
        });
        recorder.set_onstop(Some(done.unchecked_ref()));
        recorder.start()?;
        let sound = AudioContext::new()?;
        // A context that was made a moment after the press may wait for leave to start.
        let _ = sound.resume()?;
        let ear = sound.create_analyser()?;
        let source = sound.create_media_stream_source(stream)?;
        source.connect_with_audio_node(&ear)?;
        running.set(Some(Running { level: 0, left: LONGEST_S }));
        let begun = js_sys::Date::now();
        tick(Tape { stream: stream.clone(), recorder, sound, ear, begun, _source: source }, running);
        Ok(())
    }

    /// What a recording needs for as long as it runs.
    struct Tape {
        stream: MediaStream,
        recorder: MediaRecorder,
        sound: AudioContext,
        ear: AnalyserNode,
        /// Epoch milliseconds.
        begun: f64,
        /// Held, because nothing comes from one that the browser has cleared away.
        _source: MediaStreamAudioSourceNode,
    }

    /// Looks at the level until somebody stops it, the page goes, or the time is over.
    fn tick(tape: Tape, running: RwSignal<Option<Running>>) {
        // Not counted by ticks: a tab in the background has few of them.
        let left = LONGEST_S - (js_sys::Date::now() - tape.begun) / 1000.0;
        let goes_on = running.try_get_untracked().flatten().is_some() && left > 0.0;
        if !goes_on {
            let _ = tape.recorder.stop();
            let _ = tape.sound.close();
            stop(&tape.stream);
            running.try_set(None);
            return;
        }
        let mut wave = [128_u8; 256];
        tape.ear.get_byte_time_domain_data(&mut wave);
        let loudest = wave.iter().map(|at| u32::from(at.abs_diff(128))).max().unwrap_or_default();
        running.try_set(Some(Running { level: (loudest * 100 / 128).min(100), left }));
        set_timeout(move || tick(tape, running), TICK);
    }

    fn stop(stream: &MediaStream) {
        for track in stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}
