//! Two people write over a connection that is cut again and again. At the end both have every message once, in order.

use crate::server::{
    chats,
    config::Switch,
    tests::{Live, TestApp, User},
};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::broadcast,
};

const CUTS: usize = 20;
const CUTS_LONG: usize = 200;

#[expect(clippy::disallowed_methods, reason = "the test run says how long it may take")]
fn cuts() -> usize {
    if std::env::var("TEST_LONG").is_ok() { CUTS_LONG } else { CUTS }
}

/// A way to a server that breaks when told to; its address.
async fn fragile(server: &str, breaks: &broadcast::Sender<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (server, breaks) = (server.trim_start_matches("http://").to_owned(), breaks.clone());
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (server, mut cut) = (server.clone(), breaks.subscribe());
            tokio::spawn(async move {
                let Ok(mut far) = TcpStream::connect(server).await else { return };
                tokio::select! {
                    _ = cut.recv() => {}
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                }
            });
        }
    });
    url
}

/// Writes until told to stop, each message until it is answered; how many.
async fn write(user: User, chat: String, stop: Arc<AtomicBool>) -> usize {
    let mut written = 0;
    while !stop.load(Ordering::SeqCst) {
        let body = json!({"chat_id": chat, "text": format!("{written}"), "client_id": format!("{written}")});
        while !matches!(user.request(reqwest::Method::POST, "/api/chats/message").json(&body).send().await, Ok(answer) if answer.status() == 200)
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        written += 1;
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    written
}

/// Reads until there are so many messages, over as many connections as it takes.
async fn read(
    user: User,
    chat: String,
    until: tokio::sync::watch::Receiver<Option<usize>>,
    start: String,
) -> Vec<Value> {
    let mut got: Vec<Value> = Vec::new();
    let mut last = Some(start);
    loop {
        let Some(mut live) = Live::try_open(&user, last.as_deref()).await else { continue };
        while let Some(told) = live.next().await {
            if told["kind"] == "message" && told["chat"] == chat.as_str() {
                got.push(told["message"].clone());
            }
            assert_ne!(told["kind"], "resync", "the log is long enough");
        }
        last = live.last.or(last);
        if until.borrow().is_some_and(|count| got.len() >= count) {
            return got;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_on_a_bad_connection() {
    let super::Pair { app, anna, ben, dialog } = pair_without_limits().await;
    let (breaks, _) = broadcast::channel(1);
    let (anna, ben) = (anna.at(&fragile(&app.url, &breaks).await), ben.at(&fragile(&app.url, &breaks).await));
    let start = app.ctx.bus.position().to_string();
    let stop = Arc::new(AtomicBool::new(false));
    let (say, until) = tokio::sync::watch::channel(None);
    let readers =
        [&anna, &ben].map(|user| tokio::spawn(read(user.clone(), dialog.clone(), until.clone(), start.clone())));
    let writers = [&anna, &ben].map(|user| tokio::spawn(write(user.clone(), dialog.clone(), stop.clone())));
    for index in 0..cuts() {
        tokio::time::sleep(Duration::from_millis(40 + 7 * (index as u64 % 9))).await;
        let _ = breaks.send(());
    }
    stop.store(true, Ordering::SeqCst);
    let mut written = 0;
    for writer in writers {
        written += writer.await.expect("written");
    }
    say.send(Some(written)).expect("readers");
    // Whoever waits on a quiet connection finds out by the next cut.
    let ending = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let _ = breaks.send(());
        }
    });
    for reader in readers {
        let got = tokio::time::timeout(Duration::from_secs(60), reader).await.expect("everything").expect("read");
        let seqs: Vec<i64> = got.iter().filter_map(|message| message["seq"].as_i64()).collect();
        assert_eq!(seqs, (1..=i64::try_from(written).expect("few")).collect::<Vec<_>>());
    }
    ending.abort();
    assert!(written > 2 * CUTS, "they wrote all the while: {written}");
    let me = chats::ids(&mut app.ctx.db.read().await.expect("a connection"), &anna.id).await.expect("chats");
    assert_eq!(me, [dialog]);
}

async fn pair_without_limits() -> super::Pair {
    let app = TestApp::start_with(|config| config.limits = Switch::Off).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    app.befriend(&anna, &ben).await;
    let dialog = anna.get("/user").await.json()["chat_id_list"][0].as_str().expect("a dialog").to_owned();
    super::Pair { app, anna, ben, dialog }
}
