//! An application on a fresh database, reached over HTTP through the real router by named users.

use crate::server::{
    self,
    config::Config,
    context::{Clock, Ctx, Rng, hex},
    jobs,
};
use reqwest::{Method, RequestBuilder, StatusCode, redirect::Policy};
use serde_json::Value;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// 2026-11-20 12:00 UTC, a Friday.
pub const NOON: i64 = 1_795_176_000_000;

/// An answer that takes longer than this will not come.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Everybody's password in tests.
pub const PASSWORD: &str = "three words suffice";

pub struct TestApp {
    pub ctx: Ctx,
    pub url: String,
    hands: Arc<AtomicI64>,
    stop: CancellationToken,
    _data: tempfile::TempDir,
}

impl TestApp {
    /// Starts on SQLite, or on PostgreSQL if `TEST_POSTGRES_URL` names a server.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = tempfile::tempdir().expect("a directory");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let mut config = Config { data_dir: data.path().to_owned(), base_url: url.clone(), ..Config::default() };
        config.database_url = database().await.map(Into::into);
        change(&mut config);
        let hands = Arc::new(AtomicI64::new(NOON));
        let ctx = server::open(config, Clock::Manual(hands.clone())).await.expect("opened");
        ctx.db.migrate().await.expect("migrated");
        let stop = CancellationToken::new();
        server::start(&ctx, &stop).await.expect("started");
        serve_on(&ctx, listener, &stop);
        Self { ctx, url, hands, stop, _data: data }
    }

    /// Signals the server to stop.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Turns the clock forward by so many milliseconds.
    pub fn pass(&self, millis: i64) {
        self.hands.fetch_add(millis, Ordering::SeqCst);
    }

    /// Somebody with a browser and no account.
    pub fn stranger(&self) -> User {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build()
            .expect("a client");
        User { id: String::new(), url: self.url.clone(), client }
    }

    /// Somebody who has signed up as `name` with `name@example.org`, in UTC.
    pub async fn user(&self, name: &str) -> User {
        self.user_in(name, "UTC").await
    }

    pub async fn user_in(&self, name: &str, time_zone: &str) -> User {
        let mut user = self.stranger();
        let email = format!("{}@example.org", name.to_lowercase());
        let form =
            [("name", name), ("email", &email), ("password", PASSWORD), ("time_zone", time_zone), ("language", "en")];
        let answer = user.post_form("/api/account/sign-up", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        user.id = user.get("/user").await.json()["id"].as_str().expect("an id").to_owned();
        user
    }

    /// Counts the user's e-mail address as proven.
    pub async fn prove(&self, user: &User) {
        let sql = "update accounts set email_verified_at = 1 where id = $1";
        self.ctx.db.execute(sqlx::query(sql).bind(user.id.clone())).await.expect("proven");
    }

    /// Makes two people friends as people do it: one asks, the other accepts.
    pub async fn befriend(&self, one: &User, other: &User) {
        self.prove(one).await;
        let asked = one.post("/invite", &serde_json::json!({"type": "friend", "receiver_id": other.id})).await;
        assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.text);
        let invites = other.get("/invites").await.json();
        let invite = invites.as_array().expect("invites").iter().find(|invite| invite["sender_id"] == one.id);
        let id = invite.expect("the invite")["id"].as_str().expect("an id");
        let accepted = other.delete(&format!("/invite?id={id}&action=accept")).await;
        assert_eq!(accepted.status, StatusCode::NO_CONTENT, "{}", accepted.text);
    }

    /// Does all work that is due.
    pub async fn run_jobs(&self) -> usize {
        jobs::run_due(&self.ctx, &server::handlers()).await.expect("the jobs ran")
    }

    /// All mails in the folder, raw, with soft line breaks of quoted-printable undone.
    pub async fn mails(&self) -> Vec<String> {
        self.run_jobs().await;
        let folder = self.ctx.config.data_dir.join("mail");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        let read = |file| std::fs::read_to_string(file).expect("a mail").replace("=\r\n", "").replace("=3D", "=");
        files.into_iter().filter(|file| file.extension().is_some_and(|ext| ext == "eml")).map(read).collect()
    }
}

/// Another server on the database of an application.
pub struct Twin {
    pub url: String,
    stop: CancellationToken,
    _data: tempfile::TempDir,
}

