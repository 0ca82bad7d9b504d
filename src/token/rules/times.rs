//! Expiry, not-before, issue time and lifetime.

use std::time::Duration;

use super::super::grant::{CHAT, SYNC, VOICE};
use super::super::text::listed;
use super::super::time::in_words;
use super::{Finding, Json, Object, Token, UnixTime, codes};

/// The longest lifetime of an Access Token, in seconds: 24 hours.
const MAX_LIFETIME: f64 = 24.0 * HOUR;
const HOUR: f64 = 3600.0;

/// A time this large is in milliseconds: in seconds, it would be the year 5138.
const MILLISECONDS: f64 = 1e11;

pub(super) fn judge(payload: &Object, token: &Token, at: UnixTime, findings: &mut Vec<Finding>) {
    let at = at.as_f64();
    let claims = ["exp", "iat", "nbf"].map(|claim| (claim, payload.get(claim)));
    if let Some(finding) = in_milliseconds(claims) {
        findings.push(finding);
        return;
    }
    findings.extend(claims.into_iter().filter_map(|(claim, value)| not_a_time(claim, value)));
    let [expires_at, issued_at, not_before] = claims.map(|(_, value)| value?.as_f64());
    let end = expires_at.filter(|time| *time >= 0.0);
    let is_late = |start: Option<f64>| end.is_some() && start >= end;
    let late_start = match (is_late(not_before), is_late(issued_at)) {
        (true, _) => Some("nbf"),
        (_, true) => Some("iat"),
        _ => None,
    };
    findings.extend(in_the_future(not_before, issued_at, late_start, at));
    if let Some(claim) = late_start {
        let message = format!("never valid: `exp` is not after `{claim}`");
        let hint = "`exp` must be the later of the two; both are Unix times, in seconds";
        findings.push(Finding::error(message).code(codes::EXPIRY).at("exp").hint(hint));
    } else if let Some(end) = end {
        let usable = not_before.map_or(at, |start| start.max(at));
        let left = end - usable;
        let life = issued_at.or(not_before).map(|start| end - start);
        // Twilio also counts from now, so an `iat` in the future cannot hide a lifetime that is too long. An `nbf` in the
        // future is said already.
        let from_now = if usable > at { 0.0 } else { left };
        if left <= 0.0 {
            findings.push(expired(-left));
        }
        match (too_long(life.unwrap_or(left), from_now), life) {
            (None, Some(life)) if left > 0.0 => findings.extend(advice(life, token)),
            (finding, _) => findings.extend(finding),
        }
    }
}

