//! The .env file: which of its lines set a variable of ours, and to what.
//!
//! Every tool reads these files a little differently. The law here: where npm's dotenv,
//! python-dotenv and docker compose agree on a value, it is that value or a clear error,
//! never another one. So lines and quotes are followed as python-dotenv does, whatever the
//! three might not agree on is refused by name, and dotenvy parses the one value that is
//! left. Of other people's lines only one thing matters: a quote that swallows one of ours.
//! Errors name the line and the variable, never content.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

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
    pub fn parse(bytes: &[u8], ours: &dyn Fn(&str) -> bool) -> Result<Self, DotEnvError> {
        if is_utf16(bytes) {
            return Err(DotEnvError::Utf16);
        }
        // Latin-1 in other people's lines is none of our business.
        let text = Zeroizing::new(String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);

        let mut variables = BTreeMap::new();
        let mut next = 0;
        let (mut quote_line, mut quote_end) = (0, 0);
        for (index, content) in text.split(['\n', '\r']).enumerate() {
            let (line, start) = (index + 1, next);
            next += content.len() + 1;
            let Some((name, raw)) = assignment(content) else {
                continue;
            };
            let swallowed = start < quote_end;
            if !swallowed && raw.trim_start().starts_with(QUOTES) {
                let opening = next - 1 - raw.trim_start().len();
                if let Some(length) = closing_quote(&text[opening..]) {
                    (quote_line, quote_end) = (line, opening + length);
                }
            }
            if ours(name) {
                let value = if swallowed {
                    Err(LineFault::Swallowed(quote_line))
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
        }
        Ok(Self(variables))
    }

    /// The value of a variable, as the last line that sets it says. A line that cannot be
    /// read is an error only here, for whoever needs that variable.
    pub fn get(&self, name: &str) -> Option<Result<&Entry, &LineError>> {
        self.0.get(name).map(Result::as_ref)
    }

    /// The variables that are set, each with its line.
    pub fn names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, set)| {
            let line = set.as_ref().map_or_else(|e| e.line, |entry| entry.line);
            (name.as_str(), line)
        })
    }
}

/// What all three readers take for quotes.
const QUOTES: [char; 2] = ['"', '\''];

/// UTF-16 by its byte order mark; or by an equals sign between zero bytes, because
/// PowerShell's `>>` adds UTF-16 without a mark to a file that is not.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.windows(3).any(|around| around == b"\0=\0")
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

/// Where the quote that a text starts with is closed, perhaps lines later. Behind a
/// backslash it is not.
fn closing_quote(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut escaped = false;
    let mut rest = text.char_indices().skip(1);
    rest.find(|&(_, c)| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })
    .map(|(index, _)| index)
}

fn read_value(name: &str, raw: &str) -> Result<Zeroizing<String>, LineFault> {
    let (quote, literal) = without_comment(raw)?;
    let inner = match quote {
        Some(_) => &literal[1..literal.len() - 1],
        None => literal,
    };
    if let Some(fault) = inner.chars().find_map(|c| refusal(c, quote)) {
        return Err(fault);
    }
    let line = Zeroizing::new(format!("{name}={literal}"));
    match dotenvy::from_read_iter(line.as_bytes()).next() {
        Some(Ok((_, value))) => Ok(Zeroizing::new(value)),
        _ => Err(LineFault::Unreadable),
    }
}

/// The kind of quotes around a value, if any, and the value with them.
fn without_comment(raw: &str) -> Result<(Option<char>, &str), LineFault> {
    let value = raw.trim();
    if let Some(quote) = value.chars().next().filter(|c| QUOTES.contains(c)) {
        let end = closing_quote(value).ok_or(LineFault::Unclosed)? + 1;
        return match value[end..].trim_start().chars().next() {
            None | Some('#') => Ok((Some(quote), &value[..end])),
            Some(_) => Err(LineFault::AfterQuote),
        };
    }
    let comment = raw
        .match_indices('#')
        .find(|&(index, _)| raw[..index].ends_with(char::is_whitespace));
    let end = comment.map_or(raw.len(), |(index, _)| index);
    Ok((None, raw[..end].trim()))
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
        (_, Some(_)) => None,
        ('"' | '\'', None) => Some(LineFault::Quote),
        ('`', None) => Some(LineFault::Backtick),
        ('#', None) => Some(LineFault::Hash),
        _ => None,
    }
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DotEnvError {
    /// UTF-16, all of it or a part.
    Utf16,
}

impl DotEnvError {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        "save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`"
    }
}

impl fmt::Display for DotEnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is UTF-16, as PowerShell's `>` writes it, and not UTF-8")
    }
}

impl std::error::Error for DotEnvError {}

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

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on line {}: {}", self.name, self.line, self.fault)
    }
}

impl std::error::Error for LineError {}

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
    /// A backtick outside quotes.
    Backtick,
    /// A dollar sign outside single quotes.
    Variable,
    /// A backslash outside single quotes.
    Backslash,
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
            Self::Backtick | Self::Backslash | Self::Unreadable => "put the value in single quotes",
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
            Self::Backtick => "a backtick, which only some readers take for a quote",
            Self::Variable => "a `$` refers to a variable, and variables are not expanded",
            Self::Backslash => "a backslash outside single quotes",
            Self::Blank => "a blank inside the value",
            Self::Hash => "a `#` without a blank before it is a comment only to some readers",
            Self::Invisible => "a control or invisible character in the value",
            Self::NotUtf8 => "the value is not UTF-8",
            Self::Unreadable => "not a value that can be read",
        })
    }
}
