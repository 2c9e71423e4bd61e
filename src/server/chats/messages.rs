//! Writing, changing and deleting messages, reactions, reading and typing.

use super::{
    ChatRecord, access, bot, of, own,
    pages::{row, talker},
    rooms,
    store::messages::{self, MessageRecord, NewRow},
};
use crate::{
    app::{
        chats::wire::{MessageKind, MessageRow, check_message},
        check::check_id,
        error::Code,
    },
    server::{
        account::{
            self, Person,
            news::{News, tell_devices},
        },
        bus::{Audience, Notice},
        context::{Ctx, Member},
        db::Tx,
        error::{Error, Result},
        friends, limits,
    },
};
use serde_json::json;

/// A client's own name for a message has at most so many characters.
const CLIENT_ID_MAX: usize = 64;
/// So many different emojis fit under a message.
const EMOJIS_MAX: usize = 20;

/// A message as its author sends it.
pub struct Draft {
    pub chat_id: String,
    pub text: String,
    /// Sent twice under one name it is stored once.
    pub client_id: Option<String>,
    pub reply_to: Option<String>,
}

/// Stores a message and tells everybody in the chat. Foreign and unknown chats look alike.
pub async fn send(ctx: &Ctx, me: Member, draft: Draft) -> Result<MessageRow> {
    check_id(&draft.chat_id)?;
    post(ctx, me, draft, Code::NotFound).await
}

/// Stores a message. An unknown chat is 404, one that the caller is not in what `foreign` says.
pub async fn post(ctx: &Ctx, me: Member, draft: Draft, foreign: Code) -> Result<MessageRow> {
    let text = check_message(&draft.text)?;
    if let Some(client_id) = &draft.client_id
        && (client_id.is_empty() || client_id.len() > CLIENT_ID_MAX || !client_id.bytes().all(|b| b.is_ascii_graphic()))
    {
        return Err(Code::IdInvalid.into());
    }
    draft.reply_to.as_deref().map(check_id).transpose()?;
    let (me_id, client_id) = (me.id.clone(), draft.client_id.clone());
    let (id, now, job_ctx) = (ctx.new_id(), ctx.clock.now(), ctx.clone());
    let stored = ctx
        .db
        .write(move |tx| {
            Box::pin(async move { store(&job_ctx, tx, me, Draft { text, ..draft }, (&id, now), foreign).await })
        })
        .await;
    match (stored, client_id) {
        // The same message at the same time, stored by the other call.
        (Err(error), Some(client_id)) if error.is_duplicate() => {
            let sent = messages::sent(&mut ctx.db.read().await?, &me_id, &client_id).await?;
            Ok(row(&sent.ok_or(error)?))
        }
        (stored, _) => stored,
    }
}

