//! What a text that was meant to be a credential turns out to be.
//!
//! One look serves all who must speak of a credential without repeating it: the
//! parser of SIDs, the judge of secrets, the errors of the command line, the
//! reader of pasted tokens, and the rules that spot a secret inside a token.

use std::fmt;

use super::escape;
use super::sid::{self, Kind};

/// The kinds of text that people put where a credential belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing, or only blanks.
    Empty,
    /// `your_api_key`, `<secret>`, `xxxx…`, `AC000…0`: documentation nobody filled in.
    Placeholder,
    /// `op://…`: a reference that the 1Password CLI resolves.
    OnePassword,
    /// `$NAME` or `${NAME}`: a shell variable nobody expanded.
    Variable,
    /// Quotes around the value.
    Quoted,
    /// A well-formed SID of a known kind.
    Sid(&'static Kind),
    /// Starts as SIDs do, and is too long, too short or not hexadecimal.
    BrokenSid(&'static Kind),
    /// 32 lower-case hexadecimal digits: an account's Auth Token, near-certainly.
    AuthToken,
    /// 32 letters and digits: an API key secret as Twilio makes them.
    ApiKeySecret,
    /// Three base64url segments: a JWT.
    Jwt,
    /// Blanks, line ends, or characters that cannot be seen.
    Spaced,
    /// Anything else.
    Other,
}

/// The quotes of shells, programs and word processors.
pub(super) const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];

impl Shape {
    /// Looks at a text. The first description that fits, most telling first.
    pub fn of(text: &str) -> Self {
        let trimmed = text.trim();
        let alphanumeric = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if trimmed.is_empty() {
            Self::Empty
        } else if is_placeholder(trimmed) {
            Self::Placeholder
        } else if trimmed.starts_with("op://") {
            Self::OnePassword
        } else if is_variable(trimmed) {
            Self::Variable
        } else if is_quoted(trimmed) {
            Self::Quoted
        } else if let Some(kind) = sid::kind_of(text) {
            Self::Sid(kind)
        } else if text.contains(|c: char| c.is_whitespace() || escape::is_hostile(c)) {
            Self::Spaced
        } else if text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            Self::AuthToken
        } else if text.len() == 32 && alphanumeric {
            Self::ApiKeySecret
        } else if is_jwt(text) {
            Self::Jwt
        } else if let Some(kind) = broken_sid(text) {
            Self::BrokenSid(kind)
        } else {
            Self::Other
        }
    }

    /// What to do about a credential of this shape, where that can be told.
    pub fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Placeholder => "put your own in: Twilio Console, API keys & tokens",
            Self::OnePassword => "run twimint under `op run`, which resolves such references",
            Self::Variable => "nothing has expanded it: put the value itself there",
            Self::Quoted => {
                "remove the quotes; `docker run --env-file` takes them for a part of it"
            }
            Self::Spaced => "remove it; a file with Windows line ends leaves one at the end",
            _ => return None,
        })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Placeholder => "a placeholder that was never filled in",
            Self::OnePassword => "a 1Password reference that was not resolved",
            Self::Variable => "a variable that was not expanded",
            Self::Quoted => "in quotes",
            Self::Sid(kind) => return write!(f, "it is {} ({}…)", kind.noun, kind.prefix),
            Self::BrokenSid(kind) => {
                return write!(f, "starts like {} ({}…)", kind.noun, kind.prefix);
            }
            Self::AuthToken => "looks like an Auth Token",
            Self::ApiKeySecret => "looks like an API key secret",
            Self::Jwt => "looks like a JWT",
            Self::Spaced => "with a blank, a line end or an invisible character in it",
            Self::Other => "of no known shape",
        })
    }
}

/// Whether a value that is wrong may be repeated in an error message.
///
/// Secrets get pasted into the wrong place, so only a text that cannot be one may: a word, an
/// option or a path of claims in lower case, a number, a time, or a few characters.
pub fn may_be_shown(text: &str) -> bool {
    let short = text.len() < 8;
    let word = text.split('.').all(|word| {
        word.len() < 32
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b"-_".contains(&b))
    });
    let time = text.len() < 32
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+-:.TZtz".contains(&b));
    (short || word || time) && !text.contains(char::is_control)
}

/// What can be said of a text without repeating it.
pub fn described(text: &str) -> String {
    let length = characters(text.chars().count());
    match Shape::of(text) {
        Shape::Other => format!("<{length}>"),
        shape => format!("<{length}, {shape}>"),
    }
}

/// A length in words.
pub fn characters(length: usize) -> String {
    let ending = if length == 1 { "" } else { "s" };
    format!("{length} character{ending}")
}

/// A text inside a message: itself where it may be shown, else what can be said of it.
pub fn shown(text: &str) -> String {
    if may_be_shown(text) {
        escape::quoted(text)
    } else {
        described(text)
    }
}

