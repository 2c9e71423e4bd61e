//! Chats: so far the chats of events and who is in them. Knows accounts and friends.

mod store;

use super::{
    db::{Conn, Tx},
    error::Result,
};

/// Opens the chat of an event with its first member.
pub async fn open_for_event(tx: &mut Tx, chat_id: &str, event_id: &str, member_id: &str, now: i64) -> Result<()> {
    store::insert(tx, chat_id, event_id, now).await?;
    store::join(tx, chat_id, member_id, now).await
}

/// Lets somebody into a chat.
pub async fn join(tx: &mut Tx, chat_id: &str, member_id: &str, now: i64) -> Result<()> {
    store::join(tx, chat_id, member_id, now).await
}

/// Takes somebody out of a chat.
pub async fn leave(tx: &mut Tx, chat_id: &str, member_id: &str) -> Result<()> {
    store::leave(tx, chat_id, member_id).await
}

/// Hides a chat from everybody.
pub async fn hide(tx: &mut Tx, chat_id: &str, now: i64) -> Result<()> {
    store::hide(tx, chat_id, now).await
}

/// Shows a hidden chat again.
pub async fn show(tx: &mut Tx, chat_id: &str) -> Result<()> {
    store::show(tx, chat_id).await
}

/// Removes a chat for good.
pub async fn erase(tx: &mut Tx, chat_id: &str) -> Result<()> {
    store::erase(tx, chat_id).await
}

/// Ids of the chats that a person is in, oldest first.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    store::ids(conn, account_id).await
}
