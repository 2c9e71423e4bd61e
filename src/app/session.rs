//! What a page knows about its visitor before anything else: language, theme, where the site's files are, who it is.

use super::{
    account::{api, wire::Me},
    error::ApiError,
    i18n::Language,
};
use leptos::prelude::*;

/// How pages look for this visitor, and where the bus was when the request came. The server makes it, the browser
/// reads it from the document.
#[derive(Clone, Debug, Default)]
pub struct Look {
    pub language: Language,
    /// `light`, `dark`, or none: as the system.
    pub theme: Option<&'static str>,
    /// Where live notices continue.
    pub position: String,
    /// Path of this build's files.
    pub assets: String,
    /// An OpenID provider is configured.
    pub has_openid: bool,
    /// It is Google.
    pub is_google: bool,
    /// Shortcuts of one key are on.
    pub single_keys: bool,
    /// The visitor is here by name alone, in rooms and at the board only.
    pub is_guest: bool,
    /// Nobody is signed in; the board is open to them as well.
    pub is_nobody: bool,
}

/// The look of this request, or of this document.
pub fn look() -> Look {
    #[cfg(feature = "ssr")]
    let look = use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<Look>().cloned());
    #[cfg(not(feature = "ssr"))]
    let look = from_document();
    look.unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn from_document() -> Option<Look> {
    let root = document().document_element()?;
    let read = |name: &str| root.get_attribute(name).unwrap_or_default();
    Some(Look {
        language: Language::parse(&read("lang")).unwrap_or_default(),
        theme: ["light", "dark"].into_iter().find(|theme| *theme == read("data-theme")),
        position: read("data-live"),
        assets: read("data-assets"),
        has_openid: root.has_attribute("data-openid"),
        is_google: read("data-openid") == "google",
        single_keys: root.has_attribute("data-keys"),
        is_guest: root.has_attribute("data-guest"),
        is_nobody: root.has_attribute("data-nobody"),
    })
}

/// Who is signed in, read once per page and again when the account changes.
#[derive(Clone, Copy)]
pub struct Visitor(pub Resource<Result<Me, ApiError>>);

/// The signed-in person's resource. The outermost part that asks makes it, and it must await it in a `Suspense`: a page
/// that does not ask has none, because the server would finish such a page while nobody waits for the answer.
pub fn use_visitor() -> Visitor {
    use_context().unwrap_or_else(|| {
        let live = super::live::use_live();
        let visitor = Visitor(Resource::new(move || live.account.get(), |_| api::read_me()));
        provide_context(visitor);
        visitor
    })
}
