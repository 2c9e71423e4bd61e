//! Every row of the contract.

use super::{MINUTE_MS, Phone, create, start_with};
use crate::server::{config::Switch, tests::harness::send};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_token_of_facebook_makes_an_account_and_knows_it_again() {
    let app = start_with(|_| {}).await;
    let stranger = app.stranger();
    let made = create(&stranger, "1001", "token of 1001").await;
    assert_eq!((made.status.as_u16(), &made.json()["creation"]), (200, &json!("success")));
    let again = create(&stranger, "1001", "token of 1001").await;
    assert_ne!(made.json()["token"], again.json()["token"]);
    for token in [made, again].map(|made| made.json()["token"].as_str().expect("a token").to_owned()) {
        let other = stranger.request(Method::GET, "/users/token").header("x-auth-token", &token);
        let issued = send(other).await;
        assert_eq!(issued.status, 200);
        assert_eq!(issued.header("cache-control"), "no-store");
        let issued = issued.json()["token"].as_str().expect("a token").to_owned();
        let started = send(stranger.request(Method::GET, "/activity/start").header("x-auth-token", issued)).await;
        assert_eq!((started.status.as_u16(), started.text.as_str()), (200, "{\"start\":\"success\"}"));
    }
    for (id, token, status) in [
        ("1002", "token of 1001", 403),
        ("1002", "stolen", 403),
        ("1002", "", 403),
        ("", "token of ", 400),
        ("../etc", "token of ../etc", 400),
        ("abc", "token of abc", 400),
    ] {
        assert_eq!(create(&stranger, id, token).await.status, status, "{id} {token}");
    }
    for missing in ["token_id", "facebook_id", "gcm", "name"] {
        let all = [("token_id", "token of 7"), ("facebook_id", "7"), ("name", "x"), ("gcm", "g")];
        let form: Vec<_> = all.into_iter().filter(|(key, _)| *key != missing).collect();
        assert_eq!(stranger.post_form("/users/create", &form).await.status, 400, "{missing}");
    }
    // JSON is fine as well, and twice at once makes one account.
    let body = json!({"token_id": "token of 1003", "facebook_id": "1003", "name": "", "gcm": ""});
    let (one, other) = tokio::join!(stranger.post("/users/create", &body), stranger.post("/users/create", &body));
    assert_eq!([one.status.as_u16(), other.status.as_u16()], [200, 200]);
    let count = "select count(*) from identities where subject = '1003'";
    let mut conn = app.ctx.db.read().await.expect("a connection");
    assert_eq!(conn.one(sqlx::query_as::<_, (i64,)>(count)).await.expect("a count").0, 1);
}

#[tokio::test]
async fn without_an_app_nobody_is_let_in() {
    let app = start_with(|config| config.facebook_app_id = None).await;
    assert_eq!(create(&app.stranger(), "1", "token of 1").await.status, 403);
    let app = start_with(|config| config.facebook_verify = Switch::Off).await;
    assert_eq!(create(&app.stranger(), "1", "anything").await.status, 200);
    let app = start_with(|config| config.facebook_graph_url = Some("http://127.0.0.1:9".into())).await;
    assert_eq!(create(&app.stranger(), "1", "token of 1").await.status, 503);
}

#[tokio::test]
async fn no_token_is_403_everywhere() {
    let app = start_with(|_| {}).await;
    let guest = app.stranger();
    guest.post_form("/api/account/visit", &[("name", "Gerda"), ("time_zone", "UTC")]).await;
    for user in [app.stranger(), guest] {
        for path in [
            "/users/token",
            "/activity/start",
            "/activity/create",
            "/activity/update",
            "/activity/disrupt",
            "/activity/stop",
        ] {
            for token in [None, Some("nobody's"), Some("")] {
                let request = user.request(Method::GET, path);
                let request = match token {
                    Some(token) => request.header("x-auth-token", token),
                    None => request,
                };
                let answer = send(request).await;
                assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "token_invalid"), "{path}");
            }
        }
        for path in ["/api/nearby", "/api/nearby/watchers", "/api/nearby/history"] {
            assert_eq!(user.get(path).await.code(), "token_invalid", "{path}");
        }
        for path in ["start", "stop", "disrupt", "watch", "unwatch", "answer", "share", "hide", "position"] {
            let path = format!("/api/nearby/{path}");
            assert_eq!(user.post_form(&path, &[]).await.code(), "token_invalid", "{path}");
        }
        assert_eq!(user.put("/api/nearby/watchers/1", &json!({})).await.status, 403);
        assert_eq!(user.delete("/api/nearby/watchers/1").await.status, 403);
        assert_eq!(user.delete("/users/monitor/1").await.status, 403);
        assert_eq!(user.put("/users/monitor/1", &json!({})).await.status, 403);
        assert_eq!(user.put("/users/location", &json!({"latitude": 1, "longitude": 1})).await.status, 403);
    }
    // A session of the pages is as good as a token.
    let anna = app.user("Anna").await;
    assert_eq!(anna.get("/activity/start").await.status, 200);
    let foreign = anna.request(Method::GET, "/activity/stop").header("origin", "https://elsewhere.example");
    assert_eq!(send(foreign).await.code(), "cross_origin");
}

