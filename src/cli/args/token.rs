//! The options of every command that mints.
//!
//! `--with` and `--grant` keep the order in which they were typed, because the grants in the token have the same order.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser as Text, Resettable, TypedValueParser as _};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum, ValueHint};

use super::time::{When, duration};

const OUTPUT: &str = "Output";

#[derive(Debug, Args)]
#[command(next_help_heading = "Token")]
#[group(skip)]
pub(crate) struct TokenArgs {
    #[arg(short, long, help_heading = Resettable::Reset)]
    pub(crate) identity: Option<String>,
    #[arg(long, value_hint = ValueHint::FilePath, conflicts_with = "identity")]
    pub(crate) identities: Option<PathBuf>,
    #[arg(long, allow_hyphen_values = true, value_parser = duration, conflicts_with = "expires_at")]
    pub(crate) ttl: Option<i64>,
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) expires_at: Option<When>,
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) nbf: Option<When>,
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) issued_at: Option<When>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) jti: Option<String>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) region: Option<String>,
    #[command(flatten)]
    pub(crate) extras: Extras,
    #[arg(long)]
    pub(crate) allow_invalid: bool,
    #[arg(short, long, help_heading = OUTPUT)]
    pub(crate) output: Option<MintOutput>,
    #[arg(long, value_parser = variable_name, help_heading = OUTPUT)]
    pub(crate) var: Option<String>,
    #[arg(last = true, conflicts_with_all = ["identities", "output"], help_heading = OUTPUT)]
    pub(crate) command: Vec<OsString>,
}

fn variable_name(text: &str) -> Result<String, &'static str> {
    let starts_as_name = text.starts_with(|c: char| !c.is_ascii_digit());
    if starts_as_name && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        Ok(text.to_owned())
    } else {
        Err("expected the name of a variable: letters, digits and `_`")
    }
}

/// A grant besides the one that the command is named for.
#[derive(Debug, Clone)]
pub(crate) enum Extra {
    /// A product and its options, in one argument.
    With(String),
    /// `NAME=JSON` or `NAME=@FILE`.
    Grant(String),
}

/// The values of `--with` and `--grant`, in the order in which they were typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extras(pub(crate) Vec<Extra>);

impl Args for Extras {
    fn augment_args(command: Command) -> Command {
        let repeated = |name: &'static str, extra: fn(String) -> Extra| {
            Arg::new(name).long(name).action(ArgAction::Append).value_parser(Text::new().map(extra))
        };
        command.arg(repeated("with", Extra::With)).arg(repeated("grant", Extra::Grant))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Extras {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let indexed = |id| {
            let values = matches.get_many::<Extra>(id).into_iter().flatten().cloned();
            matches.indices_of(id).into_iter().flatten().zip(values)
        };
        let extras: BTreeMap<usize, Extra> = indexed("with").chain(indexed("grant")).collect();
        Ok(Self(extras.into_values().collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        Self::from_arg_matches(matches).map(|extras| *self = extras)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MintOutput {
    /// The token and a newline, nothing else
    Token,
    /// An object with the token, its identity, its ID and its times
    Json,
    /// An Authorization header, for `curl -H @-`
    Header,
    /// `TWILIO_ACCESS_TOKEN=<token>`
    Env,
    /// The same for `>> "$GITHUB_ENV"`; on stderr the command that masks it
    Github,
}
