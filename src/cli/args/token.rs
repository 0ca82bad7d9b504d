//! The options of every token that is minted.
//!
//! `--with` and `--grant` keep the order in which they were typed, because it is that of the grants in the token.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser as Text, PossibleValue, Resettable, TypedValueParser,
};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum, ValueHint};

use super::products::Product;
use super::time::{When, duration};
use crate::token::region::Region;

const TOKEN: &str = "Token";
const OUTPUT: &str = "Output";
const REGIONS: [&str; 4] =
    [Region::Us1.as_str(), Region::Ie1.as_str(), Region::Au1.as_str(), Region::Jp1.as_str()];

#[derive(Debug, Args)]
#[command(next_help_heading = TOKEN)]
pub(crate) struct TokenArgs {
    /// Who the token is for
    ///
    /// The name by which your app knows the user; whoever holds the token is that user. Voice
    /// takes letters, digits and `_`. Conversations and Sync take up to 256 characters, Video up
    /// to 128.
    #[arg(short, long, value_name = "ID", help_heading = Resettable::Reset)]
    pub(crate) identity: Option<String>,

    /// A file with one identity per line, `-` for stdin
    ///
    /// Instead of --identity. Prints one token per line, in the same order. It stops at the first
    /// line that it cannot mint a token for; the tokens of the lines before are printed.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "identity")]
    pub(crate) identities: Option<PathBuf>,

    /// How long it lives, such as `15m` [default: 1h]
    ///
    /// Counted from --issued-at. Seconds, or units from the longest to the shortest: `3600`,
    /// `90s`, `1h30m`, `1d`. Twilio takes at most 24 hours and advises the shortest time that works: a client
    /// can be given a new token while it is connected.
    #[arg(
        long,
        value_name = "DURATION",
        allow_hyphen_values = true,
        value_parser = duration,
        conflicts_with = "expires_at"
    )]
    pub(crate) ttl: Option<i64>,

    /// When it expires, instead of --ttl
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a sign,
    /// counted from now: `+15m`, `-2h`.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) expires_at: Option<When>,

    /// Not valid before TIME [default: not written]
    ///
    /// The `nbf` claim; a TIME as for --expires-at. A client or server whose clock is slow refuses
    /// a token that is valid from now, so there is none by default.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) nbf: Option<When>,

    /// When it was issued [default: now]
    ///
    /// The `iat` claim, which --ttl counts from; a TIME as for --expires-at. With --jti as well,
    /// the same command prints the same token, byte for byte.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) issued_at: Option<When>,

    /// The token's own ID [default: random]
    ///
    /// The `jti` claim; by default the API key SID and a random number. Twilio reads nothing out
    /// of it; it tells tokens apart in your logs. In a batch, `-1`, `-2` and so on is added to it.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) jti: Option<String>,

    /// The API key's region, for Voice outside us1
    ///
    /// Written into the header as `twr`; without it Twilio assumes us1. An edge (`dublin`,
    /// `sydney`) is not a region. TWILIO_REGION is never written, because elsewhere it means the
    /// region of REST requests.
    #[arg(long, value_name = "REGION", value_parser = Listed(&REGIONS))]
    pub(crate) region: Option<String>,

    #[command(flatten)]
    pub(crate) extras: Extras,

    /// Mint even if Twilio would refuse it
    ///
    /// For negative tests: errors become warnings. What does not parse (a number, a time, a SID)
    /// is still an error.
    #[arg(long)]
    pub(crate) allow_invalid: bool,

    /// How to print the token [default: token]
    ///
    /// On standard output; warnings and notes go to standard error.
    #[arg(short, long, value_name = "FORMAT", help_heading = OUTPUT)]
    pub(crate) output: Option<MintOutput>,

    /// The token's variable [default: TWILIO_ACCESS_TOKEN]
    ///
    /// The name that `-o env` and `-o github` print, and that `-- COMMAND` finds the token under.
    #[arg(long, value_name = "NAME", value_parser = variable_name, help_heading = OUTPUT)]
    pub(crate) var: Option<String>,

    /// Run this with the token in its environment
    ///
    /// Nothing is printed; the status is the command's. It finds the token in the variable that
    /// --var names.
    #[arg(
        last = true,
        value_name = "COMMAND",
        conflicts_with_all = ["identities", "output"],
        help_heading = OUTPUT
    )]
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
            .value_parser(Listed(&Product::NAMES).map(Extra::With))
            .help("One more grant: `--with sync` (repeatable)")
            .long_help(
                "One more grant in the same token, written as that product's own command line: \
                 `--with sync`, `--with \"video --room 'daily standup'\"`. What you leave out comes \
                 from the environment or .env, as it does for the command. Repeatable.",
            );
        let grant = Arg::new("grant")
            .long("grant")
            .value_name("NAME=JSON")
            .action(ArgAction::Append)
            .value_parser(Text::new().map(Extra::Grant))
            .help("One more grant, as JSON (repeatable)")
            .long_help(
                "One more grant in the same token: its name and a JSON object, or a file that holds \
                 one. `--grant 'player={}'`, `--grant player=@grant.json`. The grants that have a \
                 command here obey the same rules. Repeatable.",
            );
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
    /// An object with token, identity, jti, issued_at, expires_at, expires_in
    Json,
    /// An Authorization header, for `curl -H @-`
    Header,
    /// TWILIO_ACCESS_TOKEN=<token>
    Env,
    /// The same for `>> "$GITHUB_ENV"`; on stderr the command that masks it
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
