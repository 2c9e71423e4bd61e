//! The SQL of accounts, identities and proofs.

pub mod admin;
pub mod devices;
pub mod guests;
pub mod phones;

use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query, query::Query, query_as};

pub struct NewRow {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub user_key: String,
    pub email: Option<String>,
    pub is_proven: bool,
    pub password_hash: Option<String>,
    pub picture: String,
    pub language: &'static str,
    pub time_zone: String,
    pub created_at: i64,
}

pub async fn insert(tx: &mut Tx, row: NewRow) -> Result<()> {
    let sql = "insert into accounts (id, display_name, user_name, user_key, email, email_key, email_verified_at,
            password_hash, picture, language, time_zone, created_at, search_key)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let email_key = row.email.as_deref().map(super::email_key);
    let search_key = super::names::search_key(&format!("{} {}", row.display_name, row.user_name));
    let insert = query(sql)
        .bind(row.id)
        .bind(row.display_name)
        .bind(row.user_name)
        .bind(row.user_key)
        .bind(row.email)
        .bind(email_key)
        .bind(row.is_proven.then_some(row.created_at))
        .bind(row.password_hash)
        .bind(row.picture)
        .bind(row.language)
        .bind(row.time_zone)
        .bind(row.created_at)
        .bind(search_key);
    tx.execute(insert).await?;
    Ok(())
}

/// Id and password hash of whoever proved this address, and of the first few who claim it: who claims it gets into their
/// own account whether or not it belongs to somebody, so that signing in does not tell.
pub async fn by_email(conn: &mut Conn, email_key: &str) -> Result<Vec<(String, String)>> {
    let sql = "select id, password_hash from accounts where email_key = $1 and password_hash is not null
        order by case when email_verified_at is null then 1 else 0 end, created_at, id limit 3";
    conn.all(query_as(sql).bind(email_key)).await
}

pub async fn by_user_key(conn: &mut Conn, user_key: &str) -> Result<Vec<(String, String)>> {
    let sql = "select id, password_hash from accounts where user_key = $1 and password_hash is not null";
    conn.all(query_as(sql).bind(user_key)).await
}

/// The account that proved this address.
pub async fn proven_owner(conn: &mut Conn, email_key: &str) -> Result<Option<String>> {
    let sql = "select id from accounts where email_key = $1 and email_verified_at is not null";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(email_key)).await?.map(|row| row.0))
}

pub async fn is_proven(conn: &mut Conn, email_key: &str) -> Result<bool> {
    Ok(proven_owner(conn, email_key).await?.is_some())
}

pub async fn hold(tx: &mut Tx, id: &str) -> Result<bool> {
    let sql = "update accounts set created_at = created_at where id = $1 and ended_at is null";
    Ok(tx.execute(query(sql).bind(id)).await? > 0)
}

pub async fn count(conn: &mut Conn) -> Result<i64> {
    let (accounts,): (i64,) = conn.one(query_as("select count(*) from accounts where kind = 'person'")).await?;
    Ok(accounts)
}

/// User-name keys that begin with this one.
pub async fn keys_like(conn: &mut Conn, user_key: &str) -> Result<Vec<String>> {
    let sql = "select user_key from accounts where user_key >= $1 and user_key < $2";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(user_key).bind(format!("{user_key}\u{10ffff}"))).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// An account with what its owner may see of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Profile {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified_at: Option<i64>,
    pub picture: String,
    pub birthday: String,
    pub time_zone: String,
    /// Subject at the OpenID provider, empty without one.
    pub subject: String,
}

const PROFILE: &str = "select id, display_name, user_name, email, email_verified_at, picture, birthday, time_zone,
    coalesce((select min(i.subject) from identities i where i.account_id = accounts.id and i.issuer <> 'facebook'), '') as subject from accounts";

pub async fn profile(conn: &mut Conn, id: &str) -> Result<Option<Profile>> {
    let sql = format!("{PROFILE} where id = $1 and kind = 'person'");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(id)).await
}

