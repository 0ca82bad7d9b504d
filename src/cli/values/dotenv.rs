//! Parses .env files: which lines set a variable, and to what value.
//!
//! Every tool parses these files a little differently. The rule here: if npm's dotenv, python-dotenv and docker compose
//! agree on a value, the result is that value or a clear error, never another value. So lines and quotes are split the
//! way python-dotenv does it, syntax that the three may not agree on is refused by name, and dotenvy parses the value
//! that is left, one line at a time. Lines that are not ours matter only if a quote in one swallows one of ours. Errors
//! never quote the file.

use std::sync::OnceLock;

use zeroize::Zeroizing;

use super::origin::{Found, Origin};
use crate::cli::read::BYTE_ORDER_MARK;
use crate::token::message::Message;
use crate::token::sid::QUOTES;
use crate::token::text::{is_blank, is_hostile};

/// A line that sets a variable. A variable of the environment counts as one, too.
pub(crate) struct Line {
    pub(crate) origin: Origin,
    /// What the variable is set to, as it stands in the file. Empty for the environment.
    pub(super) raw: Zeroizing<String>,
    /// What `raw` means, or the value in the environment.
    pub(super) value: OnceLock<Result<Zeroizing<String>, Message>>,
}

const SINGLE_QUOTES: &str = "put the value in single quotes";

/// The lines of a file that set a variable, ours or not.
pub(crate) fn lines(file: &str, text: &str) -> Vec<Line> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let text = Zeroizing::new(text.replace("\r\n", "\n"));
    let (mut lines, mut start) = (Vec::new(), 0);
    // The number of the line that opens the last quoted value, and the offset at which that value ends.
    let (mut opened, mut closed) = (0, 0);
    for (number, content) in (1..).zip(text.split(['\n', '\r'])) {
        let end = start + content.len();
        if let Some((name, rest)) = assignment(content) {
            let (sign, raw) = rest.split_at(1);
            let swallowed_by = (start < closed).then_some(opened);
            let value_start = end - raw.trim_start().len();
            if swallowed_by.is_none()
                && let Some(length) = quoted_length(&text[value_start..])
            {
                (opened, closed) = (number, value_start + length);
            }
            let (file, variable) = (file.to_owned(), name.to_owned());
            let origin = Origin::File { file, line: number, variable };
            let fault = fault(sign, swallowed_by);
            let value = fault.map_or_else(OnceLock::new, |fault| Err(fault).into());
            lines.push(Line { origin, raw: raw.to_owned().into(), value });
        }
        start = end + 1;
    }
    lines
}

/// What is wrong with a line before its value is looked at. `swallowed_by` is the number of the line that opens a quoted
/// value, if this line is still inside that value.
fn fault(sign: &str, swallowed_by: Option<usize>) -> Option<Message> {
    if let Some(line) = swallowed_by {
        let fact = format!("inside the quoted value that opens on line {line}");
        return Some(Message::error(fact).hint("close that quote on its own line"));
    }
    let fact = "a `:` after the name, which only some programs read";
    (sign == ":").then(|| Message::error(fact).hint("write `=` between the name and the value"))
}

impl Line {
    /// The value without its quotes; it may be empty. Parsed on first use, because nobody asks for most lines.
    pub(crate) fn value(&self) -> Result<&Zeroizing<String>, &Message> {
        self.value.get_or_init(|| self.read()).as_ref()
    }

    /// The value, or what stands there if that cannot be read.
    pub(crate) fn text(&self) -> &str {
        self.value().map_or(self.raw.trim(), |value| value)
    }

    pub(crate) fn found(&self) -> Result<Found, Message> {
        let value = self.value().map_err(|fault| fault.clone().begin(&self.origin))?;
        Ok(Found { value: value.clone(), origin: self.origin.clone() })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value().is_ok_and(|value| value.is_empty())
    }

    /// Whether the value starts with this prefix, after any blanks, quotes, backslashes and invisible characters. The rest
    /// need not be readable.
    pub(crate) fn starts_with(&self, prefix: &str) -> bool {
        let is_around = |c: char| is_blank(c) || c == '\\' || QUOTES.contains(&c);
        self.raw.trim_start_matches(is_around).starts_with(prefix)
    }

    fn read(&self) -> Result<Zeroizing<String>, Message> {
        let value = without_comment(&self.raw)?;
        let quote = quote_of(value);
        let inner = if quote.is_some() { &value[1..value.len() - 1] } else { value };
        if let Some((fact, cure)) = inner.chars().find_map(|c| refusal(c, quote)) {
            return Err(Message::error(fact).hint(cure));
        }
        let name = self.origin.variable().unwrap_or_default();
        let line = Zeroizing::new(format!("{name}={value}"));
        match dotenvy::from_read_iter(line.as_bytes()).next() {
            Some(Ok((_, value))) => Ok(value.into()),
            _ => Err(Message::error("not a value that can be read").hint(SINGLE_QUOTES)),
        }
    }
}

