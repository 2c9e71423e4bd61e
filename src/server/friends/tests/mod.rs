//! Friends row by row of the documented API: asking, answering, ending, blocking, finding. Over HTTP, as named users.

use crate::server::tests::{TestApp, User};
use serde_json::{Value, json};

async fn ask(one: &User, other: &User) -> u16 {
    one.post("/invite", &json!({"type": "friend", "receiver_id": other.id})).await.status.as_u16()
}

async fn invites(user: &User) -> Vec<Value> {
    let answer = user.get("/invites").await;
    if answer.status == 204 { Vec::new() } else { answer.json().as_array().expect("a list").clone() }
}

async fn answer(user: &User, id: &Value, action: &str) -> u16 {
    let id = id.as_str().expect("an id");
    user.delete(&format!("/invite?id={id}&action={action}")).await.status.as_u16()
}

async fn lists(user: &User) -> (Value, Value, Value) {
    let user = user.get("/user").await.json();
    (user["friend_id_list"].clone(), user["chat_id_list"].clone(), user["invite_id_list"].clone())
}

/// Two people with proven addresses.
async fn two() -> (TestApp, User, User) {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.prove(&anna).await;
    app.prove(&ben).await;
    (app, anna, ben)
}

#[tokio::test]
async fn a_request_that_is_accepted_makes_friends_with_a_dialog() {
    let (_app, anna, ben) = two().await;
    assert_eq!(anna.get("/friends").await.status, 204, "none yet");
    assert_eq!(ben.get("/invites").await.status, 204);
    assert_eq!(ask(&anna, &ben).await, 204);
    assert_eq!(ask(&anna, &ben).await, 204, "asking twice");
    let waiting = invites(&ben).await;
    let id = &waiting[0]["id"];
    let expected = json!([{"id": id, "sender_id": anna.id, "receiver_id": ben.id, "type": "friend", "event_id": "",
        "sender_name": "Anna", "event_name": ""}]);
    assert_eq!(json!(waiting), expected);
    assert_eq!(lists(&ben).await, (json!([]), json!([]), json!([id])));
    assert_eq!(lists(&anna).await, (json!([]), json!([]), json!([])), "nothing for the sender");
    assert_eq!(answer(&ben, id, "accept").await, 204);
    assert_eq!(answer(&ben, id, "accept").await, 404, "answered");
    let (friends, chats, left) = lists(&ben).await;
    assert_eq!((friends, chats.as_array().map(Vec::len), left), (json!([anna.id]), Some(1), json!([])));
    assert_eq!(lists(&anna).await.1, chats, "one dialog of both");
    let friend = json!([{"id": ben.id, "name": "Ben", "email": "ben@example.org", "profile_pic": "", "birthday": ""}]);
    let answer = anna.get("/friends").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, friend));
    assert_eq!(ask(&anna, &ben).await, 204, "friends already");
    assert!(invites(&ben).await.is_empty());
}

#[tokio::test]
async fn a_declined_request_is_gone_and_can_be_sent_again() {
    let (app, anna, ben) = two().await;
    ask(&anna, &ben).await;
    let id = invites(&ben).await[0]["id"].clone();
    assert_eq!(answer(&ben, &id, "decline").await, 204);
    assert_eq!(answer(&ben, &id, "decline").await, 404);
    assert_eq!(lists(&ben).await, (json!([]), json!([]), json!([])));
    let again = [("id", id.as_str().expect("id")), ("action", "reopen")];
    assert_eq!(anna.post_form("/api/friends/answer", &again).await.status, 404, "not hers to take back");
    assert_eq!(ben.post_form("/api/friends/answer", &again).await.status, 200);
    assert_eq!(invites(&ben).await[0]["id"], id);
    assert_eq!(answer(&ben, &id, "decline").await, 204);
    app.pass(3_600_000);
    assert_eq!(ben.post_form("/api/friends/answer", &again).await.status, 404, "too late");
    assert_eq!(ask(&anna, &ben).await, 204);
    assert_eq!(invites(&ben).await.len(), 1, "asked anew");
    let second = invites(&ben).await[0]["id"].clone();
    assert_eq!(answer(&ben, &second, "decline").await, 204);
    assert_eq!(ask(&ben, &anna).await, 204);
    assert!(lists(&ben).await.0.as_array().is_some_and(Vec::is_empty), "the other one is asked, not befriended");
    assert_eq!(invites(&anna).await[0]["sender_id"], ben.id);
}

