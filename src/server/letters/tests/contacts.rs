//! Numbers, address books and blocks.

use super::{code, id, number, post, post_raw, receive, texts, write};
use crate::server::tests::TestApp;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn numbers_are_claimed_proven_and_taken() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    // To a number that nobody has, written in another way.
    write(&anna, &["num+33 6 12 34 56 78".to_owned()], "waits", &json!({"type": "hour"})).await;
    app.pass(DAY);
    let claim = [("phone_number", "0033612345678"), ("os", "ios"), ("reg_id", "x")];
    assert_eq!(post(&carl, "/define_first_phone_number", &claim).await.status, 200, "claims are free");
    assert_eq!(receive(&carl, "0").await.1.len(), 0, "and worth nothing");
    for (given, status) in [("000000", 406), ("", 406)] {
        assert_eq!(post(&carl, "/confirm_phone_number", &[("verification_code", given)]).await.status, status);
    }
    assert_eq!(post(&carl, "/confirm_phone_number", &[]).await.status, 400);
    let carls = code(&app, "0033612345678").await;
    assert_eq!(post(&ben, "/define_first_phone_number", &claim).await.status, 200);
    assert_eq!(
        post(&ben, "/confirm_phone_number", &[("verification_code", &carls)]).await.status,
        406,
        "a code is for one"
    );
    app.pass(1);
    number(&app, &ben, "0033612345678").await;
    assert_eq!(texts(&receive(&ben, "0").await.1), ["waits"], "it was waiting");
    assert_eq!(post(&carl, "/define_first_phone_number", &claim).await.code(), "number_taken");
    assert_eq!(post(&carl, "/confirm_phone_number", &[("verification_code", &carls)]).await.status, 406);
    write(&anna, &["num0033612345678".to_owned()], "direct", &json!({"type": "min", "parameters": 0})).await;
    assert_eq!(receive(&ben, "0").await.1.len(), 2);
    for bad in ["12", "", "(null)", "call me"] {
        assert_eq!(
            post(&carl, "/define_first_phone_number", &[("phone_number", bad)]).await.code(),
            "number_invalid",
            "{bad}"
        );
    }
    assert_eq!(post(&carl, "/define_first_phone_number", &[]).await.status, 400);
}

