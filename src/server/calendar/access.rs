//! Who may do what with an event.

use super::{
    occurrences::{self, parse_id},
    store::{self, EventRecord},
};
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
/// The id may be that of an occurrence of a series. `NotFound` for an unknown one, `NotAllowed` for one that is not the caller's to see.
pub async fn readable(conn: &mut Conn, me: &Member, id: &str) -> Result<EventRecord> {
    let (id, occurrence) = parse_id(id);
    let event = store::find(conn, &me.id, id).await?.ok_or(Code::NotFound)?;
    let may_read = event.is_member() || event.is_invited == 1 || is_for_friends(conn, me, &event).await?;
    if !may_read {
        return Err(Code::NotAllowed.into());
    }
    match occurrence {
        Some(at) => {
            let event = occurrences::one(conn, &event, at).await?.ok_or(Code::NotFound)?;
            // A changed occurrence can be more private than its series.
            let may_read = event.is_member() || event.is_invited == 1 || event.is_private == 0;
            if may_read { Ok(event) } else { Err(Code::NotAllowed.into()) }
        }
        None => Ok(event),
    }
}

async fn is_for_friends(conn: &mut Conn, me: &Member, event: &EventRecord) -> Result<bool> {
    if event.is_private == 1 {
        return Ok(false);
    }
    let members: Vec<String> =
        store::members(conn, &event.id).await?.into_iter().map(|member| member.account_id).collect();
    Ok(!friends::among(conn, &me.id, &members).await?.is_empty())
}
