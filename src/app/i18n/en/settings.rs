//! English: the settings and the way back in.

use crate::app::i18n::settings::Settings;

pub const SETTINGS: Settings = Settings {
    title: "Settings",
    saved_at_once: "Everything is saved at once",
    saved: "Saved",
    sections: "Sections",
    profile: "Profile",
    change_picture: "Change picture",
    remove_picture: "Remove",
    picture_hint: "JPEG, PNG, WebP or GIF, up to 10 MB.",
    birthday: "Birthday",
    verified: "Verified",
    unverified: "Not verified",
    look: "Language, time zone, appearance",
    zone: "Time zone",
    privacy: "Who finds you",
    found_by_email: "Find me by my e-mail",
    found_by_email_hint: "Only people who know the whole address. It has to be verified.",
    found_by_name: "Find me by my name",
    found_by_name_hint: "Friends always can. Others need a part of your name.",
    found_by_phone: "Find me by my phone number",
    found_by_phone_hint: "Only people who have the whole number. It has to be confirmed.",
    shows_presence: "Show when I’m home",
    shows_presence_hint: "Friends see a light in your window while Kith is open.",
    phone: "Phone number",
    phone_lead: "Letters that wait for your number reach you as soon as it is confirmed.",
    phone_number: "New number",
    phone_hint: "With the country code: +49 …",
    phone_claim: "Send the code",
    phone_code: "Code",
    phone_code_sent: |number| {
        format!(
            "A code is on its way to {number}. It is good for a day. No text message? Whoever runs this Kith can tell you the code."
        )
    },
    phone_confirm: "Confirm",
    phone_proven: "Confirmed",
    phone_open: "Not confirmed yet",
    phone_remove: "Remove",
    push: "Notifications",
    push_here: "Notify me on this device",
    push_hint: "Also while Kith is closed. It says that something has come, never what is in it.",
    push_denied: "The browser does not allow notifications from here. You can change that in its settings.",
    push_unable: "This browser can’t be notified.",
    keyboard: "Keyboard",
    single_keys: "Single-key shortcuts",
    single_keys_hint: "Such as n for something new. Press ? on any page to see them all.",
    security: "E-mail and password",
    change_email: "Change e-mail",
    new_email: "New e-mail",
    send_link: "Send the link",
    email_sent: "We sent a link to the new address. Open it, and the address is yours.",
    change_password: "Change password",
    set_password: "Set a password",
    old_password: "Your current password",
    new_password: "New password",
    password_changed: "Your password is changed. All other devices are signed out.",
    devices: "Devices and sessions",
    this_device: "This device",
    unknown_device: "Unnamed device",
    last_used: |when| format!("Last used {when}"),
    token_until: |when| format!("token, good until {when}"),
    sign_out_others: "Sign out everywhere else",
    new_token: "Connect a phone or program",
    new_token_hint: "A token opens your account without your password, for a year. You can end it here at any time.",
    token_label: "What is it for?",
    make_token: "Make a token",
    token_once: "Copy it now. It is shown only this once.",
    copy: "Copy",
    copied: "Copied",
    files: "Calendar files",
    export: "Export all events",
    import: "Import a file",
    import_hint: "iCalendar (.ics), as other calendars export it. Events that are already here aren’t added twice.",
    imported: |taken, left_out| {
        let events = if taken == 1 { "event" } else { "events" };
        if left_out == 0 {
            format!("{taken} {events} imported.")
        } else {
            format!("{taken} {events} imported, {left_out} skipped.")
        }
    },
    feed: "Subscribe from another program",
    feed_hint: "Whoever has this link sees all your events. Renew it, and the old one stops working.",
    renew: "Renew the link",
    forgot: "Forgot your password?",
    forgot_title: "Lost your key?",
    forgot_lead: "Tell us your e-mail or user name, and we send you a link to set a new password.",
    forgot_send: "Send the link",
    forgot_sent_title: "Check your mail",
    forgot_sent: "If that account exists and has an e-mail address, a link is on its way. It is good for an hour.",
    to_sign_in: "Back to sign in",
    reset_title: "Set a new password",
    reset_lead: "All devices will be signed out, then you’re in.",
    reset: "Set the password",
    mail_reset_subject: "Set a new password for Kith",
    mail_reset: |user_name, link| {
        format!(
            "Hello,\n\nSomebody, hopefully you, forgot the password of the Kith account “{user_name}”. If it was you, open this link within an hour and set a new one:\n\n{link}\n\nIf it wasn’t, do nothing: the password stays as it is.\n"
        )
    },
    mail_reset_code: |user_name, code| {
        format!(
            "Hello,\n\nSomebody, hopefully you, forgot the password of the Kith account “{user_name}”. If it was you, type this code within an hour and choose a new one:\n\n{code}\n\nIf it wasn’t, do nothing: the password stays as it is.\n"
        )
    },
    mail_email_subject: "Your Kith account has a new e-mail address",
    mail_email: |user_name, link| {
        format!(
            "Hello,\n\nThe Kith account “{user_name}” has a new e-mail address now. If it was you, all is well.\n\nIf it wasn’t, write to whoever runs your Kith, or set a new password with your user name:\n\n{link}\n"
        )
    },
    mail_password_subject: "Your Kith password was changed",
    mail_password: |user_name, link| {
        format!(
            "Hello,\n\nThe password of the Kith account “{user_name}” was changed just now, and all other devices were signed out. If it was you, all is well.\n\nIf it wasn’t, set a new one at once:\n\n{link}\n"
        )
    },
};
