//! What time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use super::report::Failure;
use crate::token::time::UnixTime;

/// Now, in whole seconds of Unix time, also on a clock that is before 1970.
pub fn now() -> Result<UnixTime, Failure> {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs())
            .ok()
            .map(|seconds| -seconds),
    };
    seconds
        .and_then(UnixTime::from_seconds)
        .ok_or_else(|| Failure::failed("the system clock is outside the years 0 to 9999"))
}