async fn store(
    ctx: &Ctx,
    tx: &mut Tx,
    me: Member,
    draft: Draft,
    (id, now): (&str, i64),
    foreign: Code,
) -> Result<MessageRow> {
    if let Some(client_id) = &draft.client_id
        && let Some(sent) = messages::sent(tx, &me.id, client_id).await?
    {
        // The name is the client's own: under it, it can have sent one message only.
        return if sent.chat_id == draft.chat_id { Ok(row(&sent)) } else { Err(Code::IdInvalid.into()) };
    }
    // Whoever leaves, is taken out or deletes the event meanwhile waits here, or has been waited for.
    let seq = messages::next_seq(tx, &draft.chat_id, now, true).await?.ok_or(Code::NotFound)?;
    let chat = of(tx, &me.id, &draft.chat_id, foreign).await?;
    may_post(tx, &chat, &me.id).await?;
    if chat.is_room() {
        limits::crowd(ctx, &chat.id)?;
    }
    let quote = match &draft.reply_to {
        Some(id) => {
            let quote = messages::find(tx, id).await?.filter(|quote| quote.chat_id == chat.id);
            Some(quote.filter(|quote| quote.deleted_at.is_none()).ok_or(Code::NotFound)?)
        }
        None => None,
    };
    let new = NewRow {
        id,
        chat_id: &chat.id,
        seq,
        author_id: &me.id,
        kind: MessageKind::Text.word(),
        text: &draft.text,
        reply_to: draft.reply_to.as_deref(),
        client_id: draft.client_id.as_deref(),
        now,
    };
    messages::insert(tx, new).await?;
    let record = MessageRecord {
        id: id.to_owned(),
        chat_id: chat.id.clone(),
        seq,
        kind: MessageKind::Text.word().to_owned(),
        author_id: me.id.clone(),
        text: draft.text,
        client_id: draft.client_id,
        sent_at: now,
        edited_at: None,
        deleted_at: None,
        quote_id: quote.as_ref().map(|quote| quote.id.clone()),
        quote_seq: quote.as_ref().map(|quote| quote.seq),
        quote_author_id: quote.as_ref().map(|quote| quote.author_id.clone()),
        quote_text: quote.map(|quote| quote.text),
        reactions: None,
    };
    let message = row(&record);
    if chat.is_room() {
        let author = account::people(tx, std::slice::from_ref(&me.id)).await?.pop().ok_or(Code::NotFound)?;
        tell_room(tx, &chat, &message, &author);
        bot::listen(tx, &chat, &message, me.language, now).await?;
    } else {
        tx.publish(Notice::new(
            Audience::Chat(chat.id.clone()),
            &json!({"kind": "message", "chat": chat.id, "of": chat.kind, "message": message,
                "author": {"id": me.id, "name": me.name, "picture": me.picture}}),
        ));
    }
    if let Some(other) = chat.other(&me.id).filter(|_| chat.is_dialog()) {
        let (url, tag) = (format!("/messages/{}", chat.id), format!("chat-{}", chat.id));
        let news = News { kind: "message", title: |text| text.chats.push_message, url: &url, tag: &tag, until: None };
        tell_devices(ctx, tx, &[other.to_owned()], news).await?;
    }
    // Who writes has read what was there.
    note_read(tx, &chat, &me.id, seq).await?;
    Ok(message)
}

/// Tells everybody in a room of a message, with all that rooms show of its author.
pub fn tell_room(tx: &mut Tx, chat: &ChatRecord, message: &MessageRow, author: &Person) {
    tx.publish(Notice::new(
        Audience::Chat(chat.id.clone()),
        &json!({"kind": "message", "chat": chat.id, "of": chat.kind, "room": chat.title,
            "message": message, "author": rooms::author(author)}),
    ));
}

/// Neither of the two in a dialog may have blocked the other.
async fn may_post(tx: &mut Tx, chat: &ChatRecord, me: &str) -> Result<()> {
    let other = if chat.is_dialog() { chat.other(me) } else { None };
    match other {
        Some(other) if friends::is_blocked(tx, me, other).await? => Err(Code::NotAllowed.into()),
        _ => Ok(()),
    }
}

/// Writes into a chat what somebody did there. It counts as read, for it is no news of its own.
pub async fn happened(ctx: &Ctx, tx: &mut Tx, chat_id: &str, who: &str, kind: MessageKind) -> Result<()> {
    let (id, now) = (ctx.new_id(), ctx.clock.now());
    let Some(seq) = messages::next_seq(tx, chat_id, now, false).await? else { return Ok(()) };
    let new = NewRow {
        id: &id,
        chat_id,
        seq,
        author_id: who,
        kind: kind.word(),
        text: "",
        reply_to: None,
        client_id: None,
        now,
    };
    messages::insert(tx, new).await?;
    let author = account::people(tx, &[who.to_owned()]).await?.into_iter().map(talker).next();
    if let Some(message) = messages::find(tx, &id).await? {
        tx.publish(Notice::new(
            Audience::Chat(chat_id.to_owned()),
            &json!({"kind": "message", "chat": chat_id, "of": "event", "message": row(&message), "author": author}),
        ));
    }
    Ok(())
}

/// Changes the text of one's own message.
pub async fn edit(ctx: &Ctx, me: Member, id: String, text: &str) -> Result<MessageRow> {
    check_id(&id)?;
    let (text, now) = (check_message(text)?, ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let message = mine(tx, &me.id, &id).await?;
                let chat = own(tx, &me.id, &message.chat_id).await?;
                may_post(tx, &chat, &me.id).await?;
                if message.text != text {
                    messages::edit(tx, &id, &text, now).await?;
                }
                tell(tx, &id).await
            })
        })
        .await
}

/// Deletes one's own message: its text goes, its place stays.
pub async fn erase_text(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                mine(tx, &me.id, &id).await?;
                messages::delete(tx, &id, now).await?;
                tell(tx, &id).await.map(|_| ())
            })
        })
        .await
}

