//! What letters do not tell, and what is never lost or doubled around them.

use super::{
    HOUR, id, number,
    pages::{act, inbox, list, seal, sent, text, try_seal},
    receive,
};
use crate::server::tests::{Live, TestApp};

#[tokio::test]
async fn nothing_tells_whose_a_number_is_or_that_somebody_was_blocked() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    number(&app, &ben, "+33639981234").await;
    seal(&anna, &[id(&ben), "num+33639981234".to_owned()], "both", "hour").await;
    seal(&anna, &[id(&ben), "num+33639981299".to_owned()], "one", "hour").await;
    assert_eq!(list(&sent(&anna, "").await).len(), 4, "two and two");
    assert_eq!(ben.post_form("/api/friends/block", &[("id", &anna.id)]).await.status, 200);
    let mut live = Live::open(&anna).await;
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    while live.until("letter").await["event"] != "landed" {}
    assert_eq!(list(&sent(&anna, "?landed=true").await).len(), 3, "all but the one that waits for its number");
    assert_eq!(receive(&ben, "0").await.1.len(), 0, "and yet they are held back");
    // A block that was taken back in the moment of delivery leaves nothing behind.
    assert_eq!(ben.post_form("/api/friends/unblock", &[("id", &anna.id)]).await.status, 200);
    crate::server::letters::sweep(app.ctx.clone()).await.expect("swept");
    app.run_jobs().await;
    assert_eq!(receive(&ben, "0").await.1.len(), 3);
    assert_eq!(list(&sent(&anna, "?landed=true").await).len(), 3, "landed once");
}

#[tokio::test]
async fn what_was_received_and_sent_on_is_its_receivers_business() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    seal(&anna, &[id(&ben)], "mine now", "hour").await;
    app.pass(HOUR + 60_000);
    app.run_jobs().await;
    let before = sent(&anna, "?landed=true").await;
    let letter = text(&inbox(&ben, "").await[0]["id"]).to_owned();
    assert_eq!(act(&ben, "open", &letter).await, 200);
    assert_eq!(act(&ben, "again", &letter).await, 200);
    assert_eq!(sent(&anna, "?landed=true").await, before, "nothing to see for who wrote it");
    assert_eq!(anna.get("/api/letters/desk").await.json()["counted"], 0);
    assert_eq!(anna.post_form("/api/friends/block", &[("id", &ben.id)]).await.status, 200);
    app.pass(400 * 24 * HOUR);
    app.run_jobs().await;
    super::back(&ben, "ben").await;
    assert_eq!(inbox(&ben, "").await.len(), 1, "neither held back nor a request");
}

#[tokio::test]
async fn a_form_that_comes_twice_is_one_letter_and_a_changed_one_is_another() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let form = [("id", "form-1"), ("text", "once"), ("choice", "year")];
    for _ in 0..2 {
        assert_eq!(try_seal(&anna, &[id(&anna)], &form).await.json()["to"], "/letters/sent?sealed=form-1");
    }
    app.pass(HOUR);
    crate::server::letters::sweep(app.ctx.clone()).await.expect("swept");
    assert_eq!(try_seal(&anna, &[id(&anna)], &form).await.status, 200, "an answer that was lost in a tunnel");
    assert_eq!(list(&sent(&anna, "").await).len(), 1);
    let changed = [("id", "form-1"), ("text", "twice"), ("choice", "year")];
    let answer = try_seal(&anna, &[id(&anna)], &changed).await;
    assert_ne!(answer.json()["to"], "/letters/sent?sealed=form-1");
    assert_eq!(list(&sent(&anna, "").await).len(), 2, "after the way back in the browser");
    // A letter that has landed is not taken back.
    let now = [("id", "form-2"), ("text", "now"), ("choice", "date"), ("day", "2020-01-01")];
    assert_eq!(try_seal(&anna, &[id(&anna)], &now).await.status, 200);
    let moved = text(&list(&sent(&anna, "").await)[0]["id"]).to_owned();
    let past = [("id", moved.as_str()), ("choice", "date"), ("day", "2020-01-02")];
    assert_eq!(anna.post_form("/api/letters/move", &past).await.status, 400, "a mistyped year");
    app.pass(20_000);
    app.run_jobs().await;
    assert_eq!(inbox(&anna, "").await.len(), 0, "not before it can't be taken back");
    assert_eq!(act(&anna, "undo", "form-2").await, 200);
    for path in ["sent?sealed=%00", "sent?sealed=a%20b"] {
        assert_eq!(anna.get(&format!("/api/letters/{path}")).await.status, 400, "{path}");
    }
    assert_eq!(anna.get("/api/letters/desktop?to=id%00").await.status, 200);
}
