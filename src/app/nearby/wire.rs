//! What crosses the wire about who is near.

use serde::{Deserialize, Serialize};

/// Answer of `POST /users/create`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Created {
    pub creation: String,
    pub token: String,
}

/// A token, valid for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Token {
    pub token: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Location {
    pub location: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Monitor {
    pub monitor: String,
}

/// The same when it was so already: `{"relation": "already in relation"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Relation {
    pub relation: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Unmonitor {
    pub unmonitor: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Started {
    pub start: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Stopped {
    pub stop: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Disrupted {
    pub disrupt: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Subscribed {
    #[serde(rename = "Subscription")]
    pub subscription: String,
}

/// Answer of `GET /activity/update`. All four keys are always there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Update {
    /// Who is nearest: their Facebook id, or their account's.
    pub user: Option<String>,
    /// How far away they are, in metres.
    pub distance: Option<f64>,
    /// Who has not reported for more than five minutes.
    pub stale: Vec<String>,
    /// Who has GPS off, or has not agreed.
    pub no_gps: Vec<String>,
}

/// How it stands with somebody whom the caller watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Heard of in the last five minutes.
    Here,
    /// Not heard of for longer.
    Quiet,
    /// They share no position.
    Off,
    /// They have not agreed, or do not any more.
    Asked,
    /// They agreed; without an activity nobody is seen.
    Agreed,
}

/// How exactly somebody lets themselves be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Cells of about 50 m.
    #[default]
    Near,
    /// Cells of about 500 m.
    Area,
}

impl Precision {
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "near" => Some(Precision::Near),
            "area" => Some(Precision::Area),
            _ => None,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Precision::Near => "near",
            Precision::Area => "area",
        }
    }

    /// Side of a cell, in metres.
    pub const fn metres(self) -> i64 {
        match self {
            Precision::Near => 50,
            Precision::Area => 500,
        }
    }
}

/// Somebody, as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Face {
    pub id: String,
    pub name: String,
    /// Address of the picture, empty without one.
    pub picture: String,
}

/// Somebody whom the caller watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Sight {
    pub person: Face,
    pub state: State,
    /// Metres between the cells that both are in, while both are known.
    pub distance: Option<f64>,
    /// Direction, in degrees from north.
    pub bearing: Option<f64>,
    /// Seconds since they reported last.
    pub age: Option<i64>,
    /// How exact their device says it is, in metres.
    pub accuracy: Option<i64>,
    pub precision: Precision,
}

/// The running activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Activity {
    pub id: String,
    /// RFC 3339 in the caller's zone.
    pub started_at: String,
    /// It ends by itself then.
    pub until: String,
    /// Minutes that it has been running.
    pub minutes: i64,
}

/// Everything that the page shows first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NearbyPage {
    pub activity: Option<Activity>,
    /// The caller, while an activity runs.
    pub me: Option<Face>,
    /// The caller shares what their pages report until then.
    pub shares_until: Option<String>,
    /// The caller is hidden from everybody until then.
    pub hidden_until: Option<String>,
    /// Seconds since the caller's own position was reported; none if it is not known, or GPS is off.
    pub own_age: Option<i64>,
    /// Nearest first.
    pub sights: Vec<Sight>,
    /// How many people are watching the caller at this moment.
    pub watched_by: u32,
}

/// Somebody who watches the caller, or wants to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Watcher {
    /// As the other routes of nearby know them: the Facebook id, or the account's.
    pub id: String,
    pub person: Face,
    /// RFC 3339 in the caller's zone.
    pub asked_at: String,
    /// They may see the caller.
    pub may: bool,
    /// The caller refused it, or ended it.
    pub is_ended: bool,
    pub precision: Precision,
    /// It ends by itself then.
    pub until: Option<String>,
    /// When they looked last, to the minute.
    pub looked_at: Option<String>,
    /// They have an activity open right now.
    pub is_looking: bool,
}

/// A page of watchers, last asked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WatchersPage {
    pub watchers: Vec<Watcher>,
    pub next: Option<String>,
}

/// Whether somebody may see the caller now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Agreement {
    pub may: bool,
}

/// An activity of the caller's that is over. Where anybody was is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Past {
    pub id: String,
    pub started_at: String,
    pub ended_at: String,
    pub minutes: i64,
    /// It was ended because somebody was too close.
    pub is_disrupted: bool,
    pub disrupted_by: Option<Face>,
}

/// A page of activities, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HistoryPage {
    pub activities: Vec<Past>,
    pub next: Option<String>,
}

/// Bodies, for the description of the API: forms, or JSON objects with the same keys.
#[cfg(feature = "ssr")]
pub mod described {
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct CreateForm {
        /// A Facebook user access token.
        token_id: String,
        facebook_id: String,
        name: String,
        /// A token of Firebase Cloud Messaging; may be empty.
        gcm: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct LocationForm {
        /// Degrees; empty or `null` for GPS that is off.
        latitude: String,
        longitude: String,
        /// Metres.
        accuracy: Option<String>,
    }

    /// Every field may be left out: then it stays as it was.
    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct ConsentBody {
        /// `near` or `area`.
        precision: Option<String>,
        /// RFC 3339.
        until: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct SubscriptionForm {
        email: String,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct PersonForm {
        id: String,
        /// Where a browser is led then; a path of this site.
        next: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct AnswerForm {
        id: String,
        /// `agree` or `refuse`.
        action: String,
        /// `near` (the default) or `area`.
        precision: Option<String>,
        /// Hours after which it ends by itself; never without, and `same` when it would.
        hours: Option<String>,
        next: Option<String>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct StartForm {
        /// Hours after which it ends by itself, 1 to 24; 8 without.
        hours: Option<i64>,
        /// Minutes that the own position is shared for as well; not without.
        share: Option<i64>,
    }

    #[derive(utoipa::ToSchema)]
    #[expect(dead_code, reason = "describes a body")]
    pub struct MinutesForm {
        /// 0 ends it.
        minutes: i64,
    }
}