/// What somebody searches for.
pub struct Search<'a> {
    pub me: &'a str,
    /// Found whatever their settings say.
    pub friends: &'a [String],
    /// Who is found by nothing.
    pub hidden: &'a [String],
    /// Folded part of a name.
    pub part: &'a str,
    pub email_key: &'a str,
    /// The last one of the page before.
    pub after: &'a str,
    pub limit: i64,
}

/// The pattern of `like … escape '!'` for texts that have this part.
fn containing(part: &str) -> String {
    format!("%{}%", part.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

pub async fn search(conn: &mut Conn, search: &Search<'_>) -> Result<Vec<Profile>> {
    // An empty list is written as one that has nobody in it.
    let list = |first: usize, ids: &[String]| match ids.len() {
        0 => "''".to_owned(),
        count => places(first, count),
    };
    let (friends, hidden) = (list(6, search.friends), list(6 + search.friends.len(), search.hidden));
    let sql = format!(
        "{PROFILE} where id <> $1 and suspended_at is null and id not in ({hidden})
            and ((search_key like $2 escape '!' and (found_by_name = 1 or id in ({friends})))
                or (email_key = $3 and email_verified_at is not null and found_by_email = 1))
            and ($4 = '' or (search_key, id) > (select a.search_key, a.id from accounts a where a.id = $4))
        order by search_key, id limit $5"
    );
    let find = query_as(AssertSqlSafe(sql)).bind(search.me).bind(containing(search.part)).bind(search.email_key);
    let find = find.bind(search.after).bind(search.limit);
    conn.all(search.friends.iter().chain(search.hidden).fold(find, |find, id| find.bind(id))).await
}

/// How others see an account: an e-mail only if it was proven.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Person {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub picture: String,
    pub birthday: String,
    pub kind: String,
    pub is_admin: i64,
    /// Others may see whether they are here.
    pub shows_presence: i64,
}

pub async fn people(conn: &mut Conn, ids: &[String]) -> Result<Vec<Person>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(1, ids.len());
    let sql = format!(
        "select id, display_name, user_name, case when email_verified_at is not null then email end as email, picture, birthday,
            kind, is_admin, shows_presence from accounts where id in ({places})"
    );
    let find = ids.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id));
    conn.all(find).await
}

/// The languages of these accounts.
pub async fn languages(conn: &mut Conn, ids: &[String]) -> Result<Vec<(String, String)>> {
    let places = places(1, ids.len());
    let sql = format!("select id, language from accounts where id in ({places})");
    conn.all(ids.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await
}

/// What a mailed link says: whose account, and which address it was sent to.
#[derive(sqlx::FromRow)]
pub struct Proof {
    pub account_id: String,
    pub email: String,
}

/// Purposes of links: to prove an address, or to set a new password.
pub const EMAIL: &str = "email";
pub const RESET: &str = "reset";

pub async fn insert_proof(
    tx: &mut Tx,
    token_hash: &str,
    proof: &Proof,
    purpose: &'static str,
    expires_at: i64,
) -> Result<()> {
    let sql = "insert into proofs (token_hash, account_id, email, purpose, expires_at) values ($1, $2, $3, $4, $5)";
    let insert = query(sql).bind(token_hash).bind(&proof.account_id).bind(&proof.email).bind(purpose).bind(expires_at);
    tx.execute(insert).await?;
    Ok(())
}

/// Spends a proof: it can't be taken twice.
pub async fn take_proof(tx: &mut Tx, token_hash: &str, purpose: &'static str, now: i64) -> Result<Option<Proof>> {
    let sql = "delete from proofs where token_hash = $1 and purpose = $2 and expires_at > $3
        returning account_id, email";
    tx.optional(query_as(sql).bind(token_hash).bind(purpose).bind(now)).await
}

/// All mailed links of an account.
pub async fn delete_proofs(tx: &mut Tx, account_id: &str) -> Result<()> {
    tx.execute(query("delete from proofs where account_id = $1").bind(account_id)).await?;
    Ok(())
}

pub async fn prove_email(tx: &mut Tx, proof: &Proof, email_key: &str, now: i64) -> Result<()> {
    let sql = "update accounts set email = $2, email_key = $3, email_verified_at = $4 where id = $1";
    tx.execute(query(sql).bind(&proof.account_id).bind(&proof.email).bind(email_key).bind(now)).await?;
    Ok(())
}

/// Stores the language, the theme, or both.
pub fn update_look(
    id: &str,
    language: Option<&'static str>,
    theme: Option<&'static str>,
) -> Query<'static, Any, AnyArguments> {
    let sql = "update accounts set language = coalesce($2, language), theme = coalesce($3, theme) where id = $1";
    query(sql).bind(id.to_owned()).bind(language).bind(theme)
}

