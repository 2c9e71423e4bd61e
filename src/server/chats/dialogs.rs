//! Dialogs, and the friendships that open them.

use super::{join, store};
use crate::{
    app::{
        account::wire::Done,
        check::check_id,
        error::Code,
        friends::wire::{PersonPage, Relation},
    },
    server::{
        account,
        context::{Ctx, Member},
        db::Tx,
        error::Result,
        friends::{self, Asked},
        limits,
    },
};

/// Asks somebody to be friends. If they had asked already, the two are friends now and have a dialog.
pub async fn ask_friend(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    if id == me.id {
        return Err(Code::OwnId.into());
    }
    if !me.email_verified {
        return Err(Code::NotVerified.into());
    }
    account::profile(&mut ctx.db.read().await?, &id).await?.ok_or(Code::NotFound)?;
    limits::spend(ctx, [(limits::INVITES_PER_ACCOUNT, me.id.as_str())]).await?;
    let job_ctx = ctx.clone();
    let asked = ctx.db.write(move |tx| Box::pin(async move { ask_friend_in(&job_ctx, tx, &me.id, &id).await })).await;
    match asked {
        // The same request at the same time, stored by the other call.
        Err(error) if error.is_duplicate() => Ok(()),
        asked => asked,
    }
}

/// `ask_friend` in a transaction, for who has checked the rest.
pub async fn ask_friend_in(ctx: &Ctx, tx: &mut Tx, me: &str, id: &str) -> Result<()> {
    let now = ctx.clock.now();
    if friends::ask(ctx, tx, me, id).await? == Asked::Befriended {
        open(ctx, tx, me, id, now).await?;
    }
    Ok(())
}

/// Answers a request that waits for the caller. New routes do not tell a foreign one from an unknown one.
pub async fn answer_request(ctx: &Ctx, me: Member, id: String, action: &str) -> Result<()> {
    check_id(&id)?;
    let accepts = match action {
        "accept" => true,
        "decline" => false,
        "reopen" => return friends::reopen(ctx, me, id).await,
        _ => return Err(Code::ActionInvalid.into()),
    };
    let request = friends::request(&mut ctx.db.read().await?, &id).await?;
    request.filter(|request| request.receiver_id == me.id).ok_or(Code::NotFound)?;
    let job_ctx = ctx.clone();
    ctx.db.write(move |tx| Box::pin(async move { answer_request_in(&job_ctx, tx, &me.id, &id, accepts).await })).await
}

/// Accepts or declines a request in a transaction: unknown 404, somebody else's 403.
pub async fn answer_request_in(ctx: &Ctx, tx: &mut Tx, me: &str, id: &str, accepts: bool) -> Result<()> {
    let now = ctx.clock.now();
    if !accepts {
        return friends::decline(tx, me, id, now).await;
    }
    let request = friends::take(tx, me, id, now).await?;
    open(ctx, tx, me, &request.sender_id, now).await?;
    Ok(())
}

/// Opens the dialog with somebody: a friend, or somebody who is in the chat of one event with the caller, unless one of the
/// two has blocked the other. A dialog that exists stays open to both.
pub async fn dialog(ctx: &Ctx, me: Member, id: String) -> Result<Done> {
    check_id(&id)?;
    if id == me.id {
        return Err(Code::OwnId.into());
    }
    let job_ctx = ctx.clone();
    let chat_id = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(chat_id) = store::dialog_between(tx, &me.id, &id).await? {
                    return Ok(chat_id);
                }
                account::profile(tx, &id).await?.ok_or(Code::NotFound)?;
                let is_friend = !friends::among(tx, &me.id, std::slice::from_ref(&id)).await?.is_empty();
                let knows = is_friend || store::share_event(tx, &me.id, &id).await?;
                if !knows || friends::is_blocked(tx, &me.id, &id).await? {
                    return Err(Code::NotAllowed.into());
                }
                open(&job_ctx, tx, &me.id, &id, job_ctx.clock.now()).await
            })
        })
        .await?;
    Ok(Done::to(format!("/messages/{chat_id}")))
}

/// One person, and whether the caller can write to them.
pub async fn person_page(ctx: &Ctx, me: &Member, id: &str) -> Result<PersonPage> {
    let mut page = friends::person_page(ctx, me, id).await?;
    page.can_write = match page.person.relation {
        Relation::Me | Relation::Blocked => false,
        Relation::Friend => true,
        _ => {
            let mut conn = ctx.db.read().await?;
            store::dialog_between(&mut conn, &me.id, id).await?.is_some()
                || store::share_event(&mut conn, &me.id, id).await?
        }
    };
    Ok(page)
}

/// The dialog of two people with both in it; its id.
async fn open(ctx: &Ctx, tx: &mut Tx, one: &str, other: &str, now: i64) -> Result<String> {
    let id = store::dialog(tx, &ctx.new_id(), one, other, now).await?;
    join(tx, &id, one, now).await?;
    join(tx, &id, other, now).await?;
    Ok(id)
}
