//! Who may do what: anonymous, stranger, friend, member without rights, member with.

use super::{befriend, body, bring, make, with};
use crate::server::tests::{TestApp, User};
use serde_json::json;

struct Circle {
    app: TestApp,
    host: User,
    guest: User,
    friend: User,
    stranger: User,
}

async fn circle() -> Circle {
    let app = TestApp::start().await;
    let (host, guest, friend, stranger) =
        tokio::join!(app.user("Host"), app.user("Guest"), app.user("Friend"), app.user("Stranger"));
    befriend(&app, &host, &friend).await;
    Circle { app, host, guest, friend, stranger }
}

#[tokio::test]
async fn nobody_without_a_session_gets_anything() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let id = make(&anna, &body("group")).await;
    let nobody = app.stranger();
    let answers = [
        nobody.get("/user").await,
        nobody.get("/search/users?filtered_str=anna").await,
        nobody.get("/events?year=2026&month=11").await,
        nobody.get("/events").await,
        nobody.get(&format!("/event?id={id}")).await,
        nobody.get("/event").await,
        nobody.post("/event", &body("single")).await,
        nobody.post("/event", &json!("nonsense")).await,
        nobody.put("/event", &json!({"id": id, "type": "group", "name": "x"})).await,
        nobody.delete(&format!("/event?id={id}")).await,
        nobody.delete(&format!("/event/group/leave?id={id}")).await,
        nobody.get("/member?id=x").await,
        nobody.get("/api/calendar/month").await,
        nobody.get("/api/calendar/agenda").await,
        nobody.get(&format!("/api/calendar/event?id={id}")).await,
        nobody.post_form("/api/calendar/save", &[("name", "x")]).await,
        nobody.post_form("/api/calendar/delete", &[("id", &id)]).await,
        nobody.post_form("/api/calendar/leave", &[("id", &id)]).await,
        nobody.get("/api/calendar/refused").await,
        nobody.get("/api/live").await,
        nobody.get("/api/account/me").await,
        nobody.post_form("/api/account/proof", &[]).await,
    ];
    for answer in answers {
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "not_signed_in"));
    }
    assert_eq!(anna.get(&format!("/event?id={id}")).await.json()["name"], "First Event", "nothing happened to it");
}

#[tokio::test]
async fn reading_a_private_event_is_for_members() {
    let Circle { app, host, guest, friend, stranger } = circle().await;
    let id = make(&host, &body("group")).await;
    bring(&app, &id, &guest).await;
    let path = format!("/event?id={id}");
    assert_eq!(host.get(&path).await.status, 200);
    assert_eq!(guest.get(&path).await.status, 200);
    assert_eq!(friend.get(&path).await.code(), "not_allowed");
    assert_eq!(stranger.get(&path).await.status, 403);
}

#[tokio::test]
async fn an_event_that_is_not_private_is_for_friends_of_members_too_but_not_in_their_calendar() {
    let Circle { app, host, guest, friend, stranger } = circle().await;
    let id = make(&host, &with("group", "is_private", json!("false"))).await;
    bring(&app, &id, &guest).await;
    let path = format!("/event?id={id}");
    assert_eq!(friend.get(&path).await.status, 200);
    assert_eq!(stranger.get(&path).await.status, 403);
    assert_eq!(friend.get("/events?year=2026&month=11").await.json(), json!({}));
    assert_eq!(friend.get(&format!("/api/calendar/event?id={id}")).await.json()["is_member"], false);
    let page = format!("/api/calendar/event?id={id}");
    let (foreign, unknown) = (stranger.get(&page).await, stranger.get("/api/calendar/event?id=unknown").await);
    assert_eq!((foreign.status.as_u16(), &foreign.text), (404, &unknown.text), "identical bytes");
}

#[tokio::test]
async fn changing_needs_the_right_to() {
    let Circle { app, host, guest, friend, stranger } = circle().await;
    let group = make(&host, &with("group", "is_private", json!("false"))).await;
    bring(&app, &group, &guest).await;
    let single = make(&host, &body("single")).await;
    for user in [&guest, &friend, &stranger] {
        assert_eq!(user.put("/event", &json!({"id": group, "type": "group", "name": "x"})).await.status, 403);
        assert_eq!(user.put("/event", &json!({"id": single, "type": "single", "name": "x"})).await.status, 403);
        let form = [("id", group.as_str()), ("name", "x"), ("starts_on", "2026-11-23"), ("all_day", "on")];
        let expected = if user.id == guest.id { 403 } else { 404 };
        assert_eq!(user.post_form("/api/calendar/save", &form).await.status, expected);
    }
    assert_eq!(
        host.put("/event", &json!({"id": group, "type": "single", "name": "x"})).await.status,
        404,
        "other type"
    );
    assert_eq!(host.put("/event", &json!({"id": "unknown", "type": "single", "name": "x"})).await.status, 404);
    assert_eq!(host.get(&format!("/event?id={group}")).await.json()["name"], "First Event");
}

#[tokio::test]
async fn deleting_and_leaving_need_to_be_in_it() {
    let Circle { app, host, guest, friend, stranger } = circle().await;
    let group = make(&host, &with("group", "is_private", json!("false"))).await;
    bring(&app, &group, &guest).await;
    let single = make(&host, &body("single")).await;
    assert_eq!(guest.delete(&format!("/event?id={group}")).await.status, 403, "in it, without the right");
    assert_eq!(guest.post_form("/api/calendar/delete", &[("id", &group)]).await.status, 403);
    for user in [&friend, &stranger] {
        assert_eq!(user.delete(&format!("/event?id={group}")).await.status, 404);
        assert_eq!(user.delete(&format!("/event/group/leave?id={group}")).await.status, 404);
        assert_eq!(user.delete(&format!("/event?id={single}")).await.status, 403);
        assert_eq!(user.post_form("/api/calendar/delete", &[("id", &single)]).await.status, 404);
    }
    assert_eq!(host.delete(&format!("/event/group/leave?id={single}")).await.status, 404, "no group event");
    assert_eq!(host.delete("/event?id=unknown").await.status, 404);
    assert_eq!(host.delete("/event/group/leave?id=unknown").await.status, 404);
    assert_eq!(host.get("/user").await.json()["event_id_list"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn members_are_shown_to_members_only() {
    let Circle { app, host, guest, friend, stranger } = circle().await;
    let id = make(&host, &with("group", "is_private", json!("false"))).await;
    bring(&app, &id, &guest).await;
    let members = guest.get(&format!("/event?id={id}")).await.json()["member_id_list"].clone();
    let path = format!("/member?id={}", members[0].as_str().expect("an id"));
    assert_eq!(guest.get(&path).await.json()["user_id"], host.id);
    let unknown = stranger.get("/member?id=unknown").await;
    for user in [&friend, &stranger] {
        let answer = user.get(&path).await;
        assert_eq!((answer.status.as_u16(), &answer.text), (404, &unknown.text));
    }
    assert_eq!(guest.get("/member").await.code(), "id_invalid");
}
