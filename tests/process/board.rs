//! A storm of clicks while the server dies: what anybody saw is stored, and every count is that of the rows.

use super::Server;
use futures::{SinkExt, StreamExt};
use kith::server::context::Rng;
use serde_json::{Value, json};
use sqlx::Connection;
use std::{collections::HashSet, time::Duration};
use tokio_tungstenite::{connect_async, tungstenite::Message};

const KILLS: usize = 4;
const CLIENTS: usize = 4;

/// Clicks until the server is gone; the comments of the clicks that it was told.
async fn click(url: String, round: usize, client: usize) -> HashSet<String> {
    let mut seen = HashSet::new();
    let url = format!("{}?EIO=4&transport=websocket", url.replace("http://", "ws://"));
    let Ok((wire, _)) = connect_async(url).await else { return seen };
    let (mut sender, mut receiver) = wire.split();
    let _ = sender.send(Message::text("40")).await;
    let listening = tokio::spawn(async move {
        let mut heard = HashSet::new();
        while let Some(Ok(message)) = receiver.next().await {
            if let Some(event) = message.to_text().ok().and_then(|text| text.strip_prefix("42")) {
                let event: Value = serde_json::from_str(event).expect("JSON");
                heard.extend(event[1]["comment"].as_str().map(str::to_owned));
            }
        }
        heard
    });
    for number in 0.. {
        let comment = format!("{round} {client} {number}");
        let name = if number % 7 == 0 { "pride" } else { "" };
        let what = if name.is_empty() { "click" } else { "event" };
        let call = json!([what, {"user": format!("Storm {client}"), "comment": comment, "name": name}]);
        if sender.send(Message::text(format!("42{call}"))).await.is_err() {
            break;
        }
        if number % 10 == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    seen.extend(listening.await.expect("heard"));
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_are_those_of_the_rows_though_the_server_is_killed() {
    let mut servers = Server::start_all().await;
    let mut seen = HashSet::new();
    for round in 0..KILLS {
        let storms = (0..CLIENTS).map(|client| {
            let server = &servers[client % servers.len()];
            tokio::spawn(click(server.url("/api/socket.io/"), round, client))
        });
        let storms: Vec<_> = storms.collect();
        let moment = Rng.within(300, 1200).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(moment)).await;
        for server in &mut servers {
            server.kill();
        }
        for storm in storms {
            seen.extend(storm.await.expect("heard"));
        }
        for server in &mut servers {
            server.start().await;
        }
    }
    assert!(seen.len() > 20, "only {} clicks were seen", seen.len());

    let database = servers[0].database.clone();
    let file = format!("sqlite:{}", servers[0].data.path().join("kith.db").display());
    sqlx::any::install_default_drivers();
    let mut rows = sqlx::AnyConnection::connect(&database.unwrap_or(file)).await.expect("the database");
    let sql = "select name, is_event, comment from board_presses";
    let rows: Vec<(String, i64, Option<String>)> = sqlx::query_as(sql).fetch_all(&mut rows).await.expect("rows");
    let stored: HashSet<&str> = rows.iter().filter_map(|(_, _, comment)| comment.as_deref()).collect();
    let lost: Vec<&String> = seen.iter().filter(|comment| !stored.contains(comment.as_str())).collect();
    assert!(lost.is_empty(), "seen but not stored: {lost:?}");

    let count = |is_event: i64| rows.iter().filter(|row| row.1 == is_event).count() as u64;
    let (clicks, events) = (count(0), count(1));
    for server in &servers {
        let get = async |path: &str| -> Value {
            reqwest::get(server.url(path)).await.expect("sent").json().await.expect("JSON")
        };
        let sum = |list: &Value, key: &str| -> u64 {
            list.as_array().expect("a list").iter().map(|one| one[key].as_u64().expect("a number")).sum()
        };
        let stats = get("/api/current_stats").await;
        assert_eq!((&stats["click_count_total"], &stats["event_count_total"]), (&json!(clicks), &json!(events)));
        let hours = get("/api/latest_hours").await;
        assert_eq!((sum(&hours, "click_count"), sum(&hours, "event_count")), (clicks, events));
        let users = get("/api/users").await;
        for user in users.as_array().expect("users") {
            let own = |is_event: i64| rows.iter().filter(|row| row.0 == user["name"] && row.1 == is_event).count();
            assert_eq!((&user["click_count"], &user["event_count"]), (&json!(own(0)), &json!(own(1))), "{user}");
        }
    }
}
