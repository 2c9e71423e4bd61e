//! The pictures of events under `/load_icon/`: raw for image loads, the documented `<img>` tag for everybody else.

use crate::app::error::Code;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "public/icons/event"]
struct Pictures;

/// An icon by its name.
#[utoipa::path(get, path = "/load_icon/{name}", tag = "calendar",
    params(("name" = String, Path, description = "Such as `bell.svg`.")), responses(
    (status = 200, description = "An `img` tag with the picture in base64; to callers who ask for an image, the picture itself.", content((String = "text/html"), (String = "image/svg+xml"))),
    (status = 404, description = "There is no such icon.", body = crate::app::error::ApiError)))]
pub async fn load(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(picture) = Pictures::get(&name) else {
        return Code::NotFound.into_response();
    };
    let says = |name: header::HeaderName, what: &str| {
        headers.get(name).is_some_and(|value| value.to_str().is_ok_and(|text| text.contains(what)))
    };
    // Browsers that open the address name image types as well, but HTML first of all.
    let is_image = says(header::HeaderName::from_static("sec-fetch-dest"), "image")
        || (says(header::ACCEPT, "image/") && !says(header::ACCEPT, "text/html"));
    let mut response = if is_image {
        ([(header::CONTENT_TYPE, "image/svg+xml")], picture.data.into_owned()).into_response()
    } else {
        let source = STANDARD.encode(&picture.data);
        Html(format!("<img src=\"data:image/svg+xml;base64,{source}\">")).into_response()
    };
    let out = response.headers_mut();
    let policy = HeaderValue::from_static("default-src 'none'; img-src data:; frame-ancestors 'none'");
    out.insert(header::CONTENT_SECURITY_POLICY, policy);
    out.insert(header::VARY, HeaderValue::from_static("accept, sec-fetch-dest"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}
