//! SIDs: two letters that say what a thing is, and 32 hexadecimal digits.
//!
//! A [`Sid`] is well-formed however it was made, so whoever holds one need not look
//! again. The error says what the text is instead, and never repeats it: people
//! paste secrets where SIDs belong.

use std::fmt;
use std::marker::PhantomData;

use super::shape::{Shape, characters};

/// How many hexadecimal digits follow the two letters of a SID.
const DIGITS: usize = 32;

/// A kind of thing that Twilio names by a SID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The two letters its SIDs start with.
    pub prefix: &'static str,
    /// What it is called, with its article: "an account SID".
    pub noun: &'static str,
}

/// The kinds of SID that people meet around Access Tokens, also the ones that
/// never belong into one, so that a mix-up can be called by its name.
pub const KINDS: &[Kind] = &[
    Account::KIND,
    ApiKey::KIND,
    Service::KIND,
    TwimlApp::KIND,
    PushCredential::KIND,
    Role::KIND,
    Workspace::KIND,
    Worker::KIND,
    Kind {
        prefix: "RM",
        noun: "a room SID",
    },
    Kind {
        prefix: "MG",
        noun: "a messaging service SID",
    },
    Kind {
        prefix: "CH",
        noun: "a conversation SID",
    },
    Kind {
        prefix: "US",
        noun: "a user SID",
    },
    Kind {
        prefix: "VA",
        noun: "a Verify service SID",
    },
];

/// A type that stands for one kind of SID.
pub trait SidKind {
    /// The kind.
    const KIND: Kind;
}

/// Declares the marker types, one for each kind of SID a token can hold.
macro_rules! sid_kinds {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $noun:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}

        impl SidKind for $name {
            const KIND: Kind = Kind { prefix: $prefix, noun: $noun };
        }
    )*};
}

sid_kinds! {
    /// An account: the subject of a token.
    Account = "AC", "an account SID";
    /// An API key: the issuer of a token.
    ApiKey = "SK", "an API key SID";
    /// A Conversations or Sync service.
    Service = "IS", "a service SID";
    /// A `TwiML` app, which answers outgoing calls.
    TwimlApp = "AP", "a TwiML app SID";
    /// A push credential for mobile notifications.
    PushCredential = "CR", "a push credential SID";
    /// A deployment role.
    Role = "RL", "a role SID";
    /// A `TaskRouter` workspace.
    Workspace = "WS", "a workspace SID";
    /// A `TaskRouter` worker.
    Worker = "WK", "a worker SID";
}

/// A well-formed SID of kind `K`.
#[derive(Debug, Clone)]
pub struct Sid<K> {
    text: Box<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K: SidKind> Sid<K> {
    /// Parses a SID of this kind.
    ///
    /// # Errors
    ///
    /// [`SidError`] says what the text looks like instead; the text itself is
    /// not part of it.
    pub fn parse(text: &str) -> Result<Self, SidError> {
        check(text, K::KIND)?;
        Ok(Self {
            text: text.into(),
            kind: PhantomData,
        })
    }

    /// The SID whose digits are those of this number.
    pub fn from_number(number: u128) -> Self {
        Self {
            text: format!("{}{number:032x}", K::KIND.prefix).into(),
            kind: PhantomData,
        }
    }

    /// The SID as Twilio writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Whether a text is a SID of a kind that only the caller knows.
pub fn check(text: &str, kind: Kind) -> Result<(), SidError> {
    if is_of(text, &kind) {
        return Ok(());
    }
    Err(SidError {
        expected: kind,
        found: Shape::of(text),
        length: text.chars().count(),
    })
}

/// Whether a text is a SID of kind `K`: `^XX[0-9a-fA-F]{32}$`.
pub fn is_sid_of<K: SidKind>(text: &str) -> bool {
    is_of(text, &K::KIND)
}

/// The kind of SID that a text is, if it is one of a known kind.
pub fn kind_of(text: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| is_of(text, kind))
}

fn is_of(text: &str, kind: &Kind) -> bool {
    text.starts_with(kind.prefix) && has_sid_form(text)
}

/// Whether a text is a prefix and thirty-two equal characters (`AC000…0`, `SKxxx…x`): a
/// placeholder from documentation that was never filled in.
pub fn is_placeholder(text: &str) -> bool {
    let Some((prefix, digits)) = text.split_at_checked(2) else {
        return false;
    };
    let bytes = digits.as_bytes();
    bytes.len() == DIGITS
        && (bytes[0].is_ascii_digit() || bytes[0].eq_ignore_ascii_case(&b'x'))
        && bytes.iter().all(|byte| *byte == bytes[0])
        && KINDS.iter().any(|kind| kind.prefix == prefix)
}

/// Two upper-case letters and 32 hexadecimal digits.
fn has_sid_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 2 + DIGITS
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..].iter().all(u8::is_ascii_hexdigit)
}

impl<K> fmt::Display for Sid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K> serde::Serialize for Sid<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Why a text is not the SID that was expected. Holds nothing of the text.
#[derive(Debug, PartialEq, Eq)]
pub struct SidError {
    /// The kind that was expected.
    pub expected: Kind,
    /// What the text looks like instead.
    pub found: Shape,
    /// Its length in characters.
    pub length: usize,
}

impl SidError {
    /// What to do about it, where that can be told.
    pub fn hint(&self) -> Option<&'static str> {
        match (self.expected.prefix, self.found) {
            ("SK", Shape::ApiKeySecret) => {
                Some("perhaps the API key SID and its secret are swapped")
            }
            ("SK", Shape::AuthToken) => {
                Some("an Auth Token cannot sign Access Tokens: make an API key, its SID starts SK")
            }
            (_, shape) => shape.hint(),
        }
    }
}

impl fmt::Display for SidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            expected,
            found,
            length,
        } = self;
        write!(
            f,
            "not {} ({} and {DIGITS} hex digits): {}, {found}",
            expected.noun,
            expected.prefix,
            characters(*length)
        )
    }
}

impl std::error::Error for SidError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_one_digit_or_x_after_a_known_prefix() {
        for text in [
            format!("AC{}", "0".repeat(32)),
            format!("SK{}", "7".repeat(32)),
            format!("IS{}", "x".repeat(32)),
            format!("AP{}", "X".repeat(32)),
        ] {
            assert!(is_placeholder(&text), "{text}");
        }
        for text in [
            String::new(),
            format!("QQ{}", "0".repeat(32)),
            format!("AC{}", "a".repeat(32)),
            format!("AC{}", "0".repeat(31)),
            format!("AC{}1", "0".repeat(31)),
            format!("é{}", "0".repeat(32)),
        ] {
            assert!(!is_placeholder(&text), "{text}");
        }
    }
}
