//! Rooms: chats that everybody may enter and leave, and that admins open and close.

use super::{
    pages::talker,
    store::{
        self,
        messages::{self, PlainRecord},
        rooms,
    },
};
use crate::{
    app::{
        account::wire::check_name,
        chats::{rooms::wire::RoomPeople, wire::Talker},
        error::Code,
    },
    server::{
        account::{self, Person},
        bus::{Audience, Effect, Notice},
        context::{Ctx, Member},
        db::{Conn, Tx},
        error::Result,
    },
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

pub use rooms::{ListedRecord as Listed, RoomRecord as Room};

/// All rooms in the order of their names, and in which of them somebody is.
pub async fn all(conn: &mut Conn, me: &str) -> Result<Vec<Room>> {
    rooms::all(conn, me).await
}

/// A page of rooms after the one with an id.
pub async fn page(conn: &mut Conn, me: &str, after: &str, limit: i64) -> Result<Vec<Listed>> {
    rooms::page(conn, me, after, limit).await
}

/// The room of exactly this name.
pub async fn named(conn: &mut Conn, me: &str, name: &str) -> Result<Option<Room>> {
    Ok(rooms::by_key(conn, me, &key(name)).await?.filter(|room| room.title == name.trim()))
}

pub async fn by_id(conn: &mut Conn, me: &str, id: &str) -> Result<Option<Room>> {
    rooms::by_id(conn, me, id).await
}

/// The rooms that somebody is in.
pub async fn of(conn: &mut Conn, account_id: &str) -> Result<Vec<Room>> {
    rooms::of(conn, account_id).await
}

/// Who is in these rooms and there right now: room and account.
pub async fn present(ctx: &Ctx, conn: &mut Conn, ids: &[String]) -> Result<Vec<(String, String)>> {
    rooms::members_among(conn, ids, &ctx.presence.everybody()).await
}

/// The newest messages of these rooms, oldest first.
pub async fn newest(conn: &mut Conn, ids: &[String], count: i64) -> Result<Vec<PlainRecord>> {
    messages::plain(conn, ids, count).await
}

/// So many of those who are away are shown.
const AWAY: usize = 50;

/// Who is in a room: those who are there right now, and some of those who are not.
pub async fn people(ctx: &Ctx, conn: &mut Conn, me: &Member, id: &str) -> Result<RoomPeople> {
    let present = present(ctx, conn, &[id.to_owned()]).await?;
    let mut here: HashSet<String> = present.into_iter().map(|(_, account)| account).collect();
    here.insert(me.id.clone());
    let total = usize::try_from(rooms::count(conn, id).await?).unwrap_or(usize::MAX);
    let some = i64::try_from(AWAY + here.len()).unwrap_or(i64::MAX);
    let away = rooms::members(conn, id, some).await?.into_iter().filter(|id| !here.contains(id));
    let away: Vec<String> = away.take(AWAY).collect();
    let away_total = u32::try_from(total.saturating_sub(here.len())).unwrap_or(u32::MAX);
    let present: Vec<String> = here.into_iter().collect();
    let wanted: Vec<String> = present.iter().chain(&away).cloned().collect();
    let mut found: HashMap<String, Person> =
        account::people(conn, &wanted).await?.into_iter().map(|person| (person.id.clone(), person)).collect();
    let mut shown = |ids: Vec<String>| {
        let mut people: Vec<Talker> = ids.into_iter().filter_map(|id| found.remove(&id)).map(talker).collect();
        people.sort_by_cached_key(|person| account::fold(&person.name));
        people
    };
    let (here, away) = (shown(present), shown(away));
    Ok(RoomPeople { here, away, away_total, may_close: me.is_admin && !me.is_guest })
}

/// Opens a room; its id. No two have names that look alike.
pub async fn open(ctx: &Ctx, name: &str) -> Result<String> {
    let name = check_name(name)?;
    let (id, now) = (ctx.new_id(), ctx.clock.now());
    let room = Room { id: id.clone(), title: name, is_in: 0 };
    let opened = ctx.db.write(move |tx| {
        Box::pin(async move {
            rooms::insert(tx, &room.id, &room.title, &key(&room.title), now).await?;
            tx.publish(list_changed("opened", &room, now));
            Ok(())
        })
    });
    match opened.await {
        Err(error) if error.is_duplicate() => Err(Code::RoomTaken.into()),
        opened => opened.map(|()| id),
    }
}

/// Closes a room for everybody. Nobody is told that they left: the room is gone.
pub async fn close(ctx: &Ctx, room: Room) -> Result<()> {
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let members = rooms::members(tx, &room.id, i64::MAX).await?;
                if !rooms::remove(tx, &room.id, now).await? {
                    return Err(Code::RoomUnknown.into());
                }
                for account in members {
                    let notice = super::changed(Audience::Person(account), &room.id);
                    tx.publish(notice.with(Effect::Leave(Audience::Chat(room.id.clone()))));
                }
                tx.publish(list_changed("closed", &room, now));
                Ok(())
            })
        })
        .await
}

/// Lets somebody into a room and tells everybody there, the newcomer too.
pub async fn enter(tx: &mut Tx, room: &Room, who: &Person, now: i64) -> Result<()> {
    account::hold(tx, &who.id).await?;
    // Who closes the room right now is waited for.
    if !store::touch(tx, &room.id).await? {
        return Err(Code::RoomUnknown.into());
    }
    if !super::join(tx, &room.id, &who.id, now).await? {
        return Err(Code::RoomEntered.into());
    }
    tx.publish(came(room, who, false, now));
    Ok(())
}

/// Lets somebody out of a room and tells those who stay; false if they were not in it.
pub async fn quit(tx: &mut Tx, room: &Room, who: &Person, now: i64) -> Result<bool> {
    let is_out = super::leave(tx, &room.id, &who.id).await?;
    if is_out {
        tx.publish(went(room, who, true, now));
    }
    Ok(is_out)
}

/// Somebody is in a room now, or there again.
pub fn came(room: &Room, who: &Person, is_back: bool, now: i64) -> Notice {
    let told = json!({"kind": "room", "event": "came", "chat": room.id, "room": room.title, "who": author(who),
        "at": now / 1000, "is_back": is_back});
    Notice::new(Audience::Chat(room.id.clone()), &told)
}

/// Somebody has left a room, or is not there for the time being.
pub fn went(room: &Room, who: &Person, is_out: bool, now: i64) -> Notice {
    let told = json!({"kind": "room", "event": "went", "chat": room.id, "room": room.title, "who": author(who),
        "at": now / 1000, "is_out": is_out});
    Notice::new(Audience::Chat(room.id.clone()), &told)
}

/// Somebody as notices of rooms tell of them.
pub fn author(who: &Person) -> Value {
    json!({"id": who.id, "name": who.display_name, "picture": who.picture, "kind": who.kind, "user": who.user_name,
        "verified": who.email.is_some(), "admin": who.is_admin == 1, "bot": who.is_bot()})
}

fn list_changed(event: &str, room: &Room, now: i64) -> Notice {
    let told = json!({"kind": "rooms", "event": event, "chat": room.id, "room": room.title, "at": now / 1000});
    Notice::new(Audience::Everyone, &told)
}

fn key(name: &str) -> String {
    account::name_key(name)
}
