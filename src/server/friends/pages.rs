//! What the People pages read: friends, requests, searches, profiles, blocks; and the documented list.

use super::{Request, store};
use crate::{
    app::{
        check::check_id,
        error::Code,
        friends::wire::{Friend, PeoplePage, PersonPage, PersonRow, Relation, RequestRow, RequestsPage},
    },
    server::{
        account::{self, Person},
        context::{Ctx, Member, rfc3339},
        db::Conn,
        error::Result,
        paging::{cursor, cut, limit},
    },
};
use std::collections::{HashMap, HashSet};

/// People in a page.
const PAGE: usize = 50;
/// So many friends of both are shown.
const MUTUAL: i64 = 12;

/// `GET /friends`.
pub async fn list(ctx: &Ctx, me: &Member) -> Result<Vec<Friend>> {
    let mut conn = ctx.db.read().await?;
    let ids = store::ids(&mut conn, &me.id).await?;
    let mut people = by_id(account::people(&mut conn, &ids).await?);
    let friends = ids.iter().filter_map(|id| people.remove(id)).map(|person| Friend {
        id: person.id,
        name: person.display_name,
        email: person.email.unwrap_or_default(),
        profile_pic: account::picture::absolute(ctx, &person.picture),
        birthday: person.birthday,
    });
    Ok(friends.collect())
}

/// Which friends are listed.
#[derive(Default)]
pub struct Filter<'a> {
    pub only_here: bool,
    /// Part of a name.
    pub text: &'a str,
    pub without: HashSet<String>,
}

/// A page of friends in the order of their names.
pub async fn rows(ctx: &Ctx, me: &Member, filter: Filter<'_>, after: Option<&str>) -> Result<PeoplePage> {
    let mut conn = ctx.db.read().await?;
    let mut ids = store::ids(&mut conn, &me.id).await?;
    let here = ctx.presence.among(ids.iter().map(String::as_str));
    ids.retain(|id| (!filter.only_here || here.contains(id)) && !filter.without.contains(id));
    let part = account::fold(filter.text.trim());
    let mut people = account::people(&mut conn, &ids).await?;
    people.retain(|person| {
        account::fold(&person.display_name).contains(&part) || account::fold(&person.user_name).contains(&part)
    });
    let key = |person: &Person| (account::fold(&person.display_name), person.id.clone());
    people.sort_by_cached_key(key);
    let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
    if let Some(after) = after.filter(|after| !after.is_empty()) {
        check_id(after)?;
        // Somebody who is no friend any more has no place in the order: the list begins anew.
        let last = people.iter().position(|person| person.id == after).map_or(0, |index| index + 1);
        people.drain(..last);
    }
    let more = people.len() > PAGE;
    people.truncate(PAGE);
    let next = people.last().filter(|_| more).map(|person| person.id.clone());
    let people = people.into_iter().map(|person| row(person, Relation::Friend, &here)).collect();
    Ok(PeoplePage { people, total, next })
}

/// A page of people whom a search finds.
pub async fn search_page(ctx: &Ctx, me: &Member, text: &str, after: Option<&str>) -> Result<PeoplePage> {
    let after = after.unwrap_or_default();
    if !after.is_empty() {
        check_id(after)?;
    }
    let mut conn = ctx.db.read().await?;
    let friends = store::ids(&mut conn, &me.id).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let blockers = store::blockers(&mut conn, &me.id).await?;
    let found = account::search(&mut conn, me, (&friends, &blockers), text, after, limit).await?;
    let mut ids: Vec<String> = found.into_iter().map(|profile| profile.id).collect();
    let more = ids.len() > PAGE;
    ids.truncate(PAGE);
    let next = ids.last().filter(|_| more).cloned();
    let people = people(ctx, &mut conn, me, &ids).await?;
    Ok(PeoplePage { people, total: 0, next })
}

/// A page of requests that wait for the caller, or that the caller sent.
pub async fn requests_page(ctx: &Ctx, me: &Member, sent: bool, after: Option<&str>) -> Result<RequestsPage> {
    let before = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let mut requests = store::requests(&mut conn, &me.id, sent, before, limit(PAGE)).await?;
    let next = cut(&mut requests, PAGE, |request| (request.created_at, &request.id));
    let other = |request: &Request| if sent { request.receiver_id.clone() } else { request.sender_id.clone() };
    let ids: Vec<String> = requests.iter().map(other).collect();
    let mut people = by_id(account::people(&mut conn, &ids).await?);
    let relation = if sent { Relation::Asked } else { Relation::Asks };
    let zone = me.zone();
    let requests = requests.into_iter().filter_map(|request| {
        let person = people.remove(&other(&request))?;
        Some(RequestRow {
            person: row(person, relation, &HashSet::new()),
            mutual: u32::try_from(request.mutual).unwrap_or(0),
            sent_at: rfc3339(request.created_at, &zone),
            id: request.id,
        })
    });
    Ok(RequestsPage { requests: requests.collect(), next })
}

