//! Positions: how often they are stored, what is made of them, and how little they tell.

use super::{Phone, ask, start_with, two};
use crate::{
    app::nearby::wire::Precision,
    server::nearby::{Point, positions},
};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_position_is_written_once_in_a_while_and_survives_a_restart() {
    let app = start_with(|_| {}).await;
    let (anna, ben) = (Phone::new(&app, "1").await, Phone::new(&app, "2").await);
    anna.watch("2").await;
    anna.get("/activity/start").await;
    anna.at("52.5200", "13.4050").await;
    ben.at("52.5250", "13.4050").await;
    let before = app.ctx.db.statements();
    // Session and rights are read; nothing is written.
    for step in 1..=20 {
        app.pass(1_000);
        assert_eq!(ben.at(&format!("52.5{:03}", 250 + step), "13.4050").await.status, 200);
    }
    let kept = "select latitude from nearby_positions where account_id <> '' order by latitude desc";
    let stored = async || {
        let mut conn = app.ctx.db.read().await.expect("a connection");
        conn.all(sqlx::query_as::<_, (i64,)>(kept)).await.expect("rows")[0].0
    };
    assert_eq!(stored().await, 52_525_000);
    let update = anna.update().await["distance"].as_f64().expect("metres");
    assert!((update - 780.0).abs() < 80.0, "what is newer is known: {update}");
    positions::write(&app.ctx).await.expect("written");
    assert_eq!(stored().await, 52_527_000);
    assert!(app.ctx.db.statements() - before < 120);
}

#[tokio::test]
async fn ten_people_walk_and_the_nearest_is_always_right() {
    let app = start_with(|_| {}).await;
    let anna = Phone::new(&app, "100").await;
    let mut others = Vec::new();
    for id in 1..=10 {
        let one = Phone::new(&app, &id.to_string()).await;
        assert_eq!(anna.watch(&one.id).await.status, 200);
        others.push(one);
    }
    anna.get("/activity/start").await;
    anna.at("52.5200", "13.4050").await;
    for step in 0..12_i32 {
        app.pass(30_000);
        anna.at("52.5200", "13.4050").await;
        let mut distances = Vec::new();
        for (number, one) in others.iter().enumerate() {
            // Everybody walks north or south, each from another place and at another speed.
            let number = i32::try_from(number).expect("small");
            let north = 900 + 260 * number - (100 + 13 * number) * step;
            assert_eq!(one.at(&format!("{:.6}", 52.52 + f64::from(north) / 100_000.0), "13.4050").await.status, 200);
            distances.push((north.abs(), one.id.clone()));
        }
        let update = anna.update().await;
        let metres = update["distance"].as_f64().expect("metres");
        let nearest = distances.iter().find(|(_, id)| update["user"] == *id).expect("one of them");
        let least = distances.iter().map(|(north, _)| *north).min().expect("some");
        // Cells are 50 m wide, so two that are closer together than that look alike.
        assert!(f64::from(nearest.0 - least) * 1.112 <= 51.0, "{step}: {update} {distances:?}");
        assert!((metres - f64::from(nearest.0) * 1.112).abs() <= 51.0, "{step}: {update} {nearest:?}");
        assert_eq!((&update["stale"], &update["no_gps"]), (&json!([]), &json!([])));
    }
}

#[tokio::test]
async fn two_places_of_one_cell_look_alike_in_every_answer() {
    for grid in ["near", "area"] {
        let app = start_with(ask).await;
        let (anna, ben) = two(&app).await;
        ben.agree("1", &json!({"precision": grid})).await;
        let mut answers = Vec::new();
        // The middle of the cell, and places around it that are still in it.
        let cell = Point::new(52.525, 13.405).expect("on earth");
        let cell = cell.snap(Precision::parse(grid).expect("a grid"));
        for (north, east, accuracy) in [(0, 0, 4), (200, 300, 37), (-200, -300, 20), (150, -250, 50)] {
            app.pass(61_000);
            let degrees = |micro: i64, more: i64| format!("{:.6}", (micro + more) as f64 / 1e6);
            let (latitude, longitude) = (degrees(cell.latitude, north), degrees(cell.longitude, east));
            let accuracy = f64::from(accuracy).to_string();
            let form = [("latitude", latitude.as_str()), ("longitude", longitude.as_str()), ("accuracy", &accuracy)];
            assert_eq!(ben.call(Method::PUT, "/users/location", &form).await.status, 200);
            let moved = format!("{:.4}", 52.52 + 0.0001 * f64::from(answers.len() as u32 % 2));
            anna.at(&moved, "13.4050").await;
            anna.at("52.5200", "13.4050").await;
            let page = anna.get("/api/nearby").await.json();
            answers.push((anna.update().await, page["sights"].clone()));
        }
        assert_eq!(answers[0].0["user"], "2");
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    }
}

#[tokio::test]
async fn nobody_is_told_of_people_who_are_far_away() {
    let app = start_with(ask).await;
    let (anna, ben) = two(&app).await;
    ben.agree("1", &json!({})).await;
    app.pass(61_000);
    ben.at("52.6200", "13.4050").await;
    assert_eq!(anna.update().await, json!({"user": null, "distance": null, "stale": [], "no_gps": []}));
    let sight = anna.get("/api/nearby").await.json()["sights"][0].clone();
    assert_eq!((&sight["state"], &sight["distance"], &sight["bearing"]), (&json!("here"), &Value::Null, &Value::Null));
}
