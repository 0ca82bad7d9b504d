//! Unix time, and how messages describe times and durations.
//!
//! Everything is whole seconds, as in a JWT. The current time comes in as a parameter; nothing here reads a clock.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const YEAR: u64 = 365 * DAY;

/// An instant in seconds of Unix time, between the years 0 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnixTime(i64);

/// The start of the year 0000, the earliest instant that RFC 3339 can write.
const EARLIEST: i64 = -62_167_219_200;

impl UnixTime {
    /// The latest instant that the program can print: jiff's calendar ends about a day before the end of the year 9999.
    pub(crate) const LATEST: Self = Self(253_402_207_200);

    pub(crate) fn from_seconds(seconds: i64) -> Option<Self> {
        (EARLIEST..=Self::LATEST.0).contains(&seconds).then_some(Self(seconds))
    }

    pub(crate) fn seconds(self) -> i64 {
        self.0
    }

    /// The Unix time in seconds, as a JSON number.
    #[expect(clippy::cast_precision_loss, reason = "the range stays far below 2^53")]
    pub(crate) fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The instant of a JSON number, rounded down to a whole second.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked right after")]
    pub(crate) fn from_number(number: f64) -> Option<Self> {
        Self::from_seconds(number.floor() as i64)
    }

    /// This instant plus a number of seconds, which may be negative.
    pub(crate) fn plus(self, seconds: i64) -> Option<Self> {
        Self::from_seconds(self.0.checked_add(seconds)?)
    }
}

/// A clock's time, rounded down to a whole second and clamped to the years that [`UnixTime`] covers.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => whole_seconds(since),
            // Before 1970, rounding down means more seconds before the epoch.
            Err(before) => -whole_seconds(before.duration() + Duration::from_nanos(999_999_999)),
        };
        Self(seconds.clamp(EARLIEST, Self::LATEST.0))
    }
}

/// A unit of time in seconds, its name, and its short name for use next to another unit.
const UNITS: [(u64, &str, &str); 5] = [
    (YEAR, "year", "year"),
    (DAY, "day", "day"),
    (HOUR, "hour", "h"),
    (MINUTE, "minute", "min"),
    (1, "second", "s"),
];

/// A duration in words, with at most two units: `1 h 59 min`, `41 days 16 h`, `3 minutes`.
pub(crate) fn in_words(seconds: u64) -> String {
    let counted = |count: u64, name: &str| match (count, name) {
        (1, _) | (_, "h" | "min" | "s") => format!("{count} {name}"),
        _ => format!("{count} {name}s"),
    };
    let largest = UNITS.iter().position(|(unit, ..)| seconds >= *unit).unwrap_or(UNITS.len() - 1);
    let (unit, alone, beside) = UNITS[largest];
    let (count, rest) = (seconds / unit, seconds % unit);
    match UNITS.get(largest + 1) {
        Some((next, _, name)) if rest >= *next => {
            format!("{} {}", counted(count, beside), counted(rest / next, name))
        }
        _ => counted(count, alone),
    }
}

/// An instant relative to another: `3 minutes ago`, `in 42 minutes`, `now`.
pub(crate) fn relative(instant: UnixTime, seen_from: UnixTime) -> String {
    let distance = in_words(instant.0.abs_diff(seen_from.0));
    match instant.cmp(&seen_from) {
        Ordering::Less => format!("{distance} ago"),
        Ordering::Equal => "now".to_owned(),
        Ordering::Greater => format!("in {distance}"),
    }
}

/// The whole seconds of a duration, or `i64::MAX` if an `i64` cannot hold them.
pub(crate) fn whole_seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_counts_down() {
        let before = UNIX_EPOCH - Duration::from_millis(1500);
        assert_eq!(UnixTime::from(before).seconds(), -2);
        assert_eq!(UnixTime::from(UNIX_EPOCH + Duration::from_millis(1500)).seconds(), 1);
        assert_eq!(UnixTime::from(UNIX_EPOCH).seconds(), 0);
    }

    #[test]
    fn words_name_at_most_two_units() {
        for (seconds, words) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (60, "1 minute"),
            (119, "1 min 59 s"),
            (2520, "42 minutes"),
            (3600, "1 hour"),
            (7140, "1 h 59 min"),
            (86_399, "23 h 59 min"),
            (86_400, "1 day"),
            (3_600_000, "41 days 16 h"),
            (400 * DAY, "1 year 35 days"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
        assert_eq!(relative(UnixTime(0), UnixTime(180)), "3 minutes ago");
        assert_eq!(relative(UnixTime(180), UnixTime(0)), "in 3 minutes");
    }
}