#[tokio::test]
async fn who_asks_each_other_are_friends_with_one_dialog_also_at_once() {
    for round in 0..6 {
        let (app, anna, ben) = two().await;
        if round % 2 == 0 {
            assert_eq!((ask(&anna, &ben).await, ask(&ben, &anna).await), (204, 204));
        } else {
            assert_eq!(tokio::join!(ask(&anna, &ben), ask(&ben, &anna)), (204, 204));
        }
        for (one, other) in [(&anna, &ben), (&ben, &anna)] {
            let (friends, chats, left) = lists(one).await;
            assert_eq!((friends, chats.as_array().map(Vec::len), left), (json!([other.id]), Some(1), json!([])));
        }
        drop(app);
    }
}

#[tokio::test]
async fn two_accepts_at_once_make_one_friendship_and_one_dialog() {
    let (_app, anna, ben) = two().await;
    ask(&anna, &ben).await;
    let id = invites(&ben).await[0]["id"].clone();
    let all = futures::future::join_all((0..6).map(|_| answer(&ben, &id, "accept"))).await;
    assert_eq!(all.iter().filter(|status| **status == 204).count(), 1, "{all:?}");
    assert!(all.iter().all(|status| [204, 404].contains(status)), "{all:?}");
    let (friends, chats, _) = lists(&anna).await;
    assert_eq!((friends, chats.as_array().map(Vec::len)), (json!([ben.id]), Some(1)));
}

#[tokio::test]
async fn ending_a_friendship_keeps_the_dialog_and_befriending_again_finds_it() {
    let (app, anna, ben) = two().await;
    app.befriend(&anna, &ben).await;
    let dialog = lists(&anna).await.1[0].as_str().expect("a dialog").to_owned();
    let path = format!("/friend?id={}", ben.id);
    assert_eq!(anna.delete(&path).await.status, 204);
    assert_eq!(anna.delete(&path).await.status, 204, "no friend, no matter");
    assert_eq!((lists(&anna).await.0, lists(&ben).await.0), (json!([]), json!([])));
    assert_eq!(ben.post("/chat/msg", &json!({"chat_id": dialog, "text": "still"})).await.status, 204);
    assert_eq!(anna.get(&format!("/chat?id={dialog}")).await.json()["msg_id_list"][0]["text"], "still");
    app.befriend(&ben, &anna).await;
    assert_eq!(lists(&anna).await.1, json!([dialog]));
    for (bad, status) in [("/friend", 400), ("/friend?id=a%20b", 400), ("/friend?id=unknown", 404)] {
        assert_eq!(anna.delete(bad).await.status.as_u16(), status, "{bad}");
        assert_eq!(anna.get(bad).await.status.as_u16(), status, "{bad}");
    }
}

#[tokio::test]
async fn a_friend_shows_everything_and_a_stranger_name_and_picture() {
    let (app, anna, ben) = two().await;
    let cleo = app.user("Cleo").await;
    app.befriend(&anna, &ben).await;
    let birthday = json!({"birthday": "1999-02-28"});
    assert_eq!(ben.put("/api/account/profile", &birthday).await.status, 204);
    let body =
        json!({"type": "single", "name": "x", "is_private": "true", "datetime": "1.1.2027 1:00", "address": "x"});
    let event = ben.post("/event", &body).await.json();
    let path = format!("/friend?id={}", ben.id);
    let known = json!({"id": ben.id, "name": "Ben", "email": "ben@example.org", "profile_pic": "",
        "birthday": "1999-02-28", "event_id_list": [event], "friend_id_list": [anna.id]});
    assert_eq!(anna.get(&path).await.json(), known);
    let unknown = json!({"id": ben.id, "name": "Ben", "email": "", "profile_pic": "", "birthday": "",
        "event_id_list": [], "friend_id_list": []});
    assert_eq!(cleo.get(&path).await.json(), unknown);
    let page = cleo.get(&format!("/api/friends/person?id={}", ben.id)).await.json();
    assert_eq!(
        (&page["person"]["relation"], &page["email"], &page["birthday"]),
        (&json!("stranger"), &json!(""), &json!(""))
    );
}

