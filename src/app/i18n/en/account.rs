//! English: getting in.

use crate::app::i18n::account::Account;

pub const ACCOUNT: Account = Account {
    slogan: "The people you’d leave a key with.",
    slogan_more: "One calendar, one kitchen table, and letters that arrive when the time is right. For your circle only, on your own server.",
    no_trackers: "No trackers, no ads",
    sign_in_title: "Come on in",
    sign_in_lead: "Good to see you at the door.",
    with_google: "Continue with Google",
    with_openid: "Continue with single sign-on",
    or_with_email: "or with a password",
    login: "E-mail or user name",
    password: "Password",
    show_password: "Show password",
    hide_password: "Hide password",
    sign_in: "Sign in",
    create_account: "Create an account",
    as_guest: "Continue as a guest",
    guest_title: "Just dropping in?",
    guest_lead: "As a guest you can read and write in the rooms, and nothing else. Your name is yours for as long as you come back within a day.",
    guest_name: "Your name",
    guest_enter: "Come in",
    sign_up_title: "Create an account",
    sign_up_lead: "Move in, it takes a minute.",
    name: "Your name",
    name_hint: "What your friends call you.",
    user_name: "User name",
    user_name_hint: "For signing in. Leave it empty and we find you a free one.",
    email: "E-mail",
    password_hint: "At least 8 characters. Three words you remember will do.",
    sign_up: "Create my account",
    have_account: "Have a key already?",
    link_account: "This address has an account. Sign in once with your password, then both ways lead in.",
    openid_failed: "That sign-in didn’t work. Try again, or use your password.",
    verify_title: "Check your mail",
    verify_sent: ("We sent a link to ", ". Open it on any device; this page moves on by itself."),
    verify_to_calendar: "To the calendar",
    verify_again: "No mail? Send it again",
    verify_sent_again: "Sent again.",
    confirm_title: "Is this your address?",
    confirm_lead: "One click, and friends can find you by it.",
    confirm: "Yes, it’s mine",
    confirmed_title: "Your e-mail is verified",
    confirmed_lead: "You can invite friends now.",
    mail_verify_subject: "Verify your e-mail for Kith",
    mail_verify: |user_name, link| {
        format!(
            "Hello,\n\nSomebody, hopefully you, signed up for Kith as “{user_name}” with this address. If it was you, open this link within three days:\n\n{link}\n\nIf it wasn’t, do nothing.\n"
        )
    },
    mail_known_subject: "You have a Kith account already",
    mail_known: |link| {
        format!(
            "Hello,\n\nSomebody signed up for Kith with this address, but it belongs to your account already. If it was you, sign in here:\n\n{link}\n\nIf it wasn’t, do nothing.\n"
        )
    },
};
