//! A value, and where it was found: what every message about it begins with.

use std::fmt;

use zeroize::Zeroizing;

use super::report::Failure;
use crate::token::escape::visible;
use crate::token::sid::{Sid, SidError, SidKind};

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Option(&'static str),
    /// In the environment, in the variable of this name.
    Environment(&'static str),
    /// In a .env file.
    File {
        /// What the file is called.
        file: &'static str,
        /// The line, from 1.
        line: usize,
        /// The variable.
        variable: &'static str,
    },
    /// In a file that another value names.
    Named(Box<Origin>),
    /// In a profile of the Twilio CLI.
    Profile(String),
    /// Built in.
    Demo,
}

impl Origin {
    /// Whether it was asked for on the command line.
    pub fn is_option(&self) -> bool {
        match self {
            Self::Option(_) => true,
            Self::Named(origin) => origin.is_option(),
            _ => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(option) => f.write_str(option),
            Self::Environment(variable) => write!(f, "{variable} in the environment"),
            Self::File {
                file,
                line,
                variable,
            } => write!(f, "{variable} in {file}, line {line}"),
            Self::Named(origin) => write!(f, "the file named by {origin}"),
            Self::Profile(name) => write!(f, "Twilio CLI profile {}", visible(name)),
            Self::Demo => f.write_str("--demo"),
        }
    }
}

/// A value and where it was found. Its `Debug` does not show the value, which may be secret.
#[derive(Clone)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl<T> fmt::Debug for Found<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({:?}, …)", self.origin)
    }
}

/// A value as it was found, before anybody looked at what it is.
pub type Text = Found<Zeroizing<String>>;

impl Text {
    /// Reads the value as a SID.
    pub fn parse<K: SidKind>(&self) -> Result<Sid<K>, Failure> {
        self.parse_with(Sid::parse)
    }

    /// Reads the value by a function.
    pub fn parse_with<T>(&self, parse: impl Fn(&str) -> Result<T, SidError>) -> Result<T, Failure> {
        parse(&self.value).map_err(|error| {
            Failure::failed(format!("{}: {error}", self.origin)).hints(error.hint())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_text_does_not_show_the_value() {
        let found = Text {
            value: Zeroizing::new("secret".to_owned()),
            origin: Origin::Environment("TWILIO_API_SECRET"),
        };
        let shown = format!("{found:?}");
        assert_eq!(shown, "Found(Environment(\"TWILIO_API_SECRET\"), …)");
    }
}
