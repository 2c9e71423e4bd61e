//! Rooms on the pages: the list, entering and leaving, opening and closing, and guests by name.

use super::{let_in, let_out, sessions::oust};
use crate::{
    app::{
        account::wire::{Done, check_next},
        chats::rooms::wire::{RoomRow, RoomsPage},
        check::check_id,
        error::Code,
        i18n::Language,
    },
    server::{
        account::{guests, sessions as cookies},
        call::Caller,
        chats::rooms::{self, Listed, Room},
        context::{Admin, Ctx, Member},
        error::{Error, Result},
    },
};

/// Rooms in a page.
const PAGE: usize = 50;

/// A page of rooms in the order of their names.
pub async fn list(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<RoomsPage> {
    let after = after.unwrap_or_default();
    if !after.is_empty() {
        check_id(after)?;
    }
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = rooms::page(&mut ctx.db.read().await?, &me.id, after, limit).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|listed| listed.room.id.clone());
    let rooms = found.into_iter().map(|Listed { room, members, .. }| RoomRow {
        members: u32::try_from(members).unwrap_or(u32::MAX),
        is_in: room.is_in == 1,
        id: room.id,
        name: room.title,
    });
    Ok(RoomsPage { rooms: rooms.collect(), next, may_open: me.is_admin && !me.is_guest })
}

/// Enters a room; who is in it already stays so.
pub async fn enter(ctx: &Ctx, me: Member, id: &str) -> Result<()> {
    let room = room(ctx, &me, id).await?;
    match let_in(ctx, &me, room).await {
        Err(Error::Refused(Code::RoomEntered)) => Ok(()),
        entered => entered,
    }
}

/// Leaves a room; who is not in it stays so.
pub async fn quit(ctx: &Ctx, me: Member, id: &str) -> Result<()> {
    let room = room(ctx, &me, id).await?;
    if room.is_in == 0 {
        return Ok(());
    }
    let_out(ctx, &me, room).await
}

/// Opens a room, and leads to it.
pub async fn open(ctx: &Ctx, _: &Admin, name: &str) -> Result<Done> {
    Ok(Done::to(format!("/messages/{}", rooms::open(ctx, name).await?)))
}

/// Closes a room for everybody.
pub async fn close(ctx: &Ctx, admin: &Admin, id: &str) -> Result<()> {
    let room = room(ctx, &admin.0, id).await?;
    rooms::close(ctx, room).await
}

/// Lets a visitor in by name, for as long as they come back within a day.
pub async fn visit(ctx: &Ctx, caller: &Caller, name: &str, look: (Language, &str), next: &str) -> Result<Done> {
    if caller.member(ctx).await?.is_some() {
        return Ok(Done::to("/messages?kind=room"));
    }
    let before = caller.anyone(ctx).await?.map(|me| me.id.clone());
    let id = guests::arrive(ctx, &caller.address, name, look, guests::Stay::Day).await?;
    // Who they were until now is over only once they are somebody else.
    if let Some(before) = before {
        depart(ctx, &before).await?;
    }
    cookies::enter(ctx, &caller.session, &caller.agent, &id).await?;
    let next = check_next(next);
    Ok(Done::to(if next == "/" { "/messages?kind=room" } else { next }))
}

/// Ends a guest who goes.
pub async fn depart(ctx: &Ctx, id: &str) -> Result<()> {
    let (id, now) = (id.to_owned(), ctx.clock.now());
    ctx.db.write(move |tx| Box::pin(async move { oust(tx, &id, now).await })).await
}

/// Ends guests who were not seen for too long.
pub async fn sweep_guests(ctx: Ctx) -> Result<()> {
    let now = ctx.clock.now();
    loop {
        let expired = guests::expired(&mut ctx.db.read().await?, now).await?;
        if expired.is_empty() {
            return Ok(());
        }
        for id in expired {
            ctx.db
                .write(move |tx| {
                    Box::pin(async move {
                        // Who came back, or made an account, right now is waited for.
                        if guests::is_expired(tx, &id, now).await? { oust(tx, &id, now).await } else { Ok(()) }
                    })
                })
                .await?;
        }
    }
}

async fn room(ctx: &Ctx, me: &Member, id: &str) -> Result<Room> {
    check_id(id)?;
    Ok(rooms::by_id(&mut ctx.db.read().await?, &me.id, id).await?.ok_or(Code::NotFound)?)
}
