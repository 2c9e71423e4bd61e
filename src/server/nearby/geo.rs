//! Positions on a grid, and how far cells are from one another. Nothing finer than a cell is ever compared, so whoever
//! moves their own position learns no more of another's than its cell.

use crate::app::nearby::wire::Precision;
use serde::{Deserialize, Serialize};

/// Millionths of a degree, as positions are kept.
const MICRO: f64 = 1_000_000.0;
/// Mean radius of the earth (IUGG), in metres.
const RADIUS_M: f64 = 6_371_000.0;
/// A degree of latitude on that sphere, in metres.
const DEGREE_M: f64 = RADIUS_M * std::f64::consts::PI / 180.0;

/// Where somebody is, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub latitude: i64,
    pub longitude: i64,
}

impl Point {
    /// A point on earth; none for anything else.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        is_on_earth.then(|| Self {
            latitude: (latitude * MICRO).round() as i64,
            longitude: (longitude * MICRO).round() as i64,
        })
    }

    /// The middle of the cell that a point is in. Rows are equally high; each has its own width of cells, so that they are
    /// about as wide as high.
    pub fn snap(self, precision: Precision) -> Self {
        let height = (precision.metres() as f64 / DEGREE_M * MICRO).round() as i64;
        let row = self.latitude.div_euclid(height);
        let latitude = (row * height + height / 2).clamp(-90_000_000, 90_000_000);
        let shrink = (latitude as f64 / MICRO).to_radians().cos().max(1e-4);
        let width = (height as f64 / shrink).round() as i64;
        // Beyond the date line the count begins anew.
        let longitude = if self.longitude == 180_000_000 { -180_000_000 } else { self.longitude };
        let begins = (longitude + 180_000_000).div_euclid(width) * width;
        // The last cell of a row ends at the date line.
        let ends = (begins + width).min(360_000_000);
        Self { latitude, longitude: (begins + ends) / 2 - 180_000_000 }
    }

    /// Great-circle distance in metres (haversine).
    pub fn metres_to(self, other: Self) -> f64 {
        let radians = |micro: i64| (micro as f64 / MICRO).to_radians();
        let (from, to) = (radians(self.latitude), radians(other.latitude));
        let up = ((to - from) / 2.0).sin();
        let across = ((radians(other.longitude) - radians(self.longitude)) / 2.0).sin();
        let chord = up * up + from.cos() * to.cos() * across * across;
        2.0 * RADIUS_M * chord.sqrt().min(1.0).asin()
    }

    /// Compass direction to another point, in degrees from north.
    pub fn bearing_to(self, other: Self) -> f64 {
        let radians = |micro: i64| (micro as f64 / MICRO).to_radians();
        let (from, to) = (radians(self.latitude), radians(other.latitude));
        let across = radians(other.longitude) - radians(self.longitude);
        let east = across.sin() * to.cos();
        let north = from.cos() * to.sin() - from.sin() * to.cos() * across.cos();
        east.atan2(north).to_degrees().rem_euclid(360.0)
    }
}

/// A coordinate as clients send it: a number, also after a word and a colon; nothing for GPS that is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coordinate {
    Off,
    Degrees(f64),
}

impl Coordinate {
    /// None if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.eq_ignore_ascii_case("null") {
            return Some(Coordinate::Off);
        }
        // "Latitude: 45.50", as old phones write it.
        let number = text.trim_start_matches(|c: char| c.is_alphabetic() || c == ':' || c.is_whitespace());
        let is_number = number.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
        let degrees: f64 = number.parse().ok().filter(|_| is_number)?;
        degrees.is_finite().then_some(Coordinate::Degrees(degrees))
    }
}

#[cfg(test)]
mod tests {
    use super::{Coordinate, Point, Precision};
    use proptest::prelude::*;

    fn anywhere() -> impl Strategy<Value = Point> {
        (-90.0..=90.0_f64, -180.0..=180.0_f64)
            .prop_filter_map("on earth", |(latitude, longitude)| Point::new(latitude, longitude))
    }

    proptest! {
        #[test]
        fn a_cell_is_where_it_says(one in anywhere()) {
            for precision in [Precision::Near, Precision::Area] {
                let cell = one.snap(precision);
                prop_assert!(one.metres_to(cell) <= precision.metres() as f64);
                // Snapping again changes nothing.
                prop_assert_eq!(cell.snap(precision), cell);
            }
        }

        #[test]
        fn distances_are_those_of_a_sphere(one in anywhere(), other in anywhere()) {
            let there = one.metres_to(other);
            prop_assert!((there - other.metres_to(one)).abs() < 1e-3);
            prop_assert!((0.0..=20_015_087.0).contains(&there));
            prop_assert_eq!(one.metres_to(one), 0.0);
        }
    }

    #[test]
    fn known_distances_fit() {
        let point = |latitude, longitude| Point::new(latitude, longitude).expect("on earth");
        let (berlin, munich) = (point(52.52, 13.405), point(48.137, 11.575));
        assert!((berlin.metres_to(munich) - 504_400.0).abs() < 1_000.0);
        assert!((point(0.0, 179.9999).metres_to(point(0.0, -179.9999)) - 22.2).abs() < 0.5);
        assert!((point(0.0, 0.0).bearing_to(point(0.0, 1.0)) - 90.0).abs() < 1e-6);
        assert!(
            Point::new(f64::NAN, 0.0).is_none() && Point::new(90.1, 0.0).is_none() && Point::new(0.0, -181.0).is_none()
        );
    }

    #[test]
    fn coordinates_are_read_as_clients_write_them() {
        for (text, degrees) in
            [("45.50", 45.5), ("Longitude: -73.56", -73.56), ("Latitude: 45.50", 45.5), (" 4.5e1 ", 45.0), ("-0", 0.0)]
        {
            assert_eq!(Coordinate::parse(text), Some(Coordinate::Degrees(degrees)), "{text}");
        }
        for off in ["", "null", "NULL", "  Null "] {
            assert_eq!(Coordinate::parse(off), Some(Coordinate::Off), "{off}");
        }
        for wrong in ["NaN", "inf", "Infinity", "north", "45,5", "1e999", "Latitude:", "4 5", "12abc"] {
            assert_eq!(Coordinate::parse(wrong), None, "{wrong}");
        }
    }
}