fn is_placeholder(text: &str) -> bool {
    let bytes = text.as_bytes();
    let all_same = bytes.iter().all(|byte| *byte == bytes[0]);
    let is_crossed_out =
        |text: &str| text.len() >= 4 && text.bytes().all(|b| matches!(b, b'x' | b'X'));
    sid::is_placeholder(text)
        || strip_prefix_ignore_case(text, "your_").is_some()
        || strip_prefix_ignore_case(text, "your-").is_some()
        || (text.starts_with('<') && text.ends_with('>'))
        || (all_same && bytes.len() == 32)
        || is_crossed_out(text)
        || sid::KINDS
            .iter()
            .filter_map(|kind| text.strip_prefix(kind.prefix))
            .any(is_crossed_out)
}

/// What follows a prefix that may be written in either case.
pub(super) fn strip_prefix_ignore_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn is_variable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else {
        return false;
    };
    let name = name
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(name);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(QUOTES) || text.ends_with(QUOTES)
}

fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && text.bytes().filter(|byte| *byte == b'.').count() == 2
}

fn broken_sid(text: &str) -> Option<&'static Kind> {
    sid::KINDS.iter().find(|kind| {
        text.len() > 20
            && text.strip_prefix(kind.prefix).is_some_and(|rest| {
                rest.bytes().filter(u8::is_ascii_hexdigit).count() * 10 >= rest.len() * 9
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_known_by_its_looks() {
        for (text, shape) in [
            ("", Shape::Empty),
            (" \n", Shape::Empty),
            ("your_account_sid", Shape::Placeholder),
            ("YOUR-SECRET", Shape::Placeholder),
            ("<secret>", Shape::Placeholder),
            ("<secret", Shape::Other),
            ("secret>", Shape::Other),
            ("xxxx", Shape::Placeholder),
            ("ACXXXXXXXXXXXX", Shape::Placeholder),
            ("AC00000000000000000000000000000000", Shape::Placeholder),
            ("77777777777777777777777777777777", Shape::Placeholder),
            ("op://vault/item/field", Shape::OnePassword),
            ("$SECRET", Shape::Variable),
            ("${SECRET}", Shape::Variable),
            ("\"abc\"", Shape::Quoted),
            ("abc'", Shape::Quoted),
            ("“abc”", Shape::Quoted),
            (
                "SKfedcba9876543210fedcba987654321",
                Shape::BrokenSid(&sid::KINDS[1]),
            ),
            (
                "SKfedcba9876543210fedcba9876543210",
                Shape::Sid(&sid::KINDS[1]),
            ),
            // Nine of ten are hexadecimal; one less, or no more than 20 in all, may be anything.
            ("SKfedcba9876543210fezz", Shape::BrokenSid(&sid::KINDS[1])),
            ("SKfedcba9876543210fzzz", Shape::Other),
            ("SKfedcba9876543210fed", Shape::BrokenSid(&sid::KINDS[1])),
            ("SKfedcba9876543210fe", Shape::Other),
            ("abc def", Shape::Spaced),
            ("abc\r", Shape::Spaced),
            ("abc\u{200b}", Shape::Spaced),
            ("f00dfacef00dfacef00dfacecafe2015", Shape::AuthToken),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u", Shape::ApiKeySecret),
            ("eyJh.eyJp.c2ln", Shape::Jwt),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0", Shape::Other),
            ("$", Shape::Other),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }

    #[test]
    fn what_its_owner_can_mend_has_a_hint() {
        for (shape, hint) in [
            (Shape::Placeholder, "Twilio Console"),
            (Shape::OnePassword, "op run"),
            (Shape::Variable, "expanded"),
            (Shape::Quoted, "quotes"),
            (Shape::Spaced, "line ends"),
        ] {
            assert!(shape.hint().unwrap().contains(hint), "{shape}");
        }
        for shape in [Shape::AuthToken, Shape::ApiKeySecret, Shape::Other] {
            assert_eq!(shape.hint(), None, "{shape}");
        }
    }

    #[test]
    fn only_what_cannot_be_a_secret_may_be_shown() {
        for text in [
            "chta",
            "--idenity",
            "service_sid",
            "grants.voice.outgoing.application_sid",
            "1h30m",
            "2026-11-20T18:00:00+01:00",
            "86401",
        ] {
            assert!(may_be_shown(text), "{text}");
        }
        for text in [
            "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u",
            "0aB1cD2e",
            "grants.0aB1cD2e",
            "f00dfacef00dfacef00dfacecafe2015",
            "abcdefghijklmnopabcdefghijklmnop",
            "01234567012345670123456701234567",
            "ABCDEFGH",
            "a\tb",
        ] {
            assert!(!may_be_shown(text), "{text}");
        }
    }
}
