//! Consent: asked, given, timed, ended; what devices hear of it; and that nothing else is ever seen.

use super::{MINUTE_MS, Phone, ask, start_with, two};
use crate::server::{
    config::{Config, Consent},
    tests::harness::Live,
};
use axum::{Json, Router, extract::State, http::Uri, routing::post};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use web_push_native::jwt_simple::algorithms::RS256KeyPair;

/// What a Firebase was handed: device and data.
type Heard = Arc<Mutex<Vec<(String, Value)>>>;

/// Starts a Firebase, and where pushes go there.
async fn firebase(folder: &std::path::Path) -> (Heard, impl FnOnce(&mut Config) + use<>) {
    async fn hear(State(heard): State<Heard>, uri: Uri, body: String) -> Json<Value> {
        if uri.path() == "/token" {
            return Json(json!({"access_token": "granted", "expires_in": 3600}));
        }
        let body: Value = serde_json::from_str(&body).expect("JSON");
        let device = body["message"]["token"].as_str().expect("a device").to_owned();
        heard.lock().expect("a lock").push((device, body["message"]["data"].clone()));
        Json(json!({}))
    }
    let heard = Heard::default();
    let router = Router::new().route("/{*path}", post(hear)).with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let file = folder.join("fcm.json");
    let account = json!({
        "project_id": "kith-test", "client_email": "kith@test", "token_uri": format!("{url}/token"),
        "private_key": RS256KeyPair::generate(2048).expect("a key").to_pem().expect("PEM"),
    });
    std::fs::write(&file, account.to_string()).expect("written");
    (heard, move |config: &mut Config| {
        config.fcm_credentials = Some(file);
        config.fcm_url = Some(url);
        config.nearby_consent = Consent::Ask;
    })
}

#[tokio::test]
async fn nothing_is_seen_before_the_watched_agree_and_after_they_end_it() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": ["2"]}));
    let asked = ben.watchers().await;
    assert_eq!(asked[0]["id"], "1", "as the apps know her");
    assert_eq!((&asked[0]["person"]["name"], &asked[0]["may"]), (&json!("Person 1"), &json!(false)));
    app.pass(1);
    assert_eq!(ben.agree("1", &json!({})).await, 200);
    assert_eq!(anna.nearest().await, Value::Null, "what was reported before stays unseen");
    app.pass(1);
    ben.at("52.5250", "13.4050").await;
    assert_eq!(anna.nearest().await, "2");
    let watcher = ben.watchers().await;
    assert_eq!(
        (&watcher[0]["may"], &watcher[0]["is_looking"], &watcher[0]["precision"]),
        (&json!(true), &json!(true), &json!("near"))
    );
    assert!(watcher[0]["looked_at"].is_string(), "{watcher}");
    assert_eq!(ben.refuse("1").await, 200);
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": ["2"]}));
    // The watcher can end it as well, and who has not asked can't be agreed to.
    assert_eq!(ben.agree("1", &json!({})).await, 200);
    anna.call(Method::DELETE, "/users/monitor/2", &[]).await;
    assert_eq!(anna.update().await["no_gps"], json!([]));
    assert_eq!((ben.agree("1", &json!({})).await, ben.refuse("1").await), (404, 404));
    assert_eq!((ben.agree("77", &json!({})).await, ben.refuse("x%20y").await), (404, 404));
}

#[tokio::test]
async fn consent_has_a_time_and_a_precision() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    for wrong in [json!({"precision": "exact"}), json!({"until": "tomorrow"}), json!({"until": 5}), json!([])] {
        assert_eq!(ben.agree("1", &wrong).await, 400, "{wrong}");
    }
    assert_eq!(ben.agree("1", &json!({"until": "1999-01-01T00:00:00Z"})).await, 400);
    let at = |minutes: i64| {
        jiff::Timestamp::from_millisecond(app.ctx.clock.now() + minutes * MINUTE_MS).expect("a time").to_string()
    };
    assert_eq!(ben.agree("1", &json!({"precision": "near", "until": at(3)})).await, 200);
    app.pass(1);
    ben.at("52.5250", "13.4050").await;
    let near = anna.update().await["distance"].clone();
    assert_eq!(ben.agree("1", &json!({"precision": "area", "until": at(4)})).await, 200);
    assert_ne!(anna.update().await["distance"], near);
    app.pass(4 * MINUTE_MS);
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": ["2"]}));
    assert_eq!(ben.watchers().await[0]["may"], false);
}