pub fn delete_old_proofs(now: i64) -> Query<'static, Any, AnyArguments> {
    query("delete from proofs where expires_at <= $1").bind(now)
}

/// The issuer of identities at Facebook, which has no OpenID name here.
pub const FACEBOOK: &str = "facebook";

pub async fn by_identity(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<String>> {
    let sql = "select account_id from identities where issuer = $1 and subject = $2";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(issuer).bind(subject)).await?.map(|row| row.0))
}

pub async fn insert_identity(tx: &mut Tx, issuer: &str, subject: &str, account_id: &str, now: i64) -> Result<()> {
    let sql = "insert into identities (issuer, subject, account_id, created_at) values ($1, $2, $3, $4)
        on conflict (issuer, subject) do nothing";
    tx.execute(query(sql).bind(issuer).bind(subject).bind(account_id).bind(now)).await?;
    Ok(())
}

/// Account and subject of those of these accounts that the issuer knows.
pub async fn subjects(conn: &mut Conn, issuer: &str, ids: &[String]) -> Result<Vec<(String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(2, ids.len());
    let sql = format!("select account_id, subject from identities where issuer = $1 and account_id in ({places})");
    conn.all(ids.iter().fold(query_as(AssertSqlSafe(sql)).bind(issuer), |find, id| find.bind(id))).await
}

/// What an OpenID provider shows; a picture that was uploaded here, or taken away here, stays so.
pub async fn update_foreign_picture(tx: &mut Tx, id: &str, picture: &str) -> Result<()> {
    let sql = "update accounts set picture = $2 where id = $1 and picture like 'http%'";
    tx.execute(query(sql).bind(id).bind(picture)).await?;
    Ok(())
}

pub async fn picture(conn: &mut Conn, id: &str) -> Result<String> {
    let sql = "select picture from accounts where id = $1";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(id)).await?.map(|row| row.0).unwrap_or_default())
}

pub async fn update_picture(tx: &mut Tx, id: &str, picture: &str) -> Result<()> {
    tx.execute(query("update accounts set picture = $2 where id = $1").bind(id).bind(picture)).await?;
    Ok(())
}

/// Somebody who can be sent a link to set a password.
#[derive(sqlx::FromRow)]
pub struct Forgetful {
    pub id: String,
    pub user_name: String,
    pub email: String,
    pub language: String,
}

/// Who is meant by an e-mail or user name: whoever proved the address; if nobody did, the first few who claim it.
pub async fn forgetful(conn: &mut Conn, key: &str, is_email: bool) -> Result<Vec<Forgetful>> {
    let by_email = "select id, user_name, email, language from accounts where email_key = $1
          and (email_verified_at is not null
               or not exists (select 1 from accounts p where p.email_key = $1 and p.email_verified_at is not null))
        order by created_at, id limit 3";
    let by_name = "select id, user_name, email, language from accounts where user_key = $1 and email is not null";
    conn.all(query_as(if is_email { by_email } else { by_name }).bind(key)).await
}

