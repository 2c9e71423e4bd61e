//! People by the numbers in a phone's address book, and blocks.

use super::{book::NAME_MAX, level_of, store, told};
use crate::{
    app::{check::check_id, error::Code, letters::wire::FoundContact},
    server::{
        account::{self, phones},
        context::{Ctx, Member},
        db::Conn,
        error::Result,
        friends, limits,
    },
};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// No address book has more numbers.
const NUMBERS_MAX: usize = 5000;
/// No more people are blocked in one call.
const BLOCKED_MAX: usize = 100;

#[derive(Deserialize)]
struct Entry {
    tel: String,
    #[serde(default)]
    name: String,
}

/// `POST /upload_contacts`.
pub async fn find(ctx: &Ctx, me: &Member, contacts: Option<String>) -> Result<Vec<FoundContact>> {
    let numbers: Vec<String> = list(&contacts.ok_or(Code::Malformed)?)?;
    limits::spend(ctx, [(limits::BOOKS_PER_ACCOUNT, me.id.as_str())]).await?;
    let mut conn = ctx.db.read().await?;
    let found = matches(&mut conn, me, &numbers).await?;
    let shown = numbers.into_iter().filter_map(|number| Some((found.get(&number)?.clone(), number, None)));
    shown_as(&mut conn, me, shown.collect()).await
}

/// `POST /upload_address_book`.
pub async fn keep(ctx: &Ctx, me: Member, book: Option<String>) -> Result<()> {
    let entries: Vec<Entry> = list(&book.ok_or(Code::Malformed)?)?;
    limits::spend(ctx, [(limits::BOOKS_PER_ACCOUNT, me.id.as_str())]).await?;
    let is_usable = |entry: &Entry| entry.tel.len() <= NAME_MAX && !entry.tel.chars().any(char::is_control);
    let entries: Vec<Entry> = entries.into_iter().filter(is_usable).collect();
    let numbers: Vec<String> = entries.iter().map(|entry| entry.tel.clone()).collect();
    let found = matches(&mut ctx.db.read().await?, &me, &numbers).await?;
    let kept: Vec<(String, String, String)> = entries
        .into_iter()
        .filter_map(|entry| {
            let name = entry.name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
            Some((found.get(&entry.tel)?.clone(), entry.tel, name))
        })
        .collect();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::contacts::clear_uploaded(tx, &me.id).await?;
                store::contacts::insert_uploaded(tx, &me.id, &kept).await?;
                tx.publish(told(&me.id, "contacts"));
                Ok(())
            })
        })
        .await
}

/// `GET /get_address_book`: JSON, or nothing.
pub async fn book(ctx: &Ctx, me: &Member) -> Result<String> {
    let mut conn = ctx.db.read().await?;
    let kept = store::contacts::of(&mut conn, &me.id).await?;
    if kept.is_empty() {
        return Ok(String::new());
    }
    let rows = kept.into_iter().map(|row| (row.other_id, row.number, Some(row.name)));
    let found = shown_as(&mut conn, me, rows.collect()).await?;
    Ok(serde_json::to_string(&found).unwrap_or_default())
}

/// Whom `POST /block_contacts` means: all of them are somebody, and nobody is the caller.
pub async fn to_block(ctx: &Ctx, me: &Member, contacts: Option<String>) -> Result<Vec<String>> {
    let ids: Vec<String> = list(&contacts.ok_or(Code::Malformed)?)?;
    if ids.len() > BLOCKED_MAX {
        return Err(Code::ContactsInvalid.into());
    }
    ids.iter().try_for_each(|id| check_id(id))?;
    let bare = |id: &String| id.strip_prefix("id").unwrap_or(id).to_owned();
    let either: Vec<String> = ids.iter().flat_map(|id| [id.clone(), bare(id)]).collect();
    let people = account::people(&mut ctx.db.read().await?, &either).await?;
    let people: HashSet<String> = people.into_iter().filter(account::Person::is_person).map(|one| one.id).collect();
    let known = ids.iter().map(|id| people.get(id).or_else(|| people.get(&bare(id))).cloned());
    let known: HashSet<String> = known.collect::<Option<_>>().ok_or(Code::ReceiverInvalid)?;
    if known.contains(&me.id) { Err(Code::OwnId.into()) } else { Ok(known.into_iter().collect()) }
}

/// A JSON list; one that was cut off at its end is read as far as it goes.
fn list<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>, Code> {
    let read = serde_json::from_str(text).or_else(|error| {
        let end = text.rfind('}').or_else(|| text.rfind('"')).filter(|_| error.is_eof());
        serde_json::from_str(&format!("{}]", end.map_or("", |end| &text[..=end])))
    });
    let list: Vec<T> = read.map_err(|_| Code::ContactsInvalid)?;
    if list.len() > NUMBERS_MAX { Err(Code::ContactsInvalid) } else { Ok(list) }
}

/// Who has proven which of these numbers, by the number as it was sent. Not those who do not want to be found that way,
/// and nobody who has blocked the caller; the caller's own number is found too.
pub async fn matches(conn: &mut Conn, me: &Member, numbers: &[String]) -> Result<HashMap<String, String>> {
    let country = phones::country(conn, &me.id).await?;
    let normal: HashMap<&String, String> =
        numbers.iter().filter_map(|number| Some((number, phones::normalise(number, &country)?))).collect();
    let wanted: HashSet<String> = normal.values().cloned().collect();
    let owners: HashMap<String, String> =
        phones::owners(conn, &wanted.into_iter().collect::<Vec<_>>()).await?.into_iter().collect();
    let ids: Vec<String> = owners.values().cloned().collect::<HashSet<_>>().into_iter().collect();
    let open = phones::findable(conn, &ids).await?;
    let mut open: HashSet<String> = friends::without_blocking(conn, &me.id, &open).await?.into_iter().collect();
    open.insert(me.id.clone());
    let found = normal.into_iter().filter_map(|(sent, number)| {
        let owner = owners.get(&number).filter(|owner| open.contains(*owner))?;
        Some((sent.clone(), owner.clone()))
    });
    Ok(found.collect())
}

/// People as the apps know them: account, number as it was sent, name of the address book.
async fn shown_as(
    conn: &mut Conn,
    me: &Member,
    rows: Vec<(String, String, Option<String>)>,
) -> Result<Vec<FoundContact>> {
    let ids: Vec<String> = rows.iter().map(|(id, ..)| id.clone()).collect::<HashSet<_>>().into_iter().collect();
    let friends = friends::among(conn, &me.id, &ids).await?;
    let mut people = HashMap::new();
    for some in ids.chunks(400) {
        people.extend(account::people(conn, some).await?.into_iter().map(|person| (person.id.clone(), person)));
    }
    let levels: HashMap<String, i64> = store::levels(conn, &ids).await?.into_iter().collect();
    let shown = rows.into_iter().filter_map(|(id, number, name)| {
        let person = people.get(&id)?;
        let may_see = friends.contains(&id) || id == me.id;
        Some(FoundContact {
            phone_number: number,
            email: person.email.clone().filter(|_| may_see).unwrap_or_default(),
            facebook_id: String::new(),
            facebook_name: String::new(),
            status: level_of(levels.get(&id).copied().unwrap_or_default()).word().to_owned(),
            user_id: id,
            name,
        })
    });
    Ok(shown.collect())
}
