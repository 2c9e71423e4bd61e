//! What the Messages pages read: the list of chats, an open chat, its history.

use super::{
    ChatRecord, own, rooms,
    store::{
        self,
        messages::{self, MessageRecord, SEPARATOR},
    },
};
use crate::{
    app::{
        chats::wire::{
            ChatKind, ChatPage, ChatRow, ChatsPage, HistoryPage, MessageKind, MessageRow, PAGE, Quote, Reaction,
            Talker, TalkerKind,
        },
        check::check_id,
        error::Code,
        kit::time::Offsets,
    },
    server::{
        account::{self, Person},
        context::{Ctx, Member},
        db::Conn,
        error::{Error, Result},
        friends,
        paging::cursor,
    },
};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Chats in a page.
const CHATS: usize = 40;
/// Of what was read already, so much is shown above the first unread message.
const CONTEXT: i64 = 10;
/// A quote is cut to so many characters.
const QUOTE_MAX: usize = 140;
/// How many years back the reader's offsets go.
const YEARS_BACK: i64 = 10;

/// A page of the caller's chats, the one with the newest message first. `kind` is `event`, `dialog`, or empty for all.
pub async fn page(ctx: &Ctx, me: &Member, kind: &str, after: Option<&str>) -> Result<ChatsPage> {
    let kinds: &[&str] = match kind {
        "" => &["event", "dialog", "room"],
        "room" => &["room"],
        "event" => &["event"],
        "dialog" => &["dialog"],
        _ => return Err(Code::Malformed.into()),
    };
    let before = cursor(after)?;
    let limit = i64::try_from(CHATS + 1).unwrap_or(i64::MAX);
    let mut conn = ctx.db.read().await?;
    let mut chats = store::page(&mut conn, &me.id, kinds, before, limit).await?;
    let more = chats.len() > CHATS;
    chats.truncate(CHATS);
    let next = chats.last().filter(|_| more).map(|chat| format!("{}_{}", chat.last_at, chat.id));
    let chats = rows(ctx, &mut conn, me, chats).await?;
    let today = ctx.timestamp().to_zoned(me.zone()).date();
    Ok(ChatsPage { chats, me: me.id.clone(), next, offsets: offsets(ctx, me), today })
}

/// A chat with the newest of its history, or with what is around the first unread message if that is further up; or with
/// what is before a number.
pub async fn chat_page(ctx: &Ctx, me: &Member, id: &str, before: Option<i64>) -> Result<ChatPage> {
    check_id(id)?;
    // Before anything is read: what comes later is told to who subscribes from here.
    let position = ctx.bus.position().to_string();
    let mut conn = ctx.db.read().await?;
    let chat = match own(&mut conn, &me.id, id).await {
        Err(Error::Refused(Code::NotFound)) => return doorway(ctx, &mut conn, me, id, position).await,
        chat => chat?,
    };
    let read_seq = chat.read_seq.unwrap_or_default();
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let is_far = chat.last_seq - read_seq > limit - CONTEXT;
    let from = if is_far { (read_seq - CONTEXT).max(0) } else { (chat.last_seq - limit).max(0) };
    let records = match before {
        Some(before) => messages::before(&mut conn, id, before, limit).await?,
        None => messages::after(&mut conn, id, from, limit).await?,
    };
    let history = history_of(&mut conn, &chat, records).await?;
    let other = chat.other(&me.id).filter(|_| chat.is_dialog()).map(str::to_owned);
    let (other_read_seq, can_post) = match &other {
        Some(other) => (
            store::read_seq(&mut conn, id, other).await?.unwrap_or_default(),
            !friends::is_blocked(&mut conn, &me.id, other).await?,
        ),
        None => (0, true),
    };
    let members = u32::try_from(store::members(&mut conn, id).await?).unwrap_or(u32::MAX);
    let people = if chat.is_room() { Some(rooms::people(ctx, &mut conn, me, id).await?) } else { None };
    let unread = store::unread_in(&mut conn, &me.id, id).await?;
    let row = rows(ctx, &mut conn, me, vec![ChatRecord { unread, ..chat }]).await?.pop().ok_or(Code::NotFound)?;
    Ok(ChatPage {
        chat: row,
        me: myself(me),
        history,
        read_seq,
        other_read_seq,
        members,
        can_post,
        is_member: true,
        people,
        offsets: offsets(ctx, me),
        position,
    })
}

