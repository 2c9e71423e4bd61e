//! Keys of the texts of the page for those who run the installation.

pub struct Admin {
    pub title: &'static str,
    pub lead: &'static str,
    pub no_rooms: &'static str,
    /// Heads of the table of rooms.
    pub room: &'static str,
    pub members: &'static str,
    pub here: &'static str,
    pub messages: &'static str,
    pub last_written: &'static str,
    /// Head of the column of buttons, spoken.
    pub actions: &'static str,
    /// "People with a key · 12".
    pub people: fn(u32) -> String,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub nobody_found: fn(&str) -> String,
    /// Codes that prove phone numbers.
    pub codes: &'static str,
    pub codes_hint: &'static str,
    pub number: &'static str,
    pub code: &'static str,
    /// Heads of the table of people.
    pub person: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub joined: &'static str,
    pub last_here: &'static str,
    pub now: &'static str,
    /// Nothing of theirs is signed in.
    pub never: &'static str,
    pub manage: &'static str,
    pub end_visit: &'static str,
    /// Roles.
    pub admin: &'static str,
    pub member: &'static str,
    pub guest: &'static str,
    /// "Guest until 22 November 2026".
    pub guest_until: fn(&str) -> String,
    pub unverified: &'static str,
    pub suspended: &'static str,
    pub grant: &'static str,
    pub revoke: &'static str,
    pub sign_out: &'static str,
    pub suspend: &'static str,
    pub readmit: &'static str,
}
