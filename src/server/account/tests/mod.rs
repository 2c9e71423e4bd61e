//! Getting in and out, over HTTP.

mod devices;
mod openid;
mod settings;

use super::names;
use crate::server::tests::{PASSWORD, TestApp};

fn link(mails: &[String], word: &str) -> String {
    let mail = mails.iter().rev().find(|mail| mail.contains(word)).expect("a mail");
    mail.split_whitespace().find(|word| word.starts_with("http")).expect("a link").to_owned()
}

fn token(mails: &[String]) -> String {
    link(mails, "verify?token=").split("token=").nth(1).expect("a token").to_owned()
}

#[tokio::test]
async fn signing_up_sends_a_link_that_proves_the_address_once() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    assert_eq!(anna.get("/api/account/me").await.json()["email_verified"], false);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: anna@example.org") && mails[0].contains("Subject: Verify your e-mail for Kith"));
    let token = token(&mails);
    let nobody = app.stranger();
    assert!(
        nobody.open(&format!("/verify?token={token}")).await.text.contains(&token),
        "opening the link changes nothing"
    );
    assert_eq!(anna.get("/api/account/me").await.json()["email_verified"], false);
    assert_eq!(nobody.post_form("/api/account/verify", &[("token", &token)]).await.status, 200);
    assert_eq!(anna.get("/api/account/me").await.json()["email_verified"], true);
    assert_eq!(nobody.post_form("/api/account/verify", &[("token", &token)]).await.code(), "link_expired");
    assert_eq!(nobody.post_form("/api/account/verify", &[("token", "x")]).await.code(), "link_expired");
}

#[tokio::test]
async fn a_link_is_good_for_three_days_and_can_be_sent_again() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let first = token(&app.mails().await);
    app.pass(3 * 86_400_000 + 1);
    assert_eq!(anna.post_form("/api/account/verify", &[("token", &first)]).await.code(), "link_expired");
    assert_eq!(anna.post_form("/api/account/proof", &[]).await.status, 200);
    let mails = app.mails().await;
    let second =
        mails.iter().map(|mail| token(std::slice::from_ref(mail))).find(|token| *token != first).expect("a second");
    assert_eq!(anna.post_form("/api/account/verify", &[("token", &second)]).await.status, 200);
    assert_eq!(anna.post_form("/api/account/proof", &[]).await.status, 200, "nothing left to prove");
    assert_eq!(app.mails().await.len(), 2);
}

#[tokio::test]
async fn signing_up_with_a_known_address_looks_the_same_and_tells_only_its_owner() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let proof = token(&app.mails().await);
    anna.post_form("/api/account/verify", &[("token", &proof)]).await;
    let claim = [("name", "Mallory"), ("email", "ANNA@example.org"), ("password", PASSWORD)];
    let mallory = app.stranger();
    let answer = mallory.post_form("/api/account/sign-up", &claim).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "{\"to\":\"/verify\"}"));
    let mails = app.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.contains("verify?token")).count(), 1, "no second link");
    assert!(link(&mails, "already").ends_with("/sign-in"));
    let login = [("login", "anna@example.org"), ("password", PASSWORD)];
    let someone = app.stranger();
    someone.post_form("/api/account/sign-in", &login).await;
    assert_eq!(someone.get("/user").await.json()["id"], anna.id.as_str(), "the address is its owner's");
}

