//! The SQL of rooms.

use super::{Conn, Result, Tx};
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

/// A page of rooms in the order of their names, and how many are in each.
pub async fn page(conn: &mut Conn, me: &str, after: &str, limit: i64) -> Result<Vec<(RoomRecord, i64)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        room: RoomRecord,
        members: i64,
    }
    let sql = "select c.id, c.title, cast(case when m.account_id is null then 0 else 1 end as bigint) as is_in,
            (select count(*) from chat_members a where a.chat_id = c.id) as members
        from chats c left join chat_members m on m.chat_id = c.id and m.account_id = $1
        where c.room_key is not null and ($2 = '' or (c.title, c.id) > (select b.title, b.id from chats b where b.id = $2))
        order by c.title, c.id limit $3";
    let rows: Vec<Row> = conn.all(query_as(sql).bind(me).bind(after).bind(limit)).await?;
    Ok(rows.into_iter().map(|row| (row.room, row.members)).collect())
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

/// Who is in these chats: chat and account, longest-standing first.
pub async fn members(conn: &mut Conn, ids: &[String]) -> Result<Vec<(String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "select chat_id, account_id from chat_members where chat_id in ({}) order by joined_at, account_id",
        places.join(", ")
    );
    conn.all(ids.iter().fold(query_as(AssertSqlSafe(sql)), |find, id| find.bind(id))).await
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
