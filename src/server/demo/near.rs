//! Who of the neighbours watches whom, and walks that are over.

/// Watcher and watched of `PEOPLE`, and whether they agreed.
pub const WATCHES: [(usize, usize, bool); 10] = [
    (0, 1, true),
    (0, 2, true),
    (0, 7, true),
    (0, 3, true),
    (0, 5, true),
    (0, 6, false),
    (1, 0, true),
    (2, 0, true),
    (7, 0, true),
    (8, 0, false),
];

/// Walks of the first neighbour: how many days and minutes ago, how long in minutes.
pub const WALKS: [(i64, i64, i64); 4] = [(9, 180, 95), (6, 60, 42), (3, 300, 120), (1, 120, 33)];
