//! Values, and where they were found: what every message about one begins with.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroizing;

use super::settings::Setting;
use crate::token::error::Error;
use crate::token::message::Message;
use crate::token::sid::{Sid, SidKind, described, may_be_credential};
use crate::token::text::visible;

/// A value as it was found, before anybody looked at what it is, and where that was. It has no `Debug`, for the value may be
/// secret.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) value: Zeroizing<String>,
    pub(crate) origin: Origin,
}

/// What is said of a setting: nothing, a value, or why there is none that can be read.
pub(crate) type Said = Result<Option<Found>, Message>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Option(&'static str),
    Environment(Cow<'static, str>),
    File {
        file: String,
        /// Counted from 1.
        line: usize,
        variable: Cow<'static, str>,
    },
    /// In a file that another value names.
    Named(Box<Origin>),
    /// In this profile of the Twilio CLI.
    Profile(String),
}

impl Origin {
    /// The variable, if it is one.
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

    /// Reads the value as a SID.
    pub(crate) fn sid<K: SidKind>(&self) -> Result<Sid<K>, Message> {
        self.value.parse().map_err(|error: Error| error.message().begin(&self.origin))
    }
}

/// A variable of the environment, or a line of a file, that sets one of our settings.
pub(crate) struct Candidate {
    pub(crate) setting: &'static Setting,
    pub(crate) origin: Origin,
    pub(crate) value: Result<Zeroizing<String>, Message>,
}

impl Candidate {
    /// Whether its name belongs to other vendors too.
    pub(crate) fn is_unprefixed(&self) -> bool {
        self.origin.variable().is_some_and(|name| self.setting.in_file_only.contains(&name))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value.as_ref().is_ok_and(|value| value.is_empty())
    }

    /// Why it cannot be read, if it cannot, without saying where it stands.
    pub(crate) fn fault(&self) -> Option<&str> {
        let said = &self.value.as_ref().err()?.message;
        Some(said.strip_prefix(&format!("{}: ", self.origin)).unwrap_or(said))
    }

    pub(crate) fn found(self) -> Result<Found, Message> {
        Ok(Found { value: self.value?, origin: self.origin })
    }
}

/// The same as a word of a command line, in quotes if a shell needs them.
pub(crate) fn for_shell(text: &str) -> String {
    let text = plain(text);
    shlex::try_quote(&text).map_or_else(|_| text.clone(), Into::into)
}

/// A name or a path, ready to be typed: nothing stands around it. What may be a credential in the wrong place is not shown.
pub(crate) fn plain(text: &str) -> String {
    if may_be_credential(text) { described(text) } else { visible(text).into_owned() }
}
