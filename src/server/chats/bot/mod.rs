//! The bot that answers in rooms. Each command is a file of its own and a line in `COMMANDS`.

mod anecdote;
mod help;

use super::{
    ChatRecord,
    messages::tell_room,
    pages::row,
    store::messages::{self, NewRow},
};
use crate::{
    app::{
        chats::wire::{MessageKind, MessageRow},
        error::Code,
        i18n::Language,
    },
    server::{
        account::{self, guests::BOT},
        db::Tx,
        error::Result,
    },
};

/// What the whole text of a message has to be, and what is said then: in a language, chosen by a number.
type Command = (&'static str, fn(Language, usize) -> String);

const COMMANDS: [Command; 3] = [("/help", help::say), ("/anecdot", anecdote::say), ("/anekdot", anecdote::say)];

/// Answers a message in a room if it is a command.
pub async fn listen(tx: &mut Tx, chat: &ChatRecord, message: &MessageRow, language: Language, now: i64) -> Result<()> {
    let Some((_, say)) = COMMANDS.iter().find(|(word, _)| *word == message.text.trim()) else { return Ok(()) };
    // As good as chance: ids are random.
    let draw = message.id.bytes().map(usize::from).sum();
    let (id, text) = (format!("{}-bot", message.id), say(language, draw));
    let seq = messages::next_seq(tx, &chat.id, now, true).await?.ok_or(Code::NotFound)?;
    let new = NewRow {
        id: &id,
        chat_id: &chat.id,
        seq,
        author_id: BOT,
        kind: MessageKind::Text.word(),
        text: &text,
        reply_to: None,
        client_id: None,
        now,
    };
    messages::insert(tx, new).await?;
    let (Some(said), Some(bot)) = (messages::find(tx, &id).await?, account::people(tx, &[BOT.to_owned()]).await?.pop())
    else {
        return Ok(());
    };
    tell_room(tx, chat, &row(&said), &bot);
    Ok(())
}
