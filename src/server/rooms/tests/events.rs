//! The long poll: what is told to whom, in which order, and that nothing is lost.

use super::{app, app_with, drain, guest, join, member, names, poll, say};
use crate::server::{
    account,
    rooms::queue::{LONGEST, Queue},
    tests::{NOON, User},
};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const T: i64 = NOON / 1000;

#[tokio::test]
async fn an_event_has_the_documented_keys() {
    let app = app().await;
    let anna = guest(&app, "Anna").await;
    let event = |kind: &str, event: Value| json!({"type": kind, "event": event});
    let logged_in = event("LoginEvent", json!({"user": "Anna", "chat": "", "Time": T, "time": T}));
    assert_eq!(poll(&anna).await, logged_in, "its own sign-in is the first");
    join(&anna, "Main").await;
    let flags =
        json!({"user": "Anna", "verified": false, "admin": false, "bot": false, "chat": "Main", "Time": T, "time": T});
    assert_eq!(poll(&anna).await, event("ChatJoinEvent", flags), "the newcomer hears it too");
    let system = json!({"chat": "Main", "user": "Anna", "time": T});
    assert_eq!(poll(&anna).await, event("SystemMessageChatJoinEvent", system.clone()));
    let message = say(&anna, "Main", "Hello").await;
    assert_eq!(poll(&anna).await, event("MessageEvent", message), "who writes hears it too");
    let ben = guest(&app, "Ben").await;
    assert_eq!(names(&drain(&anna).await), ["LoginEvent Ben"]);
    join(&ben, "Main").await;
    ben.post("/api/loggedonly/leaveChat", &json!({"chat": "Main"})).await;
    let heard = drain(&anna).await;
    let left = json!({"user": "Ben", "chat": "Main", "Time": T, "time": T});
    assert_eq!(heard[2], event("ChatLeaveEvent", left));
    assert_eq!(heard[3], event("SystemMessageChatLeaveEvent", json!({"chat": "Main", "user": "Ben", "time": T})));
    assert_eq!(heard.len(), 4);
    assert_eq!(
        names(&drain(&ben).await),
        ["LoginEvent Ben", "ChatJoinEvent Ben Main", "SystemMessageChatJoinEvent Ben Main"]
    );
    ben.post("/api/loggedonly/logout", &json!({})).await;
    let out = json!({"user": "Ben", "chat": "", "Time": T, "time": T});
    assert_eq!(drain(&anna).await, [event("LogoutEvent", out)]);
}