#[tokio::test]
async fn one_code_counts_at_a_time_and_what_slipped_through_is_found() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let claim = async |number: &str| {
        let answer = post(&ben, "/define_first_phone_number", &[("phone_number", number)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        code(&app, number).await
    };
    let first = claim("0033612345678").await;
    let second = claim("0033698765432").await;
    let confirm =
        async |code: &str| post(&ben, "/confirm_phone_number", &[("verification_code", code)]).await.status.as_u16();
    assert_eq!((confirm(&first).await, confirm(&second).await), (406, 200), "the earlier claim is void");
    // A letter that was stored for the number in the moment in which it was proven.
    let sql = "insert into letters (id, sender_id, number, text, photo_id, video_id, sound_id, color, is_surprise, created_at, deliver_at)
        values ('slipped', $1, '33698765432', 'slipped', '', '', '', 'ffdc1a', 0, 1, 1)";
    app.ctx.db.execute(sqlx::query(sql).bind(anna.id.clone())).await.expect("stored");
    assert_eq!(receive(&ben, "0").await.1.len(), 0);
    crate::server::letters::sweep(app.ctx.clone()).await.expect("swept");
    assert_eq!(texts(&receive(&ben, "0").await.1), ["slipped"]);
}

#[tokio::test]
async fn contacts_are_matched_and_nothing_else_is_kept() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    number(&app, &ben, "0033612345678").await;
    number(&app, &carl, "00491512345678").await;
    number(&app, &anna, "0033698765432").await;
    app.befriend(&anna, &ben).await;
    app.prove(&carl).await;
    let numbers = json!(["0033 6 12 34 56 78", "004915199999999", "00491512345678", "0033698765432", "x"]).to_string();
    let found = post(&anna, "/upload_contacts", &[("contacts", &numbers)]).await.json();
    let row = |sent: &str, user: &str, email: &str| json!({"phoneNumber1": sent, "email": email, "facebook_id": "", "facebook_name": "", "status": "Newbie", "user_id": user});
    app.prove(&ben).await;
    assert_eq!(
        found,
        json!([
            row("0033 6 12 34 56 78", &ben.id, ""),
            row("00491512345678", &carl.id, ""),
            row("0033698765432", &anna.id, "anna@example.org")
        ])
    );
    let found = post(&anna, "/upload_contacts", &[("contacts", &numbers)]).await.json();
    assert_eq!(found[0]["email"], "ben@example.org", "of friends, once it is proven");
    let empty = anna.get("/get_address_book").await;
    assert_eq!((empty.status.as_u16(), empty.text.as_str()), (200, ""));
    // Pretty-printed, raw, with an ampersand in a name, and cut off at its end.
    let book = "address_book=[\n  { \"tel\" : \"0033612345678\", \"name\" : \"Ben & Co\" },\n  { \"tel\" : \"004915199999999\", \"name\" : \"Unknown\" },\n  { \"tel\" : \"00491512345678\"";
    let kept = post_raw(&anna, "/upload_address_book", book).await;
    assert_eq!((kept.status.as_u16(), kept.text.as_str()), (200, ""), "{}", kept.text);
    let book = anna.get("/get_address_book").await.json();
    assert_eq!(book.as_array().map(Vec::len), Some(1), "{book}");
    assert_eq!((&book[0]["name"], &book[0]["user_id"]), (&json!("Ben & Co"), &json!(ben.id)));
    let kept: Vec<(String,)> = app
        .ctx
        .db
        .read()
        .await
        .expect("a connection")
        .all(sqlx::query_as("select number from letter_contacts"))
        .await
        .expect("rows");
    assert_eq!(kept, [("0033612345678".to_owned(),)], "matches only");
    for (path, field) in [("/upload_contacts", "contacts"), ("/upload_address_book", "address_book")] {
        for bad in ["x", "{}", "[1]", "[[]]"] {
            assert_eq!(post(&anna, path, &[(field, bad)]).await.status, 400, "{path} {bad}");
        }
        assert_eq!(post(&anna, path, &[]).await.status, 400);
        let long = Value::from(vec!["0033612345678"; 5001]).to_string();
        assert_eq!(post(&anna, path, &[(field, &long)]).await.status, 400);
    }
    // Who was blocked by somebody does not find them.
    let to_block = json!([format!("id{}", anna.id)]).to_string();
    assert_eq!(post(&ben, "/block_contacts", &[("contacts_to_block", &to_block)]).await.status, 200);
    let found = post(&anna, "/upload_contacts", &[("contacts", &numbers)]).await.json();
    assert_eq!(found.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn blocks_hold_both_ways_and_can_be_undone() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    write(&anna, &[id(&ben)], "to ben", &json!({"type": "hour"})).await;
    write(&ben, &[id(&anna)], "to anna", &json!({"type": "hour"})).await;
    for bad in ["x", "[1]", "[\"nobody\"]", &json!([ben.id]).to_string()] {
        assert_eq!(post(&ben, "/block_contacts", &[("contacts_to_block", bad)]).await.status, 400, "{bad}");
    }
    assert_eq!(post(&ben, "/block_contacts", &[]).await.status, 400);
    let raw = json!([anna.id]).to_string();
    let blocked = post(&ben, "/block_contacts", &[("contacts_to_block", &raw)]).await;
    assert_eq!((blocked.status.as_u16(), blocked.text.as_str()), (200, ""));
    assert_eq!(ben.get("/get_number_of_future_messages").await.text, "0");
    assert_eq!(anna.get("/get_number_of_future_messages").await.text, "0");
    write(&anna, &[id(&ben)], "later", &json!({"type": "min", "parameters": 0})).await;
    app.pass(DAY);
    assert_eq!((receive(&ben, "0").await.1.len(), receive(&anna, "0").await.1.len()), (0, 0));
    assert_eq!(ben.post_form("/api/friends/unblock", &[("id", &anna.id)]).await.status, 200);
    write(&anna, &[id(&ben)], "after", &json!({"type": "min", "parameters": 0})).await;
    let (_, heard) = receive(&ben, "0").await;
    assert_eq!(texts(&heard)[0], "after");
}

#[tokio::test]
async fn a_phone_that_sends_its_book_leaves_who_was_added_by_hand() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    number(&app, &ben, "0033612345678").await;
    number(&app, &carl, "00491512345678").await;
    let add = [("number", "+33612345678"), ("name", "Benny")];
    assert_eq!(anna.post_form("/api/letters/contacts/add", &add).await.status, 200);
    let names = async || {
        let contacts = anna.get("/api/letters/contacts").await.json();
        let rows = contacts["contacts"].as_array().expect("contacts").clone();
        rows.iter().map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    for (book, expected) in [
        (
            json!([{"tel": "00491512345678", "name": "Carlo"}, {"tel": "0033612345678", "name": "B"}]),
            vec!["Benny", "Carlo"],
        ),
        // A number with a NUL in it is nobody's.
        (json!([{"tel": "00491512345678\u{0}", "name": "Carlo"}]), vec!["Benny"]),
        (json!([]), vec!["Benny"]),
    ] {
        let kept = post(&anna, "/upload_address_book", &[("address_book", &book.to_string())]).await;
        assert_eq!(kept.status, 200, "{}", kept.text);
        assert_eq!(names().await, expected);
    }
}

#[tokio::test]
async fn a_name_with_digits_in_it_is_a_name() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    assert_eq!(ben.put("/api/account/profile", &json!({"name": "Neighbour 12345"})).await.status, 204);
    let form = [("id", "letter1"), ("more", "Neighbour 12345"), ("text", "for you"), ("choice", "hour")];
    let sealed = anna.post_form("/api/letters/seal", &form).await;
    assert_eq!(sealed.status, 200, "{}", sealed.text);
    app.pass(2 * 3_600_000);
    assert_eq!(texts(&receive(&ben, "0").await.1), ["for you"]);
    // As a phone that encodes nothing writes it.
    assert_eq!(post_raw(&ben, "/receive_all?ts=1.412e+09", "").await.status, 405);
    assert_eq!(ben.get("/receive_all?ts=1.412e+09").await.status, 200);
}