impl Drop for Twin {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl TestApp {
    /// Starts another server on the same database; none on SQLite, which one process has for itself.
    pub async fn twin(&self) -> Option<Twin> {
        if self.ctx.db.engine() == server::db::Engine::Sqlite {
            return None;
        }
        let data = tempfile::tempdir().expect("a directory");
        let config = Config { data_dir: data.path().to_owned(), ..(*self.ctx.config).clone() };
        let ctx = server::open(config, self.ctx.clock.clone()).await.expect("opened");
        let stop = CancellationToken::new();
        let url = serve(&ctx, &stop).await;
        Some(Twin { url, stop, _data: data })
    }
}

/// Starts serving on a free port; the address.
async fn serve(ctx: &Ctx, stop: &CancellationToken) -> String {
    server::start(ctx, stop).await.expect("started");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    serve_on(ctx, listener, stop);
    url
}

fn serve_on(ctx: &Ctx, listener: TcpListener, stop: &CancellationToken) {
    let app = server::http::router(ctx).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let signal = stop.clone();
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, app).with_graceful_shutdown(signal.cancelled_owned()).await });
}

/// An open stream of notices.
pub struct Live {
    response: reqwest::Response,
    buffer: Vec<u8>,
    /// Positions of the first and the last notice.
    pub first: Option<String>,
    pub last: Option<String>,
}

impl Live {
    pub async fn open(user: &User) -> Self {
        Self::open_after(user, None).await
    }

    pub async fn open_after(user: &User, last: Option<&str>) -> Self {
        Self::try_open(user, last).await.expect("a stream")
    }

    pub async fn try_open(user: &User, last: Option<&str>) -> Option<Self> {
        let request = user.request(Method::GET, "/api/live");
        let request = match last {
            Some(last) => request.header("last-event-id", last),
            None => request,
        };
        let response = request.send().await.ok()?;
        let mut live = Self { response, buffer: Vec::new(), first: None, last: None };
        // Subscribed once the greeting is there.
        live.block().await?;
        Some(live)
    }

    /// The next notice; none when the stream ends. What has no notice says so by its kind.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            if let Some(id) = field("id: ") {
                self.first.get_or_insert(id.clone());
                self.last = Some(id);
            }
            match (field("event: "), field("data: ")) {
                (Some(event), _) => return Some(serde_json::json!({"kind": event})),
                (None, Some(data)) => return serde_json::from_str(&data).ok(),
                (None, None) => {}
            }
        }
    }

    /// The next notice of this kind.
    pub async fn until(&mut self, kind: &str) -> Value {
        let find = async {
            loop {
                let told = self.next().await.expect("an open stream");
                if told["kind"] == kind {
                    return told;
                }
            }
        };
        tokio::time::timeout(PATIENCE / 3, find).await.unwrap_or_else(|_| panic!("no {kind} came"))
    }

    /// All notices before the next one of this kind.
    pub async fn before(&mut self, kind: &str) -> Vec<Value> {
        let mut heard = Vec::new();
        let find = async {
            loop {
                let told = self.next().await.expect("an open stream");
                if told["kind"] == kind {
                    return;
                }
                heard.push(told);
            }
        };
        tokio::time::timeout(PATIENCE / 3, find).await.unwrap_or_else(|_| panic!("no {kind} came"));
        heard
    }

    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\n\n") {
                let block = self.buffer.drain(..end + 2).collect();
                return String::from_utf8(block).ok();
            }
            let chunk = self.response.chunk().await.ok()??;
            self.buffer.extend_from_slice(&chunk);
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A fresh database on the PostgreSQL server of this run, if there is one.
#[expect(clippy::disallowed_methods, reason = "the test run says where its server is")]
async fn database() -> Option<String> {
    use sqlx::Connection;
    let server = std::env::var("TEST_POSTGRES_URL").ok()?;
    let name = format!("kith_{}", hex(&Rng.bytes::<8>()));
    sqlx::any::install_default_drivers();
    let mut admin = sqlx::AnyConnection::connect(&format!("{server}/postgres")).await.expect("the server");
    let create = sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")));
    create.execute(&mut admin).await.expect("a database");
    Some(format!("{server}/{name}"))
}

/// Somebody at a browser or phone.
#[derive(Clone)]
pub struct User {
    pub id: String,
    pub url: String,
    pub client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {} {:?}", self.status, self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The code of an error body, after checking that it is one.
    pub fn code(&self) -> String {
        let body = self.json();
        assert!(body["error"].is_string(), "{body}");
        assert_eq!(self.header("content-type"), "application/json", "{body}");
        body["code"].as_str().expect("a code").to_owned()
    }
}

impl User {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// The same person at another server, or another way to the same.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        send(self.request(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::PUT, path).json(body)).await
    }

    /// As a program posts a form.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        send(self.request(Method::POST, path).form(fields)).await
    }

    /// As a browser without scripts posts a form.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        send(self.request(Method::POST, path).header("accept", "text/html,application/xhtml+xml").form(fields)).await
    }

    /// As a browser opens a page.
    pub async fn open(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path).header("accept", "text/html,application/xhtml+xml")).await
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, text: response.text().await.expect("a body") }
}