#[tokio::test]
async fn asking_says_what_is_wrong() {
    let (app, anna, ben) = two().await;
    let cleo = app.user("Cleo").await;
    let cases = [
        (json!({}), 400, "invite_invalid"),
        (json!({"type": "room", "receiver_id": ben.id}), 400, "invite_invalid"),
        (json!({"type": "friend"}), 400, "id_invalid"),
        (json!({"type": "friend", "receiver_id": null}), 400, "id_invalid"),
        (json!({"type": "friend", "receiver_id": "a b"}), 400, "id_invalid"),
        (json!({"type": "friend", "receiver_id": anna.id}), 400, "own_id"),
        (json!({"type": "friend", "receiver_id": "unknown"}), 404, "not_found"),
        (json!({"type": "event", "receiver_id": ben.id}), 400, "id_invalid"),
        (json!({"type": "event", "receiver_id": ben.id, "event_id": ""}), 400, "id_invalid"),
        (json!({"type": "event", "receiver_id": anna.id, "event_id": "x"}), 400, "own_id"),
        (json!({"type": "event", "receiver_id": ben.id, "event_id": "unknown"}), 404, "not_found"),
    ];
    for (body, status, code) in cases {
        let answer = anna.post("/invite", &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
    }
    let unproven = cleo.post("/invite", &json!({"type": "friend", "receiver_id": ben.id})).await;
    assert_eq!((unproven.status.as_u16(), unproven.code().as_str()), (403, "not_verified"));
    // A type of friend does not care for an event.
    let odd = json!({"type": "friend", "receiver_id": ben.id, "event_id": "a b"});
    assert_eq!(anna.post("/invite", &odd).await.status, 204);
    let id = invites(&ben).await[0]["id"].as_str().expect("id").to_owned();
    for (user, query, status) in [
        (&ben, String::new(), 400),
        (&ben, format!("?id={id}"), 400),
        (&ben, format!("?id={id}&action=maybe"), 400),
        (&ben, "?action=accept".into(), 400),
        (&ben, "?id=unknown&action=accept".into(), 404),
        (&cleo, format!("?id={id}&action=accept"), 403),
        (&anna, format!("?id={id}&action=decline"), 403),
    ] {
        assert_eq!(user.delete(&format!("/invite{query}")).await.status.as_u16(), status, "{query}");
    }
}

#[tokio::test]
async fn a_block_ends_everything_between_two_and_lets_nothing_new_begin() {
    let (app, anna, ben) = two().await;
    app.befriend(&anna, &ben).await;
    let dialog = lists(&anna).await.1[0].as_str().expect("a dialog").to_owned();
    let body =
        json!({"type": "group", "name": "Party", "is_private": "true", "datetime": "1.1.2027 1:00", "address": "x"});
    let event = ben.post("/event", &body).await.json();
    let invite = json!({"type": "event", "receiver_id": anna.id, "event_id": event});
    assert_eq!(ben.post("/invite", &invite).await.status, 204);
    assert_eq!(anna.post_form("/api/friends/block", &[("id", &ben.id)]).await.status, 200);
    assert_eq!((lists(&anna).await.0, lists(&anna).await.2), (json!([]), json!([])));
    let say = json!({"chat_id": dialog, "text": "x"});
    assert_eq!(ben.post("/chat/msg", &say).await.code(), "not_allowed");
    assert_eq!(anna.post("/chat/msg", &say).await.code(), "not_allowed", "nor the other way");
    assert_eq!(ben.get(&format!("/chat?id={dialog}")).await.status, 200, "what was said stays");
    assert_eq!(anna.get(&format!("/api/chats/chat?id={dialog}")).await.json()["can_post"], false);
    assert_eq!(ask(&ben, &anna).await, 204, "as if it went out");
    assert_eq!(ben.post("/invite", &invite).await.status, 204);
    assert!(invites(&anna).await.is_empty(), "nothing is stored");
    assert_eq!(ben.get("/search/users?filtered_str=anna").await.status, 204, "not found by whom she blocked");
    assert_eq!(ben.get("/api/friends/search?text=anna").await.json()["people"], json!([]));
    assert_eq!(ben.get(&format!("/api/friends/person?id={}", anna.id)).await.status, 404);
    let found = anna.get("/api/friends/search?text=ben").await.json();
    assert_eq!(found["people"][0]["relation"], "blocked");
    assert_eq!(anna.get("/api/friends/blocked").await.json()["people"][0]["id"], ben.id);
    assert_eq!(anna.post_form("/api/friends/unblock", &[("id", &ben.id)]).await.status, 200);
    assert_eq!(anna.post("/chat/msg", &say).await.status, 204);
    assert_eq!(lists(&anna).await.0, json!([]), "what ended stays ended");
    app.befriend(&ben, &anna).await;
    assert_eq!(anna.post_form("/api/friends/block", &[("id", &anna.id)]).await.code(), "own_id");
    assert_eq!(anna.post_form("/api/friends/block", &[("id", "unknown")]).await.code(), "not_found");
}

#[tokio::test]
async fn sent_requests_are_seen_and_withdrawn() {
    let (app, anna, ben) = two().await;
    let cleo = app.user("Cleo").await;
    for other in [&ben, &cleo] {
        app.pass(1000);
        ask(&anna, other).await;
    }
    let sent = anna.get("/api/friends/requests?sent=true").await.json();
    let names: Vec<&str> = sent["requests"]
        .as_array()
        .expect("requests")
        .iter()
        .filter_map(|request| request["person"]["name"].as_str())
        .collect();
    assert_eq!(names, ["Cleo", "Ben"], "newest first");
    let id = sent["requests"][1]["id"].as_str().expect("id");
    assert_eq!(ben.post_form("/api/friends/withdraw", &[("id", id)]).await.status, 404);
    assert_eq!(anna.post_form("/api/friends/withdraw", &[("id", id)]).await.status, 200);
    assert!(invites(&ben).await.is_empty());
    let received = cleo.get("/api/friends/requests").await.json();
    assert_eq!(
        (&received["requests"][0]["person"]["name"], &received["requests"][0]["sent_at"]),
        (&json!("Anna"), &json!("2026-11-20T12:00:02+00:00"))
    );
    let declined = received["requests"][0]["id"].clone();
    assert_eq!(answer(&cleo, &declined, "decline").await, 204);
    let sent = anna.get("/api/friends/requests?sent=true").await.json();
    assert_eq!(sent["requests"].as_array().map(Vec::len), Some(1), "a decline is nobody else's business");
}

#[tokio::test]
async fn lists_of_people_page() {
    let (app, anna, _ben) = two().await;
    let job = {
        let me = anna.id.clone();
        let sql = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 120)
            insert into accounts (id, display_name, user_name, user_key, search_key, language, time_zone, created_at)
            select 'f' || cast(i as text), 'Friend ' || cast(i as text), 'f' || cast(i as text), 'f' || cast(i as text),
                'friend ' || cast(i as text), 'en', 'UTC', 1 from n";
        app.ctx.db.execute(sqlx::query(sql)).await.expect("people");
        app.ctx.db.write(move |tx| {
            Box::pin(async move {
                for index in 1..=120 {
                    super::befriend(tx, &me, &format!("f{index}"), index).await?;
                }
                Ok(())
            })
        })
    };
    job.await.expect("befriended");
    for path in ["/api/friends/list?", "/api/friends/search?text=friend&"] {
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let page = anna.get(&format!("{path}after={after}")).await.json();
            let people = page["people"].as_array().expect("people").clone();
            assert!(people.len() <= 50);
            assert!(people.iter().all(|person| person["relation"] == "friend"));
            seen.extend(people.iter().map(|person| person["id"].as_str().expect("id").to_owned()));
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        let all: std::collections::HashSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), all.len()), (120, 120), "{path}");
    }
    let before = app.ctx.db.statements();
    anna.get("/api/friends/list").await;
    assert!(app.ctx.db.statements() - before <= 4);
    for bad in [
        "/api/friends/list?after=a%20b",
        "/api/friends/search",
        "/api/friends/search?text=%20",
        "/api/friends/requests?after=x",
        "/api/friends/blocked?after=1_%20",
    ] {
        assert_eq!(anna.get(bad).await.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn who_does_not_want_to_be_found_by_name_is_found_by_friends_only() {
    let (app, anna, ben) = two().await;
    let cleo = app.user("Cleo").await;
    app.befriend(&anna, &ben).await;
    assert_eq!(ben.put("/api/account/profile", &json!({"found_by_name": false})).await.status, 204);
    assert_eq!(cleo.get("/search/users?filtered_str=ben").await.status, 204);
    assert_eq!(anna.get("/search/users?filtered_str=ben").await.json()[0]["id"], ben.id);
    assert_eq!(cleo.get("/search/users?filtered_str=ben@example.org").await.json()[0]["id"], ben.id, "by address");
    assert_eq!(ben.put("/api/account/profile", &json!({"found_by_email": false})).await.status, 204);
    assert_eq!(cleo.get("/search/users?filtered_str=ben@example.org").await.status, 204);
}
