//! Friendships and requests for them. Knows accounts.

mod store;

use super::{
    db::{Conn, Tx},
    error::Result,
};

/// Ids of a person's friends, oldest friendship first.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    store::ids(conn, account_id).await
}

/// Ids of the requests that wait for this person's answer, oldest first.
pub async fn request_ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    store::request_ids(conn, account_id).await
}

/// Which of these people are friends of this one.
pub async fn among(conn: &mut Conn, account_id: &str, others: &[String]) -> Result<Vec<String>> {
    store::among(conn, account_id, others).await
}

/// Makes two people friends.
pub async fn befriend(tx: &mut Tx, one: &str, other: &str, now: i64) -> Result<()> {
    store::insert(tx, one, other, now).await?;
    store::insert(tx, other, one, now).await
}