/// The password hash of an account, if it has a password.
pub async fn password(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    let sql = "select password_hash from accounts where id = $1 and password_hash is not null";
    Ok(conn.optional(query_as::<_, (String,)>(sql).bind(id)).await?.map(|row| row.0))
}

pub async fn update_password(tx: &mut Tx, id: &str, hash: &str) -> Result<()> {
    tx.execute(query("update accounts set password_hash = $2 where id = $1").bind(id).bind(hash)).await?;
    Ok(())
}

/// Notes an address that nobody has proven yet.
pub async fn claim_email(tx: &mut Tx, id: &str, email: &str, email_key: &str) -> Result<()> {
    let sql = "update accounts set email = $2, email_key = $3 where id = $1 and email_verified_at is null";
    tx.execute(query(sql).bind(id).bind(email).bind(email_key)).await?;
    Ok(())
}

/// What the settings show of an account.
#[derive(sqlx::FromRow)]
pub struct Settings {
    pub id: String,
    pub display_name: String,
    pub user_name: String,
    pub email: Option<String>,
    pub email_verified_at: Option<i64>,
    pub picture: String,
    pub birthday: String,
    pub language: String,
    pub time_zone: String,
    pub theme: String,
    pub found_by_email: i64,
    pub found_by_name: i64,
    pub found_by_phone: i64,
    pub shows_presence: i64,
    pub single_keys: i64,
    pub has_password: i64,
}

pub async fn settings(conn: &mut Conn, id: &str) -> Result<Option<Settings>> {
    let sql = "select id, display_name, user_name, email, email_verified_at, picture, birthday, language, time_zone,
            theme, found_by_email, found_by_name, found_by_phone, shows_presence, single_keys, case when password_hash is null then 0 else 1 end as has_password
        from accounts where id = $1";
    conn.optional(query_as(sql).bind(id)).await
}

/// What is to be changed; what is none stays.
pub struct SettingsChange {
    pub display_name: Option<String>,
    pub user_name: Option<String>,
    pub birthday: Option<String>,
    pub language: Option<&'static str>,
    pub time_zone: Option<String>,
    pub theme: Option<&'static str>,
    pub found_by_email: Option<bool>,
    pub found_by_name: Option<bool>,
    pub found_by_phone: Option<bool>,
    pub shows_presence: Option<bool>,
    pub single_keys: Option<bool>,
}

pub async fn update_settings(tx: &mut Tx, id: &str, change: &SettingsChange) -> Result<()> {
    let sql = "update accounts set display_name = coalesce($2, display_name), user_name = coalesce($3, user_name),
            user_key = coalesce($4, user_key), birthday = coalesce($5, birthday), language = coalesce($6, language),
            time_zone = coalesce($7, time_zone), theme = coalesce($8, theme),
            found_by_email = coalesce($9, found_by_email), single_keys = coalesce($10, single_keys),
            found_by_name = coalesce($11, found_by_name), shows_presence = coalesce($12, shows_presence),
            found_by_phone = coalesce($13, found_by_phone)
        where id = $1 returning display_name, user_name";
    let update = query_as(sql)
        .bind(id)
        .bind(change.display_name.as_deref())
        .bind(change.user_name.as_deref())
        .bind(change.user_name.as_deref().map(super::names::key))
        .bind(change.birthday.as_deref())
        .bind(change.language)
        .bind(change.time_zone.as_deref())
        .bind(change.theme)
        .bind(change.found_by_email.map(i64::from))
        .bind(change.single_keys.map(i64::from))
        .bind(change.found_by_name.map(i64::from))
        .bind(change.shows_presence.map(i64::from))
        .bind(change.found_by_phone.map(i64::from));
    let (display_name, user_name): (String, String) = tx.one(update).await?;
    let search_key = super::names::search_key(&format!("{display_name} {user_name}"));
    tx.execute(query("update accounts set search_key = $2 where id = $1").bind(id).bind(search_key)).await?;
    Ok(())
}
