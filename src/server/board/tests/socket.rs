//! Clients of Socket.IO, both protocols: order, events, leniency and strictness.

use super::{Client, bearer, counts, dial};
use crate::server::tests::harness::{NOON, TestApp};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_client_is_welcomed_in_order() {
    let app = TestApp::start().await;
    for (index, protocol) in [(1, 4), (2, 3)] {
        let mut client = Client::connect_as(&app.url, protocol, &[]).await;
        let (event, stats) = client.next().await.expect("an event");
        assert_eq!((event.as_str(), &stats["click_count_total"]), ("stats", &json!(index - 1)), "protocol {protocol}");
        assert_eq!(stats.as_object().expect("stats").len(), 6);
        assert_eq!(client.next().await, Some(("status".into(), json!({"user_count": 1}))), "protocol {protocol}");
        client.emit("auth", json!("Anna")).await;
        let (event, message) = client.next().await.expect("an event");
        assert_eq!(event, "message");
        assert_eq!((&message["style"], &message["type"]), (&json!("medium highlight"), &json!("toast")));
        assert!(message["text"].as_str().is_some_and(|text| text.starts_with("Anna")), "{message}");
        client.click("Anna", "oh no").await;
        let click = client.until("click").await;
        assert_eq!(click, json!({"user": "Anna", "comment": "oh no", "style": null, "timestamp": NOON / 1000}));
        assert_eq!(counts(&app).await[0].0, index);
        drop(client);
        let mut watcher = Client::connect(&app.url).await;
        watcher.until_such("status", |status| status["user_count"] == 1).await;
    }
}

#[tokio::test]
async fn everybody_hears_of_everybody() {
    let app = TestApp::start().await;
    let mut anna = Client::connect(&app.url).await;
    let mut ben = Client::connect_as(&app.url, 3, &[]).await;
    anna.until_such("status", |status| status["user_count"] == 2).await;
    ben.emit("auth", json!("Ben")).await;
    anna.told("Ben ist da").await;
    ben.emit("auth", json!("Ben")).await;
    ben.emit("auth", json!("Benno")).await;
    anna.told("Ben heißt jetzt Benno").await;
    // A click under another name renames as well.
    ben.click("Berta", "").await;
    anna.told("Benno heißt jetzt Berta").await;
    assert_eq!(anna.until("click").await["user"], "Berta");
    ben.emit("event", json!({"user": "Berta", "name": "satan"})).await;
    anna.told("Berta hat satan ausgelöst").await;
    assert_eq!(anna.until("event").await, json!({"user": "Berta", "name": "satan", "timestamp": NOON / 1000}));
    drop(ben);
    anna.told("Berta ist gegangen").await;
    anna.until_such("status", |status| status["user_count"] == 1).await;
    assert!(!anna.heard.iter().any(|(event, _)| event == "message"), "{:?}", anna.heard);
}

#[tokio::test]
async fn absent_fields_are_fine_and_wrong_ones_are_not() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    for lenient in [
        json!({"user": "Anna"}),
        json!({"user": " Anna ", "comment": null, "style": null}),
        json!({"user": "Anna", "comment": "", "style": " "}),
    ] {
        client.emit("click", lenient.clone()).await;
        let click = client.until("click").await;
        assert_eq!((&click["user"], &click["comment"], &click["style"]), (&json!("Anna"), &Value::Null, &Value::Null));
    }
    app.pass(60_000);
    for wrong in [
        json!({"comment": "x"}),
        json!({"user": ""}),
        json!({"user": "  \u{0}\u{202e} "}),
        json!({"user": 7}),
        json!({"user": "Anna", "comment": 7}),
        json!({"user": "Anna", "style": ["big"]}),
        json!("Anna"),
        json!(null),
        json!([]),
    ] {
        client.emit("click", wrong).await;
    }
    client.emit("event", json!({"user": "Anna", "name": "navigate"})).await;
    client.emit("event", json!({"user": "Anna"})).await;
    client.emit("event", json!({"name": "pride"})).await;
    client.emit("auth", json!({"name": "Anna"})).await;
    client.send_raw("42[\"click\"]").await;
    client.emit("nonsense", json!({})).await;
    // The sender is told, and the connection goes on.
    client.until_such("message", |message| message["text"].as_str().is_some_and(|text| !text.contains("Anna"))).await;
    client.click("Anna", "still here").await;
    assert_eq!(client.until("click").await["comment"], "still here");
    assert_eq!(counts(&app).await, [(4, 0); 4]);
}

#[tokio::test]
async fn what_is_too_long_is_cut_and_unknown_styles_are_dropped() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    let long = "Ährenfeldstraße 17";
    client
        .emit(
            "click",
            json!({"user": long, "comment": "ü".repeat(200), "style": "big modal-open fire big\u{0} red big"}),
        )
        .await;
    let click = client.until("click").await;
    assert_eq!(click["user"], "Ährenfeldstraße");
    assert_eq!(click["comment"], "ü".repeat(75));
    assert_eq!(click["style"], "big fire");
}

