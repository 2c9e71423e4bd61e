//! The `$n` of statements whose number of values varies.

/// `$3, $4, $5` for three values from the third on, for `in (…)`.
pub fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|place| format!("${place}")).collect();
    places.join(", ")
}

/// `($1, $2), ($3, $4)` for two rows of two columns, for `values …`.
pub fn rows(rows: usize, columns: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|row| format!("({})", places(row * columns + 1, columns))).collect();
    rows.join(", ")
}

/// At most so many rows share a statement: SQLite looks up each `$n` among all of them, and there are few enough texts for
/// each to stay prepared.
pub const ROWS: usize = 32;
