//! The one error of the library. What went wrong is a [`Finding`], as everywhere.

use std::fmt;

use super::message::Finding;

/// Why there is no token, no SID or no grant.
///
/// `Display` gives the first finding with its code. Nothing of a text that may be a credential is repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Twilio would refuse the token: all findings, the errors first.
    Refused(Vec<Finding>),
    /// The text is not a token, and why.
    NotAToken(Box<Finding>),
    /// The text is not a SID of the kind that is needed, and what it looks like instead.
    NotASid(Box<Finding>),
    /// The grant cannot stand in a token, and why.
    InvalidGrant(Box<Finding>),
    /// The operating system gave no random numbers for the `jti`.
    NoRandomNumbers,
}

impl Error {
    /// What was found, the worst first; nothing where there were no random numbers.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Refused(findings) => findings,
            Self::NotAToken(finding) | Self::NotASid(finding) | Self::InvalidGrant(finding) => {
                std::slice::from_ref(finding)
            }
            Self::NoRandomNumbers => &[],
        }
    }

    /// The worst that was found, to be said as it stands.
    pub(crate) fn message(&self) -> Finding {
        let worst = self.findings().first().cloned();
        worst.unwrap_or_else(|| Finding::error(self.to_string()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.findings() {
            [] => f.write_str("the operating system gives no random numbers"),
            [first, ..] => first.fmt(f),
        }
    }
}

impl std::error::Error for Error {}
