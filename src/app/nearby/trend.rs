//! Whether somebody is coming closer: distances are those between cells, so they stand still and then jump.

/// Less than this is no movement, in metres.
const STEP_M: f64 = 10.0;
/// Who has not moved for so many seconds stands still.
const STILL_S: f64 = 90.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    Closer,
    Away,
    Still,
}

/// The last distance of somebody, and where it went.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    metres: f64,
    moved_at: f64,
    trend: Option<Trend>,
}

impl Course {
    pub fn new(metres: f64, now: f64) -> Self {
        Self { metres, moved_at: now, trend: None }
    }

    /// Takes another distance, at a time in seconds.
    pub fn hear(&mut self, metres: f64, now: f64) {
        let step = metres - self.metres;
        if step.abs() >= STEP_M {
            self.trend = Some(if step < 0.0 { Trend::Closer } else { Trend::Away });
            (self.metres, self.moved_at) = (metres, now);
        } else if now - self.moved_at > STILL_S {
            self.trend = Some(Trend::Still);
        }
    }

    /// None as long as that is not known.
    pub fn trend(&self) -> Option<Trend> {
        self.trend
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, Trend};

    #[test]
    fn steps_have_a_direction_until_they_are_long_ago() {
        let mut course = Course::new(500.0, 0.0);
        assert_eq!(course.trend(), None);
        for (metres, now, trend) in [
            (450.0, 10.0, Trend::Closer),
            (450.0, 90.0, Trend::Closer),
            (455.0, 99.0, Trend::Closer),
            (450.0, 101.0, Trend::Still),
            (500.0, 110.0, Trend::Away),
            (430.0, 120.0, Trend::Closer),
        ] {
            course.hear(metres, now);
            assert_eq!(course.trend(), Some(trend), "{metres} {now}");
        }
    }
}
