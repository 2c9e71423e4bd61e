//! What people change about their account, over HTTP.

use crate::server::tests::{PASSWORD, TestApp};
use serde_json::json;

#[tokio::test]
async fn a_profile_is_read_and_changed_field_by_field() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let before = anna.get("/api/account/profile").await.json();
    assert_eq!(
        (&before["name"], &before["time_zone"], &before["theme"]),
        (&json!("Anna"), &json!("Europe/Berlin"), &json!("system"))
    );
    let change = json!({"name": " Anna K ", "birthday": "1999-02-28", "theme": "dark", "language": "de",
        "time_zone": "asia/tokyo", "found_by_email": false, "single_keys": false, "user_name": "annak"});
    let answer = anna.put("/api/account/profile", &change).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    let after = anna.get("/api/account/profile").await.json();
    for (key, value) in [
        ("name", json!("Anna K")),
        ("user_name", json!("annak")),
        ("birthday", json!("1999-02-28")),
        ("theme", json!("dark")),
        ("language", json!("de")),
        ("time_zone", json!("Asia/Tokyo")),
        ("found_by_email", json!(false)),
        ("single_keys", json!(false)),
        ("email", json!("anna@example.org")),
    ] {
        assert_eq!(after[key], value, "{key}");
    }
    assert_eq!(anna.put("/api/account/profile", &json!({})).await.status, 204);
    assert_eq!(anna.get("/api/account/profile").await.json(), after, "nothing named, nothing changed");
    assert_eq!(anna.get("/user").await.json()["birthday"], "1999-02-28");
    let page = anna.open("/calendar/month").await.text;
    assert!(page.contains("lang=\"de\"") && page.contains("data-theme=\"dark\""), "the page follows the account");
    let someone = app.user("Bo").await;
    assert_eq!(someone.get("/search/users?filtered_str=annak").await.json()[0]["name"], "Anna K", "search follows");
}

#[tokio::test]
async fn bad_fields_of_a_profile_are_refused_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.user("Bo").await;
    let before = anna.get("/api/account/profile").await.json();
    for (field, value, status, code) in [
        ("name", json!(""), 400, "name_empty"),
        ("name", json!("x".repeat(51)), 400, "name_too_long"),
        ("name", json!("a\u{202e}b"), 400, "name_invalid"),
        ("name", json!(7), 400, "malformed"),
        ("user_name", json!("a/b"), 400, "name_invalid"),
        ("user_name", json!("ВО"), 409, "name_taken"),
        ("user_name", json!("bot"), 409, "name_taken"),
        ("birthday", json!("2001-02-30"), 400, "time_invalid"),
        ("birthday", json!("1899-12-31"), 400, "time_invalid"),
        ("birthday", json!("2026-11-21"), 400, "time_invalid"),
        ("language", json!("xx"), 400, "malformed"),
        ("time_zone", json!("Mars/Olympus"), 400, "zone_unknown"),
        ("theme", json!("pink"), 400, "malformed"),
        ("found_by_email", json!("yes"), 400, "malformed"),
    ] {
        let answer = anna.put("/api/account/profile", &json!({"theme": "dark", field: value})).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{field} {value}");
    }
    assert_eq!(anna.get("/api/account/profile").await.json(), before);
    let stranger = app.stranger();
    assert_eq!(stranger.get("/api/account/profile").await.status, 401);
    assert_eq!(stranger.put("/api/account/profile", &json!({"name": "X"})).await.status, 401);
}

#[tokio::test]
async fn an_e_mail_address_changes_once_it_is_proven_and_only_with_the_password() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    let wrong =
        anna.post_form("/api/account/email", &[("email", "new@example.org"), ("password", "not this one")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (403, "password_wrong"));
    let bad = anna.post_form("/api/account/email", &[("email", "new@"), ("password", PASSWORD)]).await;
    assert_eq!(bad.code(), "email_invalid");
    let right = [("email", "new@example.org"), ("password", PASSWORD)];
    assert_eq!(anna.post_form("/api/account/email", &right).await.status, 200);
    assert_eq!(anna.get("/api/account/me").await.json()["email"], "anna@example.org", "not yet");
    let mails = app.mails().await;
    let mail = mails.iter().find(|mail| mail.contains("To: new@example.org")).expect("a link");
    let token = mail.split("token=").nth(1).expect("a token").split_whitespace().next().expect("a token");
    assert_eq!(app.stranger().post_form("/api/account/verify", &[("token", token)]).await.status, 200);
    let me = anna.get("/api/account/me").await.json();
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("new@example.org"), &json!(true)));
    let login = [("login", "new@example.org"), ("password", PASSWORD)];
    assert_eq!(app.stranger().post_form("/api/account/sign-in", &login).await.status, 200);
}

