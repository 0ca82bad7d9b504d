//! How twimint speaks: messages on standard error, texts on standard output, and the exit status.
//!
//! The grammar of messages, in clap's look:
//!
//! ```text
//! error: no API key secret                                   the fact
//!   looked for: --api-secret-file, TWILIO_API_SECRET, .env   details
//!   hint: export TWILIO_API_SECRET, or put it in .env        what to do
//! ```
//!
//! Lower case, no full stop. Hints stand only under an error or a warning. Text from outside is escaped by whoever puts it
//! into a message.

use std::io::{self, Write as _};
use std::panic::PanicHookInfo;

use anstyle::{AnsiColor, Style};
use terminal_size::{Height, Width, terminal_size_of};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::token::message::{Message, Severity};

/// How a run ends. The worst of several is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    pub(crate) const DONE: Self = Self(0);
    /// Credentials, a value that does not parse, files, output.
    pub(crate) const FAILED: Self = Self(1);
    /// The command line is wrong.
    pub(crate) const USAGE: Self = Self(2);
    /// Twilio would refuse the token, or a requested check failed.
    pub(crate) const REFUSED: Self = Self(3);
    /// A command that was to be run cannot be, or is not there, as shells say it.
    pub(crate) const CANNOT_RUN: Self = Self(126);
    pub(crate) const NOT_FOUND: Self = Self(127);
    /// As shells say it: 128 and the number of SIGINT.
    pub(crate) const INTERRUPTED: Self = Self(130);
}

/// Why a run ended early: the status, and what is still to be said.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) exit: Exit,
    pub(crate) messages: Vec<Message>,
}

impl Stop {
    pub(crate) fn usage(message: Message) -> Self {
        Self { exit: Exit::USAGE, messages: vec![message] }
    }

    /// The same, about a line of the input.
    #[must_use]
    pub(crate) fn at_line(self, line: u64) -> Self {
        let at_line = |message: Message| message.begin(format_args!("line {line}"));
        Self { messages: self.messages.into_iter().map(at_line).collect(), ..self }
    }

    /// Says it, and how the run ends.
    pub(crate) fn report(self) -> Exit {
        self.messages.iter().for_each(tell);
        self.exit
    }
}

/// A failure that the user can mend.
impl From<Message> for Stop {
    fn from(message: Message) -> Self {
        Self { exit: Exit::FAILED, messages: vec![message] }
    }
}

/// What nobody foresaw; its context says what was being done.
impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Message::error(format!("{error:#}")).into()
    }
}

/// Writes a text to standard output, all of it or an error.
pub(crate) fn print(text: impl AsRef<[u8]>) -> Result<(), Stop> {
    write(io::stdout().lock(), text.as_ref())
}

/// Writes a text for people: its colours stay on a terminal only, and never with `NO_COLOR`.
pub(crate) fn print_styled(text: &str) -> Result<(), Stop> {
    write(anstream::stdout().lock(), text.as_bytes())
}

fn write(mut out: impl io::Write, text: &[u8]) -> Result<(), Stop> {
    out.write_all(text).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        // A closed pipe is nobody's fault, and ends the run quietly.
        io::ErrorKind::BrokenPipe => Stop { exit: Exit::DONE, messages: Vec::new() },
        _ => Message::error(format!("cannot write to standard output: {error}")).into(),
    })
}

/// Writes to standard error as it stands: a command for GitHub Actions, or progress.
pub(crate) fn raw(text: &str) -> io::Result<()> {
    io::stderr().lock().write_all(text.as_bytes())
}

/// Says a message on standard error.
pub(crate) fn tell(message: &Message) {
    say(&styled(message, stderr_width()));
}

/// Says on standard error what is worth knowing.
pub(crate) fn note(text: &str) {
    say(&labelled("note", NOTE, text, stderr_width()));
}

/// Writes a text for people to standard error.
pub(crate) fn say(text: &str) {
    // When standard error is gone there is nobody left to tell.
    _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Admits to a fault of the program itself. Says where, and nothing of what was in memory: that may be a secret.
pub(crate) fn bug(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or(String::new(), |location| format!(", at {location}"));
    tell(
        &Message::error(format!("twimint has a bug, and stopped{place}")).hint("please report it"),
    );
}

/// Clap's colours.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Green.on_default().bold();
/// Titles of sections, and of pages.
pub(crate) const TITLE: Style = Style::new().bold();
/// What is said beside a fact.
pub(crate) const ASIDE: Style = Style::new().dimmed();

/// A message in the grammar of this file's head, coloured and wrapped, with a line end.
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

/// How wide a text on standard output may be: as the terminal, or 80 columns where there is none.
pub(crate) fn width() -> usize {
    terminal_size_of(io::stdout()).map_or(80, clamped)
}

/// Nothing is wrapped that goes into a log.
fn stderr_width() -> usize {
    terminal_size_of(io::stderr()).map_or(usize::MAX, clamped)
}

fn clamped((width, _): (Width, Height)) -> usize {
    usize::from(width.0).clamp(40, 120)
}

/// A text broken between words at a width, its following lines indented. What stands in backticks is one word: text out of a
/// token never begins a line.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    if width == usize::MAX {
        return text.to_owned();
    }
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
        fold(&mut out, 0, line, width, indent.len());
    }
    out
}

/// What begins a line that goes on with text out of a token.
pub(crate) const FOLD: &str = "│ ";

/// Appends a text at a column, cut wherever a line is full, and says at which column it ends. The lines that follow begin
/// with a mark, for the text may be a token's and look like anything.
pub(crate) fn fold(
    out: &mut String,
    mut column: usize,
    text: &str,
    width: usize,
    indent: usize,
) -> usize {
    let mut is_style = false;
    for c in text.chars() {
        // A style is `\u{1b}[`, digits and `m`; text of a token has none.
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
    column
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
