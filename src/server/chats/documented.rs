//! The chat operations of the calendar's documented API, with its shapes.

use super::{
    ChatRecord, access,
    messages::{Draft, edit, erase_text},
    store::{self, messages},
};
use crate::{
    app::{
        chats::wire::{Chat, Message, check_message},
        check::check_id,
        error::Code,
    },
    server::{
        context::{Ctx, Member},
        db::Conn,
        error::Result,
    },
};
use std::collections::HashMap;

/// `/chats` gives so many chats at most, and of each so many of the newest messages.
const CHATS_MAX: i64 = 100;
const NEWEST: i64 = 1_000;

/// `GET /chats`.
pub async fn chats(ctx: &Ctx, me: &Member, offset: &str, count: &str) -> Result<Vec<Chat>> {
    let number = |text: &str| match text.parse::<i64>() {
        Ok(number) if number >= 0 && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(number),
        _ => Err(Code::CountInvalid),
    };
    let (offset, count) = (number(offset)?, number(count)?.min(CHATS_MAX));
    let mut conn = ctx.db.read().await?;
    let chats = store::documented_page(&mut conn, &me.id, offset, count).await?;
    filled(&mut conn, chats, NEWEST).await
}

/// `GET /chat`, with the whole history.
pub async fn chat(ctx: &Ctx, me: &Member, id: &str) -> Result<Chat> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let chat = access(&mut conn, &me.id, id).await?;
    Ok(filled(&mut conn, vec![chat], i64::MAX).await?.pop().ok_or(Code::NotFound)?)
}

/// `POST /chat/msg`.
pub async fn post(ctx: &Ctx, me: Member, chat_id: Option<String>, text: Option<String>) -> Result<()> {
    let chat_id = chat_id.unwrap_or_default();
    check_id(&chat_id)?;
    let text = text.unwrap_or_default();
    if check_message(&text).is_err() {
        // As the original: a chat that can't be written to is told before a text that can't be sent.
        access(&mut ctx.db.read().await?, &me.id, &chat_id).await?;
    }
    let draft = Draft { chat_id, text, client_id: None, reply_to: None };
    super::messages::post(ctx, me, draft, Code::NotAllowed).await.map(|_| ())
}

/// `PUT /chat/msg`.
pub async fn change(ctx: &Ctx, me: Member, id: Option<String>, text: Option<String>) -> Result<()> {
    edit(ctx, me, id.unwrap_or_default(), &text.unwrap_or_default()).await.map(|_| ())
}

/// `DELETE /chat/msg`.
pub async fn delete(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    erase_text(ctx, me, id).await
}

async fn filled(conn: &mut Conn, chats: Vec<ChatRecord>, newest: i64) -> Result<Vec<Chat>> {
    let ids: Vec<String> = chats.iter().map(|chat| chat.id.clone()).collect();
    let mut messages: HashMap<String, Vec<Message>> = HashMap::new();
    for message in messages::plain(conn, &ids, newest).await? {
        messages.entry(message.chat_id.clone()).or_default().push(Message {
            id: message.id,
            chat_id: message.chat_id,
            user_id: message.author_id,
            datetime: message.sent_at,
            text: message.text,
        });
    }
    let chats = chats.into_iter().map(|chat| Chat {
        msg_id_list: messages.remove(&chat.id).unwrap_or_default(),
        id: chat.id,
        user_id_1: chat.one_id,
        user_id_2: chat.other_id,
        event_id: chat.event_id,
    });
    Ok(chats.collect())
}
