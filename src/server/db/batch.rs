//! Single statements of the same text that wait together go to SQLite in one call: each call costs a hop between
//! threads, which takes longer than most statements do.

use super::{Conn, Tx};
use crate::server::error::Result;
use futures::TryStreamExt;
use sqlx::{
    Any, Arguments, AssertSqlSafe, Execute, Executor, SqlStr,
    any::{AnyArguments, AnyQueryResult},
    query::Query,
    query_with,
};

/// At most so many statements share a call.
pub const BATCH: usize = 32;

/// A statement with its values, taken out of the query it came as.
pub struct Statement {
    sql: SqlStr,
    arguments: AnyArguments,
}

impl Statement {
    pub fn new(mut query: Query<'static, Any, AnyArguments>) -> Result<Self> {
        let arguments = query.take_arguments().map_err(sqlx::Error::Encode)?.unwrap_or_default();
        Ok(Self { sql: query.sql(), arguments })
    }

    pub fn sql(&self) -> &str {
        self.sql.as_str()
    }

    fn query(&self) -> Query<'_, Any, AnyArguments> {
        query_with(self.sql.clone(), copy([self]))
    }

    /// Runs it alone; how many rows it touched.
    pub async fn run(&self, conn: &mut Conn) -> Result<u64> {
        conn.execute(self.query()).await
    }
}

/// How many of so many equal statements go together: powers of two, so that few texts are prepared and kept.
pub fn size(waiting: usize) -> usize {
    if waiting < 2 { waiting } else { 1 << waiting.min(BATCH).ilog2() }
}

/// Runs statements of one text in one call, all of them or, if one fails, none; how many rows each touched.
pub async fn run(tx: &mut Tx, statements: &[&Statement]) -> Result<Option<Vec<u64>>> {
    let Some(first) = statements.first() else { return Ok(Some(Vec::new())) };
    let mut sql = String::from("savepoint batch");
    for index in 0..statements.len() {
        sql.push_str(";\n");
        renumber(&mut sql, first.sql(), index * first.arguments.len());
    }
    sql.push_str(";\nrelease batch");
    let query = query_with(AssertSqlSafe(sql), copy(statements.iter().copied()));
    let stream = tx.counted(statements.len()).fetch_many(query);
    let each = stream.try_filter_map(async |step| Ok(step.left().map(|done: AnyQueryResult| done.rows_affected())));
    match each.try_collect::<Vec<u64>>().await {
        // Without those of the savepoint and its release.
        Ok(touched) => Ok(Some(touched.into_iter().skip(1).take(statements.len()).collect())),
        Err(error) => {
            tracing::debug!(%error, "a batch is run statement by statement");
            tx.raw("rollback to batch; release batch").await?;
            Ok(None)
        }
    }
}

fn copy<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> AnyArguments {
    let mut all = AnyArguments::default();
    for statement in statements {
        all.values.0.extend(statement.arguments.values.0.iter().cloned());
    }
    all
}

/// Appends a statement whose `$n` count on from those before it.
pub(super) fn renumber(out: &mut String, sql: &str, offset: usize) {
    let mut parts = sql.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) => out.push_str(&format!("${}", number + offset)),
            Err(_) => out.push('$'),
        }
        out.push_str(rest);
    }
}
