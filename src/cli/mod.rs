//! The world around tokens: arguments, environment, files, clock and terminal.

mod api_secret;
pub mod args;
mod asked;
mod batch;
mod clap_errors;
mod clock;
pub mod completions;
pub mod core_file;
mod credentials;
pub mod decode;
mod demo;
mod diagnosis;
mod doctor;
pub mod dotenv;
mod exposure;
mod found;
mod grants;
pub mod help;
pub mod identities;
mod ignored;
mod input;
pub mod keys;
mod line;
mod lines;
mod mint;
mod missing;
mod output;
mod profile;
mod recipe;
pub mod render;
pub mod report;
mod settings;
pub mod sources;
mod with;

use std::ffi::OsString;

use clap::{FromArgMatches as _, Parser as _, error::ErrorKind};

use args::{Cli, Command, Mint, NoProduct, Product};
use report::{Error, Exit};

/// Does what a command line asks for; the first argument is the program's name.
pub fn run(arguments: &[OsString]) -> Result<Exit, Error> {
    match parse(arguments)?.command {
        Command::Chat(mint) => mint.run(Product::Chat),
        Command::Voice(mint) => mint.run(Product::Voice),
        Command::Video(mint) => mint.run(Product::Video),
        Command::Sync(mint) => mint.run(Product::Sync),
        Command::Taskrouter(mint) => mint.run(Product::Taskrouter),
        Command::Custom(mint) => {
            let Mint {
                product: NoProduct {},
                token,
                credentials,
            } = *mint;
            mint::run(None, &token, &credentials)
        }
        Command::Decode(args) => decode::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Completions(args) => completions::run(args.shell),
    }
}

impl<P: clap::Args> Mint<P> {
    fn run(self, product: impl FnOnce(P) -> Product) -> Result<Exit, Error> {
        mint::run(Some(product(self.product)), &self.token, &self.credentials)
    }
}

/// Parses the command line; what is said in answer to `--help` is only put together now.
fn parse(arguments: &[OsString]) -> Result<Cli, Error> {
    Cli::try_parse_from(arguments).or_else(|error| match error.kind() {
        ErrorKind::DisplayHelp => {
            let matches = help::documented().try_get_matches_from(arguments)?;
            Ok(Cli::from_arg_matches(&matches)?)
        }
        _ => Err(error.into()),
    })
}
