//! The SQL of messages and reactions.

use super::{Conn, Result, Tx, places};
use sqlx::{AssertSqlSafe, query, query_as};

/// A message with what it quotes and the reactions to it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MessageRecord {
    pub id: String,
    pub chat_id: String,
    pub seq: i64,
    pub kind: String,
    pub author_id: String,
    pub text: String,
    pub client_id: Option<String>,
    pub sent_at: i64,
    pub edited_at: Option<i64>,
    pub deleted_at: Option<i64>,
    pub quote_id: Option<String>,
    pub quote_seq: Option<i64>,
    pub quote_author_id: Option<String>,
    pub quote_text: Option<String>,
    /// `<emoji> <account id>`, separated by `SEPARATOR`, first come first.
    pub reactions: Option<String>,
}

/// Stands between reactions; no emoji and no id holds it.
pub const SEPARATOR: char = '\u{1e}';

/// `$1` is always the separator.
const MESSAGE: &str = "select m.id, m.chat_id, m.seq, m.kind, m.author_id, m.text, m.client_id, m.sent_at, m.edited_at,
    m.deleted_at, q.id as quote_id, q.seq as quote_seq, q.author_id as quote_author_id, substr(q.text, 1, 200) as quote_text,
    (select string_agg(r.emoji || ' ' || r.account_id, $1 order by r.created_at, r.emoji, r.account_id) from reactions r
     where r.message_id = m.id) as reactions
    from messages m left join messages q on q.id = m.reply_to";

pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<MessageRecord>> {
    let sql = format!("{MESSAGE} where m.id = $2");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(SEPARATOR.to_string()).bind(id)).await
}

/// What somebody has sent under this name of theirs.
pub async fn sent(conn: &mut Conn, author_id: &str, client_id: &str) -> Result<Option<MessageRecord>> {
    let sql = format!("{MESSAGE} where m.author_id = $2 and m.client_id = $3");
    conn.optional(query_as(AssertSqlSafe(sql)).bind(SEPARATOR.to_string()).bind(author_id).bind(client_id)).await
}

/// These messages of their chats, by chat id and number.
pub async fn lasts(conn: &mut Conn, ids: &[String]) -> Result<Vec<MessageRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(2, ids.len());
    let sql = format!("{MESSAGE} join chats c on c.id = m.chat_id and c.last_seq = m.seq where c.id in ({places})");
    let find = query_as(AssertSqlSafe(sql)).bind(SEPARATOR.to_string());
    conn.all(ids.iter().fold(find, |find, id| find.bind(id))).await
}

/// Messages after a number, oldest first.
pub async fn after(conn: &mut Conn, chat_id: &str, seq: i64, limit: i64) -> Result<Vec<MessageRecord>> {
    let sql = format!("{MESSAGE} where m.chat_id = $2 and m.seq > $3 order by m.seq limit $4");
    let find = query_as(AssertSqlSafe(sql)).bind(SEPARATOR.to_string()).bind(chat_id).bind(seq).bind(limit);
    conn.all(find).await
}

/// Messages before a number, oldest first.
pub async fn before(conn: &mut Conn, chat_id: &str, seq: i64, limit: i64) -> Result<Vec<MessageRecord>> {
    let sql = format!("{MESSAGE} where m.chat_id = $2 and m.seq < $3 order by m.seq desc limit $4");
    let find = query_as(AssertSqlSafe(sql)).bind(SEPARATOR.to_string()).bind(chat_id).bind(seq).bind(limit);
    let mut messages: Vec<MessageRecord> = conn.all(find).await?;
    messages.reverse();
    Ok(messages)
}

/// What the documented routes show of a message.
#[derive(sqlx::FromRow)]
pub struct PlainRecord {
    pub id: String,
    pub chat_id: String,
    pub seq: i64,
    pub author_id: String,
    pub text: String,
    pub sent_at: i64,
}

/// The written messages of these chats, oldest first, of each the newest `newest` at most.
pub async fn plain(conn: &mut Conn, chat_ids: &[String], newest: i64) -> Result<Vec<PlainRecord>> {
    if chat_ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(2, chat_ids.len());
    let sql = format!(
        "select m.id, m.chat_id, m.seq, m.author_id, m.text, m.sent_at
        from chats c join messages m on m.chat_id = c.id and m.seq >= coalesce((select t.seq from messages t
            where t.chat_id = c.id and t.kind = 'text' and t.deleted_at is null
            order by t.seq desc limit 1 offset $1), 0)
        where c.id in ({places}) and m.kind = 'text' and m.deleted_at is null order by m.chat_id, m.seq"
    );
    conn.all(chat_ids.iter().fold(query_as(AssertSqlSafe(sql)).bind(newest - 1), |find, id| find.bind(id))).await
}

/// The next number of a chat that is not hidden; later ones wait for this transaction.
pub async fn next_seq(tx: &mut Tx, chat_id: &str, now: i64, is_text: bool) -> Result<Option<i64>> {
    let sql = "update chats set last_seq = last_seq + 1,
            last_at = case when $3 = 1 and (last_text_at = 0 or last_at < $2) then $2 else last_at end,
            last_text_at = case when $3 = 1 and last_text_at < $2 then $2 else last_text_at end
        where id = $1 and hidden_at is null returning last_seq";
    let next = query_as::<_, (i64,)>(sql).bind(chat_id).bind(now).bind(i64::from(is_text));
    Ok(tx.optional(next).await?.map(|row| row.0))
}

pub struct NewRow<'a> {
    pub id: &'a str,
    pub chat_id: &'a str,
    pub seq: i64,
    pub author_id: &'a str,
    pub kind: &'static str,
    pub text: &'a str,
    pub reply_to: Option<&'a str>,
    pub client_id: Option<&'a str>,
    pub now: i64,
}

pub async fn insert(tx: &mut Tx, row: NewRow<'_>) -> Result<()> {
    let sql = "insert into messages (id, chat_id, seq, author_id, kind, text, reply_to, client_id, sent_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let insert = query(sql).bind(row.id).bind(row.chat_id).bind(row.seq).bind(row.author_id).bind(row.kind);
    tx.execute(insert.bind(row.text).bind(row.reply_to).bind(row.client_id).bind(row.now)).await?;
    Ok(())
}

pub async fn edit(tx: &mut Tx, id: &str, text: &str, now: i64) -> Result<()> {
    let sql = "update messages set text = $2, edited_at = $3 where id = $1 and deleted_at is null";
    tx.execute(query(sql).bind(id).bind(text).bind(now)).await?;
    Ok(())
}

/// Takes text and reactions away; the place stays.
pub async fn delete(tx: &mut Tx, id: &str, now: i64) -> Result<()> {
    tx.execute(query("update messages set text = '', deleted_at = $2 where id = $1").bind(id).bind(now)).await?;
    tx.execute(query("delete from reactions where message_id = $1").bind(id)).await?;
    Ok(())
}

pub async fn react(tx: &mut Tx, id: &str, account_id: &str, emoji: &str, now: i64) -> Result<()> {
    let sql = "insert into reactions (message_id, account_id, emoji, created_at) values ($1, $2, $3, $4)
        on conflict (message_id, account_id, emoji) do nothing";
    tx.execute(query(sql).bind(id).bind(account_id).bind(emoji).bind(now)).await?;
    Ok(())
}

pub async fn unreact(tx: &mut Tx, id: &str, account_id: &str, emoji: &str) -> Result<()> {
    let sql = "delete from reactions where message_id = $1 and account_id = $2 and emoji = $3";
    tx.execute(query(sql).bind(id).bind(account_id).bind(emoji)).await?;
    Ok(())
}
