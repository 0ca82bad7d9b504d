//! What people paste, and the tokens in it; or a message that names the mistake.
//!
//! Tokens arrive in headers, assignments, logs, JSON and Python's `repr`. What arrives in their place is often a secret, so
//! no message repeats any of it. Whatever starts as a JWT does is handed on as it stands, with all that is glued to it: the
//! rules judge that. Everything here takes linear time and knows of no file.

mod gather;
mod mistake;

use crate::token::json::Json;
use crate::token::jwt::{SIGNATURE_LENGTH, split};
use crate::token::message::Message;
use crate::token::sid::QUOTES;
use crate::token::text::is_blank;

pub(crate) use gather::Gatherer;
pub(crate) use mistake::{EMPTY, TOO_LARGE};

/// The largest item that is read, in bytes: 1 MiB.
pub(crate) const MAX_ITEM: usize = 1 << 20;
/// How `{"` looks in base64url: header and payload of nearly every JWT start so.
const OBJECT: &str = "eyJ";
/// The members of a JSON object that are meant to hold a token, the preferred one first.
const MEMBERS: [&str; 4] = ["token", "jwt", "accessToken", "access_token"];
/// How many wrappings are taken off. Honest ones are four at most; hostile ones never end.
const MAX_WRAPPINGS: usize = 8;
/// How long a name before `=` or `:` may be, the words before it (`export`, `curl -H`) included.
const MAX_NAME: usize = 128;

/// The tokens in one item: an argument, a line, or a whole JSON document. At least one result.
pub(crate) fn tokens(item: &str) -> Vec<Result<String, Message>> {
    if item.len() > MAX_ITEM {
        return vec![Err(TOO_LARGE.message())];
    }
    let text = item.trim_matches(is_wrapping);
    let json = opens_json(text).then(|| Json::parse(text));
    let mut found = Vec::new();
    match &json {
        Some(Ok(json)) => {
            json.strings(&mut String::new(), &mut |_, text| found.extend(in_text(text)))
        }
        _ => found = in_text(item),
    }
    if !found.is_empty() {
        return found.into_iter().map(not_shortened).collect();
    }
    vec![match json {
        Some(Ok(json)) => match wanted(&json) {
            Some(text) => alone(text),
            None => Err(mistake::of_json(&json)),
        },
        Some(Err(error)) => Err(mistake::not_json(&error)),
        None => alone(text),
    }]
}

fn not_shortened(token: String) -> Result<String, Message> {
    if token.contains("...") || token.contains('…') {
        Err(mistake::SHORTENED.message())
    } else {
        Ok(token)
    }
}

/// Everything in a text that starts as a JWT does, with what is glued to it. One that is broken over lines is put together
/// again, if that makes it whole.
fn in_text(text: &str) -> Vec<String> {
    let found: Vec<&str> =
        text.split(is_gap).filter_map(jwt_in).filter(|jwt| jwt.contains('.')).collect();
    let first = text.split(is_gap).find_map(jwt_in);
    if found.len() <= 1
        && let Some(first) = first.filter(|first| !is_whole(first))
    {
        let start = text.find(first).unwrap_or_default();
        let pieces = text[start..].chars().filter(|c| !c.is_whitespace());
        let joined: String = pieces.take_while(|c| is_of_token(*c)).collect();
        if is_whole(&joined) {
            return vec![joined];
        }
    }
    found.into_iter().map(str::to_owned).collect()
}

/// What starts as a JWT does in a piece without gaps, behind `NAME=`, `?token=` or `::add-mask::`.
fn jwt_in(piece: &str) -> Option<&str> {
    let mut starts = piece.match_indices(OBJECT).map(|(at, _)| at);
    let at = starts.find(|at| !piece[..*at].ends_with(is_of_token))?;
    Some(&piece[at..])
}

/// Three segments of base64url, the last as long as an HS256 signature.
fn is_whole(token: &str) -> bool {
    split(token).is_some_and(|[_, _, signature]| signature.len() == SIGNATURE_LENGTH)
        && token.chars().all(is_of_token)
}

/// The text in a JSON document that is meant to be the token.
fn wanted(json: &Json) -> Option<&str> {
    match json {
        Json::String(text) => Some(text),
        Json::Object(object) => MEMBERS.iter().find_map(|name| object.get(name)?.as_str()),
        _ => None,
    }
}

/// A text that is one token, but for what stands around it, and has nothing in it that starts as most JWTs do.
fn alone(text: &str) -> Result<String, Message> {
    let text = unwrapped(text);
    if split(text).is_some() && text.chars().all(is_of_token) {
        Ok(text.to_owned())
    } else {
        Err(mistake::of(text))
    }
}

/// Takes off what stands around a token: blanks, quotes, `NAME=`, `Authorization: Bearer`, Python's `b'…'`.
fn unwrapped(mut text: &str) -> &str {
    for _ in 0..MAX_WRAPPINGS {
        text = text.trim_matches(is_wrapping);
        let is_quoted = |rest: &&str| rest.starts_with(QUOTES);
        let inner = after_bearer(text)
            .or_else(|| text.strip_prefix('b').filter(is_quoted))
            .or_else(|| after_name(text));
        match inner {
            Some(inner) => text = inner,
            None => break,
        }
    }
    text
}

fn after_bearer(text: &str) -> Option<&str> {
    let (word, rest) = text.split_at_checked("bearer".len())?;
    let is_word = word.eq_ignore_ascii_case("bearer");
    (is_word && (rest.is_empty() || rest.starts_with(is_blank))).then_some(rest)
}

/// What follows a name and `=` or `:`, as in `export TOKEN=…` and `-H "Authorization: …"`.
fn after_name(text: &str) -> Option<&str> {
    let start = &text.as_bytes()[..text.len().min(MAX_NAME)];
    let end = start.iter().position(|b| matches!(b, b'=' | b':'))?;
    let of_name = |b: &u8| b.is_ascii_alphanumeric() || b"_-$ \"'".contains(b);
    let rest = &text[end + 1..];
    // Not the scheme of a URL (`op://…`), nor the padding of a segment.
    (start[..end].iter().all(of_name) && !rest.starts_with(['/', '.'])).then_some(rest)
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// What parts a token from what stands beside it: blanks, quotes, brackets and the marks between items. What cannot be seen
/// is no gap, for a client would send it along.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || QUOTES.contains(&c) || ",;\\<>(){}[]&|".contains(c)
}

/// What stands around a text in prose, lists, scripts, and strings inside strings.
fn is_wrapping(c: char) -> bool {
    QUOTES.contains(&c) || matches!(c, ',' | ';' | '\\') || is_blank(c)
}

/// Whether a text wants to be a JSON document. `{{…}}` is a template's variable, and `[object Promise]` what JavaScript says
/// of a token that has not come yet.
fn opens_json(text: &str) -> bool {
    text.starts_with(['{', '[']) && !text.starts_with("{{") && !text.starts_with("[object ")
}
