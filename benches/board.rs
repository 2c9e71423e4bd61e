//! What it costs to tell 1,000 Socket.IO clients of clicks, and what an idle one takes: this server, which stores every
//! click before it tells it, against a node `socket.io` server that stores nothing. Both as processes of their own, with
//! the same clients, one after the other; `npm ci` in `benches/board` comes first.

use futures::{SinkExt, StreamExt};
use kith::server::{
    config::{Config, Switch},
    context::Clock,
    http, open, start,
};
use serde_json::json;
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};
use tokio_util::sync::CancellationToken;

const CLIENTS: usize = 1_000;
/// Just below what is told one by one.
const CLICKS_A_SECOND: u32 = 90;
const SECONDS: u32 = 10;
const STORM: usize = 100_000;
/// In this mode the program is the server.
const SERVE: &str = "KITH_BENCH_BOARD_SERVES";

type Wire = WebSocketStream<MaybeTlsStream<TcpStream>>;

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "a bench that is its own server says so by its environment")]
async fn main() {
    if std::env::var_os(SERVE).is_some() {
        return serve().await;
    }
    let ours = Server::start(Command::new(std::env::current_exe().expect("a program")).env(SERVE, "yes"));
    let of_ours = ours.measure().await;
    storm(&ours).await;
    drop(ours);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/board");
    let node = Server::start(Command::new("node").arg("server.mjs").current_dir(folder));
    let of_node = node.measure().await;
    let ratio = of_ours.deliveries / of_node.deliveries;
    println!(
        "telling: {ratio:.1} times as many clicks per CPU-second reach {CLIENTS} clients as from a node socket.io server (last: {:.0} and {:.0})",
        of_ours.deliveries, of_node.deliveries
    );
    println!(
        "idling: a client takes {:.1} KiB, {:.2} times what it takes there ({:.1} KiB)",
        of_ours.idle / 1024.0,
        of_ours.idle / of_node.idle,
        of_node.idle / 1024.0
    );
}

async fn serve() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), limits: Switch::Off, ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    start(&ctx, &CancellationToken::new()).await.expect("started");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address").port());
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
    let app = http::router(&ctx).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).await.expect("served");
}

struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Measured {
    /// Per CPU-second of the server.
    deliveries: f64,
    /// Bytes per client.
    idle: f64,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("started");
        let mut line = String::new();
        let out = child.stdout.take().expect("an output");
        BufReader::new(out).read_line(&mut line).expect("a port");
        Self { port: line.trim().parse().expect("a port"), child }
    }

    /// CPU time so far, of user and system.
    fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("a process");
        let after: Vec<&str> = stat.rsplit(") ").next().expect("fields").split(' ').collect();
        let ticks: u64 = [11, 12].map(|field: usize| after[field].parse::<u64>().expect("ticks")).iter().sum();
        Duration::from_millis(ticks * 10)
    }

    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") * 1024.0
    }

    async fn connect(&self) -> Wire {
        let url = format!("ws://127.0.0.1:{}/api/socket.io/?EIO=4&transport=websocket", self.port);
        let (mut wire, _) = connect_async(url).await.expect("connected");
        wire.next().await.expect("open").expect("a packet");
        wire.send(Message::text("40")).await.expect("sent");
        // Who speaks before they are let in is closed.
        while !wire.next().await.expect("open").expect("a packet").to_text().unwrap_or_default().starts_with("40") {}
        wire
    }

    async fn measure(&self) -> Measured {
        // What the first client costs is not the clients'.
        let mut sender = self.connect().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let before = self.memory();
        let heard = Arc::new(AtomicUsize::new(0));
        for _ in 0..CLIENTS {
            tokio::spawn(listen(self.connect().await, heard.clone()));
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        let idle = (self.memory() - before) / CLIENTS as f64;
        let (cpu, begun) = (self.cpu(), Instant::now());
        let mut every = tokio::time::interval(Duration::from_secs(1) / CLICKS_A_SECOND);
        for index in 0..CLICKS_A_SECOND * SECONDS {
            every.tick().await;
            let click = json!(["click", {"user": "Bench", "comment": format!("click {index}"), "style": "big"}]);
            sender.send(Message::text(format!("42{click}"))).await.expect("sent");
        }
        let all = CLIENTS * (CLICKS_A_SECOND * SECONDS) as usize;
        while heard.load(Ordering::Relaxed) < all {
            assert!(begun.elapsed() < Duration::from_secs(120), "{} of {all}", heard.load(Ordering::Relaxed));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Measured { deliveries: all as f64 / (self.cpu() - cpu).as_secs_f64(), idle }
    }
}

/// Counts clicks, and answers pings.
async fn listen(mut wire: Wire, heard: Arc<AtomicUsize>) {
    while let Some(Ok(message)) = wire.next().await {
        match message.to_text().unwrap_or_default() {
            "2" => wire.send(Message::text("3")).await.expect("sent"),
            text if text.starts_with("42[\"click\"") => drop(heard.fetch_add(1, Ordering::Relaxed)),
            _ => {}
        }
    }
}

/// Many more clicks than are told one by one: all are stored, and the count is exact.
async fn storm(server: &Server) {
    let begun = Instant::now();
    let senders = (0..10).map(|_| async {
        let (mut sender, mut receiver) = server.connect().await.split();
        // Who does not read what is told is closed.
        let reading = tokio::spawn(async move { while receiver.next().await.is_some() {} });
        for _ in 0..STORM / 10 {
            let click = json!(["click", {"user": "Storm"}]);
            sender.feed(Message::text(format!("42{click}"))).await.expect("sent");
        }
        sender.flush().await.expect("sent");
        (sender, reading)
    });
    let wires = futures::future::join_all(senders).await;
    let all = STORM as u64 + u64::from(CLICKS_A_SECOND * SECONDS);
    let url = format!("http://127.0.0.1:{}/api/current_stats", server.port);
    loop {
        let stats: serde_json::Value = reqwest::get(&url).await.expect("sent").json().await.expect("JSON");
        if stats["click_count_total"] == all {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{stats}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(wires);
    println!(
        "storm: {:.0} clicks a second were stored and counted exactly",
        STORM as f64 / begun.elapsed().as_secs_f64()
    );
}
