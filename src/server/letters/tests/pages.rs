//! Letters as the pages have them, over HTTP: writing, sealing, taking back, opening, and who may do what.

use super::{HOUR, id, number, receive, texts};
use crate::server::tests::{Answer, Live, TestApp, User};
use serde_json::{Value, json};

/// Seals a letter to these people; the id of the draft.
pub async fn seal(user: &User, to: &[String], text: &str, choice: &str) -> String {
    let answer = try_seal(user, to, &[("text", text), ("choice", choice)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let to = answer.json()["to"].as_str().expect("a path").to_owned();
    to.strip_prefix("/letters/sent?sealed=").expect("its list").to_owned()
}

pub async fn try_seal(user: &User, to: &[String], fields: &[(&str, &str)]) -> Answer {
    let to = to.iter().map(|key| ("to[]", key.as_str()));
    let fields: Vec<(&str, &str)> = to.chain(fields.iter().copied()).collect();
    user.post_form("/api/letters/seal", &fields).await
}

pub async fn inbox(user: &User, query: &str) -> Vec<Value> {
    let answer = user.get(&format!("/api/letters/inbox{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["letters"].as_array().expect("letters").clone()
}

pub async fn sent(user: &User, query: &str) -> Value {
    let answer = user.get(&format!("/api/letters/sent{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

pub fn list(page: &Value) -> &Vec<Value> {
    page["letters"].as_array().expect("letters")
}

pub async fn act(user: &User, what: &str, id: &str) -> u16 {
    user.post_form(&format!("/api/letters/{what}"), &[("id", id)]).await.status.as_u16()
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[tokio::test]
async fn a_letter_travels_sealed_and_is_opened() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    app.befriend(&anna, &ben).await;
    seal(&anna, &[id(&ben), id(&anna)], "Remember the steam", "year").await;
    let way = sent(&anna, "").await;
    assert_eq!(list(&way).len(), 2, "one for each");
    assert!(!way.to_string().contains("steam"), "nothing of what is in it");
    assert_eq!((&list(&way)[0]["can_change"], &list(&way)[0]["has_landed"]), (&json!(true), &json!(false)));
    assert_eq!(list(&sent(&ben, "").await).len(), 0, "the receiver sees no list");
    let desk = ben.get("/api/letters/desk").await.json();
    assert_eq!((&desk["coming"], &desk["on_their_way"], &desk["sealed"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!(anna.get("/api/letters/desk").await.json()["level"], "Newbie", "it can still be taken back");
    app.pass(36_000);
    assert_eq!(anna.get("/api/letters/desk").await.json()["level"], "Penfriend");
    app.pass(366 * 24 * HOUR);
    app.run_jobs().await;
    super::back(&ben, "ben").await;
    super::back(&anna, "anna").await;
    super::back(&carl, "carl").await;
    assert_eq!(ben.get("/api/notices/waiting").await.json()["letters"], 1);
    let letters = inbox(&ben, "").await;
    let letter = &letters[0];
    assert_eq!((&letter["body"], text(&letter["from"]["name"])), (&Value::Null, "Anna"));
    assert!(!letters[0].to_string().contains("steam"), "sealed");
    assert_eq!(inbox(&ben, "?q=steam").await.len(), 0, "a search looks into no sealed letter");
    assert_eq!(inbox(&ben, "?q=ann").await.len(), 1, "but finds who wrote");
    let letter_id = text(&letter["id"]).to_owned();
    assert_eq!(act(&carl, "open", &letter_id).await, 400, "not somebody else's");
    assert_eq!(act(&anna, "open", &letter_id).await, 400, "nor the sender's");
    let mut live = Live::open(&ben).await;
    assert_eq!(act(&ben, "open", &letter_id).await, 200);
    while live.until("letter").await["event"] != "opened" {}
    assert_eq!(act(&ben, "open", &letter_id).await, 200, "again is no harm");
    assert_eq!(text(&inbox(&ben, "?q=STEAM").await[0]["body"]["text"]), "Remember the steam");
    assert_eq!(ben.get("/api/notices/waiting").await.json()["letters"], 0);
    assert_eq!(list(&sent(&anna, "").await).len(), 0);
    let landed = sent(&anna, "?landed=true").await;
    assert!(list(&landed).iter().all(|letter| letter["has_landed"] == true) && list(&landed).len() == 2);
    // Put away, taken back, sent on, brought back.
    assert_eq!(act(&anna, "delete", &letter_id).await, 400);
    assert_eq!(act(&ben, "delete", &letter_id).await, 200);
    assert_eq!(inbox(&ben, "").await.len(), 0);
    assert_eq!(act(&ben, "restore", &letter_id).await, 200);
    assert_eq!(act(&ben, "again", &letter_id).await, 200);
    assert_eq!((inbox(&ben, "").await.len(), list(&sent(&anna, "").await).len()), (0, 0));
    let way = sent(&ben, "").await;
    assert_eq!((&list(&way)[0]["is_sent_on"], &list(&way)[0]["lands_at"]), (&json!(true), &Value::Null));
    assert_eq!(act(&anna, "burn", &letter_id).await, 400, "it is the receiver's to bring back");
    assert_eq!(act(&ben, "burn", &letter_id).await, 200);
    app.run_jobs().await;
    assert_eq!(inbox(&ben, "").await[0]["body"], Value::Null, "back, and sealed");
}

#[tokio::test]
async fn a_sealed_letter_can_be_opened_again_for_half_a_minute() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let form = [("id", "letter-1"), ("text", "Oops"), ("choice", "date"), ("day", "2020-01-01"), ("time", "10:00")];
    let answer = try_seal(&anna, &[id(&ben)], &form).await;
    assert_eq!(answer.json()["to"], "/letters/sent?sealed=letter-1");
    assert_eq!(try_seal(&anna, &[id(&ben)], &form).await.status, 200, "pressed twice");
    assert_eq!(list(&sent(&anna, "").await).len(), 1, "is one letter");
    app.pass(29_000);
    app.run_jobs().await;
    assert_eq!(inbox(&ben, "").await.len(), 0, "what is past arrives at once, but not before it can't be taken back");
    assert_eq!(sent(&anna, "?sealed=letter-1").await["undo_s"], 1);
    assert_eq!(act(&ben, "undo", "letter-1").await, 400, "not somebody else's");
    let undone = anna.post_form("/api/letters/undo", &[("id", "letter-1")]).await;
    assert_eq!(undone.json()["to"], "/letters/write?draft=letter-1");
    let desktop = anna.get("/api/letters/desktop?draft=letter-1").await.json();
    assert_eq!((text(&desktop["form"]["text"]), text(&desktop["to"][0]["name"])), ("Oops", "Ben"));
    assert_eq!(list(&sent(&anna, "").await).len(), 0);
    assert_eq!(try_seal(&anna, &[id(&ben)], &form).await.status, 200, "and sealed once more");
    app.pass(36_000);
    app.run_jobs().await;
    assert_eq!(act(&anna, "undo", "letter-1").await, 409, "too late");
    assert_eq!(
        (sent(&anna, "?sealed=letter-1").await["undo_s"].clone(), texts(&receive(&ben, "0").await.1)),
        (Value::Null, vec!["Oops"])
    );
    app.pass(HOUR);
    crate::server::letters::sweep(app.ctx.clone()).await.expect("swept");
    assert_eq!(act(&anna, "undo", "letter-1").await, 409, "for good");
}

#[tokio::test]
async fn letters_on_their_way_can_be_burnt_and_moved_until_they_are_nearly_there() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    for (name, choice) in [("burnt", "month"), ("moved", "month"), ("late", "month"), ("lots", "surprise")] {
        seal(&anna, &[id(&ben)], name, choice).await;
        app.pass(1000);
    }
    let way = sent(&anna, "").await;
    let ids: Vec<String> = list(&way).iter().rev().map(|letter| text(&letter["id"]).to_owned()).collect();
    assert_eq!(list(&way)[0]["lands_at"], Value::Null, "the surprise tells no time");
    assert_eq!(act(&ben, "burn", &ids[0]).await, 400, "not the receiver's");
    assert_eq!(act(&anna, "burn", &ids[0]).await, 200);
    let to = |id: &str, day: &str| {
        let fields = [("id", id), ("choice", "date"), ("day", day), ("time", "08:30"), ("time_zone", "Asia/Tokyo")];
        let fields: Vec<(String, String)> = fields.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let anna = anna.clone();
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            anna.post_form("/api/letters/move", &fields).await.status.as_u16()
        }
    };
    let day = |days: i64| {
        let at = app.ctx.timestamp() + jiff::SignedDuration::from_hours(24 * days);
        at.strftime("%Y-%m-%d").to_string()
    };
    assert_eq!(to(&ids[1], &day(100)).await, 200);
    assert_eq!(to(&ids[3], &day(101)).await, 200, "a surprise gets a date");
    for bad in ["2027-13-01", "", "tomorrow", "9999-12-31"] {
        assert_eq!(to(&ids[1], bad).await, 400, "{bad}");
    }
    app.pass(27 * 24 * HOUR);
    super::back(&anna, "anna").await;
    assert_eq!(act(&anna, "burn", &ids[2]).await, 200, "not locked yet");
    seal(&anna, &[id(&ben)], "locked", "day").await;
    app.pass(22 * HOUR);
    super::back(&anna, "anna").await;
    let way = sent(&anna, "").await;
    let locked = &list(&way)[0];
    assert_eq!(locked["can_change"], false);
    assert_eq!(act(&anna, "burn", text(&locked["id"])).await, 409);
    assert_eq!(to(text(&locked["id"]), &day(90)).await, 409);
    app.pass(110 * 24 * HOUR);
    app.run_jobs().await;
    let (_, all) = {
        super::back(&ben, "ben").await;
        receive(&ben, "0").await
    };
    let mut found = texts(&all);
    found.sort_unstable();
    assert_eq!(found, ["locked", "lots", "moved"]);
}

#[tokio::test]
async fn letters_of_strangers_wait_until_they_are_taken() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    for (from, words) in [(&anna, "hello"), (&carl, "offer")] {
        seal(from, &[id(&ben)], words, "hour").await;
    }
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    assert_eq!((inbox(&ben, "").await.len(), inbox(&ben, "?requests=true").await.len()), (0, 2));
    let desk = ben.get("/api/letters/desk").await.json();
    assert_eq!((&desk["sealed"], &desk["requests"]), (&json!(0), &json!(2)));
    let request = text(&inbox(&ben, "?requests=true&q=anna").await[0]["id"]).to_owned();
    assert_eq!(act(&ben, "open", &request).await, 400, "first it is taken");
    let answer = async |who: &User, id: &str, action: &str| {
        who.post_form("/api/letters/answer", &[("id", id), ("action", action)]).await.status.as_u16()
    };
    assert_eq!(answer(&ben, &anna.id, "maybe").await, 400);
    assert_eq!(answer(&carl, &anna.id, "accept").await, 400, "nothing there");
    assert_eq!(answer(&ben, &anna.id, "accept").await, 200);
    assert_eq!(answer(&ben, &carl.id, "decline").await, 200);
    assert_eq!((inbox(&ben, "").await.len(), inbox(&ben, "?requests=true").await.len()), (1, 0));
    // Who was taken comes at once from now on; and so does an answer.
    seal(&anna, &[id(&ben)], "again", "hour").await;
    seal(&ben, &[id(&anna)], "answer", "hour").await;
    seal(&carl, &[id(&ben)], "offer", "hour").await;
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    assert_eq!((inbox(&ben, "").await.len(), inbox(&ben, "?requests=true").await.len()), (2, 1));
    assert_eq!(inbox(&anna, "").await.len(), 1);
    // Whoever becomes a friend is no stranger.
    app.befriend(&ben, &carl).await;
    assert_eq!((inbox(&ben, "").await.len(), inbox(&ben, "?requests=true").await.len()), (3, 0));
}

#[tokio::test]
async fn drafts_are_kept_listed_and_thrown_away() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let save = async |who: &User, fields: &[(&str, &str)]| who.post_form("/api/letters/draft", fields).await;
    let first = save(&anna, &[("text", "  Dear "), ("more", "+49 151 2345"), ("choice", "surprise")]).await;
    let draft = text(&first.json()["id"]).to_owned();
    let ben_key = id(&ben);
    let again = [("id", draft.as_str()), ("to[]", &ben_key), ("to[]", "num0033639981234"), ("text", "Dear Ben")];
    assert_eq!(save(&anna, &again).await.json()["id"], json!(draft));
    assert_eq!(save(&ben, &again).await.status, 400, "not somebody else's");
    let drafts = anna.get("/api/letters/drafts").await.json();
    assert_eq!(
        (drafts["drafts"].as_array().expect("drafts").len(), text(&drafts["drafts"][0]["begins"])),
        (1, "Dear Ben")
    );
    assert_eq!(text(&drafts["drafts"][0]["to"][1]["number"]), "+33 6 39 98 12 34");
    for index in 0..20 {
        save(&anna, &[("id", &format!("more{index}")), ("to[]", &ben_key), ("text", "x")]).await;
    }
    let before = app.ctx.db.statements();
    assert_eq!(anna.get("/api/letters/drafts").await.json()["drafts"].as_array().map(Vec::len), Some(21));
    let taken = app.ctx.db.statements() - before;
    assert!(taken <= 4, "however long the list is: {taken}");
    for index in 0..20 {
        assert_eq!(act(&anna, "discard", &format!("more{index}")).await, 200);
    }
    assert_eq!(ben.get(&format!("/api/letters/desktop?draft={draft}")).await.status, 400);
    let long = "x".repeat(5001);
    for bad in [("text", long.as_str()), ("photo_id", "../x"), ("id", "a b"), ("choice", &long), ("text", "a\0b")] {
        assert_eq!(save(&anna, &[bad]).await.status, 400, "{}", bad.0);
    }
    assert_eq!(act(&ben, "discard", &draft).await, 400);
    assert_eq!(act(&anna, "discard", &draft).await, 200);
    assert_eq!(act(&anna, "discard", &draft).await, 400, "gone");
    assert_eq!(anna.get("/api/letters/drafts").await.json()["drafts"], json!([]));
}

#[tokio::test]
async fn what_can_not_be_sealed_is_refused_and_comes_back_to_its_page() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    let ok = ("text", "hello");
    let to = [id(&ben)];
    for (to, fields) in [
        (&to[..], vec![("text", " "), ("choice", "day")]),
        (&to[..], vec![ok, ("choice", "")]),
        (&to[..], vec![ok, ("choice", "eternity")]),
        (&to[..], vec![ok, ("choice", "date"), ("day", "2100-01-01")]),
        (&to[..], vec![ok, ("choice", "date"), ("day", "2027-02-30")]),
        (&to[..], vec![ok, ("choice", "date"), ("day", "2027-02-20"), ("time", "25:00")]),
        (&to[..], vec![ok, ("choice", "date"), ("day", "2027-02-20"), ("time_zone", "Mars/Phobos")]),
        (&[], vec![ok, ("choice", "day")]),
        (&[], vec![ok, ("choice", "day"), ("more", "Nobody")]),
        (&["idnobody".to_owned()], vec![ok, ("choice", "day")]),
        (&["me".to_owned()], vec![ok, ("choice", "day")]),
        (&to[..], vec![ok, ("choice", "day"), ("photo_id", ".hidden")]),
    ] {
        let answer = try_seal(&anna, to, &fields).await;
        assert_eq!(answer.status, 400, "{fields:?} {}", answer.text);
    }
    assert_eq!(list(&sent(&anna, "").await).len(), 0, "nothing went");
    assert_eq!(try_seal(&anna, &[], &[ok, ("choice", "day"), ("more", "ben")]).await.status, 200, "a friend by name");
    // Of somebody's number the sender learns nothing.
    number(&app, &ben, "+33639981234").await;
    assert_eq!(try_seal(&anna, &[], &[ok, ("choice", "day"), ("more", "+33 6 39 98 12 34")]).await.status, 200);
    let way = sent(&anna, "").await;
    let by_number = list(&way).iter().find(|letter| letter["number"] != "").expect("it");
    assert_eq!((&by_number["to"], text(&by_number["number"])), (&Value::Null, "+33 6 39 98 12 34"));
    for path in ["desk", "inbox", "sent", "desktop", "receivers", "drafts", "contacts"] {
        assert_eq!(app.stranger().get(&format!("/api/letters/{path}")).await.status, 401, "{path}");
    }
    for path in [
        "open",
        "delete",
        "restore",
        "again",
        "answer",
        "burn",
        "move",
        "draft",
        "discard",
        "seal",
        "undo",
        "contacts/add",
        "contacts/remove",
    ] {
        let answer = app.stranger().post_form(&format!("/api/letters/{path}"), &[("id", "x")]).await;
        assert_eq!(answer.status, 401, "{path}");
    }
    for path in ["inbox?after=x", "sent?after=1", "drafts?after=_", "contacts?after=%20"] {
        assert_eq!(anna.get(&format!("/api/letters/{path}")).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn lists_come_in_pages() {
    let app = TestApp::start_with(|config| config.limits = crate::server::config::Switch::Off).await;
    let anna = app.user("Anna").await;
    for index in 0..65 {
        seal(&anna, &[id(&anna)], &format!("{index}"), "hour").await;
    }
    let walk = async |path: &str| {
        let (mut after, mut seen, mut pages) = (String::new(), std::collections::BTreeSet::new(), 0);
        loop {
            let page = anna.get(&format!("/api/letters/{path}after={after}")).await.json();
            seen.extend(list(&page).iter().map(|letter| text(&letter["id"]).to_owned()));
            pages += 1;
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => return (pages, seen.len()),
            }
        }
    };
    assert_eq!(walk("sent?").await, (3, 65));
    app.pass(2 * HOUR);
    app.run_jobs().await;
    assert_eq!((walk("inbox?").await, walk("sent?landed=true&").await), ((3, 65), (3, 65)));
}

#[tokio::test]
async fn contacts_are_found_by_their_number_and_blocks_can_be_undone() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    number(&app, &ben, "+33639981234").await;
    let add = async |number: &str, name: &str| {
        anna.post_form("/api/letters/contacts/add", &[("number", number), ("name", name)]).await.status.as_u16()
    };
    assert_eq!(
        (add("12", "").await, add("+33639981299", "").await, add("+33639981234", &"x".repeat(101)).await),
        (400, 400, 400)
    );
    assert_eq!(add("0033 6 39 98 12 34", "Benny").await, 200);
    let contacts = anna.get("/api/letters/contacts").await.json();
    let contact = &contacts["contacts"][0];
    assert_eq!(
        (text(&contact["name"]), text(&contact["number"]), &contact["is_blocked"]),
        ("Benny", "+33 6 39 98 12 34", &json!(false))
    );
    // Who is in the address book is no stranger.
    seal(&ben, &[id(&anna)], "first", "hour").await;
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    assert_eq!(inbox(&anna, "").await.len(), 1);
    seal(&ben, &[id(&anna)], "held", "hour").await;
    assert_eq!(anna.post_form("/api/friends/block", &[("id", &ben.id)]).await.status, 200);
    assert_eq!(anna.get("/api/letters/contacts").await.json()["contacts"][0]["is_blocked"], true);
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    assert_eq!(inbox(&anna, "").await.len(), 1, "held back");
    assert_eq!(anna.post_form("/api/friends/unblock", &[("id", &ben.id)]).await.status, 200);
    app.run_jobs().await;
    assert_eq!(inbox(&anna, "").await.len(), 2, "and let go");
    assert_eq!(anna.post_form("/api/letters/contacts/remove", &[("id", &ben.id)]).await.status, 200);
    assert_eq!(anna.get("/api/letters/contacts").await.json()["contacts"], json!([]));
    // Who does not want to be found by number is not.
    let off = ben.put("/api/account/profile", &json!({"found_by_phone": false})).await;
    assert_eq!(off.status, 204, "{}", off.text);
    assert_eq!(add("+33639981234", "").await, 400);
    let typed = anna.get("/api/letters/receivers?text=%2B33639981234").await.json();
    assert_eq!((text(&typed[0]["key"]), text(&typed[0]["name"])), ("num0033639981234", ""));
}
