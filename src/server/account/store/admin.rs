//! The SQL of those who run the installation: accounts as only they see them.

use crate::server::{
    db::{Conn, Tx},
    error::Result,
};
use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query, query::Query, query_as};

/// An account as admins see it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Holder {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified_at: Option<i64>,
    pub picture: String,
    pub kind: String,
    pub is_admin: i64,
    pub shows_presence: i64,
    pub created_at: i64,
    pub suspended_at: Option<i64>,
    pub guest_until: Option<i64>,
    /// When sessions and tokens were used last, to the hour.
    pub session_at: Option<i64>,
    pub token_at: Option<i64>,
}

/// `$1` is a part of a name, `$2` one of an address, as `like` takes them.
const FOUND: &str = "kind <> 'bot' and ended_at is null
    and (search_key like $1 escape '!' or email_key like $2 escape '!')";

/// Accounts in the order of their names, after the one with an id.
pub async fn holders(conn: &mut Conn, parts: &Parts, after: &str, limit: i64) -> Result<Vec<Holder>> {
    let sql = format!(
        "select id, display_name, user_name, email, email_verified_at, picture, kind, is_admin, shows_presence, created_at, suspended_at,
            guest_until, (select max(s.seen_at) from sessions s where s.account_id = accounts.id) as session_at,
            (select max(t.seen_at) from tokens t where t.account_id = accounts.id) as token_at
        from accounts where {FOUND}
            and ($3 = '' or (search_key, id) > (select a.search_key, a.id from accounts a where a.id = $3))
        order by search_key, id limit $4"
    );
    conn.all(query_as(AssertSqlSafe(sql)).bind(&parts.name).bind(&parts.email).bind(after).bind(limit)).await
}

pub async fn count(conn: &mut Conn, parts: &Parts) -> Result<i64> {
    let sql = format!("select count(*) from accounts where {FOUND}");
    Ok(conn.one(query_as::<_, (i64,)>(AssertSqlSafe(sql)).bind(&parts.name).bind(&parts.email)).await?.0)
}

/// What accounts are looked for by.
pub struct Parts {
    name: String,
    email: String,
}

impl Parts {
    /// Folded parts of a name and of an address.
    pub fn new(name: &str, email: &str) -> Self {
        Self { name: super::containing(name), email: super::containing(email) }
    }
}

/// What decides about what may be done to an account.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Standing {
    pub kind: String,
    pub is_admin: i64,
    pub suspended_at: Option<i64>,
}

pub async fn standing(conn: &mut Conn, id: &str) -> Result<Option<Standing>> {
    let sql = "select kind, is_admin, suspended_at from accounts where id = $1 and ended_at is null";
    conn.optional(query_as(sql).bind(id)).await
}

pub async fn set_admin(tx: &mut Tx, id: &str, is_admin: bool) -> Result<()> {
    tx.execute(query("update accounts set is_admin = $2 where id = $1").bind(id).bind(i64::from(is_admin))).await?;
    Ok(())
}

/// Since when somebody may not come in; none lets them in again.
pub async fn set_suspended(tx: &mut Tx, id: &str, since: Option<i64>) -> Result<()> {
    tx.execute(query("update accounts set suspended_at = $2 where id = $1").bind(id).bind(since)).await?;
    Ok(())
}

pub fn update_by_name(user_key: &str, is_admin: bool) -> Query<'static, Any, AnyArguments> {
    let sql = "update accounts set is_admin = $2 where user_key = $1 and kind = 'person'";
    query(sql).bind(user_key.to_owned()).bind(i64::from(is_admin))
}

pub fn update_by_email(email_key: &str, is_admin: bool) -> Query<'static, Any, AnyArguments> {
    let sql = "update accounts set is_admin = $2 where email_key = $1 and email_verified_at is not null";
    query(sql).bind(email_key.to_owned()).bind(i64::from(is_admin))
}
