//! Public rooms as their documented API knows them: signing in by name, one long poll per name, who is there. The rooms
//! themselves are chats.

mod events;
pub mod pages;
pub mod poll;
mod queue;
mod sessions;
mod store;
#[cfg(test)]
mod tests;

use super::{
    account::{self, Person, guests, recovery},
    call::Caller,
    chats::{
        self,
        rooms::{self, Room},
    },
    context::{Admin, Ctx, Guest, Member},
    db::Conn,
    error::{Error, Result},
    limits,
};
use crate::app::{
    chats::rooms::wire::{ChatReport, RoomMessage, RoomUser},
    error::Code,
    i18n::Language,
};
use std::collections::{HashMap, HashSet};
use tokio_util::sync::CancellationToken;

pub use poll::poll;
pub use sessions::Sessions;

/// So many of the newest messages come with a room.
const LAST_MESSAGES: i64 = 50;
/// How often silent clients are looked for, and every how many times sessions that nobody has.
const SWEEP: std::time::Duration = std::time::Duration::from_secs(2);
const LOST_EVERY: u32 = 15;
/// So long after the start sessions of processes that were before are left to come here.
const SETTLING: std::time::Duration = std::time::Duration::from_secs(60);

/// Opens the configured rooms, and looks after sessions from now on.
pub async fn start(ctx: &Ctx, stop: CancellationToken) -> Result<()> {
    guests::found_bot(ctx).await?;
    for name in ctx.config.rooms.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if rooms::named(&mut ctx.db.read().await?, "", name).await?.is_none() {
            match rooms::open(ctx, name).await {
                // Another process was faster, or it looks like a room that is there.
                Err(error) if error.code() == Code::RoomTaken => {}
                opened => drop(opened?),
            }
        }
    }
    let mut changes = ctx.presence.changes();
    let (watching, ended) = (ctx.clone(), stop.clone());
    let watch = async move {
        while let Some(change) = changes.recv().await {
            if let Err(error) = sessions::presence_changed(&watching, change.id, change.is_here).await {
                tracing::warn!(%error, "who is in a room could not be told");
            }
        }
    };
    tokio::spawn(async move { ended.run_until_cancelled(watch).await });
    let (sweeping, begun) = (ctx.clone(), tokio::time::Instant::now());
    let sweeps = async move {
        for round in 1_u32.. {
            tokio::time::sleep(SWEEP).await;
            sessions::sweep(&sweeping).await;
            let is_settled = begun.elapsed() > SETTLING.max(sweeping.config.inactivity_timeout);
            if is_settled
                && round.is_multiple_of(LOST_EVERY)
                && let Err(error) = sessions::sweep_lost(&sweeping).await
            {
                tracing::warn!(%error, "lost rooms sessions could not be looked for");
            }
        }
    };
    tokio::spawn(async move { stop.run_until_cancelled(sweeps).await });
    Ok(())
}

/// `POST /api/login`: a guest by name alone.
pub async fn visit(ctx: &Ctx, caller: &Caller, name: &str, language: Language) -> Result<RoomUser> {
    let before = caller.anyone(ctx).await?.filter(|me| me.is_guest).map(|me| me.id.clone());
    let id = guests::arrive(ctx, &caller.address, name, (language, "UTC"), guests::Stay::Session).await?;
    // Who they were until now is over only once they are somebody else.
    if let Some(before) = before {
        pages::depart(ctx, &before).await?;
    }
    enter(ctx, caller, &id).await
}

/// `POST /api/authorize`: somebody who has an account. A wrong password is told before an address that is not proven.
pub async fn authorize(ctx: &Ctx, caller: &Caller, name: &str, password: String) -> Result<RoomUser> {
    let id = account::sign_in(ctx, Guest, &caller.address, name, password).await?;
    let me = account::sessions::by_id(&mut ctx.db.read().await?, &id).await?.ok_or(Code::WrongPassword)?;
    if !me.email_verified {
        return Err(Code::NotVerified.into());
    }
    // Who had the name as a guest before it was somebody's is not disturbed until now.
    let namesakes = guests::namesakes(&mut ctx.db.read().await?, &me.user_name).await?;
    for guest in namesakes {
        let now = ctx.clock.now();
        ctx.db.write(move |tx| Box::pin(async move { sessions::oust(tx, &guest, now).await })).await?;
    }
    enter(ctx, caller, &id).await
}

async fn enter(ctx: &Ctx, caller: &Caller, id: &str) -> Result<RoomUser> {
    account::sessions::enter(ctx, &caller.session, &caller.agent, id).await?;
    let me = account::sessions::by_id(&mut ctx.db.read().await?, id).await?.ok_or(Code::NotSignedIn)?;
    login(ctx, caller, &me).await
}

