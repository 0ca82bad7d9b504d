//! Unix time, relative and in words.
//!
//! Everything is whole seconds, as in a JWT. What "now" is comes in as a parameter; there is no clock here.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
/// Seconds in a day, the longest that an Access Token may live.
pub(crate) const DAY: u64 = 24 * HOUR;
const YEAR: u64 = 365 * DAY;

/// An instant in seconds of Unix time, between the years 0 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnixTime(i64);

/// The start of the year 0000, the earliest instant that RFC 3339 can write.
const EARLIEST: i64 = -62_167_219_200;
/// The latest instant that the program can print: its calendar ends some hours before the year 9999 does.
const LATEST: i64 = 253_402_207_200;

impl UnixTime {
    pub(crate) fn from_seconds(seconds: i64) -> Option<Self> {
        (EARLIEST..=LATEST).contains(&seconds).then_some(Self(seconds))
    }

    pub(crate) fn seconds(self) -> i64 {
        self.0
    }

    /// Unix seconds as a JSON number.
    #[expect(clippy::cast_precision_loss, reason = "the range stays far below 2^53")]
    pub(crate) fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The instant that a JSON number means; part of a second is dropped.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked right after")]
    pub(crate) fn from_number(number: f64) -> Option<Self> {
        Self::from_seconds(number.floor() as i64)
    }

    /// This instant and so many seconds, or less them.
    pub(crate) fn plus(self, seconds: i64) -> Option<Self> {
        Self::from_seconds(self.0.checked_add(seconds)?)
    }
}

/// A clock's time, part of a second dropped; a clock beyond all years is at the last of them.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(LATEST),
            Err(before) => {
                let before = before.duration();
                let seconds = before.as_secs() + u64::from(before.subsec_nanos() > 0);
                i64::try_from(seconds).map_or(EARLIEST, |seconds| -seconds)
            }
        };
        Self(seconds.clamp(EARLIEST, LATEST))
    }
}

impl From<UnixTime> for SystemTime {
    fn from(time: UnixTime) -> Self {
        let distance = Duration::from_secs(time.0.unsigned_abs());
        if time.0 < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance }
    }
}

/// A length of time in words of at most two units: `1 h 59 min`, `41 days 16 h`, `3 minutes`.
pub(crate) fn in_words(seconds: u64) -> String {
    let counted =
        |count: u64, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    let (large, name, small, short) = match seconds {
        0..MINUTE => return counted(seconds, "second"),
        MINUTE..HOUR => (MINUTE, "min", 1, "s"),
        HOUR..DAY => (HOUR, "h", MINUTE, "min"),
        DAY..YEAR => (DAY, "day", HOUR, "h"),
        _ => (YEAR, "year", DAY, "day"),
    };
    let (first, second) = (seconds / large, seconds % large / small);
    let plural = |count: u64, name: &str| match name {
        "day" | "year" => counted(count, name),
        _ => format!("{count} {name}"),
    };
    match (second, name) {
        (0, "min") => counted(first, "minute"),
        (0, "h") => counted(first, "hour"),
        (0, _) => plural(first, name),
        _ => format!("{} {}", plural(first, name), plural(second, short)),
    }
}

/// An instant seen from another: `3 minutes ago`, `in 42 minutes`, `now`.
pub(crate) fn relative(instant: UnixTime, seen_from: UnixTime) -> String {
    let distance = in_words(instant.0.abs_diff(seen_from.0));
    match instant.cmp(&seen_from) {
        Ordering::Less => format!("{distance} ago"),
        Ordering::Equal => "now".to_owned(),
        Ordering::Greater => format!("in {distance}"),
    }
}

/// Whole seconds of a duration, as a claim counts them; one that no claim can hold is very long.
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
        for seconds in [-2, 0, 2] {
            assert_eq!(UnixTime::from(SystemTime::from(UnixTime(seconds))).seconds(), seconds);
        }
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