/// Puts an emoji under a message, or takes it away.
pub async fn react(ctx: &Ctx, me: Member, id: String, emoji: String, on: bool) -> Result<MessageRow> {
    check_id(&id)?;
    let emoji = emojis::get(&emoji).ok_or(Code::EmojiUnknown)?.as_str();
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let message = visible(tx, &me.id, &id).await?;
                let chat = own(tx, &me.id, &message.chat_id).await?;
                if message.kind != MessageKind::Text.word() {
                    return Err(Code::NotFound.into());
                }
                may_post(tx, &chat, &me.id).await?;
                let reactions = row(&message).reactions;
                let is_new = !reactions.iter().any(|reaction| reaction.emoji == emoji);
                if on && is_new && reactions.len() >= EMOJIS_MAX {
                    return Err(Code::ReactionsFull.into());
                }
                if on {
                    messages::react(tx, &id, &me.id, emoji, now).await?;
                } else {
                    messages::unreact(tx, &id, &me.id, emoji).await?;
                }
                tell(tx, &id).await
            })
        })
        .await
}

/// Notes how far the caller has read.
pub async fn read(ctx: &Ctx, me: Member, id: String, seq: i64) -> Result<()> {
    check_id(&id)?;
    own(&mut ctx.db.read().await?, &me.id, &id).await?;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let chat = own(tx, &me.id, &id).await?;
                note_read(tx, &chat, &me.id, seq).await
            })
        })
        .await
}

/// Moves the last-read pointer, and tells of it where it moved.
async fn note_read(tx: &mut Tx, chat: &ChatRecord, me: &str, seq: i64) -> Result<()> {
    let Some(seq) = super::store::read(tx, &chat.id, me, seq).await? else { return Ok(()) };
    let told = json!({"kind": "read", "chat": chat.id, "who": me, "seq": seq});
    let notice = Notice::new(Audience::Person(me.to_owned()), &told);
    // The other one of a dialog sees it, unless one has blocked the other; in a larger chat it is nobody's business.
    if let Some(other) = chat.other(me).filter(|_| chat.is_dialog())
        && !friends::is_blocked(tx, me, other).await?
    {
        tx.publish(notice.to(Audience::Person(other.to_owned())));
    }
    tx.publish(notice);
    Ok(())
}

/// Tells everybody in the chat that the caller types right now.
pub async fn typing(ctx: &Ctx, me: Member, id: &str) -> Result<()> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let chat = own(&mut conn, &me.id, id).await?;
    if let Some(other) = chat.other(&me.id).filter(|_| chat.is_dialog())
        && friends::is_blocked(&mut conn, &me.id, other).await?
    {
        return Err(Code::NotAllowed.into());
    }
    ctx.bus.whisper(Notice::new(
        Audience::Chat(chat.id.clone()),
        &json!({"kind": "typing", "chat": chat.id, "who": me.id, "name": me.name}),
    ));
    Ok(())
}

/// A message of a chat that the caller is in, deleted ones left out.
async fn visible(tx: &mut Tx, me: &str, id: &str) -> Result<MessageRecord> {
    let message = messages::find(tx, id).await?.filter(|message| message.deleted_at.is_none());
    let message = message.ok_or(Code::NotFound)?;
    match access(tx, me, &message.chat_id).await {
        Ok(_) => Ok(message),
        Err(Error::Refused(_)) => Err(Code::NotFound.into()),
        Err(error) => Err(error),
    }
}

/// The caller's own message, as they wrote it.
async fn mine(tx: &mut Tx, me: &str, id: &str) -> Result<MessageRecord> {
    let message = visible(tx, me, id).await?;
    let is_mine = message.author_id == me && message.kind == MessageKind::Text.word();
    if is_mine { Ok(message) } else { Err(Code::NotAllowed.into()) }
}

/// Tells everybody in the chat what a message is now.
async fn tell(tx: &mut Tx, id: &str) -> Result<MessageRow> {
    let message = messages::find(tx, id).await?.ok_or(Code::NotFound)?;
    let shown = row(&message);
    tx.publish(Notice::new(
        Audience::Chat(message.chat_id.clone()),
        &json!({"kind": "changed", "chat": message.chat_id, "message": shown}),
    ));
    Ok(shown)
}
