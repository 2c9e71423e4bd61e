//! The document around every page, and the frame of the signed-in ones: rail, tab bar, account menu.

use super::{
    account::AccountMenu,
    chats::{Outbox, use_outbox},
    error::Code,
    friends::{Face, api::list_friends},
    i18n::text,
    kit::{Brand, Icon},
    live::use_live,
    notices::{self, LetterCount, MessageCount, NearbyCount, PeopleCount},
    session::{Look, use_visitor},
};
use leptos::prelude::*;
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::use_location,
};

/// The HTML document. Server only: it also sets the page's security policy, whose nonce its scripts carry.
#[cfg(feature = "ssr")]
pub fn document(options: &LeptosOptions) -> impl IntoView + use<> {
    use leptos::nonce::use_nonce;
    let look = super::session::look();
    let assets = format!("/{}", options.site_pkg_dir);
    if let (Some(response), Some(nonce)) = (use_context::<leptos_axum::ResponseOptions>(), use_nonce()) {
        let policy = format!(
            "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
             style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
             form-action 'self'; frame-ancestors 'none'"
        );
        if let Ok(policy) = http::HeaderValue::from_str(&policy) {
            response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    let has_cyrillic = look.language == super::i18n::Language::Ru;
    view! {
        <!DOCTYPE html>
        <html
            lang=look.language.code()
            data-theme=look.theme
            data-assets=look.assets
            data-live=look.position
            data-openid=look.has_openid.then_some(if look.is_google { "google" } else { "" })
            data-keys=look.single_keys.then_some("")
            data-guest=look.is_guest.then_some("")
            data-nobody=look.is_nobody.then_some("")
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <link
                    rel="preload"
                    href=format!("{assets}/fonts/onest-latin-wght-normal.woff2")
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                {has_cyrillic
                    .then(|| {
                        view! {
                            <link
                                rel="preload"
                                href=format!("{assets}/fonts/onest-cyrillic-wght-normal.woff2")
                                r#as="font"
                                r#type="font/woff2"
                                crossorigin="anonymous"
                            />
                        }
                    })}
                <link rel="stylesheet" href=format!("{assets}/kith.css") />
                <link rel="icon" href=format!("{assets}/favicon.svg") r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href=format!("{assets}/apple-touch-icon.png") />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#e6eae2" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d1615" />
                <link rel="manifest" href=format!("{assets}/manifest.webmanifest") />
                <HydrationScripts options=options.clone() />
                <leptos_meta::MetaTags />
            </head>
            <body>
                <super::App />
            </body>
        </html>
    }
}

/// The frame of the pages. Who is not signed in is led to the sign-in page and back, but for the board, which is open to
/// all.
#[component]
pub fn Frame() -> impl IntoView {
    let location = use_location();
    let look = expect_context::<Look>();
    let is_board = location.pathname.with_untracked(|path| path == "/board" || path.starts_with("/board/"));
    if look.is_nobody && is_board {
        return view! { <OpenFrame /> }.into_any();
    }
    let t = &text().common;
    super::live::connect();
    super::kit::closing_menus();
    super::kit::listening_keys();
    super::kit::sending_once();
    super::kit::keeping_focus();
    let visitor = use_visitor().0;
    let is_guest = look.is_guest;
    if is_guest && !is_board && !location.pathname.with_untracked(|path| path.starts_with("/messages")) {
        // Guests have nothing else.
        return view! { <Redirect path="/messages?kind=room" /> }.into_any();
    }
    let here = move || {
        format!(
            "/sign-in?next={}{}",
            location.pathname.get_untracked(),
            location.search.with_untracked(|search| if search.is_empty() {
                String::new()
            } else {
                format!("%3F{}", search.replace('&', "%26"))
            })
        )
    };
    let outbox = use_outbox();
    let counts = notices::counting();
    let greeting = move || {
        let here = here();
        Suspend::new(async move {
            match visitor.await {
                Ok(me) => {
                    take_up(outbox, &me.id);
                    view! { <AccountMenu me /> }.into_any()
                }
                Err(error) if error.code == Code::NotSignedIn => view! { <Redirect path=here /> }.into_any(),
                Err(_) => ().into_any(),
            }
        })
    };
    let more =
        move || Suspend::new(async move { visitor.await.ok().map(|me| view! { <super::account::AccountSheet me /> }) });
    let has_focus =
        move || location.pathname.with(|path| path.strip_prefix("/messages/").is_some_and(|id| !id.is_empty()));
    view! {
        <div class="app" class:focus=has_focus>
            <a class="skip" href="#main" rel="external">
                {t.skip_to_content}
            </a>
            <nav class="rail" aria-label=t.main_navigation>
                <A href="/" attr:class="brand">
                    <Brand />
                    <b>"Kith"</b>
                </A>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <A href="/" exact=true attr:class="nav" attr:data-tone="spruce">
                                <NavIcon off="house-line" on="house-fill" />
                                <span>{text().today.title}</span>
                            </A>
                            <A href="/calendar" attr:class="nav" attr:data-tone="fjord">
                                <NavIcon off="calendar-blank" on="calendar-blank-fill" />
                                <span>{t.calendar}</span>
                            </A>
                        }
                    })}
                <A href="/messages" attr:class="nav" attr:data-tone="spruce">
                    <NavIcon off="chats" on="chats-fill" />
                    <span>{text().chats.title}</span>
                    <MessageCount counts />
                </A>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <A href="/letters" attr:class="nav" attr:data-tone="brick">
                                <NavIcon off="envelope-simple" on="envelope-simple-fill" />
                                <span>{text().letters.title}</span>
                                <LetterCount counts />
                            </A>
                        }
                    })}
                <A href="/board" attr:class="nav" attr:data-tone="ochre">
                    <NavIcon off="hand-tap" on="hand-tap-fill" />
                    <span>{text().board.title}</span>
                </A>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <A href="/nearby" attr:class="nav" attr:data-tone="moss">
                                <NavIcon off="compass" on="compass-fill" />
                                <span>{text().nearby.title}</span>
                                <NearbyCount counts />
                            </A>
                            <A href="/people" attr:class="nav" attr:data-tone="plum">
                                <NavIcon off="users" on="users-fill" />
                                <span>{text().people.title}</span>
                                <PeopleCount counts />
                            </A>
                            <Lights />
                        }
                    })}
                <Transition>{greeting}</Transition>
            </nav>
            <Outlet />
            <nav class="tabbar" aria-label=t.main_navigation>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <A href="/calendar" attr:data-tone="fjord">
                                <NavIcon off="calendar-blank" on="calendar-blank-fill" />
                                <span>{t.calendar}</span>
                            </A>
                        }
                    })}
                <A href="/messages" attr:data-tone="spruce">
                    <NavIcon off="chats" on="chats-fill" />
                    <span>{text().chats.title}</span>
                    <MessageCount counts />
                </A>
                {(!is_guest)
                    .then(|| {
                        view! {
                            <A href="/" exact=true attr:data-tone="spruce">
                                <NavIcon off="house-line" on="house-fill" />
                                <span>{text().today.title}</span>
                            </A>
                            <A href="/letters" attr:data-tone="brick">
                                <NavIcon off="envelope-simple" on="envelope-simple-fill" />
                                <span>{text().letters.title}</span>
                                <LetterCount counts />
                            </A>
                        }
                    })}
                <Transition>{more}</Transition>
            </nav>
            <OfflineBanner />
            <VersionBanner />
            <super::kit::ToastArea />
        </div>
    }
    .into_any()
}

