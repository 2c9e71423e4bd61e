//! How letters arrive: when due, once, whatever the clock does.

use super::{HOUR, id, receive, texts, write};
use crate::server::{
    letters,
    tests::{Live, TestApp},
};
use serde_json::json;

#[tokio::test]
async fn the_worker_delivers_what_is_due_and_tells_both() {
    let app = TestApp::start_with(|config| config.limits = crate::server::config::Switch::Off).await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    for index in 0..450 {
        write(&anna, &[id(&ben)], &format!("{index}"), &json!({"type": "hour", "parameters": 1 + index / 225})).await;
    }
    assert_eq!(letters::next_due(app.ctx.clone()).await.expect("read"), Some(app.ctx.clock.now() + HOUR));
    let (mut sender, mut receiver) = (Live::open(&anna).await, Live::open(&ben).await);
    app.pass(HOUR - 1);
    app.run_jobs().await;
    assert_eq!(receive(&ben, "0").await.1.len(), 0, "none early");
    app.pass(1);
    app.run_jobs().await;
    while receiver.until("letter").await["event"] != "arrived" {}
    while sender.until("letter").await["event"] != "landed" {}
    assert_eq!(receive(&ben, "0").await.1.len(), 225);
    app.pass(HOUR);
    app.run_jobs().await;
    app.run_jobs().await;
    let (_, all) = receive(&ben, "0").await;
    let mut found: Vec<u32> = texts(&all).iter().map(|text| text.parse().expect("a number")).collect();
    found.sort_unstable();
    assert_eq!(found, (0..450).collect::<Vec<u32>>(), "each once");
    assert_eq!(letters::next_due(app.ctx.clone()).await.expect("read"), None);
}

#[tokio::test]
async fn a_clock_that_jumps_delivers_nothing_early_and_loses_nothing() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    write(&anna, &[id(&ben)], "first", &json!({"type": "hour", "parameters": 1})).await;
    write(&anna, &[id(&ben)], "second", &json!({"type": "hour", "parameters": 3})).await;
    app.pass(2 * HOUR);
    let (ts, heard) = receive(&ben, "0").await;
    assert_eq!(texts(&heard), ["first"]);
    // Back before the first: it stays received, and the second is not early.
    app.pass(-5 * HOUR);
    app.run_jobs().await;
    let (again, heard) = receive(&ben, &ts.to_string()).await;
    assert_eq!((heard.len(), again >= ts), (0, true), "time answered never runs back");
    // Something that is due at once arrives after what was answered.
    write(&anna, &[id(&ben)], "now", &json!({"type": "min", "parameters": 0})).await;
    app.run_jobs().await;
    app.pass(5 * HOUR);
    let (ts, heard) = receive(&ben, &again.to_string()).await;
    assert_eq!(texts(&heard), ["now"], "not lost");
    app.pass(24 * HOUR);
    assert_eq!(texts(&receive(&ben, &ts.to_string()).await.1), ["second"]);
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_between_asking_and_arriving() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let writer = {
        let (anna, to) = (anna.clone(), id(&ben));
        tokio::spawn(async move {
            for index in 0..60 {
                write(&anna, std::slice::from_ref(&to), &index.to_string(), &json!({"type": "min", "parameters": 0}))
                    .await;
            }
        })
    };
    let (mut ts, mut found) = ("0".to_owned(), Vec::new());
    while found.len() < 60 {
        let (next, heard) = receive(&ben, &ts).await;
        found.extend(
            heard.iter().map(|letter| letter["message"].as_str().expect("a text").parse::<u32>().expect("a number")),
        );
        ts = next.to_string();
        app.pass(1);
        app.run_jobs().await;
    }
    writer.await.expect("written");
    found.sort_unstable();
    assert_eq!(found, (0..60).collect::<Vec<u32>>());
}
