//! Keys of the texts of the settings and of the way back in.

pub struct Settings {
    pub title: &'static str,
    /// Everything is saved at once.
    pub saved_at_once: &'static str,
    /// Said when a field was saved.
    pub saved: &'static str,
    /// The list of sections, spoken.
    pub sections: &'static str,
    pub profile: &'static str,
    pub change_picture: &'static str,
    pub remove_picture: &'static str,
    pub picture_hint: &'static str,
    pub birthday: &'static str,
    pub verified: &'static str,
    pub unverified: &'static str,
    pub look: &'static str,
    pub zone: &'static str,
    pub privacy: &'static str,
    pub found_by_email: &'static str,
    pub found_by_email_hint: &'static str,
    pub found_by_name: &'static str,
    pub found_by_name_hint: &'static str,
    pub shows_presence: &'static str,
    pub shows_presence_hint: &'static str,
    pub keyboard: &'static str,
    pub single_keys: &'static str,
    pub single_keys_hint: &'static str,
    pub security: &'static str,
    pub change_email: &'static str,
    pub new_email: &'static str,
    pub send_link: &'static str,
    pub email_sent: &'static str,
    pub change_password: &'static str,
    pub set_password: &'static str,
    pub old_password: &'static str,
    pub new_password: &'static str,
    pub password_changed: &'static str,
    pub devices: &'static str,
    pub this_device: &'static str,
    /// A program without a name.
    pub unknown_device: &'static str,
    /// "Last used 20 November 2026, 14:00".
    pub last_used: fn(&str) -> String,
    /// "Token, good until 20 November 2027".
    pub token_until: fn(&str) -> String,
    pub sign_out_others: &'static str,
    pub new_token: &'static str,
    pub new_token_hint: &'static str,
    pub token_label: &'static str,
    pub make_token: &'static str,
    /// Stands above the token that is shown once.
    pub token_once: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub files: &'static str,
    pub export: &'static str,
    pub import: &'static str,
    pub import_hint: &'static str,
    /// "12 events taken, 3 left out".
    pub imported: fn(u32, u32) -> String,
    pub feed: &'static str,
    pub feed_hint: &'static str,
    pub renew: &'static str,
    /// The link on the sign-in page.
    pub forgot: &'static str,
    pub forgot_title: &'static str,
    pub forgot_lead: &'static str,
    pub forgot_send: &'static str,
    pub forgot_sent_title: &'static str,
    pub forgot_sent: &'static str,
    pub to_sign_in: &'static str,
    pub reset_title: &'static str,
    pub reset_lead: &'static str,
    pub reset: &'static str,
    pub mail_reset_subject: &'static str,
    /// Body of the mail with the link, which names the account.
    pub mail_reset: fn(user_name: &str, link: &str) -> String,
    /// The same with a code to be typed.
    pub mail_reset_code: fn(user_name: &str, code: &str) -> String,
    pub mail_email_subject: &'static str,
    /// Body of the mail to the former address, with the way back in.
    pub mail_email: fn(user_name: &str, link: &str) -> String,
    pub mail_password_subject: &'static str,
    /// Body of the mail that says that the password was changed, with the way back in.
    pub mail_password: fn(user_name: &str, link: &str) -> String,
}
