//! Output: messages on standard error, text on standard output, and the exit status.
//!
//! Every message has this form, in clap's style:
//!
//! ```text
//! error: no API key secret                                   the fact
//!   looked for: --api-secret-file, TWILIO_API_SECRET, .env   details
//!   hint: export TWILIO_API_SECRET, or put it in .env        what to do
//! ```
//!
//! Messages are in lower case, without a full stop. Whoever puts text from outside into a message escapes it first.

use std::fmt;
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;

use anstyle::{AnsiColor, Style};
use terminal_size::{Height, Width, terminal_size_of};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::token::message::{Message, Severity};

/// An exit status. The worst of several is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    pub(crate) const DONE: Self = Self(0);
    /// Something else failed: credentials, a value that does not parse, a file, the output.
    pub(crate) const FAILED: Self = Self(1);
    /// The command line is wrong.
    pub(crate) const USAGE: Self = Self(2);
    /// Twilio would refuse the token, or a requested check failed.
    pub(crate) const REFUSED: Self = Self(3);
    /// The command after `--` cannot be run. Shells use the same status.
    pub(crate) const CANNOT_RUN: Self = Self(126);
    /// The command after `--` does not exist. Shells use the same status.
    pub(crate) const NOT_FOUND: Self = Self(127);
    /// 128 plus the number of SIGINT, as in shells.
    pub(crate) const INTERRUPTED: Self = Self(130);
}

/// Ends a run early: the exit status, and the messages to print.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) exit: Exit,
    pub(crate) messages: Vec<Message>,
}

impl Stop {
    pub(crate) fn usage(message: Message) -> Self {
        Self { exit: Exit::USAGE, messages: vec![message] }
    }

    /// Adds the number of an input line to each message.
    #[must_use]
    pub(crate) fn at_line(self, line: u64) -> Self {
        self.begin(format_args!("line {line}"))
    }

    /// Starts each message with what it is about.
    #[must_use]
    pub(crate) fn begin(self, with: impl fmt::Display) -> Self {
        let begin = |message: Message| message.begin(&with);
        Self { messages: self.messages.into_iter().map(begin).collect(), ..self }
    }

    /// Prints the messages and returns the exit status.
    pub(crate) fn report(self) -> Exit {
        self.messages.iter().for_each(tell);
        self.exit
    }
}

/// A failure that the user can fix.
impl From<Message> for Stop {
    fn from(message: Message) -> Self {
        Self { exit: Exit::FAILED, messages: vec![message] }
    }
}

/// An unexpected error, whose context says what was being done.
impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Message::error(format!("{error:#}")).into()
    }
}

/// Writes all of a text to standard output.
pub(crate) fn print(text: impl AsRef<[u8]>) -> Result<(), Stop> {
    write(io::stdout().lock(), text.as_ref())
}

/// Writes a text for people. Whether it keeps its colours depends on `--color`, `NO_COLOR` and the terminal.
pub(crate) fn print_styled(text: &str) -> Result<(), Stop> {
    write(anstream::stdout().lock(), text.as_bytes())
}

fn write(mut out: impl io::Write, text: &[u8]) -> Result<(), Stop> {
    out.write_all(text).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        // A closed pipe is no error, but the reader has seen enough. End the run quietly.
        io::ErrorKind::BrokenPipe => Stop { exit: Exit::DONE, messages: Vec::new() },
        _ => Message::error(format!("cannot write to standard output: {error}")).into(),
    })
}

/// Writes to standard error without styling or wrapping: a GitHub Actions command, or progress.
pub(crate) fn raw(text: &str) -> io::Result<()> {
    io::stderr().lock().write_all(text.as_bytes())
}

/// Prints a message to standard error.
pub(crate) fn tell(message: &Message) {
    say(&styled(message, stderr_width()));
}

/// Prints a note to standard error.
pub(crate) fn note(text: &str) {
    say(&labelled("note", NOTE, text, stderr_width()));
}

