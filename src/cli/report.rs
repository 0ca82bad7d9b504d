//! How twimint speaks when it does not print a token: errors, warnings and notes on standard error,
//! and the exit status.
//!
//! The grammar of messages, in clap's look:
//!
//! ```text
//! error: no API key secret                                   the fact
//!   looked for: --api-secret-file, TWILIO_API_SECRET, .env   details
//!   hint: export TWILIO_API_SECRET, or put it in .env        what to do
//! ```
//!
//! Lower case, no full stop. Hints stand only under an error or a warning. Text from outside is
//! escaped by whoever puts it into a message; values that could be a secret are not put there.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use super::clap_errors;
use super::output;
use crate::token::rules::{Finding, Severity};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; nothing found that Twilio would refuse.
    Done = 0,
    /// Could not do it: credentials, files, output.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Twilio would refuse the token, or it is not as was asked for.
    Refused = 3,
    /// Interrupted, as shells say it: 128 and the number of SIGINT.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Error {
    /// What clap says of the command line, requests for help included.
    CommandLine(Box<clap::Error>),
    /// A failure that users cause and can mend.
    Failure(Box<Failure>),
    /// The rules refuse the token that was asked for.
    Refused(Vec<Finding>),
    /// Nobody reads the output any more.
    ClosedPipe,
    /// Whoever runs it has had enough.
    Interrupted,
    /// What nobody foresaw.
    Unexpected(anyhow::Error),
}

/// A failure that users cause and can mend: the fact, details, what to do.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    message: String,
    details: Vec<String>,
    hints: Vec<String>,
}

impl Failure {
    /// A failure with this exit status.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            details: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Something could not be done.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The command line contradicts itself.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Adds a line of detail.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }

    /// Adds something to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds things to do about it, or none.
    #[must_use]
    pub fn hints<H: Into<String>>(mut self, hints: impl IntoIterator<Item = H>) -> Self {
        self.hints.extend(hints.into_iter().map(Into::into));
        self
    }

    /// The failure in one line, for where it is only a note.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The fact, details and hints, for where it is told among others.
    pub fn parts(&self) -> (&str, &[String], &[String]) {
        (&self.message, &self.details, &self.hints)
    }
}

impl Error {
    /// The same, about a line of the input.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        match &mut self {
            Self::Failure(failure) => failure.message = format!("line {line}: {}", failure.message),
            Self::Refused(findings) => {
                for finding in findings {
                    finding.message = format!("line {line}: {}", finding.message);
                }
            }
            _ => {}
        }
        self
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

impl From<clap::Error> for Error {
    fn from(error: clap::Error) -> Self {
        Self::CommandLine(Box::new(error))
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Unexpected(error)
    }
}

/// Reports an error and says how the run ends.
pub fn report(error: Error) -> Exit {
    match error {
        Error::ClosedPipe => Exit::Done,
        Error::Interrupted => Exit::Interrupted,
        Error::CommandLine(error) => command_line(*error),
        Error::Failure(failure) => {
            let Failure {
                exit,
                message,
                details,
                hints,
            } = *failure;
            say("error", ERROR, &message, &details, &hints);
            exit
        }
        Error::Refused(findings) => {
            for finding in &findings {
                self::finding(finding);
            }
            Exit::Refused
        }
        Error::Unexpected(error) => {
            say("error", ERROR, &format!("{error:#}"), &[], &[]);
            Exit::Failed
        }
    }
}

/// Admits to a fault of the program itself. Says where, and nothing of what was in memory:
/// that may be a secret.
pub fn bug(panic: &PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map_or(String::new(), |location| format!(", at {location}"));
    let hint = "please report it".to_owned();
    say(
        "error",
        ERROR,
        &format!("twimint has a bug, and stopped{place}"),
        &[],
        &[hint],
    );
}

/// Writes to standard error as it stands: a command for GitHub Actions, or progress.
pub fn raw(text: &str) -> std::io::Result<()> {
    std::io::stderr().lock().write_all(text.as_bytes())
}

/// Says something on standard error that is worth knowing.
pub fn note(message: &str) {
    say("note", NOTE, message, &[], &[]);
}

/// Says on standard error that something may not work as meant.
pub fn warning(message: &str, hints: &[String]) {
    say("warning", WARNING, message, &[], hints);
}

/// Says on standard error what was found about a token.
pub fn finding(finding: &Finding) {
    let label = label(finding);
    let details = answers(finding);
    let hints: Vec<String> = finding.hint.clone().into_iter().collect();
    say(
        &label,
        style(finding.severity),
        &finding.message,
        &details,
        &hints,
    );
}

/// `error[20104]`.
pub fn label(finding: &Finding) -> String {
    match finding.code {
        Some(code) => format!("{}[{}]", finding.severity.as_str(), code.number),
        None => finding.severity.as_str().to_owned(),
    }
}

/// What Twilio would say to it, and the other codes it may answer, a line each.
pub fn answers(finding: &Finding) -> Vec<String> {
    let Some(code) = finding.code else {
        return Vec::new();
    };
    let lead = match finding.severity {
        Severity::Error => "Twilio most likely answers",
        Severity::Warning | Severity::Hint => "Twilio may answer",
    };
    let mut lines = Vec::new();
    if !code.title.is_empty() {
        lines.push(format!("{lead}: {}", code.title));
    }
    if !code.also.is_empty() {
        let also: Vec<String> = code.also.iter().map(u16::to_string).collect();
        lines.push(format!("also seen: {}", also.join(", ")));
    }
    lines
}

/// The colour of a severity.
pub fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Hint => NOTE,
    }
}

/// Clap's red.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Clap's yellow.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Clap's green.
pub const NOTE: Style = AnsiColor::Green.on_default().bold();

/// A message in the grammar of this file's head, coloured.
pub fn message(
    label: &str,
    style: Style,
    message: &str,
    details: &[String],
    hints: &[String],
) -> String {
    let mut text = format!("{style}{label}:{style:#} {message}\n");
    text.extend(details.iter().map(|detail| format!("  {detail}\n")));
    text.extend(
        hints
            .iter()
            .map(|hint| format!("  {NOTE}hint:{NOTE:#} {hint}\n")),
    );
    text
}

fn say(label: &str, style: Style, message: &str, details: &[String], hints: &[String]) {
    let text = self::message(label, style, message, details, hints);
    // When standard error is gone there is nobody left to tell.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Shows what clap has to say: help and version on standard output, the rest on standard error, cleaned
/// of whatever could be a secret.
fn command_line(error: clap::Error) -> Exit {
    let error = clap_errors::clean(error);
    let shown = error.print();
    if error.use_stderr() {
        Exit::Usage
    } else {
        match shown {
            Ok(()) => Exit::Done,
            Err(error) => report(output::failed(&error)),
        }
    }
}
