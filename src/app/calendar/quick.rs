//! Quick add: reads "Climbing 18:30" or "Climbing 18:30-20:00" into a form, on both sides, and the little form itself.

use super::{api::SaveEvent, icons, wire::EventForm};
use crate::app::{
    friends::send,
    i18n::text,
    kit::{EventIcon, FormError, Icon, refuse, typed_before, use_toasts},
};
use jiff::civil::Date;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_navigate;

/// The line that is being typed and its day: it outlives the month, which is drawn anew when something in it changes.
#[derive(Clone, Copy)]
pub struct HalfTyped(RwSignal<(Option<Date>, String)>);

impl HalfTyped {
    pub fn provide() {
        provide_context(Self(RwSignal::new((None, String::new()))));
    }
}

/// What a line says: the first time in it is the start, one after a dash the end, the rest is the name. Without a time
/// it is a whole day.
pub fn read(line: &str) -> EventForm {
    let mut form = EventForm::default();
    let mut words = Vec::new();
    for word in line.split_whitespace() {
        let mut times = word.splitn(2, ['-', '–']).map(clock);
        match (times.next().flatten(), times.next()) {
            (Some(starts), None) if form.starts_time.is_empty() => form.starts_time = starts,
            (Some(starts), Some(Some(ends))) if form.starts_time.is_empty() => {
                (form.starts_time, form.ends_time) = (starts, ends)
            }
            _ => words.push(word),
        }
    }
    if form.starts_time.is_empty() {
        form.all_day = "on".into();
    }
    form.name = words.join(" ");
    form
}

/// `7:30`, `07.30` or `7h30` as `07:30`.
fn clock(word: &str) -> Option<String> {
    let (hour, minute) = word.split_once([':', '.', 'h'])?;
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || minute.len() != 2 || !is_number(minute) {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    Some(format!("{hour:02}:{minute:02}"))
}

/// The form beside its day in the month, `column` 1 to 7; `is_low` in the lower half, where it opens upwards. Without a
/// script it is a plain form that leads to the new event.
#[component]
pub fn QuickAdd(day: Date, back: String, column: usize, is_low: bool) -> impl IntoView {
    let t = &text().calendar;
    let HalfTyped(half) = expect_context();
    if half.with_untracked(|(of, _)| *of != Some(day)) {
        half.set((Some(day), String::new()));
    }
    let line = typed_before(".quick [name=line]").unwrap_or_else(|| half.with_untracked(|(_, line)| line.clone()));
    let line = RwSignal::new(line);
    Effect::new(move || half.set((Some(day), line.get())));
    // What was refused comes back, also to a month that was drawn anew meanwhile.
    Effect::new(move || {
        let (of, typed) = half.get();
        if of == Some(day) && !typed.is_empty() && line.with_untracked(String::is_empty) {
            line.set(typed);
        }
    });
    let field = NodeRef::<leptos::html::Input>::new();
    let reading = move || {
        let form = read(&line.get());
        match (form.name.is_empty(), form.all_day.is_empty()) {
            (true, _) => String::new(),
            (false, false) => format!("{} · {}", form.name, t.all_day),
            (false, true) if form.ends_time.is_empty() => format!("{} · {}", form.name, form.starts_time),
            (false, true) => format!("{} · {}–{}", form.name, form.starts_time, form.ends_time),
        }
    };
    let navigate = use_navigate();
    let (leave, away, close) = (navigate.clone(), back.clone(), back.clone());
    let (problem, toasts, is_adding) = (RwSignal::new(None), use_toasts(), RwSignal::new(false));
    let submit = move |event: leptos::ev::SubmitEvent| {
        let (typed, navigate, close) = (line.get_untracked(), navigate.clone(), close.clone());
        is_adding.set(true);
        // The month may be drawn anew before the answer: it must not offer the same again.
        half.set((Some(day), String::new()));
        send::<SaveEvent>(&event, move |_, done| {
            _ = is_adding.try_set(false);
            let is_open = half.try_get_untracked().is_some_and(|(of, _)| of == Some(day));
            match done {
                Ok(_) if is_open => {
                    navigate(&close, leptos_router::NavigateOptions { scroll: false, ..Default::default() });
                }
                Ok(_) => {}
                Err(error) => {
                    if is_open && half.with_untracked(|(_, newer)| newer.is_empty()) {
                        half.set((Some(day), typed));
                    }
                    refuse(problem, toasts, error.code);
                }
            }
        });
    };
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    view! {
        <div
            class="pop quick wide"
            data-flip=(column > 4).then_some("")
            data-low=is_low.then_some("")
            style=format!("--col:{column}")
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    leave(&away, leptos_router::NavigateOptions { scroll: false, ..Default::default() });
                }
            }
        >
            <form method="post" action=SaveEvent::url() on:submit=submit>
                <div class="stack gap3">
                    <div class="row">
                        <h2 class="grow">{(text().common.day)(day)}</h2>
                        <a class="ib sm" href=back.clone() aria-label=text().common.close>
                            <Icon name="x" />
                        </a>
                    </div>
                    <FormError message=problem />
                    <input type="hidden" name="starts_on" value=day.to_string() />
                    <input type="hidden" name="kind" value="single" />
                    <div class="row">
                        <span class="tile" data-tone=icons::tone(icons::DEFAULT)>
                            <EventIcon name=icons::DEFAULT.to_owned() />
                        </span>
                        <div class="in sm grow">
                            <input name="line" node_ref=field bind:value=line placeholder=t.quick_example aria-label=t.quick_label maxlength="260" required />
                        </div>
                    </div>
                    <p class="tiny" aria-live="polite">{reading}</p>
                    <div class="row">
                        <label class="sw grow">
                            <input type="checkbox" name="private" value="on" />
                            <span class="txt">{t.private}</span>
                        </label>
                        <a class="btn ghost sm" href=move || format!("/calendar/new?day={day}&line={}", encode(&line.get()))>
                            {t.quick_more}
                        </a>
                        <button class="btn pri sm" aria-busy=move || is_adding.get().to_string()>
                            {t.quick_add}
                        </button>
                    </div>
                </div>
            </form>
        </div>
    }
}

/// Percent-encoding of a query value.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
