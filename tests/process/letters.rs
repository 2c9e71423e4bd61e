//! Letters that fall due while the server dies: each arrives exactly once, and none early.

use super::Server;
use kith::server::context::{Clock, Rng};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

pub const PASSWORD: &str = "three words suffice";
/// Letters fall due within so many seconds from the end of writing.
const SPAN_S: i64 = 8;
const KILLS: usize = 8;
/// What did not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(40);

/// Somebody with an account, signed in; the client and the id.
pub async fn person(server: &Server, name: &str) -> (reqwest::Client, String) {
    let client =
        reqwest::Client::builder().cookie_store(true).timeout(Duration::from_secs(20)).build().expect("a client");
    let email = format!("{name}@example.org");
    let form = [("name", name), ("email", &email), ("password", PASSWORD), ("language", "en")];
    let made = client.post(server.url("/api/account/sign-up")).form(&form).send().await.expect("sent");
    assert_eq!(made.status(), 200);
    let me: Value = client.get(server.url("/api/account/me")).send().await.expect("sent").json().await.expect("JSON");
    (client, me["id"].as_str().expect("an id").to_owned())
}

/// What has arrived since a time; none while the server is away.
async fn receive(client: &reqwest::Client, url: String) -> Option<(String, Vec<Value>)> {
    let answer = client.get(url).send().await.ok().filter(|answer| answer.status() == 200)?;
    let body: Value = answer.json().await.ok()?;
    Some((body["ts"].to_string(), body["new_messages"].as_array()?.clone()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "the test run says how long it may take")]
async fn every_letter_arrives_once_though_the_server_is_killed() {
    let count: usize = if std::env::var_os("TEST_LONG").is_some() { 1000 } else { 200 };
    let mut servers = Server::start_all().await;
    let (anna, _) = person(&servers[0], "anna").await;
    let (ben, to) = person(&servers[0], "ben").await;
    // Phones are not bound to one process: the same cookie serves at both.
    let receivers = json!([format!("id{to}")]).to_string();
    let first_due = Clock::System.now() / 1000 + 2 + i64::try_from(count).unwrap_or_default() / 100;
    for index in 0..count {
        let due = first_due + Rng.within(0, SPAN_S);
        let option = json!({"type": "calendar", "parameters": due.to_string()}).to_string();
        let message = format!("{index} {due}");
        let form = [("message", message.as_str()), ("receiver_ids", &receivers), ("delivery_option", &option)];
        let sent = anna.post(servers[0].url("/send")).form(&form).send().await.expect("sent");
        assert_eq!(sent.status(), 200);
    }

    // Somebody asks all the time, from where the last answer was; the servers die under their hands.
    let mut heard: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let (mut ts, mut kills, mut turn) = ("0".to_owned(), 0, 0);
    let begun = Clock::System.now();
    let mut next_kill = begun + Rng.within(200, 1500);
    let patience = i64::try_from(PATIENCE.as_millis()).unwrap_or_default();
    while heard.values().map(Vec::len).sum::<usize>() < count || kills < KILLS {
        assert!(Clock::System.now() - begun < patience + SPAN_S * 1000, "{} of {count} arrived", heard.len());
        if Clock::System.now() >= next_kill && kills < KILLS {
            turn = (turn + 1) % servers.len();
            servers[turn].kill();
            servers[turn].start().await;
            kills += 1;
            next_kill = Clock::System.now() + Rng.within(100, 1500);
        }
        let asked = kills % servers.len();
        if let Some((next, letters)) = receive(&ben, servers[asked].url(&format!("/receive_all?ts={ts}"))).await {
            for letter in letters {
                let id = letter["message_id"].as_str().expect("an id").to_owned();
                heard.entry(id).or_default().push(letter);
            }
            ts = next;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let (_, all) = receive(&ben, servers[0].url("/receive_all?ts=0")).await.expect("an answer");
    assert_eq!(all.len(), count, "each is in the inbox");
    assert_eq!(heard.len(), count, "each was told");
    let mut indexes: Vec<usize> = Vec::new();
    for letters in heard.values() {
        let [letter] = letters.as_slice() else { panic!("told twice: {letters:?}") };
        let (index, due) = letter["message"].as_str().and_then(|text| text.split_once(' ')).expect("as written");
        let received: f64 = letter["received_at"].as_str().and_then(|at| at.parse().ok()).expect("a time");
        assert!(received >= due.parse::<f64>().expect("a time"), "early: {letter}");
        indexes.push(index.parse().expect("a number"));
    }
    indexes.sort_unstable();
    assert_eq!(indexes, (0..count).collect::<Vec<_>>());
}
