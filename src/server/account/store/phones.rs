//! The SQL of phone numbers.

use crate::server::{
    db::{Conn, Tx, places},
    error::Result,
};
use sqlx::{AssertSqlSafe, query, query_as};

/// A number that somebody claims.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PhoneRecord {
    pub account_id: String,
    pub number: String,
    pub claimed_at: i64,
    pub proven_at: Option<i64>,
}

/// Numbers of an account, newest first.
pub async fn of(conn: &mut Conn, account_id: &str) -> Result<Vec<PhoneRecord>> {
    let sql = "select account_id, number, claimed_at, proven_at from phones where account_id = $1
        order by coalesce(proven_at, claimed_at) desc, number";
    conn.all(query_as(sql).bind(account_id)).await
}

/// Who has proven which of these numbers: number and account.
pub async fn owners(conn: &mut Conn, numbers: &[String]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for some in numbers.chunks(400) {
        let places = places(1, some.len());
        let sql = format!("select number, account_id from phones where proven_at is not null and number in ({places})");
        let rows: Vec<(String, String)> =
            conn.all(some.iter().fold(query_as(AssertSqlSafe(sql)), |find, number| find.bind(number))).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// The newest proven numbers of these accounts: account and number, the newest last.
pub async fn proven(conn: &mut Conn, accounts: &[String]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for some in accounts.chunks(400) {
        let places = places(1, some.len());
        let sql = format!(
            "select account_id, number from phones where proven_at is not null and account_id in ({places}) order by proven_at"
        );
        let rows: Vec<(String, String)> =
            conn.all(some.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Claims a number, anew if it was claimed before; what is proven stays so. Earlier claims are void: a code that is guessed
/// is guessed for one number.
pub async fn claim(tx: &mut Tx, account_id: &str, number: &str, now: i64) -> Result<()> {
    let void = "delete from phones where account_id = $1 and number <> $2 and proven_at is null";
    tx.execute(query(void).bind(account_id).bind(number)).await?;
    let sql = "insert into phones (account_id, number, claimed_at) values ($1, $2, $3)
        on conflict (account_id, number) do update set claimed_at = $3";
    tx.execute(query(sql).bind(account_id).bind(number).bind(now)).await?;
    Ok(())
}

pub async fn prove(tx: &mut Tx, account_id: &str, number: &str, now: i64) -> Result<()> {
    let sql = "update phones set proven_at = $3 where account_id = $1 and number = $2 and proven_at is null";
    tx.execute(query(sql).bind(account_id).bind(number).bind(now)).await?;
    Ok(())
}

/// Gives a number up.
pub async fn delete(tx: &mut Tx, account_id: &str, number: &str) -> Result<bool> {
    let sql = "delete from phones where account_id = $1 and number = $2";
    Ok(tx.execute(query(sql).bind(account_id).bind(number)).await? > 0)
}

/// Claims that wait for their code, newest first, with the name of who claims.
pub async fn open_claims(conn: &mut Conn, since: i64) -> Result<Vec<(String, String, i64, String)>> {
    let sql =
        "select p.account_id, p.number, p.claimed_at, a.user_name from phones p join accounts a on a.id = p.account_id
        where p.proven_at is null and p.claimed_at > $1 order by p.claimed_at desc limit 200";
    conn.all(query_as(sql).bind(since)).await
}

pub async fn country(conn: &mut Conn, account_id: &str) -> Result<String> {
    let find = query_as::<_, (String,)>("select country from accounts where id = $1").bind(account_id);
    Ok(conn.optional(find).await?.map(|row| row.0).unwrap_or_default())
}

pub async fn set_country(tx: &mut Tx, account_id: &str, country: &str) -> Result<()> {
    tx.execute(query("update accounts set country = $2 where id = $1").bind(account_id).bind(country)).await?;
    Ok(())
}

/// Who of these accounts may be found by their number.
pub async fn findable(conn: &mut Conn, accounts: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for some in accounts.chunks(400) {
        let places = places(1, some.len());
        let sql =
            format!("select id from accounts where found_by_phone = 1 and suspended_at is null and id in ({places})");
        let rows: Vec<(String,)> =
            conn.all(some.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await?;
        found.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(found)
}
