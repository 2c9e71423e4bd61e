//! Sessions in the database for tower-sessions, and who is signed in to one. Ids are hashed at rest.

use super::super::{
    bus::{Audience, Notice},
    context::{Ctx, Member, sha256},
    db::Conn,
    error::{Doing, Result},
    push,
};
use super::{
    devices::TOUCH_MS,
    guests::{GUEST, STAY_MS},
};
use crate::app::{error::Code, i18n::Language};
use async_trait::async_trait;
use sqlx::{Any, any::AnyArguments, query, query::Query, query_as};
use std::collections::HashMap;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{
        SameSite,
        time::{Duration, OffsetDateTime},
    },
    session::{Id, Record},
    session_store,
};

/// Where a session keeps its account.
const ACCOUNT: &str = "account";
/// What the browser calls itself.
const AGENT: &str = "agent";
/// No more of that is kept, in characters.
const AGENT_MAX: usize = 300;
/// Which session of a rooms client is this one's.
const ROOM: &str = "room";
/// The hour in which it was last used.
const SEEN: &str = "seen";
/// Who is signed in stays so for this many days without a visit.
const DAYS: i64 = 90;
/// Who is not is forgotten after an hour.
const FLEETING_MS: i64 = 3_600_000;

/// The store behind the session cookie.
#[derive(Clone)]
pub struct Store(Ctx);

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Store")
    }
}

/// The layer that reads and writes the cookie.
pub fn layer(ctx: &Ctx) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store(ctx.clone()))
        .with_name("kith")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(ctx.config.is_https())
        .with_expiry(Expiry::OnInactivity(Duration::days(DAYS)))
}

/// Refuses who may not come in for the time being.
pub async fn admit(conn: &mut Conn, account_id: &str) -> Result<()> {
    let standing = super::store::admin::standing(conn, account_id).await?;
    let is_out = standing.is_some_and(|standing| standing.suspended_at.is_some());
    if is_out { Err(Code::Suspended.into()) } else { Ok(()) }
}

/// Signs a session in: its id changes, so that an id known from before is worth nothing.
pub async fn enter(ctx: &Ctx, session: &Session, agent: &str, account_id: &str) -> Result<()> {
    // The session that was before is over: so are pushes to whoever had it.
    if let Some(before) = public_hash(session) {
        ctx.db.write(move |tx| Box::pin(async move { push::forget_session(tx, &before).await })).await?;
    }
    session.cycle_id().await.doing("rotating a session")?;
    let agent: String = agent.chars().take(AGENT_MAX).collect();
    session.insert(AGENT, agent).await.doing("writing a session")?;
    session.insert(SEEN, hour(ctx)).await.doing("writing a session")?;
    session.insert(ACCOUNT, account_id).await.doing("writing a session")
}

/// Notes the session of a rooms client in the cookie's session.
pub async fn set_room(session: &Session, id: &str) -> Result<()> {
    session.insert(ROOM, id).await.doing("writing a session")
}

/// The session of a rooms client that belongs to the cookie's session.
pub async fn room(session: &Session) -> Result<Option<String>> {
    session.get(ROOM).await.doing("reading a session")
}

/// Hours since 1970.
fn hour(ctx: &Ctx) -> i64 {
    ctx.clock.now() / TOUCH_MS
}

/// Ends a session, and its live connections wherever they are.
pub async fn leave(ctx: &Ctx, session: &Session, me: Option<&Member>) -> Result<()> {
    let id = session.id().map(|id| sha256(&id.to_string()));
    session.flush().await.doing("ending a session")?;
    if let (Some(me), Some(id)) = (me, id) {
        let notice = ended(&me.id, &id);
        ctx.db
            .write(move |tx| {
                tx.publish(notice);
                Box::pin(async move { push::forget_session(tx, &id).await })
            })
            .await?;
    }
    Ok(())
}

/// What tells live connections that their session is over.
pub fn ended(account_id: &str, session_hash: &str) -> Notice {
    Notice::new(
        Audience::Person(account_id.to_owned()),
        &serde_json::json!({"kind": "session-ended", "session": session_hash}),
    )
}