#[tokio::test]
async fn positions_are_read_as_phones_write_them() {
    let app = start_with(|_| {}).await;
    let anna = Phone::new(&app, "1").await;
    for (latitude, longitude) in
        [("52.5", "13.4"), ("Latitude: 52.5", "Longitude: 13.4"), ("null", "null"), ("", ""), ("NULL", "13.4")]
    {
        let noted = anna.at(latitude, longitude).await;
        assert_eq!((noted.status.as_u16(), noted.text.as_str()), (200, "{\"location\":\"update\"}"), "{latitude}");
    }
    for (latitude, longitude) in [("NaN", "1"), ("91", "0"), ("0", "181"), ("inf", "0"), ("north", "0"), ("1,5", "0")] {
        assert_eq!(anna.at(latitude, longitude).await.status, 400, "{latitude} {longitude}");
    }
    assert_eq!(anna.call(Method::PUT, "/users/location", &[("latitude", "1")]).await.status, 400);
    let request = |body: Value| {
        let request = anna.user.request(Method::PUT, "/users/location").header("x-auth-token", &anna.token);
        send(request.json(&body))
    };
    assert_eq!(request(json!({"latitude": null, "longitude": null})).await.status, 200);
    assert_eq!(request(json!({"latitude": 1.5, "longitude": "2"})).await.status, 200);
    assert_eq!(request(json!({"latitude": [1], "longitude": 2})).await.status, 400);
    assert_eq!(request(json!([1, 2])).await.status, 400);
}

#[tokio::test]
async fn watching_begins_and_ends_by_any_id() {
    let app = start_with(|_| {}).await;
    let (anna, ben) = (Phone::new(&app, "1").await, Phone::new(&app, "2").await);
    assert_eq!(anna.watch("2").await.text, "{\"monitor\":\"success\"}");
    assert_eq!(anna.watch("2").await.text, "{\"relation\":\"already in relation\"}");
    assert_eq!(anna.watch("1").await.text, "{\"monitor\":\"success\"}", "oneself");
    let carl = app.user("Carl").await;
    assert_eq!(anna.watch(&carl.id).await.text, "{\"monitor\":\"success\"}");
    for unknown in ["3", "nobody", "%00"] {
        assert_eq!(anna.watch(unknown).await.status, 404, "{unknown}");
        assert_eq!(anna.call(Method::DELETE, &format!("/users/monitor/{unknown}"), &[]).await.status, 404, "{unknown}");
    }
    for _ in 0..2 {
        let ended = anna.call(Method::DELETE, "/users/monitor/2", &[]).await;
        assert_eq!((ended.status.as_u16(), ended.text.as_str()), (200, "{\"unmonitor\":\"success\"}"));
    }
    assert_eq!(ben.call(Method::POST, "/users/monitor/1", &[]).await.status, 405);
}

