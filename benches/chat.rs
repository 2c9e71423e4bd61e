//! What chats cost, each as a ratio in one run: posts against the same statements in a bare loop; the time from a post to
//! the last of 1,000 connected members against a bare WebSocket broadcast; a page of a long history against a short one.

use futures::{SinkExt, StreamExt};
use kith::{
    app::i18n::Language,
    server::{
        account::{self, NewAccount, sessions},
        calendar,
        chats::{self, Draft},
        config::{Config, Switch},
        context::{Clock, Ctx, Member},
        http, open, start,
    },
};
use serde_json::json;
use sqlx::{AnyConnection, Connection, Executor, query, query_as};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, broadcast},
};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(700);
const WRITERS: usize = 64;
const MEMBERS: usize = 1_000;
const POSTS: usize = 30;
const SHORT: i64 = 1_000;
const LONG: i64 = 1_000_000;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = Config { data_dir: folder.path().to_owned(), limits: Switch::Off, ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    let stop = CancellationToken::new();
    start(&ctx, &stop).await.expect("started");
    let anna = person(&ctx, "anna").await;
    posting(&ctx, &anna, folder.path()).await;
    fan_out(&ctx, &anna).await;
    history(&ctx, &anna).await;
    stop.cancel();
    ctx.db.close().await;
}

/// Posts per second of many writers in one chat, against the same statements, as many a transaction, in a bare loop.
async fn posting(ctx: &Ctx, anna: &Member, folder: &std::path::Path) {
    let chat = chat(ctx, anna).await;
    let mut bare = bare_database(folder).await;
    post(ctx, anna, &chat).await;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let ours = post(ctx, anna, &chat).await;
        let plain = post_bare(&mut bare).await;
        println!("round {round}: {ours:.0} posts/s, bare loop {plain:.0}/s, ratio {:.2}", ours / plain);
        ratios.push(ours / plain);
    }
    println!("posting: {:.2} of the same statements in a bare loop (median)", median(ratios));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn post(ctx: &Ctx, me: &Member, chat: &str) -> f64 {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..WRITERS)
        .map(|_| {
            let (ctx, me, chat) = (ctx.clone(), me.clone(), chat.to_owned());
            tokio::spawn(async move {
                let mut posts = 0_u32;
                while begin.elapsed() < ROUND {
                    let draft = Draft { chat_id: chat.clone(), text: "hello".into(), client_id: None, reply_to: None };
                    chats::send(&ctx, me.clone(), draft).await.expect("sent");
                    posts += 1;
                }
                posts
            })
        })
        .collect();
    let mut posts = 0;
    for task in tasks {
        posts += task.await.expect("a writer");
    }
    f64::from(posts) / begin.elapsed().as_secs_f64()
}

