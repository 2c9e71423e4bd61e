//! How long a poll takes to come back after a message is stored: 1,000 polls that wait, against as many that wait for a
//! bare channel in a server that does nothing else, over the same kind of connections, in one run.

use axum::{Router, extract::State, routing::get};
use kith::server::{
    config::{Config, Switch},
    context::{Clock, Ctx},
    http, open, start,
};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Barrier, broadcast, mpsc},
};
use tokio_util::sync::CancellationToken;

const POLLS: usize = 1_000;
const ROUNDS: usize = 15;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), limits: Switch::Off, ..Config::default() };
    // The guests come to a server that stops then: what they would hear of one another ends with it, they do not.
    let (earlier, stop) = begin(config.clone()).await;
    let address = serve(http::router(&earlier)).await;
    let mut guests = Vec::new();
    for index in 0..POLLS {
        guests.push(guest(address, index).await);
    }
    stop.cancel();
    earlier.db.close().await;
    let (ctx, stop) = begin(config).await;
    wake_up(&ctx, &guests).await;
    stop.cancel();
    ctx.db.close().await;
}

async fn begin(config: Config) -> (Ctx, CancellationToken) {
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    let stop = CancellationToken::new();
    start(&ctx, &stop).await.expect("started");
    (ctx, stop)
}

async fn wake_up(ctx: &Ctx, guests: &[String]) {
    let ours = serve(http::router(ctx)).await;
    let (sender, _) = broadcast::channel::<String>(16);
    let bare = serve(Router::new().route("/", get(bare_poll)).with_state(sender.clone())).await;
    let polls =
        guests.iter().map(|cookie| format!("GET /api/loggedonly/poll HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\n\r\n"));
    let mut polls = Polls::open(ours, polls.collect()).await;
    let mut plain = Polls::open(bare, vec!["GET / HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(); POLLS]).await;
    let writer = reqwest::Client::new();
    let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let text = format!("round {round}");
        let message = polls
            .round(async {
                let body = json!({"chat": "Main", "text": text});
                let post =
                    writer.post(format!("http://{ours}/api/loggedonly/postMessage")).header("cookie", &guests[0]);
                let stored: Value = post.json(&body).send().await.expect("sent").json().await.expect("a message");
                assert_eq!(stored["text"], text);
            })
            .await;
        let body = json!({"event": {"text": text, "chat": "Main", "user": "Guest 1", "id": 1}, "type": "MessageEvent"});
        let told = plain.round(async { drop(sender.send(body.to_string())) }).await;
        // The first round is for warming up.
        if round > 0 {
            of_ours.push(message);
            of_bare.push(told);
        }
    }
    let (ours, bare) = (median(of_ours), median(of_bare));
    println!(
        "wake-up: with {POLLS} waiting polls, 99 of 100 are answered within {:.2} times the time of a bare channel (medians {:.1} and {:.1} ms)",
        ours / bare,
        ours * 1e3,
        bare * 1e3
    );
}

async fn bare_poll(State(sender): State<broadcast::Sender<String>>) -> String {
    sender.subscribe().recv().await.unwrap_or_default()
}

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// A guest in the room; the cookie.
async fn guest(address: SocketAddr, index: usize) -> String {
    let client = reqwest::Client::new();
    let url = |path: &str| format!("http://{address}/api/{path}");
    let answer = client.post(url("login")).json(&json!({"user": format!("Guest {index}")})).send().await.expect("sent");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie").split(';').next().expect("it").to_owned();
    let join = client.post(url("loggedonly/joinChat")).header("cookie", &cookie).json(&json!({"chat": "Main"}));
    assert_eq!(join.send().await.expect("sent").status(), 200);
    cookie
}

/// Connections that poll, one after the other.
struct Polls {
    answered: mpsc::UnboundedReceiver<(Instant, bool)>,
    go: Vec<mpsc::UnboundedSender<()>>,
}

impl Polls {
    async fn open(address: SocketAddr, requests: Vec<String>) -> Self {
        let (answers, answered) = mpsc::unbounded_channel();
        let connected = Arc::new(Barrier::new(requests.len() + 1));
        let mut go = Vec::new();
        for request in requests {
            let (sender, mut again) = mpsc::unbounded_channel();
            go.push(sender);
            let (answers, connected) = (answers.clone(), connected.clone());
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.expect("connected");
                connected.wait().await;
                while again.recv().await.is_some() {
                    stream.write_all(request.as_bytes()).await.expect("asked");
                    let is_message = read(&mut stream).await;
                    let _ = answers.send((now(), is_message));
                }
            });
        }
        connected.wait().await;
        Self { answered, go }
    }

    fn park(&self) {
        for go in &self.go {
            let _ = go.send(());
        }
    }

    /// Time until 99 of 100 polls have their answer.
    async fn round(&mut self, act: impl Future<Output = ()>) -> f64 {
        self.park();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let begin = now();
        act.await;
        let mut times = Vec::new();
        while times.len() < POLLS {
            let answer = tokio::time::timeout(Duration::from_secs(20), self.answered.recv()).await;
            let (at, is_message) = answer.expect("in time").expect("an answer");
            assert!(is_message);
            times.push(at.duration_since(begin).as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        times[POLLS * 99 / 100]
    }
}

/// Reads one answer; whether it tells of a message.
async fn read(stream: &mut TcpStream) -> bool {
    let mut seen = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        let length = stream.read(&mut buffer).await.expect("an answer");
        assert!(length > 0, "the connection closed");
        seen.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&seen);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let is_whole = match head.to_lowercase().split("content-length: ").nth(1) {
            Some(rest) => rest.lines().next().and_then(|length| length.trim().parse().ok()) == Some(body.len()),
            None => body.ends_with("0\r\n\r\n"),
        };
        if is_whole {
            return body.contains("MessageEvent");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
