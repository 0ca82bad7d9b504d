//! Makes hostile text visible and hides credentials.
//!
//! Tokens, files and identities are untrusted. A terminal obeys control characters, and bidirectional or invisible
//! characters make one text look like another, so messages escape all of them ([`is_hostile`] decides which). [`Mask`]
//! replaces the credentials that must not be shown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use zeroize::Zeroizing;

/// The longest piece of untrusted text that a message repeats, in characters.
const MESSAGE_LIMIT: usize = 80;
/// The shortest text that counts as a credential, in bytes. A shorter one could occur in a token by chance.
pub(crate) const SHORTEST_CREDENTIAL: usize = 16;
/// The length of an Auth Token and of an API key secret, in ASCII letters and digits.
pub(crate) const CREDENTIAL_LENGTH: usize = 32;
/// What is shown instead of a credential.
pub(crate) const MASKED: &str = "[masked]";

/// Whether a character must be escaped before it reaches a terminal: control characters (C0, C1, DEL), bidirectional
/// marks, and invisible characters (zero-width characters, fillers, variation selectors, tags, line and paragraph
/// separators).
pub(crate) fn is_hostile(c: char) -> bool {
    c.is_control()
        || !c.is_ascii()
            && matches!(c,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is whitespace, or hostile: a BOM, a zero-width character, a control character.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_hostile(c)
}

/// The text with every hostile character escaped: `\n`, `\t`, `\r`, `\u{202e}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if is_hostile(c) { c.escape_default().to_string() } else { c.into() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The text as a message may show it: escaped, and cut to `MESSAGE_LIMIT` characters.
pub(crate) fn excerpt(text: &str) -> String {
    let mut cut: String = text.chars().take(MESSAGE_LIMIT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    visible(&cut).into_owned()
}

/// An [`excerpt`] in backticks. Backticks inside the text are escaped, so they cannot end the quote.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", excerpt(text).replace('`', "\\u{60}"))
}

/// Appends a text as a JSON string. Besides what JSON requires, it escapes the characters for which `is_escaped` is
/// true. The escapes do not change what the JSON means.
pub(crate) fn push_json_string(out: &mut String, text: &str, is_escaped: fn(char) -> bool) {
    out.push('"');
    // Most texts are printable ASCII, which no caller escapes. No early exit, so the compiler can vectorize the loop.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                c if !is_escaped(c) => out.push(c),
                '\n' | '\r' | '\t' => out.extend(c.escape_default()),
                c => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        // Writing to a string cannot fail.
                        _ = write!(out, "\\u{unit:04x}");
                    }
                }
            }
        }
    }
    out.push('"');
}

/// Appends a text as a JSON string for a token. It is all ASCII, because front ends that parse a token with
/// `JSON.parse(atob(…))` would take UTF-8 for Latin-1.
pub(crate) fn push_wire_string(out: &mut String, text: &str) {
    push_json_string(out, text, |c| !matches!(c, ' '..='~'));
}

/// The length of a text, for messages: `34 characters`.
pub(crate) fn characters(text: &str) -> String {
    let length = text.chars().count();
    format!("{length} character{}", if length == 1 { "" } else { "s" })
}

/// Joins words for a sentence: `a, b or c`.
pub(crate) fn listed<W: AsRef<str>>(words: impl IntoIterator<Item = W>, last_by: &str) -> String {
    let words: Vec<W> = words.into_iter().collect();
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {last_by} {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// The credentials to hide wherever they occur in a text: the caller's own ("at hand"), and those that a token leaks.
#[derive(Default, Clone)]
pub(crate) struct Mask {
    at_hand: Vec<Zeroizing<String>>,
    /// Each has `CREDENTIAL_LENGTH` bytes. A set, so that one pass over a text finds them all, even thousands of them.
    leaked: BTreeSet<Box<[u8]>>,
}

impl Mask {
    /// Also hides this credential. A very short one is ignored, because masking it would garble ordinary text.
    pub(crate) fn add(&mut self, credential: &str) {
        if credential.len() >= SHORTEST_CREDENTIAL && !self.has_at_hand(credential) {
            self.at_hand.push(Zeroizing::new(credential.to_owned()));
        }
    }

    /// Also hides this credential, which the token leaks. It no longer counts as at hand, so that it is not reported
    /// twice. It must have `CREDENTIAL_LENGTH` bytes.
    pub(crate) fn add_leaked(&mut self, credential: &str) {
        self.at_hand.retain(|known| known.as_str() != credential);
        self.leaked.insert(credential.as_bytes().into());
    }

    /// Whether the text contains a credential at hand.
    pub(crate) fn has_at_hand(&self, text: &str) -> bool {
        self.at_hand.iter().any(|credential| text.contains(credential.as_str()))
    }

    /// The text with every credential masked.
    pub(crate) fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut covered = Cow::Borrowed(text);
        for credential in &self.at_hand {
            if covered.contains(credential.as_str()) {
                covered = Cow::Owned(covered.replace(credential.as_str(), MASKED));
            }
        }
        let (mut out, mut rest) = (String::new(), &*covered);
        let is_leaked = |piece: &[u8]| self.leaked.contains(piece);
        while let Some(start) = rest.as_bytes().windows(CREDENTIAL_LENGTH).position(is_leaked) {
            // A leaked credential is ASCII, so both its ends are character boundaries.
            out += &rest[..start];
            out += MASKED;
            rest = &rest[start + CREDENTIAL_LENGTH..];
        }
        if out.is_empty() { covered } else { Cow::Owned(out + rest) }
    }

    /// The text as a finding may show it: masked, escaped and shortened.
    pub(crate) fn excerpt(&self, text: &str) -> String {
        excerpt(&self.cover(text))
    }

    /// The same, in backticks.
    pub(crate) fn quoted(&self, text: &str) -> String {
        quoted(&self.cover(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_in_any_script_is_left_alone() {
        for text in ["alice", "zoë 李", "Ωmega", "नमस्ते", "👍", "a\\b \"c\""] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_terminal_sees_no_control_and_no_bidirectional_character() {
        assert_eq!(
            visible("a\u{1b}[31mb\r\n\u{202e}c\u{9b}"),
            "a\\u{1b}[31mb\\r\\n\\u{202e}c\\u{9b}"
        );
    }

    #[test]
    fn json_strings_keep_their_meaning() {
        let text = "\"\\\u{7}\u{7f}\u{200b}\u{e0041}é";
        for (is_escaped, expected) in [
            (is_hostile as fn(char) -> bool, r#""\"\\\u0007\u007f\u200b\udb40\udc41é""#),
            (|c| !c.is_ascii_graphic(), r#""\"\\\u0007\u007f\u200b\udb40\udc41\u00e9""#),
        ] {
            let mut json = String::new();
            push_json_string(&mut json, text, is_escaped);
            assert_eq!(json, expected);
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }

    #[test]
    fn long_text_is_cut_in_messages() {
        assert_eq!(quoted(&"é".repeat(81)), format!("`{}…`", "é".repeat(80)));
    }
}