#[tokio::test]
async fn an_activity_tells_who_is_nearest_silent_or_off() {
    let app = start_with(|_| {}).await;
    let anna = Phone::new(&app, "1").await;
    assert_eq!(anna.get("/activity/update").await.status, 404);
    assert_eq!(anna.get("/activity/stop").await.status, 404);
    assert_eq!(anna.get("/activity/disrupt").await.status, 404);
    let mut others = Vec::new();
    for id in ["2", "3", "4", "5", "6"] {
        let one = Phone::new(&app, id).await;
        app.pass(1);
        anna.watch(id).await;
        others.push(one);
    }
    assert_eq!(anna.get("/activity/create").await.text, "{\"start\":\"success\"}");
    assert_eq!(anna.get("/activity/start").await.text, "{\"start\":\"success\"}");
    let all = json!(["2", "3", "4", "5", "6"]);
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": all}));
    // Without an own position nobody is nearest.
    others[0].at("52.5300", "13.4050").await;
    assert_eq!(
        anna.update().await,
        json!({"user": null, "distance": null, "stale": [], "no_gps": ["3", "4", "5", "6"]})
    );
    anna.at("52.5200", "13.4050").await;
    others[1].at("52.5250", "13.4050").await;
    others[2].at("48.1370", "11.5750").await;
    others[3].at("", "").await;
    let update = anna.update().await;
    assert_eq!((&update["user"], &update["stale"], &update["no_gps"]), (&json!("3"), &json!([]), &json!(["5", "6"])));
    let metres = update["distance"].as_f64().expect("metres");
    assert!((metres - 556.0).abs() < 80.0, "{metres}");
    app.pass(5 * MINUTE_MS);
    assert_eq!(anna.update().await["stale"], json!([]));
    app.pass(1);
    assert_eq!(anna.update().await["stale"], json!(["2", "3", "4", "5", "6"]));
    // The clock begins anew with every report, also of the same place.
    others[1].at("52.5250", "13.4050").await;
    let update = anna.update().await;
    assert_eq!((&update["user"], &update["stale"]), (&json!("3"), &json!(["2", "4", "5", "6"])));
    assert_eq!(anna.get("/activity/disrupt").await.text, "{\"disrupt\":\"success\"}");
    assert_eq!(anna.get("/activity/disrupt").await.status, 404);
    assert_eq!(anna.get("/activity/update").await.status, 404);
    assert_eq!(anna.get("/activity/start").await.status, 200);
    assert_eq!(anna.get("/activity/stop").await.text, "{\"stop\":\"success\"}");
    assert_eq!(anna.get("/activity/stop").await.status, 404);
}

#[tokio::test]
async fn what_nobody_needs_any_more_is_erased_at_once() {
    let app = start_with(|_| {}).await;
    let (anna, ben) = (Phone::new(&app, "1").await, Phone::new(&app, "2").await);
    anna.watch("2").await;
    let count = async || {
        let sql = "select count(*) from nearby_positions";
        app.ctx.db.read().await.expect("a connection").one(sqlx::query_as::<_, (i64,)>(sql)).await.expect("a count").0
    };
    // A fix before a start counts.
    ben.at("52.5250", "13.4050").await;
    anna.at("52.5200", "13.4050").await;
    anna.get("/activity/start").await;
    assert_eq!((anna.update().await["user"].clone(), count().await), (json!("2"), 2));
    anna.get("/activity/stop").await;
    assert_eq!(count().await, 0);
    anna.get("/activity/start").await;
    assert_eq!(anna.update().await["no_gps"], json!(["2"]));
    // After an hour at the latest.
    ben.at("52.5250", "13.4050").await;
    app.pass(61 * MINUTE_MS);
    app.run_jobs().await;
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn who_jumps_is_not_believed_for_a_minute() {
    let app = start_with(|_| {}).await;
    let (anna, ben) = (Phone::new(&app, "1").await, Phone::new(&app, "2").await);
    anna.watch("2").await;
    anna.get("/activity/start").await;
    anna.at("52.5200", "13.4050").await;
    ben.at("52.5250", "13.4050").await;
    let before = anna.update().await["distance"].clone();
    app.pass(10_000);
    assert_eq!(anna.at("52.5950", "13.4050").await.status, 200);
    assert_eq!(anna.update().await["distance"], before);
    app.pass(50_000);
    anna.at("52.5950", "13.4050").await;
    assert_ne!(anna.update().await["distance"], before);
}

#[tokio::test]
async fn the_newsletter_takes_an_address_once() {
    let app = start_with(|_| {}).await;
    let anyone = app.stranger();
    let add = async |email: &str| anyone.post_form("/subscription/add", &[("email", email)]).await;
    assert_eq!(add("ben@example.org").await.text, "{\"Subscription\":\"success\"}");
    assert_eq!(add("ben@example.org").await.status, 409);
    assert_eq!(add("no address").await.status, 400);
    assert_eq!(anyone.post_form("/subscription/add", &[]).await.status, 400);
}
