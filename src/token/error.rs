//! The library's only error type. It says what went wrong with the same [`Finding`] as the rules.

use std::fmt;

use super::message::Finding;

/// Why a token, a SID or a grant could not be made or parsed.
///
/// `Display` shows the first finding and its code. It never repeats what should be a SID or a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The token was not signed, for one of the reasons that [`sign`](crate::AccessToken::sign) lists. Holds the
    /// findings, errors first.
    Refused(Vec<Finding>),
    /// The text is not a token. Says why.
    NotAToken(Box<Finding>),
    /// The text is not a SID of the required kind. Says what it looks like instead.
    NotASid(Box<Finding>),
    /// A token cannot have this grant. Says why.
    InvalidGrant(Box<Finding>),
    /// The operating system gave no random numbers for the `jti`.
    NoRandomNumbers,
}

impl Error {
    /// What was found, worst first. Empty for [`NoRandomNumbers`](Self::NoRandomNumbers).
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Refused(findings) => findings,
            Self::NotAToken(finding) | Self::NotASid(finding) | Self::InvalidGrant(finding) => {
                std::slice::from_ref(finding)
            }
            Self::NoRandomNumbers => &[],
        }
    }

    /// The worst finding, ready to be shown.
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