#[tokio::test]
async fn names_of_registered_people_are_theirs() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut stranger = Client::connect(&app.url).await;
    let mut witness = Client::connect(&app.url).await;
    // Also in a spelling that looks the same.
    for name in ["Anna", "ANNA", "Αnna"] {
        stranger.click(name, "me").await;
        assert_eq!(witness.until("click").await["user"], "Gast", "{name}");
    }
    stranger.told("Namen").await;
    assert!(!witness.heard.iter().any(|(_, data)| data.to_string().contains("Namen")), "{:?}", witness.heard);
    let mut own = Client::connect_as(&app.url, 4, &[bearer(&anna).await]).await;
    own.click("anna", "really").await;
    assert_eq!(witness.until("click").await["user"], "Anna");
    let feed = anna.get("/api/board").await.json()["feed"].clone();
    assert_eq!((&feed[0]["account_id"], &feed[1]["account_id"]), (&json!(anna.id), &Value::Null));
    stranger.click("Bot", "beep").await;
    assert_eq!(witness.until("click").await["user"], "Gast");
    // One that is longer than what is kept of it, too.
    let long = app.stranger();
    let form = [
        ("name", "Maximiliane Mustermann"),
        ("user_name", "Maximiliane Mustermann"),
        ("email", "m@example.org"),
        ("password", crate::server::tests::harness::PASSWORD),
        ("time_zone", "UTC"),
        ("language", "en"),
    ];
    assert_eq!(long.post_form("/api/account/sign-up", &form).await.status, 200);
    stranger.click("Maximiliane Mustermann", "").await;
    assert_eq!(witness.until("click").await["user"], "Gast");
}

#[tokio::test]
async fn events_that_lead_away_are_told_and_counted_only() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    client.until("status").await;
    for name in ["rickroll", "exmatrikulieren"] {
        client.emit("event", json!({"user": "Anna", "name": name})).await;
        client.told(name).await;
    }
    client.emit("event", json!({"user": "Anna", "name": "sas"})).await;
    assert_eq!(client.until("event").await["name"], "sas");
    assert_eq!(counts(&app).await, [(0, 3); 4]);
    assert_eq!(app.stranger().get("/api/latest_events").await.json().as_array().expect("events").len(), 3);
}

#[tokio::test]
async fn raw_lifecycle_events_change_nothing() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    client.until("status").await;
    for event in ["connect", "disconnect", "connect_error", "disconnecting", "newListener"] {
        client.emit(event, json!({"user": "Anna"})).await;
    }
    client.click("Anna", "").await;
    client.until("click").await;
    let mut other = Client::connect(&app.url).await;
    assert_eq!(other.until("status").await["user_count"], 2);
}

#[tokio::test]
async fn milestones_are_told_before_their_click() {
    let app = TestApp::start_with(|config| config.limits = crate::server::config::Switch::Off).await;
    let mut client = Client::connect(&app.url).await;
    for _ in 0..100 {
        client.click("Anna", "").await;
    }
    let reached = client.told("Anna hat 50 Klicks").await;
    assert_eq!(reached["type"], "toast");
    client.told("Anna hat 100 Klicks").await;
}

#[tokio::test]
async fn who_floods_is_slowed_and_told() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    for _ in 0..60 {
        client.click("Anna", "").await;
    }
    client.told("Langsamer").await;
    for _ in 0..20 {
        client.until("click").await;
    }
    // And may go on after a moment.
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.click("Anna", "slowly").await;
    client.until_such("click", |click| click["comment"] == "slowly").await;
    let (clicks, _) = counts(&app).await[0];
    assert!((21..60).contains(&clicks), "{clicks}");
}

#[tokio::test]
async fn huge_packets_and_nonsense_end_the_connection_only() {
    let app = TestApp::start().await;
    let mut witness = Client::connect(&app.url).await;
    for raw in [format!("42[\"click\",{{\"user\":\"{}\"}}]", "x".repeat(200_000)), "9nonsense".into(), "42[".into()] {
        let mut client = Client::connect(&app.url).await;
        client.send_raw(&raw).await;
        // Closed, or ignored and still there.
        let _ = tokio::time::timeout(Duration::from_millis(300), client.packet()).await;
    }
    witness.click("Anna", "fine").await;
    assert_eq!(witness.until("click").await["comment"], "fine");
    assert_eq!(counts(&app).await, [(1, 0); 4]);
}

