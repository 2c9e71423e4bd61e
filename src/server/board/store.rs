//! The SQL of the board.

use crate::{
    app::board::wire::Press,
    server::{
        db::{Conn, ROWS, Tx, rows},
        error::Result,
    },
};
use sqlx::{AssertSqlSafe, FromRow, query, query_as};

#[derive(FromRow)]
struct PressRow {
    id: String,
    at: i64,
    is_event: i64,
    what: String,
    name: String,
    account_id: Option<String>,
    shown: String,
    picture: String,
    comment: Option<String>,
    style: Option<String>,
}

impl From<PressRow> for Press {
    fn from(row: PressRow) -> Self {
        let PressRow { id, at, is_event, what, name, account_id, shown, picture, comment, style } = row;
        Self { id, at, is_event: is_event != 0, what, name, account_id, shown, picture, comment, style }
    }
}

/// How often something was pressed in an hour or day of UTC, by its start, or ever (start 0).
#[derive(Clone, Debug, FromRow)]
pub struct Count {
    pub unit: String,
    pub start: i64,
    pub is_event: i64,
    pub what: String,
    pub presses: i64,
}

/// The first id that a press of this instant can have.
pub fn id_from(at: i64) -> String {
    format!("{:012x}", at.max(0))
}

pub async fn insert(tx: &mut Tx, presses: &[Press]) -> Result<()> {
    for presses in presses.chunks(ROWS) {
        let sql = format!(
            "insert into board_presses
             (id, at, is_event, what, name, account_id, shown, picture, comment, style) values {}",
            rows(presses.len(), 10)
        );
        let mut insert = query(AssertSqlSafe(sql));
        for press in presses {
            insert = insert.bind(&press.id).bind(press.at).bind(i64::from(press.is_event)).bind(&press.what);
            insert = insert.bind(&press.name).bind(&press.account_id).bind(&press.shown).bind(&press.picture);
            insert = insert.bind(&press.comment).bind(&press.style);
        }
        tx.execute(insert).await?;
    }
    Ok(())
}

/// Adds to counts; what they are then. Everybody brings them in the same order, so that nobody waits in a circle.
pub async fn add(tx: &mut Tx, counts: &[Count]) -> Result<Vec<Count>> {
    let mut all = Vec::with_capacity(counts.len());
    for counts in counts.chunks(ROWS) {
        let sql = format!(
            "insert into board_counts (unit, start, is_event, what, presses) values {}
             on conflict (unit, start, is_event, what) do update set presses = board_counts.presses + excluded.presses
             returning unit, start, is_event, what, presses",
            rows(counts.len(), 5)
        );
        let mut add = query_as(AssertSqlSafe(sql));
        for count in counts {
            add = add.bind(&count.unit).bind(count.start).bind(count.is_event).bind(&count.what).bind(count.presses);
        }
        all.extend(tx.all(add).await?);
    }
    Ok(all)
}

/// Adds clicks and events of names, which come in order.
pub async fn add_names(tx: &mut Tx, names: &[(String, i64, i64)]) -> Result<()> {
    for names in names.chunks(ROWS) {
        let sql = format!(
            "insert into board_names (name, clicks, events) values {}
             on conflict (name) do update
             set clicks = board_names.clicks + excluded.clicks, events = board_names.events + excluded.events",
            rows(names.len(), 3)
        );
        let mut add = query(AssertSqlSafe(sql));
        for (name, clicks, events) in names {
            add = add.bind(name).bind(*clicks).bind(*events);
        }
        tx.execute(add).await?;
    }
    Ok(())
}

/// The newest presses before an id, events or clicks or both, not older than an instant. Ids sort by time.
pub async fn newest(
    conn: &mut Conn,
    is_event: Option<bool>,
    since: i64,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Press>> {
    let columns = "id, at, is_event, what, name, account_id, shown, picture, comment, style";
    let kind = if is_event.is_some() { "and is_event = $3" } else { "" };
    let older = if before.is_some() { "and id < $4" } else { "" };
    let sql = format!("select {columns} from board_presses where id >= $1 {kind} {older} order by id desc limit $2");
    let mut find = query_as(AssertSqlSafe(sql)).bind(id_from(since)).bind(limit);
    find = find.bind(is_event.map(i64::from)).bind(before.map(str::to_owned));
    let rows: Vec<PressRow> = conn.all(find).await?;
    Ok(rows.into_iter().map(Press::from).collect())
}

/// All counts of ever, of a day, and of an hour.
pub async fn counts(conn: &mut Conn, day: i64, hour: i64) -> Result<Vec<Count>> {
    let sql = "select unit, start, is_event, what, presses from board_counts
        where (unit = 'ever' and start = 0) or (unit = 'day' and start = $1) or (unit = 'hour' and start = $2)";
    conn.all(query_as(sql).bind(day).bind(hour)).await
}

/// Clicks and events of ever, and of every hour since one that had any: unit, start, is it events, how many.
pub async fn hours(conn: &mut Conn, since: i64) -> Result<Vec<(String, i64, i64, i64)>> {
    let sql = "select unit, start, is_event, cast(sum(presses) as bigint) from board_counts
        where (unit = 'ever' and start = 0) or (unit = 'hour' and start >= $1) group by unit, start, is_event";
    conn.all(query_as(sql).bind(since)).await
}

/// Names by clicks, most first, from after one.
pub async fn names(conn: &mut Conn, after: Option<(i64, &str)>, limit: i64) -> Result<Vec<(String, i64, i64)>> {
    let (clicks, name) = after.unwrap_or((i64::MAX, ""));
    let sql = "select name, clicks, events from board_names where (clicks, name) < ($1, $2)
        order by clicks desc, name desc limit $3";
    conn.all(query_as(sql).bind(clicks).bind(name).bind(limit)).await
}

/// Clicks and name of the name at a place of the ranking.
pub async fn ranked(conn: &mut Conn, place: i64) -> Result<Option<(i64, String)>> {
    let sql = "select clicks, name from board_names order by clicks desc, name desc limit 1 offset $1";
    conn.optional(query_as(sql).bind(place)).await
}

/// Counts names from a place of the ranking on as another one.
pub async fn fold_names(tx: &mut Tx, (clicks, name): (i64, String), into: &str) -> Result<()> {
    // In one statement, so that what another process takes away, or adds meanwhile, is not counted twice, nor lost.
    let sql = "delete from board_names where (clicks, name) <= ($1, $2) returning clicks, events";
    let gone: Vec<(i64, i64)> = tx.all(query_as(sql).bind(clicks).bind(name)).await?;
    if gone.is_empty() {
        return Ok(());
    }
    let sum = gone.iter().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    add_names(tx, &[(into.to_owned(), sum.0, sum.1)]).await
}
