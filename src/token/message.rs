//! The one type for everything twimint reports: findings of the rules, errors about credentials, and the results of
//! `doctor` and `decode`. The public API calls it `Finding`.
//!
//! A message is plain text. The code that creates a message escapes untrusted text and masks anything that may be a
//! credential. The code that prints a message only wraps and colours it.

use std::fmt;

use super::rules::codes::{Code, Fault};

/// How bad a finding is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Twilio would refuse the token, or it must not be signed, for example because it contains one of your own
    /// credentials.
    Error,
    /// Twilio may accept the token, but something will not work as intended.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// `error`, `warning` or `hint`.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that was found about a token.
///
/// Severities, codes and claim paths are part of the API; the wording and the `also` lists of codes are not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The error code that Twilio would most likely return.
    pub code: Option<Code>,
    /// The claim it is about, as a dotted path: `exp`, `grants.video.room`, `header.twr`.
    pub claim: Option<String>,
    /// What is wrong. Text from the token is escaped and shortened, and the credentials that were found are masked.
    pub message: String,
    /// What to do, one hint per line.
    pub hint: Option<String>,
    /// More about what is wrong, one item per line, such as the places that were searched.
    pub(crate) details: Vec<String>,
}

/// The program's name for it: most of what the program says is not about a token.
pub(crate) type Message = Finding;

impl Finding {
    pub(crate) fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: None,
            claim: None,
            message: message.into(),
            hint: None,
            details: Vec::new(),
        }
    }

    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    pub(crate) fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    pub(crate) fn advice(message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, message)
    }

    /// Starts the message with what it is about: an option, a line number, or the origin of a value.
    pub(crate) fn begin(self, with: impl fmt::Display) -> Self {
        Self { message: format!("{with}: {}", self.message), ..self }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    pub(crate) fn code(self, fault: &Fault) -> Self {
        Self { code: Some(fault.code()), ..self }
    }

    pub(crate) fn at(self, claim: impl Into<String>) -> Self {
        Self { claim: Some(claim.into()), ..self }
    }

    /// Adds a hint: something to do about the finding.
    pub(crate) fn hint(self, hint: impl AsRef<str>) -> Self {
        let before = self.hint.map(|hints| hints + "\n").unwrap_or_default();
        Self { hint: Some(before + hint.as_ref()), ..self }
    }

    /// Adds any number of hints.
    pub(crate) fn hints<H: AsRef<str>>(self, hints: impl IntoIterator<Item = H>) -> Self {
        hints.into_iter().fold(self, Finding::hint)
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }
}

/// `exp: expired 3 minutes ago (20104 Access Token expired or expiration date invalid)`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(claim) = &self.claim {
            write!(f, "{claim}: ")?;
        }
        f.write_str(&self.message)?;
        match self.code {
            Some(code) => write!(f, " ({} {})", code.number, code.title),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Finding {}