#[tokio::test]
async fn who_was_refused_does_not_come_back_by_asking_again() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    assert_eq!(ben.refuse("1").await, 200);
    anna.call(Method::DELETE, "/users/monitor/2", &[]).await;
    assert_eq!(ben.watchers().await, json!([]));
    assert_eq!(anna.watch("2").await.text, "{\"monitor\":\"success\"}");
    assert_eq!(ben.watchers().await[0]["is_ended"], true);
    assert_eq!(anna.update().await["no_gps"], json!(["2"]));
    // Ben may think better of it.
    assert_eq!(ben.agree("1", &json!({})).await, 200);
    assert_eq!(anna.nearest().await, Value::Null, "what was erased stays erased");
    app.pass(1);
    ben.at("52.5250", "13.4050").await;
    assert_eq!(anna.nearest().await, "2");
}

#[tokio::test]
async fn friendship_and_blocks_end_it_for_good() {
    let app = start_with(ask).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    let set_up = async || {
        anna.put(&format!("/users/monitor/{}", ben.id), &json!({})).await;
        assert_eq!(ben.put(&format!("/api/nearby/watchers/{}", anna.id), &json!({})).await.status, 200);
        app.pass(1);
        anna.get("/activity/start").await;
        anna.put("/users/location", &json!({"latitude": 52.52, "longitude": 13.405})).await;
        ben.put("/users/location", &json!({"latitude": 52.525, "longitude": 13.405})).await;
    };
    let seen = async || anna.get("/activity/update").await.json()["user"].clone();
    set_up().await;
    assert_eq!(seen().await, json!(ben.id));
    assert_eq!(anna.delete(&format!("/friend?id={}", ben.id)).await.status, 204);
    assert_eq!(seen().await, Value::Null);
    app.befriend(&anna, &ben).await;
    assert_eq!(seen().await, Value::Null, "friends again, and not watched again");
    set_up().await;
    assert_eq!(seen().await, json!(ben.id));
    assert_eq!(ben.post_form("/api/friends/block", &[("id", &anna.id)]).await.status, 200);
    let update = anna.get("/activity/update").await.json();
    assert_eq!((&update["user"], &update["no_gps"]), (&Value::Null, &json!([ben.id])));
    // Who is blocked hears nothing of it, and the one who blocked is not asked.
    assert_eq!(anna.put(&format!("/users/monitor/{}", ben.id), &json!({})).await.status, 200);
    assert_eq!(ben.get("/api/nearby/watchers").await.json()["watchers"], json!([]));
    assert_eq!(ben.put(&format!("/api/nearby/watchers/{}", anna.id), &json!({})).await.status, 404);
    assert_eq!(ben.post_form("/api/friends/unblock", &[("id", &anna.id)]).await.status, 200);
    assert_eq!(seen().await, Value::Null);
    // Ids that are none are refused as before, not looked up.
    for id in ["", "\0", "a b"] {
        assert_eq!(ben.post_form("/api/friends/block", &[("id", id)]).await.code(), "id_invalid", "{id:?}");
        assert_eq!(ben.post_form("/api/friends/remove", &[("id", id)]).await.code(), "id_invalid", "{id:?}");
    }
    assert_eq!(ben.delete("/friend?id=%00").await.code(), "id_invalid");
}

