//! What the page reads, and its forms.

use super::{MINUTE_MS, start_with};
use crate::server::config::Consent;
use serde_json::{Value, json};

#[tokio::test]
async fn the_page_tells_who_is_seen_and_who_was_only_asked() {
    let app = start_with(|config| config.nearby_consent = Consent::Ask).await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    let empty = anna.get("/api/nearby").await;
    assert_eq!((empty.status.as_u16(), empty.header("cache-control")), (200, "no-store"));
    assert_eq!(
        empty.json(),
        json!({"activity": null, "me": null, "shares_until": null, "hidden_until": null, "own_age": null, "sights": [], "watched_by": 0})
    );
    for other in [&ben, &carl] {
        app.pass(1);
        assert_eq!(anna.post_form("/api/nearby/watch", &[("id", &other.id)]).await.status, 200);
    }
    let answer = [("id", anna.id.as_str()), ("action", "agree"), ("precision", "area"), ("hours", "2")];
    assert_eq!(ben.post_form("/api/nearby/answer", &answer).await.status, 200);
    let states = async || {
        let page = anna.get("/api/nearby").await.json();
        let sights = page["sights"].as_array().expect("a list").clone();
        sights
            .iter()
            .map(|one| {
                format!(
                    "{} {}",
                    one["person"]["name"].as_str().expect("a name"),
                    one["state"].as_str().expect("a state")
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(states().await, ["Ben agreed", "Carl asked"]);
    assert_eq!(anna.post_form("/api/nearby/start", &[("hours", "2"), ("share", "15")]).await.status, 200);
    assert_eq!(states().await, ["Ben off", "Carl asked"]);
    ben.put("/users/location", &json!({"latitude": 52.525, "longitude": 13.405, "accuracy": 8})).await;
    carl.put("/users/location", &json!({"latitude": 52.525, "longitude": 13.405})).await;
    anna.post_form("/api/nearby/position", &[("latitude", "52.5200"), ("longitude", "13.4050")]).await;
    app.pass(2 * MINUTE_MS);
    let page = anna.get("/api/nearby").await.json();
    let ben_seen = &page["sights"][0];
    assert_eq!(
        (&ben_seen["state"], &ben_seen["precision"], &ben_seen["age"], &ben_seen["accuracy"]),
        (&json!("here"), &json!("area"), &json!(120), &json!(500))
    );
    let metres = ben_seen["distance"].as_f64().expect("metres");
    assert!((metres - 556.0).abs() < 500.0, "{metres}");
    assert_eq!((&page["own_age"], &page["activity"]["minutes"]), (&json!(120), &json!(2)));
    assert!(page["shares_until"].is_string(), "{page}");
    assert!(page["me"]["name"].as_str().is_some_and(|name| name.starts_with("Anna")), "{page}");
    assert_eq!(states().await[1], "Carl asked", "where Carl is stays with Carl");
    app.pass(4 * MINUTE_MS);
    assert_eq!(states().await, ["Ben quiet", "Carl asked"]);
    // Who is watched sees it.
    let watched = ben.get("/api/nearby").await.json();
    assert_eq!(watched["watched_by"], 1);
    // It ends by itself after two hours, and so does the consent.
    app.pass(2 * 60 * MINUTE_MS);
    assert_eq!(anna.get("/api/nearby").await.json()["activity"], Value::Null);
    assert_eq!(states().await, ["Ben asked", "Carl asked"]);
}

#[tokio::test]
async fn past_activities_are_read_in_pages_without_positions() {
    let app = start_with(|config| config.nearby_consent = Consent::Anyone).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    anna.post_form("/api/nearby/watch", &[("id", &ben.id)]).await;
    for round in 0..52 {
        app.pass(MINUTE_MS);
        assert_eq!(anna.get("/activity/start").await.status, 200);
        app.pass(3 * MINUTE_MS);
        if round == 51 {
            ben.put("/users/location", &json!({"latitude": 52.525, "longitude": 13.405})).await;
            anna.put("/users/location", &json!({"latitude": 52.52, "longitude": 13.405})).await;
            assert_eq!(anna.post_form("/api/nearby/disrupt", &[]).await.status, 200);
        } else {
            assert_eq!(anna.post_form("/api/nearby/stop", &[]).await.status, 200);
        }
    }
    let first = anna.get("/api/nearby/history").await.json();
    let rows = first["activities"].as_array().expect("a list");
    assert_eq!((rows.len(), &rows[0]["is_disrupted"], &rows[0]["minutes"]), (50, &json!(true), &json!(3)));
    assert_eq!(rows[0]["disrupted_by"]["name"], "Ben");
    let keys: Vec<&String> = rows[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["disrupted_by", "ended_at", "id", "is_disrupted", "minutes", "started_at"], "no positions");
    let next = first["next"].as_str().expect("more");
    let second = anna.get(&format!("/api/nearby/history?after={next}")).await.json();
    assert_eq!((second["activities"].as_array().expect("a list").len(), &second["next"]), (2, &Value::Null));
    assert_eq!(ben.get("/api/nearby/history").await.json()["activities"], json!([]));
    assert_eq!(anna.get("/api/nearby/history?after=x").await.status, 400);
}

#[tokio::test]
async fn forms_refuse_what_makes_no_sense() {
    let app = start_with(|config| config.nearby_consent = Consent::Ask).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let post = async |path: &str, form: &[(&str, &str)]| {
        let answer = anna.post_form(&format!("/api/nearby/{path}"), form).await;
        (answer.status.as_u16(), answer.code())
    };
    for (path, form, status, code) in [
        ("watch", vec![], 404, "not_found"),
        ("watch", vec![("id", "nobody")], 404, "not_found"),
        ("unwatch", vec![("id", "\u{0}")], 404, "not_found"),
        ("answer", vec![("id", ben.id.as_str()), ("action", "agree")], 404, "not_found"),
        ("answer", vec![("id", ben.id.as_str()), ("action", "perhaps")], 400, "malformed"),
        ("answer", vec![("id", ben.id.as_str()), ("action", "agree"), ("precision", "exact")], 400, "malformed"),
        ("answer", vec![("id", ben.id.as_str()), ("action", "agree"), ("hours", "-1")], 400, "time_invalid"),
        ("start", vec![("hours", "0")], 400, "malformed"),
        ("start", vec![("hours", "25")], 400, "malformed"),
        ("start", vec![("hours", "1"), ("share", "100000")], 400, "malformed"),
        ("stop", vec![], 404, "not_found"),
        ("disrupt", vec![], 404, "not_found"),
        ("position", vec![("latitude", "1")], 400, "malformed"),
        ("position", vec![("latitude", "91"), ("longitude", "0")], 400, "position_invalid"),
        ("share", vec![], 400, "malformed"),
    ] {
        assert_eq!(post(path, &form).await, (status, code.to_owned()), "{path} {form:?}");
    }
    // A browser without scripts is led back to the page, with the reason.
    let answer = anna.submit("/api/nearby/stop", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/nearby?problem=not_found"));
    let answer = anna.submit("/api/nearby/start", &[("hours", "2")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/nearby"));
}