/// Splits a line that sets a variable into the name and the rest. Prose has colons too, so a name before a colon may
/// only have letters, digits and `_.-`.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (left, rest) = line.split_at(line.find(['=', ':'])?);
    let has_colon = rest.starts_with(':');
    let left = left.trim();
    let exported = left.strip_prefix("export").filter(|rest| rest.starts_with(char::is_whitespace));
    let name = exported.map_or(left, str::trim_start);
    let is_plain = |c: char| c.is_alphanumeric() || "_.-".contains(c);
    let is_of_name = |c: char| c != '#' && !c.is_whitespace() && (!has_colon || is_plain(c));
    let is_name = !name.is_empty() && name.chars().all(is_of_name);
    is_name.then_some((name, rest))
}

/// The quote that a text starts with, if all three parsers take it for one.
fn quote_of(text: &str) -> Option<char> {
    text.chars().next().filter(|c| matches!(c, '"' | '\''))
}

/// The length in bytes of the quoted value that a text starts with, including the quotes and however many lines it
/// spans. `None` if the quote is never closed. A quote behind a backslash does not close the value.
fn quoted_length(text: &str) -> Option<usize> {
    let quote = quote_of(text)?;
    let mut is_escaped = false;
    let closing = text.char_indices().skip(1).find(|&(_, c)| {
        let closes = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        closes
    })?;
    Some(closing.0 + 1)
}

/// The value without the comment after it, but with its quotes, if it has some.
fn without_comment(raw: &str) -> Result<&str, Message> {
    let value = raw.trim();
    if quote_of(value).is_none() {
        let mut hashes = raw.match_indices('#').map(|(index, _)| index);
        let comment = hashes.find(|&index| raw[..index].ends_with(char::is_whitespace));
        return Ok(raw[..comment.unwrap_or(raw.len())].trim());
    }
    let Some(length) = quoted_length(value) else {
        let fact = "the quote is not closed on its line";
        return Err(Message::error(fact).hint("close it; a value cannot span lines"));
    };
    let (quoted, rest) = value.split_at(length);
    let rest = rest.trim_start();
    if !rest.is_empty() && !rest.starts_with('#') {
        let fact = "text after the closing quote";
        return Err(Message::error(fact).hint("only a comment may follow it"));
    }
    Ok(quoted)
}

