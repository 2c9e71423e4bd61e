//! Contacts by phone as pages show them.

use super::{inbox::people, store, told};
use crate::{
    app::{
        check::check_id,
        error::Code,
        letters::pages::wire::{Contact, ContactsPage},
    },
    server::{
        account::{self, phones},
        context::{Ctx, Member},
        db::Tx,
        error::Result,
        friends, limits,
    },
};
use std::collections::HashSet;

const PAGE: usize = 50;
/// No name in an address book is longer, in characters.
pub const NAME_MAX: usize = 100;

/// A page of contacts in the order of their names, after the person with this id.
pub async fn page(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<ContactsPage> {
    let after = after.unwrap_or_default();
    if !after.is_empty() {
        check_id(after)?;
    }
    let mut conn = ctx.db.read().await?;
    let mut book = store::contacts::of(&mut conn, &me.id).await?;
    let from = book.iter().position(|row| row.other_id == after).map_or(0, |index| index + 1);
    book.drain(..from);
    let next = (book.len() > PAGE).then(|| book[PAGE - 1].other_id.clone());
    book.truncate(PAGE);
    let ids: Vec<String> = book.iter().map(|row| row.other_id.clone()).collect();
    let blocked: HashSet<String> = friends::blocked_among(&mut conn, &me.id, &ids).await?.into_iter().collect();
    let country = phones::country(&mut conn, &me.id).await?;
    let people = people(account::people(&mut conn, &ids).await?);
    let contacts = book.into_iter().filter_map(|row| {
        let number = phones::normalise(&row.number, &country).map_or(row.number, |digits| phones::written(&digits));
        Some(Contact {
            person: people.get(&row.other_id)?.clone(),
            name: row.name,
            number,
            is_blocked: blocked.contains(&row.other_id),
        })
    });
    Ok(ContactsPage { contacts: contacts.collect(), next })
}

/// Adds whoever has proven a number, if they want to be found by it.
pub async fn add(ctx: &Ctx, me: Member, number: &str, name: &str) -> Result<()> {
    let name = name.trim().to_owned();
    if name.chars().count() > NAME_MAX {
        return Err(Code::NameTooLong.into());
    }
    if name.chars().any(char::is_control) {
        return Err(Code::NameInvalid.into());
    }
    let country = phones::country(&mut ctx.db.read().await?, &me.id).await?;
    let digits = phones::normalise(number, &country).ok_or(Code::NumberInvalid)?;
    limits::spend(ctx, [(limits::CONTACTS_PER_ACCOUNT, me.id.as_str())]).await?;
    let number = format!("+{digits}");
    let found = super::contacts::matches(&mut ctx.db.read().await?, &me, std::slice::from_ref(&number)).await?;
    let other = found.get(&number).cloned().ok_or(Code::ContactUnknown)?;
    if other == me.id {
        return Err(Code::OwnId.into());
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::contacts::remove(tx, &me.id, &other).await?;
                store::contacts::insert(tx, &me.id, &other, &number, &name).await?;
                tx.publish(told(&me.id, "contacts"));
                Ok(())
            })
        })
        .await
}

/// Takes somebody out of the address book.
pub async fn remove(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::contacts::remove(tx, &me.id, &id).await?;
                tx.publish(told(&me.id, "contacts"));
                Ok(())
            })
        })
        .await
}

/// Takes a block back. Letters that it held up arrive.
pub async fn unblock(ctx: &Ctx, me: Member, id: String) -> Result<()> {
    check_id(&id)?;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                friends::unblock(tx, &me.id, &id).await?;
                go_on(tx, &me.id, &id).await
            })
        })
        .await
}

/// What was held back between two people goes on, if none of them blocks the other any more.
pub async fn go_on(tx: &mut Tx, me: &str, other: &str) -> Result<()> {
    let both = [me.to_owned(), other.to_owned()];
    if friends::blocks_among(tx, &both).await?.is_empty() && store::pages::let_go(tx, me, other).await? > 0 {
        tx.work_was_queued();
    }
    Ok(())
}
