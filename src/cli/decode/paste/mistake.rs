//! What people pass in the place of a token, by its name, and what to do instead.
//!
//! Much of it is secret: a message may say what a text looks like, and repeats nothing of it but words that everybody knows.

use crate::token::json::{Json, JsonError};
use crate::token::message::Message;
use crate::token::rules::{codes, framing};
use crate::token::sid::Shape;

use super::OBJECT;

/// A mistake: what was passed, and what to do.
#[derive(Clone, Copy)]
pub(crate) struct Mistake(&'static str, &'static str);

const FORM: &str = "an Access Token is three base64url segments joined by dots: a few hundred characters that start with `eyJ`";

/// What is said of a text that looks like nothing in particular.
pub(crate) const NOT_A_TOKEN: &str = "not a token";
/// There is nothing that Twilio could be asked about, so this one has no code.
pub(crate) const EMPTY: Mistake =
    Mistake("the token is empty", "the command or variable that it comes from gave nothing");
pub(crate) const TOO_LARGE: Mistake = Mistake("larger than 1 MiB: not a token", FORM);
pub(super) const SHORTENED: Mistake =
    Mistake("shortened: dots stand for a part of the token", "copy the whole token again");
const HTML: Mistake = Mistake(
    "an HTML page, not a token",
    "the server answered with a page: check the URL, and whether it wants a login",
);
const XML: Mistake = Mistake(
    "TwiML or other XML, not a token",
    "this URL answers calls, or gave an error: tokens come from another URL",
);
const NO_TOKEN: Mistake =
    Mistake("JSON without a token", "a token is a string that starts with `eyJ`");
const ERROR_BODY: Mistake = Mistake(
    "an error message, not a token",
    "the server failed to make a token: its own log says why",
);

/// The starts of pages.
const PAGES: [(&str, Mistake); 5] = [
    ("<!doctype", HTML),
    ("<html", HTML),
    ("<?xml", XML),
    ("<response", XML),
    ("<twilioresponse", XML),
];
/// What programs write for a value that is not there.
const NOTHING: [&str; 6] = ["undefined", "null", "None", "nil", "NaN", "[object …]"];

impl Mistake {
    pub(crate) fn message(self) -> Message {
        let message = Message::error(self.0).hint(self.1);
        if self.0 == EMPTY.0 { message } else { message.code(&codes::MALFORMED) }
    }
}

/// The name of a text that stands where a token should.
pub(super) fn of(text: &str) -> Message {
    if text.is_empty() {
        return EMPTY.message();
    }
    if let Some(page) = page(text) {
        return page.message();
    }
    if text.starts_with(OBJECT) && !text.contains(|c| !super::is_of_token(c)) {
        return framing::not_three(text);
    }
    let word = if text.starts_with("[object ") { "[object …]" } else { text };
    if NOTHING.contains(&word) {
        let fact = format!("`{word}`, not a token: your program had none when it wrote this");
        return no_token(&fact).hint("wait for the token, and check for errors");
    }
    let is_variable = text.starts_with(['$', '%']) || text.starts_with("{{");
    let shape = if is_variable { Shape::Variable } else { Shape::of(text) };
    let fact = match shape {
        Shape::Other | Shape::Commented | Shape::Spaced | Shape::Quoted | Shape::Jwt => {
            NOT_A_TOKEN.to_owned()
        }
        shape => format!("not a token: {shape}"),
    };
    no_token(&fact).hint(match shape {
        Shape::AuthToken => "an Access Token starts with `eyJ`; if others may have seen this one, rotate it in the Twilio Console",
        Shape::ApiKeySecret => "an Access Token starts with `eyJ`; if others may have seen this, delete its API key in the Twilio Console",
        Shape::Placeholder => "put the token there",
        Shape::Variable => "expand it first; a shell does so in double quotes, not in single ones",
        Shape::OnePassword => "resolve it with `op read`",
        _ => FORM,
    })
}

fn no_token(fact: &str) -> Message {
    Message::error(fact).code(&codes::MALFORMED)
}

/// What a JSON document without a token is.
pub(super) fn of_json(json: &Json) -> Message {
    let Some(object) = json.as_object() else { return NO_TOKEN.message() };
    let is_text = |name| object.get(name).is_some_and(|value| value.as_str().is_some());
    match object.get("code") {
        Some(Json::Integer(code @ 10_000..=99_999)) if is_text("message") => {
            no_token(&format!("Twilio's error {code}, not a token"))
                .hint(format!("`twimint explain {code}` says what it means"))
        }
        _ if ["message", "error", "errorMessage", "stack"].into_iter().any(is_text) => {
            ERROR_BODY.message()
        }
        _ => NO_TOKEN.message(),
    }
}

/// The parser's own words hold nothing of the text.
pub(super) fn not_json(error: &JsonError) -> Message {
    no_token(&error.to_string()).hint("give the whole document, or the token alone")
}

/// The kind of page that a text is the start of.
pub(super) fn page(text: &str) -> Option<Mistake> {
    let starts =
        |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    PAGES.iter().find(|(tag, _)| starts(tag)).map(|(_, page)| *page)
}
