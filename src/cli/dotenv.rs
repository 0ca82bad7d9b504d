//! The .env file: which of its lines set a variable of ours, and to what.
//!
//! Every tool reads these files a little differently. The law here: where npm's dotenv,
//! python-dotenv and docker compose agree on a value, it is that value or a clear error,
//! never another one. So lines and quotes are followed as python-dotenv does, whatever the
//! three might not agree on is refused by name, and dotenvy unquotes the one value that is
//! left. Of other people's lines only one thing matters: a quote that swallows one of ours.
//! Errors name the line and the variable, never content.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use super::input::{self, NotText};
use crate::token::escape;

/// The lines of a .env file that set a variable of ours.
#[derive(Debug)]
pub struct DotEnv(BTreeMap<String, Result<Entry, LineError>>);

/// A value that a line sets; empty if the line says so.
pub struct Entry {
    /// The value, without its quotes.
    pub value: Zeroizing<String>,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry(line {}, …)", self.line)
    }
}

impl DotEnv {
    /// Finds the lines of a file that set a variable which is `ours`.
    ///
    /// # Errors
    ///
    /// It is UTF-16, all of it or a part.
    pub fn parse(bytes: &[u8], ours: &dyn Fn(&str) -> bool) -> Result<Self, NotText> {
        if is_utf16(bytes) {
            return Err(NotText::Utf16);
        }
        let lossy;
        let text = if let Ok(text) = std::str::from_utf8(bytes) {
            text
        } else {
            // Latin-1 in other people's lines is none of our business.
            lossy = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
            &lossy
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);

        let mut variables = BTreeMap::new();
        let mut next = 0;
        // The line on which the last quoted value opens, and where in the text it ends.
        let (mut opened, mut closed) = (0, 0);
        for line in 1.. {
            let Some(rest) = text.get(next..) else {
                break;
            };
            let content = rest.split(['\n', '\r']).next().unwrap_or_default();
            let (start, end) = (next, next + content.len());
            let is_crlf = rest[content.len()..].starts_with("\r\n");
            next = end + if is_crlf { 2 } else { 1 };
            let Some((name, raw)) = assignment(content) else {
                continue;
            };
            let swallowed = start < closed;
            let value_start = end - raw.trim_start().len();
            if !swallowed && let Some(length) = quoted_length(&text[value_start..]) {
                (opened, closed) = (line, value_start + length);
            }
            if !ours(name) {
                continue;
            }
            let value = if swallowed {
                Err(LineFault::Swallowed(opened))
            } else {
                read_value(name, raw)
            };
            let name = name.to_owned();
            let set = match value {
                Ok(value) => Ok(Entry { value, line }),
                Err(fault) => Err(LineError {
                    name: name.clone(),
                    line,
                    fault,
                }),
            };
            variables.insert(name, set);
        }
        Ok(Self(variables))
    }

    /// The value of a variable, as the last line that sets it says. A line that cannot be
    /// read is an error only here, for whoever needs that variable.
    pub fn get(&self, name: &str) -> Option<Result<&Entry, &LineError>> {
        self.0.get(name).map(Result::as_ref)
    }
}

/// UTF-16 by its byte order mark; or by an equals sign between zero bytes, because
/// PowerShell's `>>` adds UTF-16 without a mark to a file that is not.
fn is_utf16(bytes: &[u8]) -> bool {
    input::is_utf16(bytes) || bytes.windows(3).any(|around| around == b"\0=\0")
}

/// Name and raw value of a line that sets a variable.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (left, value) = line.split_once('=')?;
    let left = left.trim();
    let name = left
        .strip_prefix("export")
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map_or(left, str::trim_start);
    let no_name = name.is_empty() || name.contains(|c: char| c == '#' || c.is_whitespace());
    (!no_name).then_some((name, value))
}

/// What all three readers take for a quote, if a text starts with one.
fn quote_of(text: &str) -> Option<char> {
    text.chars().next().filter(|c| matches!(c, '"' | '\''))
}

