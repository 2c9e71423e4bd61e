//! The site's files, embedded in the program: scripts, styles, fonts and icons under a path with the build's hash, so
//! that browsers may keep them for ever. Compressed once, at build time.

use crate::app::error::Code;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$SITE_DIR"]
#[allow_missing = true]
struct Site;

/// Names of all files and their contents, digested: a new build has a new path.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    use sha2::Digest;
    let mut digest = sha2::Sha256::new();
    for name in Site::iter() {
        digest.update(name.as_bytes());
        if let Some(file) = Site::get(&name) {
            digest.update(file.metadata.sha256_hash());
        }
    }
    crate::server::context::hex(&digest.finalize()[..8])
});

/// Where this build's files are, without slashes at the ends.
pub fn base() -> String {
    format!("assets/{}", *BUILD)
}

/// A file of this build. Another build's files are not here.
pub async fn asset(Path((build, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    if build != *BUILD {
        return Code::NotFound.into_response();
    }
    let immutable = HeaderValue::from_static("public, max-age=31536000, immutable");
    file(&name, &headers, immutable).unwrap_or_else(|| Code::NotFound.into_response())
}

/// A file whose path is fixed by others, such as the icon that browsers ask for by themselves.
pub fn fixed(name: &str, headers: &HeaderMap) -> Response {
    let an_hour = HeaderValue::from_static("public, max-age=3600");
    file(name, headers, an_hour).unwrap_or_else(|| Code::NotFound.into_response())
}

fn file(name: &str, headers: &HeaderMap, cache: HeaderValue) -> Option<Response> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |coding: &str| accepted.split(',').any(|entry| entry.trim().split(';').next() == Some(coding));
    let (file, coding): (EmbeddedFile, _) = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, suffix)| Some((Site::get(&format!("{name}{suffix}"))?, Some(coding))))
        // While developing, cargo-leptos puts the scripts into a folder of their own.
        .or_else(|| Some((Site::get(name).or_else(|| Site::get(&format!("pkg/{name}")))?, None)))?;
    let mut response = (StatusCode::OK, file.data.into_owned()).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    out.insert(header::CACHE_CONTROL, cache);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
