//! Values and their origins, which say where each value was found. Every message about a value begins with its origin,
//! and shows names and paths by [`plain`] or [`for_shell`].

use std::fmt;

use zeroize::Zeroizing;

use crate::token::error::Error;
use crate::token::message::Message;
use crate::token::sid::{Sid, SidKind, described, may_be_credential};
use crate::token::text::visible;

/// A value as it was found, before any check, and its origin. It has no `Debug`, because the value may be secret.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) value: Zeroizing<String>,
    pub(crate) origin: Origin,
}

/// The result of looking up a setting: no value, a value, or why the value cannot be read.
pub(crate) type Lookup = Result<Option<Found>, Message>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Option(&'static str),
    Environment(String),
    File {
        file: String,
        /// Counted from 1.
        line: usize,
        variable: String,
    },
    /// In a file whose path came from this other origin.
    Named(Box<Origin>),
    /// In the Twilio CLI profile of this name.
    Profile(String),
}

impl Origin {
    /// The name of the variable that holds the value itself, if one does.
    pub(crate) fn variable(&self) -> Option<&str> {
        match self {
            Self::Environment(variable) | Self::File { variable, .. } => Some(variable),
            _ => None,
        }
    }

    pub(super) fn is_option(&self) -> bool {
        match self {
            Self::Option(_) => true,
            Self::Named(by) => by.is_option(),
            _ => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(option) => f.write_str(option),
            Self::Environment(variable) => write!(f, "{} in the environment", visible(variable)),
            Self::File { file, line, variable } => {
                write!(f, "{file}:{line}: {}", visible(variable))
            }
            Self::Named(by) => write!(f, "the file named by {by}"),
            Self::Profile(name) => write!(f, "Twilio CLI profile {}", plain(name)),
        }
    }
}

impl Found {
    pub(crate) fn new(value: impl Into<String>, origin: Origin) -> Self {
        Self { value: value.into().into(), origin }
    }

    /// Parses the value as a SID.
    pub(crate) fn sid<K: SidKind>(&self) -> Result<Sid<K>, Message> {
        self.value.parse().map_err(|error: Error| error.message().begin(&self.origin))
    }
}

/// A name or a path as one word of a command line, quoted if a shell needs that.
pub(crate) fn for_shell(text: &str) -> String {
    let text = plain(text);
    shlex::try_quote(&text).map_or_else(|_| text.clone(), Into::into)
}

/// A name or a path as it would be typed, without quotes around it. If it may be a credential that was put in the wrong
/// place, it is described, not shown.
pub(crate) fn plain(text: &str) -> String {
    if may_be_credential(text) { described(text) } else { visible(text).into_owned() }
}
