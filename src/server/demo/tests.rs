//! The example circle is as lively as it says.

use super::people::{PASSWORD, PEOPLE};
use crate::server::tests::TestApp;

#[tokio::test]
async fn the_demo_fills_an_empty_database_once() {
    let app = TestApp::start().await;
    let told = super::fill(&app.ctx).await.expect("filled");
    assert!(told.contains("12 people"), "{told}");
    assert!(super::fill(&app.ctx).await.is_err(), "never over somebody's data");
    let languages: std::collections::HashSet<_> = PEOPLE.iter().map(|person| person.account().language).collect();
    assert_eq!(languages.len(), 4);
    let mara = app.stranger();
    assert_eq!(mara.post_form("/api/account/sign-in", &[("login", "mara"), ("password", PASSWORD)]).await.status, 200);
    let user = mara.get("/user").await.json();
    assert_eq!(user["friend_id_list"].as_array().map(Vec::len), Some(10));
    assert_eq!(user["invite_id_list"].as_array().map(Vec::len), Some(2), "somebody asks, and somebody invites");
    assert!(mara.get("/api/notices/waiting").await.json()["messages"].as_i64().is_some_and(|n| n > 5));
    let months = ["/events?year=2026&month=10", "/events?year=2026&month=11", "/events?year=2026&month=12"];
    for month in months {
        assert!(mara.get(month).await.json().as_object().is_some_and(|days| days.len() > 3), "{month}");
    }
    let desk = mara.get("/api/letters/desk").await.json();
    assert_eq!((&desk["level"], &desk["sealed"], &desk["requests"]), (&"Postkeeper".into(), &1.into(), &0.into()));
    assert_eq!(mara.get("/api/letters/inbox").await.json()["letters"].as_array().map(Vec::len), Some(5));
    let board = mara.get("/api/board").await.json();
    assert!(board["tallies"].as_array().is_some_and(|tallies| tallies.len() == 6), "{board}");
    assert_eq!(board["feed"][0]["comment"], "Fourth one. No regrets.");
    assert_eq!(mara.get("/api/notices/waiting").await.json()["watchers"], 1);
    let nearby = mara.get("/api/nearby").await.json();
    assert_eq!(nearby["sights"].as_array().map(Vec::len), Some(6));
    assert_eq!(mara.get("/api/nearby/watchers").await.json()["watchers"].as_array().map(Vec::len), Some(4));
    assert_eq!(mara.get("/api/nearby/history").await.json()["activities"].as_array().map(Vec::len), Some(4));
    assert_eq!(app.mails().await.len(), 0, "nobody is written to");
}
