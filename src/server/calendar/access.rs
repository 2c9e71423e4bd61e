//! Who may do what with an event.

use super::store::{self, EventRecord};
use crate::{
    app::{calendar::wire::Kind, error::Code},
    server::{context::Member, db::Conn, error::Result, friends},
};

impl EventRecord {
    pub fn kind(&self) -> Kind {
        if self.kind == "group" { Kind::Group } else { Kind::Single }
    }

    pub fn is_member(&self) -> bool {
        self.member_id.is_some()
    }

    pub fn can_change(&self) -> bool {
        self.can_change == Some(1)
    }

    pub fn can_delete(&self) -> bool {
        self.can_delete == Some(1)
    }
}

/// The event if the caller may read it: members and invitees; friends of a member too unless it is private.
/// `NotFound` for an unknown one, `NotAllowed` for one that is not the caller's to see.
pub async fn readable(conn: &mut Conn, me: &Member, id: &str) -> Result<EventRecord> {
    let event = store::find(conn, &me.id, id).await?.ok_or(Code::NotFound)?;
    if event.is_member() || event.is_invited == 1 {
        return Ok(event);
    }
    if event.is_private == 0 {
        let members: Vec<String> =
            store::members(conn, id).await?.into_iter().map(|member| member.account_id).collect();
        if !friends::among(conn, &me.id, &members).await?.is_empty() {
            return Ok(event);
        }
    }
    Err(Code::NotAllowed.into())
}