#[tokio::test]
async fn a_changed_password_signs_everything_else_out() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    let phone = app.stranger();
    let login = [("login", "Anna"), ("password", PASSWORD)];
    phone.post_form("/api/account/sign-in", &login).await;
    let token = anna.post("/api/account/tokens", &json!({"label": "phone"})).await.json()["token"].clone();
    let short = anna.post_form("/api/account/password", &[("old", PASSWORD), ("password", "short")]).await;
    assert_eq!(short.code(), "password_short");
    let wrong =
        anna.post_form("/api/account/password", &[("old", "nope nope"), ("password", "four words are better")]).await;
    assert_eq!(wrong.code(), "password_wrong");
    assert_eq!(phone.get("/user").await.status, 200);
    let right = [("old", PASSWORD), ("password", "four words are better")];
    assert_eq!(anna.post_form("/api/account/password", &right).await.status, 200);
    assert_eq!(anna.get("/user").await.status, 200, "who changed it stays");
    assert_eq!(phone.get("/user").await.status, 401);
    let bearer = format!("Bearer {}", token.as_str().expect("a token"));
    let call = app.stranger().request(reqwest::Method::GET, "/user").header("authorization", bearer);
    assert_eq!(crate::server::tests::send(call).await.status, 401);
    assert!(app.mails().await.iter().any(|mail| mail.contains("Your Kith password was changed")));
    assert_eq!(app.stranger().post_form("/api/account/sign-in", &login).await.status, 401);
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_link_that_works_once_for_an_hour() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let nobody = app.stranger();
    let known = nobody.post_form("/api/account/forgot", &[("login", "ANNA@example.org")]).await;
    let unknown = nobody.post_form("/api/account/forgot", &[("login", "nobody@example.org")]).await;
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text), "nobody learns who is here");
    assert_eq!(nobody.post_form("/api/account/forgot", &[("login", "")]).await.status, 200);
    let tokens = |mails: &[String]| -> Vec<String> {
        let links = mails.iter().filter(|mail| mail.contains("/reset?token="));
        links
            .map(|mail| {
                mail.split("token=").nth(1).expect("a token").split_whitespace().next().expect("a token").to_owned()
            })
            .collect()
    };
    let first = tokens(&app.mails().await);
    assert_eq!(first.len(), 1);
    let attempt = async |token: &str, password: &str| {
        let someone = app.stranger();
        (someone.post_form("/api/account/reset", &[("token", token), ("password", password)]).await, someone)
    };
    assert_eq!(attempt(&first[0], "short").await.0.code(), "password_short");
    assert_eq!(attempt("guess", "four words are better").await.0.code(), "link_expired");
    assert_eq!(
        app.stranger().post_form("/api/account/verify", &[("token", &first[0])]).await.code(),
        "link_expired",
        "not that kind of link"
    );
    app.pass(3_600_001);
    assert_eq!(attempt(&first[0], "four words are better").await.0.code(), "link_expired");
    nobody.post_form("/api/account/forgot", &[("login", "Anna")]).await;
    let second = tokens(&app.mails().await).into_iter().find(|token| *token != first[0]).expect("a second link");
    let (answer, someone) = attempt(&second, "four words are better").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(someone.get("/user").await.json()["id"], anna.id.as_str(), "and in");
    assert_eq!(someone.get("/api/account/me").await.json()["email_verified"], true, "the mailbox is theirs");
    assert_eq!(anna.get("/user").await.status, 401, "everything else is out");
    assert_eq!(attempt(&second, "another one of these").await.0.code(), "link_expired");
}

#[tokio::test]
async fn asking_for_links_is_limited_alike_for_known_and_unknown_names() {
    let app = TestApp::start().await;
    app.user("Anna").await;
    let nobody = app.stranger();
    for login in ["Anna", "nobody"] {
        for _ in 0..5 {
            assert_eq!(nobody.post_form("/api/account/forgot", &[("login", login)]).await.status, 200);
        }
        let limited = nobody.post_form("/api/account/forgot", &[("login", login)]).await;
        assert_eq!((limited.status.as_u16(), limited.header("retry-after")), (429, "3600"), "{login}");
    }
}

