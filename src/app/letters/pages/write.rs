//! Writing a letter. A plain form that scripts make faster: drafts are kept while one writes.

use super::{
    api::{self, SealLetter},
    card::{Postmark, Wax},
    enclose::{Enclose, Enclosures},
    stamps::{Chosen, Stamps},
    to::To,
    wire::{Desktop, Receiver, TEXT_MAX},
};
use crate::app::{
    account::wire::Done,
    calendar::Failed,
    error::{ApiError, Code},
    friends::send,
    i18n::text,
    kit::{FormError, Icon, Loading, raw, use_toasts},
    live::use_live,
};
use leptos::{html, prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    LazyRoute, NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

pub struct WriteRoute {
    desktop: ArcResource<Result<Desktop, ApiError>>,
}

impl LazyRoute for WriteRoute {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let word = |name: &str| query.with(|query| query.get(name)).filter(|word| !word.is_empty());
            (word("draft"), word("to"), word("refused").map(|_| true))
        };
        Self { desktop: ArcResource::new(asked, |(draft, to, refused)| api::read_desktop(draft, to, refused)) }
    }

    async fn view(this: Self) -> AnyView {
        let desktop = this.desktop;
        let body = move || {
            let desktop = desktop.clone();
            Suspend::new(async move {
                match desktop.await {
                    Ok(desktop) => view! { <Writing desktop /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        view! {
            <Title text=text().letters.write_title />
            <main class="sheet" id="main" tabindex="-1">
                <Transition fallback=Loading>{body}</Transition>
            </main>
        }
        .into_any()
    }
}

/// How it stands with the draft.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser gets there"))]
enum Draft {
    Untouched,
    Changed,
    Saving,
    Saved,
    /// It is tried again where that helps.
    NotKept(bool),
}

#[component]
fn Writing(desktop: Desktop) -> impl IntoView {
    let t = &text().letters;
    let Desktop { me, form, to, stamps, friends } = desktop;
    let (live, navigate) = (use_live(), use_navigate());
    let node = NodeRef::<html::Form>::new();
    let draft = RwSignal::new(Draft::Untouched);
    let to = RwSignal::new(to);
    let chosen = Chosen::of(&form);
    let enclosures = Enclosures::of(&form);
    let length = RwSignal::new(form.text.chars().count());
    let problem = RwSignal::new(form.error.map(|code| (text().error)(code).to_owned()));
    let (is_sealing, is_waiting) = (RwSignal::new(false), RwSignal::new(false));
    let touch = move || draft.set(Draft::Changed);
    let watched = move || (to.with(Vec::len), enclosures.changes.get());
    Effect::new(move |before: Option<(usize, u32)>| {
        let now = watched();
        if before.is_some_and(|before| before != now) {
            touch();
        }
        now
    });
    taking_over(node, chosen, length, draft);
    keeping(node, draft, is_sealing, is_waiting);
    let toasts = use_toasts();
    let told = move |sent: &SealLetter, done: Result<Done, ApiError>| {
        if is_sealing.try_set(false).is_some() {
            // The writer has gone on to something else.
            live.letters.update(|count| *count += 1);
            if let (Err(error), "") = (done, sent.keep.as_str()) {
                let draft = SealLetter { keep: "1".into(), ..sent.clone() };
                spawn_local(async move {
                    let is_kept = draft.run_on_client().await.is_ok();
                    let kept = if is_kept { t.saved } else { t.not_sealed };
                    toasts.show(format!("{} {kept}", (text().error)(error.code)), None);
                });
            }
            return;
        }
        match done {
            Ok(done) => {
                draft.set(Draft::Untouched);
                live.letters.update(|count| *count += 1);
                navigate(&done.to, NavigateOptions::default());
            }
            Err(error) if error.code == Code::Offline && sent.keep.is_empty() => is_waiting.set(true),
            Err(error) => {
                is_waiting.set(false);
                problem.set(Some((text().error)(error.code).to_owned()));
            }
        }
    };
    let goes_when_kept = RwSignal::new(false);
    // What was to be sealed while something was still on its way to the server goes with it.
    Effect::new(move || {
        if enclosures.pending.get() > 0 || !goes_when_kept.get_untracked() {
            return;
        }
        goes_when_kept.set(false);
        if enclosures.problem.with_untracked(Option::is_none) {
            // After the fields have heard of it.
            let submit = move || node.get_untracked().map(|form| form.request_submit());
            set_timeout(move || drop(submit()), std::time::Duration::ZERO);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_sealing.get_untracked() || goes_when_kept.get_untracked() {
            return event.prevent_default();
        }
        problem.set(None);
        let keeps = event.submitter().is_some_and(|button| button.has_attribute("name"));
        if enclosures.finish() {
            event.prevent_default();
            // A draft keeps itself once everything is there.
            return goes_when_kept.set(!keeps);
        }
        if !keeps && live.is_offline.get_untracked() {
            event.prevent_default();
            return is_waiting.set(true);
        }
        is_sealing.set(true);
        send(&event, told.clone());
    };
    let state = move || match draft.get() {
        Draft::Untouched | Draft::Changed => t.not_saved,
        Draft::Saving => t.saving,
        Draft::Saved => t.saved,
        Draft::NotKept(_) => t.not_kept,
    };
    let message = Signal::derive(move || problem.get());
    let offer = StoredValue::new(stamps.clone());
    let mine = me.clone();
    let names = move || {
        let is_me = |one: &Receiver| one.key.strip_prefix("id") == Some(mine.as_str());
        to.with(|to| {
            if to.is_empty() {
                return t.nobody_yet.to_owned();
            }
            let name = |one: &Receiver| if one.name.is_empty() { one.number.clone() } else { one.name.clone() };
            let others: Vec<String> = to.iter().filter(|one| !is_me(one)).map(name).collect();
            (t.names)(&others, to.iter().any(is_me))
        })
    };
    view! {
        <form
            class="whole"
            method="post"
            action=SealLetter::url()
            node_ref=node
            on:submit=submit
            on:input=move |_| touch()
            on:change=move |_| touch()
        >
            <header class="top">
                <a class="ib back" href="/letters" aria-label=text().common.back>
                    <Icon name="arrow-left" />
                </a>
                <div class="ttl">
                    <h1>{t.write_title}</h1>
                    <p class="script" role="status">
                        {state}
                    </p>
                </div>
                <div class="acts">
                    <button class="btn ghost wide" name="keep" value="1" formnovalidate>
                        {t.keep}
                    </button>
                    <button class="btn ghost phone no-script" name="keep" value="1" formnovalidate>
                        {t.keep}
                    </button>
                    <button
                        class="btn pri"
                        aria-busy=move || is_sealing.get().to_string()
                    >
                        <Icon name="seal-check" />
                        {t.seal}
                    </button>
                </div>
            </header>
            <div class="split compose">
                <div class="page">
                    <div class="narrow stack gap5">
                        <FormError message />
                        <Show when=move || is_waiting.get()>
                            <div class="banner" data-tone="slate" role="status">
                                <Icon name="wifi-slash" />
                                <div>{t.seal_waits}</div>
                            </div>
                        </Show>
                        <input type="hidden" name="id" value=form.id.clone() />
                        <To to friends more=form.more.clone() me />
                        <div class="paper">
                            <textarea
                                name="text"
                                aria-label=t.your_letter
                                maxlength=TEXT_MAX
                                dir="auto"
                                on:input:target=move |event| length.set(event.target().value().chars().count())
                            >
                                {raw(form.text.clone())}
                            </textarea>
                        </div>
                        <Enclose enclosures length=length.into() />
                    </div>
                </div>
                <aside class="panel">
                    <Stamps offer=stamps.clone() form=form.clone() chosen />
                    <section
                        class="sealed preview"
                        data-tone=move || offer.with_value(|offer| chosen.tone(offer))
                        aria-label=t.preview
                    >
                        <Wax />
                        <div class="row tag">
                            <div class="grow">
                                <b>{names}</b>
                                <p class="tiny">{move || offer.with_value(|offer| chosen.line(offer))}</p>
                            </div>
                            <Postmark at=stamps.now />
                        </div>
                    </section>
                    <p class="tiny">{t.promise}</p>
                </aside>
            </div>
        </form>
    }
}

/// What was typed and chosen before the page was alive.
fn taking_over(form: NodeRef<html::Form>, chosen: Chosen, length: RwSignal<usize>, draft: RwSignal<Draft>) {
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        let Some(data) = form.get().and_then(|form| web_sys::FormData::new_with_form(&form).ok()) else { return };
        let read = |name: &str| data.get(name).as_string().unwrap_or_default();
        let (choice, day, count) = (read("choice"), read("day"), read("text").chars().count());
        let is_known = chosen.choice.with_untracked(|known| *known == choice)
            && chosen.day.with_untracked(|known| *known == day)
            && length.get_untracked() == count;
        if !is_known {
            chosen.choice.set(choice);
            chosen.day.set(day);
            length.set(count);
            draft.set(Draft::Changed);
        }
    });
    let _ = (form, chosen, length, draft);
}

/// Keeps the draft every three seconds while there is something new, and when the page is left. A letter that waits for the
/// connection is tried again.
fn keeping(form: NodeRef<html::Form>, draft: RwSignal<Draft>, is_sealing: RwSignal<bool>, is_waiting: RwSignal<bool>) {
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        use super::api::SaveDraft;
        use leptos::form::FromFormData;
        let is_in_flight = StoredValue::new(false);
        let keep = move |is_last: bool| {
            // One after the other, so that an older form never comes last; but nothing is lost by leaving.
            if !is_last && is_in_flight.try_get_value() != Some(false) {
                return;
            }
            let Some(form) = form.try_get_untracked().flatten() else { return };
            let is_new = matches!(draft.try_get_untracked(), Some(Draft::Changed | Draft::NotKept(true)));
            if !is_new || is_sealing.try_get_untracked() != Some(false) {
                return;
            }
            let data = web_sys::FormData::new_with_form(&form).ok();
            let Some(sent) = data.and_then(|data| SaveDraft::from_form_data(&data).ok()) else { return };
            draft.set(Draft::Saving);
            is_in_flight.set_value(true);
            leptos::task::spawn_local(async move {
                let kept = sent.run_on_client().await;
                is_in_flight.try_set_value(false);
                // Typed meanwhile: it is kept the next time.
                if draft.try_get_untracked() != Some(Draft::Saving) {
                    return;
                }
                let helps = |code| matches!(code, Code::Offline | Code::Unavailable | Code::TooFast);
                draft.set(match kept {
                    Ok(_) => Draft::Saved,
                    Err(error) => Draft::NotKept(helps(error.code)),
                });
            });
        };
        let again = move || match is_waiting.try_get_untracked() {
            Some(true) => form.try_get_untracked().flatten().into_iter().for_each(|form| drop(form.request_submit())),
            _ => keep(false),
        };
        let every = set_interval_with_handle(again, std::time::Duration::from_secs(3)).ok();
        let left = window_event_listener_untyped("visibilitychange", move |_| keep(true));
        on_cleanup(move || {
            keep(true);
            left.remove();
            every.into_iter().for_each(|every| every.clear());
        });
    });
    let _ = (form, draft, is_sealing, is_waiting);
}
