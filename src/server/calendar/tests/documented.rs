//! What the README documents, when everything is as it should be.

use super::{body, bring, make, with};
use crate::server::tests::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn user_shows_the_account_with_all_its_lists() {
    let app = TestApp::start().await;
    let anna = app.user_in("Anna", "Europe/Berlin").await;
    let event = make(&anna, &body("group")).await;
    let user = anna.get("/user").await;
    assert_eq!(user.status, 200);
    let user = user.json();
    let keys: Vec<&str> = user.as_object().expect("an object").keys().map(String::as_str).collect();
    let documented = [
        "id",
        "google_id",
        "name",
        "email",
        "profile_pic",
        "birthday",
        "event_id_list",
        "friend_id_list",
        "chat_id_list",
        "invite_id_list",
    ];
    assert!(documented.iter().all(|key| keys.contains(key)), "{keys:?}");
    assert_eq!(user["name"], "Anna");
    assert_eq!(user["email"], "anna@example.org");
    assert_eq!(user["birthday"], "");
    assert_eq!(user["time_zone"], "Europe/Berlin");
    assert_eq!(user["event_id_list"], json!([event]));
    assert_eq!(user["chat_id_list"].as_array().map(Vec::len), Some(1));
    assert_eq!(user["friend_id_list"], json!([]));
    assert_eq!(user["invite_id_list"], json!([]));
}

#[tokio::test]
async fn search_finds_by_part_of_the_name_and_by_whole_proven_email() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let ben = app.user("Benjamin").await;
    let found = anna.get("/search/users?filtered_str=JAM").await;
    assert_eq!(found.status, 200);
    let row = &found.json()[0];
    assert_eq!((row["id"].as_str(), row["name"].as_str()), (Some(ben.id.as_str()), Some("Benjamin")));
    assert_eq!(
        row.as_object().map(serde_json::Map::len),
        anna.get("/user").await.json().as_object().map(serde_json::Map::len)
    );
    for private in ["email", "google_id", "birthday", "time_zone"] {
        assert_eq!(row[private], "", "{private}");
    }
    for private in ["event_id_list", "friend_id_list", "chat_id_list", "invite_id_list"] {
        assert_eq!(row[private], json!([]), "{private}");
    }
    let nobody = anna.get("/search/users?filtered_str=nobody").await;
    assert_eq!((nobody.status.as_u16(), nobody.text.as_str()), (204, ""));
    assert_eq!(anna.get("/search/users?filtered_str=anna").await.status, 204, "never the caller");
    assert_eq!(anna.get("/search/users?filtered_str=benjamin@example.org").await.status, 204, "not proven yet");
    for signs in ["%25", "_", ".", "%5C", "("] {
        assert_eq!(
            anna.get(&format!("/search/users?filtered_str={signs}")).await.status,
            204,
            "{signs} is no wildcard"
        );
    }
    let long = "x".repeat(300);
    for bad in ["%00", long.as_str()] {
        assert_eq!(anna.get(&format!("/search/users?filtered_str={bad}")).await.code(), "malformed");
    }
    assert_eq!(anna.get("/search/users").await.code(), "query_empty");
    assert_eq!(anna.get("/search/users?filtered_str=").await.status, 400);
    assert_eq!(anna.get("/search/users?filtered_str=%20").await.status, 400);
}

#[tokio::test]
async fn friends_are_found_with_email_and_birthday() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    super::befriend(&app, &anna, &ben).await;
    assert_eq!(anna.get("/search/users?filtered_str=ben").await.json()[0]["email"], "", "not proven yet");
    app.prove(&ben).await;
    assert_eq!(anna.get("/search/users?filtered_str=ben").await.json()[0]["email"], "ben@example.org");
    assert_eq!(anna.get("/user").await.json()["friend_id_list"], json!([ben.id]));
}

#[tokio::test]
async fn a_single_event_is_made_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let id = make(&anna, &body("single")).await;
    let event = anna.get(&format!("/event?id={id}")).await.json();
    let icon = format!("{}/load_icon/coctail.svg", app.url);
    let expected = json!({
        "id": id, "type": "single", "name": "First Event", "is_private": "true", "datetime": "23.11.2026 19:00",
        "address": "Lindenstraße 8", "description": "Bring potatoes", "icon": icon,
    });
    assert_eq!(event, expected, "no member_id_list, no chat_id");

    let change = json!({"id": id, "type": "single", "name": "Second", "is_private": false, "datetime": "5.1.2027 7:05", "icon": "https://old.example/load_icon/bell.svg"});
    let changed = anna.put("/event", &change).await;
    assert_eq!((changed.status.as_u16(), changed.text.as_str()), (204, ""));
    let event = anna.get(&format!("/event?id={id}")).await.json();
    assert_eq!(event["name"], "Second");
    assert_eq!(event["is_private"], "false");
    assert_eq!(event["datetime"], "05.01.2027 07:05");
    assert_eq!(event["icon"], format!("{}/load_icon/bell.svg", app.url));
    assert_eq!(event["address"], "Lindenstraße 8", "what is absent stays");

    let deleted = anna.delete(&format!("/event?id={id}")).await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    assert_eq!(anna.get(&format!("/event?id={id}")).await.status, 404);
    assert_eq!(anna.get("/user").await.json()["event_id_list"], json!([]));
}

