//! The SQL of rooms.

use super::{Conn, Result, Tx, places};
use sqlx::{AssertSqlSafe, query, query_as};

/// A room that is there, and whether somebody is in it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RoomRecord {
    pub id: String,
    pub title: String,
    pub is_in: i64,
}

/// `$1` is always whose rooms they may be.
const ROOM: &str = "select c.id, c.title, cast(case when m.account_id is null then 0 else 1 end as bigint) as is_in
    from chats c left join chat_members m on m.chat_id = c.id and m.account_id = $1
    where c.room_key is not null";

/// All rooms in the order of their names.
pub async fn all(conn: &mut Conn, me: &str) -> Result<Vec<RoomRecord>> {
    conn.all(query_as(AssertSqlSafe(format!("{ROOM} order by c.title, c.id"))).bind(me)).await
}

/// A room with what there is to know of it from outside.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ListedRecord {
    #[sqlx(flatten)]
    pub room: RoomRecord,
    pub members: i64,
    pub messages: i64,
    pub last_at: i64,
}

/// A page of rooms in the order of their names.
pub async fn page(conn: &mut Conn, me: &str, after: &str, limit: i64) -> Result<Vec<ListedRecord>> {
    let sql = "select c.id, c.title, cast(case when m.account_id is null then 0 else 1 end as bigint) as is_in,
            (select count(*) from chat_members a where a.chat_id = c.id) as members, c.last_seq as messages, c.last_at
        from chats c left join chat_members m on m.chat_id = c.id and m.account_id = $1
        where c.room_key is not null and ($2 = '' or (c.title, c.id) > (select b.title, b.id from chats b where b.id = $2))
        order by c.title, c.id limit $3";
    conn.all(query_as(sql).bind(me).bind(after).bind(limit)).await
}

pub async fn by_key(conn: &mut Conn, me: &str, key: &str) -> Result<Option<RoomRecord>> {
    conn.optional(query_as(AssertSqlSafe(format!("{ROOM} and c.room_key = $2"))).bind(me).bind(key)).await
}

pub async fn by_id(conn: &mut Conn, me: &str, id: &str) -> Result<Option<RoomRecord>> {
    conn.optional(query_as(AssertSqlSafe(format!("{ROOM} and c.id = $2"))).bind(me).bind(id)).await
}

/// The rooms that somebody is in, in the order of their names.
pub async fn of(conn: &mut Conn, account_id: &str) -> Result<Vec<RoomRecord>> {
    let sql = format!("{ROOM} and m.account_id is not null order by c.title, c.id");
    conn.all(query_as(AssertSqlSafe(sql)).bind(account_id)).await
}

/// Who is in a room, longest-standing first.
pub async fn members(conn: &mut Conn, id: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select account_id from chat_members where chat_id = $1 order by joined_at, account_id limit $2";
    let rows: Vec<(String,)> = conn.all(query_as(sql).bind(id).bind(limit)).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn count(conn: &mut Conn, id: &str) -> Result<i64> {
    let find = query_as::<_, (i64,)>("select count(*) from chat_members where chat_id = $1").bind(id);
    Ok(conn.one(find).await?.0)
}

/// Who of these people is in which of these rooms: room and account.
pub async fn members_among(conn: &mut Conn, ids: &[String], people: &[String]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    // One statement can't name everybody.
    for some in ids.chunks(100) {
        for people in people.chunks(400) {
            let sql = format!(
                "select chat_id, account_id from chat_members where chat_id in ({}) and account_id in ({})",
                places(1, some.len()),
                places(1 + some.len(), people.len())
            );
            let find = some.iter().chain(people).fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id));
            found.extend(conn.all::<(String, String)>(find).await?);
        }
    }
    Ok(found)
}

pub async fn insert(tx: &mut Tx, id: &str, name: &str, key: &str, now: i64) -> Result<()> {
    let sql = "insert into chats (id, kind, title, room_key, created_at, last_at) values ($1, 'room', $2, $3, $4, $4)";
    tx.execute(query(sql).bind(id).bind(name).bind(key).bind(now)).await?;
    Ok(())
}

/// Takes a room away from everybody; false if it is not there.
pub async fn remove(tx: &mut Tx, id: &str, now: i64) -> Result<bool> {
    let sql = "update chats set hidden_at = $2, room_key = null where id = $1 and room_key is not null";
    if tx.execute(query(sql).bind(id).bind(now)).await? == 0 {
        return Ok(false);
    }
    tx.execute(query("delete from chat_members where chat_id = $1").bind(id)).await?;
    Ok(true)
}