/// A room as who has not entered it sees it: its name and how many are in it.
async fn doorway(ctx: &Ctx, conn: &mut Conn, me: &Member, id: &str, position: String) -> Result<ChatPage> {
    let chat = store::find(conn, &me.id, id).await?.filter(ChatRecord::is_room).ok_or(Code::NotFound)?;
    let members = u32::try_from(store::members(conn, id).await?).unwrap_or(u32::MAX);
    let chat = ChatRow {
        id: chat.id,
        kind: ChatKind::Room,
        title: chat.title,
        icon: String::new(),
        event_id: String::new(),
        person_id: String::new(),
        picture: String::new(),
        is_here: false,
        last: None,
        last_author: String::new(),
        unread: 0,
    };
    Ok(ChatPage {
        chat,
        me: myself(me),
        history: HistoryPage { messages: Vec::new(), people: Vec::new(), before: None, after: None },
        read_seq: 0,
        other_read_seq: 0,
        members,
        can_post: false,
        is_member: false,
        people: None,
        offsets: offsets(ctx, me),
        position,
    })
}

fn myself(me: &Member) -> Talker {
    let kind = if me.is_guest { TalkerKind::Guest } else { TalkerKind::Person };
    Talker { id: me.id.clone(), name: me.name.clone(), picture: me.picture.clone(), kind }
}

/// The chat of an event, if it has one that the caller is in.
pub async fn event_chat_page(ctx: &Ctx, me: &Member, event_id: &str) -> Result<Option<ChatPage>> {
    check_id(event_id)?;
    let Some(id) = store::of_event(&mut ctx.db.read().await?, event_id).await? else { return Ok(None) };
    match chat_page(ctx, me, &id, None).await {
        Err(Error::Refused(Code::NotFound)) => Ok(None),
        page => page.map(Some),
    }
}

/// A stretch of a chat's history before or after a number; the newest without either.
pub async fn history(ctx: &Ctx, me: &Member, id: &str, before: Option<i64>, after: Option<i64>) -> Result<HistoryPage> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let chat = own(&mut conn, &me.id, id).await?;
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let records = match (before, after) {
        (Some(_), Some(_)) => return Err(Code::Malformed.into()),
        (None, Some(after)) => messages::after(&mut conn, id, after, limit).await?,
        (before, None) => messages::before(&mut conn, id, before.unwrap_or(i64::MAX), limit).await?,
    };
    history_of(&mut conn, &chat, records).await
}

/// How many messages wait to be read.
pub async fn unread(conn: &mut Conn, me: &Member) -> Result<u32> {
    Ok(u32::try_from(store::unread(conn, &me.id).await?).unwrap_or(u32::MAX))
}

async fn history_of(conn: &mut Conn, chat: &ChatRecord, records: Vec<MessageRecord>) -> Result<HistoryPage> {
    let first = records.first().map(|message| message.seq);
    let last = records.last().map(|message| message.seq);
    let authors: HashSet<&str> = records
        .iter()
        .flat_map(|message| [Some(message.author_id.as_str()), message.quote_author_id.as_deref()])
        .flatten()
        .collect();
    let ids: Vec<String> = authors.into_iter().map(str::to_owned).collect();
    let people = account::people(conn, &ids).await?.into_iter().map(talker).collect();
    Ok(HistoryPage {
        before: first.filter(|seq| *seq > 1),
        after: last.filter(|seq| *seq < chat.last_seq),
        messages: records.iter().map(row).collect(),
        people,
    })
}

