//! The options of every token that is minted.
//!
//! `--with` and `--grant` keep the order in which they were typed, because it is that of the grants in the token.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser as Text, PossibleValue, Resettable, TypedValueParser,
};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum, ValueHint};

use super::time::{When, duration};
use crate::token::grant::Product;
use crate::token::region::Region;

const TOKEN: &str = "Token";
const OUTPUT: &str = "Output";
const REGIONS: [&str; 4] =
    [Region::Us1.as_str(), Region::Ie1.as_str(), Region::Au1.as_str(), Region::Jp1.as_str()];

#[derive(Debug, Args)]
#[command(next_help_heading = TOKEN)]
pub(crate) struct TokenArgs {
    #[arg(short, long, help_heading = Resettable::Reset)]
    pub(crate) identity: Option<String>,
    #[arg(long, value_hint = ValueHint::FilePath, conflicts_with = "identity")]
    pub(crate) identities: Option<PathBuf>,
    #[arg(long, allow_hyphen_values = true, value_parser = duration, conflicts_with = "expires_at")]
    pub(crate) ttl: Option<i64>,
    #[arg(long, allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) expires_at: Option<When>,
    #[arg(long, allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) nbf: Option<When>,
    #[arg(long, allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) issued_at: Option<When>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) jti: Option<String>,
    #[arg(long, value_parser = Listed(|| REGIONS.into()))]
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
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(is_name)
    {
        return Err("expected the name of a variable: letters, digits and `_`");
    }
    Ok(text.to_owned())
}

/// A grant besides the one that the command is named for.
#[derive(Debug, Clone)]
pub(crate) enum Extra {
    /// A product's own options, in one word.
    With(String),
    /// NAME=JSON, or NAME=@FILE.
    Grant(String),
}

/// `--with` and `--grant`, in the order in which they were given, which is that of the token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extras(pub(crate) Vec<Extra>);

impl Args for Extras {
    fn augment_args(command: Command) -> Command {
        let repeated = |name: &'static str| Arg::new(name).long(name).action(ArgAction::Append);
        let with = repeated("with")
            .value_parser(Listed(|| Product::commands().collect()).map(Extra::With));
        let grant = repeated("grant").value_parser(Text::new().map(Extra::Grant));
        command.arg(with).arg(grant)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Extras {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let of = |id| {
            let values = matches.get_many::<Extra>(id).into_iter().flatten().cloned();
            matches.indices_of(id).into_iter().flatten().zip(values)
        };
        let mut extras: Vec<(usize, Extra)> = of("with").chain(of("grant")).collect();
        extras.sort_by_key(|(index, _)| *index);
        Ok(Self(extras.into_iter().map(|(_, extra)| extra).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
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

/// Takes any text but an empty one, and lists these to help and completions. What follows the name of a product is the
/// product's to judge, and a region that is none may be asked for.
#[derive(Clone)]
struct Listed(fn() -> Vec<&'static str>);

impl TypedValueParser for Listed {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        Text::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}
