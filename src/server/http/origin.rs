//! Which browsers may change something from where (contract, decision 21): Fetch Metadata first, then Origin; a call
//! with neither is a phone's.

use crate::server::config::Config;
use axum::http::{HeaderMap, header};

/// True if this call may change something.
pub fn may_change(config: &Config, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text("origin");
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => origin.is_some_and(|origin| config.cors_origins.iter().any(|listed| listed == origin)),
        None => origin.is_none_or(|origin| {
            let host = text(header::HOST.as_str()).unwrap_or_default();
            let of_host = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
            of_host || origin == config.base_url || config.cors_origins.iter().any(|listed| listed == origin)
        }),
    }
}