/// `POST /api/loggedonly/login`: starts a session, and ends one that this name has elsewhere.
pub async fn login(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<RoomUser> {
    limits::pass(ctx, me, Some(&caller.address))?;
    sessions::start(ctx, caller, me).await?;
    let verified = me.email_verified && !me.is_guest;
    Ok(RoomUser { user: me.user_name.clone(), verified, admin: me.is_admin, bot: false })
}

/// `POST /api/loggedonly/logout`.
pub async fn logout(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<()> {
    let live = sessions::current(ctx, caller, me).await?;
    sessions::end(ctx, &live.account_id, &live.id).await
}

/// `PUT /api/loggedonly/keepalive`, and what every other call does first.
pub async fn keep_alive(ctx: &Ctx, caller: &Caller, me: &Member) -> Result<()> {
    sessions::current(ctx, caller, me).await.map(|_| ())
}

/// `GET /api/loggedonly/getChats`.
pub async fn reports(ctx: &Ctx, me: &Member) -> Result<Vec<ChatReport>> {
    let mut conn = ctx.db.read().await?;
    let all = rooms::all(&mut conn, &me.id).await?;
    report(ctx, &mut conn, me, all).await
}

/// `POST /api/loggedonly/joinChat`.
pub async fn join(ctx: &Ctx, me: &Member, name: &str) -> Result<ChatReport> {
    let room = named(ctx, me, name).await?;
    let_in(ctx, me, room.clone()).await?;
    let mut conn = ctx.db.read().await?;
    let reports = report(ctx, &mut conn, me, vec![Room { is_in: 1, ..room }]).await?;
    Ok(reports.into_iter().next().ok_or(Code::RoomUnknown)?)
}

/// `POST /api/loggedonly/leaveChat`.
pub async fn leave(ctx: &Ctx, me: &Member, name: &str) -> Result<()> {
    let room = entered(ctx, me, name).await?;
    let_out(ctx, me, room).await
}

/// `POST /api/loggedonly/getLastMessages`: the newest messages, oldest first.
pub async fn last_messages(ctx: &Ctx, me: &Member, name: &str) -> Result<Vec<RoomMessage>> {
    let room = in_room(ctx, me, name).await?;
    let mut conn = ctx.db.read().await?;
    Ok(messages(&mut conn, std::slice::from_ref(&room)).await?.remove(&room.id).unwrap_or_default())
}

/// `POST /api/loggedonly/getUsers`: who is in a room right now.
pub async fn users(ctx: &Ctx, me: &Member, name: &str) -> Result<Vec<RoomUser>> {
    let room = in_room(ctx, me, name).await?;
    let mut conn = ctx.db.read().await?;
    Ok(present(ctx, &mut conn, me, std::slice::from_ref(&room)).await?.remove(&room.id).unwrap_or_default())
}

/// `POST /api/loggedonly/postMessage`: the message as it is stored.
pub async fn post(ctx: &Ctx, me: &Member, name: &str, text: String) -> Result<RoomMessage> {
    let room = in_room(ctx, me, name).await?;
    let draft = chats::Draft { chat_id: room.id.clone(), text, client_id: None, reply_to: None };
    // It may have been closed, or left, just now.
    let gone = |error: Error| if error.code() == Code::NotFound { Code::RoomNotEntered.into() } else { error };
    let message = chats::send(ctx, me.clone(), draft).await.map_err(gone)?;
    let verified = me.email_verified && !me.is_guest;
    let author = RoomUser { user: me.user_name.clone(), verified, admin: me.is_admin, bot: false };
    Ok(shown(&room, author, message.seq, message.text, message.sent_at.as_second()))
}

/// `POST /api/adminonly/createChat`.
pub async fn create(ctx: &Ctx, _: &Admin, name: &str) -> Result<()> {
    rooms::open(ctx, name).await.map(|_| ())
}

/// `POST /api/adminonly/removeChat`.
pub async fn remove(ctx: &Ctx, admin: &Admin, name: &str) -> Result<()> {
    let room = named(ctx, &admin.0, name).await?;
    rooms::close(ctx, room).await
}

/// `POST /api/requestResetPassword`.
pub async fn forget(ctx: &Ctx, caller: &Caller, name: &str) -> Result<()> {
    if name.trim().is_empty() {
        return Err(Code::NameEmpty.into());
    }
    recovery::ask(ctx, Guest, &caller.address, name, recovery::Way::Code).await
}

/// Lets somebody into a room, unless they come and go all the time.
async fn let_in(ctx: &Ctx, me: &Member, room: Room) -> Result<()> {
    limits::pass(ctx, me, None)?;
    limits::crowd(ctx, &room.id)?;
    let (me_id, now) = (me.id.clone(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let who = account::people(tx, &[me_id]).await?.pop().ok_or(Code::NotSignedIn)?;
                rooms::enter(tx, &room, &who, now).await
            })
        })
        .await
}