#[tokio::test]
async fn polling_speaks_protocol_three_and_four() {
    let app = TestApp::start().await;
    let anyone = app.stranger();
    let unknown = anyone.get("/api/socket.io/?EIO=3&transport=polling&sid=nobody").await;
    assert_eq!(unknown.status, 400);
    assert_eq!(anyone.get("/api/socket.io").await.status, 404);
    for protocol in [3, 4] {
        let path = format!("/api/socket.io/?EIO={protocol}&transport=polling");
        let hello = anyone.get(&path).await.text;
        let body = &hello[hello.find('{').expect("JSON")..=hello.rfind('}').expect("JSON")];
        let open: Value =
            serde_json::from_str(body.split("}2:").next().expect("an open packet")).unwrap_or_else(|_| {
                let end = body.find('}').expect("an end");
                serde_json::from_str(&body[..=end]).expect("JSON")
            });
        let sid = open["sid"].as_str().expect("a session").to_owned();
        assert_eq!((&open["upgrades"], &open["pingInterval"]), (&json!(["websocket"]), &json!(25000)), "{hello}");
        let path = format!("{path}&sid={sid}");
        let post = async |body: String| {
            let request =
                anyone.request(reqwest::Method::POST, &path).header("content-type", "text/plain;charset=UTF-8");
            let answer = crate::server::tests::harness::send(request.body(body)).await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "ok"));
        };
        if protocol == 4 {
            post("40".into()).await;
        }
        // Lengths count UTF-16 units: the emoji is two.
        let click = format!("42{}", json!(["click", {"user": "Änne", "comment": "🙃 oh"}]));
        match protocol {
            3 => post(format!("{}:{click}", click.encode_utf16().count())).await,
            _ => post(click).await,
        }
        let mut heard = String::new();
        while !heard.contains("\"click\"") {
            heard.push_str(&anyone.get(&path).await.text);
        }
        assert!(heard.contains("40") && heard.contains("42[\"stats\""), "{heard}");
        let at = heard.find("42[\"click\"").expect("the click");
        let end = heard[at..].find("}]").expect("its end") + at + 2;
        assert!(heard[at..end].contains("🙃 oh"), "{heard}");
        if protocol == 3 {
            let length = heard[at..end].encode_utf16().count();
            assert!(heard[..at].ends_with(&format!("{length}:")), "{heard}");
        }
    }
}

#[tokio::test]
async fn other_sites_cannot_sit_down() {
    let app = TestApp::start().await;
    let foreign = [("origin", "https://elsewhere.example".to_owned())];
    for path in ["/api/socket.io/?EIO=4&transport=websocket", "/api/board/live"] {
        assert_eq!(dial(&format!("{}{path}", app.url), &foreign).await.err(), Some(403), "{path}");
        assert!(dial(&format!("{}{path}", app.url), &[("origin", app.url.clone())]).await.is_ok(), "{path}");
    }
}

#[tokio::test]
async fn connections_of_one_address_are_counted_until_they_end() {
    let app = TestApp::start().await;
    let url = format!("{}/api/board/live?watch=true", app.url);
    let mut open = Vec::new();
    for _ in 0..500 {
        open.push(dial(&url, &[]).await.expect("connected"));
    }
    assert_eq!(dial(&url, &[]).await.err(), Some(429));
    let polling = app.stranger().get("/api/socket.io/?EIO=4&transport=polling").await;
    assert_eq!((polling.status.as_u16(), polling.code().as_str()), (429, "too_fast"));
    drop(open);
    let again = async {
        while app.stranger().get("/api/socket.io/?EIO=4&transport=polling").await.status != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(super::PATIENCE, again).await.expect("places are free again");
}

#[tokio::test]
async fn what_leaves_at_once_leaves_no_seat() {
    let app = TestApp::start().await;
    let mut watcher = Client::connect(&app.url).await;
    watcher.until_such("status", |status| status["user_count"] == 1).await;
    for packets in [&["40", "42[\"auth\",\"Ben\"]", "41"][..], &["40", "41", "41", "40"], &["40", "1"]] {
        let mut wire = dial(&format!("{}/api/socket.io/?EIO=4&transport=websocket", app.url), &[]).await.expect("open");
        for packet in packets {
            // The server may have closed already.
            let _ = futures::SinkExt::send(&mut wire, tokio_tungstenite::tungstenite::Message::text(*packet)).await;
        }
    }
    let alone = async {
        loop {
            let online = app.stranger().get("/api/online_users").await.json();
            tokio::time::sleep(Duration::from_millis(50)).await;
            if online.as_array().map(Vec::len) == Some(1) {
                return;
            }
        }
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::timeout(super::PATIENCE, alone).await.expect("nobody stays who is gone");
}

#[tokio::test]
async fn a_full_hour_brings_stats_to_all() {
    let app = TestApp::start().await;
    let mut client = Client::connect(&app.url).await;
    client.click("Anna", "").await;
    client.until("click").await;
    app.pass(12 * 3_600_000);
    // The clock of tests does not tick by itself.
    app.ctx.board.moved(false);
    let stats = client.until_such("stats", |stats| stats["click_count_total"] == 1).await;
    assert_eq!((&stats["click_count_today"], &stats["click_count_hour"]), (&json!(0), &json!(0)));
}