#[tokio::test]
async fn a_group_event_has_members_and_a_chat() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.prove(&anna).await;
    let id = make(&anna, &body("group")).await;
    bring(&app, &id, &ben).await;
    let event = ben.get(&format!("/event?id={id}")).await.json();
    assert_eq!(event["type"], "group");
    let members = event["member_id_list"].as_array().expect("members");
    assert_eq!(members.len(), 2);
    assert_eq!(anna.get("/user").await.json()["chat_id_list"], json!([event["chat_id"]]));

    let host = ben.get(&format!("/member?id={}", members[0].as_str().expect("an id"))).await.json();
    let expected = json!({
        "user_id": anna.id, "name": "Anna", "email": "anna@example.org", "profile_pic": "", "member_id": members[0],
        "is_can_invite_user": true, "is_can_delete_user": true, "is_can_change_event": true, "is_can_delete_event": true,
        "event_id": id,
    });
    assert_eq!(host, expected);
    let guest = ben.get(&format!("/member?id={}", members[1].as_str().expect("an id"))).await.json();
    for right in ["is_can_invite_user", "is_can_delete_user", "is_can_change_event", "is_can_delete_event"] {
        assert_eq!(guest[right], false, "{right}");
    }
}

#[tokio::test]
async fn events_of_a_month_are_keyed_by_day_and_sorted_by_time() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    assert_eq!(anna.get("/events?year=2026&month=11").await.json(), json!({}));
    for datetime in [
        "30.11.2026 23:59",
        "1.11.2026 0:00",
        "15.11.2026 19:00",
        "15.11.2026 8:30",
        "01.12.2026 00:00",
        "31.10.2026 23:59",
    ] {
        make(&anna, &with("group", "datetime", json!(datetime))).await;
    }
    let days = anna.get("/events?month=11&year=2026").await;
    assert_eq!(days.header("content-type"), "application/json");
    let days = days.json();
    let times = |day: &str| {
        days[day].as_array().expect(day).iter().map(|event| event["datetime"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(days.as_object().expect("an object").len(), 3);
    assert_eq!(times("1"), ["01.11.2026 00:00"]);
    assert_eq!(times("15"), ["15.11.2026 08:30", "15.11.2026 19:00"]);
    assert_eq!(times("30"), ["30.11.2026 23:59"]);
    let event = days["15"][0].as_object().expect("an event");
    for key in ["id", "type", "name", "is_private", "datetime", "address", "description", "icon"] {
        assert!(event.contains_key(key), "{key}");
    }
}

#[tokio::test]
async fn leaving_takes_the_caller_out_and_the_last_one_takes_the_event_along() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let id = make(&anna, &body("group")).await;
    bring(&app, &id, &ben).await;
    let left = anna.delete(&format!("/event/group/leave?id={id}")).await;
    assert_eq!((left.status.as_u16(), left.text.as_str()), (204, ""));
    let lists = anna.get("/user").await.json();
    assert_eq!((&lists["event_id_list"], &lists["chat_id_list"]), (&json!([]), &json!([])));
    assert_eq!(anna.get(&format!("/event?id={id}")).await.status, 403, "private, and she is out");

    // The last who could change it handed everything on.
    let change = json!({"id": id, "type": "group", "name": "Ben's now"});
    assert_eq!(ben.put("/event", &change).await.status, 204);
    assert_eq!(ben.delete(&format!("/event/group/leave?id={id}")).await.status, 204);
    assert_eq!(ben.get(&format!("/event?id={id}")).await.status, 404);
}

#[tokio::test]
async fn deleting_a_group_event_takes_it_from_everybody_and_erases_it_after_30_days() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let id = make(&anna, &body("group")).await;
    bring(&app, &id, &ben).await;
    assert_eq!(anna.delete(&format!("/event?id={id}")).await.status, 204);
    for user in [&anna, &ben] {
        assert_eq!(user.get(&format!("/event?id={id}")).await.status, 404);
        let lists = user.get("/user").await.json();
        assert_eq!((&lists["event_id_list"], &lists["chat_id_list"]), (&json!([]), &json!([])));
        assert_eq!(user.get("/events?year=2026&month=11").await.json(), json!({}));
    }
    let rows = async || {
        let sql = "select (select count(*) from events) + (select count(*) from event_members) + (select count(*) from chats where kind <> 'room')";
        let (rows,): (i64,) = app.ctx.db.read().await.expect("conn").one(sqlx::query_as(sql)).await.expect("a count");
        rows
    };
    app.pass(29 * 86_400_000);
    app.run_jobs().await;
    assert_eq!(rows().await, 4, "kept for a restore");
    app.pass(2 * 86_400_000);
    app.run_jobs().await;
    assert_eq!(rows().await, 0);
}

#[tokio::test]
async fn every_answer_says_whether_somebody_is_signed_in() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    assert_eq!(anna.get("/events?year=2026&month=11").await.header("auth"), "True");
    assert_eq!(app.stranger().get("/user").await.header("auth"), "False");
    assert_eq!(app.stranger().open("/sign-in").await.header("auth"), "False");
}

#[tokio::test]
async fn logout_ends_the_session_and_leads_home() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    assert_eq!(app.stranger().get("/logout").await.code(), "not_signed_in");
    let out = anna.get("/logout").await;
    assert_eq!((out.status.as_u16(), out.header("location")), (302, "/"));
    assert_eq!(anna.get("/user").await.status, 401);
}

#[tokio::test]
async fn login_leads_to_the_sign_in_page_without_a_provider() {
    let app = TestApp::start().await;
    let login = app.stranger().get("/login").await;
    assert_eq!((login.status.as_u16(), login.header("location")), (302, "/sign-in"));
}