async fn let_out(ctx: &Ctx, me: &Member, room: Room) -> Result<()> {
    limits::pass(ctx, me, None)?;
    let (me_id, now) = (me.id.clone(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let who = account::people(tx, &[me_id]).await?.pop().ok_or(Code::NotSignedIn)?;
                if rooms::quit(tx, &room, &who, now).await? { Ok(()) } else { Err(Code::RoomNotEntered.into()) }
            })
        })
        .await
}

async fn named(ctx: &Ctx, me: &Member, name: &str) -> Result<Room> {
    Ok(rooms::named(&mut ctx.db.read().await?, &me.id, name).await?.ok_or(Code::RoomUnknown)?)
}

/// The room if the caller is in it: an unknown one is told apart.
async fn entered(ctx: &Ctx, me: &Member, name: &str) -> Result<Room> {
    let room = named(ctx, me, name).await?;
    if room.is_in == 1 { Ok(room) } else { Err(Code::RoomNotEntered.into()) }
}

/// The room if the caller is in it: an unknown one looks like any other.
async fn in_room(ctx: &Ctx, me: &Member, name: &str) -> Result<Room> {
    let room = rooms::named(&mut ctx.db.read().await?, &me.id, name).await?.filter(|room| room.is_in == 1);
    Ok(room.ok_or(Code::RoomNotEntered)?)
}

async fn report(ctx: &Ctx, conn: &mut Conn, me: &Member, all: Vec<Room>) -> Result<Vec<ChatReport>> {
    let mine: Vec<Room> = all.iter().filter(|room| room.is_in == 1).cloned().collect();
    let mut messages = messages(conn, &mine).await?;
    let mut users = present(ctx, conn, me, &mine).await?;
    let reports = all.into_iter().map(|room| ChatReport {
        user: me.user_name.clone(),
        joined: room.is_in == 1,
        messages: messages.remove(&room.id).unwrap_or_default(),
        users: users.remove(&room.id).unwrap_or_default(),
        chat: room.title,
    });
    Ok(reports.collect())
}

/// The newest messages of these rooms, oldest first.
async fn messages(conn: &mut Conn, all: &[Room]) -> Result<HashMap<String, Vec<RoomMessage>>> {
    let mut found: HashMap<String, Vec<RoomMessage>> = HashMap::new();
    let names: HashMap<&str, &Room> = all.iter().map(|room| (room.id.as_str(), room)).collect();
    let ids: Vec<String> = all.iter().map(|room| room.id.clone()).collect();
    let rows = rooms::newest(conn, &ids, LAST_MESSAGES).await?;
    let authors: HashSet<&str> = rows.iter().map(|message| message.author_id.as_str()).collect();
    let authors: Vec<String> = authors.into_iter().map(str::to_owned).collect();
    let authors: HashMap<String, Person> =
        account::people(conn, &authors).await?.into_iter().map(|person| (person.id.clone(), person)).collect();
    for message in rows {
        if let (Some(room), Some(author)) = (names.get(message.chat_id.as_str()), authors.get(&message.author_id)) {
            let time = message.sent_at / 1000;
            let shown = shown(room, user(author), message.seq, message.text, time);
            found.entry(message.chat_id).or_default().push(shown);
        }
    }
    Ok(found)
}

/// Who of the members of these rooms is there right now.
async fn present(ctx: &Ctx, conn: &mut Conn, me: &Member, all: &[Room]) -> Result<HashMap<String, Vec<RoomUser>>> {
    let ids: Vec<String> = all.iter().map(|room| room.id.clone()).collect();
    let mut present = rooms::present(ctx, conn, &ids).await?;
    // Who asks is there, seen or not.
    for id in ids {
        let own = (id, me.id.clone());
        if !present.contains(&own) {
            present.push(own);
        }
    }
    let here: HashSet<&str> = present.iter().map(|(_, id)| id.as_str()).collect();
    let here: Vec<String> = here.into_iter().map(str::to_owned).collect();
    let people: HashMap<String, RoomUser> =
        account::people(conn, &here).await?.into_iter().map(|person| (person.id.clone(), user(&person))).collect();
    let mut found: HashMap<String, Vec<RoomUser>> = HashMap::new();
    for (chat_id, account_id) in present {
        if let Some(user) = people.get(&account_id) {
            found.entry(chat_id).or_default().push(user.clone());
        }
    }
    found.values_mut().for_each(|users| users.sort_by(|one, other| one.user.cmp(&other.user)));
    Ok(found)
}

fn user(person: &Person) -> RoomUser {
    RoomUser {
        user: person.user_name.clone(),
        verified: person.email.is_some(),
        admin: person.is_admin == 1,
        bot: person.is_bot(),
    }
}

fn shown(room: &Room, author: RoomUser, id: i64, text: String, time: i64) -> RoomMessage {
    let RoomUser { user, verified, admin, bot } = author;
    RoomMessage { user, verified, admin, bot, chat: room.title.clone(), id, text, time }
}
