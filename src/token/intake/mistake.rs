//! What people pass in the place of a token, by its name, and what to do instead.
//!
//! Much of it is secret: a message may say what a text looks like, and repeats nothing of it.

use std::fmt;

use super::super::json::JsonError;
use super::super::jwt::SIGNATURE_LENGTH;
use super::super::rules::{Finding, codes};
use super::super::shape::{Shape, strip_prefix_ignore_case};
use super::{OBJECT, is_base64url, is_blank};

/// Why there is no token to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing, or only blanks and quotes; also after `TOKEN=` or `Bearer`.
    Empty,
    /// Larger than [`MAX_ITEM`](super::MAX_ITEM).
    TooLarge,
    /// `undefined`, `null` and the like.
    Undefined,
    /// Not a token, but what it looks like: a credential, a SID, a placeholder, a variable.
    NotAToken(Shape),
    /// An HTML page.
    Html,
    /// TwiML, or another answer in XML.
    Xml,
    /// Starts as JSON does, and is none.
    Json(JsonError),
    /// JSON in which no token stands.
    NoToken,
    /// The JSON by which Twilio answers that something failed, with its error code.
    TwilioError(u32),
    /// Only one segment.
    OneSegment,
    /// Header and payload.
    NoSignature,
    /// Payload and signature.
    NoHeader,
    /// Five segments: a JWE.
    Encrypted,
    /// So many not three.
    Segments(usize),
    /// `...` or `…` in the place of a part.
    Shortened,
    /// Wrapped at the edge of a terminal or a mail, or followed by other words.
    Spaced,
    /// More than one, and not one a line.
    Several,
    /// `Bearer Bearer …`.
    BearerTwice,
}

impl Mistake {
    /// The name of what stands where a token should.
    pub(super) fn of(text: &str) -> Self {
        let like_jwt = text.starts_with(OBJECT);
        if text.is_empty() {
            Self::Empty
        } else if like_jwt && text.contains(is_blank) {
            Self::Spaced
        } else if like_jwt && (text.contains("...") || text.contains('…')) {
            Self::Shortened
        } else if let Some((_, second)) = text.split_once('.')
            && (like_jwt || is_base64url(text))
        {
            let signed = second.len() == SIGNATURE_LENGTH && !second.starts_with(OBJECT);
            match 1 + text.matches('.').count() {
                2 if like_jwt && signed => Self::NoHeader,
                2 if like_jwt => Self::NoSignature,
                5 if like_jwt => Self::Encrypted,
                count => Self::Segments(count),
            }
        } else if like_jwt {
            Self::OneSegment
        } else if let Some(page) = markup(text) {
            page
        } else if matches!(text, "undefined" | "null" | "None" | "nil")
            || text.starts_with("[object ")
        {
            Self::Undefined
        } else if text.starts_with(['$', '%']) || text.starts_with("{{") {
            Self::NotAToken(Shape::Variable)
        } else {
            Self::NotAToken(Shape::of(text))
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "the command or variable it should come from gave nothing",
            Self::Undefined => {
                "the program that wrote it had no token: wait for it, and check for errors"
            }
            Self::NotAToken(shape) => instead_of(*shape),
            Self::Html => {
                "a server answered with a page: check the URL, and whether it wants a login"
            }
            Self::Xml => {
                "a server answered for a call, or with an error: tokens come from another URL"
            }
            Self::Json(_) => "give the whole document, or the token alone",
            Self::NoToken => {
                "the token is looked for in `token`, `jwt`, `accessToken` and `access_token`"
            }
            Self::TwilioError(_) => {
                "https://www.twilio.com/docs/api/errors says what the code means"
            }
            Self::OneSegment | Self::NoSignature | Self::NoHeader | Self::Shortened => {
                "copy the token again, the whole of it"
            }
            Self::Spaced => "put it on one line, and nothing else beside it",
            Self::Several => "put each on a line of its own, or all into a JSON array",
            Self::BearerTwice => "most clients add `Bearer` themselves: give them the token alone",
            Self::Encrypted => "Access Tokens are signed, not encrypted: this is somebody else's",
            Self::TooLarge | Self::Segments(_) => FORM,
        }
    }

    /// The mistake as a finding about a token that cannot be read.
    pub fn finding(&self) -> Finding {
        Finding::error(codes::MALFORMED, self.to_string()).cure(self.hint())
    }
}

const FORM: &str = "an Access Token is three base64url segments joined by full stops, some hundred \
                    characters that start with `eyJ`";

fn instead_of(shape: Shape) -> &'static str {
    match shape {
        Shape::AuthToken => {
            "an Access Token starts with `eyJ`; if others may have seen this one, rotate it in \
             the Twilio Console"
        }
        Shape::ApiKeySecret => {
            "an Access Token starts with `eyJ`; if others may have seen this, delete its API key \
             in the Twilio Console"
        }
        Shape::Placeholder => "put the token there",
        Shape::Variable => "expand it first; a shell does so in double quotes, not in single ones",
        Shape::OnePassword => "resolve it with `op read`",
        _ => FORM,
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the token is empty",
            Self::TooLarge => "larger than 1 MiB",
            Self::Undefined => "not a token: what a program writes for a value that is not there",
            Self::NotAToken(Shape::Other | Shape::Spaced | Shape::Quoted | Shape::Jwt) => {
                "not a token"
            }
            Self::NotAToken(shape) => return write!(f, "not a token: {shape}"),
            Self::Html => "an HTML page, not a token",
            Self::Xml => "TwiML or other XML, not a token",
            // The parser's words would repeat the name.
            Self::Json(JsonError::Duplicate(_)) => "a member of the JSON stands twice",
            Self::Json(error) => return error.fmt(f),
            Self::NoToken => "JSON without a token",
            Self::TwilioError(code) => return write!(f, "Twilio's error {code}, not a token"),
            Self::OneSegment => "truncated: one segment of three",
            Self::NoSignature => "truncated: the signature is missing",
            Self::NoHeader => "truncated: the header is missing",
            Self::Encrypted => "five segments: an encrypted token",
            Self::Segments(count) => {
                return write!(f, "{count} segments where a token has three");
            }
            Self::Shortened => "shortened: dots stand for a part of the token",
            Self::Spaced => "the token has blanks, line breaks or invisible characters inside",
            Self::Several => "several tokens in the place of one",
            Self::BearerTwice => "`Bearer` stands twice before the token",
        })
    }
}

impl std::error::Error for Mistake {}

/// The kind of page that a text is the start of.
pub(super) fn markup(text: &str) -> Option<Mistake> {
    let starts = |tag: &&str| strip_prefix_ignore_case(text, tag).is_some();
    if ["<!doctype", "<html"].iter().any(starts) {
        Some(Mistake::Html)
    } else if ["<?xml", "<Response", "<TwilioResponse"].iter().any(starts) {
        Some(Mistake::Xml)
    } else {
        None
    }
}