/// The same schema with one chat and one member, reached by nothing but the driver.
async fn bare_database(folder: &std::path::Path) -> AnyConnection {
    let config = Config { data_dir: folder.join("bare"), limits: Switch::Off, ..Config::default() };
    let ctx = open(config, Clock::System).await.expect("opened");
    ctx.db.migrate().await.expect("a schema");
    let me = person(&ctx, "bare").await;
    let chat = chat(&ctx, &me).await;
    let rename = [("chats", "id"), ("chat_members", "chat_id")]
        .map(|(table, column)| format!("update {table} set {column} = 'chat' where {column} = '{chat}'"));
    ctx.db.close().await;
    let url = format!("sqlite:{}", folder.join("bare/kith.db").display());
    let mut bare = AnyConnection::connect(&url).await.expect("a connection");
    let settings = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off; pragma cache_size = -16000; pragma wal_autocheckpoint = 0";
    bare.execute(sqlx::raw_sql(settings)).await.expect("settings");
    for sql in rename {
        bare.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql))).await.expect("renamed");
    }
    let me = format!("update chat_members set account_id = '{0}'; update events set author_id = '{0}'", me.id);
    bare.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(me))).await.expect("renamed");
    bare.execute(sqlx::raw_sql("pragma foreign_keys = on")).await.expect("settings");
    bare
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn post_bare(bare: &mut AnyConnection) -> f64 {
    let (me,): (String,) = query_as("select account_id from chat_members").fetch_one(&mut *bare).await.expect("me");
    let begin = Instant::now();
    let mut posts = 0_u32;
    while begin.elapsed() < ROUND {
        bare.execute(sqlx::raw_sql("begin immediate")).await.expect("begun");
        for _ in 0..WRITERS {
            let sql = "update chats set last_seq = last_seq + 1,
                    last_at = case when $3 = 1 and (last_text_at = 0 or last_at < $2) then $2 else last_at end,
                    last_text_at = case when $3 = 1 and last_text_at < $2 then $2 else last_text_at end
                where id = $1 and hidden_at is null returning last_seq";
            let next = query_as::<_, (i64,)>(sql).bind("chat").bind(1_i64).bind(1_i64);
            let (seq,) = next.fetch_one(&mut *bare).await.expect("a number");
            let sql = "select c.id, m.read_seq from chats c
                left join chat_members m on m.chat_id = c.id and m.account_id = $1 where c.id = $2 and c.hidden_at is null";
            let access: Option<(String, Option<i64>)> =
                query_as(sql).bind(&me).bind("chat").fetch_optional(&mut *bare).await.expect("a chat");
            assert!(access.is_some());
            let sql = "insert into messages (id, chat_id, seq, author_id, kind, text, reply_to, client_id, sent_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            let insert = query(sql).bind(uuid()).bind("chat").bind(seq).bind(&me).bind("text").bind("hello");
            let insert = insert.bind(None::<String>).bind(None::<String>).bind(1_i64);
            insert.execute(&mut *bare).await.expect("inserted");
            let sql = "update chat_members set read_seq = $3 where chat_id = $1 and account_id = $2 and read_seq < $3";
            query(sql).bind("chat").bind(&me).bind(seq).execute(&mut *bare).await.expect("read");
            posts += 1;
        }
        bare.execute(sqlx::raw_sql("commit")).await.expect("committed");
    }
    f64::from(posts) / begin.elapsed().as_secs_f64()
}