/// Writes a text for people to standard error.
pub(crate) fn say(text: &str) {
    // If standard error is closed, there is nowhere left to say so.
    _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Reports a panic as a bug. Shows where it happened, but not its message, which may contain a secret.
pub(crate) fn bug(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or(String::new(), |location| format!(", at {location}"));
    tell(
        &Message::error(format!("twimint stopped because of a bug{place}"))
            .hint("please report it"),
    );
}

/// Clap's colours.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Green.on_default().bold();
/// Titles of sections and pages.
pub(crate) const TITLE: Style = Style::new().bold();
/// Secondary text beside a fact.
pub(crate) const ASIDE: Style = Style::new().dimmed();

/// A message in the form shown at the top of this file: coloured, wrapped, with a line end.
pub(crate) fn styled(message: &Message, width: usize) -> String {
    let severity = message.severity.as_str();
    let label = match message.code {
        Some(code) => format!("{severity}[{}]", code.number),
        None => severity.to_owned(),
    };
    let style = match message.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Hint => NOTE,
    };
    let mut text = labelled(&label, style, &message.message, width);
    let mut line = |line: &str, indent: &str| text += &(wrap(line, width, indent) + "\n");
    if let Some(code) = message.code {
        let answers =
            if message.is_error() { "Twilio most likely answers" } else { "Twilio may answer" };
        line(&format!("  {ASIDE}{answers}: {}{ASIDE:#}", code.title), "    ");
        if !code.also.is_empty() {
            line(&format!("  {ASIDE}also seen: {}{ASIDE:#}", numbers(code.also)), "    ");
        }
    }
    for detail in &message.details {
        line(&format!("  {detail}"), "    ");
    }
    for hint in message.hint.iter().flat_map(|hints| hints.lines()) {
        line(&format!("  {NOTE}hint:{NOTE:#} {hint}"), "        ");
    }
    text
}

fn labelled(label: &str, style: Style, text: &str, width: usize) -> String {
    wrap(&format!("{style}{label}:{style:#} {text}"), width, "  ") + "\n"
}

/// `31205, 51119`
pub(crate) fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

/// The width of text on standard output, in columns: that of the terminal, or 80 without a terminal.
pub(crate) fn width() -> usize {
    terminal_size_of(io::stdout()).map_or(80, clamped)
}

/// The width of text on standard error, in columns. Without a terminal the text goes into a log and is not wrapped.
fn stderr_width() -> usize {
    terminal_size_of(io::stderr()).map_or(usize::MAX, clamped)
}

fn clamped((width, _): (Width, Height)) -> usize {
    usize::from(width.0).clamp(40, 120)
}

/// Wraps a text between words, and indents all lines but the first. Text in backticks counts as one word, so that text
/// from a token never starts a line.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let options = Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::Custom(words));
    let mut out = String::new();
    for (n, line) in textwrap::wrap(text, options).iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        fold(&mut out, line, width, indent.len());
    }
    out
}

/// The mark in front of a line that continues text from a token.
pub(crate) const FOLD: &str = "│ ";

/// Appends a text, and breaks it wherever a line is full. Continuation lines begin with a mark, because the text may
/// come from a token and look like anything.
pub(crate) fn fold(out: &mut String, text: &str, width: usize, indent: usize) {
    let mut column = 0;
    let mut is_style = false;
    for c in text.chars() {
        // A style is `\u{1b}[`, digits and `m`. Text from a token cannot contain one, because it is escaped.
        is_style |= c == '\u{1b}';
        let columns = if is_style { 0 } else { c.width().unwrap_or_default() };
        is_style &= c != 'm';
        if column + columns > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            out.push_str(FOLD);
            column = indent + FOLD.width();
        }
        out.push(c);
        column += columns;
    }
}

fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut is_quoted = false;
    let mut before = 'x';
    let pieces = line.split_inclusive(move |c| {
        is_quoted ^= c == '`';
        let ends = !is_quoted && c == ' ' && before != ' ';
        before = c;
        ends
    });
    Box::new(pieces.map(Word::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_broken_between_words_and_fits_the_width() {
        let fact = "an Auth Token cannot sign Access Tokens: `two words` and enableImprovedSignalingErrorPrecision";
        let message = Message::error(fact).detail(fact).hint(fact);
        for width in 50..=120 {
            let text = anstream::adapter::strip_str(&styled(&message, width)).to_string();
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
            let said = format!("error: {fact} {fact} hint: {fact}");
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words.join(" "), said, "{width}: {text}");
            assert!(text.contains("`two words`"), "{text}");
        }
    }
}
