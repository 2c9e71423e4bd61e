//! Everything that talks: dialogs and the chats of events. Who is in them, their messages, and how far each has read.
//! Knows accounts and friends.

mod bot;
mod dialogs;
mod documented;
mod messages;
mod pages;
pub mod rooms;
mod store;
#[cfg(test)]
mod tests;

use super::{
    bus::{Audience, Effect, Notice},
    db::{Conn, Tx},
    error::Result,
};
use crate::app::error::Code;
use serde_json::json;
use store::ChatRecord;

pub use dialogs::{answer_request, answer_request_in, ask_friend, ask_friend_in, dialog, person_page};
pub use documented::{change, chat, chats, delete, post};
pub use messages::{Draft, edit, erase_text, happened, react, read, send, typing};
pub use pages::{chat_page, event_chat_page, history, page, talker, unread};

/// What the calendar says of the event that a chat belongs to.
pub struct EventCard<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub icon: &'a str,
}

/// Opens the chat of an event with its first member.
pub async fn open_for_event(tx: &mut Tx, chat_id: &str, event: EventCard<'_>, member_id: &str, now: i64) -> Result<()> {
    store::insert_for_event(tx, chat_id, (event.id, event.name, event.icon), now).await?;
    join(tx, chat_id, member_id, now).await?;
    Ok(())
}

/// Keeps what a chat shows of its event.
pub async fn describe(tx: &mut Tx, chat_id: &str, name: &str, icon: &str) -> Result<()> {
    store::describe(tx, chat_id, name, icon).await?;
    tx.publish(changed(Audience::Chat(chat_id.to_owned()), chat_id));
    Ok(())
}

/// Lets somebody into a chat; false if they were in it.
pub async fn join(tx: &mut Tx, chat_id: &str, member_id: &str, now: i64) -> Result<bool> {
    let is_new = store::join(tx, chat_id, member_id, now).await?;
    if is_new {
        let notice = changed(Audience::Person(member_id.to_owned()), chat_id);
        tx.publish(notice.with(Effect::Join(Audience::Chat(chat_id.to_owned()))));
    }
    Ok(is_new)
}

/// Takes somebody out of a chat: nothing more of it reaches them. False if they were not in it.
pub async fn leave(tx: &mut Tx, chat_id: &str, member_id: &str) -> Result<bool> {
    if !store::leave(tx, chat_id, member_id).await? {
        return Ok(false);
    }
    let notice = changed(Audience::Person(member_id.to_owned()), chat_id);
    tx.publish(notice.with(Effect::Leave(Audience::Chat(chat_id.to_owned()))));
    Ok(true)
}

/// Hides a chat from everybody.
pub async fn hide(tx: &mut Tx, chat_id: &str, now: i64) -> Result<()> {
    store::hide(tx, chat_id, now).await?;
    tx.publish(changed(Audience::Chat(chat_id.to_owned()), chat_id));
    Ok(())
}

/// Shows a hidden chat again.
pub async fn show(tx: &mut Tx, chat_id: &str) -> Result<()> {
    store::show(tx, chat_id).await?;
    // Connections that were opened meanwhile do not know of it.
    for member in store::member_ids(tx, chat_id).await? {
        let notice = changed(Audience::Person(member), chat_id);
        tx.publish(notice.with(Effect::Rejoin(Audience::Chat(chat_id.to_owned()))));
    }
    Ok(())
}

/// Removes a chat for good.
pub async fn erase(tx: &mut Tx, chat_id: &str) -> Result<()> {
    store::erase(tx, chat_id).await
}

/// Ids of the chats that a person is in as documented clients know them: without rooms. Oldest first.
pub async fn ids(conn: &mut Conn, account_id: &str) -> Result<Vec<String>> {
    let chats = store::ids(conn, account_id).await?;
    Ok(chats.into_iter().filter(|(_, kind)| kind != "room").map(|(id, _)| id).collect())
}

/// All chats that somebody hears of.
pub async fn audiences(conn: &mut Conn, account_id: &str) -> Result<Vec<Audience>> {
    let chats = store::ids(conn, account_id).await?;
    Ok(chats.into_iter().map(|(id, _)| Audience::Chat(id)).collect())
}

/// The chat if the caller is in it, and if the calendar's clients know of it: rooms are none of theirs. Unknown 404, not
/// the caller's 403.
async fn access(conn: &mut Conn, me: &str, id: &str) -> Result<ChatRecord> {
    let chat = of(conn, me, id, Code::NotAllowed).await?;
    if chat.is_room() { Err(Code::NotFound.into()) } else { Ok(chat) }
}

/// `access` for new routes, which do not tell a foreign chat from an unknown one.
async fn own(conn: &mut Conn, me: &str, id: &str) -> Result<ChatRecord> {
    of(conn, me, id, Code::NotFound).await
}

/// The chat if the caller is in it; if not, what `foreign` says.
async fn of(conn: &mut Conn, me: &str, id: &str, foreign: Code) -> Result<ChatRecord> {
    let chat = store::find(conn, me, id).await?.ok_or(Code::NotFound)?;
    if chat.read_seq.is_some() { Ok(chat) } else { Err(foreign.into()) }
}

/// The list of chats, or who is in one, is different now.
fn changed(audience: Audience, chat_id: &str) -> Notice {
    Notice::new(audience, &json!({"kind": "chat", "id": chat_id}))
}