#[tokio::test]
async fn both_user_name_and_email_sign_in_and_the_session_rotates() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for login in ["Anna", "anna", " ANNA ", "anna@example.org", "Anna@Example.org", "Αnna"] {
        let someone = app.stranger();
        let answer = someone.post_form("/api/account/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 200, "{login}");
        let cookie = answer.header("set-cookie").to_owned();
        assert!(
            cookie.starts_with("kith=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
            "{cookie}"
        );
        assert_eq!(someone.get("/user").await.json()["id"], anna.id.as_str());
        let again = someone.post_form("/api/account/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_ne!(again.header("set-cookie"), cookie, "a new id at every sign-in");
    }
}

#[tokio::test]
async fn unknown_name_and_wrong_password_are_the_same_401() {
    let app = TestApp::start().await;
    app.user("Anna").await;
    let nobody = app.stranger();
    let unknown = nobody.post_form("/api/account/sign-in", &[("login", "nobody"), ("password", PASSWORD)]).await;
    assert_eq!(
        nobody.post_form("/api/account/sign-in", &[("login", "\u{0}"), ("password", PASSWORD)]).await.status,
        401
    );
    let wrong = nobody.post_form("/api/account/sign-in", &[("login", "Anna"), ("password", "wrong password")]).await;
    assert_eq!((unknown.status.as_u16(), unknown.code().as_str()), (401, "wrong_password"));
    assert_eq!(unknown.text, wrong.text);
    assert_eq!(nobody.get("/user").await.status, 401);
}

#[tokio::test]
async fn guessing_ends_after_twenty_tries_for_an_hour() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let nobody = app.stranger();
    for _ in 0..20 {
        assert_eq!(
            nobody.post_form("/api/account/sign-in", &[("login", "Anna"), ("password", "guess guess")]).await.status,
            401
        );
    }
    let right = [("login", "Anna"), ("password", PASSWORD)];
    let limited = nobody.post_form("/api/account/sign-in", &right).await;
    assert_eq!(
        (limited.status.as_u16(), limited.code().as_str(), limited.header("retry-after")),
        (429, "too_many", "3600")
    );
    assert_eq!(anna.get("/user").await.status, 200, "who is in stays in");
    app.pass(3_600_001);
    assert_eq!(nobody.post_form("/api/account/sign-in", &right).await.status, 200);
}

#[tokio::test]
async fn sign_up_checks_every_field_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let good = [("name", "Anna"), ("email", "anna@example.org"), ("password", PASSWORD)];
    let long = "x".repeat(51);
    let long_password = "x".repeat(129);
    let bad = [
        ("name", "", "name_empty"),
        ("name", long.as_str(), "name_too_long"),
        ("name", "a\u{202e}b", "name_invalid"),
        ("user_name", "a/b", "name_invalid"),
        ("user_name", "a@b", "name_invalid"),
        ("user_name", "boss＠example.org", "name_invalid"),
        ("user_name", "bot", "name_taken"),
        ("user_name", "ВОТ", "name_taken"),
        ("email", "anna", "email_invalid"),
        ("email", "anna@example", "email_invalid"),
        ("email", "an na@example.org", "email_invalid"),
        ("email", "a@b.org\r\nBcc: x@y.org", "email_invalid"),
        ("password", "1234567", "password_short"),
        ("password", long_password.as_str(), "password_long"),
    ];
    let nobody = app.stranger();
    for (field, value, code) in bad {
        let mut form: Vec<(&str, &str)> = good.into_iter().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        assert_eq!(nobody.post_form("/api/account/sign-up", &form).await.code(), code, "{field}: {value}");
        let back = nobody.submit("/api/account/sign-up", &form).await;
        assert_eq!((back.status.as_u16(), back.header("location")), (302, "/sign-up?refused=1"));
    }
    assert_eq!(nobody.get("/user").await.status, 401);
    let page = nobody.open("/sign-up?refused=1").await.text;
    assert!(page.contains("value=\"anna@example.org\"") && page.contains("more than 128"), "{page}");
    assert!(!page.contains(&long_password), "a password is never kept");
}

#[tokio::test]
async fn user_names_are_unique_by_their_looks_and_proposed_where_not_wished() {
    let app = TestApp::start().await;
    app.user("Anna").await;
    let form =
        |user_name| [("name", "Anna"), ("user_name", user_name), ("email", "x@example.org"), ("password", PASSWORD)];
    for taken in ["anna", "ANNA", "Аnna", "ａｎｎａ"] {
        assert_eq!(
            app.stranger().post_form("/api/account/sign-up", &form(taken)).await.code(),
            "name_taken",
            "{taken}"
        );
    }
    let second = app.stranger();
    assert_eq!(second.post_form("/api/account/sign-up", &form("")).await.status, 200);
    assert_eq!(second.get("/api/account/me").await.json()["user_name"], "Anna 2");
}

#[test]
fn name_keys_fold_case_forms_and_look_alikes() {
    let alike = [
        ("Straße", "STRASSE"),
        ("ﬁn", "fin"),
        ("rn", "m"),
        ("раураl", "paypal"),
        ("Ivan", "ivan"),
        ("IRIS", "iris"),
        ("ВОТ", "bot"),
    ];
    for (one, other) in alike {
        assert_eq!(names::key(one), names::key(other), "{one} {other}");
    }
    assert_ne!(names::key("Anna"), names::key("Hanna"));
    assert_eq!(names::proposal(" a/b@c "), "abc");
    assert_eq!(names::proposal("@@"), "Neighbour");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_live_connection() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut live = anna.request(reqwest::Method::GET, "/api/live").send().await.expect("a stream");
    assert_eq!(live.status(), 200);
    assert_eq!(anna.post_form("/api/account/sign-out", &[]).await.status, 200);
    assert_eq!(anna.get("/user").await.status, 401);
    let mut told = String::new();
    while let Some(part) = live.chunk().await.expect("a part") {
        told.push_str(&String::from_utf8_lossy(&part));
    }
    assert!(told.contains("event: session-ended"), "{told}");
}

#[tokio::test]
async fn language_and_theme_are_chosen_by_plain_forms() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let chosen = anna.submit("/api/account/look", &[("language", "ru"), ("next", "/calendar/agenda")]).await;
    assert_eq!((chosen.status.as_u16(), chosen.header("location")), (302, "/calendar/agenda"));
    assert!(anna.open("/calendar/month").await.text.contains("lang=\"ru\""));
    anna.submit("/api/account/look", &[("theme", "dark")]).await;
    assert!(anna.open("/calendar/month").await.text.contains("data-theme=\"dark\""));
    let nobody = app.stranger();
    for (accept, language) in [("fr-CA,fr;q=0.9,en;q=0.5", "fr"), ("es, de;q=0.3", "de"), ("xx", "en"), ("", "en")] {
        let page = crate::server::tests::send(
            nobody
                .request(reqwest::Method::GET, "/sign-in")
                .header("accept", "text/html")
                .header("accept-language", accept),
        )
        .await;
        assert!(page.text.contains(&format!("<html lang=\"{language}\"")), "{accept}");
    }
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\u{1}"] {
        assert_eq!(
            anna.submit("/api/account/look", &[("next", elsewhere)]).await.header("location"),
            "/",
            "{elsewhere}"
        );
    }
}
