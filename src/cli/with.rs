//! `--with`: one more grant, in the words of its product's own command.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, CommandFactory as _, Parser as _};

use super::args::{Cli, Product, With};
use super::report::{Error, Failure};
use super::settings::listed;
use crate::token::shape::shown;

/// Reads the words by the declarations of the product's own command.
pub fn parse(text: &str) -> Result<Product, Error> {
    let words =
        shlex::split(text).ok_or_else(|| Failure::usage("--with: a quote is not closed"))?;
    let Some(product) = words.first() else {
        return Err(no_product("--with: no product").into());
    };
    let message = format!("--with: no product is called {}", shown(product));
    With::try_parse_from(words)
        .map(|with| with.product)
        .map_err(|error| match error.kind() {
            ErrorKind::InvalidSubcommand => no_product(&message).into(),
            _ => match misplaced(&error) {
                Some(failure) => failure.into(),
                None => error.into(),
            },
        })
}

fn no_product(message: &str) -> Failure {
    let products = listed(&Product::NAMES, "or");
    Failure::usage(message).hint(format!("it takes {products}, and their options"))
}

/// An option of the token is at home outside the quotes.
fn misplaced(error: &clap::Error) -> Option<Failure> {
    let (ErrorKind::UnknownArgument, Some(ContextValue::String(typed))) =
        (error.kind(), error.get(ContextKind::InvalidArg))
    else {
        return None;
    };
    let name = typed.split('=').next()?;
    let mut command = Cli::command();
    command.build();
    // The options of `custom` are those of every token, and nothing else.
    let mut of_token = command.find_subcommand("custom")?.get_arguments();
    let is_name = |arg: &Arg| match name.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        None => arg
            .get_short()
            .is_some_and(|short| name == format!("-{short}")),
    };
    of_token.any(is_name).then(|| {
        Failure::usage(format!("{} is an option of the whole token", shown(name)))
            .hint("put it outside of --with")
    })
}
