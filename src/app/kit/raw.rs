//! Text for the two places that the framework writes as it is: the title and a text area. The browser sets those as
//! text; the server must escape them by itself.

/// The text as it must be given to `<Title>` and as the child of a `textarea`.
pub fn raw(text: String) -> String {
    #[cfg(feature = "ssr")]
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text
}
