//! The one type for all that is ever said: findings of the rules, errors of credentials, what `doctor` and `decode`
//! report. The library calls it `Finding`.
//!
//! A message is plain text. Whoever writes one has escaped what comes from outside and hidden what may be a
//! credential; whoever prints it only wraps and colours.

use std::fmt;

use super::rules::codes::{Code, Fault};

/// How bad a finding is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Twilio would refuse the token.
    Error,
    /// Twilio may take the token, and something will not work as meant.
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
        f.write_str(self.as_str())
    }
}

/// One thing that was found about a token.
///
/// Severities, codes and claim paths are part of the API; wordings and the `also` lists of codes are not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What Twilio would most likely answer, with its title.
    pub code: Option<Code>,
    /// The claim it is about, as a dotted path: `exp`, `grants.video.room`, `header.twr`.
    pub claim: Option<String>,
    /// What is wrong. Text of the token in it is escaped, cut short, and credentials are masked.
    pub message: String,
    /// What to do, one sentence per line.
    pub hint: Option<String>,
    /// More of the fact, a line each: where something was looked for.
    pub(crate) details: Vec<String>,
}

/// The name that the rest of the house knows it by.
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

    /// Puts in front what it is about: an option, a line, where a value is from.
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

    /// Adds something to do about it.
    pub(crate) fn hint(self, hint: impl AsRef<str>) -> Self {
        let before = self.hint.map(|hints| hints + "\n").unwrap_or_default();
        Self { hint: Some(before + hint.as_ref()), ..self }
    }

    /// Adds all of these hints, or none.
    pub(crate) fn hints<H: AsRef<str>>(self, hints: impl IntoIterator<Item = H>) -> Self {
        hints.into_iter().fold(self, Finding::hint)
    }

    /// Adds a line of detail.
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
