//! Lists that are read in pages, newest first, by key: when a row was made, and its id.

use super::error::Result;
use crate::app::{check::check_id, error::Code};

/// Reads a page's `next`; before everything without one.
pub fn cursor(after: Option<&str>) -> Result<(i64, &str)> {
    let Some(text) = after.filter(|text| !text.is_empty()) else { return Ok((i64::MAX, "")) };
    let (at, id) = text.split_once('_').ok_or(Code::Malformed)?;
    check_id(id)?;
    Ok((at.parse().map_err(|_| Code::Malformed)?, id))
}

/// So many rows show whether there is more than one page.
pub fn limit(page: usize) -> i64 {
    i64::try_from(page + 1).unwrap_or(i64::MAX)
}

/// Leaves one page; where the next begins if there is more.
pub fn cut<T>(rows: &mut Vec<T>, page: usize, key: impl Fn(&T) -> (i64, &str)) -> Option<String> {
    let more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| more).map(|row| {
        let (at, id) = key(row);
        format!("{at}_{id}")
    })
}
