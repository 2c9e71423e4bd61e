//! Short news at the edge of the page: three at most, gone after some seconds unless looked at.

use super::Icon;
use crate::app::i18n::text;
use leptos::prelude::*;
use std::time::Duration;

const SHOWN: usize = 3;
const STAY: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    undo: Option<Callback<()>>,
}

/// The toasts of a tab.
#[derive(Clone, Copy)]
pub struct Toasts {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// The pointer rests on them.
    is_held: RwSignal<bool>,
}

impl Toasts {
    pub fn provide() {
        provide_context(Self {
            all: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            is_held: RwSignal::new(false),
        });
    }

    /// Shows some text, with a way back if there is one.
    pub fn show(self, text: String, undo: Option<Callback<()>>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.all.update(|all| {
            all.push(Toast { id, text, undo });
            let surplus = all.len().saturating_sub(SHOWN);
            all.drain(..surplus);
        });
        self.leave_later(id);
    }

    fn leave_later(self, id: u64) {
        set_timeout(move || if self.is_held.get_untracked() { self.leave_later(id) } else { self.close(id) }, STAY);
    }

    fn close(self, id: u64) {
        self.all.update(|all| all.retain(|toast| toast.id != id));
    }
}

pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where toasts appear.
#[component]
pub fn ToastArea() -> impl IntoView {
    let toasts = use_toasts();
    let t = text();
    let one = move |toast: Toast| {
        let id = toast.id;
        let undo = toast.undo.map(|undo| {
            view! {
                <button
                    class="act"
                    on:click=move |_| {
                        toasts.close(id);
                        undo.run(());
                    }
                >
                    {t.calendar.undo}
                </button>
            }
        });
        view! {
            <div class="toast">
                <span class="grow">{toast.text}</span>
                {undo}
                <button class="ib" aria-label=t.common.close on:click=move |_| toasts.close(id)>
                    <Icon name="x" />
                </button>
            </div>
        }
    };
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| toasts.is_held.set(true)
            on:pointerleave=move |_| toasts.is_held.set(false)
            on:focusin=move |_| toasts.is_held.set(true)
            on:focusout=move |_| toasts.is_held.set(false)
        >
            <For each=move || toasts.all.get() key=|toast| toast.id children=one />
        </div>
    }
}
