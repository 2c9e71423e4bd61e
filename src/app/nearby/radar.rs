//! The picture: north is up, rings at 250 m, 500 m and 1 km. The lists beside it say the same.

use super::{
    scene::Scene,
    wire::{Sight, State},
};
use crate::app::{i18n::text, kit::Avatar};
use leptos::prelude::*;

/// Half of the picture's side, in its own units.
const HALF: f64 = 200.0;
/// Metres, and how far from the middle they are drawn; between them it is a straight line.
const RINGS: [(f64, f64); 4] = [(0.0, 0.0), (250.0, 64.0), (500.0, 128.0), (1000.0, 192.0)];
/// Nobody is drawn on top of oneself.
const NEXT_TO: f64 = 40.0;
/// More faces than these would cover one another.
const SHOWN: usize = 10;

/// How far from the middle a distance is drawn. What is farther than the last ring stands on it.
fn reach(metres: f64) -> f64 {
    for pair in RINGS.windows(2) {
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        if metres < to {
            return low + (high - low) * (metres - from).max(0.0) / (to - from);
        }
    }
    RINGS[RINGS.len() - 1].1
}

/// Where somebody stands in the picture, in hundredths of its side from the left and from above.
fn place(metres: f64, bearing: f64) -> (f64, f64) {
    let reach = reach(metres).max(NEXT_TO);
    let (east, north) = bearing.to_radians().sin_cos();
    ((HALF + reach * east) / (2.0 * HALF) * 100.0, (HALF - reach * north) / (2.0 * HALF) * 100.0)
}

/// Number and unit of a distance, as exact as it can be: 230 m, 1.2 km.
pub fn distance(metres: f64) -> (String, &'static str) {
    let t = &text().nearby;
    if metres < 50.0 {
        ("< 50".to_owned(), t.metres)
    } else if metres < 995.0 {
        (format!("{:.0}", (metres / 10.0).round() * 10.0), t.metres)
    } else if metres < 9_950.0 {
        let tenths = (metres / 100.0).round() as i64;
        let rest = if tenths % 10 == 0 { String::new() } else { format!("{}{}", t.point, tenths % 10) };
        (format!("{}{rest}", tenths / 10), t.kilometres)
    } else {
        (format!("{:.0}", metres / 1000.0), t.kilometres)
    }
}

/// The same as one text.
pub fn distance_text(metres: f64) -> String {
    let (number, unit) = distance(metres);
    format!("{number}\u{a0}{unit}")
}

#[component]
pub fn Radar(scene: Scene) -> impl IntoView {
    let t = &text().nearby;
    let me = scene.page.with_untracked(|page| page.me.clone());
    let nearest = scene.nearest();
    let drawn = move || {
        let hot = nearest.get().map(|one| one.person.id);
        scene.page.with(|page| {
            let seen = page.sights.iter().filter(|one| one.distance.is_some());
            seen.take(SHOWN).map(|one| blip(one, hot.as_ref() == Some(&one.person.id))).collect_view()
        })
    };
    let ring = |metres: f64| format!("{}", reach(metres));
    let label = |metres: f64, at: &'static str| {
        view! {
            <text x="205" y=at>
                {distance_text(metres)}
            </text>
        }
    };
    view! {
        <div class="radar" data-tone="moss" aria-hidden="true">
            <svg viewBox="0 0 400 400">
                <defs>
                    <linearGradient id="sweep" x1="0" y1="0" x2="1" y2="1">
                        <stop class="strong" offset="0" />
                        <stop class="faint" offset="1" />
                    </linearGradient>
                </defs>
                <circle class="disc" cx="200" cy="200" r="192" />
                <circle class="disc middle" cx="200" cy="200" r="128" />
                <circle class="disc inner" cx="200" cy="200" r="64" />
                <path d="M200 200V8A192 192 0 0 1 336 64z" fill="url(#sweep)" />
                <circle class="ring" cx="200" cy="200" r="64" />
                <circle class="ring" cx="200" cy="200" r="128" />
                <circle class="ring" cx="200" cy="200" r="192" />
                <path class="ring" stroke-dasharray="2 6" d="M200 8v384M8 200h384" />
                {move || {
                    scene
                        .radius
                        .get()
                        .map(|metres| view! { <circle class="alert" cx="200" cy="200" r=ring(metres) /> })
                }}
                {label(250.0, "259")}
                {label(500.0, "323")}
                {label(1000.0, "387")}
                <text class="north" x="196" y="-2">
                    {t.north}
                </text>
            </svg>
            {me
                .map(|me| {
                    view! {
                        <div class="you">
                            <Avatar id=me.id name=me.name picture=me.picture is_lit=Signal::derive(|| true) />
                        </div>
                    }
                })}
            {drawn}
        </div>
    }
}

fn blip(sight: &Sight, is_hot: bool) -> impl IntoView + use<> {
    let metres = sight.distance.unwrap_or_default();
    let (x, y) = place(metres, sight.bearing.unwrap_or_default());
    let is_quiet = sight.state == State::Quiet;
    let person = sight.person.clone();
    let first = person.name.split_whitespace().next().unwrap_or_default().to_owned();
    // Near its edges a name below the face would leave the picture.
    let (is_west, is_east) = (x > 75.0, x < 25.0 || is_hot && x < 66.0);
    view! {
        <div
            class="blip"
            class:hot=is_hot
            class:stale=is_quiet
            class:east=is_east
            class:west=is_west
            style=format!("--x:{x:.1}%;--y:{y:.1}%")
        >
            <Avatar id=person.id name=person.name picture=person.picture is_lit=Signal::derive(move || !is_quiet) lit="" />
            <span>
                <b>{first}</b>
                " "
                {distance_text(metres)}
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{place, reach};

    #[test]
    fn distances_are_drawn_between_the_rings() {
        for (metres, radius) in [
            (0.0, 0.0),
            (125.0, 32.0),
            (250.0, 64.0),
            (375.0, 96.0),
            (500.0, 128.0),
            (750.0, 160.0),
            (1000.0, 192.0),
            (9999.0, 192.0),
        ] {
            assert!((reach(metres) - radius).abs() < 1e-9, "{metres}");
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let near = |(x, y): (f64, f64), (right, down): (f64, f64)| (x - right).abs() < 0.1 && (y - down).abs() < 0.1;
        assert!(near(place(1000.0, 0.0), (50.0, 2.0)));
        assert!(near(place(1000.0, 90.0), (98.0, 50.0)));
        assert!(near(place(500.0, 180.0), (50.0, 82.0)));
        assert!(near(place(250.0, 270.0), (34.0, 50.0)));
    }
}
