//! Bad input of every field: a clear error, the right status, nothing stored.

use super::{body, make, with, without};
use crate::server::tests::{TestApp, harness};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_body_with_a_bad_field_is_refused_and_stores_nothing() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let long = |length: usize| json!("x".repeat(length));
    let bad: [(&str, Value, &str); 34] = [
        ("type", json!("both"), "kind_invalid"),
        ("type", json!(7), "malformed"),
        ("type", Value::Null, "kind_invalid"),
        ("name", json!(""), "name_empty"),
        ("name", json!("  "), "name_empty"),
        ("name", json!(["x"]), "malformed"),
        ("name", long(201), "name_too_long"),
        ("name", json!("a\u{0}b"), "name_invalid"),
        ("name", json!("a\u{202e}b"), "name_invalid"),
        ("is_private", json!("yes"), "malformed"),
        ("is_private", json!(1), "malformed"),
        ("is_private", Value::Null, "flag_invalid"),
        ("datetime", json!(""), "time_invalid"),
        ("datetime", json!("30.02.2026 19:00"), "time_invalid"),
        ("datetime", json!("29.02.2027 19:00"), "time_invalid"),
        ("datetime", json!("23.13.2026 19:00"), "time_invalid"),
        ("datetime", json!("00.11.2026 19:00"), "time_invalid"),
        ("datetime", json!("23.11.2026 24:00"), "time_invalid"),
        ("datetime", json!("23.11.2026 19:60"), "time_invalid"),
        ("datetime", json!("23.11.2026"), "time_invalid"),
        ("datetime", json!("23.11.0000 19:00"), "time_invalid"),
        ("datetime", json!("23.11.99999 19:00"), "time_invalid"),
        ("datetime", json!("23.11.1899 19:00"), "time_invalid"),
        ("datetime", json!("23.11.2201 19:00"), "time_invalid"),
        ("datetime", json!("2026-11-23T19:00"), "time_invalid"),
        ("datetime", json!("+3.11.2026 19:00"), "time_invalid"),
        ("datetime", json!(1_795_176_000_000_i64), "malformed"),
        ("address", json!(""), "address_empty"),
        ("address", long(501), "address_too_long"),
        ("address", json!({}), "malformed"),
        ("icon", json!("../../etc/passwd"), "icon_unknown"),
        ("icon", json!("nothing.svg"), "icon_unknown"),
        ("description", long(10_001), "description_too_long"),
        ("description", json!("a\u{7}b"), "name_invalid"),
    ];
    for (field, value, code) in bad {
        let answer = anna.post("/event", &with("group", field, value.clone())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, code), "{field}: {value}");
    }
    for field in ["type", "name", "is_private", "datetime", "address"] {
        assert_eq!(anna.post("/event", &without("single", field)).await.status, 400, "without {field}");
    }
    assert_eq!(anna.get("/user").await.json()["event_id_list"], json!([]));
    for field in ["icon", "description"] {
        make(&anna, &without("single", field)).await;
        make(&anna, &with("single", field, Value::Null)).await;
    }
}

#[tokio::test]
async fn a_change_with_a_bad_field_changes_nothing() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let id = make(&anna, &body("single")).await;
    let before = anna.get(&format!("/event?id={id}")).await.text;
    let bad = [
        ("name", json!("")),
        ("name", json!(7)),
        ("datetime", json!("31.4.2026 10:00")),
        ("address", json!(" ")),
        ("icon", json!("nothing")),
        ("is_private", json!("maybe")),
        ("description", json!("x".repeat(10_001))),
    ];
    for (field, value) in bad {
        let mut change = json!({"id": id, "type": "single", "description": "changed"});
        change[field] = value.clone();
        assert_eq!(anna.put("/event", &change).await.status, 400, "{field}: {value}");
    }
    assert_eq!(anna.put("/event", &json!({"type": "single"})).await.code(), "id_invalid");
    assert_eq!(anna.put("/event", &json!({"id": id})).await.code(), "kind_invalid");
    assert_eq!(anna.put("/event", &json!({"id": "ä", "type": "single"})).await.status, 400);
    assert_eq!(anna.get(&format!("/event?id={id}")).await.text, before);
    assert_eq!(
        anna.put("/event", &json!({"id": id, "type": "single", "name": null})).await.status,
        204,
        "null is absent"
    );
    assert_eq!(anna.get(&format!("/event?id={id}")).await.text, before);
}

#[tokio::test]
async fn bodies_that_are_no_json_or_too_much_are_refused() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let post = |content_type: &'static str, body: String| {
        let request = anna.request(Method::POST, "/event").body(body);
        harness::send(if content_type.is_empty() { request } else { request.header("content-type", content_type) })
    };
    let good = body("single").to_string();
    for text in ["", "{", "[]", "null", "\"x\"", "{\"type\": \"single\", \"type\": \"single\"}"] {
        assert_eq!(post("application/json", text.to_owned()).await.status, 400, "{text}");
    }
    for content_type in ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
        assert_eq!(post(content_type, good.clone()).await.code(), "content_type", "{content_type}");
    }
    assert_eq!(post("application/json; charset=utf-8", good.clone()).await.status, 200);
    let huge = with("single", "description", json!("x".repeat(70_000))).to_string();
    assert_eq!(post("application/json", huge).await.code(), "too_large");
    assert_eq!(anna.get("/user").await.json()["event_id_list"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn ids_and_months_are_checked() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let long = "x".repeat(65);
    for id in ["", "%20", "a.b", "%00", "ä", "%27%20or%201=1", long.as_str()] {
        for path in ["/event", "/member"] {
            assert_eq!(anna.get(&format!("{path}?id={id}")).await.code(), "id_invalid", "{path} {id}");
        }
        for path in ["/event", "/event/group/leave"] {
            assert_eq!(anna.delete(&format!("{path}?id={id}")).await.code(), "id_invalid", "{path} {id}");
        }
    }
    assert_eq!(anna.get("/event").await.status, 400);
    assert_eq!(anna.get("/event?id=unknown").await.code(), "not_found");
    let months = [
        "",
        "year=2026",
        "month=11",
        "year=2026&month=0",
        "year=2026&month=13",
        "year=x&month=1",
        "year=2026&month=-1",
        "year=1899&month=1",
        "year=2201&month=1",
        "year=99999&month=1",
        "year=0&month=1",
        "year=2026&month=1e0",
    ];
    for month in months {
        assert_eq!(anna.get(&format!("/events?{month}")).await.code(), "time_invalid", "{month}");
    }
    assert_eq!(anna.get("/events?year=2026&month=01").await.status, 200);
}

#[tokio::test]
async fn wrong_verbs_are_405_and_paths_are_case_sensitive() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for (method, path) in [
        (Method::POST, "/user"),
        (Method::PATCH, "/event"),
        (Method::PUT, "/events"),
        (Method::POST, "/event/group/leave"),
        (Method::DELETE, "/load_icon/bell.svg"),
    ] {
        let answer = harness::send(anna.request(method.clone(), path)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (405, "method"), "{method} {path}");
        assert!(!answer.header("allow").is_empty(), "{method} {path}");
    }
    for path in ["/User", "/EVENT", "/api/nothing", "/api/calendar/Month"] {
        assert_eq!(anna.get(path).await.code(), "not_found", "{path}");
    }
    let head = harness::send(anna.request(Method::HEAD, "/user")).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
}
