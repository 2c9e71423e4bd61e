//! The rows of the README, and what nobody may do.

use super::{back, digest, id, number, post, post_raw, receive, texts, try_write, write};
use crate::server::tests::{PASSWORD, TestApp};
use serde_json::json;

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn a_phone_signs_up_and_in_by_digest_and_the_page_by_password() {
    let app = TestApp::start().await;
    let phone = app.stranger();
    let form = [("email", "Anna@example.org"), ("password", &digest(PASSWORD)), ("country_code", "FR")];
    let made = post(&phone, "/signup", &form).await;
    assert_eq!((made.status.as_u16(), made.text.as_str()), (200, ""));
    assert_eq!(phone.get("/get_my_status").await.status, 401, "nobody is signed in by that");
    let login = [
        ("email", "anna@example.org"),
        ("password", &digest(PASSWORD)),
        ("os", "ios"),
        ("reg_id", "(null)"),
        ("app_version", "2.2"),
    ];
    let entered = post(&phone, "/login", &login).await;
    let body = entered.json();
    let keys = [
        "user_id",
        "web_app_url",
        "ios_version_needed",
        "android_version_needed",
        "force_update",
        "ios_update_link",
        "android_update_link",
        "aws_account_id",
        "amazon_app_id",
        "cognito_pool_id",
        "cognito_role_auth",
        "cognito_role_unauth",
        "bucket_name",
        "cloudfront",
    ];
    assert_eq!(body.as_object().map(|all| all.len()), Some(keys.len()));
    for key in keys {
        assert!(body[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {body}");
    }
    assert_eq!(body["web_app_url"], format!("{}/", app.url));
    assert_eq!(body["cloudfront"], format!("{}/media/", app.url));
    assert_eq!(body["force_update"], "false");
    let me = phone.get("/api/account/me").await.json();
    assert_eq!((&me["id"], &me["language"]), (&body["user_id"], &json!("fr")));
    assert!(me["name"].as_str().is_some_and(|name| name.starts_with("Neighbour ")), "{me}");
    let page = app.stranger();
    let form = [("login", "anna@example.org"), ("password", PASSWORD)];
    assert_eq!(page.post_form("/api/account/sign-in", &form).await.status, 200, "one account from everywhere");
    let ben = app.user("Ben").await;
    let login = [("email", "ben@example.org"), ("password", &digest(PASSWORD))];
    assert_eq!(post(&app.stranger(), "/login", &login).await.json()["user_id"], ben.id.as_str(), "and the other way");
    // The iPhone encodes nothing.
    let raw = format!("email=b+c@example.org&password={}&country_code=de", digest(PASSWORD));
    assert_eq!(post_raw(&app.stranger(), "/signup", &raw).await.status, 200);
    let raw = format!("email=b+c@example.org&password={}&os=ios&reg_id=(null)&app_version=2.2", digest(PASSWORD));
    assert_eq!(post_raw(&app.stranger(), "/login", &raw).await.status, 200);
    let devices = sqlx::query_as::<_, (i64,)>("select count(*) from push_devices");
    let devices = app.ctx.db.read().await.expect("a connection").one(devices).await.expect("a count");
    assert_eq!(devices, (0,), "nothing of it is taken for a token");
}

#[tokio::test]
async fn signing_up_and_in_refuses_what_is_wrong() {
    let app = TestApp::start().await;
    let (anna, phone) = (app.user("Anna").await, app.stranger());
    app.prove(&anna).await;
    let digest = digest(PASSWORD);
    for (form, status) in [
        (vec![("email", "anna@example.org"), ("password", digest.as_str())], 406),
        (vec![("email", "ANNA@example.org "), ("password", digest.as_str())], 406),
        (vec![("email", "b@example.org")], 400),
        (vec![("password", digest.as_str())], 400),
        (vec![("email", "b@example.org"), ("password", "secret")], 400),
        (vec![("email", "none"), ("password", digest.as_str())], 400),
        (vec![], 400),
    ] {
        assert_eq!(post(&phone, "/signup", &form).await.status, status, "{form:?}");
    }
    for (form, status) in [
        (vec![("email", "anna@example.org"), ("password", "00")], 401),
        (vec![("email", "anna@example.org"), ("password", PASSWORD)], 401),
        (vec![("email", "nobody@example.org"), ("password", digest.as_str())], 401),
        (vec![("email", ""), ("password", digest.as_str()), ("facebook_id", "1"), ("facebook_name", "Anna")], 401),
        (vec![("email", "anna@example.org")], 400),
    ] {
        assert_eq!(post(&phone, "/login", &form).await.status, status, "{form:?}");
    }
    for (method, path) in [("GET", "/signup"), ("GET", "/send"), ("POST", "/receive_all"), ("GET", "/resend")] {
        let method = method.parse().expect("a method");
        let answer = crate::server::tests::send(phone.request(method, path)).await;
        assert_eq!(answer.status, 405, "{path}");
    }
    for path in [
        "/receive_all?ts=0",
        "/get_send_choices",
        "/get_number_of_future_messages",
        "/get_my_status",
        "/get_address_book",
    ] {
        assert_eq!(phone.get(path).await.status, 401, "{path}");
    }
    for path in [
        "/send",
        "/resend",
        "/block_contacts",
        "/upload_contacts",
        "/upload_address_book",
        "/define_first_phone_number",
        "/confirm_phone_number",
    ] {
        assert_eq!(post(&phone, path, &[]).await.status, 401, "{path}");
    }
    let hello = phone.get("/hello").await;
    assert_eq!((hello.status.as_u16(), hello.text.as_str()), (200, "hello"));
}

#[tokio::test]
async fn a_letter_has_every_field_as_text() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.prove(&anna).await;
    write(&anna, &[id(&ben)], "now ✉ & + %", &json!({"type": "calendar", "parameters": "0"})).await;
    write(&anna, &[id(&ben)], "tomorrow", &json!({"type": "day"})).await;
    let (ts, letters) = receive(&ben, "1412932000").await;
    assert_eq!(texts(&letters), ["now ✉ & + %"]);
    assert!((ts - 1_795_176_000.0).abs() < 1.0, "{ts}");
    let letter = &letters[0];
    for (key, value) in letter.as_object().expect("an object") {
        assert!(value.is_string(), "{key}: {value}");
    }
    assert_eq!(letter.as_object().map(|all| all.len()), Some(15));
    for (key, value) in [
        ("from_id", anna.id.as_str()),
        ("from_email", "anna@example.org"),
        ("from_numero", "anna@example.org"),
        ("created_at", "1795176000.0"),
        ("received_at", "1795176000.0"),
        ("receive_label", "moments ago"),
        ("photo_id", ""),
        ("version", "1.0"),
    ] {
        assert_eq!(letter[key], value, "{key}");
    }
    assert!(["ffdc1a", "6bb690", "f6591e", "f36f4d"].contains(&letter["receive_color"].as_str().expect("a colour")));
    number(&app, &anna, "0033612345678").await;
    app.pass(DAY);
    let (later, letters) = receive(&ben, &ts.to_string()).await;
    assert_eq!(texts(&letters), ["tomorrow"]);
    assert_eq!(
        (&letters[0]["from_numero"], &letters[0]["receive_label"]),
        (&json!("0033612345678"), &json!("a few days ago"))
    );
    assert_eq!(receive(&ben, &later.to_string()).await.1.len(), 0, "each once");
    assert_eq!(receive(&ben, "1.412932E9").await.1.len(), 2, "scientific notation");
    assert_eq!(receive(&anna, "0").await.1.len(), 0, "others get nothing");
    for ts in ["x", "NaN", "inf", "1e999"] {
        assert_eq!(ben.get(&format!("/receive_all?ts={ts}")).await.status, 400, "{ts}");
    }
}

#[tokio::test]
async fn sending_is_all_or_nothing() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let gast = app.stranger();
    assert_eq!(gast.post_form("/api/account/visit", &[("name", "Gast")]).await.status, 200);
    let guest = gast.get("/api/account/me").await.json()["id"].as_str().expect("an id").to_owned();
    let now = json!({"type": "calendar", "parameters": "0"});
    let many: Vec<String> = (0..101).map(|index| format!("num+336{index:08}")).collect();
    for to in [
        vec![id(&ben), "idnobody".to_owned()],
        vec![id(&ben), "num12".to_owned()],
        vec![id(&ben), "mail@example.org".to_owned()],
        vec![id(&ben), format!("id{guest}")],
        vec![id(&ben), "idbot".to_owned()],
        vec![id(&ben), "id../x".to_owned()],
        many,
    ] {
        assert_eq!(try_write(&anna, &to, "x", &now).await.code(), "receiver_invalid", "{to:?}");
    }
    let to = json!([id(&ben)]).to_string();
    let long = "é".repeat(5001);
    for form in [
        vec![("receiver_ids", to.as_str())],
        vec![("message", "x")],
        vec![("message", "x"), ("receiver_ids", "x")],
        vec![("message", "x"), ("receiver_ids", "[1]")],
        vec![("message", ""), ("receiver_ids", to.as_str())],
        vec![("message", " \n"), ("receiver_ids", to.as_str())],
        vec![("message", long.as_str()), ("receiver_ids", to.as_str())],
        vec![("message", "x"), ("receiver_ids", to.as_str()), ("delivery_option", "soon")],
        vec![("message", "x"), ("receiver_ids", to.as_str()), ("photo_id", "../../etc/passwd")],
    ] {
        let answer = post(&anna, "/send", &form).await;
        assert_eq!(answer.status, 400, "{form:?} {}", answer.text);
    }
    assert_eq!(receive(&ben, "0").await.1.len(), 0, "nothing was stored");
    let doubled = json!([id(&ben), id(&ben), id(&anna)]).to_string();
    let form = [("message", ""), ("receiver_ids", doubled.as_str()), ("photo_id", "0af.jpg")];
    assert_eq!(post(&anna, "/send", &form).await.status, 200);
    let (_, letters) = receive(&ben, "0").await;
    assert_eq!((letters.len(), &letters[0]["photo_id"]), (1, &json!("0af.jpg")), "once; an id of elsewhere is kept");
    assert_eq!(receive(&anna, "0").await.1.len(), 1, "to oneself");
}

