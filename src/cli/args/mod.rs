//! The command line: its declarations for clap, how it is parsed, its help, and what is wrong with it.
//!
//! Nothing is looked up here: `values` fills in what the options leave open. The help texts are in help.md, which is read
//! only when somebody asks for help. The errors of value parsers never repeat anything that could be a credential.
//! `mistakes` turns them into messages.

pub(crate) mod credentials;
pub(crate) mod decode;
pub(crate) mod help;
mod mistakes;
pub(crate) mod products;
pub(crate) mod time;
pub(crate) mod token;

use std::ffi::OsString;

use anstream::ColorChoice;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, ValueEnum};
use clap_complete::Shell;

use super::say::{self, Exit, Stop};
use crate::token::message::Message;
use credentials::CredentialArgs;
use decode::{DecodeArgs, error_code};
use products::{MintCommand, ProductArgs};

#[derive(Debug, Parser)]
#[command(name = "twimint", bin_name = "twimint", version, defer = true)]
pub(crate) enum Cli {
    #[command(flatten)]
    Mint(MintCommand),
    Decode(Box<DecodeArgs>),
    Explain {
        #[arg(value_parser = error_code)]
        code: Option<u32>,
        #[arg(short, long, default_value = "text")]
        output: ReportOutput,
    },
    Doctor {
        #[arg(short, long, default_value = "text")]
        output: ReportOutput,
        #[command(flatten)]
        credentials: Box<CredentialArgs>,
    },
    Completions {
        shell: Shell,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportOutput {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Parses the command line, whose first argument is the program's name. An `Err` is a mistake, or means that only help
/// or the version was asked for and has been printed.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Cli, Stop> {
    let arguments = apply_color(arguments)?;
    let mut declared = Cli::command();
    let parsed = declared
        .try_get_matches_from_mut(&arguments)
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    // Do not free the declarations: that would take an eighth of the time that an empty program runs.
    std::mem::forget(declared);
    let dashes = arguments.iter().position(|word| *word == "--");
    let error = match parsed {
        // This happens in scripts, when the variable that should hold the command is not set.
        Ok(Cli::Mint(_)) if dashes.is_some_and(|at| at + 1 == arguments.len()) => {
            let message = Message::error("no command after `--`");
            return Err(Stop::usage(message.hint("leave `--` out to print the token")));
        }
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let page = || format!("{}\n", help::page(&words).ansi().to_string().trim_end());
    match error.kind() {
        ErrorKind::DisplayHelp => say::print_styled(&page())?,
        ErrorKind::DisplayVersion => say::print(error.to_string())?,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => say::say(&page()),
        _ => return Err(Stop::usage(mistakes::message(&error, &words))),
    }
    let exit = if error.use_stderr() { Exit::USAGE } else { Exit::DONE };
    Err(Stop { exit, messages: Vec::new() })
}

/// The values of `--color`.
const COLORS: [(&str, ColorChoice); 3] =
    [("auto", ColorChoice::Auto), ("always", ColorChoice::Always), ("never", ColorChoice::Never)];

/// Applies `--color` and removes it from the arguments. This comes before clap parses them, because help and errors
/// have colours too, and because declaring the option for every command would slow down each mint.
fn apply_color(arguments: &[OsString]) -> Result<Vec<&OsString>, Stop> {
    let mut words: Vec<_> = arguments.iter().collect();
    let is_option = |word: &&OsString| word.to_str().is_some_and(is_color);
    while let Some(at) = words.iter().take_while(|word| **word != "--").position(is_option) {
        let value = match words.remove(at).to_str().and_then(|word| word.split_once('=')) {
            Some((_, value)) => value,
            None if at == words.len() => "",
            None => words.remove(at).to_str().unwrap_or_default(),
        };
        let Some((_, choice)) = COLORS.iter().find(|(name, _)| *name == value) else {
            let names = COLORS.map(|(name, _)| name);
            return Err(Stop::usage(mistakes::not_one_of("`--color`", value, &names)));
        };
        choice.write_global();
    }
    Ok(words)
}

fn is_color(word: &str) -> bool {
    word == "--color" || word.starts_with("--color=")
}

/// Parses a product and its options, as in the value of one `--with`.
pub(crate) fn parse_product(text: &str) -> Result<ProductArgs, Stop> {
    let Some(words) = shlex::split(text) else {
        return Err(Stop::usage(Message::error("a quote is not closed")));
    };
    let product = ProductArgs::try_parse_from(&words);
    product.map_err(|error| Stop::usage(mistakes::not_a_product(&error, &words)))
}
