//! What the command line asks of a token besides what the rules demand of each: `--verify`, `--min-ttl` and `--expect`.

use std::borrow::Cow;

use super::Examined;
use crate::cli::args::decode::DecodeArgs;
use crate::cli::args::time::spelled;
use crate::token::json::Json;
use crate::token::message::Message;
use crate::token::rules::Signature;
use crate::token::sid::{may_be_credential, shown};
use crate::token::time::in_words;

/// The requested checks that failed.
pub(super) fn failed(args: &DecodeArgs, examined: &Examined<'_>) -> Vec<Message> {
    let state = match examined.context.signature {
        Signature::Unchecked => Some("not checked"),
        // Where all is shown, the rules have said so.
        Signature::Invalid(_) if args.claim.is_some() => Some("invalid"),
        _ => None,
    };
    let unverified = |state| Message::error(format!("the signature is {state}: {}", examined.how));
    let mut failed = Vec::new();
    failed.extend(state.filter(|_| args.verify).map(unverified));
    failed.extend(args.min_ttl.and_then(|least| expires_too_soon(examined, least)));
    failed.extend(args.expect.iter().filter_map(|(path, value)| differs(examined, path, value)));
    failed
}

fn expires_too_soon(examined: &Examined<'_>, least: i64) -> Option<Message> {
    let left = examined.expiry().map(|expiry| expiry.seconds() - examined.context.at.seconds());
    let fact = match left {
        Some(left) if left >= least => return None,
        Some(left) if left > 0 => format!("expires in {}", in_words(left.unsigned_abs())),
        Some(_) => "has expired".to_owned(),
        None => "the token does not say when it expires".to_owned(),
    };
    Some(Message::error(format!("{fact}; --min-ttl asks for {}", spelled(least))).at("exp"))
}

fn differs(examined: &Examined<'_>, path: &str, expected: &str) -> Option<Message> {
    let actual = examined.token.claim(path);
    let is = match actual.map(|value| (value, scalar(value))) {
        Some((_, Some(text))) if text == expected => return None,
        Some((_, Some(text))) => format!("is {}", examined.context.mask.quoted(&text)),
        Some((value, None)) => format!("is {}", value.kind()),
        None => "is missing".to_owned(),
    };
    let message = Message::error(format!("{} {is}; expected {}", shown(path), shown(expected)));
    // What looks like no path is not repeated, for it may be a secret.
    Some(if may_be_credential(path) { message } else { message.at(path) })
}

/// The JSON text of a scalar, a string without its quotes.
fn scalar(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::String(text) => Some(text.into()),
        Json::Array(_) | Json::Object(_) => None,
        value => Some(value.to_string().into()),
    }
}