#[tokio::test]
async fn what_the_iphone_sends_arrives_as_it_was_typed() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let text = "Tom & Jerry: 100% + \"more\" & delivery_option= ✉ é\nsecond line";
    let body = format!(
        "photo_id=(null)&receiver_ids=[\n  \"{}\"\n]&message={text}&delivery_option={{\n  \"type\" : \"calendar\",\n  \"parameters\" : \"1795176000\",\n  \"timezone\" : \"1\"\n}}",
        id(&ben)
    );
    let sent = post_raw(&anna, "/send", &body).await;
    assert_eq!((sent.status.as_u16(), sent.text.as_str()), (200, ""), "{}", sent.text);
    assert_eq!(texts(&receive(&ben, "0").await.1), [text]);
}

#[tokio::test]
async fn choices_counts_and_status() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let choices = anna.get("/get_send_choices").await.json();
    let choices = choices.as_array().expect("choices");
    let orders: Vec<&str> = choices.iter().filter_map(|choice| choice["order_id"].as_str()).collect();
    assert!(orders.is_sorted() && orders.iter().all(|order| order.len() == 2), "{orders:?}");
    for choice in choices {
        assert_eq!(choice.as_object().map(|all| all.len()), Some(3));
        let option = json!({"type": choice["key"], "parameters": "", "timezone": "2"});
        write(&anna, &[id(&ben)], "x", &option).await;
    }
    assert!(choices.iter().all(|choice| choice["key"] != "calendar"));
    assert_eq!((&choices[1]["key"], &choices[1]["send_label"]), (&json!("day"), &json!("1 day")));
    write(&anna, &[id(&ben)], "at once", &json!({"type": "min", "parameters": 0})).await;
    assert_eq!(ben.get("/get_number_of_future_messages").await.text, choices.len().to_string());
    assert_eq!(anna.get("/get_number_of_future_messages").await.text, "0");
    let status = async || anna.get("/get_my_status").await.text;
    assert_eq!(status().await, "Postkeeper", "six are on their way");
    assert_eq!(ben.get("/get_my_status").await.text, "Newbie");
    app.pass(400 * DAY);
    back(&ben, "Ben").await;
    back(&anna, "Anna").await;
    receive(&ben, "0").await;
    assert_eq!(ben.get("/get_number_of_future_messages").await.text, "0");
    assert_eq!(status().await, "Postkeeper", "it never falls");
}

