//! What somebody asks of a token besides its faults: `--verify`, `--min-ttl` and `--expect`, and what `--error` means for it.

use super::Examined;
use crate::cli::args::decode::DecodeArgs;
use crate::cli::args::time::spelled;
use crate::cli::explain::look_up;
use crate::token::json::Json;
use crate::token::message::Message;
use crate::token::rules::{Signature, codes};
use crate::token::sid::{may_be_credential, shown};
use crate::token::time::in_words;

/// An error for each requested check that failed.
pub(super) fn failed(args: &DecodeArgs, examined: &Examined<'_>) -> Vec<Message> {
    let state = match examined.context.signature {
        Signature::Unchecked => Some("not checked"),
        // Without --claim, the rules report it.
        Signature::Invalid(_) if args.claim.is_some() => Some("invalid"),
        _ => None,
    };
    let unverified = |state| Message::error(format!("the signature is {state}: {}", examined.how));
    let unverified = state.filter(|_| args.verify).map(unverified);
    let too_soon = args.min_ttl.and_then(|least| expires_too_soon(examined, least));
    let unmet = args.expect.iter().filter_map(|(path, value)| differs(examined, path, value));
    unverified.into_iter().chain(too_soon).chain(unmet).collect()
}

fn expires_too_soon(examined: &Examined<'_>, least: i64) -> Option<Message> {
    let at = examined.context.at;
    let left = examined.time("exp").map(|expiry| expiry.seconds() - at.seconds());
    let is_over = || examined.token.claim("exp").and_then(Json::as_f64) <= Some(at.as_f64());
    let fact = match left {
        Some(left) if left >= least => return None,
        Some(left) if left > 0 => format!("expires in {}", in_words(left.unsigned_abs())),
        Some(0) if !is_over() => "expires now".to_owned(),
        Some(_) => "has expired".to_owned(),
        None => "it is not clear when the token expires".to_owned(),
    };
    Some(Message::error(format!("{fact}; --min-ttl asks for {}", spelled(least))).at("exp"))
}

fn differs(examined: &Examined<'_>, path: &str, expected: &str) -> Option<Message> {
    let is = match examined.token.claim(path) {
        None => "missing".to_owned(),
        Some(value @ (Json::Array(_) | Json::Object(_))) => value.kind().to_owned(),
        Some(value) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if text == expected {
                return None;
            }
            examined.context.mask.quoted(&text)
        }
    };
    let message = Message::error(format!("{} is {is}; expected {}", shown(path), shown(expected)));
    // A path that looks like a credential may be one, so it is not repeated.
    Some(if may_be_credential(path) { message } else { message.at(path) })
}

/// What `--error CODE` means for a token with these findings. None if a finding says it already.
pub(super) fn explained(code: u32, findings: &[Message]) -> Option<Message> {
    let Some(known) = codes::explain(code) else {
        let message = Message::advice(format!("twimint knows nothing about {code}"));
        return Some(message.hint(look_up(code)));
    };
    let mut found = findings.iter().filter_map(|finding| finding.code);
    let is_found = found.any(|found| found.number == code || found.also.contains(&code));
    let fact = match (known.in_token.is_empty(), known.elsewhere.is_empty()) {
        (true, _) => known.meaning.trim_end_matches('.'),
        (false, false) => "can have causes that a token does not show",
        (false, true) if is_found => return None,
        (false, true) => "nothing in this token explains it",
    };
    let message = Message::advice(format!("{code} {}: {fact}", known.title));
    let message = known.elsewhere.into_iter().fold(message, Message::detail);
    Some(message.hint(known.what_to_do.trim_end_matches('.')))
}