/// The length of the quoted value that a text starts with, quotes included, however many
/// lines it spans. None if the quote is never closed; one behind a backslash closes nothing.
fn quoted_length(text: &str) -> Option<usize> {
    let quote = quote_of(text)?;
    let mut escaped = false;
    let mut rest = text.char_indices().skip(1);
    let closing = rest.find(|&(_, c)| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    Some(closing.0 + 1)
}

fn read_value(name: &str, raw: &str) -> Result<Zeroizing<String>, LineFault> {
    let value = without_comment(raw)?;
    let quote = quote_of(value);
    let inner = match quote {
        Some(_) => &value[1..value.len() - 1],
        None => value,
    };
    if let Some(fault) = inner.chars().find_map(|c| refusal(c, quote)) {
        return Err(fault);
    }
    if quote.is_none() {
        // With all that has a meaning refused, it says itself.
        return Ok(Zeroizing::new(value.to_owned()));
    }
    let line = Zeroizing::new(format!("{name}={value}"));
    match dotenvy::from_read_iter(line.as_bytes()).next() {
        Some(Ok((_, value))) => Ok(Zeroizing::new(value)),
        _ => Err(LineFault::Unreadable),
    }
}

/// The value alone, still in its quotes if it has some.
fn without_comment(raw: &str) -> Result<&str, LineFault> {
    let value = raw.trim();
    if quote_of(value).is_some() {
        let length = quoted_length(value).ok_or(LineFault::Unclosed)?;
        let (quoted, rest) = value.split_at(length);
        return match rest.trim_start().chars().next() {
            None | Some('#') => Ok(quoted),
            Some(_) => Err(LineFault::AfterQuote),
        };
    }
    let mut hashes = raw.match_indices('#').map(|(index, _)| index);
    let comment = hashes.find(|&index| raw[..index].ends_with(char::is_whitespace));
    Ok(raw[..comment.unwrap_or(raw.len())].trim())
}

/// What is wrong with a character that stands in a value with these quotes around it.
fn refusal(c: char, quote: Option<char>) -> Option<LineFault> {
    match (c, quote) {
        (char::REPLACEMENT_CHARACTER, _) => Some(LineFault::NotUtf8),
        (c, None) if c.is_whitespace() => Some(LineFault::Blank),
        (c, _) if escape::is_hostile(c) => Some(LineFault::Invisible),
        (c, Some(quote)) if c == quote => Some(LineFault::Quote),
        (_, Some('\'')) => None,
        ('$', _) => Some(LineFault::Variable),
        ('\\', _) => Some(LineFault::Backslash),
        ('`', None) => Some(LineFault::Backtick),
        ('"' | '\'', None) => Some(LineFault::Quote),
        ('#', None) => Some(LineFault::Hash),
        _ => None,
    }
}

/// A line of ours that has no value anybody could be sure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// The variable it would set.
    pub name: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: LineFault,
}

/// What is wrong with a line of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// Part of a quoted value that opens on this earlier line.
    Swallowed(usize),
    /// The value's quote is not closed before the line ends.
    Unclosed,
    /// Something other than a comment after the closing quote.
    AfterQuote,
    /// A quote in the middle.
    Quote,
    /// A dollar sign outside single quotes.
    Variable,
    /// A backslash outside single quotes, which escapes something for some readers.
    Backslash,
    /// A backtick outside quotes, which is a quote for some readers.
    Backtick,
    /// A blank outside quotes.
    Blank,
    /// A `#` that is a comment to some and part of the value to others.
    Hash,
    /// A control, bidirectional or zero-width character.
    Invisible,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Refused by dotenvy, for a reason of its own.
    Unreadable,
}