#[tokio::test]
async fn a_letter_is_sent_on_by_its_receiver_only() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    write(&anna, &[id(&ben)], "again", &json!({"type": "hour"})).await;
    app.pass(DAY);
    let (ts, letters) = receive(&ben, "0").await;
    let letter = letters[0]["message_id"].as_str().expect("an id").to_owned();
    for (user, given) in [(&anna, letter.as_str()), (&ben, "nothing"), (&ben, "a b"), (&ben, "")] {
        assert_eq!(post(user, "/resend", &[("message_id", given)]).await.status, 400, "{given}");
    }
    let sent = post(&ben, "/resend", &[("message_id", &letter)]).await;
    assert_eq!((sent.status.as_u16(), sent.text.as_str()), (200, ""));
    assert_eq!(post(&ben, "/resend", &[("message_id", &letter)]).await.status, 400, "it is on its way");
    assert_eq!(receive(&ben, "0").await.1.len(), 0);
    assert_eq!(ben.get("/get_number_of_future_messages").await.text, "1");
    assert_eq!(anna.get("/get_my_status").await.text, "Penfriend", "it is still hers");
    app.pass(64 * DAY);
    assert_eq!(receive(&ben, "0").await.1.len(), 0, "at least 65 days");
    app.pass(118 * DAY);
    back(&ben, "Ben").await;
    let (_, letters) = receive(&ben, &ts.to_string()).await;
    assert_eq!((texts(&letters), &letters[0]["message_id"]), (vec!["again"], &json!(letter)), "the same, once");
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_short_code() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let phone = app.stranger();
    for email in ["anna@example.org", "nobody@example.org"] {
        let asked = phone.get(&format!("/send_reset_mail?email={email}")).await;
        assert_eq!((asked.status.as_u16(), asked.text.as_str()), (200, ""), "{email}");
    }
    assert_eq!(phone.get("/send_reset_mail").await.status, 400);
    let mails = app.mails().await;
    let signs = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|byte| signs.contains(&byte));
    let mine = mails.iter().filter(|mail| mail.contains("To: anna@example.org"));
    let code = mine.flat_map(|mail| mail.split_whitespace()).find(is_code).expect("a code");
    let new = digest("another pass phrase");
    let set = async |email: &str, code: &str, password: &str| {
        let form = [("email", email), ("verification_code", code), ("new_password", password)];
        post(&phone, "/define_new_password", &form).await.status.as_u16()
    };
    assert_eq!(set("anna@example.org", "ABCDEFGH", &new).await, 406);
    assert_eq!(set("nobody@example.org", code, &new).await, 406);
    assert_eq!(set("anna@example.org", code, "short").await, 400);
    assert_eq!(set("anna@example.org", &code.to_lowercase(), &new).await, 200);
    assert_eq!(set("anna@example.org", code, &new).await, 406, "once");
    assert_eq!(anna.get("/user").await.status, 401, "everything is out");
    let form = [("login", "Anna"), ("password", "another pass phrase")];
    assert_eq!(phone.post_form("/api/account/sign-in", &form).await.status, 200);
}