async fn rows(ctx: &Ctx, conn: &mut Conn, me: &Member, chats: Vec<ChatRecord>) -> Result<Vec<ChatRow>> {
    let ids: Vec<String> = chats.iter().map(|chat| chat.id.clone()).collect();
    let lasts = messages::lasts(conn, &ids).await?;
    let mut lasts: HashMap<String, MessageRecord> =
        lasts.into_iter().map(|message| (message.chat_id.clone(), message)).collect();
    let others = chats.iter().filter_map(|chat| chat.other(&me.id));
    let wanted: HashSet<&str> = others.chain(lasts.values().map(|message| message.author_id.as_str())).collect();
    let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
    let people: HashMap<String, Person> =
        account::people(conn, &wanted).await?.into_iter().map(|person| (person.id.clone(), person)).collect();
    let with: Vec<String> = chats.iter().filter_map(|chat| chat.other(&me.id)).map(str::to_owned).collect();
    let friends = friends::among(conn, &me.id, &with).await?;
    let here = ctx.presence.among(friends.iter().map(String::as_str));
    let rows = chats.into_iter().map(|chat| {
        let last = lasts.remove(&chat.id);
        let name = |id: &str| people.get(id).map(|person| person.display_name.clone()).unwrap_or_default();
        let other = chat.other(&me.id).map(str::to_owned);
        ChatRow {
            kind: match chat.kind.as_str() {
                "dialog" => ChatKind::Dialog,
                "room" => ChatKind::Room,
                _ => ChatKind::Event,
            },
            title: other.as_deref().map_or_else(|| chat.title.clone(), name),
            icon: chat.icon,
            event_id: chat.event_id.unwrap_or_default(),
            picture: other
                .as_ref()
                .and_then(|id| people.get(id))
                .map(|other| other.picture.clone())
                .unwrap_or_default(),
            is_here: other.as_ref().is_some_and(|id| here.contains(id)),
            person_id: other.unwrap_or_default(),
            last_author: last.as_ref().map(|last| name(&last.author_id)).unwrap_or_default(),
            last: last.as_ref().map(row),
            unread: u32::try_from(chat.unread).unwrap_or_default(),
            id: chat.id,
        }
    });
    Ok(rows.collect())
}

pub fn row(record: &MessageRecord) -> MessageRow {
    let kind = MessageKind::ALL.into_iter().find(|kind| kind.word() == record.kind).unwrap_or(MessageKind::Text);
    let quote = record.quote_id.clone().map(|id| Quote {
        id,
        seq: record.quote_seq.unwrap_or_default(),
        author_id: record.quote_author_id.clone().unwrap_or_default(),
        text: record.quote_text.as_deref().unwrap_or_default().chars().take(QUOTE_MAX).collect(),
    });
    let mut reactions: Vec<Reaction> = Vec::new();
    for reaction in record.reactions.as_deref().unwrap_or_default().split(SEPARATOR) {
        let Some((emoji, who)) = reaction.rsplit_once(' ') else { continue };
        match reactions.iter_mut().find(|known| known.emoji == emoji) {
            Some(known) => known.by.push(who.to_owned()),
            None => reactions.push(Reaction { emoji: emoji.to_owned(), by: vec![who.to_owned()] }),
        }
    }
    MessageRow {
        id: record.id.clone(),
        seq: record.seq,
        kind,
        author_id: record.author_id.clone(),
        text: record.text.clone(),
        sent_at: Timestamp::from_millisecond(record.sent_at).unwrap_or_default(),
        is_edited: record.edited_at.is_some() && record.deleted_at.is_none(),
        is_deleted: record.deleted_at.is_some(),
        quote: quote.filter(|_| record.deleted_at.is_none()),
        reactions,
        client_id: record.client_id.clone(),
    }
}

pub fn talker(person: Person) -> Talker {
    let kind = match () {
        () if person.is_guest() => TalkerKind::Guest,
        () if person.is_bot() => TalkerKind::Bot,
        () => TalkerKind::Person,
    };
    Talker { id: person.id, name: person.display_name, picture: person.picture, kind }
}

/// The offsets of the reader's zone from some years ago until next year.
fn offsets(ctx: &Ctx, me: &Member) -> Offsets {
    const YEAR_S: i64 = 366 * 86_400;
    let (zone, now) = (me.zone(), ctx.timestamp());
    let from = Timestamp::from_second(now.as_second() - YEARS_BACK * YEAR_S).unwrap_or_default();
    let mut offsets = vec![(from.as_second(), zone.to_offset(from).seconds())];
    let changes = zone.following(from).take_while(|change| change.timestamp().as_second() < now.as_second() + YEAR_S);
    offsets.extend(changes.map(|change| (change.timestamp().as_second(), change.offset().seconds())));
    Offsets(offsets)
}
