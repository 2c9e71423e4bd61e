//! The bus of several processes on one PostgreSQL. A transaction leaves its notices in the outbox. After the commit its
//! process takes them from there, one process at a time: it numbers them into the log and sends one NOTIFY for all. Every
//! process then reads what is new in the log. What is only for the moment travels inside a NOTIFY.

use super::{Audience, Effect, Notice, memory};
use crate::server::{
    context::{Clock, Ctx},
    db::{Conn, Db, Engine},
    error::{Doing, Result},
};
use memory::Memory;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, postgres::PgListener, query, query_as};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

/// The channel that says: there is something new in the log.
const NEWS: &str = "kith_news";
/// The channel of what is only for the moment.
const WHISPERS: &str = "kith_whispers";
/// Notices of a process that died between commit and bell are found after so long at most.
const LOOK: Duration = Duration::from_secs(2);
/// After an error the database is left alone so long.
const AFTER_ERROR: Duration = Duration::from_millis(500);
/// A NOTIFY can carry 8,000 bytes; a longer whisper reaches this process only.
const LONGEST: usize = 7_900;
/// So many whispers may wait to be sent; beyond that they are lost, as whispers may be.
const WAITING: usize = 1_024;
/// So many rows of the log are read at a time.
const PAGE: i64 = 1_000;
/// So much of the log is kept for processes that start.
const KEPT: i64 = 10_000;

pub struct Postgres {
    pub memory: Memory,
    /// Tells this process from the others.
    node: String,
    bell: Notify,
    whispers: mpsc::Sender<Notice>,
    outgoing: Mutex<Option<mpsc::Receiver<Notice>>>,
}

#[derive(Serialize, Deserialize)]
struct Whisper {
    node: String,
    audience: String,
    body: Arc<str>,
}

type Row = (i64, String, Option<String>, String);

impl Postgres {
    pub fn new(node: String) -> Self {
        let (whispers, outgoing) = mpsc::channel(WAITING);
        // The numbers outlive this process, so their epoch does as well.
        let memory = Memory::new("shared");
        Self { memory, node, bell: Notify::new(), whispers, outgoing: Mutex::new(Some(outgoing)) }
    }

    pub fn ring(&self) {
        self.bell.notify_one();
    }

    pub fn whisper(&self, notice: Notice) {
        self.memory.whisper(&notice);
        self.whisper_elsewhere(notice);
    }

    pub fn whisper_elsewhere(&self, notice: Notice) {
        if notice.body.len() < LONGEST && self.whispers.try_send(notice).is_err() {
            tracing::debug!("a whisper to other processes was lost");
        }
    }

    /// Begins to listen, and to flush what this process commits.
    pub async fn start(self: &Arc<Self>, ctx: &Ctx, url: &str, stop: CancellationToken) -> Result<()> {
        let mut listener = PgListener::connect(url).await.doing("listening to the database")?;
        listener.listen_all([NEWS, WHISPERS]).await.doing("listening to the database")?;
        let db = ctx.db.apart();
        self.read_tail(&db).await?;
        let outgoing = self.outgoing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (bus, own, ended) = (self.clone(), db.clone(), stop.clone());
        tokio::spawn(async move { ended.run_until_cancelled(bus.listen(listener, own)).await });
        let (bus, own, ended, clock) = (self.clone(), db.clone(), stop.clone(), ctx.clock.clone());
        tokio::spawn(async move { ended.run_until_cancelled(bus.flush(own, clock)).await });
        if let Some(outgoing) = outgoing {
            let bus = self.clone();
            tokio::spawn(async move { stop.run_until_cancelled(bus.send_whispers(db, outgoing)).await });
        }
        Ok(())
    }

    /// The end of the log as it was when this process started, so that clients of its predecessor can continue.
    async fn read_tail(&self, db: &Db) -> Result<()> {
        let (last,): (i64,) = db.read().await?.one(query_as("select coalesce(max(number), 0) from notices")).await?;
        let first = (last - i64::try_from(memory::LOG).unwrap_or(i64::MAX)).max(0);
        self.memory.begin_at(u64::try_from(first).unwrap_or(0));
        self.read_news(db).await
    }

