//! A letter that has arrived: an envelope with a seal, or open with what was in it.

use super::{
    api::{self, DeleteLetter, OpenLetter, SendAgain},
    player::Player,
    wire::{Body, Letter},
};
use crate::app::{
    account::wire::Done,
    error::ApiError,
    friends::send,
    i18n::text,
    kit::{Avatar, Brand, Icon, time, tone, use_toasts},
};
use jiff::civil::Date;
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};

/// The letter that was opened just now: it unfolds.
#[derive(Clone, Copy)]
pub struct Opened(pub RwSignal<String>);

#[component]
pub fn Card(letter: Letter, me: String) -> impl IntoView {
    match letter.body.clone() {
        None => view! { <Sealed letter me /> }.into_any(),
        Some(body) => view! { <Open letter body me /> }.into_any(),
    }
}

/// Wax with the sign of the house.
#[component]
pub fn Wax() -> impl IntoView {
    view! {
        <span class="wax" aria-hidden="true">
            <Brand />
        </span>
    }
}

/// The date on which a letter was sealed.
#[component]
pub fn Postmark(at: String) -> impl IntoView {
    let day = time::date(&at);
    view! {
        <span class="postmark push" aria-hidden="true">
            <span>"KITH"</span>
            <b>{day.map(|day| (text().common.short_date)(day))}</b>
            <span>{day.map(Date::year)}</span>
        </span>
    }
}

#[component]
fn Sealed(letter: Letter, me: String) -> impl IntoView {
    let t = &text().letters;
    let Opened(opened) = expect_context();
    let toasts = use_toasts();
    let age = (t.age)(letter.age);
    let from = if letter.from.id == me { (t.from_you)(&age) } else { (t.from)(&letter.from.name, &age) };
    let told = move |sent: &OpenLetter, done: Result<Done, ApiError>| match done {
        Ok(_) => opened.set(sent.id.clone()),
        Err(error) => toasts.show((text().error)(error.code).to_owned(), None),
    };
    let (tone, anchor) = (tone(&letter.from.id), format!("l{}", letter.id));
    let next = format!("/letters#{anchor}");
    view! {
        <article class="shut" data-tone=tone id=anchor>
            <div class="sealed">
                <Wax />
                <div class="row tag">
                    <div class="grow">
                        <b>{from}</b>
                        <p class="tiny">{(t.on_the_road)(letter.days)}</p>
                    </div>
                    <form method="post" action=OpenLetter::url() on:submit=move |event| send(&event, told)>
                        <input type="hidden" name="id" value=letter.id />
                        <input type="hidden" name="next" value=next />
                        <button class="btn tone">{t.open}</button>
                    </form>
                </div>
            </div>
        </article>
    }
}

#[component]
fn Open(letter: Letter, body: Body, me: String) -> impl IntoView {
    let t = &text().letters;
    let Opened(opened) = expect_context();
    let is_own = letter.from.id == me;
    let (tone, anchor) = (tone(&letter.from.id), format!("l{}", letter.id));
    let id = letter.id.clone();
    let is_fresh = move || opened.with(|opened| *opened == id);
    let writer = (!is_own).then(|| letter.from.id.clone());
    let name = if is_own { t.you.to_owned() } else { letter.from.name.clone() };
    let line = if letter.is_surprise { (t.surprise_took)(letter.days) } else { (t.sent_ago)(&(t.age)(letter.age)) };
    view! {
        <article class="letter" class:fresh=is_fresh data-tone=tone id=anchor>
            <span class="flap"></span>
            <div class="note">
                <Enclosed body=body.clone() name=letter.from.name.clone() />
                {(!body.text.is_empty()).then(|| view! { <p class="words" dir="auto">{body.text}</p> })}
                <Actions id=letter.id writer />
            </div>
            <footer class="pocket">
                <Avatar id=letter.from.id name=letter.from.name picture=letter.from.picture size="sm" />
                <div class="grow">
                    <b>{name}</b>
                    {line}
                </div>
                <Postmark at=letter.sent_at />
            </footer>
        </article>
    }
}

#[component]
fn Enclosed(body: Body, name: String) -> impl IntoView {
    let t = &text().letters;
    let photo = (!body.photo.is_empty()).then(|| {
        view! {
            <a href=body.photo.clone() rel="external" target="_blank">
                <img class="photo" src=format!("{}?size=small", body.photo) alt=(t.photo_from)(&name) loading="lazy" />
            </a>
        }
    });
    view! {
        {photo}
        {(!body.video.is_empty())
            .then(|| {
                view! {
                    <video class="photo" controls preload="metadata" src=body.video aria-label=t.video></video>
                }
            })}
        {(!body.sound.is_empty()).then(|| view! { <Player src=body.sound /> })}
    }
}

/// Write back, send on, put away.
#[component]
fn Actions(id: String, writer: Option<String>) -> impl IntoView {
    let t = &text().letters;
    let toasts = use_toasts();
    let failed = move |error: ApiError| toasts.show((text().error)(error.code).to_owned(), None);
    let again = move |sent: &SendAgain, done: Result<Done, ApiError>| match done {
        Ok(_) => {
            let id = sent.id.clone();
            let undo = Callback::new(move |()| {
                let back = api::burn_letter(id.clone(), String::new());
                spawn_local(async move { back.await.err().into_iter().for_each(failed) });
            });
            toasts.show(t.sent_again.to_owned(), Some(undo));
        }
        Err(error) => failed(error),
    };
    let deleted = move |sent: &DeleteLetter, done: Result<Done, ApiError>| match done {
        Ok(_) => {
            let id = sent.id.clone();
            let undo = Callback::new(move |()| {
                let back = api::restore_letter(id.clone(), String::new());
                spawn_local(async move { back.await.err().into_iter().for_each(failed) });
            });
            toasts.show(t.deleted.to_owned(), Some(undo));
        }
        Err(error) => failed(error),
    };
    view! {
        <details class="menu">
            <summary class="ib sm" aria-label=t.actions>
                <Icon name="dots-three-vertical" />
            </summary>
            <div class="pop">
                {writer
                    .map(|writer| {
                        view! {
                            <a class="item" href=format!("/letters/write?to=id{writer}")>
                                <Icon name="pen-nib" />
                                <span class="body">{t.write_back}</span>
                            </a>
                        }
                    })}
                <form method="post" action=SendAgain::url() on:submit=move |event| send(&event, again)>
                    <input type="hidden" name="id" value=id.clone() />
                    <button class="item">
                        <Icon name="clock-clockwise" />
                        <span class="body">{t.again}</span>
                    </button>
                </form>
                <form method="post" action=DeleteLetter::url() on:submit=move |event| send(&event, deleted)>
                    <input type="hidden" name="id" value=id />
                    <button class="item">
                        <Icon name="trash" />
                        <span class="body">{t.delete}</span>
                    </button>
                </form>
            </div>
        </details>
    }
}
