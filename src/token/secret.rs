//! The API key secret: what signs a token, and what nothing may show.
//!
//! A [`Secret`] has no `Display` and no `Serialize`, its `Debug` shows nothing of it,
//! and its memory is wiped when it is dropped.

use std::fmt;

use zeroize::Zeroizing;

use super::json::push_wire_string;
use super::shape::Shape;

/// The fewest bytes that a secret can have. What is shorter is in a text by chance.
pub const SHORTEST: usize = 16;

/// A secret that signs tokens, or is tried on their signatures.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a secret in as it stands; nothing is trimmed.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self(text.into())
    }

    /// The bytes that key the HMAC: the text itself, which is not base64-decoded.
    pub(super) fn key(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// What its shape tells.
    pub fn shape(&self) -> Shape {
        Shape::of(&self.0)
    }

    /// Its length in characters.
    pub fn length(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether the secret is this text.
    pub fn is(&self, text: &str) -> bool {
        *self.0 == *text
    }

    /// Whether JSON text holds the secret, be it with the escapes that JSON demands. Not one that
    /// is too short to be secret.
    pub fn is_in(&self, json: &str) -> bool {
        let holds = |secret: &str| self.0.len() >= SHORTEST && json.contains(secret);
        let is_escaped = |byte: u8| matches!(byte, b'"' | b'\\');
        // Asked of every token. Without an early end the loop takes many bytes at a time.
        if !self
            .0
            .bytes()
            .fold(false, |any, byte| any | is_escaped(byte))
        {
            return holds(&self.0);
        }
        let mut quoted = Zeroizing::new(String::with_capacity(2 * self.0.len() + 2));
        push_wire_string(&mut quoted, &self.0);
        holds(&quoted[1..quoted.len() - 1])
    }

    /// What is to be thought of signing with it, from its shape alone: the format of
    /// API key secrets is unpublished, but always seen to be 32 letters and digits.
    pub fn verdict(&self) -> Verdict {
        match self.shape() {
            Shape::ApiKeySecret => Verdict::Fine,
            Shape::AuthToken | Shape::Jwt | Shape::Other => Verdict::Doubtful,
            Shape::Empty
            | Shape::Placeholder
            | Shape::OnePassword
            | Shape::Variable
            | Shape::Quoted
            | Shape::Sid(_)
            | Shape::BrokenSid(_)
            | Shape::Spaced => Verdict::Unusable,
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether a secret can be what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As API key secrets look.
    Fine,
    /// Perhaps a newer kind of secret, perhaps a mix-up: a warning.
    Doubtful,
    /// Not a secret: an error.
    Unusable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_named_and_not_shown() {
        let secret = Secret::new("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn a_secret_is_found_in_json_however_it_is_written_there() {
        let is_in = |secret: &str, json: &str| Secret::new(secret.to_owned()).is_in(json);
        assert!(is_in("sixteen-letters!", r#"{"a":"(sixteen-letters!)"}"#));
        assert!(!is_in("sixteen-letters!", r#"{"a":"sixteen-letters"}"#));
        assert!(!is_in("fifteen-letters", r#"{"a":"fifteen-letters"}"#));
        for (secret, json) in [
            (r#"sixteen "letters"#, r#"{"a":"(sixteen \"letters)"}"#),
            (r"sixteen \letters", r#"{"a":"sixteen \\letters"}"#),
            (r#"sixteen\" letters"#, r#"{"a":"sixteen\\\" letters"}"#),
        ] {
            assert!(is_in(secret, json), "{secret}");
            assert!(
                !is_in(secret, &json.replace("letters", "letter")),
                "{secret}"
            );
        }
    }
}
