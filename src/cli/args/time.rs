//! Parses times and durations as people type them, and formats them again.
//!
//! A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a sign, which counts from now.
//! jiff handles the calendar, and takes other ISO 8601 forms of an instant too. The current time is always a parameter.

use std::str::FromStr;

use jiff::fmt::friendly::{Spacing, SpanPrinter};
use jiff::{SignedDuration, Timestamp};

use crate::cli::say::Stop;
use crate::token::message::Message;
use crate::token::time::UnixTime;

/// RFC 3339 in UTC: `2026-11-20T18:00:00Z`.
pub(crate) fn rfc3339(time: UnixTime) -> String {
    // This cannot fail: jiff's calendar covers every `UnixTime`.
    Timestamp::from_second(time.seconds()).unwrap_or_default().to_string()
}

/// An instant as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    At(UnixTime),
    /// Seconds after now, or before now if negative.
    FromNow(i64),
}

impl FromStr for When {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        if text == "now" {
            Ok(Self::FromNow(0))
        } else if let Some(later) = text.strip_prefix('+') {
            duration(later).map(Self::FromNow)
        } else if let Some(earlier) = text.strip_prefix('-') {
            duration(earlier).map(|seconds| Self::FromNow(-seconds))
        } else if is_number(text) {
            let fault = "too far in the future; Unix time is in seconds, not milliseconds";
            text.parse().ok().and_then(UnixTime::from_seconds).map(Self::At).ok_or(fault)
        } else {
            let time: Timestamp = text.parse().map_err(|_| NOT_A_TIME)?;
            UnixTime::from_seconds(time.as_second()).map(Self::At).ok_or(OUT_OF_RANGE)
        }
    }
}

impl When {
    /// The instant that the value of `option` means.
    pub(crate) fn resolve(self, option: &str, now: UnixTime) -> Result<UnixTime, Stop> {
        let time = match self {
            Self::At(time) => Some(time),
            Self::FromNow(seconds) => now.plus(seconds),
        };
        time.ok_or_else(|| Stop::usage(Message::error(format!("{option}: {OUT_OF_RANGE}"))))
    }
}

const NOT_A_TIME: &str = "expected Unix seconds, RFC 3339 with `Z` or an offset (`2026-11-20T18:00:00Z`), `now`, or a duration with a sign (`+15m`, `-2h`)";
const NOT_A_DURATION: &str = "expected whole seconds (`3600`) or units (`90s`, `1h30m`, `1d`)";
const OUT_OF_RANGE: &str = "outside the years 0 to 9999";

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The units of a duration in seconds, from the longest to the shortest.
const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];

/// Parses `3600`, `90s`, `15m`, `1h30m` or `1d` into seconds, at least one.
pub(crate) fn duration(text: &str) -> Result<i64, &'static str> {
    // A number without a unit is in seconds.
    let text = if is_number(text) { &format!("{text}s") } else { text };
    let (mut rest, mut total) = (text, 0_i64);
    for (letter, unit) in UNITS {
        if let Some((digits, after)) = rest.split_once(letter) {
            if !is_number(digits) {
                return Err(NOT_A_DURATION);
            }
            let seconds = digits.parse().ok().and_then(|count: i64| count.checked_mul(unit));
            total = seconds.and_then(|seconds| total.checked_add(seconds)).ok_or(OUT_OF_RANGE)?;
            rest = after;
        }
    }
    match total {
        _ if text.is_empty() || !rest.is_empty() => Err(NOT_A_DURATION),
        0 => Err("a duration cannot be zero"),
        total => Ok(total),
    }
}

/// A duration in seconds as [`duration`] reads it, in hours, minutes and seconds: `1h30m`.
pub(crate) fn spelled(seconds: i64) -> String {
    let printer = SpanPrinter::new().spacing(Spacing::None);
    printer.duration_to_string(&SignedDuration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Result<i64, String> {
        let now = UnixTime::from_seconds(1_700_000_000).unwrap();
        let time = text.parse::<When>()?.resolve("--at", now);
        time.map(UnixTime::seconds).map_err(|stop| stop.messages[0].message.clone())
    }

    #[test]
    fn durations_read_as_documented() {
        for (text, expected) in
            [("3600", 3600), ("90s", 90), ("15m", 900), ("1h30m", 5400), ("1d", 86_400), ("007", 7)]
        {
            assert_eq!(duration(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn durations_that_mean_nothing_are_refused() {
        for text in [
            "", "h", "1x", "m1", "1m1h", "1h1h", "1h30", "1 h", "+5", "-5m", "1.5h", "1,5h", "１h",
            ".",
        ] {
            assert_eq!(duration(text), Err(NOT_A_DURATION), "{text}");
        }
        for (text, error) in [
            ("0", "zero"),
            ("0h0m", "zero"),
            ("99999999999999999999", "9999"),
            ("999999999999999999d", "9999"),
        ] {
            assert!(duration(text).unwrap_err().contains(error), "{text}");
        }
    }

    #[test]
    fn instants_read_as_documented() {
        for (text, seconds) in [
            ("now", 1_700_000_000),
            ("1450471147", 1_450_471_147),
            ("+15m", 1_700_000_900),
            ("-2h", 1_699_992_800),
            ("+3600", 1_700_003_600),
            ("2023-11-14T22:13:20Z", 1_700_000_000),
            ("2023-11-14T22:13:20.999Z", 1_700_000_000),
            ("2023-11-14T23:13:20+01:00", 1_700_000_000),
            ("20231114T221320Z", 1_700_000_000),
        ] {
            assert_eq!(instant(text), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn instants_that_mean_nothing_are_refused() {
        for text in ["", "tomorrow", "2023-11-14", "12:00", "+", "-", "12a", "2023-13-14T22:13:20Z"]
        {
            assert!(instant(text).is_err(), "{text}");
        }
        assert!(instant("2023-11-14T22:13:20").unwrap_err().contains("with `Z` or an offset"));
        assert!(instant("1700000000000").unwrap_err().contains("not milliseconds"));
        assert!(instant("99999999999999999999").unwrap_err().contains("too far"));
        assert_eq!(instant("+999999999999d"), Err(format!("--at: {OUT_OF_RANGE}")));
    }

    #[test]
    fn what_is_spelled_can_be_read_again() {
        for seconds in [1, 59, 60, 3600, 5400, 86_399, 86_400, 90_061, 9_999_999_999] {
            assert_eq!(duration(&spelled(seconds)), Ok(seconds));
        }
    }
}