fn uuid() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Time from a post until the last of the members has it, against a broadcast to as many WebSockets.
async fn fan_out(ctx: &Ctx, anna: &Member) {
    let chat = chat(ctx, anna).await;
    let token = token(ctx, anna).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = http::router(ctx).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let got = Arc::new(Counter::default());
    for _ in 0..MEMBERS {
        let (got, token) = (got.clone(), token.clone());
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let request = format!("GET /api/live HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("asked");
        let mut buffer = vec![0; 4096];
        let mut seen = Vec::new();
        while !seen.windows(5).any(|window| window == b"hello") {
            let length = stream.read(&mut buffer).await.expect("a greeting");
            seen.extend_from_slice(&buffer[..length]);
        }
        tokio::spawn(async move {
            while let Ok(length) = stream.read(&mut buffer).await {
                // The message and the note of its author's reading come in one piece or two; the message is counted.
                if length == 0 {
                    return;
                }
                if buffer[..length].windows(16).any(|window| window == b"\"kind\":\"message\"") {
                    got.add();
                }
            }
        });
    }
    let (sockets, sender) = websockets().await;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..POSTS {
        ours.push(
            timed(&got, async {
                let draft = Draft { chat_id: chat.clone(), text: "hello".into(), client_id: None, reply_to: None };
                chats::send(ctx, anna.clone(), draft).await.expect("sent");
            })
            .await,
        );
        let body =
            json!({"kind": "message", "chat": chat, "message": {"text": "hello", "id": chat, "author_id": chat}});
        bare.push(timed(&sockets, async { drop(sender.send(body.to_string())) }).await);
    }
    let (ours, bare) = (median(ours), median(bare));
    println!(
        "fan-out: a post is with the last of {MEMBERS} members after {:.2} times a bare WebSocket broadcast (medians {:.1} and {:.1} ms)",
        ours / bare,
        ours * 1e3,
        bare * 1e3
    );
}

/// Counts receipts and rings when all have it.
#[derive(Default)]
struct Counter {
    count: AtomicUsize,
    all: Notify,
}

impl Counter {
    fn add(&self) {
        if self.count.fetch_add(1, Ordering::SeqCst) + 1 == MEMBERS {
            self.all.notify_one();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn timed(counter: &Counter, act: impl Future<Output = ()>) -> f64 {
    counter.count.store(0, Ordering::SeqCst);
    let begin = Instant::now();
    act.await;
    tokio::time::timeout(Duration::from_secs(20), counter.all.notified()).await.expect("all of them");
    let passed = begin.elapsed().as_secs_f64();
    // What still comes of this one must not count for the next.
    tokio::time::sleep(Duration::from_millis(60)).await;
    passed
}

/// As many WebSockets on a broadcast channel.
async fn websockets() -> (Arc<Counter>, broadcast::Sender<String>) {
    let (sender, _) = broadcast::channel::<String>(16);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let source = sender.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut told = source.subscribe();
            tokio::spawn(async move {
                let _ = stream.set_nodelay(true);
                let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else { return };
                while let Ok(text) = told.recv().await {
                    if socket.send(Message::text(text)).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    let got = Arc::new(Counter::default());
    for _ in 0..MEMBERS {
        let got = got.clone();
        let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}")).await.expect("connected");
        tokio::spawn(async move {
            while let Some(Ok(_)) = socket.next().await {
                got.add();
            }
        });
    }
    while sender.receiver_count() < MEMBERS {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (got, sender)
}

/// Pages per second of a chat with many messages against one with few.
async fn history(ctx: &Ctx, anna: &Member) {
    let (short, long) = (chat(ctx, anna).await, chat(ctx, anna).await);
    fill(ctx, anna, &short, SHORT).await;
    fill(ctx, anna, &long, LONG).await;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let few = pages(ctx, anna, &short, SHORT).await;
        let many = pages(ctx, anna, &long, LONG).await;
        println!(
            "round {round}: {SHORT} messages {few:.0} pages/s, {LONG} messages {many:.0} pages/s, costs {:.2} times",
            few / many
        );
        ratios.push(few / many);
    }
    println!("history: a page of {LONG} messages costs {:.2} times one of {SHORT} (median)", median(ratios));
}

async fn fill(ctx: &Ctx, author: &Member, chat: &str, count: i64) {
    let sql = "with recursive n (i) as (select 1 union all select i + 1 from n where i < $3)
        insert into messages (id, chat_id, seq, author_id, kind, text, sent_at)
        select $1 || '-' || i, $1, i, $2, 'text', 'message ' || i, i from n";
    ctx.db.execute(query(sql).bind(chat.to_owned()).bind(author.id.clone()).bind(count)).await.expect("filled");
    let sql = "update chats set last_seq = $2, last_at = $2 where id = $1";
    ctx.db.execute(query(sql).bind(chat.to_owned()).bind(count)).await.expect("counted");
}

/// Pages per second, at the newest end and in the middle by turns.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn pages(ctx: &Ctx, me: &Member, chat: &str, count: i64) -> f64 {
    let begin = Instant::now();
    let mut pages = 0_u32;
    while begin.elapsed() < ROUND {
        let before = if pages.is_multiple_of(2) { None } else { Some(count / 2) };
        let page = chats::history(ctx, me, chat, before, None).await.expect("a page");
        assert_eq!(page.messages.len(), 50);
        pages += 1;
    }
    f64::from(pages) / begin.elapsed().as_secs_f64()
}

async fn person(ctx: &Ctx, name: &str) -> Member {
    let account = NewAccount {
        name: name.into(),
        user_name: name.into(),
        email: format!("{name}@example.org"),
        password: "three words suffice".into(),
        language: Language::En,
        time_zone: "UTC".into(),
    };
    let id = account::found(ctx, account).await.expect("an account");
    sessions::by_id(&mut ctx.db.read().await.expect("a connection"), &id).await.expect("a row").expect("it")
}

/// A key for programs of somebody's.
async fn token(ctx: &Ctx, me: &Member) -> String {
    let token = ctx.rng.token();
    let sql = "insert into tokens (id, account_id, label, token_hash, created_at, seen_at, expires_at)
        values ('t', $1, 'bench', $2, $3, $3, $3 + 86400000)";
    let hash = kith::server::context::sha256(&token);
    ctx.db.execute(query(sql).bind(me.id.clone()).bind(hash).bind(ctx.clock.now())).await.expect("a token");
    token
}

/// The chat of a new group event.
async fn chat(ctx: &Ctx, me: &Member) -> String {
    let form = kith::app::calendar::wire::EventForm {
        name: "Choir".into(),
        kind: "group".into(),
        starts_on: "2026-11-20".into(),
        all_day: "on".into(),
        ..Default::default()
    };
    calendar::save_form(ctx, me.clone(), &form).await.expect("an event");
    let ids = chats::ids(&mut ctx.db.read().await.expect("a connection"), &me.id).await.expect("chats");
    ids.last().expect("one").clone()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
