//! Clients of Socket.IO 2 and 4 at the board: their events, and what they are told. The transport is a library's.

use super::{
    Asked, Identity, identify, of,
    packets::{Packet, message},
    writer::Waiting,
};
use crate::{
    app::{
        board::wire::{self, COMMENT_MAX, Effect},
        error::Code,
    },
    server::{call::Caller, context::Ctx, error::Result, limits},
};
use axum::{
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, any_service},
};
use serde::Serialize;
use serde_json::Value;
use socketioxide::{
    BroadcastError, ParserConfig, SocketIo,
    extract::{AckSender, SocketRef, TryData},
    handler::ConnectHandler,
    socket::Sid,
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// The path without its last slash.
const PATH: &str = "/api/socket.io";
/// A packet, or all packets of a poll, may be so long: a comment and a name need some hundred bytes.
const PACKET_MAX: usize = 16 * 1024;
/// So many packets may wait for a client that reads slowly: ten seconds of clicks.
const BUFFER: usize = 1024;
/// Clients sit in so many rows. A row is told all of a tick before the next row is told anything: its clients are woken once
/// for all of it, and what the server keeps of them is at hand.
const ROWS: u64 = 64;
/// So many calls of one client may wait.
const CALLS: usize = 20_000;
/// A client is told what is wrong with its calls this often at most.
const COMPLAIN: Duration = Duration::from_secs(2);
/// A name was nobody's a moment ago; then it is looked up again.
const FRESH: Duration = Duration::from_secs(30);
/// Of what somebody calls themselves so much is looked at.
const TYPED_MAX: usize = 50;
/// Clients that are quiet for so long after a ping are gone (contract: the original's).
const PING_TIMEOUT: Duration = Duration::from_secs(60);

/// Where Socket.IO clients connect.
pub struct Endpoint {
    service: MethodRouter,
    io: SocketIo,
}

impl Default for Endpoint {
    fn default() -> Self {
        let (service, io) = SocketIo::builder()
            .req_path(PATH)
            .max_buffer_size(BUFFER)
            .max_payload(PACKET_MAX as u64)
            .ws_max_message_size(PACKET_MAX)
            .ws_max_frame_size(PACKET_MAX)
            .ping_timeout(PING_TIMEOUT)
            .with_parser(ParserConfig::common().max_incoming_binaries(0))
            .build_svc();
        // Handlers are there before the client hears that it is connected and may speak.
        let enter = async move |socket: SocketRef| {
            enter(ctx(&socket).ok_or("closed")?, &socket).await;
            Ok::<_, &str>(())
        };
        let greet = move |socket: SocketRef| {
            if let Some(ctx) = ctx(&socket) {
                greet(&ctx, &socket);
            }
            std::future::ready(())
        };
        io.ns("/", greet.with(enter));
        Self { service: any_service(service), io }
    }
}

impl Endpoint {
    /// The route of the clients. Who begins a connection needs a place.
    pub fn service(&self, ctx: &Ctx) -> MethodRouter {
        self.service.clone().layer(from_fn_with_state(ctx.clone(), take_place))
    }

    /// Tells one client; it may have gone.
    fn tell(&self, sid: Sid, event: &str, data: &impl Serialize) {
        if let Some(socket) = self.io.of("/").and_then(|all| all.get_socket(sid)) {
            let _ = socket.emit(event, data);
        }
    }

    pub async fn close(&self) {
        self.io.close().await;
    }

    /// Tells all clients what one tick has, row by row, each packet encoded once for a row; false if a client has no room
    /// for it.
    pub async fn tell_all(&self, packets: &[Packet]) -> bool {
        let mut is_heard = true;
        if packets.is_empty() {
            return is_heard;
        }
        let Ok(rows) = self.io.rooms().await;
        for row in rows {
            let row = self.io.to(row);
            for packet in packets {
                match row.clone().emit(packet.event, &packet.data).await {
                    Ok(()) => {}
                    Err(BroadcastError::Socket(_)) => is_heard = false,
                    Err(error) => tracing::warn!(%error, "the clients of the board could not be told"),
                }
            }
        }
        is_heard
    }
}

/// One client, and its calls in their order.
struct Client {
    ctx: Ctx,
    sid: Sid,
    /// Who came with the first request, if they were signed in.
    me: Option<Caller>,
    address: String,
    seat: u64,
    calls: Mutex<Calls>,
}

#[derive(Default)]
struct Calls {
    waiting: VecDeque<Call>,
    are_answered: bool,
    /// Who it was last, by what it called itself.
    known: Option<(String, Identity, Instant)>,
    complained: Option<Instant>,
}

enum Call {
    Auth(Value),
    Press { is_event: bool, data: Value },
}

/// A connection that begins takes a place of its address. The library keeps what came with its first request for as long
/// as it lives.
async fn take_place(State(ctx): State<Ctx>, mut request: Request, next: Next) -> Response {
    let is_begun = request.uri().query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("sid=")));
    if !is_begun {
        let address = request.extensions().get::<Caller>().map(|caller| caller.address.clone()).unwrap_or_default();
        let Some(place) = ctx.board.0.places.take(&ctx, &address) else { return Code::TooFast.into_response() };
        request.extensions_mut().insert(Arc::new(place));
        request.extensions_mut().insert(ctx);
    }
    next.run(request).await
}

/// What came with the first request of a connection.
fn ctx(socket: &SocketRef) -> Option<Ctx> {
    socket.req_parts().extensions.get().cloned()
}

