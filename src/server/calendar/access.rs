//! Who may do what with an event.

use super::{
    occurrences::{self, parse_id},
    store::{self, EventRecord},
};
use crate::{
    app::{calendar::wire::Kind, error::Code},
    server::{
        context::Member,
        db::Conn,
        error::{Error, Result},
        friends,
    },
};
use jiff::civil::DateTime;

impl EventRecord {
    pub fn kind(&self) -> Kind {
        if self.kind == "group" { Kind::Group } else { Kind::Single }
    }

    pub fn is_member(&self) -> bool {
        self.member_id.is_some()
    }

    pub fn can_invite(&self) -> bool {
        self.can_invite == Some(1)
    }

    pub fn can_remove(&self) -> bool {
        self.can_remove == Some(1)
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
    let may_read = event.is_member() || event.invited == 1 || is_for_friends(conn, me, &event).await?;
    if !may_read {
        return Err(Code::NotAllowed.into());
    }
    shown(conn, event, occurrence).await
}

/// `readable` for the event's page: who has declined can still change their mind there, and what the reader may not see
/// is as if unknown.
pub async fn readable_page(conn: &mut Conn, me: &Member, id: &str) -> Result<EventRecord> {
    let (base_id, occurrence) = parse_id(id);
    let event = match store::find(conn, &me.id, base_id).await? {
        Some(event) if event.invited == 2 && !event.is_member() => shown(conn, event, occurrence).await,
        _ => readable(conn, me, id).await,
    };
    event.map_err(|error| match error {
        Error::Refused(Code::NotAllowed) => Code::NotFound.into(),
        other => other,
    })
}

/// The event itself, or the occurrence of the series that was asked for.
async fn shown(conn: &mut Conn, event: EventRecord, occurrence: Option<DateTime>) -> Result<EventRecord> {
    match occurrence {
        Some(at) => {
            let event = occurrences::one(conn, &event, at).await?.ok_or(Code::NotFound)?;
            // A changed occurrence can be more private than its series.
            let may_read = event.is_member() || event.invited > 0 || event.is_private == 0;
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