#[tokio::test]
async fn events_reach_exactly_those_in_the_room() {
    let app = app().await;
    let (anna, ben) = (guest(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    say(&anna, "Main", "alone").await;
    assert_eq!(names(&drain(&ben).await), ["LoginEvent Ben"], "who is not in it hears nothing of it");
    join(&ben, "Main").await;
    drain(&anna).await;
    drain(&ben).await;
    for (user, text) in [(&anna, "one"), (&ben, "two"), (&anna, "three")] {
        say(user, "Main", text).await;
    }
    let texts = |events: Vec<Value>| events.iter().map(|event| event["event"]["text"].clone()).collect::<Vec<_>>();
    assert_eq!(texts(drain(&anna).await), ["one", "two", "three"], "in order");
    assert_eq!(texts(drain(&ben).await), ["one", "two", "three"]);
    ben.post("/api/loggedonly/leaveChat", &json!({"chat": "Main"})).await;
    say(&anna, "Main", "secret").await;
    assert!(drain(&ben).await.is_empty(), "nor does who has left, not even of that");
}

#[tokio::test]
async fn rooms_come_and_go_for_everybody_and_a_closed_one_is_silent() {
    let app = app().await;
    let (anna, gast) = (member(&app, "Anna").await, guest(&app, "Gast").await);
    account::admin::set_by_login(&app.ctx, "Anna", true).await.expect("set");
    drain(&gast).await;
    let body = json!({"chat": "Cellar"});
    anna.post("/api/adminonly/createChat", &body).await;
    join(&gast, "Cellar").await;
    say(&gast, "Cellar", "last words").await;
    anna.post("/api/adminonly/removeChat", &body).await;
    gast.post("/api/loggedonly/leaveChat", &body).await;
    let heard = drain(&gast).await;
    let expected = [
        "ChatCreatedEvent  Cellar",
        "ChatJoinEvent Gast Cellar",
        "SystemMessageChatJoinEvent Gast Cellar",
        "MessageEvent Gast Cellar",
        "ChatRemovedEvent  Cellar",
    ];
    assert_eq!(names(&heard), expected);
    assert_eq!(heard[0], json!({"type": "ChatCreatedEvent", "event": {"chat": "Cellar", "Time": T, "time": T}}));
}

#[tokio::test]
async fn a_poll_waits_for_what_happens_and_comes_back_empty_after_a_while() {
    let app = app_with(Duration::from_millis(1500)).await;
    let anna = guest(&app, "Anna").await;
    poll(&anna).await;
    let empty = anna.get("/api/loggedonly/poll").await;
    assert_eq!((empty.status.as_u16(), empty.text.as_str()), (200, ""));
    join(&anna, "Main").await;
    drain(&anna).await;
    let waiting = tokio::spawn({
        let anna = anna.clone();
        async move { poll(&anna).await }
    });
    tokio::task::yield_now().await;
    say(&anna, "Main", "wake up").await;
    assert_eq!(waiting.await.expect("a poll")["event"]["text"], "wake up");
    let waiting = tokio::spawn({
        let anna = anna.clone();
        async move { poll(&anna).await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    anna.post("/api/loggedonly/logout", &json!({})).await;
    assert_eq!(waiting.await.expect("a poll"), Value::Null, "signing out answers who waits");
}

#[tokio::test]
async fn polls_of_one_session_share_what_happens() {
    let app = app().await;
    let (anna, ben) = (guest(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    drain(&anna).await;
    let polls = (0..3).map(|_| {
        let anna = anna.clone();
        tokio::spawn(async move { drain(&anna).await })
    });
    let polls: Vec<_> = polls.collect();
    for index in 0..30 {
        say(&ben, "Main", &index.to_string()).await;
    }
    let mut texts: Vec<u32> = Vec::new();
    for poll in polls {
        let heard = poll.await.expect("polls");
        texts.extend(heard.iter().filter_map(|event| event["event"]["text"].as_str()?.parse::<u32>().ok()));
    }
    texts.extend(drain(&anna).await.iter().filter_map(|event| event["event"]["text"].as_str()?.parse::<u32>().ok()));
    texts.sort_unstable();
    assert_eq!(texts, (0..30).collect::<Vec<_>>(), "each once");
}

/// A program with a token, which polls over connections of its own.
struct Program {
    host: String,
    token: String,
    client: reqwest::Client,
}

impl Program {
    async fn of(user: &User) -> Self {
        let token = user.post("/api/account/tokens", &json!({"label": "program"})).await.json()["token"].clone();
        let host = user.url.trim_start_matches("http://").to_owned();
        let program = Self { host, token: token.as_str().expect("a token").to_owned(), client: reqwest::Client::new() };
        program.call(Method::POST, "login").await;
        program
    }

    async fn call(&self, method: Method, path: &str) -> String {
        let request = self.client.request(method, format!("http://{}/api/loggedonly/{path}", self.host));
        let answer = request.bearer_auth(&self.token).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        answer.text().await.expect("a text")
    }

    /// A poll that waits, until its connection is dropped.
    async fn park(&self) -> tokio::net::TcpStream {
        use tokio::io::AsyncWriteExt;
        let mut stream = tokio::net::TcpStream::connect(&self.host).await.expect("a connection");
        let Self { host, token, .. } = self;
        let poll =
            format!("GET /api/loggedonly/poll HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\r\n");
        stream.write_all(poll.as_bytes()).await.expect("sent");
        stream
    }
}

#[tokio::test]
async fn an_event_is_not_lost_with_a_poll_that_went_away() {
    let app = app_with(Duration::from_secs(20)).await;
    let (anna, ben) = (member(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    let program = Program::of(&anna).await;
    assert!(program.call(Method::GET, "poll").await.contains("LoginEvent"));
    let gone: Vec<_> = futures::future::join_all((0..3).map(|_| program.park())).await;
    // Once these are answered the polls before them wait, and then the server has seen their connections close.
    for _ in 0..5 {
        program.call(Method::GET, "getChats").await;
    }
    drop(gone);
    for _ in 0..5 {
        program.call(Method::GET, "getChats").await;
    }
    for text in ["one", "two", "three"] {
        say(&ben, "Main", text).await;
        assert!(program.call(Method::GET, "poll").await.contains(text));
    }
}

#[test]
fn a_wait_that_is_given_up_takes_nothing() {
    let queue = Queue::default();
    let waiting = Box::pin(queue.next());
    assert!(queue.push("one".into()) && queue.push("two".into()));
    drop(waiting);
    let next = || futures::executor::block_on(queue.next());
    assert_eq!((next(), next()), ("one".into(), "two".into()));
    for _ in 0..LONGEST {
        assert!(queue.push("x".into()));
    }
    assert!(!queue.push("x".into()), "no more than it can hold");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "the test run says how long it may take")]
async fn five_thousand_events_arrive_while_somebody_floods() {
    let count: usize = if std::env::var_os("TEST_LONG").is_some() { 5000 } else { 400 };
    let app = crate::server::tests::TestApp::start_with(|config| {
        config.poll_timeout = Duration::from_secs(2);
        config.limits = crate::server::config::Switch::Off;
    })
    .await;
    let (anna, ben) = (guest(&app, "Anna").await, guest(&app, "Ben").await);
    join(&anna, "Main").await;
    join(&ben, "Main").await;
    drain(&anna).await;
    // Who does not listen for thousands of events loses their session: whoever floods listens as well.
    let listening = {
        let ben = ben.clone();
        tokio::spawn(async move {
            loop {
                poll(&ben).await;
            }
        })
    };
    let flood = async {
        for index in 0..count {
            say(&ben, "Main", &index.to_string()).await;
        }
    };
    let hear = async {
        let mut texts = Vec::new();
        while texts.len() < count {
            let event = poll(&anna).await;
            if let Some(text) = event["event"]["text"].as_str() {
                texts.push(text.parse::<usize>().expect("a number"));
            }
        }
        texts
    };
    let ((), texts) = tokio::join!(flood, hear);
    listening.abort();
    assert_eq!(texts, (0..count).collect::<Vec<_>>(), "every one, once, in order");
}

#[tokio::test]
async fn the_bot_answers_and_is_marked() {
    let app = app().await;
    let gast = guest(&app, "Gast").await;
    join(&gast, "Main").await;
    drain(&gast).await;
    for command in ["/help", "/anecdot", "/anekdot", "/nothing", "say /help"] {
        say(&gast, "Main", command).await;
    }
    let heard = drain(&gast).await;
    let said: Vec<(&str, bool)> = heard
        .iter()
        .map(|event| (event["event"]["user"].as_str().expect("a user"), event["event"]["bot"] == true))
        .collect();
    let (bot, own) = (("Bot", true), ("Gast", false));
    assert_eq!(said, [own, bot, own, bot, own, bot, own, own]);
    assert!(heard[1]["event"]["text"].as_str().is_some_and(|text| text.contains("/anecdot")));
    let users = gast.post("/api/loggedonly/getUsers", &json!({"chat": "Main"})).await.json();
    assert_eq!(users.as_array().map(Vec::len), Some(1), "the bot is in no list");
}