/// A client sits down and may speak.
async fn enter(ctx: Ctx, socket: &SocketRef) {
    let caller = socket.req_parts().extensions.get::<Caller>().cloned();
    let address = caller.as_ref().map(|caller| caller.address.clone()).unwrap_or_default();
    let is_signed_in = match &caller {
        Some(caller) => caller.anyone(&ctx).await.is_ok_and(|me| me.is_some()),
        None => false,
    };
    let me = caller.filter(|_| is_signed_in);
    let seat = ctx.board.sit();
    socket.join(format!("row {}", seat % ROWS));
    let client = Arc::new(Client { ctx, sid: socket.id, me, address, seat, calls: Mutex::default() });
    let on = |event: &'static str, call: fn(Value) -> Call| {
        let client = Arc::downgrade(&client);
        socket.on(event, move |TryData(data): TryData<Value>, ack: AckSender| {
            // Nobody has to want an answer.
            let _ = ack.send(&[0_u8; 0]);
            if let Some(client) = client.upgrade() {
                client.take(call(data.unwrap_or_default()));
            }
            // Done here, since tasks would not keep the order.
            std::future::ready(())
        });
    };
    on("auth", Call::Auth);
    on("click", |data| Call::Press { is_event: false, data });
    on("event", |data| Call::Press { is_event: true, data });
    // Kept by the socket: it leaves with that, however that ends.
    socket.on_disconnect(move || {
        client.ctx.board.leave(&client.ctx, client.seat, None);
        std::future::ready(())
    });
}

/// What a client hears first.
fn greet(ctx: &Ctx, socket: &SocketRef) {
    let mut state = ctx.board.lock();
    let known = state.known;
    // Who comes while others are told may hear only a part of that.
    state.are_stats_due |= state.is_telling;
    drop(state);
    // It may have gone already.
    let _ = socket.emit("stats", &known);
    ctx.board.moved(true);
}

impl Drop for Client {
    fn drop(&mut self) {
        self.ctx.board.leave(&self.ctx, self.seat, None);
    }
}

impl Client {
    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a call, which is answered after those before it.
    fn take(self: Arc<Self>, call: Call) {
        if limits::press(&self.ctx, &format!("socket {}", self.sid), &self.address).is_err() {
            return self.complain("Langsamer!");
        }
        let mut calls = self.lock();
        if calls.waiting.len() >= CALLS {
            drop(calls);
            return self.complain("Langsamer!");
        }
        calls.waiting.push_back(call);
        if !std::mem::replace(&mut calls.are_answered, true) {
            drop(calls);
            tokio::spawn(self.answer());
        }
    }

    async fn answer(self: Arc<Self>) {
        loop {
            let call = {
                let mut calls = self.lock();
                let Some(call) = calls.waiting.pop_front() else {
                    calls.are_answered = false;
                    return;
                };
                call
            };
            let done = match call {
                Call::Auth(name) => self.auth(&name).await,
                Call::Press { is_event, data } => self.press(is_event, &data).await,
            };
            if let Err(error) = done {
                tracing::error!(%error, "a call to the board failed");
            }
        }
    }

    async fn auth(&self, name: &Value) -> Result<()> {
        match name.as_str().and_then(|name| wire::cut(name, TYPED_MAX)) {
            Some(name) => drop(self.be(&name).await?),
            None => self.complain("Wie heißt du?"),
        }
        Ok(())
    }

    async fn press(&self, is_event: bool, data: &Value) -> Result<()> {
        let text = |key: &str| match &data[key] {
            Value::Null => Some(""),
            Value::String(text) => Some(text.as_str()),
            _ => None,
        };
        let (Some(user), Some(comment), Some(style), Some(what)) =
            (text("user"), text("comment"), text("style"), text("name"))
        else {
            self.complain("Das habe ich nicht verstanden.");
            return Ok(());
        };
        let Some(name) = wire::cut(user, TYPED_MAX) else {
            self.complain("Wie heißt du?");
            return Ok(());
        };
        let asked = if is_event {
            let Some(effect) = Effect::parse(what.trim()) else {
                self.complain("Das gibt es hier nicht.");
                return Ok(());
            };
            Asked { is_event, what: effect.word().to_owned(), comment: None, style: None }
        } else {
            Asked { is_event, what: String::new(), comment: wire::cut(comment, COMMENT_MAX), style: wire::style(style) }
        };
        let press = asked.by(self.be(&name).await?);
        let waiting = Waiting { press, seat: Some(self.seat), done: None };
        // Fails only when the server stops.
        let _ = self.ctx.board.0.presses.send(waiting).await;
        Ok(())
    }

    /// Goes by a name from now on, as far as it is free.
    async fn be(&self, name: &str) -> Result<Identity> {
        let known = self.lock().known.clone();
        if let Some((typed, identity, at)) = known
            && typed == name
            && at.elapsed() < FRESH
        {
            return Ok(identity);
        }
        // Read anew: who was signed out or suspended, or has another name by now, is not who they were.
        let me = match &self.me {
            Some(caller) => caller.anew(&self.ctx).await?,
            None => None,
        };
        let (identity, is_taken) = match &me {
            // A guest of the pages has the name that was chosen there.
            Some(me) if me.user_name == name => (of(me), false),
            me => identify(&self.ctx, me.as_ref(), name).await?,
        };
        if is_taken {
            self.complain("Diesen Namen hat schon jemand. Du klickst als Gast.");
        }
        self.lock().known = Some((name.to_owned(), identity.clone(), Instant::now()));
        self.ctx.board.call(&self.ctx, self.seat, &identity);
        Ok(identity)
    }

    /// Tells this client alone what is wrong.
    fn complain(&self, what: &str) {
        let mut calls = self.lock();
        if calls.complained.is_none_or(|at| at.elapsed() >= COMPLAIN) {
            calls.complained = Some(Instant::now());
            drop(calls);
            self.ctx.board.endpoint().tell(self.sid, "message", &message(what.to_owned()));
        }
    }
}
