//! Instants and durations as people write them, and as messages show them.
//!
//! Everything is whole seconds of Unix time, as in a JWT. What "now" is comes in as
//! a parameter; this module has no clock.

use std::fmt;

use jiff::Timestamp;

/// Seconds in a minute.
const MINUTE: u64 = 60;
/// Seconds in an hour.
const HOUR: u64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: u64 = 24 * HOUR;

/// An instant in seconds of Unix time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixTime(i64);

/// The latest instant that is printed: jiff ends some hours before the year does.
const LATEST: i64 = 253_402_207_200;
/// The start of the year 0000, the earliest instant that RFC 3339 can write.
const YEAR_0: i64 = -62_167_219_200;

impl UnixTime {
    /// An instant from Unix seconds; none outside the years 0 to 9999.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        (YEAR_0..=LATEST)
            .contains(&seconds)
            .then_some(Self(seconds))
    }

    /// Unix seconds.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Unix seconds as a JSON number.
    #[expect(clippy::cast_precision_loss, reason = "the range stays far below 2^53")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The instant that a JSON number means; part of a second is dropped.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked right after"
    )]
    pub fn from_number(number: f64) -> Option<Self> {
        Self::from_seconds(number.floor() as i64)
    }

    /// This instant and so many seconds; none beyond the year 9999.
    pub fn plus(self, duration: Duration) -> Option<Self> {
        Self::from_seconds(self.0.checked_add_unsigned(duration.0)?)
    }

    /// This instant less so many seconds.
    pub fn minus(self, duration: Duration) -> Option<Self> {
        Self::from_seconds(self.0.checked_sub_unsigned(duration.0)?)
    }

    fn parse_seconds(digits: &str) -> Result<Self, TimeError> {
        let seconds = digits.parse().ok().and_then(Self::from_seconds);
        seconds.ok_or(if (13..=17).contains(&digits.len()) {
            TimeError::Milliseconds
        } else {
            TimeError::OutOfRange
        })
    }

    fn parse_rfc3339(text: &str) -> Result<Self, TimeError> {
        // The reader knows more of ISO 8601 than RFC 3339 has; date and time must be there.
        let Some((date, time)) = text.split_at_checked(10) else {
            return Err(TimeError::NotATime);
        };
        let is_dated = date.as_bytes()[4] == b'-' && time.starts_with(['T', 't', ' ']);
        if is_dated && !text.contains(['[', ']', ',']) {
            if let Ok(instant) = text.parse::<Timestamp>() {
                return Self::from_seconds(floor_seconds(instant)).ok_or(TimeError::OutOfRange);
            }
            if !time.contains(['Z', 'z', '+', '-']) {
                return Err(TimeError::NoOffset);
            }
        }
        Err(TimeError::NotATime)
    }
}

fn floor_seconds(instant: Timestamp) -> i64 {
    instant.as_second() - i64::from(instant.subsec_nanosecond() < 0)
}

/// RFC 3339 in UTC: `2026-11-20T18:00:00Z`.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_second(self.0) {
            Ok(instant) => instant.fmt(f),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

/// An instant as people say it: some count from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At an instant.
    At(UnixTime),
    /// Now.
    Now,
    /// So long after now.
    After(Duration),
    /// So long before now.
    Before(Duration),
}

impl When {
    /// Reads `now`, Unix seconds, RFC 3339 with `Z` or an offset, or a duration with a
    /// sign, which counts from now.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        if text == "now" {
            Ok(Self::Now)
        } else if let Some(later) = text.strip_prefix('+') {
            Duration::parse(later).map(Self::After)
        } else if let Some(earlier) = text.strip_prefix('-') {
            Duration::parse(earlier).map(Self::Before)
        } else if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            UnixTime::parse_seconds(text).map(Self::At)
        } else {
            UnixTime::parse_rfc3339(text).map(Self::At)
        }
    }

    /// The instant that is meant.
    pub fn resolve(self, now: UnixTime) -> Result<UnixTime, TimeError> {
        match self {
            Self::At(instant) => Some(instant),
            Self::Now => Some(now),
            Self::After(duration) => now.plus(duration),
            Self::Before(duration) => now.minus(duration),
        }
        .ok_or(TimeError::OutOfRange)
    }
}

/// A length of time in whole seconds, more than none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration(u64);

impl Duration {
    /// One hour: how long a token lives unless something else is asked for.
    pub const HOUR: Self = Self(HOUR);

    /// A duration of so many seconds; none of zero.
    pub fn from_seconds(seconds: u64) -> Option<Self> {
        (seconds > 0).then_some(Self(seconds))
    }