#[tokio::test]
async fn without_a_script_the_settings_are_forms() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let page = anna.open("/settings").await;
    assert!(page.status == 200 && page.text.contains("Anna") && page.text.contains("This device"), "{}", page.text);
    let saved = anna.submit("/api/account/profile", &[("name", "Anna B"), ("time_zone", "Europe/Paris")]).await;
    assert_eq!((saved.status.as_u16(), saved.header("location")), (302, "/settings"));
    let profile = anna.get("/api/account/profile").await.json();
    assert_eq!((&profile["name"], &profile["time_zone"]), (&json!("Anna B"), &json!("Europe/Paris")));
    let refused =
        anna.submit("/api/account/password", &[("old", "wrong wrong"), ("password", "four words are better")]).await;
    assert_eq!(refused.header("location"), "/settings?at=password&refused=1");
    assert!(anna.open("/settings?at=password&refused=1").await.text.contains("That isn’t your password."));
    let stranger = app.stranger().open("/settings").await;
    assert!(stranger.header("location").starts_with("/sign-in?next=/settings"), "{:?}", stranger.headers);
}

#[tokio::test]
async fn links_from_before_are_worth_nothing_after_a_new_password() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    // Somebody who knew the password has asked for another address.
    let claim = [("email", "thief@example.org"), ("password", PASSWORD)];
    assert_eq!(anna.post_form("/api/account/email", &claim).await.status, 200);
    app.stranger().post_form("/api/account/forgot", &[("login", "Anna")]).await;
    let mails = app.mails().await;
    let token = |part: &str| {
        let link = mails.iter().find_map(|mail| mail.split(part).nth(1)).expect("a link");
        link.split_whitespace().next().expect("a token").to_owned()
    };
    let stolen = mails.iter().find(|mail| mail.contains("To: thief@example.org")).expect("a mail");
    let stolen = stolen.split("token=").nth(1).expect("a token").split_whitespace().next().expect("a token").to_owned();
    let reset = [("token", token("reset?token=")), ("password", "four words are better".to_owned())];
    let reset: Vec<(&str, &str)> = reset.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(app.stranger().post_form("/api/account/reset", &reset).await.status, 200);
    let answer = app.stranger().post_form("/api/account/verify", &[("token", &stolen)]).await;
    assert_eq!(answer.code(), "link_expired");
}

#[tokio::test]
async fn who_loses_an_address_hears_of_it_there() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.prove(&anna).await;
    anna.post_form("/api/account/email", &[("email", "new@example.org"), ("password", PASSWORD)]).await;
    let mails = app.mails().await;
    let mail = mails.iter().find(|mail| mail.contains("To: new@example.org")).expect("a link");
    let token = mail.split("token=").nth(1).expect("a token").split_whitespace().next().expect("a token");
    assert_eq!(anna.post_form("/api/account/verify", &[("token", token)]).await.status, 200);
    let told = app.mails().await;
    assert!(told.iter().any(|mail| mail.contains("To: anna@example.org") && mail.contains("has a new e-mail address")));
}

#[tokio::test]
async fn a_token_changes_neither_password_nor_address() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let token = anna.post("/api/account/tokens", &json!({"label": "x"})).await.json()["token"].clone();
    let bearer = format!("Bearer {}", token.as_str().expect("a token"));
    let call = async |path: &str, form: &[(&str, &str)]| {
        let call =
            app.stranger().request(reqwest::Method::POST, path).header("authorization", bearer.as_str()).form(form);
        crate::server::tests::send(call).await.code()
    };
    let new = [("old", PASSWORD), ("password", "four words are better")];
    assert_eq!(call("/api/account/password", &new).await, "not_allowed");
    assert_eq!(call("/api/account/email", &[("email", "x@example.org"), ("password", PASSWORD)]).await, "not_allowed");
    // An account without a password gets its first by mail only.
    let sql = "update accounts set password_hash = null where id = $1";
    app.ctx.db.execute(sqlx::query(sql).bind(anna.id.clone())).await.expect("done");
    assert_eq!(anna.post_form("/api/account/password", &new).await.code(), "password_wrong");
    let page = anna.open("/settings").await.text;
    assert!(page.contains("Set a password") && !page.contains("Your password now"));
}

#[tokio::test]
async fn whoever_claims_an_address_gets_into_their_own_account() {
    let app = TestApp::start().await;
    for is_known in [false, true] {
        let mallory = app.stranger();
        let (name, email) = if is_known { ("Mallory", "anna@example.org") } else { ("Eve", "nobody@example.org") };
        if is_known {
            let anna = app.user("Anna").await;
            app.prove(&anna).await;
        }
        let form = [("name", name), ("email", email), ("password", "a password of mine")];
        assert_eq!(mallory.post_form("/api/account/sign-up", &form).await.status, 200);
        let again = app.stranger();
        let answer =
            again.post_form("/api/account/sign-in", &[("login", email), ("password", "a password of mine")]).await;
        assert_eq!(answer.status, 200, "the answer does not tell whether {email} belongs to somebody");
        assert_eq!(again.get("/api/account/me").await.json()["name"], name);
    }
}