/// The frame for who is not signed in: the board, and the way in.
#[component]
fn OpenFrame() -> impl IntoView {
    let t = &text().common;
    super::kit::closing_menus();
    super::kit::listening_keys();
    let enter = &text().account.sign_in;
    view! {
        <div class="app">
            <a class="skip" href="#main" rel="external">
                {t.skip_to_content}
            </a>
            <nav class="rail" aria-label=t.main_navigation>
                <a href="/sign-in" class="brand" rel="external">
                    <Brand />
                    <b>"Kith"</b>
                </a>
                <A href="/board" attr:class="nav" attr:data-tone="ochre">
                    <NavIcon off="hand-tap" on="hand-tap-fill" />
                    <span>{text().board.title}</span>
                </A>
                <a href="/sign-in?next=/board" class="nav" rel="external">
                    <Icon name="sign-in" />
                    <span>{*enter}</span>
                </a>
            </nav>
            <Outlet />
            <nav class="tabbar" aria-label=t.main_navigation>
                <A href="/board" attr:data-tone="ochre">
                    <NavIcon off="hand-tap" on="hand-tap-fill" />
                    <span>{text().board.title}</span>
                </A>
                <a href="/sign-in?next=/board" rel="external">
                    <Icon name="sign-in" />
                    <span>{*enter}</span>
                </a>
            </nav>
            <super::kit::ToastArea />
        </div>
    }
}

/// Drawn in outline, and filled where one is.
#[component]
fn NavIcon(off: &'static str, on: &'static str) -> impl IntoView {
    view! {
        <i class="pair">
            <Icon name=off />
            <Icon name=on />
        </i>
    }
}

/// What an earlier page of this tab could not send goes out now. Nothing on the server.
fn take_up(outbox: Outbox, me: &str) {
    #[cfg(feature = "hydrate")]
    {
        // Once the page is alive: the server did not know of it.
        let me = me.to_owned();
        set_timeout(move || outbox.open(&me), std::time::Duration::ZERO);
    }
    let _ = (outbox, me);
}

/// Friends who are here, at the foot of the rail.
#[component]
fn Lights() -> impl IntoView {
    const SHOWN: usize = 5;
    let live = use_live();
    let here = Resource::new(move || (live.comings.get(), live.people.get()), |_| list_friends(Some(true), None));
    let lights = move || {
        Suspend::new(async move {
            here.await.ok().filter(|page| page.total > 0).map(|page| {
                let people = page.people.into_iter().take(SHOWN);
                let windows = people.map(|person| {
                    let href = format!("/people/{}", person.id);
                    view! {
                        <a href=href>
                            <Face person size="sm" />
                        </a>
                    }
                });
                view! {
                    <div class="home">
                        <h2>{(text().people.lights_on)(page.total)}</h2>
                        <div class="row">{windows.collect_view()}</div>
                    </div>
                }
            })
        })
    };
    view! { <Transition>{lights}</Transition> }
}

/// Says that the server is a newer one than the page.
#[component]
fn VersionBanner() -> impl IntoView {
    let t = &text().common;
    let live = use_live();
    let reload = |_| {
        #[cfg(feature = "hydrate")]
        drop(window().location().reload());
    };
    view! {
        <Show when=move || live.is_old.get() && !live.is_offline.get()>
            <div class="banner offline" data-tone="moss" role="status">
                <Icon name="arrows-clockwise" />
                <div>{t.new_version}</div>
                <button class="btn sm" on:click=reload>
                    {t.reload}
                </button>
            </div>
        </Show>
    }
}

/// Says that the server has been away for a while.
#[component]
fn OfflineBanner() -> impl IntoView {
    let t = &text().common;
    let is_offline = use_live().is_offline;
    view! {
        <Show when=move || is_offline.get()>
            <div class="banner offline" data-tone="slate" role="status">
                <Icon name="wifi-slash" />
                <div>
                    <b>{t.offline_title}</b>
                    " "
                    {t.offline_body}
                </div>
            </div>
        </Show>
    }
}
