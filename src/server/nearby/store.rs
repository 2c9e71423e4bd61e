//! The SQL of nearby: watches and consent, activities, sharing.

pub mod due;
pub mod positions;

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{Any, AssertSqlSafe, FromRow, any::AnyArguments, query, query::Query, query_as};

/// Somebody whom the caller watches, with their last position and whether they share or hide it.
#[derive(Clone, Debug, FromRow)]
pub struct Watched {
    pub id: String,
    pub agreed_at: Option<i64>,
    pub precision: String,
    pub until: Option<i64>,
    pub as_friends: i64,
    pub looked_at: Option<i64>,
    pub latitude: Option<i64>,
    pub longitude: Option<i64>,
    pub accuracy: Option<i64>,
    pub reported_at: Option<i64>,
    pub is_own: Option<i64>,
    pub shares_since: Option<i64>,
    pub shares_until: Option<i64>,
    pub hidden_until: Option<i64>,
}

/// Everybody whom somebody watches, first asked first.
pub async fn watched(conn: &mut Conn, watcher: &str) -> Result<Vec<Watched>> {
    let sql = "select w.watched_id as id, w.agreed_at, w.precision, w.until, w.as_friends, w.looked_at,
            p.latitude, p.longitude, p.accuracy, p.reported_at, p.is_own, s.since as shares_since,
            s.until as shares_until, s.hidden_until
        from nearby_watches w
        left join nearby_positions p on p.account_id = w.watched_id
        left join nearby_sharing s on s.account_id = w.watched_id
        where w.watcher_id = $1 and w.asked_at > 0 order by w.asked_at, w.watched_id";
    conn.all(query_as(sql).bind(watcher)).await
}

/// Somebody who watches the caller, or wants to.
#[derive(Clone, Debug, FromRow)]
pub struct Watcher {
    pub id: String,
    pub asked_at: i64,
    pub agreed_at: Option<i64>,
    pub precision: String,
    pub until: Option<i64>,
    pub as_friends: i64,
    pub ended_at: Option<i64>,
    pub looked_at: Option<i64>,
}

const WATCHERS: &str = "select watcher_id as id, asked_at, agreed_at, precision, until, as_friends, ended_at, looked_at
    from nearby_watches where watched_id = $1 and watcher_id <> $1 and asked_at > 0";

/// Who watches somebody, last asked first, before a place in that order.
pub async fn watchers(conn: &mut Conn, watched: &str, before: (i64, &str), limit: i64) -> Result<Vec<Watcher>> {
    let sql =
        format!("{WATCHERS} and (asked_at, watcher_id) < ($2, $3) order by asked_at desc, watcher_id desc limit $4");
    conn.all(query_as(AssertSqlSafe(sql)).bind(watched).bind(before.0).bind(before.1).bind(limit)).await
}

/// What stands between a watcher and somebody.
pub async fn watcher(conn: &mut Conn, watched: &str, watcher: &str) -> Result<Option<Watcher>> {
    let sql = format!("{WATCHERS} and watcher_id = $2");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(watched).bind(watcher)).await
}

