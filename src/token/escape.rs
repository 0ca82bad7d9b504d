//! Hostile text made harmless.
//!
//! Tokens, files and identities come from outside. A terminal obeys control
//! characters, and bidirectional or invisible ones make a text look like another, so
//! all of them are spelled out before anybody sees them. One function decides which.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The longest piece of somebody's text that a message repeats, in characters.
const MESSAGE_LIMIT: usize = 80;

/// Whether a character must not reach a terminal as it is: it controls (C0, C1,
/// DEL), reorders (bidirectional marks), or cannot be seen (zero-width characters, fillers,
/// variation selectors, tags, line and paragraph separators).
pub fn is_hostile(c: char) -> bool {
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

/// A text for human eyes: every hostile character as `\n`, `\t`, `\r` or `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hostile(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A text quoted inside a message: visible, in backticks, and cut to a sane length.
pub fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(MESSAGE_LIMIT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("`{}`", visible(&cut))
}

/// Appends a text as a JSON string whose hostile characters are `\uXXXX` escapes, so that
/// the JSON means the same and a terminal is safe from it.
pub fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hostile(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
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
        let mut json = String::new();
        push_json_string(&mut json, text);
        assert_eq!(json, r#""\"\\\u0007\u007f\u200b\udb40\udc41é""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn long_text_is_cut_in_messages() {
        assert_eq!(quoted(&"é".repeat(81)), format!("`{}…`", "é".repeat(80)));
    }
}
