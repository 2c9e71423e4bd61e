//! What those who run the installation see of it, and may do.

#[cfg(test)]
mod tests;

use super::{
    account::{
        admin::{self as accounts, Act},
        phones,
    },
    chats::{rooms, talker},
    context::{Admin, Ctx, rfc3339},
    error::Result,
    rooms::pages::depart,
};
use crate::app::{
    admin::wire::{Holder, Holders, KeptRoom, KeptRooms, OpenCode},
    check::check_id,
    error::Code,
};
use std::collections::HashMap;

/// Rows of a page.
const PAGE: usize = 50;

/// A page of rooms in the order of their names.
pub async fn rooms(ctx: &Ctx, admin: &Admin, after: Option<&str>) -> Result<KeptRooms> {
    let zone = admin.0.zone();
    let mut conn = ctx.db.read().await?;
    let mut found = rooms::page(&mut conn, &admin.0.id, cursor(after)?, limit()).await?;
    let next = cut(&mut found, |listed| listed.room.id.clone());
    let ids: Vec<String> = found.iter().map(|listed| listed.room.id.clone()).collect();
    let mut here: HashMap<String, u32> = HashMap::new();
    for (room, _) in rooms::present(ctx, &mut conn, &ids).await? {
        *here.entry(room).or_default() += 1;
    }
    let rooms = found.into_iter().map(|listed| KeptRoom {
        here: here.get(&listed.room.id).copied().unwrap_or_default(),
        id: listed.room.id,
        name: listed.room.title,
        members: u32::try_from(listed.members).unwrap_or(u32::MAX),
        messages: u32::try_from(listed.messages).unwrap_or(u32::MAX),
        last_at: rfc3339(listed.last_at, &zone),
    });
    Ok(KeptRooms { rooms: rooms.collect(), next })
}

/// A page of people and guests in the order of their names.
pub async fn people(ctx: &Ctx, admin: &Admin, search: &str, after: Option<&str>) -> Result<Holders> {
    let me = &admin.0;
    let zone = me.zone();
    let (mut found, total) = accounts::list(&mut ctx.db.read().await?, search, cursor(after)?, limit()).await?;
    let next = cut(&mut found, |row| row.id.clone());
    let here = ctx.presence.among(found.iter().map(|row| row.id.as_str()));
    let people = found.into_iter().map(|row| Holder {
        email_verified: row.email_verified_at.is_some(),
        is_admin: row.is_admin == 1,
        is_suspended: row.suspended_at.is_some(),
        is_here: here.contains(&row.id),
        is_me: row.id == me.id,
        joined_at: rfc3339(row.created_at, &zone),
        seen_at: row.session_at.max(row.token_at).map(|at| rfc3339(at, &zone)),
        until: row.guest_until.map(|at| rfc3339(at, &zone)),
        user_name: row.user_name.clone(),
        email: row.email.clone(),
        person: talker(row.into()),
    });
    Ok(Holders { people: people.collect(), total: u32::try_from(total).unwrap_or(u32::MAX), next })
}

/// Codes that somebody has to pass on, because no text is sent.
pub async fn codes(ctx: &Ctx, _: &Admin) -> Result<Vec<OpenCode>> {
    if ctx.config.sms_url.is_some() {
        return Ok(Vec::new());
    }
    let claims = phones::open_claims(ctx).await?.into_iter().map(|claim| OpenCode {
        user_name: claim.user_name,
        number: format!("+{}", claim.number),
        code: claim.code,
    });
    Ok(claims.collect())
}

/// Does something to somebody's account, by the action's word.
pub async fn act(ctx: &Ctx, admin: &Admin, id: &str, action: &str) -> Result<()> {
    check_id(id)?;
    let act = match action {
        "grant" => Act::Grant,
        "revoke" => Act::Revoke,
        "suspend" => Act::Suspend,
        "readmit" => Act::Readmit,
        "sign-out" => Act::SignOut,
        "end" => return end_visit(ctx, id).await,
        _ => return Err(Code::Malformed.into()),
    };
    accounts::act(ctx, admin, id, act).await
}

/// Ends the visit of a guest; whoever is none stays.
async fn end_visit(ctx: &Ctx, id: &str) -> Result<()> {
    let is_guest = super::account::people(&mut ctx.db.read().await?, &[id.to_owned()]).await?.pop();
    match is_guest.map(|person| person.is_guest()) {
        Some(true) => depart(ctx, id).await,
        Some(false) => Err(Code::NotAllowed.into()),
        None => Err(Code::NotFound.into()),
    }
}

fn limit() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}

fn cursor(after: Option<&str>) -> Result<&str> {
    let after = after.unwrap_or_default();
    if !after.is_empty() {
        check_id(after)?;
    }
    Ok(after)
}

/// Leaves one page; where the next begins if there is more.
fn cut<T>(rows: &mut Vec<T>, id: impl FnOnce(&T) -> String) -> Option<String> {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    rows.last().filter(|_| more).map(id)
}
