//! What members may do about one another: rights, taking somebody out, taking an invite back.

use super::{
    edit::{dismiss, tell},
    invites::asked,
    occurrences::parse_id,
    store::{self, EventRecord, MemberRecord, invites},
};
use crate::{
    app::{
        calendar::wire::{Kind, Rights},
        check::check_id,
        error::Code,
    },
    server::{
        context::{Ctx, Member},
        db::Tx,
        error::Result,
    },
};

/// Takes back somebody's invite: the one who sent it may, and who may change the event.
pub async fn uninvite(ctx: &Ctx, me: Member, id: String, account_id: String) -> Result<()> {
    check_id(&id)?;
    check_id(&account_id)?;
    let id = parse_id(&id).0.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                let event = own(tx, &me, &id).await?;
                let invite = invites::of_event(tx, &id).await?;
                let invite = invite.into_iter().find(|invite| invite.receiver_id == account_id);
                let invite = invite.ok_or(Code::NotFound)?;
                if invite.sender_id != me.id && !event.can_change() {
                    return Err(Code::NotAllowed.into());
                }
                tell(tx, &id).await?;
                invites::delete(tx, &id, &account_id).await?;
                tx.publish(asked(&account_id));
                Ok(())
            })
        })
        .await
}

/// Sets what another member may do. Nobody gives or takes a right that they do not have, nor one of the author's.
pub async fn grant(ctx: &Ctx, me: Member, id: String, account_id: String, rights: Rights) -> Result<()> {
    check_id(&id)?;
    check_id(&account_id)?;
    if account_id == me.id {
        return Err(Code::OwnId.into());
    }
    let id = parse_id(&id).0.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                let event = own(tx, &me, &id).await?;
                let mine = rights_of(&event);
                let member = invites::member(tx, &id, &account_id).await?.ok_or(Code::NotFound)?;
                let theirs = [member.can_invite, member.can_remove, member.can_change, member.can_delete];
                let wished = [rights.invite, rights.remove, rights.change, rights.delete];
                let oversteps = (0..4).any(|right| wished[right] != (theirs[right] == 1) && !mine[right]);
                if !event.can_change() || oversteps || is_author(&event, &member) {
                    return Err(Code::NotAllowed.into());
                }
                invites::grant(tx, &member.id, wished).await?;
                tell(tx, &id).await
            })
        })
        .await
}

/// Takes another member out of a group event.
pub async fn expel(ctx: &Ctx, me: Member, id: String, account_id: String) -> Result<()> {
    check_id(&id)?;
    check_id(&account_id)?;
    if account_id == me.id {
        return Err(Code::OwnId.into());
    }
    let (job_ctx, id) = (ctx.clone(), parse_id(&id).0.to_owned());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::lock(tx, &id).await?;
                let event = own(tx, &me, &id).await?;
                let member = invites::member(tx, &id, &account_id).await?.ok_or(Code::NotFound)?;
                let theirs = [member.can_invite, member.can_remove, member.can_change, member.can_delete];
                // Nobody takes out who may do more than they: so somebody who may change the event always stays.
                let outranks = rights_of(&event).into_iter().zip(theirs).any(|(mine, theirs)| theirs == 1 && !mine);
                if !event.can_remove() || outranks || is_author(&event, &member) {
                    return Err(Code::NotAllowed.into());
                }
                dismiss(&job_ctx, tx, &event, &account_id).await
            })
        })
        .await
}

fn rights_of(event: &EventRecord) -> [bool; 4] {
    [event.can_invite(), event.can_remove(), event.can_change(), event.can_delete()]
}

/// The author, unless they left and came back as anybody.
fn is_author(event: &EventRecord, member: &MemberRecord) -> bool {
    member.account_id == event.author_id && member.can_change == 1
}

/// The group event if the caller is in it.
async fn own(tx: &mut Tx, me: &Member, id: &str) -> Result<EventRecord> {
    let event = store::find(tx, &me.id, id).await?;
    let event = event.filter(|event| event.is_member() && event.kind() == Kind::Group);
    Ok(event.ok_or(Code::NotFound)?)
}