/// The finding that some of the times are in milliseconds. Nothing else can be said of the times then.
fn in_milliseconds(claims: [(&'static str, Option<&Json>); 3]) -> Option<Finding> {
    let is_large = |value: Option<&Json>| value.and_then(Json::as_f64) >= Some(MILLISECONDS);
    let large = claims.into_iter().filter(|(_, value)| is_large(*value));
    let claims: Vec<_> = large.map(|(claim, _)| claim).collect();
    // Every mint comes by here. Ending now saves it the table of codes, which is only parsed for a finding.
    let first = *claims.first()?;
    let names: Vec<_> = claims.iter().map(|claim| format!("`{claim}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} in milliseconds", listed(names, "and"));
    let finding = Finding::error(message).code(codes::MILLISECONDS).at(first);
    Some(finding.hint("JWTs count in seconds: divide by 1000"))
}

/// The finding that `nbf` or `iat` is still to come. `late` names the one that `exp` is not after: that is said instead.
fn in_the_future(
    not_before: Option<f64>,
    issued_at: Option<f64>,
    late: Option<&str>,
    at: f64,
) -> Option<Finding> {
    let until = |start: f64| words((start - at).ceil());
    let hint = "check the clock of the machine that minted it";
    match (not_before.filter(|start| *start > at), issued_at.filter(|start| *start > at)) {
        (Some(start), _) if late != Some("nbf") => {
            let message = format!("not valid yet: it becomes valid in {}", until(start));
            let finding = Finding::error(message).code(codes::NOT_YET).at("nbf");
            Some(finding.hint(format!("wait until then, or {hint}; most tokens need no `nbf`")))
        }
        (_, Some(start)) if late.is_none() => {
            let finding = Finding::warning(format!("issued {} in the future", until(start)));
            Some(finding.at("iat").hint(hint))
        }
        _ => None,
    }
}

/// The finding that a claim is not a time, or that `exp` is missing.
fn not_a_time(claim: &str, value: Option<&Json>) -> Option<Finding> {
    let message = match value.map(|value| (value, value.as_f64())) {
        None if claim == "exp" => "`exp` is missing".to_owned(),
        Some((_, Some(time))) if claim == "exp" && time < 0.0 => "`exp` is negative".to_owned(),
        Some((value, None)) => format!("`{claim}` is {}, not a number", value.kind()),
        _ => return None,
    };
    let fault = if claim == "nbf" { codes::NOT_YET } else { codes::EXPIRY };
    let finding = Finding::error(message).code(fault).at(claim);
    Some(finding.hint("write the Unix time, in seconds, as a number"))
}

/// The finding that a token which expires at `end` has expired by now.
pub(crate) fn expired_by(now: UnixTime, end: UnixTime) -> Option<Finding> {
    (end <= now).then(|| expired(now.as_f64() - end.as_f64()))
}

fn expired(ago: f64) -> Finding {
    let ago = if ago < 1.0 { "just now".to_owned() } else { format!("{} ago", words(ago)) };
    Finding::error(format!("expired {ago}")).code(codes::EXPIRY).at("exp").hint("mint a new one")
}

/// The finding that a token is valid for too long: for `life` from its start, or so long from now.
fn too_long(life: f64, from_now: f64) -> Option<Finding> {
    let longest = life.max(from_now);
    if longest <= MAX_LIFETIME {
        return None;
    }
    let verb = if longest > life { "expires in" } else { "valid for" };
    let over = (longest - MAX_LIFETIME).ceil();
    let length = if over < HOUR { format!("24 hours and {}", words(over)) } else { words(longest) };
    let finding = Finding::error(format!("{verb} {length}; Twilio allows 24 hours at most"));
    let finding = finding.code(codes::LIFETIME).at("exp");
    let finding =
        finding.hint("mint it for 24 hours at most, and let the client fetch a new one in time");
    // In milliseconds, a lifetime is a number of whole minutes. Of whole days, only every 25th can be mistaken for that.
    let is_range = (MAX_LIFETIME..=1000.0 * MAX_LIFETIME).contains(&life);
    let question = format!("or was it in milliseconds? in seconds it is {}", life / 1000.0);
    Some(finding.hints((is_range && life % 60_000.0 == 0.0).then_some(question)))
}

/// What Twilio's docs advise about a lifetime that is allowed.
fn advice(life: f64, token: &Token) -> Option<Finding> {
    // More than that is an error.
    if life >= MAX_LIFETIME && token.has_grant(VOICE) {
        let finding = Finding::warning("a voice token that is valid for exactly 24 hours");
        let finding = finding.code(codes::VOICE_LIFETIME).at("exp");
        return Some(finding.hint("for Voice, Twilio advises 86399 seconds at most"));
    }
    let advice = if life > 12.0 * HOUR && !token.has_grant(CHAT) {
        "Twilio advises the shortest lifetime that works for you"
    } else if life < 180.0 && token.has_grant(SYNC) {
        "under three minutes, the Sync client warns of expiry at once"
    } else if life < 180.0 && token.has_grant(CHAT) {
        "for Conversations, under three minutes is too short"
    } else if life < HOUR && token.has_grant(CHAT) {
        "for Conversations, Twilio advises several hours"
    } else {
        return None;
    };
    Some(Finding::advice(format!("valid for {}; {advice}", words(life))).at("exp"))
}

fn words(seconds: f64) -> String {
    // A number too large for a `Duration` becomes the longest one.
    let whole = Duration::try_from_secs_f64(seconds.floor()).unwrap_or(Duration::MAX);
    in_words(whole.as_secs())
}