/// A page of the people whom the caller has blocked.
pub async fn blocked_page(ctx: &Ctx, me: &Member, after: Option<&str>) -> Result<PeoplePage> {
    let before = cursor(after)?;
    let mut conn = ctx.db.read().await?;
    let mut blocked = store::blocked(&mut conn, &me.id, before, limit(PAGE)).await?;
    let next = cut(&mut blocked, PAGE, |(id, at)| (*at, id));
    let ids: Vec<String> = blocked.into_iter().map(|(id, _)| id).collect();
    let mut people = by_id(account::people(&mut conn, &ids).await?);
    let people = ids.iter().filter_map(|id| people.remove(id));
    let people = people.map(|person| row(person, Relation::Blocked, &HashSet::new())).collect();
    Ok(PeoplePage { people, total: 0, next })
}

/// One person. Who has blocked the caller is as if unknown. Whether the two can write to each other is not known here.
pub async fn person_page(ctx: &Ctx, me: &Member, id: &str) -> Result<PersonPage> {
    check_id(id)?;
    let mut conn = ctx.db.read().await?;
    let ids = [id.to_owned()];
    if super::without_blocking(&mut conn, &me.id, &ids).await?.is_empty() {
        return Err(Code::NotFound.into());
    }
    let person = people(ctx, &mut conn, me, &ids).await?.pop().ok_or(Code::NotFound)?;
    let profile = account::people(&mut conn, &ids).await?.pop().ok_or(Code::NotFound)?;
    let is_open = matches!(person.relation, Relation::Friend | Relation::Me);
    let private = |text: String| if is_open { text } else { String::new() };
    let mutual = if person.relation == Relation::Me {
        Vec::new()
    } else {
        let ids = store::mutual(&mut conn, &me.id, id, MUTUAL).await?;
        let here = ctx.presence.among(ids.iter().map(String::as_str));
        account::people(&mut conn, &ids).await?.into_iter().map(|friend| row(friend, Relation::Friend, &here)).collect()
    };
    let request = store::request_between(&mut conn, &me.id, id).await?;
    let request = request.filter(|request| request.declined_at.is_none() || request.sender_id == me.id);
    Ok(PersonPage {
        email: private(profile.email.unwrap_or_default()),
        birthday: private(profile.birthday),
        mutual,
        request_id: request.map(|request| request.id),
        can_write: false,
        person,
    })
}

/// These people, in this order, as the caller sees them.
async fn people(ctx: &Ctx, conn: &mut Conn, me: &Member, ids: &[String]) -> Result<Vec<PersonRow>> {
    let friends: HashSet<String> = store::among(conn, &me.id, ids).await?.into_iter().collect();
    let blocked: HashSet<String> = store::blocked_among(conn, &me.id, ids).await?.into_iter().collect();
    let requests = store::requests_with(conn, &me.id, ids).await?;
    let here = ctx.presence.among(friends.iter().map(String::as_str));
    let relation = |id: &str| {
        let sent = requests.iter().any(|request| request.receiver_id == id);
        let received = requests.iter().any(|request| request.sender_id == id && request.declined_at.is_none());
        match () {
            () if id == me.id => Relation::Me,
            () if blocked.contains(id) => Relation::Blocked,
            () if friends.contains(id) => Relation::Friend,
            () if sent => Relation::Asked,
            () if received => Relation::Asks,
            () => Relation::Stranger,
        }
    };
    let mut people = by_id(account::people(conn, ids).await?);
    let rows = ids.iter().filter_map(|id| people.remove(id)).map(|person| {
        let relation = relation(&person.id);
        row(person, relation, &here)
    });
    Ok(rows.collect())
}

fn row(person: Person, relation: Relation, here: &HashSet<String>) -> PersonRow {
    PersonRow {
        is_here: here.contains(&person.id),
        id: person.id,
        name: person.display_name,
        user_name: person.user_name,
        picture: person.picture,
        relation,
    }
}

fn by_id(people: Vec<Person>) -> HashMap<String, Person> {
    people.into_iter().map(|person| (person.id.clone(), person)).collect()
}