/// What is wrong with a character inside a value, and how to fix it. `quote` is what the value is quoted with.
fn refusal(c: char, quote: Option<char>) -> Option<(&'static str, &'static str)> {
    const QUOTE_INSIDE: (&str, &str) =
        ("a quote inside the value", "put quotes around the whole value, or none");
    Some(match (c, quote) {
        (char::REPLACEMENT_CHARACTER, _) => ("the value is not UTF-8", "save the file as UTF-8"),
        (c, None) if c.is_whitespace() => ("a space inside the value", "put the value in quotes"),
        (c, _) if is_hostile(c) => {
            ("a control or invisible character in the value", "type the value again")
        }
        (c, Some(quote)) if c == quote => QUOTE_INSIDE,
        (_, Some('\'')) => return None,
        ('$', _) => (
            "a `$` refers to a variable, and variables are not expanded",
            "write the value itself; single quotes keep a `$` that is part of it",
        ),
        ('\\', _) => ("a backslash outside single quotes", SINGLE_QUOTES),
        ('`', None) => ("a backtick outside single quotes", SINGLE_QUOTES),
        ('"' | '\'', None) => QUOTE_INSIDE,
        ('#', None) => (
            "a `#` without a space before it, which only some programs take for a comment",
            "put a space before a comment, and quotes around a value that has a `#`",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The value on the last line that sets KEY, or what is wrong with it.
    fn key(text: &str) -> Option<Result<String, String>> {
        let is_key = |line: &Line| line.origin.variable() == Some("KEY");
        let line = lines(".env", text).into_iter().rfind(is_key)?;
        Some(line.value().map(|value| value.to_string()).map_err(|fault| fault.message.clone()))
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
            ("1Password", "KEY=op://vault/item/field", "op://vault/item/field"),
        ] {
            assert_eq!(key(text), Some(Ok(expected.to_owned())), "{case}");
        }
    }

    #[test]
    fn what_they_disagree_on_is_refused() {
        for (case, text, fault) in [
            ("never closed", "KEY=\"abc", "the quote is not closed"),
            ("closed later", "KEY='abc\ndef'", "the quote is not closed"),
            ("closed by an escape", "KEY='abc\\'", "the quote is not closed"),
            ("concatenation", "KEY=\"a\"b\"", "text after the closing"),
            ("two quoted", "KEY='a' 'b'", "text after the closing"),
            ("quote inside", "KEY=a\"b\"", "a quote inside"),
            ("apostrophe", "KEY=it's", "a quote inside"),
            ("escaped quote", "KEY='a\\'b'", "a quote inside"),
            ("backticks", "KEY=`abc`", "a backtick"),
            ("reference", "KEY=$OTHER", "a `$` refers"),
            ("quoted reference", "KEY=\"${OTHER}\"", "a `$` refers"),
            ("command", "KEY=$(pass twilio)", "a `$` refers"),
            ("Windows path", "KEY=C:\\key", "a backslash"),
            ("escape", "KEY=\"a\\nb\"", "a backslash"),
            ("two words", "KEY=a b", "a space inside"),
            ("hash inside", "KEY=a#b", "a `#` without"),
            ("hash at once", "KEY=#ab", "a `#` without"),
            ("zero byte", "KEY=a\0b", "a control or invisible"),
            ("tab in quotes", "KEY='a\tb'", "a control or invisible"),
            ("zero-width space", "KEY=ab\u{200b}", "a control or invisible"),
            ("colon", "KEY: abc", "a `:` after the name"),
            ("colon without a blank", "export KEY:abc=1", "a `:` after the name"),
            ("not UTF-8", "KEY=a\u{fffd}", "the value is not UTF-8"),
            ("a mistake at last", "KEY=a\nKEY=a b", "a space inside"),
        ] {
            let said = key(text).unwrap().unwrap_err();
            assert!(said.starts_with(fault), "{case}: {said}");
        }
    }

    #[test]
    fn a_quote_that_closes_later_swallows_what_stands_between() {
        for (case, text, line) in [
            ("double", "X=\"\nKEY=abc\n\"", 1),
            ("single", "\n export X = '\nKEY=abc\n'", 2),
            ("on the closing line", "X=\"a\nKEY=abc\"", 1),
            ("another of ours", "SID=\"\nKEY=abc\n\"", 1),
            ("after a colon", "X: \"\nKEY=abc\n\"", 1),
            ("an escape keeps it open", "X=\"\\\"\nKEY=abc\n\"", 1),
            ("quotes of the other kind", "X=\"\nA='\nKEY='b'\n\"", 1),
        ] {
            let fault = format!("inside the quoted value that opens on line {line}");
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
            ("names like ours", "KEY2=a\nMY KEY=b\nexportKEY=c\nkey=d\n#KEY=e\nKEY"),
        ] {
            for text in [
                format!("{line}\nKEY=abc\n'"),
                format!("KEY=abc\n{line}\n"),
                format!("KEY=abc\r\n{line}"),
            ] {
                assert_eq!(key(&text), Some(Ok("abc".to_owned())), "{case}");
            }
        }
        assert_eq!(key("export KEY\nKEY\n"), None);
    }

    #[test]
    fn lines_are_counted_from_1() {
        let origins: Vec<_> = lines(".env", "# c\r\nKEY=abc\r\n\rSID=a b\n")
            .iter()
            .map(|line| line.origin.to_string())
            .collect();
        assert_eq!(origins, [".env:2: KEY", ".env:4: SID"]);
    }

    /// Pieces of .env files, in any order.
    fn any_file() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("KEY"),
            Just("="),
            Just(": "),
            Just("\""),
            Just("'"),
            Just("\\"),
            Just("\n"),
            Just("\r\n"),
            Just("#"),
            Just(" "),
            Just("$"),
            Just("export "),
            Just("a"),
            Just("é"),
            Just("\u{200b}"),
            Just("`"),
            Just("X=")
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Whatever comes before it, the last line gives its own value, unless an open quote swallows that line.
        #[test]
        fn the_last_line_wins_unless_a_quote_swallows_it(file in any_file()) {
            const FOUND: &str = "0aB1cD2eF3gH4iJ5";
            for line in [format!("KEY={FOUND}"), format!("export KEY = '{FOUND}' # '")] {
                match key(&format!("{file}\n{line}\n")).unwrap() {
                    Ok(value) => prop_assert_eq!(value, FOUND),
                    Err(fault) => prop_assert!(fault.starts_with("inside the quoted"), "{}", fault),
                }
            }
        }

        #[test]
        fn what_stands_in_single_quotes_is_the_value_or_refused(value in "[^'\\\\\r\n]{0,40}") {
            let is_refused = |c| is_hostile(c) || c == char::REPLACEMENT_CHARACTER;
            let read = key(&format!("KEY='{value}'")).unwrap().ok();
            prop_assert_eq!(read, (!value.contains(is_refused)).then_some(value));
        }
    }
}