    async fn listen(self: Arc<Self>, mut listener: PgListener, db: Db) {
        loop {
            // Also after the connection was lost and is there again: something may have been missed.
            let told = listener.try_recv().await;
            let done = match told {
                Ok(Some(told)) if told.channel() == WHISPERS => {
                    self.hear(told.payload());
                    Ok(())
                }
                Ok(_) => self.read_news(&db).await,
                Err(error) => Err(error).doing("listening to the database"),
            };
            if let Err(error) = done {
                tracing::warn!(%error, "news of other processes wait");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }

    fn hear(&self, payload: &str) {
        let Ok(whisper) = serde_json::from_str::<Whisper>(payload) else { return };
        if let (true, Some(audience)) = (whisper.node != self.node, Audience::parse(&whisper.audience)) {
            self.memory.whisper(&Notice { audience, body: whisper.body, effect: None });
        }
    }

    pub async fn read_news(&self, db: &Db) -> Result<()> {
        loop {
            let last = i64::try_from(self.memory.now().number).unwrap_or(i64::MAX);
            let sql = "select number, audience, effect, body from notices where number > $1 order by number limit $2";
            let rows: Vec<Row> = db.read().await?.all(query_as(sql).bind(last).bind(PAGE)).await?;
            if rows.is_empty() {
                return Ok(());
            }
            self.memory.publish_numbered(rows.into_iter().map(parse).collect());
        }
    }

    async fn flush(self: Arc<Self>, db: Db, clock: Clock) {
        loop {
            if let Err(error) = flush_once(&db, clock.now()).await {
                tracing::warn!(%error, "notices wait in the outbox");
                tokio::time::sleep(AFTER_ERROR).await;
            }
            tokio::select! {
                () = self.bell.notified() => {}
                () = tokio::time::sleep(LOOK) => {
                    // Should a NOTIFY have been lost while the listener's connection was.
                    if let Err(error) = self.read_news(&db).await {
                        tracing::debug!(%error, "the log could not be read");
                    }
                }
            }
        }
    }

    async fn send_whispers(self: Arc<Self>, db: Db, mut outgoing: mpsc::Receiver<Notice>) {
        while let Some(notice) = outgoing.recv().await {
            let whisper = Whisper { node: self.node.clone(), audience: notice.audience.text(), body: notice.body };
            let payload = serde_json::to_string(&whisper).unwrap_or_default();
            if payload.len() < LONGEST
                && let Err(error) =
                    db.execute(query("select cast(pg_notify('kith_whispers', $1) as text)").bind(payload)).await
            {
                tracing::warn!(%error, "a whisper to other processes was lost");
            }
        }
    }
}

/// True if a whisper, its body quoted within, is short enough for a NOTIFY.
pub fn fits(notice: &Notice) -> bool {
    /// What stands around the body.
    const AROUND: usize = 200;
    serde_json::to_string(&notice.body).is_ok_and(|body| body.len() + AROUND < LONGEST)
}

/// Leaves notices in the outbox, in their order.
pub async fn store(tx: &mut Conn, notices: &[Notice]) -> Result<()> {
    for chunk in notices.chunks(500) {
        let places: Vec<String> = (0..chunk.len())
            .map(|index| {
                format!("(nextval('outbox_order'), ${}, ${}, ${})", index * 3 + 1, index * 3 + 2, index * 3 + 3)
            })
            .collect();
        let sql = format!("insert into outbox (number, audience, effect, body) values {}", places.join(", "));
        let insert = chunk.iter().fold(query(AssertSqlSafe(sql)), |insert, notice| {
            let effect = notice.effect.as_ref().map(|effect| match effect {
                Effect::Join(audience) => format!("+{}", audience.text()),
                Effect::Rejoin(audience) => format!("={}", audience.text()),
                Effect::Leave(audience) => format!("-{}", audience.text()),
            });
            insert.bind(notice.audience.text()).bind(effect).bind(notice.body.to_string())
        });
        tx.execute(insert).await?;
    }
    Ok(())
}

/// Takes everything out of the outbox into the log. Processes take turns, so numbers have no gaps and no order is lost.
async fn flush_once(db: &Db, now: i64) -> Result<()> {
    db.write(move |tx| {
        Box::pin(async move {
            tx.execute(query("select cast(pg_advisory_xact_lock(5470146) as text)")).await?;
            let sql = "with gone as (delete from outbox returning number, audience, effect, body),
                        told as (
                            insert into notices (number, audience, effect, body, published_at)
                            select (select coalesce(max(number), 0) from notices)
                                + row_number() over (order by gone.number), audience, effect, body, $1
                            from gone returning number)
                    select cast(count(*) as bigint) from told";
            let (told,): (i64,) = tx.one(query_as(sql).bind(now)).await?;
            if told > 0 {
                tx.execute(query("select cast(pg_notify('kith_news', '') as text)")).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Removes what no process will read any more.
pub async fn sweep(ctx: Ctx) -> Result<()> {
    if ctx.db.engine() == Engine::Postgres {
        let sql = "delete from notices where number < (select max(number) from notices) - $1";
        ctx.db.execute(query(sql).bind(KEPT)).await?;
    }
    Ok(())
}

/// What a newer version says and this one does not understand keeps its number and concerns nobody.
fn parse((number, audience, effect, body): Row) -> (u64, Notice) {
    let number = u64::try_from(number).unwrap_or_default();
    let effect = effect.and_then(|effect| {
        let audience = Audience::parse(effect.get(1..)?)?;
        match effect.get(..1)? {
            "+" => Some(Effect::Join(audience)),
            "=" => Some(Effect::Rejoin(audience)),
            _ => Some(Effect::Leave(audience)),
        }
    });
    let audience = Audience::parse(&audience).unwrap_or(Audience::Nodes);
    (number, Notice { audience, body: body.into(), effect })
}