#[tokio::test]
async fn phones_of_those_who_agreed_are_told_of_starts_and_stops() {
    let folder = tempfile::tempdir().expect("a directory");
    let (heard, config) = firebase(folder.path()).await;
    let app = start_with(config).await;
    let (anna, ben, carl) = (Phone::new(&app, "1").await, Phone::new(&app, "2").await, Phone::new(&app, "3").await);
    anna.watch("2").await;
    anna.watch("3").await;
    ben.agree("1", &json!({})).await;
    let told = async || {
        app.run_jobs().await;
        let mut all = std::mem::take(&mut *heard.lock().expect("a lock"));
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all.into_iter().map(|(device, data)| format!("{device} {data}")).collect::<Vec<_>>()
    };
    assert_eq!(told().await, [""; 0]);
    anna.get("/activity/start").await;
    anna.get("/activity/start").await;
    assert_eq!(told().await, ["phone-number-2 {\"logging\":\"start\"}"], "once, and only who agreed");
    // Who agrees while it runs is asked then, who ends it is told.
    carl.agree("1", &json!({})).await;
    assert_eq!(told().await, ["phone-number-3 {\"logging\":\"start\"}"]);
    carl.agree("1", &json!({"precision": "area"})).await;
    assert_eq!(told().await, [""; 0]);
    carl.refuse("1").await;
    assert_eq!(told().await, ["phone-number-3 {\"logging\":\"stop\"}"]);
    anna.get("/activity/disrupt").await;
    assert_eq!(told().await, ["phone-number-2 {\"logging\":\"stop\"}"]);
    anna.get("/activity/start").await;
    anna.get("/activity/stop").await;
    assert_eq!(told().await, ["phone-number-2 {\"logging\":\"stop\"}"], "a start that still waits is needless then");
    // One that nobody ends is over by itself, and told; a consent for a time as well.
    ben.agree("1", &json!({})).await;
    anna.get("/activity/start").await;
    assert_eq!(told().await, ["phone-number-2 {\"logging\":\"start\"}"]);
    let soon = jiff::Timestamp::from_millisecond(app.ctx.clock.now() + MINUTE_MS).expect("a time").to_string();
    assert_eq!(carl.agree("1", &json!({"until": soon})).await, 200);
    assert_eq!(told().await, ["phone-number-3 {\"logging\":\"start\"}"]);
    app.pass(MINUTE_MS);
    assert_eq!(told().await, ["phone-number-3 {\"logging\":\"stop\"}"]);
    app.pass(8 * 60 * MINUTE_MS);
    assert_eq!(anna.get("/activity/update").await.status, 404);
    assert_eq!(told().await, ["phone-number-2 {\"logging\":\"stop\"}"]);
    // What could not be told in time is not told at all.
    anna.get("/activity/start").await;
    app.pass(11 * MINUTE_MS);
    assert_eq!(told().await, [""; 0]);
}

