//! The options of every token that is minted.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser as Text, PossibleValue, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum, ValueHint};

use super::products::Product;
use super::time::{When, duration};
use crate::token::region::Region;

const TOKEN: &str = "Token";
const OUTPUT: &str = "Output";
const REGIONS: [&str; 4] =
    [Region::Us1.as_str(), Region::Ie1.as_str(), Region::Au1.as_str(), Region::Jp1.as_str()];

/// Options of every token.
#[derive(Debug, Args)]
#[command(next_help_heading = TOKEN)]
pub(crate) struct TokenArgs {
    /// Who the token is for
    ///
    /// The name by which your app knows the user; whoever holds the token is that user. Voice
    /// takes letters, digits and `_`; Conversations and Sync up to 256 characters, Video up to
    /// 128.
    #[arg(short, long, value_name = "ID")]
    pub(crate) identity: Option<String>,

    /// A file of identities, one a line, instead of --identity; `-` for standard
    /// input
    ///
    /// One token a line is printed, in the same order. The first line that cannot be
    /// minted ends it; the tokens of the lines before are printed.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        conflicts_with = "identity"
    )]
    pub(crate) identities: Option<PathBuf>,

    /// How long the token lives, from --issued-at: `3600`, `90s`, `15m`, `1h30m`, `1d`
    ///
    /// Seconds, or units from the longest to the shortest: `d`, `h`, `m`, `s`. Twilio takes at
    /// most 24 hours and advises the shortest that works; clients can be given a fresh token
    /// while connected. [default: 1h]
    #[arg(
        long,
        value_name = "DURATION",
        allow_hyphen_values = true,
        value_parser = duration,
        conflicts_with = "expires_at",
        help = "How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]"
    )]
    pub(crate) ttl: Option<i64>,

    /// When the token expires, instead of --ttl
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a
    /// sign, counted from now: `+15m`, `-2h`.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) expires_at: Option<When>,

    /// When the token becomes valid; left out unless asked for
    ///
    /// The `nbf` claim, a TIME as for --expires-at. A client or a server whose clock is behind
    /// refuses a token that is valid from now, so there is none by default.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) nbf: Option<When>,

    /// When the token was issued, which --ttl counts from [default: now]
    ///
    /// The `iat` claim, a TIME as for --expires-at. With --jti the token is reproducible to the
    /// byte.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) issued_at: Option<When>,

    /// The token's unique ID [default: the API key SID and a random number]
    ///
    /// The `jti` claim. Twilio reads nothing out of it; it tells tokens apart in your logs.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) jti: Option<String>,

    /// The region of the API key, for Voice outside us1
    ///
    /// The `twr` header, left out unless given: Twilio then takes us1. An edge (`dublin`,
    /// `sydney`) is not a region. TWILIO_REGION is never written: elsewhere it means the region of
    /// REST requests.
    #[arg(long, value_name = "REGION", value_parser = Listed(&REGIONS))]
    pub(crate) region: Option<String>,

    /// Further grants.
    #[command(flatten)]
    pub(crate) extras: Extras,

    /// Mint what Twilio would refuse, too: refusals become warnings
    ///
    /// For negative tests. What does not parse (a number, a time, a SID) stays an error.
    #[arg(long)]
    pub(crate) allow_invalid: bool,

    /// How the token is printed [default: token]
    ///
    /// On standard output; warnings and notes go to standard error.
    #[arg(short, long, value_name = "FORMAT", help_heading = OUTPUT)]
    pub(crate) output: Option<MintOutput>,

    /// The variable that `-o env`, `-o github` and `-- COMMAND` set [default: TWILIO_ACCESS_TOKEN]
    #[arg(long, value_name = "NAME", value_parser = variable_name, help_heading = OUTPUT)]
    pub(crate) var: Option<String>,

    /// Run this command with the token in its environment, instead of printing it
    #[arg(last = true, value_name = "COMMAND", conflicts_with_all = ["identities", "output"])]
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
        let with = Arg::new("with")
            .long("with")
            .value_name("PRODUCT OPTIONS")
            .action(ArgAction::Append)
            .value_parser(Listed(&Product::NAMES))
            .help("One more grant, as that product's command line (repeatable)")
            .long_help(
                "One more grant in the same token, written as that product's own command line: \
                 `--with sync`, `--with \"video --room 'daily standup'\"`. Repeatable. What is \
                 left open is filled in from the environment and .env, as for the command.",
            );
        let grant = Arg::new("grant")
            .long("grant")
            .value_name("NAME=JSON")
            .action(ArgAction::Append)
            .help("One more grant as it stands, an object, or NAME=@FILE (repeatable)")
            .long_help(
                "One more grant as it stands: a name and a JSON object, or a file of one. \
                 Repeatable. `--grant 'player={}'`, `--grant player=@grant.json`. Names that \
                 twimint knows obey the same rules as by their own commands.",
            );
        command.arg(with).arg(grant)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Extras {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut extras = Vec::new();
        for id in ["with", "grant"] {
            let values = matches.get_many::<String>(id).into_iter().flatten().cloned();
            let indices = matches.indices_of(id).into_iter().flatten();
            extras.extend(indices.zip(values).map(|(index, value)| match id {
                "with" => (index, Extra::With(value)),
                _ => (index, Extra::Grant(value)),
            }));
        }
        extras.sort_by_key(|(index, _)| *index);
        Ok(Self(extras.into_iter().map(|(_, extra)| extra).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// How a minted token is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MintOutput {
    /// The token on a line, and nothing else
    Token,
    /// An object with token, identity, jti, issued_at and expires_at
    Json,
    /// An Authorization header, for curl -H @-
    Header,
    /// TWILIO_ACCESS_TOKEN=token
    Env,
    /// The same, for $GITHUB_ENV; the command to mask the token goes to stderr
    Github,
}

/// Takes any text but an empty one, and lists these to help and completions. What follows the name of a product is the
/// product's to judge, and a region that is none may be asked for.
#[derive(Clone)]
struct Listed(&'static [&'static str]);

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
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}