/// Whose a session is by now, read from the database; nobody's if it is over.
pub async fn anew(ctx: &Ctx, session: &Session) -> Result<Option<Member>> {
    let Some(hash) = public_hash(session) else { return Ok(None) };
    let mut conn = ctx.db.read().await?;
    let sql = "select account_id from sessions where id_hash = $1 and expires_at > $2 and account_id is not null";
    let owner: Option<(String,)> = conn.optional(query_as(sql).bind(hash).bind(ctx.clock.now())).await?;
    match owner {
        Some((id,)) => by_id(&mut conn, &id).await,
        None => Ok(None),
    }
}

/// The name under which notices speak of this session.
pub fn public_hash(session: &Session) -> Option<String> {
    session.id().map(|id| sha256(&id.to_string()))
}

/// The account that is signed in to this session.
pub async fn member(ctx: &Ctx, session: &Session) -> Result<Option<Member>> {
    let Some(id) = session.get::<String>(ACCOUNT).await.doing("reading a session")? else {
        return Ok(None);
    };
    let member = by_id(&mut ctx.db.read().await?, &id).await?;
    if member.is_some() {
        // A session gets a new term when it is saved: once an hour of use.
        if session.get::<i64>(SEEN).await.doing("reading a session")? != Some(hour(ctx)) {
            session.insert(SEEN, hour(ctx)).await.doing("writing a session")?;
            if member.as_ref().is_some_and(|member| member.is_guest) {
                ctx.db.execute(super::store::guests::stay(&id, ctx.clock.now() + STAY_MS)).await?;
            }
        }
    }
    Ok(member)
}

/// The proof for an account, for callers who have checked that it is theirs.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Member>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: String,
        display_name: String,
        user_name: String,
        email: Option<String>,
        language: String,
        time_zone: String,
        email_verified_at: Option<i64>,
        is_admin: i64,
        picture: String,
        theme: String,
        single_keys: i64,
        shows_presence: i64,
        kind: String,
    }
    let sql = "select id, display_name, user_name, email, language, time_zone, email_verified_at, is_admin, picture,
            theme, single_keys, shows_presence, kind
        from accounts where id = $1 and ended_at is null and suspended_at is null";
    let row: Option<Row> = conn.optional(query_as(sql).bind(id)).await?;
    Ok(row.map(|row| Member {
        id: row.id,
        name: row.display_name,
        user_name: row.user_name,
        email: row.email,
        language: Language::parse(&row.language).unwrap_or_default(),
        time_zone: row.time_zone,
        email_verified: row.email_verified_at.is_some(),
        is_admin: row.is_admin == 1,
        picture: row.picture,
        theme: ["light", "dark"].into_iter().find(|theme| *theme == row.theme),
        single_keys: row.single_keys == 1,
        shows_presence: row.shows_presence == 1,
        is_guest: row.kind == GUEST,
    }))
}

impl Store {
    fn bind(&self, sql: &'static str, record: &Record) -> session_store::Result<Query<'static, Any, AnyArguments>> {
        let data =
            serde_json::to_string(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))?;
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let account = text(ACCOUNT);
        let expires_at = self.0.clock.now() + if account.is_some() { DAYS * 86_400_000 } else { FLEETING_MS };
        let id_hash = sha256(&record.id.to_string());
        let agent = text(AGENT).unwrap_or_default();
        Ok(query(sql).bind(id_hash).bind(account).bind(data).bind(expires_at).bind(agent).bind(self.0.clock.now()))
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let sql = "insert into sessions (id_hash, account_id, data, expires_at, agent, created_at, seen_at)
            values ($1, $2, $3, $4, $5, $6, $6) on conflict (id_hash) do nothing";
        while self.0.db.execute(self.bind(sql, record)?).await.map_err(backend)? == 0 {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        // Only what is there: a request that began before a sign-out must not bring the session back.
        let sql = "update sessions set account_id = $2, data = $3, expires_at = $4, agent = $5, seen_at = $6
            where id_hash = $1";
        self.0.db.execute(self.bind(sql, record)?).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let sql = "select data, expires_at from sessions where id_hash = $1 and expires_at > $2";
        let find = query_as::<_, (String, i64)>(sql).bind(sha256(&id.to_string())).bind(self.0.clock.now());
        let row = self.0.db.read().await.map_err(backend)?.optional(find).await.map_err(backend)?;
        let Some((data, expires_at)) = row else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let delete = query("delete from sessions where id_hash = $1").bind(sha256(&id.to_string()));
        self.0.db.execute(delete).await.map_err(backend)?;
        Ok(())
    }
}

fn backend(error: super::super::error::Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