#[tokio::test]
async fn the_end_is_heard_at_once_by_pages_and_on_every_process() {
    let app = start_with(ask).await;
    let twin = app.twin().await;
    let (anna, ben) = two(&app).await;
    let far = Phone {
        user: ben.user.at(twin.as_ref().map_or(&app.url, |twin| &twin.url)),
        id: ben.id.clone(),
        token: ben.token.clone(),
    };
    assert_eq!(far.agree("1", &json!({})).await, 200);
    app.pass(1);
    ben.at("52.5250", "13.4050").await;
    assert_eq!(anna.nearest().await, "2");
    // Where Ben is now, told to the other process.
    far.at("52.5240", "13.4050").await;
    let moved = async || {
        for _ in 0..200 {
            let metres = anna.update().await["distance"].as_f64().unwrap_or_default();
            if metres < 480.0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the other process has not told");
    };
    app.pass(10_000);
    far.at("52.5240", "13.4050").await;
    moved().await;
    let session = app.user("Anna").await;
    session.put(&format!("/users/monitor/{}", ben.id), &json!({})).await;
    far.call(Method::PUT, &format!("/api/nearby/watchers/{}", session.id), &[]).await;
    session.get("/activity/start").await;
    let mut page = Live::open(&session).await;
    assert_eq!(far.refuse(&session.id).await, 200);
    page.until("nearby").await;
    assert_eq!(far.refuse("1").await, 200);
    assert_eq!(anna.nearest().await, Value::Null);
}

#[tokio::test]
async fn hiding_and_sharing_have_a_time() {
    let app = start_with(ask).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    anna.put(&format!("/users/monitor/{}", ben.id), &json!({})).await;
    ben.put(&format!("/api/nearby/watchers/{}", anna.id), &json!({})).await;
    anna.get("/activity/start").await;
    let here = [("latitude", "52.5200"), ("longitude", "13.4050"), ("accuracy", "12.4")];
    assert_eq!(anna.post_form("/api/nearby/position", &here).await.status, 200);
    let there = [("latitude", "52.5250"), ("longitude", "13.4050")];
    let seen = async || anna.get("/activity/update").await.json()["user"].clone();
    // A page reports for its owner only, until that shares.
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(seen().await, Value::Null);
    app.pass(1);
    assert_eq!(ben.post_form("/api/nearby/share", &[("minutes", "15")]).await.status, 200);
    assert_eq!(seen().await, Value::Null, "where Ben was before is not shared");
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(seen().await, json!(ben.id));
    assert_eq!(ben.post_form("/api/nearby/hide", &[("minutes", "30")]).await.status, 200);
    app.pass(1);
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(seen().await, Value::Null);
    app.pass(1);
    assert_eq!(ben.post_form("/api/nearby/hide", &[("minutes", "0")]).await.status, 200);
    assert_eq!(seen().await, Value::Null, "where Ben was while hidden stays hidden");
    app.pass(1);
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(seen().await, json!(ben.id));
    app.pass(14 * MINUTE_MS);
    anna.post_form("/api/nearby/position", &here).await;
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(seen().await, json!(ben.id));
    app.pass(MINUTE_MS);
    assert_eq!(seen().await, Value::Null);
    for (path, minutes) in [("share", "-1"), ("share", "99999"), ("hide", "x"), ("hide", "-5")] {
        let path = format!("/api/nearby/{path}");
        assert_eq!(ben.post_form(&path, &[("minutes", minutes)]).await.status, 400, "{path} {minutes}");
    }
    // Too close: the activity ends, and Anna is hidden from everybody for 30 minutes.
    ben.put(&format!("/users/monitor/{}", anna.id), &json!({})).await;
    anna.put(&format!("/api/nearby/watchers/{}", ben.id), &json!({})).await;
    ben.get("/activity/start").await;
    app.pass(1);
    ben.post_form("/api/nearby/position", &there).await;
    anna.put("/users/location", &json!({"latitude": "52.5200", "longitude": "13.4050"})).await;
    let sees_anna = async || ben.get("/activity/update").await.json()["user"].clone();
    assert_eq!(sees_anna().await, json!(anna.id));
    assert_eq!(anna.get("/activity/disrupt").await.status, 200);
    anna.put("/users/location", &json!({"latitude": "52.5200", "longitude": "13.4050"})).await;
    assert_eq!(sees_anna().await, Value::Null);
    assert_eq!(ben.get("/activity/update").await.json()["no_gps"], json!([anna.id]), "hidden looks like switched off");
    app.pass(29 * MINUTE_MS);
    anna.put("/users/location", &json!({"latitude": "52.5200", "longitude": "13.4050"})).await;
    ben.post_form("/api/nearby/position", &there).await;
    assert_eq!(sees_anna().await, Value::Null);
    app.pass(2 * MINUTE_MS);
    assert_eq!(sees_anna().await, Value::Null, "where Anna was while hidden stays hidden");
    anna.put("/users/location", &json!({"latitude": "52.5200", "longitude": "13.4050"})).await;
    assert_eq!(sees_anna().await, json!(anna.id));
}

#[tokio::test]
async fn a_page_at_home_does_not_hide_what_the_phone_reports() {
    let app = start_with(ask).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    anna.put(&format!("/users/monitor/{}", ben.id), &json!({})).await;
    ben.put(&format!("/api/nearby/watchers/{}", anna.id), &json!({})).await;
    anna.get("/activity/start").await;
    let here = json!({"latitude": "52.5200", "longitude": "13.4050"});
    let there = json!({"latitude": "52.5250", "longitude": "13.4050"});
    // Too far to have come from there in a minute.
    let home = [("latitude", "52.9000"), ("longitude", "13.4050")];
    let seen = async || {
        anna.put("/users/location", &here).await;
        anna.get("/activity/update").await.json()["user"].clone()
    };
    ben.put("/users/location", &there).await;
    app.pass(5 * MINUTE_MS - 1_000);
    assert_eq!(ben.post_form("/api/nearby/position", &home).await.status, 200);
    assert_eq!(seen().await, json!(ben.id));
    app.pass(1_000);
    ben.post_form("/api/nearby/position", &home).await;
    assert_eq!(seen().await, Value::Null, "the phone is silent, and the page is its owner's only");
    ben.put("/users/location", &there).await;
    assert_eq!(seen().await, json!(ben.id), "the phone is back");
}

#[tokio::test]
async fn a_change_of_the_precision_keeps_the_time_and_what_ran_out_can_be_asked_for_again() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    let soon = jiff::Timestamp::from_millisecond(app.ctx.clock.now() + 60 * MINUTE_MS).expect("a time").to_string();
    assert_eq!(ben.agree("1", &json!({"until": soon})).await, 200);
    assert_eq!(ben.agree("1", &json!({"precision": "area"})).await, 200);
    let watcher = ben.watchers().await;
    assert!(watcher[0]["until"].is_string(), "it still ends: {watcher}");
    for wrong in [json!({"until": true}), json!({"until": []})] {
        assert_eq!(ben.agree("1", &wrong).await, 400, "{wrong}");
    }
    app.pass(61 * MINUTE_MS);
    app.run_jobs().await;
    assert_eq!(ben.watchers().await[0]["may"], false);
    // A time that is over is no refusal: Anna may ask, and Ben hears of it.
    assert_eq!(anna.watch("2").await.text, "{\"monitor\":\"success\"}");
    let watcher = ben.watchers().await;
    assert_eq!((&watcher[0]["is_ended"], &watcher[0]["may"]), (&json!(false), &json!(false)), "{watcher}");
    // Who refused is not asked again.
    assert_eq!(ben.refuse("1").await, 200);
    assert_eq!(anna.watch("2").await.text, "{\"relation\":\"already in relation\"}");
    assert_eq!(ben.watchers().await[0]["is_ended"], true);
}

#[tokio::test]
async fn a_block_from_the_letters_apps_ends_consent_too() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    ben.agree("1", &json!({})).await;
    app.pass(1);
    ben.at("52.5250", "13.4050").await;
    assert_eq!(anna.nearest().await, "2");
    let watcher = ben.watchers().await;
    let id = watcher[0]["person"]["id"].as_str().expect("an id").to_owned();
    let blocked = ben.call(Method::POST, "/block_contacts", &[("contacts_to_block", &json!([id]).to_string())]).await;
    assert_eq!(blocked.status, 200, "{}", blocked.text);
    assert_eq!(anna.update().await["no_gps"], json!(["2"]));
    assert_eq!(ben.watchers().await, json!([]));
}

#[tokio::test]
async fn who_was_never_asked_is_seen_by_nobody_once_everybody_is_asked() {
    let app = start_with(|_| ()).await;
    let (anna, _ben) = two(&app).await;
    assert_eq!(anna.nearest().await, "2", "nobody was asked");
    app.ctx.db.execute(super::super::store::end_silent()).await.expect("ended");
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": ["2"]}));
}
