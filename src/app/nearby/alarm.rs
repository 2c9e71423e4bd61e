//! When somebody comes too close: who has just come in, told once, and not all the time.

use std::collections::HashSet;

/// Metres from which the alarm can sound.
pub const RADII: [f64; 4] = [100.0, 250.0, 500.0, 1000.0];
/// After one alarm there is none for so many seconds.
const QUIET_S: f64 = 60.0;

/// Who is inside a radius. Whoever walks along its edge is told of once: to come in again one has to go well out first.
#[derive(Clone, Debug, Default)]
pub struct Alarm {
    inside: HashSet<String>,
    last: Option<f64>,
}

impl Alarm {
    /// Hears who is how far away at a time in seconds; whom to warn of, the nearest if they are many.
    pub fn hear<'a>(
        &mut self,
        radius: f64,
        now: f64,
        seen: impl Iterator<Item = (&'a str, f64)> + Clone,
    ) -> Option<String> {
        let out = radius * 1.2 + 25.0;
        // Who is not seen any more has not gone out: they may only be silent for a moment.
        for (id, _) in seen.clone().filter(|(_, metres)| *metres > out) {
            self.inside.remove(id);
        }
        if self.last.is_some_and(|last| now - last < QUIET_S) {
            return None;
        }
        let came = seen.filter(|(id, metres)| *metres <= radius && !self.inside.contains(*id));
        let came: Vec<(&str, f64)> = came.collect();
        let nearest = came.iter().min_by(|one, other| one.1.total_cmp(&other.1))?.0.to_owned();
        self.inside.extend(came.into_iter().map(|(id, _)| id.to_owned()));
        self.last = Some(now);
        Some(nearest)
    }

    /// The radius is another one.
    pub fn begin_anew(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::Alarm;
    use proptest::prelude::*;

    fn hear(alarm: &mut Alarm, now: f64, seen: &[(&str, f64)]) -> Option<String> {
        alarm.hear(250.0, now, seen.iter().copied())
    }

    #[test]
    fn who_comes_in_is_told_once_until_they_have_gone() {
        let mut alarm = Alarm::default();
        assert_eq!(hear(&mut alarm, 0.0, &[("ben", 300.0)]), None);
        assert_eq!(hear(&mut alarm, 10.0, &[("ben", 250.0)]).as_deref(), Some("ben"));
        assert_eq!(hear(&mut alarm, 100.0, &[("ben", 200.0)]), None);
        // Along the edge, and unseen for a while: nothing new.
        assert_eq!(hear(&mut alarm, 200.0, &[("ben", 310.0)]), None);
        assert_eq!(hear(&mut alarm, 300.0, &[]), None);
        assert_eq!(hear(&mut alarm, 400.0, &[("ben", 240.0)]), None);
        assert_eq!(hear(&mut alarm, 500.0, &[("ben", 326.0)]), None);
        assert_eq!(hear(&mut alarm, 600.0, &[("ben", 240.0)]).as_deref(), Some("ben"));
    }

    #[test]
    fn alarms_keep_apart_and_nobody_is_forgotten_by_that() {
        let mut alarm = Alarm::default();
        assert_eq!(hear(&mut alarm, 0.0, &[("ben", 200.0), ("cleo", 90.0)]).as_deref(), Some("cleo"));
        assert_eq!(hear(&mut alarm, 30.0, &[("ben", 200.0), ("dan", 100.0)]), None);
        assert_eq!(hear(&mut alarm, 60.0, &[("ben", 200.0), ("dan", 100.0)]).as_deref(), Some("dan"));
    }

    proptest! {
        #[test]
        fn there_is_never_more_than_one_in_a_minute(walk in prop::collection::vec(0.0..600.0_f64, 1..200)) {
            let mut alarm = Alarm::default();
            let mut last = None;
            for (step, metres) in walk.into_iter().enumerate() {
                let now = step as f64 * 10.0;
                if let Some(id) = alarm.hear(250.0, now, [("ben", metres)].into_iter()) {
                    prop_assert_eq!(id, "ben");
                    prop_assert!(metres <= 250.0);
                    prop_assert!(last.is_none_or(|last: f64| now - last >= 60.0));
                    last = Some(now);
                }
            }
        }
    }
}
