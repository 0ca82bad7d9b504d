//! What is asked of a token on the command line of `decode`, besides what the rules demand of each:
//! `--verify`, `--min-ttl` and `--expect`.

use std::borrow::Cow;

use super::args::DecodeArgs;
use super::keys::Checked;
use crate::token::claims::Claims;
use crate::token::escape::quoted;
use crate::token::json::Json;
use crate::token::rules::{Finding, Leaks, Signature};
use crate::token::shape::{may_be_shown, shown};
use crate::token::time::{Duration, UnixTime};

/// What does not hold of what was asked for.
pub fn unmet(
    args: &DecodeArgs,
    at: UnixTime,
    claims: &Claims<'_>,
    checked: &Checked,
    leaks: &Leaks,
) -> Vec<Finding> {
    let mut unmet = Vec::new();
    if args.verify {
        let how = &checked.how;
        match checked.signature {
            Signature::Valid => {}
            Signature::Unchecked => {
                let message = format!("the signature is not checked: {how}");
                unmet.push(Finding::unmet(message));
            }
            // Where all is shown, the rules have said so.
            Signature::Invalid(_) if args.claim.is_none() => {}
            Signature::Invalid(_) => {
                unmet.push(Finding::unmet(format!("the signature is invalid: {how}")));
            }
        }
    }
    if let Some(least) = args.min_ttl {
        unmet.extend(expires_too_soon(claims, at, least));
    }
    for (path, expected) in &args.expect {
        unmet.extend(differs(claims, leaks, path, expected));
    }
    unmet
}

/// What `--min-ttl` finds.
fn expires_too_soon(claims: &Claims<'_>, at: UnixTime, least: Duration) -> Option<Finding> {
    let expires_at = claims.get("exp").and_then(Json::as_number);
    let left = expires_at.map(|expires_at| expires_at - at.as_f64());
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "durations stay far below 2^53, and the conversion back saturates"
    )]
    let fact = match left {
        Some(left) if left >= least.seconds() as f64 => return None,
        Some(left) => match Duration::from_seconds(left.ceil() as u64) {
            Some(left) => format!("expires in {left}"),
            None => "has expired".to_owned(),
        },
        None => "does not say when it expires".to_owned(),
    };
    Some(Finding::unmet(format!("{fact}; --min-ttl asks for {least}")).at("exp"))
}

/// What `--expect` finds.
fn differs(claims: &Claims<'_>, leaks: &Leaks, path: &str, expected: &str) -> Option<Finding> {
    let actual = claims.at_path(path);
    let is = match actual.map(|value| (value, scalar(value))) {
        Some((_, Some(text))) if text == expected => return None,
        Some((_, Some(text))) => format!("is {}", quoted(&leaks.cover(&text))),
        Some((value, None)) => format!("is {}", value.kind()),
        None => "is missing".to_owned(),
    };
    let finding = Finding::unmet(format!("{} {is}, not {}", shown(path), shown(expected)));
    // What looks like no path is not repeated, for it may be a secret.
    Some(if may_be_shown(path) {
        finding.at(path)
    } else {
        finding
    })
}

/// The JSON text of a scalar, a string without its quotes.
fn scalar<'j>(value: &'j Json<'_>) -> Option<Cow<'j, str>> {
    match value {
        Json::Null => Some("null".into()),
        Json::Bool(true) => Some("true".into()),
        Json::Bool(false) => Some("false".into()),
        Json::Number(number) => Some(number.to_string().into()),
        Json::String(text) => Some(text.as_ref().into()),
        Json::Array(_) | Json::Object(_) => None,
    }
}