    /// The length in seconds.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// Reads `3600`, `90s`, `15m`, `1h30m` or `1d`: units from the longest to the shortest.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        if text.starts_with('-') {
            return Err(TimeError::Negative);
        }
        if let Some((whole, part)) = text.split_once(['.', ',']) {
            let digit = |piece: &str| piece.starts_with(|c: char| c.is_ascii_digit());
            return Err(if digit(whole) || digit(part) {
                TimeError::Fraction
            } else {
                TimeError::NotADuration
            });
        }
        let total = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            number(text)?
        } else {
            with_units(text)?
        };
        Self::from_seconds(total).ok_or(TimeError::Zero)
    }
}

fn number(digits: &str) -> Result<u64, TimeError> {
    if digits.is_empty() {
        return Err(TimeError::NotADuration);
    }
    digits.parse().map_err(|_| TimeError::OutOfRange)
}

fn with_units(text: &str) -> Result<u64, TimeError> {
    let mut rest = text;
    let mut total: u64 = 0;
    let mut last_unit = u64::MAX;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .ok_or(TimeError::NotADuration)?;
        let unit = match rest.as_bytes()[end] {
            b'd' => DAY,
            b'h' => HOUR,
            b'm' => MINUTE,
            b's' => 1,
            _ => return Err(TimeError::NotADuration),
        };
        if unit >= last_unit {
            return Err(TimeError::NotADuration);
        }
        last_unit = unit;
        let seconds = number(&rest[..end])?.checked_mul(unit);
        total = seconds
            .and_then(|s| s.checked_add(total))
            .ok_or(TimeError::OutOfRange)?;
        rest = &rest[end + 1..];
    }
    Ok(total)
}

/// The shortest spelling that [`Duration::parse`] reads: `1h30m`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        for (unit, letter) in [(DAY, 'd'), (HOUR, 'h'), (MINUTE, 'm'), (1, 's')] {
            if rest >= unit {
                write!(f, "{}{letter}", rest / unit)?;
                rest %= unit;
            }
        }
        Ok(())
    }
}

/// A length of time in words, to its leading unit: `42 minutes`, `3 days`.
pub fn in_words(seconds: u64) -> String {
    const YEAR: u64 = 365 * DAY;
    let (unit, name) = match seconds {
        0..MINUTE => (1, "second"),
        MINUTE..HOUR => (MINUTE, "minute"),
        HOUR..DAY => (HOUR, "hour"),
        DAY..YEAR => (DAY, "day"),
        _ => (YEAR, "year"),
    };
    let count = seconds / unit;
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// An instant seen from another: `3 minutes ago`, `in 42 minutes`, `now`.
pub fn relative(instant: UnixTime, seen_from: UnixTime) -> String {
    let distance = in_words(instant.0.abs_diff(seen_from.0));
    match instant.cmp(&seen_from) {
        std::cmp::Ordering::Less => format!("{distance} ago"),
        std::cmp::Ordering::Equal => "now".to_owned(),
        std::cmp::Ordering::Greater => format!("in {distance}"),
    }
}

/// Why a text is not a time or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeError {
    /// Not a duration at all.
    NotADuration,
    /// Not an instant at all.
    NotATime,
    /// RFC 3339 without `Z` or an offset.
    NoOffset,
    /// Less than nothing.
    Negative,
    /// Part of a second, or of another unit.
    Fraction,
    /// No time at all.
    Zero,
    /// Beyond the year 9999, and as long as milliseconds are.
    Milliseconds,
    /// Beyond the year 9999.
    OutOfRange,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotADuration => {
                "expected seconds (`3600`) or units (`90s`, `15m`, `1h30m`, `1d`)"
            }
            Self::NotATime => {
                "expected Unix seconds, RFC 3339 (`2026-11-20T18:00:00Z`), `now`, \
                 or a duration with a sign (`+15m`, `-2h`)"
            }
            Self::NoOffset => "the time needs `Z` or an offset at its end, like `+01:00`",
            Self::Negative => "a duration cannot be negative",
            Self::Fraction => "a duration is whole units: `90m`, not `1.5h`",
            Self::Zero => "a duration cannot be zero",
            Self::Milliseconds => "too far in the future; Unix time in seconds, not milliseconds",
            Self::OutOfRange => "outside the years 0 to 9999",
        })
    }
}

