//! The types of the documented API.

use serde::{Deserialize, Serialize};

/// `Click` of the documented API. Times are whole Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Click {
    pub user: String,
    pub comment: Option<String>,
    /// Words separated by spaces, of a fixed list.
    pub style: Option<String>,
    pub timestamp: i64,
}

/// `Event` of the documented API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BoardEvent {
    pub user: String,
    pub name: String,
    pub timestamp: i64,
}

/// `Hour` of the documented API: an hour of UTC, and all there was up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Hour {
    pub timestamp: i64,
    pub click_count: i64,
    pub event_count: i64,
    pub click_count_total: i64,
    pub event_count_total: i64,
}

/// `User` of the documented API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BoardUser {
    pub name: String,
    pub click_count: i64,
    pub event_count: i64,
}

/// One connection. The same numbers under both names that clients read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OnlineUser {
    pub name: Option<String>,
    pub click_count: i64,
    pub event_count: i64,
    pub click_count_session: i64,
    pub event_count_session: i64,
}

/// `Stats` of the documented API. Days and hours are those of UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Stats {
    pub click_count_total: i64,
    pub click_count_today: i64,
    pub click_count_hour: i64,
    pub event_count_total: i64,
    pub event_count_today: i64,
    pub event_count_hour: i64,
}

/// The version of the documented API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Version {
    pub version: String,
}