impl LineFault {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Swallowed(_) => "close that quote on its own line",
            Self::Unclosed => "close it; a value cannot span lines",
            Self::AfterQuote => "only a comment may follow it",
            Self::Quote => "put quotes around the whole value, or none",
            Self::Variable => "write the value itself; single quotes keep a `$` that is part of it",
            Self::Blank => "put the value in quotes",
            Self::Hash => "put a blank before a comment, and quotes around a value that has a `#`",
            Self::Invisible => "type the value anew",
            Self::NotUtf8 => "save the file as UTF-8",
            Self::Backslash | Self::Backtick | Self::Unreadable => "put the value in single quotes",
        }
    }
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Swallowed(line) => {
                return write!(f, "inside the quoted value that opens on line {line}");
            }
            Self::Unclosed => "the quote is not closed on its line",
            Self::AfterQuote => "text after the closing quote",
            Self::Quote => "a quote inside the value",
            Self::Variable => "a `$` refers to a variable, and variables are not expanded",
            Self::Backslash => "a backslash outside single quotes",
            Self::Backtick => "a backtick outside single quotes",
            Self::Blank => "a blank inside the value",
            Self::Hash => "a `#` without a blank before it is a comment only to some readers",
            Self::Invisible => "a control or invisible character in the value",
            Self::NotUtf8 => "the value is not UTF-8",
            Self::Unreadable => "not a value that can be read",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> DotEnv {
        DotEnv::parse(bytes, &|name| name == "KEY" || name == "SID").unwrap()
    }

    fn key(text: &str) -> Option<Result<String, LineFault>> {
        let set = file(text.as_bytes());
        let value = set.get("KEY")?;
        Some(value.map(|e| e.value.to_string()).map_err(|e| e.fault))
    }

    #[test]
    fn what_the_other_readers_agree_on_is_read_the_same() {
        for (case, text, expected) in [
            ("bare", "KEY=abc", "abc"),
            ("quoted", "KEY=\"a b\"", "a b"),
            ("single quotes", "KEY='$a\\b\"c`#'", "$a\\b\"c`#"),
            ("blanks kept in quotes", "KEY=' a '", " a "),
            ("leading blanks", " \t\u{a0}KEY=abc", "abc"),
            ("export", "export \t KEY=abc", "abc"),
            ("blanks around =", "KEY \t=\u{a0} abc \t\u{2003}", "abc"),
            ("a second =", "KEY==a=b=", "=a=b="),
            ("byte order mark", "\u{feff}KEY=abc", "abc"),
            ("CRLF", "KEY=abc\r\n\r\nX=1\r\n", "abc"),
            ("CR", "X=1\rKEY=abc\r", "abc"),
            ("comment", "KEY=abc # it's", "abc"),
            ("comment after a tab", "KEY=abc\t#c", "abc"),
            ("comment after quotes", "KEY=\"abc\" # \"c\"", "abc"),
            ("comment right after quotes", "KEY='abc'#it's", "abc"),
            ("nothing", "KEY=", ""),
            ("empty quotes", "KEY=\"\"", ""),
            ("only a comment", "KEY= # your key", ""),
            ("the last line wins", "KEY=a\nKEY=b\n#KEY=c", "b"),
            ("a mistake mended later", "KEY=a b\nKEY=c", "c"),
            (
                "1Password",
                "KEY=op://vault/item/field",
                "op://vault/item/field",
            ),
        ] {
            assert_eq!(key(text), Some(Ok(expected.to_owned())), "{case}");
        }
    }

    #[test]
    fn what_they_disagree_on_is_refused() {
        for (case, text, fault) in [
            ("never closed", "KEY=\"abc", LineFault::Unclosed),
            ("closed later", "KEY='abc\ndef'", LineFault::Unclosed),
            ("closed by an escape", "KEY='abc\\'", LineFault::Unclosed),
            ("concatenation", "KEY=\"a\"b\"", LineFault::AfterQuote),
            ("two quoted", "KEY='a' 'b'", LineFault::AfterQuote),
            ("quote inside", "KEY=a\"b\"", LineFault::Quote),
            ("apostrophe", "KEY=it's", LineFault::Quote),
            ("escaped quote", "KEY='a\\'b'", LineFault::Quote),
            ("backticks", "KEY=`abc`", LineFault::Backtick),
            ("reference", "KEY=$OTHER", LineFault::Variable),
            ("quoted reference", "KEY=\"${OTHER}\"", LineFault::Variable),
            ("command", "KEY=$(pass twilio)", LineFault::Variable),
            ("Windows path", "KEY=C:\\key", LineFault::Backslash),
            ("escape", "KEY=\"a\\nb\"", LineFault::Backslash),
            ("two words", "KEY=a b", LineFault::Blank),
            ("hash inside", "KEY=a#b", LineFault::Hash),
            ("hash at once", "KEY=#ab", LineFault::Hash),
            ("zero byte", "KEY=a\0b", LineFault::Invisible),
            ("tab in quotes", "KEY='a\tb'", LineFault::Invisible),
            ("zero-width space", "KEY=ab\u{200b}", LineFault::Invisible),
            ("a mistake at last", "KEY=a\nKEY=a b", LineFault::Blank),
        ] {
            assert_eq!(key(text), Some(Err(fault)), "{case}");
        }
    }

    #[test]
    fn a_quote_that_closes_later_swallows_what_stands_between() {
        for (case, text, line) in [
            ("double", "X=\"\nKEY=abc\n\"", 1),
            ("single", "\n export X = '\nKEY=abc\n'", 2),
            ("on the closing line", "X=\"a\nKEY=abc\"", 1),
            ("one of ours", "SID=\"\nKEY=abc\n\"", 1),
            ("an escape keeps it open", "X=\"\\\"\nKEY=abc\n\"", 1),
            ("quotes of the other kind", "X=\"\nA='\nKEY='b'\n\"", 1),
        ] {
            let fault = LineFault::Swallowed(line);
            assert_eq!(key(text), Some(Err(fault)), "{case}");
        }
    }

    #[test]
    fn lines_of_others_do_not_matter() {
        for (case, line) in [
            ("prose", "don't panic"),
            ("JSON", "{\"a\": \"b=\\\"\"}"),
            ("cron", "* * * * * root X=\""),
            ("apostrophe", "X=it's"),
            ("never closed", "X=\"abc"),
            ("closed at once", "X=\"a\" \"b"),
            ("closed behind an escape", "X=\"a\\\\\""),
            ("comment", "# X=\""),
            ("comment after a value", "X=a # \""),
            ("end of some base64", "abc=\""),
            (
                "names like ours",
                "KEY2=a\nMY KEY=b\nexportKEY=c\nkey=d\n#KEY=e\nKEY",
            ),
        ] {
            for text in [
                format!("{line}\nKEY=abc\n'"),
                format!("KEY=abc\n{line}\n"),
                format!("KEY=abc\r\n{line}"),
            ] {
                assert_eq!(key(&text), Some(Ok("abc".to_owned())), "{case}");
            }
        }
        assert_eq!(key("export KEY\nKEY\nKEY: abc"), None);
    }

    #[test]
    fn bytes_that_are_not_utf8_matter_only_in_our_values() {
        let set = file(b"X=caf\xe9\nKEY=a\xe9\nSID=b # caf\xe9\n");
        assert_eq!(
            set.get("KEY").unwrap().unwrap_err().fault,
            LineFault::NotUtf8
        );
        assert_eq!(*set.get("SID").unwrap().unwrap().value, "b");
    }

    #[test]
    fn utf16_is_named() {
        let little: Vec<u8> = "KEY=a\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = "KEY=a\r\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for bytes in [
            [b"\xff\xfe", &little[..]].concat(),
            [b"\xfe\xff", &big[..]].concat(),
            [b"X=1\r\n", &little[..]].concat(),
        ] {
            assert_eq!(
                DotEnv::parse(&bytes, &|_| true).unwrap_err(),
                NotText::Utf16
            );
        }
    }

    #[test]
    fn lines_are_counted_from_1_and_nothing_shows_a_value() {
        let set = file(b"# c\r\nKEY=abc\r\n\rSID=a b\n");
        assert_eq!(set.get("KEY").unwrap().unwrap().line, 2);
        let error = set.get("SID").unwrap().unwrap_err();
        assert_eq!((&*error.name, error.line), ("SID", 4));
        assert_eq!(error.fault, LineFault::Blank);
        assert!(!format!("{set:?}").contains("abc"));
    }
}
