//! Names what people pass instead of a token, and says what to do about it.
//!
//! The text is often a secret. A message may say what the text looks like, but repeats nothing of it except well-known
//! words, such as `null`, and Twilio's error codes.

use crate::cli::explain::look_up;
use crate::token::json::Json;
use crate::token::message::Message;
use crate::token::rules::codes;
use crate::token::rules::framing::{COPY_AGAIN, FORM, malformed};
use crate::token::rules::identity::{WHY_WRITTEN, is_nothing};
use crate::token::sid::Shape;

/// The message for a text that looks like nothing in particular.
pub(crate) const NOT_A_TOKEN: &str = "not a token";

/// This message has no code, because there is nothing that Twilio would refuse.
pub(crate) fn empty(fact: &str) -> Message {
    Message::error(fact).hint("the command or variable that it comes from produced nothing")
}

pub(super) fn too_large() -> Message {
    malformed("larger than 1 MiB: not a token", FORM).detail("nothing after it was read")
}

pub(super) fn shortened() -> Message {
    malformed("shortened: dots replace a part of the token", COPY_AGAIN)
}

/// The parser's error can be shown, because it contains nothing of the text.
pub(super) fn not_json(error: &str) -> Message {
    malformed(error, "give the whole document, or the token alone")
}

/// Names the HTML or XML page that starts with this text, if it is one.
pub(super) fn page(text: &str) -> Option<Message> {
    let starts =
        |tag: &&str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let is_page =
        ["<!doctype", "<html", "<?xml", "<response", "<twilioresponse"].iter().any(starts);
    let hint = "check the URL that it comes from, and whether that wants a login";
    is_page.then(|| malformed("HTML or XML, such as TwiML, not a token", hint))
}

/// Names a text that was passed instead of a token.
pub(super) fn of(text: &str) -> Message {
    if let Some(page) = page(text) {
        return page;
    }
    if is_nothing(text) {
        let word = if text.starts_with('[') { "[object …]" } else { text };
        let fact = format!("`{word}`, not a token: {WHY_WRITTEN}");
        return malformed(fact, "wait for the token, and check for errors");
    }
    let is_variable = text.starts_with(['$', '%']) || text.starts_with("{{");
    let shape = if is_variable { Shape::Variable } else { Shape::of(text) };
    let hint = match shape {
        Shape::Empty => return empty("the token is empty"),
        Shape::Other | Shape::Spaced | Shape::Quoted | Shape::Jwt => {
            let hint = code_in(text).map_or_else(|| FORM.to_owned(), look_up);
            return malformed(NOT_A_TOKEN, &hint);
        }
        Shape::AuthToken | Shape::ApiKeySecret => {
            "an Access Token starts with `eyJ`; if others may have seen this, replace it in the Twilio Console"
        }
        Shape::Placeholder => "put the token there",
        shape => shape.hint().unwrap_or(FORM),
    };
    malformed(format!("not a token: {shape}"), hint)
}

/// One of Twilio's codes in a text, as in `AccessTokenInvalid (20101)`.
fn code_in(text: &str) -> Option<u32> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut numbers = words.filter_map(|word| word.parse().ok());
    numbers.find(|code| codes::ALL.iter().any(|known| known.code == *code))
}

/// Names a JSON document without a token.
pub(super) fn of_json(json: &Json) -> Message {
    let member = |name| json.as_object()?.get(name);
    let is_text = |name| member(name).is_some_and(|value| value.as_str().is_some());
    if let Some(Json::Integer(code @ 10_000..=99_999)) = member("code")
        && let Ok(code) = u32::try_from(*code)
        && is_text("message")
    {
        malformed(format!("Twilio's error {code}, not a token"), &look_up(code))
    } else if ["message", "error", "errorMessage", "stack"].into_iter().any(is_text) {
        let hint = "the server failed to make a token: its own log says why";
        malformed("an error message, not a token", hint)
    } else {
        malformed("JSON without a token", "a token is a string that starts with `eyJ`")
    }
}
