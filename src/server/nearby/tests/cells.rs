//! The law that protects the watched: of two positions in one cell nobody can tell which it is, however they move their own.

use super::super::{
    Fix, Point,
    look::{self, View},
    pages,
    store::{Activity, Watched},
};
use crate::app::nearby::wire::{Face, Precision};
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000_000;

/// Somebody at this place, as a watcher sees them who is there.
fn seen_from(own: Point, place: Point, accuracy: i64, precision: Precision) -> (Option<f64>, String) {
    let watched = Watched {
        id: "ben".into(),
        agreed_at: Some(NOW - 60_000),
        precision: precision.word().into(),
        until: None,
        as_friends: 0,
        looked_at: None,
        latitude: None,
        longitude: None,
        accuracy: None,
        reported_at: None,
        is_own: None,
        shares_since: None,
        shares_until: None,
        hidden_until: None,
    };
    let fix = Fix { point: Some(place), accuracy: Some(accuracy), reported_at: NOW - 1_000, is_own: false };
    let activity = Activity {
        id: "walk".into(),
        started_at: NOW - 60_000,
        until: NOW + 60_000,
        ended_at: None,
        is_disrupted: 0,
        disrupted_by: None,
    };
    let own = own.snap(Precision::Near);
    let view = View {
        activity,
        own: Some(own),
        own_fix: None,
        seen: vec![look::seen(watched, true, Some(fix), NOW - 60_000, NOW)],
    };
    let face = Face { id: "ben".into(), name: "Ben".into(), picture: String::new() };
    let sight = pages::sight(&view.seen[0], face, Some(own), NOW);
    (view.nearest().map(|(_, metres)| metres), serde_json::to_string(&sight).expect("JSON"))
}

fn micro(degrees: f64) -> i64 {
    (degrees * 1e6) as i64
}

proptest! {
    #[test]
    fn two_places_of_one_cell_look_alike_to_whoever_moves(
        (latitude, longitude) in (-89.0..89.0_f64, -179.9..179.9_f64),
        (north, east) in (-4_000_i64..4_000, -4_000_i64..4_000),
        path in prop::collection::vec((-9_000_i64..9_000, -9_000_i64..9_000), 1..40),
        accuracies in (1_i64..40, 1_i64..40),
        is_near in any::<bool>(),
    ) {
        let precision = if is_near { Precision::Near } else { Precision::Area };
        // A cell and a place in it: as far from its middle as it reaches, or less.
        let cell = Point { latitude: micro(latitude), longitude: micro(longitude) }.snap(precision);
        let scale = precision.metres();
        let other = Point {
            latitude: cell.latitude + north * scale / 1_000,
            longitude: cell.longitude + east * scale / 1_000,
        };
        prop_assume!(other.snap(precision) == cell.snap(precision));
        for (north, east) in path {
            let own = Point { latitude: cell.latitude + north, longitude: cell.longitude + east };
            prop_assert_eq!(
                seen_from(own, cell, accuracies.0, precision),
                seen_from(own, other, accuracies.1, precision)
            );
        }
    }
}
