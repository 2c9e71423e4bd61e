//! People one knows by phone number.

use super::{
    api::{AddContact, RemoveContact},
    head::{Aside, Head, View, Views},
    inbox::{Around, around},
    wire::{Contact, ContactsPage, Desk},
};
use crate::app::{
    calendar::Failed,
    error::ApiError,
    friends::{
        Problem,
        api::{BlockPerson, UnblockPerson},
        follow,
    },
    i18n::text,
    kit::{Avatar, Icon, Loading},
    live::use_live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map};

pub struct ContactsRoute {
    page: ArcResource<Result<ContactsPage, ApiError>>,
    around: ArcResource<Result<Around, ApiError>>,
}

impl LazyRoute for ContactsRoute {
    fn data() -> Self {
        let (query, live) = (use_query_map(), use_live());
        let asked = move || (query.with(|query| query.get("after")), live.people.get(), live.letters.get());
        Self { page: ArcResource::new(asked, |(after, ..)| super::api::read_contacts(after)), around: around() }
    }

    async fn view(this: Self) -> AnyView {
        let t = &text().letters;
        let Self { page, around } = this;
        let head = around.clone();
        let head = move || {
            let head = head.clone();
            Suspend::new(async move {
                let desk: Option<Desk> = head.await.ok().map(|(desk, _)| desk);
                view! { <Head view=View::Contacts desk /> }
            })
        };
        let body = move || {
            let page = page.clone();
            Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Contacts page /> }.into_any(),
                    Err(error) => view! { <Failed code=error.code /> }.into_any(),
                }
            })
        };
        let panel = move || {
            let around = around.clone();
            Suspend::new(async move { around.await.ok().map(|(desk, _)| view! { <Aside desk contacts=None /> }) })
        };
        view! {
            <Title text=t.contacts />
            <main class="sheet letters" id="main" tabindex="-1">
                <Transition>{head}</Transition>
                <div class="split">
                    <div class="page">
                        <Views view=View::Contacts class="seg block phone" />
                        <div class="narrow stack">
                            <Problem />
                            <p class="muted">{t.contacts_lead}</p>
                            <Adding />
                            <Transition fallback=Loading>{body}</Transition>
                        </div>
                    </div>
                    <aside class="panel wide">
                        <Transition>{panel}</Transition>
                    </aside>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Adding() -> impl IntoView {
    let t = &text().letters;
    let add = ServerAction::<AddContact>::new();
    follow(add, false);
    let form = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if let (Some(Ok(_)), Some(form)) = (add.value().get(), form.get()) {
            // The next one is somebody else.
            use leptos::wasm_bindgen::JsCast;
            let form = form.parent_element().and_then(|form| form.dyn_into::<leptos::web_sys::HtmlFormElement>().ok());
            form.iter().for_each(leptos::web_sys::HtmlFormElement::reset);
        }
    });
    view! {
        <ActionForm action=add attr:class="card stack" attr:id="add">
            <div class="cols" node_ref=form>
                <div class="field">
                    <label for="number">{t.number}</label>
                    <div class="in">
                        <input id="number" name="number" type="tel" autocomplete="off" maxlength="30" required aria-describedby="number-note" />
                    </div>
                    <small id="number-note">{t.number_hint}</small>
                </div>
                <div class="field">
                    <label for="name">{t.contact_name}</label>
                    <div class="in">
                        <input id="name" name="name" autocomplete="off" maxlength="100" />
                    </div>
                </div>
            </div>
            <div>
                <button class="btn" aria-busy=move || add.pending().get().to_string()>
                    <Icon name="plus" />
                    {t.add_contact}
                </button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Contacts(page: ContactsPage) -> impl IntoView {
    let t = &text().letters;
    if page.contacts.is_empty() {
        return view! { <div class="empty" role="status"><p>{t.contacts_empty}</p></div> }.into_any();
    }
    let more = page.next.map(|after| {
        view! {
            <a class="btn ghost more" href=format!("/letters/contacts?after={after}")>
                {text().people.more}
            </a>
        }
    });
    view! {
        <ul class="items ruled">
            <For
                each=move || page.contacts.clone()
                key=|contact| (contact.person.id.clone(), contact.name.clone(), contact.is_blocked)
                children=|contact| view! { <li><ContactRow contact /></li> }
            />
        </ul>
        {more}
    }
    .into_any()
}

/// Somebody by number; `is_short` beside the letters.
#[component]
pub fn ContactRow(contact: Contact, #[prop(default = false)] is_short: bool) -> impl IntoView {
    let t = &text().letters;
    let Contact { person, name, number, is_blocked } = contact;
    let name = if name.is_empty() { person.name.clone() } else { name };
    let unblock = ServerAction::<UnblockPerson>::new();
    follow(unblock, false);
    let (id, menu) = (person.id.clone(), (!is_short).then(|| person.id.clone()));
    let line = if is_blocked { format!("{number} · {}", t.blocked) } else { number };
    let face = if is_blocked {
        view! {
            <span class="av sm" data-tone="slate">
                <Icon name="prohibit" />
            </span>
        }
        .into_any()
    } else {
        view! { <Avatar id=person.id.clone() name=person.name picture=person.picture size="sm" /> }.into_any()
    };
    view! {
        <div class="item">
            {face}
            <div class="body">
                <b>
                    <a href=format!("/people/{}", person.id)>{name}</a>
                </b>
                <small>{line}</small>
            </div>
            {if is_blocked {
                view! {
                    <ActionForm action=unblock>
                        <input type="hidden" name="id" value=id />
                        <input type="hidden" name="next" value="/letters/contacts" />
                        <button class="btn sm ghost">{t.unblock}</button>
                    </ActionForm>
                }
                    .into_any()
            } else {
                view! {
                    <a class="ib" href=format!("/letters/write?to=id{id}") aria-label=t.write>
                        <Icon name="pen-nib" />
                    </a>
                }
                    .into_any()
            }}
            {menu.map(|id| view! { <Menu id is_blocked /> })}
        </div>
    }
}

#[component]
fn Menu(id: String, is_blocked: bool) -> impl IntoView {
    let t = &text().letters;
    let (remove, block) = (ServerAction::<RemoveContact>::new(), ServerAction::<BlockPerson>::new());
    follow(remove, false);
    follow(block, false);
    let blocked = id.clone();
    view! {
        <details class="menu">
            <summary class="ib" aria-label=t.actions>
                <Icon name="dots-three-vertical" />
            </summary>
            <div class="pop">
                <ActionForm action=remove>
                    <input type="hidden" name="id" value=id />
                    <button class="item">
                        <Icon name="trash" />
                        <span class="body">{t.remove_contact}</span>
                    </button>
                </ActionForm>
                {(!is_blocked)
                    .then(|| {
                        view! {
                            <ActionForm action=block>
                                <input type="hidden" name="id" value=blocked />
                                <input type="hidden" name="next" value="/letters/contacts" />
                                <button class="item danger">
                                    <Icon name="prohibit" />
                                    <span class="body">{t.block}</span>
                                </button>
                            </ActionForm>
                        }
                    })}
            </div>
        </details>
    }
}
