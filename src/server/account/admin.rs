//! What those who run the installation see of accounts, and may do to them.

use super::{
    Person, devices, names,
    store::admin::{self as store, Parts, Standing},
};
use crate::{
    app::error::Code,
    server::{
        bus::{Audience, Notice},
        context::{Admin, Ctx},
        db::{Conn, Tx},
        error::Result,
    },
};
pub use store::Holder;

/// Something that is done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// They run the installation too.
    Grant,
    Revoke,
    /// Out, and not in again until readmitted.
    Suspend,
    Readmit,
    /// Out, wherever they are signed in.
    SignOut,
}

/// A page of accounts whose name or address has this part, in the order of their names, and how many there are.
pub async fn list(conn: &mut Conn, text: &str, after: &str, limit: i64) -> Result<(Vec<Holder>, i64)> {
    if text.chars().count() > super::SEARCH_MAX || text.chars().any(char::is_control) {
        return Err(Code::Malformed.into());
    }
    let parts = Parts::new(&names::search_key(text), &super::email_key(text));
    Ok((store::holders(conn, &parts, after, limit).await?, store::count(conn, &parts).await?))
}

/// Gives or takes the right to run the installation from the command line; false if there is nobody of that user name or
/// e-mail.
pub async fn set_by_login(ctx: &Ctx, login: &str, is_admin: bool) -> Result<bool> {
    let query = if login.contains('@') {
        store::update_by_email(&super::email_key(login), is_admin)
    } else {
        store::update_by_name(&names::key(login), is_admin)
    };
    Ok(ctx.db.execute(query).await? > 0)
}

/// Does something to somebody else: nobody can lock themselves out, so there is always one left who runs the installation.
pub async fn act(ctx: &Ctx, admin: &Admin, id: &str, act: Act) -> Result<()> {
    let (me, id, now) = (admin.0.id.clone(), id.to_owned(), ctx.clock.now());
    if me == id && act != Act::SignOut {
        return Err(Code::OwnId.into());
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let standing = hold_both(tx, &me, &id).await?;
                if standing.kind != PERSON {
                    return Err(Code::NotAllowed.into());
                }
                match act {
                    Act::Grant | Act::Revoke => store::set_admin(tx, &id, act == Act::Grant).await?,
                    Act::Suspend if standing.suspended_at.is_some() => {}
                    Act::Suspend => store::set_suspended(tx, &id, Some(now)).await?,
                    Act::Readmit => store::set_suspended(tx, &id, None).await?,
                    Act::SignOut => {}
                }
                if matches!(act, Act::Suspend | Act::Readmit | Act::SignOut) {
                    devices::end_all(tx, &id, "").await?;
                }
                tx.publish(Notice::new(Audience::Person(id), &serde_json::json!({"kind": "account"})));
                Ok(())
            })
        })
        .await
}

const PERSON: &str = "person";

/// What somebody is, after making sure that who asks still may: two admins who act on one another at once do not both.
async fn hold_both(tx: &mut Tx, me: &str, id: &str) -> Result<Standing> {
    let mut both = [me, id];
    both.sort_unstable();
    for id in both {
        super::store::hold(tx, id).await?;
    }
    let may = store::standing(tx, me).await?.is_some_and(|me| me.is_admin == 1 && me.suspended_at.is_none());
    if !may {
        return Err(Code::NotAllowed.into());
    }
    Ok(store::standing(tx, id).await?.ok_or(Code::NotFound)?)
}

impl From<Holder> for Person {
    fn from(row: Holder) -> Self {
        Self {
            id: row.id,
            display_name: row.display_name,
            user_name: row.user_name,
            email: row.email.filter(|_| row.email_verified_at.is_some()),
            picture: row.picture,
            birthday: String::new(),
            kind: row.kind,
            is_admin: row.is_admin,
            shows_presence: row.shows_presence,
        }
    }
}