/// Who waits for an answer; more than some do not change the count that is shown.
pub async fn asking(conn: &mut Conn, watched: &str) -> Result<Vec<String>> {
    let sql = "select watcher_id from nearby_watches
        where watched_id = $1 and asked_at > 0 and agreed_at is null and ended_at is null limit 100";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(watched)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Who could see somebody at this moment: they agreed to it, and the watcher's activity is open.
pub async fn lookers(conn: &mut Conn, watched: &str, now: i64) -> Result<Vec<String>> {
    let sql = "select w.watcher_id from nearby_watches w join nearby_activities a on a.account_id = w.watcher_id
        where w.watched_id = $1 and w.watcher_id <> $1 and w.agreed_at is not null and (w.until is null or w.until > $2)
            and a.ended_at is null and a.until > $2";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(watched).bind(now)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// How many people somebody watches.
pub async fn count_watched(conn: &mut Conn, watcher: &str) -> Result<i64> {
    let sql = "select count(*) from nearby_watches where watcher_id = $1 and asked_at > 0";
    Ok(conn.one(query_as::<_, (i64,)>(sql).bind(watcher)).await?.0)
}

/// Notes that somebody wants to watch somebody; false if they do already. Who was refused stays so; a consent whose time is
/// over can be asked for anew.
pub async fn watch(tx: &mut Tx, watcher: &str, watched: &str, agreed_at: Option<i64>, now: i64) -> Result<bool> {
    let sql = "insert into nearby_watches (watcher_id, watched_id, asked_at, agreed_at, precision, as_friends)
        values ($1, $2, $3, $4, 'near', 0)
        on conflict (watcher_id, watched_id) do update set asked_at = excluded.asked_at, until = null,
            ended_at = case when nearby_watches.until is null then nearby_watches.ended_at end
        where nearby_watches.asked_at = 0 or (nearby_watches.agreed_at is null and nearby_watches.until is not null)";
    Ok(tx.execute(query(sql).bind(watcher).bind(watched).bind(now).bind(agreed_at)).await? > 0)
}

/// Forgets that somebody watches somebody; false if they do not. Of who was refused since `before` that much is kept.
pub async fn unwatch(tx: &mut Tx, watcher: &str, watched: &str, before: i64) -> Result<bool> {
    let sql = "update nearby_watches set asked_at = 0 where watcher_id = $1 and watched_id = $2 and ended_at > $3 and asked_at > 0
        and until is null";
    if tx.execute(query(sql).bind(watcher).bind(watched).bind(before)).await? > 0 {
        return Ok(true);
    }
    let sql = "delete from nearby_watches where watcher_id = $1 and watched_id = $2 and asked_at > 0";
    Ok(tx.execute(query(sql).bind(watcher).bind(watched)).await? > 0)
}

/// What somebody agrees to.
pub struct Consent {
    /// As before without.
    pub precision: Option<&'static str>,
    pub until: Option<i64>,
    pub as_friends: bool,
}

/// Agrees to be watched; false if nobody asked.
pub async fn agree(tx: &mut Tx, watcher: &str, watched: &str, consent: &Consent, now: i64) -> Result<bool> {
    let sql = "update nearby_watches
        set agreed_at = case when agreed_at is null or agreed_at = 1 or until <= $3 then $3 else agreed_at end,
            precision = coalesce($4, precision), until = $5, as_friends = $6, ended_at = null
        where watcher_id = $1 and watched_id = $2 and asked_at > 0";
    let agree = query(sql).bind(watcher).bind(watched).bind(now).bind(consent.precision).bind(consent.until);
    Ok(tx.execute(agree.bind(i64::from(consent.as_friends))).await? > 0)
}

/// Refuses or ends a consent; false if nobody asked.
pub async fn refuse(tx: &mut Tx, watcher: &str, watched: &str, now: i64) -> Result<bool> {
    let sql = "update nearby_watches set agreed_at = null, until = null, ended_at = $3
        where watcher_id = $1 and watched_id = $2 and asked_at > 0";
    Ok(tx.execute(query(sql).bind(watcher).bind(watched).bind(now)).await? > 0)
}

/// Ends what was agreed in a direction; false if nothing was. Whoever agrees right now is waited for.
pub async fn end_consent(tx: &mut Tx, watcher: &str, watched: &str, now: i64) -> Result<bool> {
    let touch = "update nearby_watches set asked_at = asked_at where watcher_id = $1 and watched_id = $2";
    tx.execute(query(touch).bind(watcher).bind(watched)).await?;
    let sql = "update nearby_watches set agreed_at = null, until = null, ended_at = $3
        where watcher_id = $1 and watched_id = $2 and agreed_at is not null";
    Ok(tx.execute(query(sql).bind(watcher).bind(watched).bind(now)).await? > 0)
}

/// A consent whose time is over. That it had one is kept, and tells it from a refusal.
pub async fn expire(tx: &mut Tx, watcher: &str, watched: &str, now: i64) -> Result<bool> {
    let sql = "update nearby_watches set agreed_at = null, ended_at = until
        where watcher_id = $1 and watched_id = $2 and agreed_at is not null and until <= $3";
    Ok(tx.execute(query(sql).bind(watcher).bind(watched).bind(now)).await? > 0)
}

/// Ends the consent of those who were not asked.
pub fn end_silent() -> Query<'static, Any, AnyArguments> {
    query("update nearby_watches set agreed_at = null where agreed_at = 1 and watcher_id <> watched_id")
}

/// The watcher has looked; noted for those whom they could see.
pub fn looked(watcher: &str, before: i64, now: i64) -> Query<'static, Any, AnyArguments> {
    let sql = "update nearby_watches set looked_at = $2
        where watcher_id = $1 and agreed_at is not null and (until is null or until > $2)
            and (looked_at is null or looked_at < $3)";
    query(sql).bind(watcher.to_owned()).bind(now).bind(before)
}

