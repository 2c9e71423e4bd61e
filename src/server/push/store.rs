//! The SQL of devices that can be reached by push.

use super::{App, LETTER, LOGGING, Target};
use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

const WEB: &str = "web";
const KITH: &str = "fcm.kith";
const LETTERS: &str = "fcm.letters";
const NEARBY: &str = "fcm.nearby";
/// From before apps were told apart.
const FCM: &str = "fcm";

/// Devices that are told of a kind of push.
fn hearing(kind: &str) -> &'static [&'static str] {
    match kind {
        LETTER => &[WEB, KITH, LETTERS, FCM],
        LOGGING => &[WEB, KITH, NEARBY, FCM],
        _ => &[WEB, KITH],
    }
}

/// Notes a device, which is found again by its address.
pub async fn upsert(tx: &mut Tx, id: &str, account_id: &str, session: &str, target: &Target, now: i64) -> Result<()> {
    let (kind, address, p256dh, auth) = match target {
        Target::Web { endpoint, p256dh, auth } => (WEB, endpoint.as_str(), p256dh.as_str(), auth.as_str()),
        Target::Fcm { token, app: App::Kith } => (KITH, token.as_str(), "", ""),
        Target::Fcm { token, app: App::Letters } => (LETTERS, token.as_str(), "", ""),
        Target::Fcm { token, app: App::Nearby } => (NEARBY, token.as_str(), "", ""),
    };
    let sql = "insert into push_devices (id, account_id, session_hash, kind, address, p256dh, auth, seen_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (address) do update set account_id = $2, session_hash = $3, kind = $4, p256dh = $6, auth = $7, seen_at = $8";
    let insert = query(sql).bind(id).bind(account_id).bind(session).bind(kind).bind(address);
    tx.execute(insert.bind(p256dh).bind(auth).bind(now)).await?;
    Ok(())
}

/// Leaves an account the devices that were seen last.
pub async fn trim(tx: &mut Tx, account_id: &str, most: i64) -> Result<()> {
    let sql = "delete from push_devices where account_id = $1 and id not in
        (select id from push_devices where account_id = $1 order by seen_at desc, id desc limit $2)";
    tx.execute(query(sql).bind(account_id).bind(most)).await?;
    Ok(())
}

pub async fn delete_of(tx: &mut Tx, account_id: &str, address: &str) -> Result<bool> {
    let sql = "delete from push_devices where account_id = $1 and address = $2";
    Ok(tx.execute(query(sql).bind(account_id).bind(address)).await? > 0)
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("delete from push_devices where id = $1").bind(id)).await?;
    Ok(())
}

/// True if a device came with this session.
pub async fn has_session(conn: &mut Conn, session: &str) -> Result<bool> {
    let sql = "select id from push_devices where session_hash = $1 limit 1";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(session)).await?.is_some())
}

/// The devices that came with a session go with it.
pub async fn forget_session(tx: &mut Tx, session: &str) -> Result<()> {
    tx.execute(query("delete from push_devices where session_hash = $1").bind(session)).await?;
    Ok(())
}

/// The same for many sessions, of which few have any.
pub async fn forget_sessions(tx: &mut Tx, sessions: &[String]) -> Result<()> {
    for some in sessions.chunks(400) {
        let sql = format!("delete from push_devices where session_hash in ({})", places(1, some.len()));
        tx.execute(some.iter().fold(query(AssertSqlSafe(sql)), |forget, session| forget.bind(session))).await?;
    }
    Ok(())
}

/// All devices of an account but those of the session that is kept.
pub async fn forget_others(tx: &mut Tx, account_id: &str, kept: &str) -> Result<()> {
    let sql = "delete from push_devices where account_id = $1 and session_hash <> $2";
    tx.execute(query(sql).bind(account_id).bind(kept)).await?;
    Ok(())
}

/// Devices of these people that are told of a kind of push: account and device, by account.
pub async fn devices_of(conn: &mut Conn, accounts: &[String], kind: &str) -> Result<Vec<(String, String)>> {
    // Words of ours.
    let kinds = hearing(kind).join("', '");
    let mut found = Vec::new();
    for some in accounts.chunks(400) {
        let places = places(1, some.len());
        let sql = format!(
            "select account_id, id from push_devices where account_id in ({places}) and kind in ('{kinds}')
            order by account_id, id"
        );
        let rows: Vec<(String, String)> =
            conn.all(some.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await?;
        found.extend(rows);
    }
    Ok(found)
}

pub async fn target(conn: &mut Conn, id: &str) -> Result<Option<Target>> {
    let sql = "select kind, address, p256dh, auth from push_devices where id = $1";
    let row: Option<(String, String, String, String)> = conn.optional(query_as(sql).bind(id)).await?;
    Ok(row.map(|(kind, address, p256dh, auth)| match kind.as_str() {
        WEB => Target::Web { endpoint: address, p256dh, auth },
        LETTERS => Target::Fcm { token: address, app: App::Letters },
        NEARBY => Target::Fcm { token: address, app: App::Nearby },
        _ => Target::Fcm { token: address, app: App::Kith },
    }))
}
