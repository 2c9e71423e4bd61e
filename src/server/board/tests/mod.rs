//! The board through the real router, and clients of it that speak Socket.IO by hand.

mod documented;
mod pages;
mod socket;
mod storm;

use crate::server::tests::harness::{Answer, TestApp, User};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// What takes longer does not come.
const PATIENCE: Duration = Duration::from_secs(20);

type Wire = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn dial(url: &str, headers: &[(&'static str, String)]) -> Result<Wire, u16> {
    let mut request = url.replace("http://", "ws://").into_client_request().expect("a request");
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().expect("a value"));
    }
    match connect_async(request).await {
        Ok((wire, _)) => Ok(wire),
        Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// A client of Socket.IO 4 (`EIO=4`) or 2 (`EIO=3`) that begins with a WebSocket.
struct Client {
    wire: Wire,
    /// Events that came while another was waited for.
    heard: Vec<(String, Value)>,
}

impl Client {
    async fn connect(url: &str) -> Self {
        Self::connect_as(url, 4, &[]).await
    }

    async fn connect_as(url: &str, protocol: u8, headers: &[(&'static str, String)]) -> Self {
        let url = format!("{url}/api/socket.io/?EIO={protocol}&transport=websocket");
        let mut client = Self { wire: dial(&url, headers).await.expect("connected"), heard: Vec::new() };
        let open = client.packet().await.expect("an open packet");
        let hello: Value = serde_json::from_str(open.strip_prefix('0').expect("an open packet")).expect("JSON");
        assert_eq!(hello["pingInterval"], 25000, "{hello}");
        if protocol == 4 {
            client.send_raw("40").await;
        }
        let connected = client.packet().await.expect("connected");
        assert!(connected.starts_with("40"), "{connected}");
        client
    }

    async fn packet(&mut self) -> Option<String> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.wire.next()).await.expect("something came");
            match next? {
                Ok(Message::Text(text)) => match text.as_str() {
                    "2" => self.send_raw("3").await,
                    text => return Some(text.to_owned()),
                },
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    async fn send_raw(&mut self, text: &str) {
        self.wire.send(Message::text(text.to_owned())).await.expect("sent");
    }

    async fn emit(&mut self, event: &str, data: Value) {
        self.send_raw(&format!("42{}", json!([event, data]))).await;
    }

    async fn click(&mut self, user: &str, comment: &str) {
        self.emit("click", json!({"user": user, "comment": comment, "style": " "})).await;
    }

    /// The next event of any kind; none when the connection ends.
    async fn next(&mut self) -> Option<(String, Value)> {
        if !self.heard.is_empty() {
            return Some(self.heard.remove(0));
        }
        loop {
            let packet = self.packet().await?;
            if let Some(event) = packet.strip_prefix("42") {
                let event: Value = serde_json::from_str(event).expect("JSON");
                return Some((event[0].as_str().expect("a name").to_owned(), event[1].clone()));
            }
            assert!(packet.starts_with("43") || packet == "3" || packet == "41", "{packet}");
        }
    }

    /// The next event of this name; others stay to be asked for.
    async fn until(&mut self, name: &str) -> Value {
        self.until_such(name, |_| true).await
    }

    async fn until_such(&mut self, name: &str, such: impl Fn(&Value) -> bool) -> Value {
        let mut passed = Vec::new();
        loop {
            let Some((event, data)) = self.next().await else { panic!("no {name} came, only {passed:?}") };
            if event == name && such(&data) {
                passed.append(&mut self.heard);
                self.heard = passed;
                return data;
            }
            passed.push((event, data));
        }
    }

    /// The next message whose text has this.
    async fn told(&mut self, part: &str) -> Value {
        self.until_such("message", |message| message["text"].as_str().is_some_and(|text| text.contains(part))).await
    }
}

/// A page's connection.
struct Page {
    wire: Wire,
    seat: Option<String>,
}

impl Page {
    async fn open(url: &str, query: &str, headers: &[(&'static str, String)]) -> Self {
        let url = format!("{url}/api/board/live{query}");
        let mut page = Self { wire: dial(&url, headers).await.expect("connected"), seat: None };
        let hello = page.next().await;
        assert_eq!(hello["anew"], true, "{hello}");
        page.seat = hello["seat"].as_str().map(str::to_owned);
        page
    }

    async fn next(&mut self) -> Value {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.wire.next()).await.expect("something came");
            if let Message::Text(text) = next.expect("an open connection").expect("a message") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    }

    /// Everything of the coming news under this key until it has so many entries.
    async fn gather(&mut self, key: &str, count: usize) -> Vec<Value> {
        let mut all = Vec::new();
        while all.len() < count {
            all.extend(self.next().await[key].as_array().cloned().unwrap_or_default());
        }
        all
    }

    /// The news in which somebody came or went so that there are so many.
    async fn crowd(&mut self, count: usize) -> Value {
        loop {
            let news = self.next().await;
            if news["crowd"]["count"] == count {
                return news["crowd"].clone();
            }
        }
    }
}

async fn press(user: &User, button: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("button", button)];
    form.extend(more);
    user.post_form("/api/board/press", &form).await
}

/// A header by which somebody is known without a cookie.
async fn bearer(user: &User) -> (&'static str, String) {
    let made = user.post("/api/account/tokens", &json!({"label": "board"})).await;
    ("authorization", format!("Bearer {}", made.json()["token"].as_str().expect("a token")))
}

/// The counts that the documented API gives, each by its own way: stats, hours, names, clicks and events of today.
async fn counts(app: &TestApp) -> [(i64, i64); 4] {
    let anyone = app.stranger();
    let stats = anyone.get("/api/current_stats").await.json();
    let hours = anyone.get("/api/latest_hours").await.json();
    let users = anyone.get("/api/users").await.json();
    let sum = |list: &Value, key: &str| -> i64 {
        list.as_array().expect("a list").iter().map(|one| one[key].as_i64().expect("a number")).sum()
    };
    let last = hours.as_array().expect("hours").last().expect("an hour").clone();
    let number = |value: &Value| value.as_i64().expect("a number");
    [
        (number(&stats["click_count_total"]), number(&stats["event_count_total"])),
        (sum(&hours, "click_count"), sum(&hours, "event_count")),
        (number(&last["click_count_total"]), number(&last["event_count_total"])),
        (sum(&users, "click_count"), sum(&users, "event_count")),
    ]
}