/// An activity of somebody.
#[derive(Clone, Debug, FromRow)]
pub struct Activity {
    pub id: String,
    pub started_at: i64,
    pub until: i64,
    pub ended_at: Option<i64>,
    pub is_disrupted: i64,
    pub disrupted_by: Option<String>,
}

/// The open activity of somebody.
pub async fn open_activity(conn: &mut Conn, id: &str, now: i64) -> Result<Option<Activity>> {
    let sql = "select id, started_at, until, ended_at, is_disrupted, disrupted_by from nearby_activities
        where account_id = $1 and ended_at is null and until > $2";
    conn.optional(query_as(sql).bind(id).bind(now)).await
}

/// Activities of somebody that are over, newest first, before a place in that order.
pub async fn past(conn: &mut Conn, id: &str, before: (i64, &str), limit: i64) -> Result<Vec<Activity>> {
    let sql = "select id, started_at, until, ended_at, is_disrupted, disrupted_by from nearby_activities
        where account_id = $1 and ended_at is not null and (started_at, id) < ($2, $3)
        order by started_at desc, id desc limit $4";
    conn.all(query_as(sql).bind(id).bind(before.0).bind(before.1).bind(limit)).await
}

/// Begins an activity; false if one is open.
pub async fn begin(tx: &mut Tx, new_id: &str, id: &str, until: i64, now: i64) -> Result<bool> {
    let sql =
        "insert into nearby_activities (id, account_id, started_at, until, is_disrupted) values ($1, $2, $3, $4, 0)
        on conflict (account_id) where ended_at is null do nothing";
    Ok(tx.execute(query(sql).bind(new_id).bind(id).bind(now).bind(until)).await? > 0)
}

/// Ends the open activity; its id, none if there is none. `disrupted` if it was because somebody was too close: who, if
/// known.
pub async fn end(tx: &mut Tx, id: &str, disrupted: Option<Option<&str>>, now: i64) -> Result<Option<String>> {
    let sql = "update nearby_activities set ended_at = $2, is_disrupted = $3, disrupted_by = $4
        where account_id = $1 and ended_at is null and until > $2 returning id";
    let end = query_as::<_, (String,)>(sql).bind(id).bind(now).bind(i64::from(disrupted.is_some()));
    Ok(tx.optional(end.bind(disrupted.flatten())).await?.map(|row| row.0))
}

/// Until when somebody shares what their pages report, and hides; 0 if they do not.
pub async fn sharing(conn: &mut Conn, id: &str) -> Result<(i64, i64)> {
    let sql = "select until, hidden_until from nearby_sharing where account_id = $1";
    Ok(conn.optional(query_as::<_, (i64, i64)>(sql).bind(id)).await?.unwrap_or_default())
}

/// Shares until a time, from now on if nothing was shared; 0 ends it.
pub async fn share(tx: &mut Tx, id: &str, until: i64, now: i64) -> Result<()> {
    let sql = "insert into nearby_sharing (account_id, since, until, hidden_until) values ($1, $3, $2, 0)
        on conflict (account_id) do update set until = $2,
            since = case when nearby_sharing.until > $3 then nearby_sharing.since else $3 end";
    tx.execute(query(sql).bind(id).bind(until).bind(now)).await?;
    Ok(())
}

/// Hides until a time.
pub async fn hide(tx: &mut Tx, id: &str, until: i64) -> Result<()> {
    let sql = "insert into nearby_sharing (account_id, since, until, hidden_until) values ($1, 0, 0, $2)
        on conflict (account_id) do update set hidden_until = $2";
    tx.execute(query(sql).bind(id).bind(until)).await?;
    Ok(())
}

/// Shows who is hidden, from now on.
pub async fn show(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    let sql = "update nearby_sharing set hidden_until = $2 where account_id = $1 and hidden_until > $2";
    tx.execute(query(sql).bind(id).bind(now)).await?;
    Ok(())
}

/// Notes an address; false if it was there.
pub async fn subscribe(tx: &mut Tx, email: &str, email_key: &str, now: i64) -> Result<bool> {
    let sql = "insert into nearby_subscribers (email_key, email, since) values ($1, $2, $3) on conflict (email_key) do nothing";
    Ok(tx.execute(query(sql).bind(email_key).bind(email).bind(now)).await? > 0)
}
