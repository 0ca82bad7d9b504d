//! Hostile text made visible, and credentials hidden.
//!
//! Tokens, files and identities come from outside. A terminal obeys control characters, and bidirectional or invisible
//! ones make a text look like another, so all of them are spelled out before anybody sees them. What could be a
//! credential is told by its length and its looks. One function decides each.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use zeroize::Zeroizing;

/// The longest piece of somebody's text that a message repeats, in characters.
const MESSAGE_LIMIT: usize = 80;
/// The fewest bytes of a credential. What is shorter stands in a text by chance.
pub(crate) const SHORTEST_CREDENTIAL: usize = 16;
/// How long an Auth Token and an API key secret are, in ASCII letters and digits.
pub(crate) const CREDENTIAL_LENGTH: usize = 32;
/// What stands in the place of a credential.
pub(crate) const MASKED: &str = "[masked]";

/// Whether a character must not reach a terminal as it is: it controls (C0, C1, DEL), reorders (bidirectional marks), or
/// cannot be seen (zero-width characters, fillers, variation selectors, tags, line and paragraph separators).
pub(crate) fn is_hostile(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Blanks, and what cannot be seen: a BOM, zero-width characters, controls.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_hostile(c)
}

/// A text for human eyes: every hostile character as `\n`, `\t`, `\r` or `\u{202e}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A text inside a message: visible, and cut to a sane length.
pub(crate) fn excerpt(text: &str) -> String {
    let mut cut: String = text.chars().take(MESSAGE_LIMIT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    visible(&cut).into_owned()
}

/// The same in backticks. No backtick in it closes the quote.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", excerpt(text).replace('`', "\\u{60}"))
}

/// Appends a text as a JSON string, with `\u` escapes for the characters that are to be escaped besides those that JSON
/// demands. The JSON means the same.
pub(crate) fn push_json_string(out: &mut String, text: &str, is_escaped: fn(char) -> bool) {
    out.push('"');
    // Nobody escapes printable ASCII, which most texts are. Without an early end the loop takes many bytes at a time.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                c if !is_escaped(c) => out.push(c),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        // Writing into a string cannot fail.
                        _ = write!(out, "\\u{unit:04x}");
                    }
                }
            }
        }
    }
    out.push('"');
}

/// Appends a text as it stands in a token: ASCII, because front ends that read a token with `JSON.parse(atob(…))` take UTF-8
/// for Latin-1.
pub(crate) fn push_wire_string(out: &mut String, text: &str) {
    push_json_string(out, text, |c| !matches!(c, ' '..='~'));
}

/// How long a text is, in words.
pub(crate) fn characters(text: &str) -> String {
    let length = text.chars().count();
    format!("{length} character{}", if length == 1 { "" } else { "s" })
}

/// Words in a sentence: `a, b or c`.
pub(crate) fn listed<W: AsRef<str>>(words: &[W], last_by: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {last_by} {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// The credentials that must not come out, wherever they stand in a text: those at hand, and those that a token leaks.
#[derive(Default, Clone)]
pub(crate) struct Mask {
    at_hand: Vec<Zeroizing<String>>,
    /// All of one length and in order: a token may be full of them, and is looked through once all the same.
    leaked: BTreeSet<Box<[u8]>>,
}

impl Mask {
    /// Hides this one too. What is too short to be a credential would garble the page.
    pub(crate) fn add(&mut self, credential: &str) {
        if credential.len() >= SHORTEST_CREDENTIAL && !self.has_at_hand(credential) {
            self.at_hand.push(Zeroizing::new(credential.to_owned()));
        }
    }

    /// Hides one that a token leaks, and of which something is said already. It has the length of a credential.
    pub(crate) fn add_leaked(&mut self, credential: &str) {
        self.at_hand.retain(|known| known.as_str() != credential);
        self.leaked.insert(credential.as_bytes().into());
    }

    /// Whether one of those at hand stands anywhere in the text.
    pub(crate) fn has_at_hand(&self, text: &str) -> bool {
        self.at_hand.iter().any(|credential| text.contains(credential.as_str()))
    }

    /// Where the first of those that the token leaks stands in the text. All of it is ASCII, so that it ends between characters.
    fn leak_in(&self, text: &str) -> Option<usize> {
        if self.leaked.is_empty() {
            return None;
        }
        text.as_bytes().windows(CREDENTIAL_LENGTH).position(|piece| self.leaked.contains(piece))
    }

    /// The text with each of them masked.
    pub(crate) fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut covered = Cow::Borrowed(text);
        for credential in &self.at_hand {
            if covered.contains(credential.as_str()) {
                covered = Cow::Owned(covered.replace(credential.as_str(), MASKED));
            }
        }
        let (mut out, mut rest) = (String::new(), &*covered);
        while let Some(start) = self.leak_in(rest) {
            out += &rest[..start];
            out += MASKED;
            rest = &rest[start + CREDENTIAL_LENGTH..];
        }
        if out.is_empty() { covered } else { Cow::Owned(out + rest) }
    }

    /// A text of a token as a finding may repeat it: masked, escaped, cut.
    pub(crate) fn excerpt(&self, text: &str) -> String {
        excerpt(&self.cover(text))
    }

    /// The same in backticks.
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