impl std::error::Error for TimeError {}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime(1_700_000_000);

    fn instant(text: &str) -> Result<i64, TimeError> {
        When::parse(text)?.resolve(NOW).map(UnixTime::seconds)
    }

    fn seconds(text: &str) -> Result<u64, TimeError> {
        Duration::parse(text).map(Duration::seconds)
    }

    #[test]
    fn durations_read_as_documented() {
        for (text, expected) in [
            ("3600", 3600),
            ("90s", 90),
            ("15m", 900),
            ("1h30m", 5400),
            ("1d", 86_400),
            ("007", 7),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn durations_that_mean_nothing_are_refused() {
        for text in [
            "", "h", "1x", "m1", "1m1h", "1h1h", "1h30", "1 h", "+5", "１h", ".",
        ] {
            assert_eq!(seconds(text), Err(TimeError::NotADuration), "{text}");
        }
        assert_eq!(seconds("0"), Err(TimeError::Zero));
        assert_eq!(seconds("0h0m"), Err(TimeError::Zero));
        assert_eq!(seconds("-5m"), Err(TimeError::Negative));
        for text in ["1.5h", "1,5h", ".5h", "1."] {
            assert_eq!(seconds(text), Err(TimeError::Fraction), "{text}");
        }
        assert_eq!(seconds("99999999999999999999"), Err(TimeError::OutOfRange));
        assert_eq!(seconds("999999999999999999d"), Err(TimeError::OutOfRange));
    }

    #[test]
    fn instants_read_as_documented() {
        assert_eq!(instant("now"), Ok(1_700_000_000));
        assert_eq!(instant("1450471147"), Ok(1_450_471_147));
        assert_eq!(instant("+15m"), Ok(1_700_000_900));
        assert_eq!(instant("-2h"), Ok(1_699_992_800));
        assert_eq!(instant("+3600"), Ok(1_700_003_600));
        assert_eq!(instant("2023-11-14T22:13:20Z"), Ok(1_700_000_000));
        assert_eq!(instant("2023-11-14T22:13:20.999Z"), Ok(1_700_000_000));
        assert_eq!(instant("2023-11-14T23:13:20+01:00"), Ok(1_700_000_000));
        assert_eq!(instant("1969-12-31T23:59:59.5Z"), Ok(-1));
    }

    #[test]
    fn instants_that_mean_nothing_are_refused() {
        for text in [
            "",
            "tomorrow",
            "2023-11-14",
            "12:00",
            "+",
            "-",
            "20231114T221320Z",
            "12a",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
        assert_eq!(instant("2023-11-14T22:13:20"), Err(TimeError::NoOffset));
        assert_eq!(instant("2023-13-14T22:13:20Z"), Err(TimeError::NotATime));
        assert_eq!(instant("2023-11-14"), Err(TimeError::NotATime));
        assert_eq!(instant("1700000000000"), Err(TimeError::Milliseconds));
        let beyond = (LATEST + 1).to_string();
        assert_eq!(instant(&beyond), Err(TimeError::OutOfRange));
        assert_eq!(instant("99999999999999999999"), Err(TimeError::OutOfRange));
        assert_eq!(instant("+999999999999d"), Err(TimeError::OutOfRange));
    }

    #[test]
    fn errors_say_what_is_wanted() {
        for (error, wanted) in [
            (TimeError::NotADuration, "`1h30m`"),
            (TimeError::NotATime, "RFC 3339"),
            (TimeError::NoOffset, "`+01:00`"),
            (TimeError::Negative, "negative"),
            (TimeError::Fraction, "not `1.5h`"),
            (TimeError::Zero, "zero"),
            (TimeError::Milliseconds, "not milliseconds"),
            (TimeError::OutOfRange, "9999"),
        ] {
            assert!(error.to_string().contains(wanted), "{error}");
        }
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        for seconds in [1, 59, 60, 3600, 5400, 86_399, 86_400, 90_061] {
            let duration = Duration(seconds);
            assert_eq!(Duration::parse(&duration.to_string()), Ok(duration));
        }
        for seconds in [YEAR_0, -1, 0, 1_700_000_000, 4_102_444_800, LATEST] {
            let instant = UnixTime(seconds);
            assert_eq!(When::parse(&instant.to_string()), Ok(When::At(instant)));
        }
    }

    #[test]
    fn words_name_the_leading_unit() {
        for (seconds, words) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (119, "1 minute"),
            (2520, "42 minutes"),
            (86_399, "23 hours"),
            (86_400, "1 day"),
            (400 * DAY, "1 year"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
        assert_eq!(relative(UnixTime(0), UnixTime(180)), "3 minutes ago");
        assert_eq!(relative(UnixTime(180), UnixTime(0)), "in 3 minutes");
    }
}
