//! Keys of the texts of nearby.

pub struct Nearby {
    pub title: &'static str,
    pub is_off: &'static str,
    /// "Running for 42 min, ends by itself at 18:00".
    pub running: fn(minutes: i64, until: &str) -> String,
    pub start: &'static str,
    pub start_lead: &'static str,
    pub begin: &'static str,
    pub stop: &'static str,
    pub ends_after: &'static str,
    /// "2 hours".
    pub hours: fn(n: i64) -> String,
    /// "15 minutes".
    pub minutes: fn(n: i64) -> String,
    pub share_too: &'static str,
    pub not_shared: &'static str,
    pub too_close: &'static str,
    /// "Hidden from everyone until 17:30".
    pub hidden: fn(until: &str) -> String,
    pub hidden_lead: &'static str,
    pub show_again: &'static str,
    pub hide_all: &'static str,
    pub sharing: &'static str,
    pub sharing_lead: &'static str,
    /// "Shared until 18:00".
    pub shared_until: fn(until: &str) -> String,
    pub end_sharing: &'static str,
    /// "Two people can see you now", if it is shared.
    pub watched_by: fn(n: u32) -> String,
    /// "Nearest: Jonas Weber".
    pub nearest: fn(name: &str) -> String,
    pub nobody_near: &'static str,
    pub nobody_near_lead: &'static str,
    pub own_unknown: &'static str,
    pub own_unknown_lead: &'static str,
    pub denied: &'static str,
    pub denied_lead: &'static str,
    pub try_again: &'static str,
    /// The wind rose, clockwise from north.
    pub directions: [&'static str; 8],
    /// Above the picture.
    pub north: &'static str,
    pub closer: &'static str,
    pub away: &'static str,
    pub still: &'static str,
    /// "12 s ago", "9 min ago".
    pub ago: fn(seconds: i64) -> String,
    /// How exact the device says it is: "± 12 m".
    pub exact: fn(metres: i64) -> String,
    /// What stands between whole numbers and tenths.
    pub point: &'static str,
    pub metres: &'static str,
    pub kilometres: &'static str,
    pub seen_now: &'static str,
    pub quiet: &'static str,
    pub off: &'static str,
    pub off_line: &'static str,
    pub asked: &'static str,
    pub asked_line: &'static str,
    pub agreed: &'static str,
    pub agreed_line: &'static str,
    /// On the button that takes somebody from the list.
    pub forget: &'static str,
    pub empty: &'static str,
    pub empty_lead: &'static str,
    pub pick: &'static str,
    pub pick_lead: &'static str,
    pub pick_none: &'static str,
    pub ask: &'static str,
    pub who_sees: &'static str,
    pub who_sees_lead: &'static str,
    pub who_sees_none: &'static str,
    pub wants: &'static str,
    pub allow: &'static str,
    pub refuse: &'static str,
    pub change: &'static str,
    pub precision: &'static str,
    pub near: &'static str,
    pub area: &'static str,
    pub how_long: &'static str,
    pub for_good: &'static str,
    /// "until 3 May, 18:00".
    pub until: fn(at: &str) -> String,
    pub looking: &'static str,
    /// "looked last: 3 May, 16:05".
    pub looked: fn(at: &str) -> String,
    pub never_looked: &'static str,
    pub refused: &'static str,
    pub alarm: &'static str,
    pub alarm_radius: &'static str,
    pub alarm_off: &'static str,
    pub alarm_sound: &'static str,
    pub alarm_disrupt: &'static str,
    /// "Jonas Weber is 120 m away".
    pub alarm_said: fn(name: &str, distance: &str) -> String,
    pub history: &'static str,
    pub history_lead: &'static str,
    pub history_none: &'static str,
    /// "42 min".
    pub lasted: fn(minutes: i64) -> String,
    /// "Jonas Weber was too close"; it may not be known who.
    pub was_close: fn(name: Option<&str>) -> String,
    pub ended: &'static str,
    pub older: &'static str,
}
