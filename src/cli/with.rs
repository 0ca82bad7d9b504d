//! `--with`: one more grant, in the words of its product's own command.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser as _};

use super::args::{Cli, Product, With};
use super::report::{Error, Failure};
use crate::token::shape::shown;

/// Reads the words by the declarations of the product's own command.
pub fn parse(text: &str) -> Result<Product, Error> {
    let words =
        shlex::split(text).ok_or_else(|| Failure::usage("--with: a quote is not closed"))?;
    With::try_parse_from(words)
        .map(|with| with.product)
        .map_err(|error| match misplaced(&error) {
            Some(failure) => failure.into(),
            None => error.into(),
        })
}

/// An option of the token is at home outside the quotes.
fn misplaced(error: &clap::Error) -> Option<Failure> {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let long = option.strip_prefix("--")?.split('=').next()?;
    let mut custom = Cli::command();
    custom.build();
    let is_of_token = error.kind() == ErrorKind::UnknownArgument
        && custom
            .find_subcommand("custom")?
            .get_arguments()
            .any(|arg| arg.get_long() == Some(long));
    is_of_token.then(|| {
        let option = shown(&format!("--{long}"));
        Failure::usage(format!("{option} is an option of the whole token"))
            .hint("put it outside of --with")
    })
}
