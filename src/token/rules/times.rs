//! Expiry, not-before, issue time and lifetime.

use super::super::claims::Claims;
use super::super::grant::name;
use super::super::json::Object;
use super::super::time::{DAY, UnixTime, in_words};
use super::{Finding, Findings, codes};

/// The longest that an Access Token may live, in seconds: 24 hours.
#[expect(clippy::cast_precision_loss, reason = "86,400 fits a double")]
const MAX_LIFETIME: f64 = DAY as f64;

/// What a time claim is.
const UNIX_TIME: &str = "a time is a number: seconds of Unix time";

/// The lifetime from which on a whole number of thousands may well be milliseconds.
const LIKELY_MILLISECONDS: f64 = 900_000.0;

/// Unix time in milliseconds, from 1973 on.
const MILLISECONDS_INSTANT: f64 = 1e11;

/// A token that is to be kept longer than this gets the advice of the docs.
const LONG: f64 = 12.0 * 3600.0;

pub(super) fn judge(
    payload: &Object<'_>,
    claims: &Claims<'_>,
    at: UnixTime,
    findings: &mut Findings<'_>,
) {
    let at = at.as_f64();
    let issued_at = issued_at(payload, at, findings);
    let not_before = not_before(payload, at, findings);
    let Some(expires_at) = expires_at(payload, findings) else {
        return;
    };

    for (claim, start) in [("nbf", not_before), ("iat", issued_at)] {
        if start.is_some_and(|start| expires_at <= start) {
            let message = format!("never valid: `exp` is not after `{claim}`");
            let finding = Finding::error(codes::EXPIRY, message).at("exp");
            findings.error(finding.cure("`exp` is when it ends, in seconds of Unix time"));
            return;
        }
    }
    if expires_at <= at {
        let ago = match at - expires_at {
            ago if ago < 1.0 => "just now".to_owned(),
            ago => format!("{} ago", seconds(ago)),
        };
        findings.error(
            Finding::error(codes::EXPIRY, format!("expired {ago}"))
                .at("exp")
                .cure("mint a new one"),
        );
    }
    let start = issued_at.or(not_before);
    let lifetime = expires_at - start.unwrap_or(at);
    judge_lifetime(lifetime, start.is_some(), expires_at, claims, findings);
}

fn issued_at(payload: &Object<'_>, at: f64, findings: &mut Findings<'_>) -> Option<f64> {
    let value = payload.get("iat")?;
    let Some(issued_at) = value.as_number() else {
        let message = format!("`iat` is {}, not a number", value.kind());
        findings.error(
            Finding::error(codes::EXPIRY, message)
                .at("iat")
                .cure(UNIX_TIME),
        );
        return None;
    };
    if issued_at > at {
        findings.warn(|| {
            Finding::warning(format!(
                "issued {} in the future",
                seconds((issued_at - at).ceil())
            ))
            .at("iat")
            .cure("check the clock of the machine that minted it")
        });
    }
    Some(issued_at)
}

fn not_before(payload: &Object<'_>, at: f64, findings: &mut Findings<'_>) -> Option<f64> {
    let value = payload.get("nbf")?;
    let Some(not_before) = value.as_number() else {
        let message = format!("`nbf` is {}, not a number", value.kind());
        findings.error(
            Finding::error(codes::NOT_YET, message)
                .at("nbf")
                .cure(UNIX_TIME),
        );
        return None;
    };
    if not_before > at {
        findings.error(
            Finding::error(
                codes::NOT_YET,
                format!(
                    "not valid for another {}",
                    seconds((not_before - at).ceil())
                ),
            )
            .at("nbf")
            .cure("wait, check the minting machine's clock, or mint without `nbf`"),
        );
    }
    Some(not_before)
}

fn expires_at(payload: &Object<'_>, findings: &mut Findings<'_>) -> Option<f64> {
    let fault = match payload.get("exp") {
        None => "`exp` is missing".to_owned(),
        Some(value) => match value.as_number() {
            Some(expires_at) if expires_at >= 0.0 => return Some(expires_at),
            Some(_) => "`exp` is negative".to_owned(),
            None => format!("`exp` is {}, not a number", value.kind()),
        },
    };
    let cure = "every token needs an `exp`: when it ends, in seconds of Unix time";
    findings.error(Finding::error(codes::EXPIRY, fault).at("exp").cure(cure));
    None
}

/// Judges how long a token lives: the whole of it, or what is left where its start is not known.
fn judge_lifetime(
    lifetime: f64,
    is_whole: bool,
    expires_at: f64,
    claims: &Claims<'_>,
    findings: &mut Findings<'_>,
) {
    if lifetime > MAX_LIFETIME {
        let whole_thousands = lifetime >= LIKELY_MILLISECONDS && lifetime % 1000.0 == 0.0;
        // Thirty days are whole thousands of seconds too.
        let whole_days = lifetime % MAX_LIFETIME == 0.0 && lifetime <= 366.0 * MAX_LIFETIME;
        let cure = if expires_at >= MILLISECONDS_INSTANT {
            "is `exp` in milliseconds? It counts seconds of Unix time"
        } else if whole_thousands && !whole_days {
            "milliseconds? A lifetime counts seconds"
        } else {
            "mint it for 24 hours at most, and let the client fetch a new one in time"
        };
        findings.error(
            Finding::error(
                codes::LIFETIME,
                format!(
                    "lives for {}, over the limit of 86400 (24 hours)",
                    exactly(lifetime)
                ),
            )
            .at("exp")
            .cure(cure),
        );
    } else if claims.has_grant(name::VOICE) && lifetime.total_cmp(&MAX_LIFETIME).is_eq() {
        findings.warn(|| {
            Finding::warning("a voice token that lives for 24 hours to the second")
                .coded(codes::VOICE_LIFETIME)
                .at("exp")
                .cure("for Voice, Twilio advises 86399 seconds at most")
        });
    } else if lifetime > LONG && !claims.has_grant(name::CHAT) {
        findings.hint(|| {
            Finding::hint(format!(
                "lives for {}; Twilio advises the shortest lifetime that is feasible",
                seconds(lifetime)
            ))
            .at("exp")
        });
    } else if is_whole && lifetime < 3600.0 && claims.has_grant(name::CHAT) {
        findings.hint(|| {
            Finding::hint(format!(
                "lives for {}; for Conversations Twilio advises several hours",
                seconds(lifetime)
            ))
            .at("exp")
        });
    }
}

/// A length of time in words; one that no clock can count is just long.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, which is what is meant"
)]
fn seconds(length: f64) -> String {
    if length > 1e15 {
        "an eternity".to_owned()
    } else {
        in_words(length as u64)
    }
}

/// A length of time over a day: in words, and in seconds where that tells more.
fn exactly(length: f64) -> String {
    let words = seconds(length);
    if length > 1e15 {
        words
    } else {
        format!("{} seconds ({words})", length.ceil())
    }
}
